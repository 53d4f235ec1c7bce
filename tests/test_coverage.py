"""Coverage: zeros and censoring count only inside it; outside is unknown."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import archive_oracle as oracle
import numpy as np
import pandas as pd
import pytest
from conftest import china_dprk, columns_of
from epoch_days import dates
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import ColumnError, InputError, RangeError
from summitry.report.terminal.run_text import run_text

if TYPE_CHECKING:
    from conftest import Maker

FIRST, LAST = 7305, 7305 + 59
SEEN: dict[str, Any] = {
    "since": np.datetime64(FIRST, "D"),
    "through": np.datetime64(LAST, "D"),
}
DAYS = range(FIRST, LAST + 1)
EDGES = [FIRST, FIRST + 20, FIRST + 35, LAST + 1]
RANKS = ("head_of_state", "cabinet_minister", "vice_minister")

VISITS = st.lists(
    st.tuples(st.integers(FIRST - 3, LAST + 3), st.sampled_from(RANKS)),
    min_size=1,
    max_size=15,
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from([None, "*", *RANKS]),
        st.integers(FIRST - 5, LAST),
        st.integers(0, 70),
    ).map(
        lambda one: {
            "visitor_rank": one[0],
            "since": one[1],
            "through": one[1] + one[2],
        }
    ),
    max_size=4,
)


def eras() -> dict[str, Any]:
    return {
        "era": ["one", "two", "three"],
        "start": dates(EDGES[:-1]),
        "end": dates(EDGES[1:]),
    }


def visits_of(rows: list[tuple[int, str]]) -> dict[str, Any]:
    return {
        "date": dates([day for day, _ in rows]),
        "visitor_rank": [rank for _, rank in rows],
    }


def coverage_of(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "visitor_rank": [row["visitor_rank"] for row in rows],
        "since": dates([row["since"] for row in rows]),
        "through": dates([row["through"] for row in rows]),
    }


@settings(max_examples=60, deadline=None)
@given(VISITS, ROWS, st.sampled_from(["successor", "predecessor"]))
@pytest.mark.filterwarnings("ignore:of .* visits?, .* in no era")
def test_counts_and_exposure_are_those_of_the_days_compared(
    visits: list[tuple[int, str]], rows: list[dict[str, Any]], handover: Any
) -> None:
    shift = int(handover == "predecessor")
    found = columns_of(
        summitry.era_frequency(
            visits_of(visits),
            eras(),
            handover=handover,
            **SEEN,
            coverage=coverage_of(rows),
        )
    )
    chosen = oracle.compared(rows, visits, DAYS)
    sizes = {rank: oracle.days_of(rows, rank, DAYS) for rank in RANKS}
    # Sets of the same size may be chosen either way; the rest is settled by the set.
    tied = {
        frozenset(sizes[rank])
        for day, rank in visits
        if day in sizes[rank] and len(sizes[rank]) == len(chosen)
    }
    if len(tied) > 1:
        return
    for number, (start, end) in enumerate(pairwise(EDGES)):
        inside = chosen & set(range(start, end))
        own = chosen & set(range(start + shift, end + shift))
        counted = [day for day, rank in visits if day in own and chosen <= sizes[rank]]
        assert found["days"][number] == len(inside)
        assert found["count"][number] == len(counted)
        assert (found["frequency"][number] is None) == (not inside)
    parts = ["used", "outside_window", "in_no_era", "excluded_by_rule", "unclear"]
    parts += ["other_dyads", "outside_coverage", "partly_covered"]
    assert sum(found[name][0] for name in parts) == len(visits)
    assert found["other_dyads"][0] == 0
    in_eras = set(range(EDGES[0] + shift, EDGES[-1]))
    outside = sum(day in in_eras and day not in sizes[rank] for day, rank in visits)
    assert found["outside_coverage"][0] == outside


@settings(max_examples=60, deadline=None)
@given(VISITS, st.integers(FIRST, LAST + 1))
def test_shrinking_the_coverage_turns_zeros_into_unknowns(
    visits: list[tuple[int, str]], since: int
) -> None:
    coverage = {"since": dates([since]), "through": [None]}
    wide = columns_of(summitry.era_frequency(visits_of(visits), eras(), **SEEN))
    found = columns_of(
        summitry.era_frequency(visits_of(visits), eras(), **SEEN, coverage=coverage)
    )
    for number, end in enumerate(EDGES[1:]):
        assert found["count"][number] <= wide["count"][number]
        assert found["days"][number] <= wide["days"][number]
        if since >= end:
            assert found["frequency"][number] is None
    unknown = summitry.compare_eras(
        summitry.era_frequency(visits_of(visits), eras(), **SEEN, coverage=coverage)
    )
    lost = {
        name for name, end in zip(eras()["era"], EDGES[1:], strict=True) if since >= end
    }
    for era, other, verdict in zip(
        unknown["era"], unknown["other_era"], unknown["verdict"], strict=True
    ):
        assert (verdict == "not observed") == bool({era, other} & lost)


def test_full_coverage_changes_nothing(make: Maker) -> None:
    visits = make(visits_of([(FIRST, "head_of_state"), (LAST, "vice_minister")]))
    plain = columns_of(summitry.era_frequency(visits, eras(), **SEEN))
    whole = columns_of(
        summitry.era_frequency(visits, eras(), **SEEN, coverage={"since": None})
    )
    assert {name: whole[name] for name in plain} == plain
    assert set(whole) - set(plain) == {"coverage", "outside_coverage", "partly_covered"}
    assert set(whole["coverage"]) == {"everybody"}


def test_a_group_covered_in_part_is_left_out_and_named() -> None:
    rows = [
        (FIRST + 1, "head_of_state"),
        (FIRST + 40, "head_of_state"),
        (FIRST + 41, "cabinet_minister"),
    ]
    coverage = {
        "visitor_rank": ["*", "cabinet_minister"],
        "since": [None, "1990-02-01"],
    }
    found = summitry.era_frequency(visits_of(rows), eras(), **SEEN, coverage=coverage)
    assert found["count"].tolist() == [1, 0, 1]
    said = "everybody, without cabinet_minister (covered from 1990-02-01 on)"
    assert set(found["coverage"]) == {said}
    assert found["partly_covered"].tolist() == [1, 1, 1]
    compared = summitry.compare_eras(found)
    assert set(compared["coverage"]) == {said}


def test_calendar_years_count_only_where_they_are_covered_throughout() -> None:
    visits = pd.DataFrame({"date": ["1990-02-01", "1991-05-01", "1992-12-31"]})
    list_ = {"era": ["all"], "start": ["1990-01-01"], "end": [None]}
    found = summitry.era_frequency(
        visits,
        list_,
        since="1990-01-01",
        through="1993-06-30",
        exposure="calendar_years",
        coverage={"since": "1990-02"},
    )
    assert found[["years", "count", "partly_covered"]].iloc[0].tolist() == [2, 2, 1]
    assert found["years_used"][0] == "1991 to 1992"


def test_states_and_single_travellers() -> None:
    visits = pd.DataFrame(
        {
            "date": ["1990-01-05", "1990-01-06", "1990-02-20"],
            "origin": ["PRK", "CHN", "PRK"],
            "destination": ["CHN", "PRK", "CHN"],
            "visitor": ["Kim", "Li", "Pak"],
        }
    )
    late = {"visitor": ["Kim", None], "since": [None, "1990-01-21"]}
    found = summitry.era_frequency(visits, eras(), **SEEN, coverage=late)
    assert found["days"].tolist() == [0, 15, 25]
    assert found["count"].tolist() == [0, 0, 1]
    assert found[["outside_coverage", "partly_covered"]].iloc[0].tolist() == [1, 1]
    # Who travels under a row of everybody is not told apart by a row of their own.
    more = {"visitor": ["Kim", None], "since": ["1990-01-21", None]}
    found = summitry.era_frequency(visits, eras(), **SEEN, coverage=more)
    assert set(found["coverage"]) == {"everybody"}
    by_state = {"origin": ["CHN", "PRK"], "since": [None, "1990-02-01"]}
    found = summitry.era_frequency(visits, eras(), **SEEN, coverage=by_state)
    assert found["count"].tolist() == [1, 0, 0]
    assert "without PRK (covered from 1990-02-01 on)" in found["coverage"][0]
    one_way = summitry.era_frequency(
        visits, eras(), **SEEN, coverage=by_state, direction=("PRK", "CHN")
    )
    assert one_way["days"].tolist() == [0, 4, 25]
    with pytest.raises(InputError, match="differs between countries"):
        summitry.era_frequency(
            visits, eras(), **SEEN, coverage=by_state, by="direction"
        )


@pytest.mark.filterwarnings("ignore:no visit follows any")
@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(FIRST - 3, LAST + 3), min_size=1, max_size=6),
    st.lists(st.integers(FIRST - 3, LAST + 3), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(FIRST - 5, LAST), st.integers(0, 40)), max_size=3),
)
def test_a_wait_that_leaves_the_coverage_is_censored_there(
    visits: list[int], shocks: list[int], spans: list[tuple[int, int]]
) -> None:
    rows = [
        {"visitor_rank": None, "since": since, "through": since + more}
        for since, more in spans
    ]
    inside = oracle.days_of(rows, None, DAYS)
    coverage = coverage_of(rows)
    del coverage["visitor_rank"]
    found = columns_of(
        summitry.response_lags(
            pd.DataFrame({"date": dates(shocks)}),
            {"date": dates(visits)},
            **SEEN,
            coverage=coverage,
        )
    )
    for number, shock in enumerate(shocks):
        if shock not in inside:
            assert found["lag"][number] is None
            continue
        day = shock
        while day not in visits and day + 1 in inside:
            day += 1
        assert found["lag"][number] == day - shock
        assert found["observed"][number] == (day in visits)


@pytest.mark.filterwarnings("ignore:no visit follows any")
@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(FIRST - 3, LAST + 3), st.sampled_from([0, 0, 5, 30])),
        max_size=5,
    ),
    st.lists(st.integers(FIRST, LAST), min_size=1, max_size=4),
    st.tuples(st.integers(FIRST, LAST), st.integers(FIRST, LAST)).map(sorted),
    st.sampled_from(["both", "latest", "first"]),
)
def test_what_is_covered_in_one_stretch_is_as_if_nothing_else_were_observed(
    visits: list[tuple[int, int]], shocks: list[int], seen: list[int], overlap: Any
) -> None:
    first, last = dates([day for day, _ in visits]), dates([d + k for d, k in visits])
    rows = {"date": first, "date_latest": last}
    since, through = (np.datetime64(day, "D") for day in seen)
    coverage = {"since": dates([seen[0]]), "through": dates([seen[1]])}
    asked = {"date": dates(shocks)}
    under = columns_of(
        summitry.response_lags(asked, rows, **SEEN, overlap=overlap, coverage=coverage)
    )
    alone = columns_of(
        summitry.response_lags(
            asked, rows, since=since, through=through, overlap=overlap
        )
    )
    inside = [seen[0] <= day <= seen[1] for day in shocks]
    for name in ("lag", "lag_lower", "lag_upper", "lag_lower_observed", "vague"):
        told = zip(under[name], alone[name], inside, strict=True)
        assert all(one == other for one, other, kept in told if kept), name


def test_a_run_under_a_coverage_says_what_it_leaves_out() -> None:
    study = china_dprk()
    found = summitry.analyse(
        study.visits,
        study.eras,
        study.shocks,
        since=study.since,
        through=study.through,
        coverage={"through": "2016-07"},
    )
    lags = found.tables["lags"]
    assert lags["status"].tolist()[-2:] == ["outside_coverage", "shock_after_end"]
    assert found.tables["lag_summary"]["left_out"].tolist() == [2]
    assert {"phases", "summit_gaps", "placebo", "dispersion"} <= set(found.tables)
    assert "covered until 2016-07-31" in " ".join(found.tables["notes"]["note"])
    assert "is not known: from" in run_text(found)
    assert "not covered" in run_text(found)


@pytest.mark.parametrize(
    ("coverage", "error"),
    [
        ({"rank": ["head_of_state"]}, ColumnError),
        ({"since": ["1990-02-01"], "through": ["1990-01-01"]}, RangeError),
        ({"since": ["soon"]}, InputError),
        ({"visitor": ["Kim"]}, ColumnError),
    ],
)
def test_mistakes_are_named(coverage: dict[str, Any], error: type[Exception]) -> None:
    visits = visits_of([(FIRST, "head_of_state")])
    with pytest.raises(error):
        summitry.era_frequency(visits, eras(), **SEEN, coverage=coverage)
    with pytest.raises(error):
        summitry.response_lags(visits, visits, **SEEN, coverage=coverage)


@pytest.mark.filterwarnings("ignore::summitry.exceptions.AllCensoredWarning")
def test_stretches_that_touch_are_one_wherever_they_stand() -> None:
    """Also the last ones: one day between them is a gap in what is known."""
    shocks = {"label": ["a"], "date": ["2003-06-01"]}
    visits = {"date": ["2004-06-01"]}
    found = []
    for second in ("2004-01-01", "2004-01-02"):
        covered = {
            "since": ["2001-01-01", "2003-01-01", second],
            "through": ["2001-12-31", "2003-12-31", "2004-12-31"],
        }
        lags = summitry.response_lags(
            *(shocks, visits),
            since="2001-01-01",
            through="2004-12-31",
            coverage=covered,
        )
        found.append((int(lags["lag"][0]), bool(lags["observed"][0])))
    assert found == [(366, True), (213, False)]
