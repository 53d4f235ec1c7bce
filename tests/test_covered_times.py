"""Gaps, phases and placebo shocks under a coverage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import china_dprk, columns_of
from epoch_days import dates
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import InputError

FIRST, LAST = 7305, 7305 + 59
SEEN: dict[str, Any] = {
    "since": np.datetime64(FIRST, "D"),
    "through": np.datetime64(LAST, "D"),
}
VISITS = st.lists(st.integers(FIRST - 2, LAST + 2), max_size=8)
SPANS = st.lists(
    st.tuples(st.integers(FIRST - 4, LAST), st.integers(0, 45)), min_size=1, max_size=3
)


def covering(spans: list[tuple[int, int]]) -> dict[str, Any]:
    return {
        "since": dates([since for since, _ in spans]),
        "through": dates([since + more for since, more in spans]),
    }


def covered_days(spans: list[tuple[int, int]]) -> set[int]:
    return {
        day
        for since, more in spans
        for day in range(since, since + more + 1)
        if FIRST <= day <= LAST
    }


@settings(max_examples=60, deadline=None)
@given(VISITS, SPANS)
def test_a_gap_is_known_where_each_of_its_days_is_covered(
    visits: list[int], spans: list[tuple[int, int]]
) -> None:
    inside = covered_days(spans)
    counted = sorted({day for day in visits if day in inside})
    found = columns_of(
        summitry.visit_gaps(
            pd.DataFrame({"date": dates(visits)}), **SEEN, coverage=covering(spans)
        )
    )
    starts, ends = counted or [FIRST], [*counted[1:], LAST]
    lengths = [end - start for start, end in zip(starts, ends, strict=True)]
    if not counted:
        lengths = [LAST - FIRST + 1]
    known = [
        set(range(start, end + 1)) <= inside
        for start, end in zip(starts, ends, strict=True)
    ]
    assert found["days"] == lengths
    assert found["known"] == known
    for row, (days, is_known) in enumerate(zip(lengths, known, strict=True)):
        longer = sum(
            other > days for other, fine in zip(lengths, known, strict=True) if fine
        )
        assert found["rank"][row] == (longer + 1 if is_known else None)
        if not is_known:
            hole = next(
                day for day in range(starts[row], LAST + 2) if day not in inside
            )
            assert found["days_least"][row] == min(hole - starts[row], days)
            assert found["days_greatest"][row] == days
    chance = found["probability"][-1]
    if known[-1]:
        wanted = (1 + lengths[-1] / len(inside)) ** -len(counted)
        assert chance == pytest.approx(wanted)
    else:
        assert chance is None or np.isnan(chance)
    parts = ["used", "outside_window", "excluded_by_rule", "unclear", "other_visits"]
    parts += ["outside_coverage", "partly_covered"]
    assert found["rows_in"][0] == sum(found[name][0] for name in parts) == len(visits)


@settings(max_examples=60, deadline=None)
@given(VISITS, st.integers(FIRST, LAST), st.integers(0, 20))
def test_shrinking_makes_no_gap_known(visits: list[int], since: int, less: int) -> None:
    """What is known under the narrower coverage is known, and as long, under both."""
    gaps = [
        pd.DataFrame(
            columns_of(
                summitry.visit_gaps(
                    pd.DataFrame({"date": dates(visits)}),
                    **SEEN,
                    coverage={"since": dates([first]), "through": [None]},
                )
            )
        )
        for first in (since, min(since + less, LAST))
    ]
    wide, narrow = (
        {(row.start, row.end, row.days) for row in one[one["known"]].itertuples()}
        for one in gaps
    )
    assert {gap for gap in narrow if str(gap[0]) != "NaT"} <= wide


def test_full_coverage_changes_no_gap_phase_or_placebo() -> None:
    visits = {"date": dates([FIRST + 3, FIRST + 9, FIRST + 30, FIRST + 31])}
    shocks = {"date": dates([FIRST + 1, FIRST + 20])}
    eras = {"era": ["a"], "start": dates([FIRST]), "end": [None]}

    def tables(**more: Any) -> list[Any]:
        return [
            summitry.visit_gaps(visits, **SEEN, **more),
            summitry.phases(visits, **SEEN, draws=99, **more),
            summitry.placebo_test(shocks, visits, **SEEN, **more),
            summitry.dispersion(visits, eras, exposure="days", **SEEN, **more),
        ]

    for one, other in zip(tables(), tables(coverage={"since": None}), strict=True):
        plain, whole = columns_of(one), columns_of(other)
        for name, values in plain.items():
            np.testing.assert_array_equal(whole[name], values, err_msg=name)
        assert set(whole) - set(plain) <= {
            "known",
            "coverage",
            "outside_coverage",
            "partly_covered",
        }


def test_phases_and_placebo_take_the_stretch_for_the_observation() -> None:
    rng = np.random.default_rng(1)
    days = np.sort(rng.integers(0, 4000, 60)).tolist()
    visits = pd.DataFrame({"date": dates(days)})
    shocks = pd.DataFrame({"date": dates([900, 2500])})
    wide: dict[str, Any] = {"since": "1970-01-01", "through": "1980-12-31"}
    part: dict[str, Any] = {"since": "1972-03-01", "through": "1977-10-31"}
    inside = visits[visits["date"].between(part["since"], part["through"])]
    covered = summitry.phases(visits, **wide, draws=99, coverage=part)
    alone = summitry.phases(inside, **part, draws=99)
    names = ["era", "days", "count", "frequency", "p", "penalty", "alpha"]
    pd.testing.assert_frame_equal(covered[names], alone[names])
    assert covered["coverage"].tolist() == [
        "everybody, covered 1972-03-01 to 1977-10-31"
    ] * len(covered)
    assert covered["outside_coverage"][0] == len(days) - len(inside["date"])
    tested = summitry.placebo_test(shocks, visits, **wide, coverage=part)
    same = summitry.placebo_test(shocks, inside, **part)
    pd.testing.assert_frame_equal(tested[same.columns], same)


def test_a_coverage_with_holes_is_refused_in_plain_words() -> None:
    visits = {"date": dates([FIRST + 3, FIRST + 30])}
    holes = covering([(FIRST, 9), (FIRST + 20, 30)])
    said = "phases need days that follow one another.*1990-01-01 to 1990-01-10"
    with pytest.raises(InputError, match=said) as caught:
        summitry.phases(visits, **SEEN, coverage=holes)
    assert caught.value.code == "broken_coverage"
    with pytest.raises(InputError, match="placebo shocks need days"):
        summitry.placebo_test(visits, visits, **SEEN, coverage=holes)
    nothing = {"since": ["2001-01-01"]}
    with pytest.raises(InputError, match="no day of the observation is"):
        summitry.phases(visits, **SEEN, coverage=nothing)
    with pytest.raises(InputError, match="there are no visits to choose from"):
        summitry.phases([1.0, 2.0], since=0, through=9, coverage=holes)


def test_a_run_says_why_a_table_is_not_there() -> None:
    study = china_dprk()
    found = summitry.analyse(
        study.visits,
        study.eras,
        study.shocks,
        since=study.since,
        through=study.through,
        coverage={"since": ["1953", "1970"], "through": ["1960", "2012"]},
    )
    assert not {"phases", "phases_by_floor", "placebo"} & set(found.tables)
    notes = " ".join(found.tables["notes"]["note"])
    assert "There are no phases: phases need days that follow one another" in notes
    assert "Whether the lags are unusual is not tested" in notes
    assert "covered until 1960-12-31, 1970-01-01 to 2012-12-31" in notes
    assert "gaps between summits" in notes
    last = found.tables["summit_gaps"].iloc[-1]
    assert (last["known"], pd.isna(last["rank"])) == (False, True)


def test_a_text_names_no_everybody_where_somebody_is_covered_never() -> None:
    visits = {
        "date": ["1990-01-05", "1990-01-20"],
        "visitor_rank": ["head_of_state", "foreign_minister"],
    }
    gaps = summitry.visit_gaps(
        visits, **SEEN, coverage={"visitor_rank": ["head_of_state"]}
    )
    assert set(gaps["coverage"]) == {"only head_of_state"}
    assert gaps["outside_coverage"].tolist() == [1]
    both = {"visitor_rank": ["head_of_state", "foreign_minister"]}
    gaps = summitry.visit_gaps(visits, **SEEN, coverage=both)
    assert set(gaps["coverage"]) == {"everybody"}
