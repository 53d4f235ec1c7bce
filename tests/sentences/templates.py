"""Sentences with gaps: what may stand in each, by the column of a table.

In a template ``{column}`` is a gap that shows a value of one row of its table;
``{table.column}`` one of a table of a single row, ``{column:kind}`` one that is shown
in a way of `sentences.shown.KINDS`, and ``{name:list}`` a list of `LISTS`. What stands
in ``[...]`` may be left out, and ``<one|two>`` is either. All gaps of one sentence are
of one row, so a number that is another row's, or another column's, does not fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from sentences.shown import DAY, KINDS, NUMBER, is_missing, shows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row = dict[str, Any]
Tables = dict[str, list[Row]]
LISTS: dict[str, Listed] = {}
TOKEN = re.compile(r"\{([\w.]+)(?::(\w+))?\}|\\(.)|([\[\]<|>])|([^{}\[\]<|>\\]+)")


@dataclass(frozen=True)
class Template:
    """A sentence with gaps, and the table whose rows may fill them."""

    text: str
    table: str = "study"
    where: tuple[tuple[str, Any], ...] = ()
    """What a row must be beside, such as the open one of some gaps."""

    @cached_property
    def tokens(self) -> list[tuple[str, str]]:
        """Pieces as regular expressions, and gaps by number."""
        pieces = []
        for name, kind, escaped, sign, plain in TOKEN.findall(self.text):
            if name:
                pieces.append(("gap", f"{name}:{kind}"))
            elif sign:
                pieces.append(
                    ("re", {"[": "(?:", "]": ")?", "<": "(?:", ">": ")"}.get(sign, "|"))
                )
            else:
                pieces.append(("re", re.escape(escaped or plain)))
        return pieces

    @cached_property
    def loose(self) -> re.Pattern[str]:
        """Match every text that may be this sentence."""
        return re.compile(
            "".join(p if what == "re" else "(?:.+?)" for what, p in self.tokens)
        )

    def fits(self, text: str, tables: Tables, context: Mapping[str, Any]) -> bool:
        """Whether a text is this sentence, with the numbers of one row."""
        if not self.loose.fullmatch(text):
            return False
        rows = tables.get(self.table, ())
        return any(
            all(row.get(k) == v for k, v in context.items() if k in row)
            and all(row.get(k) == v for k, v in self.where)
            and self._fits_row(text, row, tables)
            for row in rows
        )

    def _fits_row(self, text: str, row: Row, tables: Tables) -> bool:
        pieces, gaps = [], []
        for what, piece in self.tokens:
            if what == "re":
                pieces.append(piece)
                continue
            name, _, kind = piece.partition(":")
            value = _value(name, kind, row, tables)
            gaps.append((kind, name, value))
            # What a row does not have cannot stand in the text.
            pattern = "(?!)" if value is _ABSENT else _pattern(kind, value)
            pieces.append(f"(?P<g{len(gaps)}>{pattern})")
        found = _compiled("".join(pieces)).fullmatch(text)
        if found is None:
            return False
        return all(
            shown is None or _shown(shown, gap, row, tables)
            for shown, gap in (
                (found[f"g{number}"], gap) for number, gap in enumerate(gaps, 1)
            )
        )


@dataclass(frozen=True)
class Listed:
    """Parts of a sentence of one kind, one after the other."""

    templates: tuple[Template, ...]
    separator: str = "; "
    shared: tuple[str, ...] = ()
    """Columns by which the parts' rows are those of the sentence around them."""
    split: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "split", re.compile(self.separator))

    def fits(self, text: str, row: Row, tables: Tables) -> bool:
        context = {name: row[name] for name in self.shared if name in row}
        return all(
            any(one.fits(part, tables, context) for one in self.templates)
            for part in self.split.split(text)
        )


_ABSENT = object()


def _value(name: str, kind: str, row: Row, tables: Tables) -> Any:
    if kind == "list":
        return None
    table, _, column = name.rpartition(".")
    if table:
        rows: Sequence[Row] = tables.get(table, ())
        return rows[0].get(column, _ABSENT) if len(rows) == 1 else _ABSENT
    return None if kind == "words" else row.get(name, _ABSENT)


def _pattern(kind: str, value: Any) -> str:
    if kind == "list":
        return ".+?"
    if kind:
        return KINDS[kind][0]
    if is_missing(value):
        return "no limit|no number|no value|none|–|—"
    if isinstance(value, str):
        return re.escape(" ".join(value.split()))
    if hasattr(value, "isoformat"):
        return DAY
    return f"{NUMBER}|∞|no limit"


def _shown(text: str, gap: tuple[str, str, Any], row: Row, tables: Tables) -> bool:
    kind, name, value = gap
    if kind == "list":
        return LISTS[name].fits(text, row, tables)
    return KINDS[kind][1](text, value) if kind else shows(text, value)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
