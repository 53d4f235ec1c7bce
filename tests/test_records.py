"""The loaders of bundled records, over pandas, polars and pyarrow."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from bundled_files import DATASETS, first_day, rows_in

import summitry
from summitry.exceptions import InputError

FOLDER = DATASETS / "china-dprk"
KINDS = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.Table}

rows_of = partial(rows_in, FOLDER)
VISITS = rows_of("visits")


@pytest.fixture(params=list(KINDS))
def backend(request: pytest.FixtureRequest) -> Any:
    return request.param


def listed(frame: Any, column: str) -> list[Any]:
    if isinstance(frame, pa.Table):
        return list(frame[column].to_pylist())
    values = frame[column].to_list()
    return [None if pd.isna(value) else value for value in values]


def days(frame: Any, column: str) -> list[dt.date | None]:
    values = listed(frame, column)
    return [value.date() if hasattr(value, "date") else value for value in values]


def test_visits_load_as_the_kind_that_was_asked_for(backend: Any) -> None:
    visits = summitry.datasets.load_visits("china-dprk", backend=backend)
    assert isinstance(visits, KINDS[backend])
    assert listed(visits, "id") == [row["id"] for row in VISITS]
    assert listed(visits, "date_text") == [row["date"] for row in VISITS]
    assert days(visits, "date") == [first_day(row["date"]) for row in VISITS]
    for column in ("summit", "summit_broad", "sourced", "in_window"):
        wanted = [row[column] == "true" for row in VISITS]
        assert listed(visits, column) == wanted
    for column in ("announced", "circumstance", "compiler_qualifies", "note", "host"):
        assert listed(visits, column) == [row[column] or None for row in VISITS]


def test_imprecise_dates_become_their_first_and_last_day(backend: Any) -> None:
    visits = summitry.datasets.load_visits("china-dprk", backend=backend)
    place = listed(visits, "date_text").index("1962-04")
    spans = [
        days(visits, column)[place] for column in ("date", "date_latest", "end_date")
    ]
    assert spans == [
        dt.date(1962, 4, 1),
        dt.date(1962, 4, 30),
        dt.date(1962, 5, 31),
    ]
    year = listed(visits, "date_text").index("1964")
    assert days(visits, "date_latest")[year] == dt.date(1964, 12, 31)
    assert None in days(visits, "end_date")
    assert listed(visits, "end_date_text").count(None) == days(
        visits, "end_date"
    ).count(None)


def test_sourced_rows_alone(backend: Any) -> None:
    visits = summitry.datasets.load_visits(
        "china-dprk", sourced_only=True, backend=backend
    )
    assert listed(visits, "id") == [
        row["id"] for row in VISITS if row["sourced"] == "true"
    ]


def test_eras_load_by_the_main_rules(backend: Any) -> None:
    eras = summitry.datasets.load_eras("china-dprk", backend=backend)
    assert isinstance(eras, KINDS[backend])
    pairs = set(zip(listed(eras, "side"), listed(eras, "rule"), strict=True))
    assert pairs == {("CHN", "five_eras"), ("PRK", "de_facto")}
    assert len(listed(eras, "era")) == 8
    assert days(eras, "end").count(None) == 2
    assert days(eras, "start")[0] == dt.date(1949, 10, 1)


@pytest.mark.parametrize(
    ("rules", "count"),
    [
        ("all", 30),
        ({"CHN": "paramount"}, 6),
        ({"PRK": ["de_facto", "formal_post"]}, 5),
        ({"CHN": "state_post", "PRK": ("formal_post",)}, 9),
        ({}, 0),
    ],
)
def test_eras_by_other_rules(rules: Any, count: int) -> None:
    assert len(summitry.datasets.load_eras("china-dprk", rules=rules)) == count


def test_eras_of_one_rule_do_not_overlap() -> None:
    eras = summitry.datasets.load_eras("china-dprk", rules="all")
    for _, group in eras.groupby(["side", "rule"]):
        assert (group["end"].iloc[:-1] > group["start"].iloc[:-1]).all()
        later = group["start"].iloc[1:].reset_index(drop=True)
        assert (group["end"].iloc[:-1].reset_index(drop=True) <= later).all()
        assert list(group["end"].isna()).count(True) <= 1


def test_shocks(backend: Any) -> None:
    shocks = summitry.datasets.load_shocks("china-dprk", backend=backend)
    assert isinstance(shocks, KINDS[backend])
    assert days(shocks, "date") == [first_day(row["date"]) for row in rows_of("shocks")]
    tests = summitry.datasets.load_shocks(
        "china-dprk", kind="nuclear_test", backend=backend
    )
    assert listed(tests, "id") == ["s10", "s13", "s21", "s24", "s27", "s37"]
    two = summitry.datasets.load_shocks(
        "china-dprk", kind=["nuclear_test", "leader_death"]
    )
    assert set(two["kind"]) == {"nuclear_test", "leader_death"}


def test_published_figures(backend: Any) -> None:
    published = summitry.datasets.load_published("china-dprk", backend=backend)
    assert isinstance(published, KINDS[backend])
    values = dict(zip(listed(published, "id"), listed(published, "value"), strict=True))
    assert values["kim-jong-il-frequency"] == 4.8
    assert values["none-since-fifth"] is None
    decimals = listed(published, "decimals")
    assert decimals[:3] == [0, 1, 2]
    assert decimals.count(None) == 5


def test_notes() -> None:
    assert summitry.datasets.record_notes("china-dprk") == (
        FOLDER / "NOTES.md"
    ).read_text("utf-8")


@pytest.mark.parametrize(
    ("load", "arguments", "code", "hint"),
    [
        ("load_visits", {"name": "china-drpk"}, "unknown_record", "china-dprk"),
        ("load_eras", {"name": "../china-dprk"}, "unknown_record", "china-dprk"),
        ("load_shocks", {"name": ""}, "unknown_record", None),
        ("load_published", {"name": "x"}, "unknown_record", None),
        ("load_definition", {"name": "x"}, "unknown_record", None),
        ("record_notes", {"name": "x"}, "unknown_record", None),
        ("load_visits", {"backend": "panda"}, "unknown_backend", "pandas"),
        ("load_eras", {"rules": {"PKR": "de_facto"}}, "unknown_side", "PRK"),
        ("load_eras", {"rules": {"PRK": "paramount"}}, "unknown_rule", None),
        ("load_eras", {"rules": "paramount"}, "bad_rules", "rules="),
        ("load_shocks", {"kind": "nuclear"}, "unknown_kind", "nuclear_test"),
    ],
)
def test_unknown_names_are_refused_with_the_known_ones(
    load: str, arguments: dict[str, Any], code: str, hint: str | None
) -> None:
    with pytest.raises(InputError) as caught:
        getattr(summitry.datasets, load)(**arguments)
    assert caught.value.code == code
    assert (hint or "") in str(caught.value.hint)
    if code == "unknown_record":
        assert "'china-" in str(caught.value.hint)
