"""Tables for readers: aligned text in a terminal, escaped HTML in a notebook, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError, RangeError
from summitry.frames import Frame, Table
from summitry.frames.alike import Alike
from summitry.frames.arguments import text_or_none
from summitry.frames.door import at_the_door
from summitry.frames.named_index import with_index
from summitry.output.claims_grid import claims_table, is_claims, tallied
from summitry.output.format import many
from summitry.output.handed_on import HandedOn
from summitry.output.readable import Readable, parts_text
from summitry.output.table_text import columns_text
from summitry.output.text_table import Grid, chosen_table, columns_of, whole_table
from summitry.output.width import width

if TYPE_CHECKING:
    from summitry.output.readable import Part

_MOST_DIGITS = 15
_MOST_ROWS = 60


class Shown(Alike, HandedOn):
    """
    A table ready to be read; the table itself is unchanged.

    Printed it is plain text of at most 80 columns, in a notebook it is HTML without
    scripts. The title, the caption and the notes go along into every form and file, and
    what data say is escaped in each. `show` makes it.

    Parameters
    ----------
    parts : sequence of part
        What is displayed.
    whole : callable, optional
        Gives all of it, where less is displayed.
    of : frame or result, optional
        What is shown, for `cite`.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        whole: Callable[[], Sequence[Part]] | None = None,
        *,
        of: Frame | Readable | None = None,
    ) -> None:
        self._displayed = parts
        self._whole = whole
        self.of = of

    def _parts_(self) -> Sequence[Part]:
        return self._displayed

    def _compared_(self) -> Any:
        return parts_text(self._displayed), parts_text(self._all_())

    def _all_(self) -> Sequence[Part]:
        return self._displayed if self._whole is None else self._whole()


@at_the_door
def show(
    table: Frame | Readable,
    *,
    title: str | None = None,
    caption: str | None = None,
    columns: Sequence[str] | Mapping[str, str] | None = None,
    digits: int | None = None,
    rows: int | None = None,
) -> Shown:
    """
    Show a table to readers: rounded, with units, intervals and the method in a caption.

    Parameters
    ----------
    table : frame or result
        What any function of summitry returned, or a table of your own. Of pandas, an
        index with a name becomes the first columns.
    title : str, optional
        A line above it.
    caption : str, optional
        A sentence of yours; what summitry knows of units and methods follows it.
    columns : sequence of str, or mapping of str to str, optional
        Only these columns, in this order; a mapping gives them headings. Of a result
        that is no table there are none to choose.
    digits : int, optional
        Decimals of every number but counts and probabilities. Without it each column
        has as many as its size asks for.
    rows : int, optional
        At most so many rows; the caption says how many there are. Without it 60 are
        displayed, and files have all of them.

    Returns
    -------
    Shown
        Displays itself in notebooks, and prints as text of at most 80 columns. Its
        methods ``to_markdown``, ``to_latex``, ``to_html``, ``to_excel``, ``to_gt`` and
        ``save`` take it on into documents.

    Raises
    ------
    ColumnError
        If a column is missing.
    FrameError
        If `table` is neither a table nor a result.
    RangeError
        If `digits` or `rows` is out of range.

    Notes
    -----
    An estimate and its limits are joined: ``1.25 [0.34, 3.20]``. Columns that say how
    the table was made go into the caption when they do not vary, and so does what
    became of every row that came in. Nothing is rounded in the table itself.

    Examples
    --------
    >>> import summitry
    >>> table = {
    ...     "era": ["Hu", "Xi"],
    ...     "count": [55, 6],
    ...     "frequency": [5.5, 1.386],
    ...     "lower": [4.1434, 0.5087],
    ...     "upper": [7.1589, 3.0171],
    ...     "interval": ["garwood", "garwood"],
    ... }
    >>> shown = summitry.show(table, title="Visits between China and North Korea")
    >>> shown
    Visits between China and North Korea
    era  count          frequency
    ─────────────────────────────
    Hu      55  5.50 [4.14, 7.16]
    Xi       6  1.39 [0.51, 3.02]
    Frequency in visits a year. Interval Garwood (exact).
    >>> print(shown.to_markdown().splitlines()[4])
    | Hu | 55 | 5.50 [4.14, 7.16] |
    """
    _refuse_range("digits", digits, 0, _MOST_DIGITS)
    _refuse_range("rows", rows, 1, None)
    title, caption = text_or_none(title, "title"), text_or_none(caption, "caption")
    if isinstance(table, Readable):
        return _result(table, title=title, caption=caption, columns=columns)
    whole = Table(with_index(table), "table")

    made = partial(
        _grids, whole, title=title, caption=caption, columns=columns, digits=digits
    )
    # What can be read only once is read by now.
    of = Table(table, "table").native
    displayed = made(_MOST_ROWS if rows is None else rows)
    if rows is not None or len(whole) <= _MOST_ROWS:
        return Shown(displayed, of=of)
    return Shown(displayed, partial(made, len(whole)), of=of)


def _grids(
    table: Table,
    rows: int,
    *,
    title: str | None,
    caption: str | None,
    columns: Sequence[str] | Mapping[str, str] | None,
    digits: int | None,
) -> list[Part]:
    n_rows, of_claims = len(table), columns is None and is_claims(table)
    said = [caption] if caption else []
    if of_claims:
        verdicts, expected = table.values("verdict"), table.values("as_expected")
        said.append(f"{tallied(verdicts, expected)}.")
    if n_rows > rows:
        table = Table(table.rows(np.arange(rows)), "table")
    if of_claims:
        grid = claims_table(table)
    elif columns is None:
        grid = whole_table(table, digits)
    else:
        grid = chosen_table(table, _headings(columns), digits)
    notes = [*said, *_joined(grid.notes)]
    if n_rows > rows:
        notes.append(f"The first {rows} of {many(n_rows, 'row')}.")
    return [replace(grid, title=title, notes=notes)]


def _result(
    result: Readable,
    *,
    title: str | None,
    caption: str | None,
    columns: Sequence[str] | Mapping[str, str] | None,
) -> Shown:
    """What shows itself, with a title and a caption of the caller's."""
    if columns is not None:
        raise InputError(
            f"a {type(result).__name__} has no columns to choose",
            code="no_columns",
            column="columns",
            hint="show one of its tables",
        )
    of = result.of if isinstance(result, Shown) else result
    parts = list(result._all_() if isinstance(result, Shown) else result._parts_())
    grids = [place for place, part in enumerate(parts) if isinstance(part, Grid)]
    if len(grids) == 1 and (title or caption):
        (place,) = grids
        grid = parts[place]
        assert isinstance(grid, Grid)
        notes = [*([caption] if caption else []), *grid.notes]
        parts[place] = replace(grid, title=title or grid.title, notes=notes)
        return Shown(parts, of=of)
    from summitry.output.readable import Title

    before: list[Part] = [Title(title)] if title else []
    return Shown([*before, *parts, *([caption] if caption else [])], of=of)


def text_table(
    table: Frame, columns: Mapping[str, str] | Sequence[str], places: int | None = None
) -> str:
    """
    Return columns of a table as aligned plain text.

    Parameters
    ----------
    table : frame
        The table.
    columns : mapping of column to heading, or sequence of columns
        Which columns, in which order. An estimate whose limits are in the table but
        not asked for is written with them: ``1.25 [0.34, 3.20]``.
    places : int, optional
        At most so many in a line, by default 80 or what a terminal has; wide
        characters take two. Columns that do not fit follow in a second block.

    Returns
    -------
    str
        Lines without trailing spaces or escape codes.

    Raises
    ------
    ColumnError
        If a column is missing.

    Examples
    --------
    >>> table = {"label": ["fifth"], "lag": [187], "observed": [False]}
    >>> print(text_table(table, {"label": "test", "lag": "days", "observed": "seen"}))
    test   days  seen
    ─────────────────
    fifth   187  no
    """
    made = columns_of(Table(with_index(table), "table"), _headings(columns))
    return columns_text(made, places or width())


def _headings(columns: Mapping[str, str] | Sequence[str]) -> dict[str, str | None]:
    if isinstance(columns, str):
        raise InputError(
            f"columns is the text {columns!r}; give a list of columns",
            code="bad_columns",
            column="columns",
            hint=f"columns=[{columns!r}]",
        )
    if isinstance(columns, Mapping):
        return {str(name): str(heading) for name, heading in columns.items()}
    return {str(name): None for name in columns}


def _joined(notes: list[str]) -> list[str]:
    """The short notes in one line."""
    return [" ".join(notes)] if notes else []


def _refuse_range(name: str, value: Any, least: int, most: int | None) -> None:
    if value is None:
        return
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or value < least or (most is not None and value > most):
        upper = "" if most is None else f" to {most}"
        raise RangeError(
            f"{name} is {value!r}; give a whole number from {least}{upper}",
            code="out_of_range",
            column=name,
        )
