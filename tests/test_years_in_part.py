"""Calendar years of which eras, terms, pairs and sources have a part."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

import summitry

FIRST, YEARS = dt.date(2000, 1, 1), range(2000, 2005)
SINCE, THROUGH = FIRST.toordinal(), dt.date(2004, 12, 31).toordinal()
SEEN: dict[str, Any] = {"since": FIRST, "through": dt.date(2004, 12, 31)}
NAMES = "ABC"

Terms = list[tuple[str, int, int]]
days = st.integers(SINCE - 200, THROUGH + 200)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Spans of three leaders, some of less than a year, in any order of rows."""
    cuts = sorted(draw(st.sets(days, min_size=3, max_size=12)))
    spans = list(pairwise(cuts))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=11, max_size=11))
    held = [(name, *span) for name, span in zip(names, spans, strict=False)]
    return draw(st.permutations(held))


def holder(held: Terms, year: int, shift: int) -> str | None:
    """Add up the days of a year; the last to take over has it at a tie."""
    start = dt.date(year, 1, 1).toordinal()
    end = dt.date(year + 1, 1, 1).toordinal()
    had: dict[str, tuple[int, int]] = {}
    for name, begin, over in held:
        n = min(end, over + shift) - max(start, begin + shift)
        if n > 0:
            before, last = had.get(name, (0, 0))
            had[name] = (before + n, max(last, begin))
    return max(had, key=lambda name: had[name]) if had else None


def table_of(held: Terms) -> pd.DataFrame:
    rows = [
        (name, number, dt.date.fromordinal(start), dt.date.fromordinal(end))
        for number, (name, start, end) in enumerate(held)
    ]
    return pd.DataFrame(rows, columns=["era", "term", "start", "end"])


def seen_on(first: int, last: int, by: str) -> dict[str, Any]:
    """Options under which only some days are observed."""
    ends = {
        "since": [dt.date.fromordinal(first)],
        "through": [dt.date.fromordinal(last)],
    }
    if by == "coverage":
        return {"coverage": ends}
    pair = {"country": ["A"], "other_country": ["B"]}
    return {"by": "dyad", "dyads": pair | ends}


@pytest.mark.filterwarnings("ignore:of .* visits?, .* in no era")
@settings(max_examples=60, deadline=None)
@given(
    terms(),
    st.lists(days, min_size=1, max_size=20),
    st.tuples(days, days).map(sorted),
    st.sampled_from(["coverage", "dyads"]),
    st.sampled_from(["successor", "predecessor"]),
)
def test_a_year_is_of_the_era_with_most_of_it_and_counts_where_it_was_seen(
    held: Terms, visits: list[int], seen: list[int], by: str, handover: Any
) -> None:
    shift = int(handover == "predecessor")
    ends = {"origin": ["A"] * len(visits), "destination": ["B"] * len(visits)}
    found = summitry.era_frequency(
        pd.DataFrame({"date": list(map(dt.date.fromordinal, visits)), **ends}),
        table_of(held),
        exposure="calendar_years",
        handover=handover,
        interval=None,
        **SEEN,
        **seen_on(seen[0], seen[1], by),
    )
    owner = {year: holder(held, year, shift) for year in YEARS}
    whole = {
        year
        for year in YEARS
        if seen[0] <= dt.date(year, 1, 1).toordinal()
        and dt.date(year, 12, 31).toordinal() <= seen[1]
    }
    of_year = [dt.date.fromordinal(day).year for day in visits]
    for row in found.to_dict("records"):
        own = {year for year in whole if owner[year] == row["era"]}
        assert row["years"] == len(own)
        assert row["count"] == sum(year in own for year in of_year)
        assert np.isnan(row["frequency"]) == (not own)
    held_years = [year for year in of_year if owner.get(year)]
    assert found["used"][0] == sum(year in whole for year in held_years)
    outside = ["outside_existence"]
    if by == "coverage":
        # A day that is covered, of a year that is not, is covered in part.
        outside = ["outside_coverage", "partly_covered"]
    lost = sum(found[name][0] for name in outside)
    assert lost == sum(year not in whole for year in held_years)
    assert found["outside_window"][0] == sum(year not in YEARS for year in of_year)


@pytest.mark.filterwarnings("error:of .* visits?, .* in no era")
@pytest.mark.parametrize("seen", [{}, seen_on(SINCE, THROUGH, "dyads")])
def test_where_no_year_is_whole_every_visit_is_outside_the_observation(
    seen: dict[str, Any],
) -> None:
    visits = pd.DataFrame(
        {
            "date": ["2001-02-01", "2001-06-01", "1999-05-05"],
            "origin": ["A", "B", "A"],
            "destination": ["B", "A", "B"],
            "qualifies": ["true", "unclear", "true"],
        }
    )
    eras = {"era": ["one"], "start": ["2000-01-01"], "end": [None]}
    found = summitry.era_frequency(
        visits,
        eras,
        since="2001-01-02",
        through="2001-12-31",
        exposure="calendar_years",
        unclear="both",
        **seen,
    )
    assert found["years"].tolist() == [0.0, 0.0]
    assert found["count"].tolist() == [0, 0]
    assert found["outside_window"].tolist() == [3, 3]
    assert found["rows_in"].tolist() == [3, 3]
