"""Lags, gaps and summaries of vague days: vectors M27, exhaustion, no change."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import isclose
from typing import TYPE_CHECKING, Any

import numpy as np
import oracle
import pandas as pd
import pytest
from conftest import columns_of
from epoch_days import dates
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import InputError, RangeError

if TYPE_CHECKING:
    from conftest import Maker
    from oracle import Span, Wait

SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2017-03-15"}
FIVE = {
    "lag_lower": [9, 114, 106, 40, 187],
    "lag_upper": [9, 116, 135, 40, None],
}


def vague(spans: list[Span]) -> dict[str, Any]:
    first = dates([span[0] for span in spans])
    return {"date": first, "date_latest": dates([span[1] for span in spans])}


def row(table: Any, number: int = 0) -> dict[str, Any]:
    return {name: values[number] for name, values in columns_of(table).items()}


def near(found: float | None, expected: Fraction | float | None) -> bool:
    if expected is None or found is None:
        return expected is None and found is None
    return isclose(found, float(expected), rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize(
    ("shock", "visit", "ends"),
    [("2011-12-17", "2012-04", (106, 135)), ("2015-09-20", "2015-10", (11, 41))],
)
def test_a_visit_known_to_the_month(
    make: Maker, shock: str, visit: str, ends: tuple[int, int]
) -> None:
    for visits in (
        {"date": [visit]},
        columns_of(summitry.expand_dates({"date": [visit]})),
    ):
        lags = summitry.response_lags(make({"date": [shock]}), make(visits), **SEEN)
        found = row(lags)
        assert (found["lag_lower"], found["lag_upper"]) == ends
        assert found["vague"]
        assert f"{ends[0]} to {ends[1]}" in str(summitry.show(lags))


def test_a_shock_known_to_the_month() -> None:
    found = row(
        summitry.response_lags({"date": ["2011-12"]}, {"date": ["2012-04-10"]}, **SEEN)
    )
    assert (found["lag_lower"], found["lag_upper"]) == (101, 131)


def test_a_visit_that_may_have_come_before_the_shock_is_no_certain_answer() -> None:
    found = row(
        summitry.response_lags({"date": ["2012-04-10"]}, {"date": ["2012-04"]}, **SEEN)
    )
    assert (found["lag_lower"], found["lag_lower_observed"]) == (0, True)
    assert (found["lag_upper"], found["lag_upper_observed"]) == (1800, False)
    assert "0 to >1800" in str(
        summitry.show(
            summitry.response_lags(
                {"date": ["2012-04-10"]}, {"date": ["2012-04"]}, **SEEN
            )
        )
    )


def test_exact_days_change_nothing() -> None:
    shocks = pd.DataFrame({"date": dates([3, 20, 44, 90]), "label": list("abcd")})
    days = [5, 5, 33, 47, 80]
    seen: dict[str, Any] = {"since": "1970-01-01", "through": "1970-04-05"}
    bare = pd.DataFrame({"date": dates(days)})
    with_latest = bare.assign(date_latest=dates(days))
    for overlap in ("both", "latest", "first"):
        one, other = (
            summitry.response_lags(shocks, visits, **seen, overlap=overlap)
            for visits in (bare, with_latest)
        )
        pd.testing.assert_frame_equal(one, other)
        assert not one["vague"].any()
        assert "lag_completions" not in one
        assert "visit_date_latest" not in one
        assert one["lag_lower"].equals(one["lag"].rename("lag_lower"))
        plain = one[["lag", "observed", "status", "duplicate_shock"]]
        pd.testing.assert_frame_equal(
            summitry.lag_summary(plain),
            summitry.lag_summary(one).drop(columns="reading"),
        )
    gaps = summitry.visit_gaps(bare, **seen)
    pd.testing.assert_frame_equal(gaps, summitry.visit_gaps(with_latest, **seen))
    assert (gaps["days_least"] == gaps["days"]).all()
    assert (gaps["days_greatest"] == gaps["days"]).all()


def test_the_summary_of_five_lags() -> None:
    for lags in (
        FIVE,
        FIVE | {"lag_upper": [9, 116, 135, 40, 187], "observed": [True] * 4 + [False]},
    ):
        found = row(summitry.lag_summary(lags, tau=187))
        assert near(found["restricted_mean_least"], 91.2)
        assert near(found["restricted_mean_greatest"], 97.4)
        assert (found["median_least"], found["median_greatest"]) == (106, 116)
        assert found["vague"] == 2
        assert "91.2 to 97.4" in str(summitry.show(summitry.lag_summary(lags, tau=187)))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(RangeError) as caught:
        summitry.lag_summary({"lag_lower": [9, 5], "lag_upper": [9, 4]})
    assert caught.value.code == "bad_duration"
    with pytest.raises(InputError) as refused:
        summitry.lag_summary(FIVE | {"entry": [0] * 5}, entry="entry")
    assert refused.value.code == "vague_entry"
    odd = {"lag": [1], "observed": [True], "lag_lower": [1], "lag_upper": [3]}
    with pytest.raises(InputError, match="lag_completions"):
        summitry.lag_summary(odd | {"lag_block": [0], "lag_completions": ["soon"]})
    visits = {"date": dates([5]), "date_latest": dates([4])}
    with pytest.raises(InputError) as reversed_:
        summitry.response_lags({"date": dates([1])}, visits, **SEEN)
    assert reversed_.value.code == "end_before_start"


def test_readings_have_their_own_ends(make: Maker) -> None:
    visits = {"date": ["2012-02-03", "2012-04"], "qualifies": ["unclear", "true"]}
    lags = summitry.response_lags(
        make({"date": ["2011-12-17"]}), make(visits), **SEEN, unclear="both"
    )
    found = columns_of(lags)
    assert (found["lag_lower"], found["lag_upper"]) == ([106, 48], [135, 48])
    summary = columns_of(summitry.lag_summary(lags))
    assert summary["vague"] == [1, 0]


spans = st.tuples(st.integers(0, 14), st.integers(0, 4)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
sharp = st.integers(0, 14).map(lambda day: (day, day))


@given(
    st.lists(sharp | spans, min_size=1, max_size=3),
    st.lists(sharp | spans, max_size=3),
    st.sampled_from(["both", "latest", "first"]),
    st.sampled_from(["include", "exclude"]),
    st.sampled_from([12, 16, 20]),
    st.sampled_from([None, 4, 9]),
)
@settings(max_examples=80, deadline=None)
@pytest.mark.filterwarnings("ignore::summitry.exceptions.AllCensoredWarning")
def test_ends_against_exhaustion(
    shocks: list[Span],
    visits: list[Span],
    overlap: Any,
    same_day: Any,
    through: int,
    tau: int | None,
) -> None:
    every = oracle.completed_waits(
        shocks, visits, (0, through), overlap=overlap, tie=int(same_day == "exclude")
    )
    lags = summitry.response_lags(
        vague(shocks),
        vague(visits) if visits else {"date": dates([-50])},
        since="1970-01-01",
        through=np.datetime64(through, "D"),
        overlap=overlap,
        same_day=same_day,
    )
    found = columns_of(lags)
    for place in range(len(shocks)):
        known = [waits[place] for waits in every if waits[place] is not None]
        pairs = [
            (found[end][place], found[f"{end}_observed"][place])
            for end in ("lag_lower", "lag_upper")
        ]
        if not known:
            assert pairs == [(None, None)] * 2
            continue
        ends = oracle.ends_of_wait([wait for wait in known if wait is not None])
        assert pairs == [(end.days, end.seen) for end in ends]
    _compare_summaries(lags, every, tau)


def _compare_summaries(
    lags: Any, every: list[list[Wait | None]], tau: int | None
) -> None:
    """Compare with the least and greatest of every completion, where all have lags."""
    if any(wait is None for waits in every for wait in waits) or not every[0]:
        return
    records = [[wait for wait in waits if wait is not None] for waits in every]
    summary = row(summitry.lag_summary(lags, tau=tau))
    horizon = int(summary["tau"])
    censored = [w.days for waits in records for w in waits if not w.seen and w.days]
    longest = max(wait.days for waits in records for wait in waits)
    assert horizon == (tau or min(censored, default=longest))
    if horizon == 0:
        return
    means = [oracle.mean_wait(waits, horizon) for waits in records]
    assert near(summary["restricted_mean_least"], min(means))
    assert near(summary["restricted_mean_greatest"], max(means))
    halves = [oracle.ends_of_median(waits) for waits in records]
    reached = [first for first, _ in halves if first is not None]
    passed = [last for _, last in halves if last is not None]
    assert near(summary["median_least"], min(reached, default=None))
    assert near(
        summary["median_greatest"],
        max(passed) if len(passed) == len(halves) else None,
    )
    answered = [[wait.days for wait in waits if wait.seen] for waits in records]
    complete = [Fraction(sum(days), len(days)) for days in answered if days]
    assert near(summary["complete_case_mean_least"], min(complete, default=None))
    assert near(
        summary["complete_case_mean_greatest"],
        max(complete) if len(complete) == len(answered) and complete else None,
    )


@given(st.lists(sharp | spans, min_size=1, max_size=4), st.sampled_from([9, 14, 20]))
@settings(max_examples=80, deadline=None)
def test_gaps_against_exhaustion(visits: list[Span], through: int) -> None:
    table = summitry.visit_gaps(
        vague(visits), since="1970-01-01", through=np.datetime64(through, "D")
    )
    found = columns_of(table)
    for number, is_open in enumerate(found["open"]):
        ends = (found["days_least"][number], found["days_greatest"][number])
        assert ends[0] <= found["days"][number] <= ends[1]
        if is_open:
            completions = product(*(range(a, b + 1) for a, b in visits))
            last = [
                max((day for day in days if day <= through), default=None)
                for days in completions
            ]
            waits = [through + 1 if day is None else through - day for day in last]
            assert ends == (min(waits), max(waits))
            continue
        start = (found["start"][number] - pd.Timestamp("1970-01-01").date()).days
        place = min(
            (n for n, span in enumerate(visits) if span[0] == start),
            key=lambda n: visits[n][1],
        )
        expected = oracle.gaps_after(visits, place, (0, through))
        assert expected == (*ends, found["may_be_open"][number])
