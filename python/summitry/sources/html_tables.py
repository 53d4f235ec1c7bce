"""Tables of a web page as rows of cells, spans filled in."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from summitry.exceptions import InputError, brief
from summitry.frames.suggestion import did_you_mean
from summitry.sources.raw_table import MOST_COLUMNS, MOST_ROWS, Grid

_UNSEEN = {"style", "script", "template", "noscript"}
_GROUPS = {"thead", "tbody", "tfoot"}
_PARTS = {"tr", "td", "th", *_GROUPS}
_BREAKS = {"br", "p", "div", "li"}
_INLINE = {"a", "abbr", "b", "em", "i", "small", "span", "strong", "sub", "sup", "u"}
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FIGURES = re.compile(r"\s*\d{1,3}\s*")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_SPAN = 1000
_SAVE = "save the page on which the table is seen, or the table as CSV"


def grid_of_page(text: str, name: str, table: int | str | None = None) -> Grid:
    """
    Read one table of a page.

    A cell that spans several rows or columns stands in each of them. What a page hides,
    such as a key to sort by, is left out.

    Parameters
    ----------
    text : str
        The page.
    name : str
        What messages call it.
    table : int or str, optional
        The table, by number from 1 or by caption; needed where several have two rows.

    Raises
    ------
    InputError
        If there is no such table, or several and none was named.

    Examples
    --------
    >>> page = "<table><tr><th>date<th>to<tr><td rowspan=2>2001<td>A<tr><td>B</table>"
    >>> grid_of_page(page, "page.html").rows
    [['date', 'to'], ['2001', 'A'], ['2001', 'B']]
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    found = [one for one in reader.tables if any(one.rows)]
    if not found:
        raise InputError(
            f"{name}: the page holds no table", code="no_table", hint=_SAVE
        )
    number = _chosen(found, name, table)
    rows = found[number].filled()
    form = f"table {number + 1} of {len(found)}"
    return Grid(rows, list(range(1, len(rows) + 1)), "row", form, may_end_early=True)


def _chosen(found: list[_Table], name: str, table: int | str | None) -> int:
    captions = [one.caption for one in found]
    if table is None:
        lists = [n for n, one in enumerate(found) if len(one.rows) > 1]
        if len(lists) < 2:  # noqa: PLR2004
            return lists[0] if lists else 0
        told = "; ".join(f"{n + 1}: {found[n].told()}" for n in lists[:8])
        raise InputError(
            f"{name} has {len(lists)} tables: {told}",
            code="which_table",
            column="table",
            hint=f"say which is meant: table={lists[0] + 1}",
        )
    if type(table) is int and 1 <= table <= len(found):
        return table - 1
    if table in captions:
        return captions.index(str(table))
    raise InputError(
        f"{name} has no table {brief(table)}; it has {len(found)}",
        code="no_table",
        column="table",
        hint=did_you_mean(table, filter(None, captions)) or "tables are counted from 1",
    )


class _Cell:
    """A cell while it is being read."""

    def __init__(self, attributes: dict[str, str | None]) -> None:
        self.parts: list[str] = []
        self.raised: int | None = None
        # 0 is a span down to the last row.
        self.down = _span(attributes.get("rowspan"), all_of_them=_MOST_SPAN)
        self.across = _span(attributes.get("colspan"))

    def raise_figures(self) -> None:
        """Keep a number that was raised apart from one that stands before it."""
        said = "".join(self.parts[self.raised :])
        if self.raised is not None and _FIGURES.fullmatch(said):
            self.parts[self.raised :] = [said.translate(_RAISED)]
        self.raised = None

    def text(self) -> str:
        """What it says: runs of blanks as one, lines as they are broken."""
        lines = re.split(r"\n", "".join(self.parts))
        joined = (" ".join(line.split()) for line in lines)
        return "\n".join(filter(None, joined))


class _Table:
    """A table while it is being read."""

    def __init__(self) -> None:
        self.rows: list[list[_Cell]] = []
        self.groups: set[int] = set()
        self.caption = ""

    def begin_group(self, tag: str) -> None:
        """Note that the next row is of another group, where the tag says so."""
        if tag in _GROUPS:
            self.groups.add(len(self.rows))

    def told(self) -> str:
        """Its caption or its first row, for a reader who must choose."""
        head = ", ".join(cell.text() for cell in self.rows[0])
        return f"'{(self.caption or head)[:60]}'"

    def filled(self) -> list[list[str]]:
        """Rows of texts, with spans filled in, which end with their group of rows."""
        waiting: dict[int, tuple[int, str]] = {}
        made = []
        for number, row in enumerate(self.rows[: MOST_ROWS + 1]):
            if number in self.groups:
                waiting.clear()
            made.append(self._row(row, waiting))
        return made

    @staticmethod
    def _row(row: list[_Cell], waiting: dict[int, tuple[int, str]]) -> list[str]:
        cells: list[str] = []

        def from_above() -> None:
            while len(cells) in waiting:
                place = len(cells)
                left, text = waiting.pop(place)
                if left > 1:
                    kept[place] = (left - 1, text)
                cells.append(text)

        kept: dict[int, tuple[int, str]] = {}
        for cell in row:
            from_above()
            text = cell.text()
            for _ in range(min(cell.across, MOST_COLUMNS - len(cells))):
                if cell.down > 1:
                    kept[len(cells)] = (cell.down - 1, text)
                cells.append(text)
        from_above()
        waiting.update(kept)
        return cells


class _Reader(HTMLParser):
    """Collects tables; one that stands within a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[tuple[_Table, _Cell | None]] = []
        self._unseen = 0
        self._hidden: list[str] = []
        self._in_caption = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens; tags that nobody closed are closed by the next."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self.tables.append(_Table())
            self._open.append((self.tables[-1], None))
        elif not self._open:
            return
        elif tag in _PARTS:
            self._begin(self._open[-1][0], tag, dict(attrs))
        elif tag == "caption":
            self._in_caption = True
        elif tag in _BREAKS:
            self.handle_data("\n", broken=True)
        elif tag in _INLINE:
            self._begin_inline(tag, dict(attrs))

    def _begin_inline(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Note what nobody sees, such as a key to sort by, and what is raised."""
        if self._hidden[:1] == [tag] or (
            not self._hidden and _HIDDEN.search(attributes.get("style") or "")
        ):
            self._hidden.append(tag)
        cell = self._open[-1][1]
        if tag == "sup" and cell is not None and cell.raised is None:
            cell.raised = len(cell.parts)

    def _begin(
        self, table: _Table, tag: str, attributes: dict[str, str | None]
    ) -> None:
        """Begin a group, a row or a cell; what was open is closed."""
        table.begin_group(tag)
        in_row = tag in {"td", "th"}
        if tag == "tr" or (in_row and not table.rows):
            table.rows.append([])
        cell = _Cell(attributes) if in_row else None
        if cell is not None:
            table.rows[-1].append(cell)
        self._set(cell)

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "caption":
            self._in_caption = False
        elif tag == "table" and self._open:
            self._open.pop()
        elif tag in _PARTS and self._open:
            self._open[-1][0].begin_group(tag)
            self._set(None)
        elif self._hidden[:1] == [tag]:
            self._hidden.pop()
        elif tag == "sup" and self._open:
            cell = self._open[-1][1]
            if cell is not None:
                cell.raise_figures()

    def handle_data(self, data: str, *, broken: bool = False) -> None:
        """Text goes into the cell that is open."""
        if self._unseen or self._hidden or not self._open:
            return
        table, cell = self._open[-1]
        if self._in_caption:
            table.caption = f"{table.caption}{data}".strip()
        elif cell is not None:
            cell.parts.append(data if broken else data.replace("\n", " "))

    def _set(self, cell: _Cell | None) -> None:
        self._hidden = []
        self._open[-1] = (self._open[-1][0], cell)


def _span(said: str | None, all_of_them: int = 1) -> int:
    number = int(said) if said and said.strip().isdecimal() else 1
    return min(number or all_of_them, _MOST_SPAN)
