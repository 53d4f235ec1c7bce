"""What stands behind claims and memos is what the tables and the slow oracle say."""

from __future__ import annotations

from math import inf, isnan
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import oracle
import pandas as pd
import pytest
from differential import has_vague_shock
from hypothesis import given, settings, strategies as st
from random_studies import read_tabled, write_files
from random_study.conventions import CHOICES
from sentences.claim_tables import compared, list_of, tabled
from small_study import era, study_of, visit

import summitry
from summitry.report.evidence import evidence_of
from summitry.report.evidence_facts import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.claims.result import ClaimResult

STUDIES = 160
SHORT = 100
"""Days up to which the oracle adds up a curve quickly."""

Found = list[tuple[summitry.Study, "ClaimResult", Evidence]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Every claim of some random studies that has a number, with its evidence."""
    folder = tmp_path_factory.mktemp("studies")
    return [
        one for seed in range(STUDIES) for one in claims_of(folder / str(seed), seed)
    ]


def claims_of(folder: Path, seed: int) -> Iterator[Any]:
    write_files(folder, seed)
    if has_vague_shock(read_tabled(folder)):
        return
    study = summitry.read_study(folder)
    for result in study.check():
        if result.value is not None:
            yield study, result, evidence_of(result, study.declared.record)


def near(number: Any) -> Any:
    return pytest.approx(number, rel=1e-9, abs=1e-9, nan_ok=True)


def test_rates_and_pairs_are_those_of_the_tables(found: Found) -> None:
    """The method, the adjustment or the unclear visits of a claim are lost."""
    seen: set[Any] = set()
    for study, result, evidence in found:
        if result.claim.quantity not in {"frequency", "weighted_frequency"}:
            continue
        place = list_of(study, result)
        if place is None or "told_apart_from" in result.claim.form:
            continue
        spec, weighted = result.specification, result.claim.is_weighted
        table = tabled(study, result, *place)
        row = table.set_index("era").loc[result.claim.form["at"]["era"]]
        names = ("frequency", "lower", "upper")
        expected = [row[f"weighted_{name}" if weighted else name] for name in names]
        rate = evidence.rate
        assert rate is not None, str(result)
        assert near([rate.value, rate.lower, rate.upper]) == expected, str(result)
        assert (rate.era, rate.level) == (row.name, spec.level)
        seen.add((weighted, spec.method, spec.unclear))
        if not evidence.pairs:
            continue
        pairs = {
            (one["era"], one["other_era"]): one
            for one in compared(table, result).to_dict("records")
        }
        for pair in evidence.pairs:
            turned = (pair.other, pair.era) in pairs
            key = (pair.other, pair.era) if turned else (pair.era, pair.other)
            one = pairs[key]
            settled = one["verdict"] in {"lower", "higher"}
            assert pair.settled == settled, str(result)
            ends = [boundless(pair.lower), boundless(pair.upper)]
            wanted = [one["lower"], boundless(one["upper"])]
            if turned:
                wanted = [1 / end if end else inf for end in reversed(wanted)]
            assert near(ends[0]) == wanted[0], str(result)
            assert near(ends[1]) == wanted[1], str(result)
            seen.add(("pair", weighted, spec.method, settled))
    methods = ("dispersed", "dispersed_years", "central", "midp")
    assert {("pair", False, method, False) for method in methods} < seen
    assert {(False, "dispersed", word) for word in ("both", "include")} < seen


def boundless(limit: float) -> float:
    return inf if isnan(limit) else limit


def test_a_restricted_mean_reaches_as_far_as_the_study_says(found: Found) -> None:
    """The horizon of the study is lost, and the longest wait taken for it."""
    checked = 0
    for _, result, evidence in found:
        wait, tau = evidence.wait, result.specification.tau
        if wait is None:
            continue
        lags = [lag for lag in result.answer.lags if lag.days is not None]
        censored = [lag.days for lag in lags if lag.status == "censored" and lag.days]
        horizon = min(censored) if censored else max(lag.days or 0 for lag in lags)
        assert wait.tau == (tau or horizon)
        table: Any = summitry.lag_summary(
            pd.DataFrame(
                {
                    "lag": [lag.days for lag in lags],
                    "observed": [lag.status == "observed" for lag in lags],
                }
            ),
            tau=tau,
            level=wait.level,
        )
        (row,) = table.to_dict("records")
        ends = [row[f"restricted_mean_{end}"] for end in ("lower", "upper")]
        assert near([wait.lower, wait.upper]) == ends
        if tau is None or tau > SHORT:
            continue
        waits = [oracle.Wait(lag.days or 0, lag.status == "observed") for lag in lags]
        assert wait.restricted == near(float(oracle.mean_wait(waits, tau)))
        checked += 1
    assert checked


THREE = [
    era("One", "2001-01-01", "2004-12-11"),
    era("Two", "2004-12-11", "2006-03-05"),
    era("Three", "2006-03-05"),
]
WORDS = ("exposure", "handover", "unclear", "unsourced", "method", "adjustment")
BURSTS = st.lists(
    st.lists(
        st.sampled_from([("true", "true"), ("unclear", "true"), ("true", "false")]),
        max_size=7,
    ),
    min_size=6,
    max_size=6,
)
"""Whether each visit of a year qualifies, and whether it has a source."""


@given(
    bursts=BURSTS,
    words=st.fixed_dictionaries({key: st.sampled_from(CHOICES[key]) for key in WORDS}),
    pair=st.permutations(["One", "Two", "Three"]),
)
@settings(max_examples=80, deadline=None)
def test_two_eras_are_told_apart_as_in_the_table(
    bursts: list[list[tuple[str, str]]], words: dict[str, str], pair: list[str]
) -> None:
    """How much years vary is measured on other visits, days or eras than counted."""
    visits = [visit("2000-01-01", qualifies="true", sourced="true")]
    for year, burst in enumerate(bursts):
        visits += [
            visit(f"200{year + 1}-0{month}-02", qualifies=qualifies, sourced=sourced)
            for month, (qualifies, sourced) in enumerate(burst, 1)
        ]
    told = "".join(f"{key} = '{word}'\n" for key, word in words.items())
    one, other, _ = pair
    claim = f"quantity = 'frequency'\nat = {{ era = '{one}' }}\n"
    claim += f"told_apart_from = {{ era = '{other}' }}"
    with TemporaryDirectory() as folder:
        study = study_of(
            Path(folder), claim, visits, THREE, more=f"[conventions]\n{told}"
        )
        result = study.check()["it"]
    table = tabled(study, result, "AAA", "")
    (row,) = (
        row
        for row in compared(table, result).to_dict("records")
        if {row["era"], row["other_era"]} == {one, other}
    )
    answer = result.answer
    assert near([row["p"], row["p_adjusted"]]) == [answer.p, answer.adjusted_p]
