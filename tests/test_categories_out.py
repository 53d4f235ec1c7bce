"""Whoever groups visits by categories gets categories of the same type."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import summitry
from summitry.exceptions import SummitryWarning

SEEN: dict[str, Any] = {"since": "2001-01-01", "through": "2004-12-31"}
ERAS = {
    "era": ["One", "Two"],
    "start": ["2001-01-01", "2003-01-01"],
    "end": ["2003-01-01", None],
}
NAMES = ["CHN", "PRK", "ROK", "USA"]
DAYS = np.arange("2001-01-01", "2004-12-31", 40, dtype="datetime64[D]")
ENDS = ("origin", "destination")


def _columns(n_rows: int) -> dict[str, Any]:
    """Visits of each of three countries to one of the others, by turns."""
    at = np.arange(n_rows)
    return {
        "date": np.resize(DAYS, n_rows),
        "origin": [NAMES[k] for k in at % 3],
        "destination": [NAMES[k] for k in (at + 1 + at // 3 % 2) % 3],
    }


def _typed(kind: str, columns: dict[str, Any], names: Any = ENDS) -> Any:
    if kind == "pandas":
        ordered = pd.CategoricalDtype(NAMES[::-1], ordered=True)
        return pd.DataFrame(columns).astype(dict.fromkeys(names, ordered))
    if kind in {"enum", "categorical"}:
        enum: pl.DataType = pl.Enum(NAMES[::-1])
        dtype = enum if kind == "enum" else pl.Categorical()
        return pl.DataFrame(columns).cast(dict.fromkeys(names, dtype))
    table = pa.table(columns)
    for name in names:
        coded = table[name].cast(pa.large_string()).dictionary_encode()
        coded = coded.cast(pa.dictionary(pa.int16(), pa.large_string()))
        table = table.set_column(table.schema.get_field_index(name), name, coded)
    return table


def _types(table: Any, names: Any = ENDS) -> list[Any]:
    if isinstance(table, pa.Table):
        return [table[name].type for name in names]
    return [table[name].dtype for name in names]


def _text(table: Any) -> dict[str, Any]:
    return {
        name: list(
            map(
                str,
                table[name].to_pylist() if isinstance(table, pa.Table) else table[name],
            )
        )
        for name in ENDS
    }


KINDS = ["pandas", "enum", "categorical", "arrow"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("every", ["year", "month"])
def test_keys_of_panels_and_frequencies_have_the_type_of_the_visits(
    kind: str, every: Any
) -> None:
    columns = _columns(90)
    visits, plain = _typed(kind, columns), pd.DataFrame(columns)

    def asked(given: Any) -> list[Any]:
        return [
            summitry.era_frequency(given, ERAS, by="direction", **SEEN),
            # In months there are more rows than are written one by one.
            summitry.visit_panel(given, by="direction", period=every, **SEEN),
        ]

    for found, text in zip(asked(visits), asked(plain), strict=True):
        assert _types(found) == _types(visits)
        assert _text(found) == _text(text)


@pytest.mark.parametrize("kind", ["pandas", "enum"])
def test_texts_that_are_none_of_the_categories_stay_text(kind: str) -> None:
    visits = _typed(kind, _columns(30))
    asked = {"origin": ["CHN", "VNM"], "destination": ["PRK", "CHN"]}
    with pytest.warns(SummitryWarning, match="no visit has 'VNM'"):
        found = summitry.visit_panel(visits, by="direction", dyads=asked, **SEEN)
    assert sorted(set(_text(found)["origin"])) == ["CHN", "VNM"]
    assert _types(found)[0] != _types(visits)[0]
    # Of the other column all are known.
    assert _types(found)[1] == _types(visits)[1]


def test_more_names_than_a_dictionary_has_codes_for() -> None:
    visits = pa.table(_columns(30))
    small = pa.dictionary(pa.int8(), pa.string())
    for name in ENDS:
        coded = visits[name].dictionary_encode().cast(small)
        visits = visits.set_column(visits.schema.get_field_index(name), name, coded)
    asked = {"origin": [f"S{k:03d}" for k in range(200)], "destination": ["CHN"] * 200}
    with pytest.warns(SummitryWarning, match="no visit has"):
        found = summitry.visit_panel(visits, by="direction", dyads=asked, **SEEN)
    assert pa.types.is_large_string(found["origin"].type) or pa.types.is_string(
        found["origin"].type
    )
    assert found["destination"].type == small
    assert found["origin"].to_pylist()[::4] == asked["origin"]


def test_categories_that_are_no_text_come_out_as_text() -> None:
    columns = {
        "date": DAYS,
        "origin": np.arange(DAYS.size) % 2,
        "destination": np.full(DAYS.size, 7),
    }
    visits = pd.DataFrame(columns).astype(dict.fromkeys(ENDS, "category"))
    found = summitry.era_frequency(visits, ERAS, by="direction", **SEEN)
    assert set(found["origin"]) == {"0", "1"}
    assert set(found["destination"]) == {"7"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_tally_in_parts_has_the_types_of_all_visits_at_once(kind: str) -> None:
    columns = _columns(90)
    halves = [
        {name: values[part] for name, values in columns.items()}
        for part in (slice(40), slice(40, None))
    ]
    whole = summitry.era_frequency(_typed(kind, columns), ERAS, by="direction", **SEEN)
    tally = summitry.Tally(ERAS, by="direction", **SEEN).update(_typed(kind, halves[0]))
    tally = pickle.loads(pickle.dumps(tally))
    other = summitry.Tally(ERAS, by="direction", **SEEN).update(_typed(kind, halves[1]))
    for found in (tally.merge(other), tally):
        made = found.finish()
        assert (_types(made), _text(made)) == (_types(whole), _text(whole))


def test_parts_of_several_types_have_text() -> None:
    one, other = _columns(40), _columns(30)
    tally = summitry.Tally(ERAS, by="direction", **SEEN).update(_typed("enum", one))
    tally.update(_typed("categorical", other))
    assert _types(tally.finish()) == [pl.String] * 2
    # What is text once is text with whatever comes then.
    tally.update(_typed("enum", one))
    assert _types(tally.finish()) == [pl.String] * 2


KEYS = ("side", "era")


@pytest.mark.parametrize("kind", KINDS)
def test_keys_of_eras_have_the_type_of_the_eras(kind: str) -> None:
    days = {"start": DAYS[[0, 0]], "end": DAYS[[-1, -1]] + 1}
    columns = {"side": ["CHN", "PRK"], "era": ["USA", "ROK"], **days}
    eras = _typed(kind, columns, KEYS)
    visits, asked = _typed(kind, _columns(90)), SEEN | {"since": str(DAYS[0])}
    tables = [
        summitry.era_frequency(visits, eras, **asked),
        summitry.era_frequency(visits, eras, by="dyad", **asked),
        summitry.era_tally(visits, eras, **asked),
        summitry.yearly_counts(visits, eras, **asked),
        summitry.Tally(eras, **asked).update(visits).finish(),
    ]
    for found in tables:
        assert _types(found, KEYS) == _types(eras, KEYS)
    # Of a library other than that of the eras there is no such type.
    other = pl.DataFrame if kind == "pandas" else pd.DataFrame
    found = summitry.era_frequency(other(_columns(90)), eras, **asked)
    assert list(found["side"]) == ["CHN", "PRK"]
    assert not {*map(str, _types(found, KEYS))} & {*map(str, _types(eras, KEYS))}
