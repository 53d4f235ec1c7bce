"""Bundles and workbooks in which bytes are changed or parts are missing: one error."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

import summitry
from summitry.exceptions import InputError, SummitryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HEAD = ["date", "origin", "destination"]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEAD)
    for year in range(1950, 2010):
        sheet.append([f"{year}-01-02", "USA", f"country {year % 7}"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


BOOK = workbook()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def flipped(data: bytes, times: int) -> Iterator[bytes]:
    """The same bytes with a few bits turned, in another place each time."""
    draw = random.Random(20)
    for _ in range(times):
        changed = bytearray(data)
        for _ in range(draw.choice([1, 3])):
            changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
        yield bytes(changed)


def refused(
    data: bytes, path: Path, read: Callable[[Path], object], error: type[Exception]
) -> int:
    """How often flipped bytes are refused: any other error is a failure."""
    count = 0
    for changed in flipped(data, 150):
        path.write_bytes(changed)
        try:
            read(path)
        except error:
            count += 1
    return count


def spoiled(stream: bytes, start: int) -> bytes:
    """An archive whose first stream is no longer one of deflate."""
    begin = stream.index(b"PK\x03\x04", start) + 30
    return stream[: begin + 40] + b"\xff" * 40 + stream[begin + 80 :]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    home = tmp_path_factory.mktemp("home")
    summitry.new_study(home / "mine")
    return summitry.read_study(home / "mine").bundle(home / "b.zip").read_bytes()


def test_a_bundle_with_a_spoiled_stream_is_damaged(
    bundle: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(spoiled(bundle, 0))
    with pytest.raises(InputError, match="is damaged") as caught:
        summitry.rerun(path)
    assert caught.value.code == "not_a_bundle"


def test_no_changed_byte_of_a_bundle_is_another_error(
    bundle: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is read is computed in other tests.
    monkeypatch.setattr("summitry.facade.rerun._again", lambda _: {})
    assert refused(bundle, tmp_path / "b.zip", summitry.rerun, InputError) > 100


@pytest.mark.parametrize("part", [*parts_of(BOOK), "every sheet"])
def test_a_workbook_without_a_part_is_read_or_damaged(
    part: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.xlsx"
    kept = {name: data for name, data in parts_of(BOOK).items() if name != part}
    if part == "every sheet":
        kept = {name: data for name, data in kept.items() if "worksheets" not in name}
    path.write_bytes(packed(kept))
    try:
        outcome: object = len(summitry.read_visits(path).visits)
    except InputError as error:
        outcome = error.code
    assert outcome in ({"bad_workbook"} if "sheet" in part else {60, "bad_workbook"})


def test_no_changed_byte_of_a_workbook_is_another_error(tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    assert refused(BOOK, path, summitry.read_visits, SummitryError) > 100


def test_no_changed_letter_of_a_part_is_another_error(tmp_path: Path) -> None:
    draw = random.Random(21)
    path = tmp_path / "bad.xlsx"
    parts = parts_of(BOOK)
    codes = set()
    for _ in range(200):
        name = draw.choice([*parts])
        text = bytearray(parts[name])
        text[draw.randrange(len(text))] = draw.choice(b'<>/"x09 a')
        path.write_bytes(packed(parts | {name: bytes(text)}))
        try:
            summitry.read_visits(path)
        except SummitryError as error:
            codes.add(error.code)
    assert "bad_workbook" in codes


def test_looks_that_are_not_read_are_no_fault(tmp_path: Path) -> None:
    """Workbooks of other programs often have none, of which openpyxl warns."""
    path = tmp_path / "plain.xlsx"
    parts = parts_of(BOOK)
    looks = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    path.write_bytes(packed(parts | {"xl/styles.xml": looks}))
    assert len(summitry.read_visits(path).visits) == 60
