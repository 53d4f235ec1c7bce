"""Our own HTML as a Word document: headings, paragraphs, lists, tables and figures."""

from __future__ import annotations

import base64
import binascii
import io
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from summitry.exceptions import MissingExtraError
from summitry.output.escape import visible
from summitry.output.format import many
from summitry.output.text import width_of
from summitry.output.word_layout import (
    Run,
    described,
    fitting,
    layout_of,
    measured,
    picture,
    row_of_heads,
    ruled,
    write_run,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

_SILENT = ("style", "head", "nav", "script")
_STYLES = {
    "p": "Normal",
    "h1": "Title",
    "h2": "Heading 1",
    "h3": "Heading 2",
    "h4": "Heading 3",
    "li": "List Bullet",
    "dt": "List",
    "dd": "List",
    "summary": "Heading 3",
    "figcaption": "Caption",
    "pre": "Normal",
}
"""Elements that are paragraphs, and the style of each."""
_BOLD = ("b", "thead", "dt")
_SMALL_POINTS = 8.5


@dataclass
class _Cell:
    runs: list[Run] = field(default_factory=list)
    head: bool = False
    right: bool = False
    columns: int = 1


@dataclass
class _Table:
    title: list[Run] = field(default_factory=list)
    notes: list[list[Run]] = field(default_factory=list)
    rows: list[list[_Cell]] = field(default_factory=list)
    heads: int = 0


def word_bytes(page: str, title: str) -> bytes:
    """
    Return HTML that summitry wrote as the bytes of a Word document.

    Parameters
    ----------
    page : str
        The HTML, a piece or a whole page. Images are PNG in data addresses.
    title : str
        What the document's properties call it.

    Raises
    ------
    MissingExtraError
        If python-docx is not installed.
    """
    try:
        from docx import Document
    except ImportError:
        raise MissingExtraError(
            "to write a Word document, python-docx is needed",
            extra="word",
        ) from None
    document = Document()
    layout_of(document, visible(title))
    reader = _Reader(document)
    reader.feed(page)
    reader.close()
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


class _Reader(HTMLParser):
    """Writes what it reads; what is no element of ours is taken for its text."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._open: list[tuple[str, str]] = []
        self._runs: list[Run] = []
        self._table: _Table | None = None
        self._address: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in {"img", "meta", "br", "link", "hr"}:
            self._alone(tag, said)
            return
        self._open.append((tag, said.get("class", "")))
        if tag == "table":
            self._table = _Table()
        elif tag == "tr" and self._table is not None:
            self._table.rows.append([])
        elif tag in {"td", "th"} and self._table is not None and self._table.rows:
            right = "n" in said.get("class", "").split()
            columns = int(said.get("colspan", "1"))
            self._table.rows[-1].append(_Cell([], tag == "th", right, columns))
        elif tag == "a" and said.get("href", "").startswith(("http:", "https:")):
            self._address = said["href"]
        elif (tag in _STYLES and tag != "dd") or tag == "caption":
            self._flush("Normal")

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self._open]
        if tag not in names:
            return
        while self._open.pop()[0] != tag:
            pass
        if tag == "a":
            self._address = None
        elif tag == "table":
            self._write_table()
        elif tag == "dt":
            self._runs.append(Run(": ", bold=True))
        elif tag in _STYLES and self._table is None:
            self._flush(_STYLES[tag])
        elif tag == "thead" and self._table is not None:
            self._table.heads = len(self._table.rows)

    def handle_data(self, data: str) -> None:
        names = [name for name, _ in self._open]
        if {*names} & {*_SILENT} or ("a", "skip") in self._open:
            return
        preformatted = "pre" in names
        if not preformatted:
            inside = names and (names[-1] not in {"body", "div", "section", "main"})
            data = " ".join(f"|{data}|".split())[1:-1]
            if not inside and not data.strip():
                return
        run = Run(
            data,
            bold=any(name in _BOLD for name in names),
            plain_width="code" in names or preformatted,
            address=self._address,
        )
        self._place(names).append(run)

    def close(self) -> None:
        super().close()
        self._flush("Normal")

    def _place(self, names: list[str]) -> list[Run]:
        """Where a run of text belongs: to a cell, a title, a note, or a paragraph."""
        table = self._table
        if table is None:
            return self._runs
        if "caption" in names:
            if "b" in names:
                return table.title
            if names[-1] == "span" and "n" not in self._open[-1]:
                table.notes.append([])
                self._open[-1] = ("span", "n")
            return table.notes[-1] if table.notes else []
        if {"td", "th"} & {*names} and table.rows and table.rows[-1]:
            return table.rows[-1][-1].runs
        return []

    def _alone(self, tag: str, said: dict[str, str]) -> None:
        if tag == "br":
            names = [name for name, _ in self._open]
            self._place(names).append(Run("\n"))
        elif tag == "img":
            self._flush("Normal")
            start, _, data = said.get("src", "").partition("base64,")
            if start == "data:image/png;":
                with_bytes = _decoded(data)
                if with_bytes is not None:
                    picture(self._document, with_bytes, said.get("alt", ""))

    def _flush(self, style: str) -> None:
        """Write what was gathered as a paragraph."""
        runs, self._runs = self._runs, []
        if not "".join(run.text for run in runs).strip():
            return
        paragraph = self._document.add_paragraph(style=style)
        for run in _trimmed(runs):
            write_run(paragraph, run)

    def _write_table(self) -> None:
        table, self._table = self._table, None
        if table is None or not any(table.rows):
            return
        if table.title:
            self._runs = table.title
            self._flush("Caption")
        n_columns = max(sum(cell.columns for cell in row) for row in table.rows)
        words = _longest(table, n_columns, str.split)
        whole = _longest(table, n_columns, lambda text: [text])
        points, shares = fitting(whole, words)
        made = self._document.add_table(len(table.rows), n_columns)
        for cells, row in zip(table.rows, list(made.rows), strict=True):
            place, targets = 0, row.cells
            for cell in cells:
                target: Any = targets[place]
                if cell.columns > 1:
                    target = target.merge(targets[place + cell.columns - 1])
                _fill(target.paragraphs[0], cell, points)
                place += cell.columns
        described(made, _joined(table.title) or "Table", _summary(table))
        measured(made, shares)
        ruled(made, table.heads)
        row_of_heads(made, table.heads)
        for note in table.notes:
            paragraph = self._document.add_paragraph(style="Normal")
            for run in _trimmed(note):
                write_run(paragraph, run, points=_SMALL_POINTS)
        self._document.add_paragraph()


def _joined(runs: list[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split())


def _summary(table: _Table) -> str:
    """What a reader who does not see a table is told: its size, and its columns."""
    heads = table.rows[: table.heads]
    named = [_joined(cell.runs) for cell in (heads[-1] if heads else [])]
    said = many(len(table.rows) - len(heads), "row")
    return f"{said}: {', '.join(filter(None, named))}" if any(named) else said


def _fill(paragraph: Any, cell: _Cell, points: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if cell.right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = 0
    for run in _trimmed(cell.runs):
        write_run(paragraph, run, points=points)


def _longest(
    table: _Table, n_columns: int, parts: Callable[[str], list[str]]
) -> list[int]:
    """How many signs the longest part of each column has; numbers are one."""
    longest = [1] * n_columns
    for row in table.rows:
        if len(row) == n_columns:
            for place, cell in enumerate(row):
                text = "".join(run.text for run in cell.runs)
                whole = cell.right and not cell.head
                words = [text] if whole else parts(text)
                longest[place] = max([longest[place], *map(width_of, words)])
    return longest


def _trimmed(runs: list[Run]) -> list[Run]:
    """Runs without the blanks that stand at either end of all."""
    kept = [run for run in runs if run.text]
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip(" \n"))
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" \n"))
    return kept


def _decoded(data: str) -> bytes | None:
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error:
        return None
