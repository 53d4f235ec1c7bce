"""Columns that are asked for are those of the whole table, and no others are made."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import KINDS, columns_of

import summitry
from summitry import _core
from summitry.exceptions import ColumnError, FrameError, InputError

if TYPE_CHECKING:
    from conftest import Maker

DAYS: dict[str, Any] = {"since": "2000-01-01", "through": "2009-12-31"}
SCHEME: Any = {"summit": {True: 3.0, False: 1.0}}
ERAS: dict[str, Any] = {
    "side": ["A", "A", "B", "B"],
    "era": ["one", "two", "three", "four"],
    "start": ["2000-01-01", "2004-03-01", "2000-01-01", "2009-12-30"],
    "end": ["2004-03-01", None, "2009-12-30", None],
}
COUNTED: dict[str, Any] = {"era": ["one", "two"], "years": [4.0, 5.0], "count": [7, 0]}
DYADS: dict[str, Any] = {
    "origin": ["A", "C"],
    "destination": ["B", "A"],
    "since": ["2001-05-01"] * 2,
}


def visits(*, vague: bool = False) -> dict[str, list[Any]]:
    """Draw visits of three countries, some of them unclear and some outside."""
    drawn = random.Random(3)
    size = 60
    ends = [drawn.sample("ABC", 2) for _ in range(size)]
    days = [f"{drawn.randint(1999, 2010)}-{drawn.randint(1, 12):02}" for _ in ends]
    return {
        "date": [
            day if vague and row % 9 == 0 else f"{day}-15"
            for row, day in enumerate(days)
        ],
        "origin": [one for one, _ in ends],
        "destination": [other for _, other in ends],
        "visitor": [f"v{number % 7}" for number in range(size)],
        "summit": [drawn.random() < 0.3 for _ in ends],
        "qualifies": [drawn.choice(["true", "false", "unclear"]) for _ in ends],
    }


SHOCKS: dict[str, Any] = {
    "date": ["2001-01-15", "1998-01-01", "2009-12-01", "2002-02"],
    "label": ["a", "b", "c", "d"],
    "origin": ["A", "B", "B", "C"],
    "destination": ["B", "C", "A", "A"],
}


def frequency(make: Maker, **options: Any) -> Any:
    return summitry.era_frequency(make(visits()), ERAS, **DAYS, **options)


def finished(make: Maker, *, columns: Any = None) -> Any:
    tally = summitry.Tally(ERAS, **DAYS, scheme=SCHEME, by="dyad")
    return tally.update(make(visits())).finish(unclear="both", columns=columns)


def completed(make: Maker, *, columns: Any = None) -> Any:
    table = {name: values for name, values in visits().items() if name != "qualifies"}
    lists = {
        name: make({key: values[part] for key, values in table.items()})
        for name, part in {"a": slice(0, 40), "b": slice(20, 60)}.items()
    }
    merged = summitry.merge_sources(lists)
    eras = {name: values[:2] for name, values in ERAS.items() if name != "side"}
    found = summitry.completeness(merged, eras, **DAYS)
    return summitry.era_frequency(
        merged.visits, eras, **DAYS, completeness=found, columns=columns
    )


def counted(make: Maker, **options: Any) -> Any:
    return summitry.era_frequency(make(COUNTED), **options)


def lags(make: Maker, *, vague: bool = False, **options: Any) -> Any:
    table = make(visits(vague=vague))
    return summitry.response_lags(make(SHOCKS), table, **DAYS, **options)


def panel(make: Maker, **options: Any) -> Any:
    return summitry.visit_panel(make(visits()), **DAYS, **options)


CALLS: dict[str, tuple[Any, dict[str, Any]]] = {
    "plain": (frequency, {}),
    "weighted": (frequency, {"scheme": SCHEME, "unclear": "both"}),
    "by direction": (
        frequency,
        {"by": "direction", "interval": None, "scheme": SCHEME},
    ),
    "pairs asked for": (frequency, {"by": "dyad", "dyads": DYADS}),
    "calendar years": (frequency, {"exposure": "calendar_years", "interval": "midp"}),
    "in parts": (finished, {}),
    "completed": (completed, {}),
    "counted": (counted, {"interval": "garwood"}),
    "lags": (lags, {}),
    "lags, twice": (lags, {"unclear": "both", "dyads": DYADS}),
    "vague lags": (lags, {"vague": True}),
    "panel": (panel, {"by": "direction"}),
    "weighted panel": (panel, {"scheme": SCHEME, "rolling": 3, "period": "quarter"}),
}


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("call", CALLS)
def test_columns_are_those_of_the_whole_table_in_the_order_asked(
    call: str, kind: str
) -> None:
    function, options = CALLS[call]
    whole = function(KINDS[kind], **options)
    known, drawn = columns_of(whole), random.Random(call + kind)
    every = [*known]
    sizes = [1] * 4 + [drawn.randint(2, len(every)) for _ in range(2)]
    asked = [drawn.sample(every, size) for size in sizes]
    for columns in asked:
        found = function(KINDS[kind], **options, columns=columns)
        assert type(found) is type(whole)
        told = columns_of(found)
        assert [*told] == columns
        assert [told[name] for name in columns] == [known[name] for name in columns]


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("call", [frequency, lags, panel])
def test_arrays_in_give_the_columns_asked_for(call: Any) -> None:
    whole = call(dict)
    for columns in (
        (["count"], ["frequency", "count"]) if call is not lags else (["lag"],)
    ):
        found = call(dict, columns=columns)
        assert [*found.columns] == columns
        for name in columns:
            assert [*found[name]] == [*whole[name]]


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_the_rows_of_shocks_keep_their_index() -> None:
    def indexed(table: dict[str, Any]) -> pd.DataFrame:
        return pd.DataFrame(table).set_index(np.arange(len(table["date"])) + 10)

    assert [*lags(indexed, columns=["lag", "label"]).index] == [10, 11, 12, 13]


@pytest.mark.parametrize("interval", [None, "dispersed", "garwood"])
def test_what_is_not_asked_for_is_not_made(
    interval: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(*_: Any, **__: Any) -> Any:
        raise AssertionError

    for name in ("poisson_interval", "dispersion", "ranks_of_fractions", "short_eras"):
        monkeypatch.setattr(_core, name, made)
    columns = ["era", "count", "weighted_count", "in_no_era"]
    found = frequency(
        KINDS["polars"], scheme=SCHEME, interval=interval, columns=columns
    )
    assert found.columns == columns


def test_a_note_that_says_nothing_is_missing_where_it_is_asked_for(make: Maker) -> None:
    options: dict[str, Any] = {"years": [4.0], "count": [7], "era": ["one"]}
    eras = {name: values[:1] for name, values in ERAS.items() if name != "side"}
    table = make({"date": ["2001-01-01"]})
    found = summitry.era_frequency(table, eras, **DAYS, columns=["note", "count"])
    assert columns_of(found) == {"note": [None], "count": [1]}
    assert "note" not in columns_of(summitry.era_frequency(table, eras, **DAYS))
    assert columns_of(summitry.era_frequency(options, columns="count")) == {
        "count": [7]
    }


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize(
    ("columns", "error", "code", "hint"),
    [
        (["cuont"], ColumnError, "no_column", "did you mean 'count'?"),
        (["era", "era"], InputError, "doubled_column", "once"),
        ([], InputError, "no_columns", "leave out columns="),
        (5, FrameError, "not_a_sequence", "columns=['era', 'count']"),
        (["count", 5], FrameError, "not_a_sequence", "columns=['era', 'count']"),
    ],
)
@pytest.mark.parametrize("call", [frequency, finished, panel, counted])
def test_columns_that_are_none_are_refused(
    call: Any, columns: Any, error: type[Exception], code: str, hint: str
) -> None:
    with pytest.raises(error) as caught:
        call(KINDS["pandas"], columns=columns)
    assert caught.value.code == code  # type: ignore[attr-defined]
    assert hint in str(caught.value.hint)  # type: ignore[attr-defined]


def test_a_weighted_column_without_weights_says_so() -> None:
    with pytest.raises(ColumnError, match="give scheme="):
        frequency(KINDS["polars"], columns=["weighted_count"])
