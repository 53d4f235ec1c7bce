"""Eras of pairs that are asked for, against plain loops and against one pair alone."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from random_pairs import (
    ERAS,
    SEEN,
    SINCE,
    THROUGH,
    pairs_of,
    random_pairs,
    random_visits,
)

import summitry

PARTS = [
    *("used", "outside_window", "in_no_era", "excluded_by_rule", "unclear"),
    *("other_dyads", "own_country", "outside_existence"),
]
SCHEME = {"summit": {True: 3.0, False: 1.0}}
Stretches = dict[tuple[str, str], list[tuple[date, date]]]

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*in no era:summitry.exceptions.SummitryWarning",
    "ignore:no era has a whole calendar year:summitry.exceptions.SummitryWarning",
)


def key_of(origin: str, destination: str, by: str) -> tuple[str, str]:
    pair = (origin, destination)
    return pair if by == "direction" else (min(pair), max(pair))


def stretches_of(dyads: pd.DataFrame, by: str) -> Stretches:
    found: Stretches = {}
    for row in dyads.astype(object).where(dyads.notna(), None).to_dict("records"):
        pair = key_of(row["origin"], row["destination"], by)
        stretch = (row["since"] or date.min, row["through"] or date.max)
        found.setdefault(pair, []).append(stretch)
    return found


def days_of(stretches: list[tuple[date, date]], *, calendar_years: bool) -> set[date]:
    """Days on which a pair was there and is observed; if asked, of whole years only."""
    every = [SINCE + timedelta(n) for n in range((THROUGH - SINCE).days + 1)]
    there = {day for day in every if any(a <= day <= b for a, b in stretches)}
    if not calendar_years:
        return there
    lengths = {year: 366 if year % 4 == 0 else 365 for year in range(2000, 2007)}
    whole = {
        year
        for year, length in lengths.items()
        if sum(day.year == year for day in there) == length
    }
    return {day for day in there if day.year in whole}


@cache
def era_on(day: date) -> str | None:
    for row in ERAS.itertuples():
        start, end = str(row.start), "9999-01-01" if row.end is None else str(row.end)
        if start <= day.isoformat() < end:
            return str(row.era)
    return None


@cache
def holder_of(year: int) -> str:
    days = [date(year, 1, 1) + timedelta(n) for n in range(365)]
    names = [name for name in map(era_on, days) if name is not None]
    return max(sorted(set(names)), key=names.count)


@pytest.mark.filterwarnings(
    "ignore:.*no visit has 'E':summitry.exceptions.SummitryWarning"
)
@pytest.mark.parametrize("by", ["dyad", "direction"])
@pytest.mark.parametrize("exposure", ["days", "calendar_years"])
@pytest.mark.parametrize("seed", range(6))
def test_every_era_of_a_pair_is_what_loops_over_days_and_visits_give(
    by: Any, exposure: Any, seed: int
) -> None:
    draws = np.random.default_rng(seed)
    visits, dyads = random_visits(draws, 150), random_pairs(draws, by)
    found = summitry.era_frequency(
        visits, ERAS, by=by, dyads=dyads, exposure=exposure, scheme=SCHEME, **SEEN
    )
    yearly = exposure == "calendar_years"
    days: dict[Any, int] = {}
    counts: dict[Any, int] = {}
    weights: dict[Any, float] = {}
    stretches = stretches_of(dyads, by)
    there = {
        pair: days_of(own, calendar_years=yearly) for pair, own in stretches.items()
    }
    for pair, own in there.items():
        for day in own:
            era = holder_of(day.year) if yearly else era_on(day)
            days[pair, era] = days.get((pair, era), 0) + 1
    rows: list[Any] = list(visits.itertuples())
    for row in rows:
        pair = key_of(row.origin, row.destination, by)
        if row.qualifies == "true" and row.date in there.get(pair, ()):
            era = holder_of(row.date.year) if yearly else era_on(row.date)
            counts[pair, era] = counts.get((pair, era), 0) + 1
            weight = 3 if row.summit else 1
            weights[pair, era] = weights.get((pair, era), 0) + weight
    cells = list(zip(pairs_of(found, by), found["era"], strict=True))
    assert cells == list(product(sorted(stretches), ERAS["era"]))
    assert found["days"].tolist() == [days.get(cell, 0) for cell in cells]
    assert found["count"].tolist() == [counts.get(cell, 0) for cell in cells]
    assert found["weighted_count"].tolist() == [
        weights.get(cell, 0.0) for cell in cells
    ]
    assert found["frequency"].isna().tolist() == [cell not in days for cell in cells]
    account = found.reindex(columns=PARTS, fill_value=0).iloc[0]
    assert account.sum() == len(visits) == found["rows_in"].iloc[0]
    in_an_era = sum(number for (_, era), number in counts.items() if era is not None)
    assert account["used"] == in_an_era
    if not yearly:
        lost = [
            row
            for row in rows
            if row.qualifies != "false"
            and SINCE <= row.date <= THROUGH
            and era_on(row.date) is not None
            and key_of(row.origin, row.destination, by) in stretches
            and row.date not in there[key_of(row.origin, row.destination, by)]
        ]
        assert account["outside_existence"] == len(lost)


@pytest.mark.filterwarnings("ignore:visits has no row")
@pytest.mark.filterwarnings(
    "ignore:.*no visit has 'E':summitry.exceptions.SummitryWarning"
)
@pytest.mark.parametrize("by", ["dyad", "direction"])
@pytest.mark.parametrize("exposure", ["days", "calendar_years"])
@pytest.mark.parametrize("handover", ["successor", "predecessor"])
@pytest.mark.parametrize("seed", range(4))
def test_a_pair_of_one_stretch_is_an_observation_of_these_days_alone(
    by: Any, exposure: Any, handover: Any, seed: int
) -> None:
    draws = np.random.default_rng(seed)
    visits = random_visits(draws, 300)
    dyads = random_pairs(draws, by)
    dyads = dyads.drop_duplicates(["origin", "destination"], keep="last")
    how: dict[str, Any] = {
        "exposure": exposure,
        "handover": handover,
        "scheme": SCHEME,
        "unclear": "include",
    }
    found = summitry.era_frequency(visits, ERAS, by=by, dyads=dyads, **how, **SEEN)
    years = summitry.yearly_counts(
        visits, ERAS, by=by, dyads=dyads, exposure=exposure, handover=handover, **SEEN
    )
    compared = [
        *("days", "years", "count", "frequency", "lower", "upper", "rank"),
        *("dispersion", "dispersion_df", "alpha", "rho", "excess", "excess_years"),
        *("weighted_count", "weighted_frequency", "weighted_lower", "weighted_upper"),
        *("weighted_variance", "largest_weight", "weighted_rank"),
    ]
    if exposure == "calendar_years":
        compared.append("years_used")
    stretches = stretches_of(dyads, by)
    looked_at = 0
    for pair, [(start, end)] in stretches.items():
        first, last = max(start, SINCE), min(end, THROUGH)
        if first > last:
            continue
        of_pair = [
            key_of(*ends, by) == pair
            for ends in zip(visits["origin"], visits["destination"], strict=True)
        ]
        alone: dict[str, Any] = {"since": first, "through": last}
        expected = summitry.era_frequency(
            visits[of_pair].reset_index(drop=True), ERAS, **how, **alone
        ).reindex(columns=compared)
        own = np.array([one == pair for one in pairs_of(found, by)])
        pd.testing.assert_frame_equal(
            found.reindex(columns=compared)[own].reset_index(drop=True),
            expected,
            check_exact=True,
            check_dtype=False,
        )
        own = np.array([one == pair for one in pairs_of(years, by)], dtype=bool)
        columns = ["era", "year", "start", "end", "count", "years"]
        pd.testing.assert_frame_equal(
            years[columns][own].reset_index(drop=True),
            summitry.yearly_counts(
                visits[of_pair].reset_index(drop=True),
                ERAS,
                exposure=exposure,
                handover=handover,
                **alone,
            )[columns],
            check_exact=True,
        )
        looked_at += 1
    assert looked_at >= 3


@pytest.mark.parametrize("by", ["dyad", "direction"])
@pytest.mark.parametrize("exposure", ["days", "calendar_years"])
@pytest.mark.parametrize("handover", ["successor", "predecessor"])
def test_pairs_that_were_always_there_are_those_of_by_alone(
    by: str, exposure: str, handover: str
) -> None:
    visits = random_visits(np.random.default_rng(3), 200)
    how: dict[str, Any] = {"by": by, "exposure": exposure, "handover": handover}
    plain = summitry.era_frequency(visits, ERAS, scheme=SCHEME, **how, **SEEN)
    pairs = pd.DataFrame(
        sorted(set(pairs_of(plain, by))), columns=["country", "other_country"]
    )
    asked = summitry.era_frequency(
        visits, ERAS, dyads=pairs, scheme=SCHEME, **how, **SEEN
    )
    assert (asked.pop("outside_existence") == 0).all()
    pd.testing.assert_frame_equal(asked, plain)
    # Cut into stretches that touch, and in another order, it is the same pair.
    cut = date(2003, 5, 17)
    early = pairs.assign(through=cut)
    late = pairs.assign(since=cut + timedelta(1))
    parts = pd.concat([late, early]).astype(object)
    again = summitry.era_frequency(
        visits,
        ERAS,
        dyads=parts.where(parts.notna(), None),
        scheme=SCHEME,
        **how,
        **SEEN,
    )
    again.pop("outside_existence")
    pd.testing.assert_frame_equal(again, plain)


@pytest.mark.parametrize("interval", ["dispersed", "garwood"])
def test_a_tally_by_year_gives_the_same_frequencies(interval: Any) -> None:
    draws = np.random.default_rng(11)
    visits = random_visits(draws, 250)
    dyads = random_pairs(draws, "dyad").iloc[:-1]
    how: dict[str, Any] = {"by": "dyad", "dyads": dyads, "scheme": SCHEME, **SEEN}
    whole = summitry.era_frequency(visits, ERAS, interval=interval, **how)
    parts = [
        summitry.era_tally(part, ERAS, by_year=True, **how)
        for part in (visits.iloc[:125], visits.iloc[125:])
    ]
    merged = summitry.era_frequency(pd.concat(parts), interval=interval)
    columns = [
        *("country", "other_country", "era", "days", "years", "count", "frequency"),
        *("lower", "upper", "rank", "dispersion", "excess"),
        *("weighted_frequency", "weighted_lower", "weighted_upper"),
    ]
    pd.testing.assert_frame_equal(
        merged[columns].reset_index(drop=True), whole[columns], check_exact=True
    )
