"""All mistakes of a table in one error, so that they are mended in one go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from summitry.exceptions import InputError, SummitryError

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOM = 1600
"""How many characters the mistakes that are written out may take."""


class Mistake(NamedTuple):
    """One mistake: what is wrong, of which kind, in which rows, and what to do."""

    error: type[SummitryError]
    code: str
    message: str
    rows: tuple[int, ...]
    column: str | None = None
    hint: str | None = None
    n_bad: int | None = None

    @classmethod
    def of(cls, error: SummitryError) -> Mistake:
        """Return what an error says as one mistake among others."""
        return cls(
            type(error),
            error.code,
            error.message,
            error.rows,
            error.column,
            error.hint,
            error.n_bad,
        )


def refuse(mistakes: Sequence[Mistake], table: str) -> NoReturn:
    """
    Raise one error that tells all mistakes of a table, in the order of its rows.

    A single one is told with its rows. Of several each has a line of its own as far as
    there is room; the others are told by their kind and rows. The error has the class
    and the code of the mistakes where they share one.

    Examples
    --------
    >>> one = Mistake(InputError, "empty_era", "era 'Xi' holds no day", (3,))
    >>> two = Mistake(InputError, "duplicate_era", "era 'Hu' is named twice", (1, 2))
    >>> refuse([one, two], "eras")
    Traceback (most recent call last):
    ...
    summitry.exceptions.InputError: eras has 2 mistakes:
    - rows 1, 2: era 'Hu' is named twice
    - row 3: era 'Xi' holds no day
    Rows are counted from 0.
    """
    ordered = sorted(mistakes, key=lambda one: one.rows[:1])
    first = ordered[0]
    rows = [row for one in ordered for row in one.rows]
    classes = {one.error for one in ordered}
    codes = {one.code for one in ordered}
    columns = {one.column for one in ordered}
    hints = dict.fromkeys(one.hint for one in ordered if one.hint)
    alone = len(ordered) == 1
    error = (first.error if len(classes) == 1 else InputError)(
        _placed(first, table) if alone else _listed(ordered, table),
        code=first.code if len(codes) == 1 else "several_mistakes",
        column=first.column if len(columns) == 1 else table,
        rows=sorted(rows),
        n_bad=first.n_bad if alone else len(set(rows)),
        hint="; ".join(hints) or None,
    )
    raise error from None


def _placed(mistake: Mistake, table: str) -> str:
    """
    Say in which rows a mistake is, unless it says so itself.

    Examples
    --------
    >>> _placed(Mistake(InputError, "empty_era", "era 'Xi' holds no day", (3,)), "eras")
    "eras row 3: era 'Xi' holds no day"
    """
    says = _IN_ROW.search(mistake.message)
    if says or not mistake.rows:
        return mistake.message
    return f"{table} {_rows(mistake.rows)}{mistake.message}"


_IN_ROW = re.compile(r"\brows? \d")


def _listed(mistakes: Sequence[Mistake], table: str) -> str:
    lines, room = [f"{table} has {len(mistakes)} mistakes:"], _ROOM
    told = 0
    for one in mistakes:
        line = f"- {_rows(one.rows)}{one.message}"
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
        told += 1
    rest = mistakes[told:]
    for code in dict.fromkeys(one.code for one in rest):
        rows = [row for one in rest if one.code == code for row in one.rows[:1]]
        lines.append(f"- and {code} {len(rows)} times more: {_rows(rows)[:-2]}")
    return "\n".join(lines)


def _rows(rows: Sequence[int]) -> str:
    """
    Name the first rows.

    Examples
    --------
    >>> _rows([3]), _rows([3, 4]), _rows(range(9))
    ('row 3: ', 'rows 3, 4: ', 'rows 0, 1, 2, 3, 4, 5 and 3 more: ')
    """
    if not rows:
        return ""
    named = ", ".join(str(row) for row in rows[:_MOST])
    more = f" and {len(rows) - _MOST} more" if len(rows) > _MOST else ""
    return f"row{'s' * (len(rows) > 1)} {named}{more}: "


_MOST = 6
