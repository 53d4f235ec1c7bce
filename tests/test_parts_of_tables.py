"""A table that is split tells in every part which row is which."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from conftest import bundled
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import SummitryWarning
from summitry.frames import Table
from summitry.output.blocks import blocks_of
from summitry.output.latex import latex
from summitry.output.table_text import columns_text
from summitry.output.text import width_of
from summitry.output.text_table import Column, whole_table
from summitry.study.source import bundled_studies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

WIDTHS = (60, 80, 120)


@pytest.fixture(scope="module", params=bundled_studies())
def tables(request: pytest.FixtureRequest) -> dict[str, Any]:
    """All tables of the run of a bundled study."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SummitryWarning)
        return dict(bundled(request.param).run().whole())


def distinct(rows: Sequence[Sequence[str]]) -> int:
    return len({*map(tuple, rows)})


def assert_told(parts: list[list[list[str]]]) -> None:
    """Parts of one table, each its rows of cells: what all begin with names the row."""
    n_rows = len(parts[0])
    assert {len(part) for part in parts} == {n_rows}
    if not n_rows or len(parts) == 1:
        return
    shared = 0
    columns = [list(zip(*part, strict=True)) for part in parts]
    for stack in zip(*columns, strict=False):
        if any(one != stack[0] for one in stack):
            break
        shared += 1
    assert shared
    assert distinct([row[:shared] for row in parts[0]]) == n_rows


def rows_of(columns: list[Column]) -> list[list[str]]:
    return [list(row) for row in zip(*(one.cells for one in columns), strict=True)]


def of_latex(text: str) -> Iterator[list[list[str]]]:
    short = r"\\begin{tabular}.*?\\midrule\n(.*?)\\bottomrule"
    long = r"\\endfoot\n(.*?)\\end{longtable}"
    for bodies in re.findall(rf"{short}|{long}", text, re.DOTALL):
        body = "".join(bodies)
        yield [line.removesuffix(r" \\").split(" & ") for line in body.splitlines()]


def test_parts_of_every_table_of_a_run_tell_rows_apart(tables: dict[str, Any]) -> None:
    for name, table in tables.items():
        columns = whole_table(Table(table, name)).columns
        for places in WIDTHS:
            assert_told([rows_of(block) for block in blocks_of(columns, places)])
        shown = summitry.show(table, rows=100_000)
        assert_told([*of_latex(shown.to_latex())])


def test_parts_of_every_table_do_in_word(
    tables: dict[str, Any], tmp_path: Path
) -> None:
    docx = pytest.importorskip("docx", reason="needs python-docx")
    for name in ("comparisons", "frequency", "claims", "frequency_joint", "trend"):
        if name in tables:
            path = summitry.show(tables[name]).save(tmp_path / f"{name}.docx")
            found = docx.Document(str(path)).tables
            made = [
                [[cell.text for cell in row.cells] for row in one.rows][1:]
                for one in found
            ]
            assert_told(made)


NAMES = st.sampled_from(["Xi", "Hu Jintao", "a" * 70, "an era of many words " * 5])
CELLS = st.one_of(NAMES, st.text("ab 习-_", min_size=1, max_size=90))


@st.composite
def grids(draw: st.DrawFn) -> list[Column]:
    n_rows = draw(st.integers(1, 6))
    made = []
    for place in range(draw(st.integers(1, 9))):
        right = draw(st.booleans())
        cells = st.integers(0, 3).map(str) if right else CELLS
        rows = draw(st.lists(cells, min_size=n_rows, max_size=n_rows))
        heading = draw(st.sampled_from(["era", "a long heading", "h" * 30]))
        made.append(Column(f"c{place}", heading, rows, right))
    return made


@settings(deadline=None)
@given(columns=grids(), width=st.sampled_from(WIDTHS))
def test_parts_of_any_table_tell_rows_apart(columns: list[Column], width: int) -> None:
    for size in (None, lambda column: min(width_of("".join(column.cells)), 30)):
        blocks = blocks_of(columns, width, size)
        assert_told([rows_of(block) for block in blocks])
        shown = {id(cells) for block in blocks for cells in (c.cells for c in block)}
        assert {id(column.cells) for column in columns} <= shown
    text = columns_text(columns, width)
    assert max(map(width_of, text.splitlines())) <= width


def test_what_tells_rows_apart_is_the_least_that_does() -> None:
    words = ["a" * 9, "b" * 9]
    side = Column("side", "side", ["CHN"] * 4)
    era = Column("era", "era", [words[0]] * 2 + [words[1]] * 2)
    other = Column("reading", "reading", words * 2)
    rest = [Column(f"n{k}", "n" * 15, ["1.5"] * 4, right=True) for k in range(5)]
    for width, keys in ((60, ["side", "era", "reading"]), (40, ["era", "reading"])):
        blocks = blocks_of([side, era, *rest, other], width)
        assert [[one.name for one in block][: len(keys)] for block in blocks] == [
            keys
        ] * len(blocks)


@pytest.mark.parametrize("letters", [60, 90])
def test_names_without_end_are_numbered_in_every_part(letters: int) -> None:
    a, b, c = eras = [f"{word} {'x' * letters}" for word in ("one", "two", "three")]
    table: dict[str, Any] = {"era": [a, a, b], "other_era": [b, c, c]}
    table |= {f"frequency_{k}": [1.5, 2.5, 3.5] for k in range(9)}
    text = summitry.show(table).to_latex()
    parts = [*of_latex(text)]
    assert_told(parts)
    assert all(latex(era) in text for era in eras)
    assert all(row[0] == str(n + 1) for part in parts for n, row in enumerate(part))
