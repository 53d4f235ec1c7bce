"""Texts of a class of their own, such as members of an enumeration, are the text."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import summitry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ERAS = {"side": ["CHN"], "era": ["Hu"], "start": ["2001-01-01"], "end": ["2004-01-01"]}
OBSERVED = summitry.Observation(since="2001-01-01", through="2003-12-31")
VISITS = {
    "date": ["2001-05-05", "2003-01-01", "2003-02-02"],
    "origin": ["CHN", "PRK", "CHN"],
    "destination": ["PRK", "CHN", "PRK"],
    "visitor_rank": ["premier", "minister", "minister"],
    "kind": ["state", "work", "work"],
}
TEXTS = sorted({text for column in VISITS.values() for text in column})


class Plain(str):
    """A text with a class of its own."""

    __slots__ = ()

    def __str__(self) -> str:
        return "something else"


KINDS: dict[str, Any] = {
    "enumeration": Enum("Word", {text: text for text in TEXTS}, type=str),
    "texts": StrEnum("Text", {text: text for text in TEXTS}),
    "numpy": np.str_,
    "class": Plain,
}


def objects(values: list[Any]) -> Any:
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


FRAMES: dict[str, Callable[[dict[str, list[Any]]], Any]] = {
    "lists": lambda columns: columns,
    "arrays": lambda columns: {name: objects(one) for name, one in columns.items()},
    "pandas": lambda columns: pd.DataFrame(
        {name: pd.Series(one, dtype=object) for name, one in columns.items()}
    ),
    "categories": lambda columns: pd.DataFrame(
        {name: pd.Categorical(objects(one)) for name, one in columns.items()}
    ),
    "polars": lambda columns: pl.DataFrame(
        {name: pl.Series(one, dtype=pl.Object) for name, one in columns.items()}
    ),
}


def found(frame: Any, word: Callable[[str], str], folder: Path) -> list[Any]:
    """What functions of each room say of it, in plain values."""
    frequency = summitry.era_frequency(
        frame, ERAS, scheme={"kind": {word("state"): 2, word("work"): 1}}, **OBSERVED
    )
    ranked = summitry.qualify(
        frame,
        minimum={word("CHN"): word("premier"), "PRK": "minister"},
        ladder=[word("premier"), "minister"],
    )
    read = summitry.read_visits(frame)
    code = summitry.match_states(frame, "origin", system="iso3")
    path = summitry.write_csv(frame, folder / "it.csv", overwrite=True)
    return [
        list(frequency["frequency"]),
        list(ranked["qualifies"]),
        [str(day)[:10] for day in read.visits["date"]],
        list(read.visits["origin"]),
        len(code.unmatched),
        path.read_text(),
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_text_of_a_class_of_its_own_is_the_text(
    kind: str, frame: str, tmp_path: Path
) -> None:
    word = KINDS[kind]
    given = {name: [word(one) for one in column] for name, column in VISITS.items()}
    expected = found(VISITS, str, tmp_path)
    assert expected[0] == pytest.approx([3 / (1095 / 365.25)])
    assert found(FRAMES[frame](given), word, tmp_path) == expected
