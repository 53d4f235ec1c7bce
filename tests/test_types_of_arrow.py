"""Columns of Arrow in types of which it can itself neither join parts nor take rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest

import summitry
from summitry.frames import Table

OBSERVED: dict[str, Any] = {"since": "2000-01-01", "through": "2010-12-31"}
KINDS = ["state", None, "work", "state", None, "transit"]
DAYS = [f"200{year}-01-01" for year in range(1, 7)]


def codes(width: Any, *parts: slice, own_null: bool = False) -> Any:
    """Texts in dictionaries, one a part, in another order each."""
    made = []
    for number, part in enumerate(parts or (slice(None),)):
        labels: list[Any] = ["work", "transit", "never", "state"]
        labels = labels[:: 1 - 2 * (number % 2)]
        labels = [None, *labels] if own_null else labels
        places = [
            labels.index(one) if own_null or one is not None else None
            for one in KINDS[part]
        ]
        texts = pa.array(labels, pa.string())
        made.append(pa.DictionaryArray.from_arrays(pa.array(places, width), texts))
    return pa.chunked_array(made)


PARTS = slice(3), slice(3, 3), slice(3, None)
COLUMNS = {
    "views": pa.chunked_array([pa.array(KINDS, pa.string_view())]),
    "runs": pa.chunked_array([pc.run_end_encode(pa.array(KINDS))]),
    **{f"codes of {k}": codes(k) for k in (pa.uint8(), pa.int16(), pa.uint64())},
    "codes in parts": codes(pa.uint32(), *PARTS),
    "codes with a null": codes(pa.int8(), own_null=True),
    "codes in parts with nulls": codes(pa.int8(), *PARTS, own_null=True),
    "wide codes in parts with nulls": codes(pa.uint64(), *PARTS, own_null=True),
}


def tables(column: Any) -> list[Any]:
    of_arrow = pa.table({"date": DAYS, "kind": column})
    of_pandas = pd.DataFrame({"date": DAYS})
    of_pandas["kind"] = pd.Series(pd.arrays.ArrowExtensionArray(column))
    return [of_arrow, pa.concat_tables([of_arrow] * 3).slice(6, 6), of_pandas]


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("library", [0, 1, 2])
def test_texts_are_read_and_taken_in_every_type(name: str, library: int) -> None:
    plain = pd.DataFrame({"date": DAYS, "kind": KINDS})
    given = tables(COLUMNS[name])[library]
    gaps = [
        summitry.visit_gaps(one, where={"kind": "state"}, **OBSERVED)
        for one in (plain, given)
    ]
    assert Table(gaps[1], "gaps").values("days") == gaps[0]["days"].tolist()
    rows = summitry.receipts(summitry.visit_gaps(given, **OBSERVED), given)
    assert type(rows) is type(given)
    taken = Table(rows, "rows").values("kind")
    expected = summitry.receipts(summitry.visit_gaps(plain, **OBSERVED), plain)
    assert taken == Table(expected, "rows").values("kind")


NESTED = {
    "bytes": pa.array([b"a"] * 6, pa.binary_view()),
    "lists": pa.array([["a"]] * 6, pa.list_(pa.string_view())),
    "large lists": pa.array([["a"]] * 6, pa.large_list(pa.string_view())),
    "pairs": pa.array([["a", "b"]] * 6, pa.list_(pa.string_view(), 2)),
    "records": pa.array([{"b": "a"}] * 6, pa.struct({"b": pa.string_view()})),
}


@pytest.mark.parametrize("name", NESTED)
@pytest.mark.parametrize("library", [0, 1, 2])
def test_a_column_that_nobody_asks_for_is_taken_along(name: str, library: int) -> None:
    column = pa.chunked_array([NESTED[name]])
    given = tables(column)[library]
    rows = summitry.receipts(summitry.visit_gaps(given, **OBSERVED), given)
    taken = rows["kind"].tolist() if library == 2 else rows["kind"].to_pylist()
    assert taken == column.to_pylist()[:1] * len(rows)


@pytest.mark.parametrize("kind", ["arrow", "polars", "objects"])
def test_a_decimal_is_the_category_of_the_number_that_it_is(kind: str) -> None:
    numbers = [Decimal(one) for one in ("1.00", "2.00", "2.50", "1.00", "2.00", "2.50")]
    ends = {"date": DAYS, "origin": ["CHN"] * 6, "visitor_rank": ["other"] * 6}
    tables: dict[str, Any] = {
        "arrow": pa.table({**ends, "level": pa.array(numbers, pa.decimal128(20, 4))}),
        "polars": pl.DataFrame(
            {**ends, "level": pl.Series(numbers, dtype=pl.Decimal(20, 4))}
        ),
        "objects": pd.DataFrame({**ends, "level": pd.Series(numbers, dtype=object)}),
    }
    table = tables[kind]
    rule = summitry.DefinitionRule({"level": [2, 2.5]}, "false", "a low level")
    found = summitry.qualify(table, minimum={"*": "other"}, rules=[rule])
    verdicts = Table(found, "found").values("qualifies")
    assert verdicts == ["true", "false", "false"] * 2
    eras = {"era": ["A"], "start": ["2000-01-01"], "end": [None]}
    scheme = {"level": {1: 1.0, 2: 2.0, 2.5: 4.0}}
    counted = summitry.era_frequency(table, eras, scheme=scheme, **OBSERVED)
    assert Table(counted, "counted").values("weighted_count") == [14.0]


def test_codes_into_nothing_are_numbers_that_are_missing() -> None:
    none = pa.array([None, None], pa.dictionary(pa.int32(), pa.string()))
    lags = pa.table({"lag_lower": [1.0, 2.0], "lag_upper": none})
    missing = lags.set_column(1, "lag_upper", pa.nulls(2, pa.float64()))
    assert summitry.turnbull_curve(lags).equals(summitry.turnbull_curve(missing))
