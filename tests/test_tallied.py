"""Tallies merged by stacking them give the same bits as one count of all visits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st

import summitry
from summitry import exceptions as ex

ERAS: dict[str, Any] = {
    "side": ["CHN", "CHN", "CHN", "PRK", "PRK"],
    "era": ["a", "b", "c", "x", "y"],
    "start": ["2000-01-01", "2002-01-01", "2030-01-01", "2000-06-01", "2001-01-01"],
    "end": ["2002-01-01", "2030-01-01", None, "2001-01-01", None],
}
OBSERVED: dict[str, Any] = {"since": "2000-01-01", "through": "2004-12-31"}
SCHEME: dict[str, Any] = {
    "summit": {True: 3.0, False: 1.0},
    "kind": {"state": 2.0, "work": 0.5},
}
ACCOUNT = {
    *(
        "exposure",
        "handover",
        "scheme",
        "rows_in",
        "used",
        "outside_window",
        "in_no_era",
    ),
    *("excluded_by_rule", "unclear", "other_dyads", "duplicates"),
}

visit = st.fixed_dictionaries(
    {
        "date": st.dates(dt.date(2000, 6, 1), dt.date(2005, 6, 1)),
        "origin": st.sampled_from(["CHN", "PRK", "RUS"]),
        "destination": st.sampled_from(["USA", "CHN", "PRK"]),
        "summit": st.booleans(),
        "kind": st.sampled_from(["state", "work"]),
        "qualifies": st.sampled_from(["true", "unclear", "false"]),
    }
).filter(lambda row: row["origin"] != row["destination"])


def table_of(rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = {
        **dict.fromkeys(["origin", "destination", "kind", "qualifies"], pl.String),
        "date": pl.Date,
        "summit": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema)


def same(one: Any, other: Any) -> None:
    """Same rows and the same bits, whatever the order of the rows."""
    keys = [name for name in ("country", "other_country", "origin") if name in one]
    keys += [name for name in ("destination", "side", "era", "reading") if name in one]
    columns = [name for name in one.columns if name not in ACCOUNT]
    assert set(other.columns) == set(columns)
    assert one.select(columns).sort(keys).equals(other.select(columns).sort(keys))


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@given(
    rows=st.lists(visit, min_size=1, max_size=30),
    cut=st.integers(0, 30),
    by=st.sampled_from([None, "dyad", "direction"]),
    scheme=st.sampled_from([None, SCHEME, "worth"]),
    exposure=st.sampled_from(["days", "calendar_years"]),
)
@settings(max_examples=80, deadline=None)
def test_stacked_tallies_equal_one_count(
    rows: list[dict[str, Any]], cut: int, by: Any, scheme: Any, exposure: str
) -> None:
    visits, eras = table_of(rows), pl.DataFrame(ERAS)
    worth = [0.25 * (1 + row % 3) for row in range(len(visits))]
    visits = visits.with_columns(worth=pl.Series(worth))
    counting = OBSERVED | {"by": by, "scheme": scheme, "exposure": exposure}
    whole = summitry.era_frequency(visits, eras, unclear="both", **counting)
    halves = [visits[:cut], visits[cut:]]
    parts = [
        summitry.era_tally(half, eras, by_year=True, **counting) for half in halves
    ]
    found = summitry.era_frequency(pl.concat(parts), unclear="both")
    if len(whole):
        same(whole, found)
    else:
        # Of no pair no weight is told, from which alone a tally knows that it has some.
        assert not len(found)


def test_a_column_of_weights_needs_no_scheme(make: Any) -> None:
    visits = make({"date": ["2001-01-01", "2001-01-02"], "weight": [1.5, 2.5]})
    eras = make({"era": ["a"], "start": ["2000-01-01"], "end": [None]})
    counting: dict[str, Any] = {
        "since": "2000-01-01",
        "through": "2004-12-31",
        "scheme": "weight",
    }
    whole = columns_of(summitry.era_frequency(visits, eras, **counting))
    tally = summitry.era_tally(visits, eras, by_year=True, **counting)
    found = columns_of(summitry.era_frequency(tally))
    assert found == {name: whole[name] for name in found}
    assert found["weighted_count"] == [4.0]


def test_without_years_only_independent_visits_can_be_supposed(make: Any) -> None:
    visits = make({"date": ["2001-01-01", "2001-01-02", "2001-01-03", "2001-03-01"]})
    eras = make({"era": ["a"], "start": ["2000-01-01"], "end": [None]})
    tally = summitry.era_tally(visits, eras, **OBSERVED)
    found = columns_of(summitry.era_frequency(tally))
    whole = columns_of(summitry.era_frequency(visits, eras, **OBSERVED))
    exact = summitry.era_frequency(visits, eras, interval="garwood", **OBSERVED)
    assert found["interval"] == ["garwood"]
    assert "dispersion" not in found
    assert whole["interval"] == ["dispersed"]
    assert whole["dispersion"][0] > 1
    assert found["upper"] == columns_of(exact)["upper"] < whole["upper"]
    narrow = columns_of(summitry.era_frequency(tally, interval="midp"))
    assert narrow["interval"] == ["midp"]
    assert narrow["upper"] < found["upper"]


def test_the_order_of_the_years_in_a_tally_says_nothing() -> None:
    years = [*[2000] * 6, *[2001] * 7, *[2002] * 5, 2004, 2005, *[2006] * 2]
    visits = pd.DataFrame(
        {"date": [dt.date(year, 5, 1 + n) for n, year in enumerate(years)]}
    )
    eras: dict[str, Any] = {"era": ["a"], "start": ["2000-01-01"], "end": [None]}
    counting: dict[str, Any] = {"since": "2000-01-01", "through": "2007-12-31"}
    tally = summitry.era_tally(visits, eras, by_year=True, **counting)
    odd = tally.iloc[[*range(0, len(tally), 2), *range(1, len(tally), 2)]]
    one, other = summitry.era_frequency(tally), summitry.era_frequency(odd)
    assert one["rho"][0] > 0
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_a_count_from_elsewhere_needs_three_columns(make: Any) -> None:
    counted = make({"era": ["a", "b"], "years": [4.0, 5.0], "count": [5, 9]})
    found = columns_of(summitry.era_frequency(counted))
    assert found["frequency"] == [1.25, 1.8]
    assert found["rank"] == [1, 2]
    assert found["lower"] == pytest.approx([1.62348639012 / 4, 4.11537309738 / 5])
    assert "weighted_frequency" not in found


def test_an_empty_tally_has_no_row(make: Any) -> None:
    eras = make({"era": ["a"], "start": ["2000-01-01"], "end": [None]})
    visits = make({"date": ["2001-01-01"]})
    tally = summitry.era_tally(visits, eras, **OBSERVED)
    assert columns_of(summitry.era_frequency(tally[:0]))["era"] == []


@pytest.mark.parametrize(
    ("changed", "kind", "code"),
    [
        ({"years": [4.0, 4.5]}, ex.InputError, "tallies_differ"),
        ({"summit": [True, True], "weight": [2.0, 3.0]}, ex.InputError, "tallies_differ"),
        ({"count": [1, -1]}, ex.RangeError, "negative_count"),
        ({"count": [1.0, 0.5]}, ex.ColumnError, "not_an_integer"),
        ({"era": ["a", None]}, ex.CategoryError, "missing_era"),
        ({"era": None}, ex.ColumnError, "no_column"),
        ({"years": None}, ex.ColumnError, "no_column"),
    ],
)  # fmt: skip
def test_parts_that_do_not_belong_together_are_refused(
    make: Any, changed: dict[str, Any], kind: type[ex.SummitryError], code: str
) -> None:
    columns = {"era": ["a", "a"], "years": [4.0, 4.0], "count": [1, 2]} | changed
    tally = make({name: v for name, v in columns.items() if v is not None})
    with pytest.raises(kind) as caught:
        summitry.era_frequency(tally)
    assert caught.value.code == code


STACKS: dict[str, Any] = {
    "pandas": (pd.DataFrame, pd.concat),
    "polars": (pl.DataFrame, pl.concat),
    "pyarrow": (pa.table, pa.concat_tables),
}


@pytest.mark.parametrize("kind", list(STACKS))
def test_every_library_stacks(kind: str) -> None:
    make, stack = STACKS[kind]
    part = make({"era": ["a"], "years": [4.0], "count": [2]})
    assert columns_of(summitry.era_frequency(stack([part, part])))["count"] == [4]


ROWS = [
    {"date": dt.date(2000 + year, 7, 1), "origin": one, "destination": other}
    | {"summit": year == 1, "kind": "state", "qualifies": "true"}
    for year in range(4)
    for one, other in (("CHN", "PRK"), ("PRK", "CHN"), ("CHN", "USA"))
]
NAMES = ["origin", "destination", "country", "side", "rule", "era", "years", "year"]
NAMES += [
    "start",
    "days",
    "weight",
    "count",
    "count_unclear",
    "reading",
    "visit_origin",
]


@pytest.mark.parametrize("by", [None, "dyad", "direction"])
@pytest.mark.parametrize("name", NAMES)
def test_a_scheme_may_be_of_a_column_that_a_tally_has_too(name: str, by: Any) -> None:
    """Weights by origin were read as lists of eras, each with a part of the visits."""
    visits = table_of(ROWS)
    if name not in visits.columns:
        visits = visits.with_columns(pl.col("origin").alias(name))
    scheme = {name: {"CHN": 3.0, "PRK": 0.5, "USA": 1.0}}
    counting: dict[str, Any] = OBSERVED | {"scheme": scheme, "by": by}
    tally = summitry.era_tally(visits, ERAS, by_year=True, **counting)
    same(
        summitry.era_frequency(visits, ERAS, **counting), summitry.era_frequency(tally)
    )
    tally = summitry.era_tally(visits, ERAS, **counting)
    once = summitry.era_frequency(visits, ERAS, interval=None, **counting)
    found = summitry.era_frequency(tally)
    for column in ("count", "weighted_count"):
        assert sorted(found[column]) == sorted(once[column])


@pytest.mark.parametrize("name", ["origin", "summit", "reading"])
def test_a_weight_is_found_under_the_name_of_its_column(name: str) -> None:
    visits = table_of(ROWS).with_columns(reading=pl.col("origin"))
    visits = visits.with_columns(other=pl.col(name).cast(pl.String))
    eras = {key: values[:2] for key, values in ERAS.items()}
    claim = summitry.Claim.highest("a")
    flips = []
    for column in (name, "other"):
        labels = visits[column].cast(pl.String).unique().sort().to_list()
        weights = {label: float(place + 1) for place, label in enumerate(labels)}
        tally = summitry.era_tally(visits, eras, scheme={column: weights}, **OBSERVED)
        vary = {column: {labels[-1]: (0.01, 9.0)}}
        flips.append(summitry.break_even(tally, claim, vary=vary).flips)
    assert flips[0] == flips[1]


def test_columns_of_a_tally_stand_in_any_order() -> None:
    """Where `era` stood first, the eras of two sides were one list."""
    tally = summitry.era_tally(table_of(ROWS), ERAS, scheme=SCHEME, **OBSERVED)
    orders = [sorted(tally.columns), sorted(tally.columns, reverse=True)]
    names = [name for name in tally.columns if name != "era"]
    orders += [["era", *names], [*names, "era"]]
    orders += [["count_unclear", "era", *(set(names) - {"count_unclear"})]]
    for claim in (summitry.Claim.highest("a"), summitry.Claim.lowest("x", side="PRK")):
        wanted = summitry.fragility(tally, claim)
        for columns in orders:
            assert summitry.fragility(tally.select(columns), claim).equals(wanted)
