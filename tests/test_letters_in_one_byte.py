"""Letters in one byte each: those that are told, and those that are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import summitry
from summitry.exceptions import InputError

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, name: str, encoding: str) -> Path:
    path = folder / "visits.csv"
    text = f"date,origin,destination\n2001,A,{name}\n"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("name", ["Côte d\u2019Ivoire", "Türkiye", "Réunion"])
def test_letters_of_an_old_macintosh_are_asked_for(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, "mac_roman")
    with pytest.raises(InputError, match="cannot be told") as caught:
        summitry.read_visits(path)
    assert "'mac_roman'" in str(caught.value)
    read = summitry.read_visits(path, encoding="mac_roman")
    assert read.visits["destination"].tolist() == [name]


@pytest.mark.parametrize("name", ["CÔTE D\u2019IVOIRE", "TÜRKEI", "Évora", "L'Élysée"])
def test_capitals_that_begin_a_word_are_told(name: str, tmp_path: Path) -> None:
    read = summitry.read_visits(written(tmp_path, name, "cp1252"))
    assert read.visits["destination"].tolist() == [name]
