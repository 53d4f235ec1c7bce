"""The panel against plain loops: zeros, exposure, existence, coverage, weights."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import summitry
from summitry.exceptions import SummitryWarning

COUNTRIES = ("A", "B", "C", "D")
pytestmark = pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
"""Random visits are to one's own country too, and some pairs are never visited."""


def random_visits(draws: np.random.Generator, n: int) -> pd.DataFrame:
    origin = draws.choice(COUNTRIES, n)
    destination = draws.choice(COUNTRIES, n)
    first = date(1999, 6, 1)
    days = [first + timedelta(int(day)) for day in draws.integers(0, 1700, n)]
    return pd.DataFrame(
        {
            "date": days,
            "origin": origin,
            "destination": destination,
            "summit": draws.random(n) < 0.3,
            "qualifies": draws.choice(
                ["true", "false", "unclear"], n, p=[0.7, 0.2, 0.1]
            ),
        }
    )


def key_of(row: Any, by: str) -> tuple[str, str]:
    pair = (row.origin, row.destination)
    return pair if by == "direction" else (min(pair), max(pair))


def part_of(day: date, period: str) -> tuple[int, int]:
    length = {"year": 12, "quarter": 3, "month": 1}[period]
    return day.year, (day.month - 1) // length + 1


@pytest.mark.parametrize("by", ["dyad", "direction"])
@pytest.mark.parametrize("period", ["year", "quarter", "month"])
@pytest.mark.parametrize("seed", range(4))
def test_every_cell_is_what_loops_over_days_and_visits_give(
    by: Any, period: str, seed: int
) -> None:
    draws = np.random.default_rng(seed)
    visits = random_visits(draws, 60)
    since, through = date(2000, 2, 10), date(2003, 4, 20)
    gone = date(2002, 8, 5)
    ends = [("A", "B"), ("B", "A"), ("A", "C"), ("D", "C")]
    edges: dict[str, list[Any]] = {
        "through": [None, None, gone, None],
        "since": [None, None, None, date(2001, 1, 15)],
    }
    dyads = pd.DataFrame(ends, columns=["origin", "destination"]).assign(**edges)
    if by == "dyad":
        dyads = dyads.drop(index=1)
    panel = summitry.visit_panel(
        visits,
        since=since,
        through=through,
        period=period,
        by=by,
        dyads=dyads,
        scheme={"summit": {True: 3.0, False: 1.0}},
    )
    listed: list[Any] = list(
        dyads.astype(object).where(dyads.notna(), None).itertuples()
    )
    spans: dict[Any, tuple[date, date]] = {
        key_of(row, by): (row.since or since, row.through or through) for row in listed
    }
    days: dict[Any, int] = {}
    for pair, (start, end) in spans.items():
        day = max(start, since)
        while day <= min(end, through):
            cell = (pair, part_of(day, period))
            days[cell] = days.get(cell, 0) + 1
            day += timedelta(1)
    counts: dict[Any, int] = {}
    weights: dict[Any, float] = {}
    rows: list[Any] = list(visits.itertuples())
    for row in rows:
        pair = key_of(row, by)
        start, end = spans.get(pair, (date.max, date.min))
        if row.qualifies == "true" and max(start, since) <= row.date <= min(
            end, through
        ):
            cell = (pair, part_of(row.date, period))
            counts[cell] = counts.get(cell, 0) + 1
            weights[cell] = weights.get(cell, 0) + (3 if row.summit else 1)
    names = ["country", "other_country"] if by == "dyad" else ["origin", "destination"]
    part = panel[period] if period != "year" else pd.Series(1, index=panel.index)
    cells = [
        ((one, other), (year, number))
        for one, other, year, number in zip(
            panel[names[0]], panel[names[1]], panel["year"], part, strict=True
        )
    ]
    assert len(cells) == len(set(cells))
    assert set(days) <= set(cells)
    assert {pair for pair, _ in cells} == set(spans)
    assert panel["days"].tolist() == [days.get(cell, 0) for cell in cells]
    told = panel["count"].astype(object).where(panel["count"].notna(), None).tolist()
    assert told == [counts.get(c, 0) if c in days else None for c in cells]
    known = panel["days"] > 0
    assert panel["weighted_count"][known].tolist() == [
        weights.get(cell, 0.0) for cell in cells if cell in days
    ]
    account = [
        *("used", "outside_window", "excluded_by_rule", "unclear", "own_country"),
        *("other_dyads", "outside_existence", "outside_coverage"),
    ]
    assert panel[account].iloc[0].sum() == len(visits) == panel["rows_in"].iloc[0]
    assert panel["used"].iloc[0] == sum(counts.values())


OF_NO_CELL: dict[str, dict[str, str]] = {
    "excluded by rule": {"qualifies": "false"},
    "of another pair": {"destination": "C"},
    "of a country to itself": {"destination": "A"},
    "outside the observation": {"date": "2002-02-01"},
    "of a pair that was not there": {"date": "2001-01-15"},
}


@pytest.mark.parametrize("by", ["dyad", "direction"])
@pytest.mark.parametrize("odd", OF_NO_CELL)
def test_only_visits_that_may_count_say_which_days_are_compared(
    odd: str, by: Any
) -> None:
    row = {"origin": "A", "destination": "B", "qualifies": "true"}
    heads = [
        {**row, "date": day, "visitor_rank": "head_of_state"}
        for day in ("2001-02-10", "2001-11-01", "2001-12-01")
    ]
    below = {**row, "date": "2001-06-01", "visitor_rank": "vice_minister"}
    coverage = {
        "visitor_rank": ["head_of_state", "vice_minister"],
        "since": ["2001-07-01", None],
    }
    options: dict[str, Any] = {
        "since": "2001-01-01",
        "through": "2001-12-31",
        "by": by,
        "dyads": {"origin": ["A"], "destination": ["B"], "since": ["2001-02-01"]},
        "coverage": coverage,
    }
    panel = summitry.visit_panel(
        pd.DataFrame([*heads, *[below | OF_NO_CELL[odd]] * 5]), **options
    )
    assert panel[["days", "count"]].to_numpy().tolist() == [[184, 2]]
    both = summitry.visit_panel(pd.DataFrame([*heads, *[below] * 5]), **options)
    assert both[["days", "count"]].to_numpy().tolist() == [[334, 5]]


def test_order_of_rows_and_kinds_of_tables_do_not_matter() -> None:
    visits = random_visits(np.random.default_rng(7), 80)
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2002-12-31"}
    panel = summitry.visit_panel(visits, **seen)
    turned = summitry.visit_panel(visits.sample(frac=1, random_state=3), **seen)
    pd.testing.assert_frame_equal(panel, turned)
    other = summitry.visit_panel(pl.from_pandas(visits), **seen)
    assert isinstance(other, pl.DataFrame)
    assert other["count"].to_list() == panel["count"].tolist()


@pytest.mark.parametrize("by", ["dyad", "direction"])
def test_threads_and_ways_to_find_a_pair_do_not_matter(
    by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits = random_visits(np.random.default_rng(11), 90)
    asked: dict[str, Any] = {
        "since": "2000-01-01",
        "through": "2003-06-30",
        "by": by,
        "scheme": {"summit": {True: 0.7, False: 0.1}},
        "rolling": 2,
    }
    panel = summitry.visit_panel(visits, **asked)
    for threads in ("1", "2", "8"):
        monkeypatch.setenv("SUMMITRY_THREADS", threads)
        pd.testing.assert_frame_equal(panel, summitry.visit_panel(visits, **asked))
    monkeypatch.setattr("summitry.measure.panel_pairs._MOST_NAMES", 1)
    with pytest.warns(SummitryWarning, match="'A', 'B', 'C', 'D'"):
        other = summitry.visit_panel(visits, **asked)
    pd.testing.assert_frame_equal(panel, other)


def test_a_weight_is_the_sum_over_classes_in_their_order() -> None:
    visits = random_visits(np.random.default_rng(5), 300)
    scheme = {"summit": {False: 0.1, True: 0.7}}
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2003-12-31"}
    weighed = summitry.visit_panel(visits, scheme=scheme, **seen)
    parts = [
        summitry.visit_panel(visits[visits["summit"] == one], **seen).set_index(
            ["country", "other_country", "year"]
        )["count"]
        for one in (False, True)
    ]
    key = weighed.set_index(["country", "other_country", "year"])
    plain, summits = (part.reindex(key.index, fill_value=0) for part in parts)
    due = plain.to_numpy() * 0.1 + summits.to_numpy() * 0.7
    assert key["weighted_count"].tolist() == due.tolist()


@pytest.mark.parametrize("weights", [(0.1, 0.7), (0.5, 3.0)])
def test_many_visits_of_many_pairs_are_counted_each_in_its_cell(
    weights: tuple[float, float],
) -> None:
    """More visits than are put in order at a time, and more cells than are counted."""
    draws = np.random.default_rng(2)
    n, countries = 70_000, np.array([f"{number:02d}" for number in range(30)])
    origin = draws.integers(0, 30, n)
    destination = (origin + draws.integers(1, 30, n)) % 30
    month, later = draws.integers(0, 240, n), draws.integers(0, 3, n)
    start = np.datetime64("2000-01") + month
    summit = draws.random(n) < 0.3
    panel = summitry.visit_panel(
        pl.DataFrame(
            {
                "date": start.astype("datetime64[D]"),
                "date_latest": (start + later).astype("datetime64[D]"),
                "origin": countries[origin],
                "destination": countries[destination],
                "summit": summit,
            }
        ),
        since="2000-01-01",
        through="2019-12-31",
        period="month",
        by="direction",
        scheme={"summit": dict(zip((False, True), weights, strict=True))},
    )
    cell = (origin * 30 + destination) * 240 + month
    apart = np.flatnonzero(np.arange(900) % 31)

    def counted(rows: Any) -> Any:
        found = np.bincount(cell[rows], minlength=900 * 240)
        return found.reshape(900, 240)[apart].ravel()

    plain, summits = counted(~summit), counted(summit)
    assert panel["count"].to_list() == (plain + summits).tolist()
    assert panel["vague"].to_list() == counted(later > 0).tolist()
    due = plain * weights[0] + summits * weights[1]
    assert panel["weighted_count"].to_list() == due.tolist()
