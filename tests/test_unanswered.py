"""A mean of answered waits says in its verdict what it leaves out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import oracle
import pytest
from conftest import china_dprk
from hypothesis import given, settings, strategies as st
from small_study import NO, OPEN, YES, shock, study_of, visit

from summitry.claims.unanswered import condition
from summitry.report.terminal.run_text import claims_text
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    import summitry

FIRST, LAST = date(2001, 1, 1), date(2006, 12, 31)
END = (LAST - FIRST).days
DAYS = st.integers(END - 90, END)
"""Days near the end, for then some waits still run."""
SOME = st.lists(DAYS, min_size=1, max_size=4, unique=True)


def day(number: int) -> str:
    return (FIRST + timedelta(number)).isoformat()


def waits_of(shocks: Sequence[int], visits: Sequence[int]) -> list[oracle.Wait]:
    """Days from each shock to the next visit, or those that it still waited."""
    waits = []
    for start in shocks:
        after = [seen - start for seen in visits if seen >= start]
        wait = (min(after), True) if after else (END - start, False)
        waits.append(oracle.Wait(*wait))
    return waits


def checked(
    shocks: Sequence[int], visits: Sequence[int], assertion: str, at: str = ""
) -> summitry.ClaimResults:
    """One sentence of the mean of the answered waits and of that of all."""
    claims = {
        name: f"quantity = '{quantity}'\n{at}\n{assertion}"
        for name, quantity in (("mean", "mean_lag"), ("all", "restricted_mean_lag"))
    }
    with TemporaryDirectory() as folder:
        study = study_of(
            Path(folder),
            claims,
            [visit(day(one)) for one in visits],
            shocks=[shock(f"s{n}", day(one)) for n, one in enumerate(shocks)],
        )
        return study.check()


def expected(verdict: str, counted: str, waiting: int) -> str:
    """What belongs behind a verdict, said once more."""
    if not waiting:
        return ""
    plural = f"{waiting} shocks" if waiting > 1 else "shock"
    if verdict == YES and counted == NO:
        return (
            f"only if the {plural} that no visit followed "
            f"{'are' if waiting > 1 else 'is'} left out"
        )
    more = " or counted" if (verdict, counted) == (YES, YES) else ""
    return f"with the {plural} that no visit followed left out{more}"


@given(
    shocks=SOME,
    visits=SOME,
    printed=st.integers(1, 90),
    comparison=st.sampled_from(["equals", "at_most", "at_least", "less_than"]),
)
@settings(max_examples=60, deadline=None)
def test_a_printed_mean_says_what_it_leaves_out(
    shocks: list[int], visits: list[int], printed: int, comparison: str
) -> None:
    waits = waits_of(shocks, visits)
    answered = [days for days, ended, _ in waits if ended]
    waiting = len(waits) - len(answered)
    if comparison == "equals" and answered:
        printed = max(round(sum(answered) / len(answered)), 1)
    assertion = f"printed = {printed}\ncomparison = '{comparison}'"
    results = checked(shocks, visits, assertion)
    mean, every = results["mean"], results["all"]
    if not answered:
        assert (mean.verdict, mean.condition) == (OPEN, "")
        return
    assert mean.value == pytest.approx(sum(answered) / len(answered))
    # No further than all were followed.
    still = [wait.days for wait in waits if not wait.seen and wait.days]
    tau = min(still) if still else max(wait.days for wait in waits)
    if tau:
        assert every.value == pytest.approx(float(oracle.mean_wait(waits, tau)))
    assert mean.condition == expected(mean.verdict, every.verdict, waiting)
    assert every.condition == ""
    assert mean.conditional in " ".join(str(mean).split())


@given(first=SOME, second=SOME, visits=SOME, lower=st.booleans())
@settings(max_examples=40, deadline=None)
def test_an_order_of_means_says_what_either_leaves_out(
    first: list[int], second: list[int], visits: list[int], *, lower: bool
) -> None:
    shocks = [*first, *second]
    named = [f"s{n}" for n in range(len(shocks))]
    key = "lower_than" if lower else "higher_than"
    results = checked(
        shocks,
        visits,
        f"{key} = {{ shocks = {named[len(first) :]} }}",
        f"at = {{ shocks = {named[: len(first)]} }}",
    )
    waits = [waits_of(part, visits) for part in (first, second)]
    if not all(any(wait.seen for wait in part) for part in waits):
        assert results["mean"].condition == ""
        return
    waiting = sum(not wait.seen for part in waits for wait in part)
    mean, every = results["mean"], results["all"]
    assert mean.condition == expected(mean.verdict, every.verdict, waiting)
    for part in waits:
        answered = [days for days, ended, _ in part if ended]
        shown = f"{sum(answered) / len(answered):.2f}"
        shown = shown.rstrip("0").rstrip(".")
        assert re.search(rf"(?<![\d.]){shown} days \(shocks? of ", mean.computed)


@pytest.mark.parametrize("verdict", [YES, NO, OPEN])
@pytest.mark.parametrize("counted", [YES, NO, OPEN])
@pytest.mark.parametrize("waiting", [1, 3])
def test_every_condition_is_worded(verdict: str, counted: str, waiting: int) -> None:
    said = condition(verdict, counted, waiting)
    assert said == expected(verdict, counted, waiting)


def test_the_condition_stands_wherever_the_verdict_does() -> None:
    study = china_dprk()
    results = study.check()
    only = "only if the shock that no visit followed is left out"
    mean = results["later-tests-mean-lag"]
    assert (mean.verdict, mean.condition) == (YES, only)
    assert mean.conditional == f"reproduced {only}"
    assert f"verdict reproduced {only}" in " ".join(str(mean).split())
    assert f"REPRODUCED {only}: From" in " ".join(claims_text(results).split())
    assert f"The record gives the same {only}: 119.7 days" in study.memos()[mean.id]
    assert f"✓ reproduced</span> {only}" in report_html(study)
    assert results.to_frame().set_index("id").loc[mean.id, "condition"] == only
    assert mean.to_dict()["condition"] == only
    others = {one.id for one in results if one.condition} - {mean.id}
    assert others == {"first-test-answered-sooner"}


def test_no_condition_where_nothing_waits() -> None:
    results = checked([10, 400], [20, 500], "printed = 55")
    assert results["mean"].verdict == YES
    assert results["mean"].condition == ""
    assert results["mean"].conditional == YES


UNSEEN = [
    shock("a", "2001-05-01"),
    shock("b", "2001-05-20"),
    shock("c", "2007-03-01"),
    shock("d", "1999-01-01"),
]
"""Two on observed days, one after them, one before them."""


@pytest.mark.parametrize("quantity", ["mean_lag", "median_lag", "restricted_mean_lag"])
@pytest.mark.parametrize(
    ("named", "left_out"),
    [
        ("ab", ""),
        ("abc", "the shock that came after the observation"),
        ("abd", "the shock that came before the observation"),
        ("", "the shock that came after the observation and the shock that came before the observation"),
    ],
)  # fmt: skip
def test_shocks_that_were_not_observed_are_told(
    quantity: str, named: str, left_out: str, tmp_path: Path
) -> None:
    at = f"at = {{ shocks = {[*named]} }}" if named else ""
    claim = f"quantity = '{quantity}'\n{at}\nprinted = 1\ncomparison = 'at_least'"
    study = study_of(tmp_path, claim, [visit("2001-06-01")], shocks=UNSEEN)
    (one,) = study.check()
    assert one.verdict == YES
    assert one.condition == (f"with {left_out} left out" if left_out else "")
    assert f"the same {one.condition}".rstrip() + ": " in study.memos()["it"]
    statuses = sorted(lag.status for lag in one.answer.lags)
    if not named:
        tables = study.run().tables
        assert statuses == sorted(tables["lags"]["status"])
        assert tables["lag_summary"]["left_out"].tolist() == [2]


@pytest.mark.parametrize("key", ["lower_than", "higher_than"])
def test_an_order_tells_those_of_either_side(key: str, tmp_path: Path) -> None:
    claim = f"quantity = 'mean_lag'\nat = {{ shocks = ['a'] }}\n{key} = {{ shocks = ['b', 'c'] }}"
    study = study_of(tmp_path, claim, [visit("2001-06-01")], shocks=UNSEEN)
    (one,) = study.check()
    assert one.condition == "with the shock that came after the observation left out"


def test_what_waits_and_what_was_not_observed_are_both_told(tmp_path: Path) -> None:
    claim = "quantity = 'mean_lag'\nprinted = 1\ncomparison = 'at_least'"
    shocks = [UNSEEN[0], shock("e", "2002-01-01"), UNSEEN[2]]
    (one,) = study_of(tmp_path, claim, [visit("2001-06-01")], shocks=shocks).check()
    assert one.condition == (
        "with the shock that no visit followed left out or counted, "
        "and with the shock that came after the observation left out"
    )


def test_a_shock_that_the_overlap_leaves_out_is_told(tmp_path: Path) -> None:
    claim = (
        "quantity = 'mean_lag'\nprinted = 31\nwith = { overlap = 'first' }\n"
        "at = { shocks = ['a', 'b'] }"
    )
    (one,) = study_of(tmp_path, claim, [visit("2001-06-01")], shocks=UNSEEN).check()
    assert one.conditional == (
        "reproduced with the shock that fell while an earlier one waited left out"
    )


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (["2001-01-11"], "a lag of 10 days; 1 shock that no visit followed"),
        (["2001-01-11", "2002-01-31"], "lags of 10, 30 days"),
    ],
)
def test_a_mean_tells_every_lag_that_it_is_made_of(
    days: list[str], told: str, tmp_path: Path
) -> None:
    shocks = [shock("s", "2001-01-01"), shock("t", "2002-01-01")]
    claim = "quantity = 'mean_lag'\nprinted = 10"
    study = study_of(tmp_path, claim, [visit(one) for one in days], shocks=shocks)
    assert told in study.check()["it"].reason
