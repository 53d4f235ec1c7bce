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


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("\u0130ran", "cp1254"),
        ("A\u011fr\u0131", "cp1254"),
        ("\u015eili", "cp1254"),
        ("B\u00fclent Ecevit, Erdo\u011fan", "cp1254"),
        ("N\u011bmecko", "cp1250"),
        ("R\u016f\u017ei\u010dka", "cp1250"),
        ("\u010c\u00edna, \u0160v\u00e9dsko", "cp1250"),
        ("Milo\u0161evi\u0107", "cp1250"),
        ("B\u0103sescu, \u0162\u0103rile", "cp1250"),
    ],
)
def test_letters_of_other_code_pages_are_asked_for(
    name: str, encoding: str, tmp_path: Path
) -> None:
    path = written(tmp_path, f'"{name}"', encoding)
    with pytest.raises(InputError, match="cannot be told") as caught:
        summitry.read_visits(path)
    assert f"'{encoding}'" in str(caught.value)
    read = summitry.read_visits(path, encoding=encoding)
    assert read.visits["destination"].tolist() == [name]


@pytest.mark.parametrize(
    "name",
    [
        *("M\u00f8ller, Michèle, Tromsø", "Forlì, Corfù, où ?", "São Tomé, Köln"),
        *("Škoda, Žilina, Tallinn, Rõuge", "Curaçao, Århus, Ærø, Genève, El Salvador"),
    ],
)
def test_letters_of_the_west_are_told(name: str, tmp_path: Path) -> None:
    read = summitry.read_visits(written(tmp_path, f'"{name}"', "cp1252"))
    assert read.visits["destination"].tolist() == [name]
