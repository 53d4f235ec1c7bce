"""Eras of pairs that are asked for, against plain loops and against one pair alone."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import summitry
from summitry.exceptions import InputError, SummitryWarning

COUNTRIES = ("A", "B", "C", "D")
SINCE, THROUGH = date(2000, 2, 10), date(2006, 4, 20)
SEEN: dict[str, Any] = {"since": SINCE, "through": THROUGH}
ERAS = pd.DataFrame(
    {
        "era": ["one", "two", "three", "four"],
        "start": ["1999-05-01", "2001-03-02", "2003-09-15", "2005-03-01"],
        "end": ["2001-03-02", "2003-09-01", "2005-03-01", None],
    }
)
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


def random_visits(draws: np.random.Generator, n: int) -> pd.DataFrame:
    origin = draws.choice(COUNTRIES, n)
    other = (draws.integers(1, 4, n) + [COUNTRIES.index(one) for one in origin]) % 4
    days = [
        date(1999, 10, 1) + timedelta(int(day)) for day in draws.integers(0, 2500, n)
    ]
    return pd.DataFrame(
        {
            "date": days,
            "origin": origin,
            "destination": np.array(COUNTRIES)[other],
            "summit": draws.random(n) < 0.3,
            "qualifies": draws.choice(
                ["true", "false", "unclear"], n, p=[0.7, 0.2, 0.1]
            ),
        }
    )


def random_pairs(draws: np.random.Generator, by: str) -> pd.DataFrame:
    """Pairs with one or two stretches, which may begin or end outside what is seen."""
    rows: list[tuple[Any, ...]] = []
    for one, other in product(COUNTRIES, COUNTRIES):
        if one == other or (by == "dyad" and one > other) or draws.random() < 0.3:
            continue
        edges = sorted(draws.choice(2900, 4, replace=False).tolist())
        days = [date(1999, 1, 1) + timedelta(edge) for edge in edges]
        if draws.random() < 0.4:
            rows.append(
                (other, one, days[2], None if draws.random() < 0.5 else days[3])
            )
            rows.append(
                (other, one, None if draws.random() < 0.5 else days[0], days[1])
            )
        elif draws.random() < 0.3:
            rows.append((other, one, None, None))
        else:
            rows.append((other, one, days[0], days[2]))
    rows.append(("E", "A", None, None))
    columns = ["origin", "destination", "since", "through"]
    return pd.DataFrame(rows, columns=columns).astype({"since": object})


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


def pairs_of(table: Any, by: str) -> list[tuple[str, str]]:
    names = ["country", "other_country"] if by == "dyad" else ["origin", "destination"]
    return list(zip(table[names[0]], table[names[1]], strict=True))


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


def test_sides_terms_and_directions_take_the_pairs_that_concern_them() -> None:
    visits = {
        "date": ["2001-05-05", "2002-05-05", "2004-05-05", "2004-06-05"],
        "origin": ["A", "A", "B", "C"],
        "destination": ["B", "C", "A", "A"],
    }
    eras = {
        "side": ["A", "A", "A", "B"],
        "era": ["x", "y", "x", "z"],
        "term": [1, 1, 2, 1],
        "start": ["2000-01-01", "2002-01-01", "2004-01-01", "2000-01-01"],
        "end": ["2002-01-01", "2004-01-01", None, None],
    }
    dyads = {
        "country": ["A", "A", "B"],
        "other_country": ["B", "C", "C"],
        "through": ["2004-05-31", None, None],
    }
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2004-12-31"}
    found = summitry.era_frequency(visits, eras, by="dyad", dyads=dyads, **seen)
    rows = list(zip(found["side"], pairs_of(found, "dyad"), found["era"], strict=True))
    assert rows == [
        *(("A", ("A", "B"), "x"), ("A", ("A", "B"), "y")),
        *(("A", ("A", "C"), "x"), ("A", ("A", "C"), "y")),
        *(("B", ("A", "B"), "z"), ("B", ("B", "C"), "z")),
    ]
    # The second term of x is cut for A and B: 731 days and 152.
    assert found["days"].tolist() == [731 + 152, 730, 731 + 366, 730, 1613, 1827]
    assert found["count"].tolist() == [2, 0, 1, 1, 2, 0]
    one = summitry.era_frequency(
        visits, eras, by="direction", dyads=dyads, direction=("A", "B"), **seen
    )
    assert pairs_of(one, "direction") == [("A", "B")] * 3
    assert one["count"].tolist() == [1, 0, 1]


def test_what_is_out_of_the_observation_is_not_there() -> None:
    visits = pd.DataFrame(
        {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    )
    dyads = pd.DataFrame(
        {
            "origin": ["A", "A"],
            "destination": ["B", "B"],
            "since": ["1998-01-01", "1990-01-01"],
            "through": ["2005-01-01", "1995-01-01"],
        }
    )
    eras = {"era": ["x"], "start": ["1950-01-01"], "end": [None]}
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2002-12-31"}
    for rows in (dyads, dyads.iloc[::-1]):
        found = summitry.era_frequency(visits, eras, by="dyad", dyads=rows, **seen)
        assert found[["days", "count"]].iloc[0].tolist() == [1096, 1]
        panel = summitry.visit_panel(visits, dyads=rows, **seen)
        assert panel["count"].tolist() == [0, 1, 0]
    gone = summitry.era_frequency(
        visits, eras, by="dyad", dyads=dyads.iloc[[1]], **seen
    ).iloc[0]
    assert gone["days"] == 0
    assert np.isnan(gone["frequency"])
    assert gone["outside_existence"] == 1


@pytest.mark.parametrize(
    ("edge", "day"), [("through", "1995-01-01"), ("since", "2005-01-01")]
)
def test_a_pair_may_end_before_the_observation_or_begin_after_it(
    edge: str, day: str
) -> None:
    visits = pd.DataFrame(
        {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    )
    dyads = {"origin": ["A"], "destination": ["B"], edge: [day]}
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2002-12-31"}
    eras = {"era": ["x"], "start": ["1950-01-01"], "end": [None]}
    found = summitry.era_frequency(visits, eras, by="dyad", dyads=dyads, **seen)
    assert found[["days", "outside_existence"]].iloc[0].tolist() == [0, 1]
    panel = summitry.visit_panel(visits, dyads=dyads, **seen)
    assert panel["days"].tolist() == [0, 0, 0]
    assert panel["count"].isna().all()


@pytest.mark.filterwarnings("ignore:visits has no row")
def test_no_pair_of_a_side_and_no_visit_at_all() -> None:
    none = pd.DataFrame({"date": [], "origin": [], "destination": []}, dtype=object)
    dyads = {"origin": ["A"], "destination": ["B"]}
    found = summitry.era_frequency(none, ERAS, by="direction", dyads=dyads, **SEEN)
    assert found["count"].tolist() == [0, 0, 0, 0]
    assert (found["lower"] == 0).all()
    visits = {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    eras = {
        "side": ["C", "A"],
        "era": ["x", "y"],
        "start": ["2000-01-01", "2000-01-01"],
        "end": [None, None],
    }
    with pytest.warns(SummitryWarning, match="'C'"):
        found = summitry.era_frequency(visits, eras, by="dyad", dyads=dyads, **SEEN)
    assert found["side"].tolist() == ["A"]


def test_tables_of_other_kinds_and_orders_of_rows() -> None:
    draws = np.random.default_rng(5)
    visits, dyads = random_visits(draws, 90), random_pairs(draws, "dyad").iloc[:-1]
    how: dict[str, Any] = {"by": "dyad", **SEEN}
    found = summitry.era_frequency(visits, ERAS, dyads=dyads, **how)
    turned = summitry.era_frequency(
        visits.sample(frac=1, random_state=1),
        ERAS,
        dyads=dyads.sample(frac=1, random_state=2),
        **how,
    )
    pd.testing.assert_frame_equal(found, turned)
    other = summitry.era_frequency(
        pl.from_pandas(visits), ERAS, dyads=pl.from_pandas(dyads), **how
    )
    assert isinstance(other, pl.DataFrame)
    np.testing.assert_array_equal(other["upper"].to_numpy(), found["upper"])


def test_names_of_pairs_that_no_visit_has_are_told_once() -> None:
    visits = {"date": ["2001-05-05"], "origin": ["China"], "destination": ["Iran"]}
    dyads = {"origin": ["Chinna", "China"], "destination": ["Iran", "Iran"]}
    eras = {"era": ["x"], "start": ["1999-01-01"], "end": [None]}
    with pytest.warns(SummitryWarning, match="'Chinna' \\(near is 'China'\\)") as told:
        summitry.era_frequency(visits, eras, by="direction", dyads=dyads, **SEEN)
    assert len(told) == 1


def test_what_cannot_be_asked_for() -> None:
    visits = {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    dyads = {"origin": ["A"], "destination": ["B"]}
    with pytest.raises(InputError, match="not counted by dyad or direction"):
        summitry.era_frequency(visits, ERAS, dyads=dyads, **SEEN)
    with pytest.raises(InputError, match="one of them at a time"):
        summitry.era_frequency(
            visits,
            ERAS,
            by="dyad",
            dyads=dyads,
            coverage={"since": ["2001-01-01"], "through": ["2001-12-31"]},
            **SEEN,
        )
    with pytest.raises(InputError, match="by is 'pair'"):
        summitry.era_tally(visits, ERAS, by="pair", dyads=dyads, **SEEN)  # type: ignore[call-overload]
    counted = {"era": ["x"], "years": [1.0], "count": [1]}
    options: dict[str, Any] = {"dyads": dyads}
    with pytest.raises(InputError, match="counted already"):
        summitry.era_frequency(counted, **options)
