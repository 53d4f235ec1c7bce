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


@pytest.mark.parametrize(
    ("declared", "encoding", "name"),
    [
        (
            '<meta charset="windows-1251">',
            "cp1251",
            "\u0420\u043e\u0441\u0441\u0438\u044f",
        ),
        ("<meta charset=gb2312>", "gb18030", "\u4e2d\u570b"),
        ("<META content='text/html; charset=EUC-KR'>", "cp949", "\ud55c\uad6d"),
        ('<meta charset="shift_jis"/>', "cp932", "\u65e5\u672c"),
        ('<meta charset="iso-8859-9">', "cp1254", "\u0130ran"),
        ('<meta charset="iso-8859-1">', "cp1252", "C\u00f4te d\u2019Ivoire"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(
    declared: str, encoding: str, name: str, tmp_path: Path
) -> None:
    rows = f"<tr><th>date<th>origin<th>destination<tr><td>2001<td>A<td>{name}"
    page = f"<!DOCTYPE html><head>{declared}</head><body><table>{rows}</table>"
    path = tmp_path / "page.html"
    path.write_bytes(page.encode(encoding))
    read = summitry.read_visits(path)
    assert read.visits["destination"].tolist() == [name]
    assert "as declared" in str(read)


def test_a_page_that_declares_what_it_is_not_is_asked_for(tmp_path: Path) -> None:
    rows = (
        "<tr><th>date<th>origin<th>destination<tr><td>2001<td>A<td>\u0420\u043e\u0441"
    )
    path = tmp_path / "page.html"
    for declared in ("utf-8", "hex", "no-such", "utf-16", "utf-32"):
        page = f"<html><meta charset={declared}><table>{rows}</table>"
        page += " " * (-len(page) % 4)
        path.write_bytes(page.encode("cp1251"))
        with pytest.raises(InputError, match="cannot be told"):
            summitry.read_visits(path)
    assert summitry.read_visits(path, encoding="cp1251").counts["read"] == 1
