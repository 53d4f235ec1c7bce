"""Files that are no lists of visits are refused before they fill the memory."""

from __future__ import annotations

import io
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, strategies as st

import summitry
from summitry.exceptions import InputError, StudyError
from summitry.sources import blocks
from summitry.sources.blocks import LONGEST_LINE, lines_of, read_blocks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STUDY = """title = "t"
[observation]
since = 2001-01-01
through = 2006-12-31
[visits]
path = "visits.csv"
"""
MIB = 1 << 20


def peak(call: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def refused(folder: Path, *, study: bool) -> tuple[InputError, int]:
    """What is said of the file in a folder, and how much memory it took."""
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    found: list[InputError] = []

    def read() -> object:
        if study:
            return summitry.read_study(folder).run()
        return summitry.read_visits(folder / "visits.csv")

    def refuses() -> None:
        with pytest.raises(InputError) as caught:
            read()
        found.append(caught.value)

    most = peak(refuses)
    return found[0], most


@pytest.mark.parametrize("study", [False, True])
def test_one_endless_line(tmp_path: Path, *, study: bool) -> None:
    with (tmp_path / "visits.csv").open("wb") as file:
        file.write(b"date,origin,destination\n")
        file.truncate(900 * MIB)  # a hole, which takes no room on the disk
    error, most = refused(tmp_path, study=study)
    assert error.code == "limit"
    assert "line 2: a line of over" in str(error)
    assert isinstance(error, StudyError) is study
    assert most < 60 * MIB


@pytest.mark.parametrize("study", [False, True])
def test_a_quote_that_is_never_closed(tmp_path: Path, *, study: bool) -> None:
    size = 30 * MIB
    row = b"2001-01-01,CHN,PRK\n"
    with (tmp_path / "visits.csv").open("wb") as file:
        file.write(b'date,origin,destination\n2001-01-01,"CHN,PRK\n')
        file.write(row * (size // len(row)))
    error, most = refused(tmp_path, study=study)
    assert error.code == "bad_csv"
    assert "line 2: a field has over" in str(error)
    assert most < 3 * size


@given(st.text(alphabet='ab,"\r\n\u2028\x85é', max_size=80), st.integers(1, 9))
def test_lines_are_those_of_a_text_file(text: str, size: int) -> None:
    before = blocks._BLOCK
    blocks._BLOCK = size
    try:
        assert [*lines_of(text)] == [*io.StringIO(text, newline="")]
    finally:
        blocks._BLOCK = before


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_long_lines_that_end_are_read(end: bytes) -> None:
    data = (b"x" * (LONGEST_LINE - 9) + end) * 2
    assert read_blocks(io.BytesIO(data), "it", 1 << 30) == data
    packed = b"PAR1" + b"x" * (LONGEST_LINE + 2 * MIB)
    assert read_blocks(io.BytesIO(packed), "it", 1 << 30) == packed
    for odd, most in [(b"x" * (LONGEST_LINE + 2), 1 << 30), (b"ab\n", 2)]:
        with pytest.raises(InputError) as caught:
            read_blocks(io.BytesIO(odd), "it", most)
        assert caught.value.code == "limit"


def test_a_list_comes_out_the_same_across_blocks(tmp_path: Path) -> None:
    rows = [f'2001-01-{n % 28 + 1:02d},CHN,PRK,"n{n}\r\nmore"' for n in range(40_000)]
    path = tmp_path / "visits.csv"
    text = "date,origin,destination,note\r\n" + "\r\n".join(rows) + "\r\n"
    path.write_bytes(text.encode())
    assert path.stat().st_size > MIB
    found: Any = summitry.read_visits(path).visits
    assert len(found) == len(rows)
    assert found["note"].tolist()[-1] == "n39999\r\nmore"
