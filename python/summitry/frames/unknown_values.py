"""Values of a column that are missing, or none of those that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import CategoryError
from summitry.frames.suggestion import choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from summitry.frames.categories import Categories
    from summitry.frames.plain_table import PlainTable


def refuse_unknown(
    table: PlainTable,
    column: str,
    found: Categories,
    codes: npt.NDArray[np.int64],
    labels: Iterable[str],
    what: str,
    *,
    told: tuple[str, str] | None = None,
) -> None:
    """
    Raise if a code is -1: the value is missing, or not one of the labels.

    With `told`, a value that is not one of them is said to be something else, and the
    hint is another.
    """
    bad = np.flatnonzero(codes < 0)
    if not bad.size:
        return
    known = list(labels)
    own = found.codes[bad[0]]
    value = repr(found.labels[own])[:80] if own >= 0 else None
    filled = _CODED if table.has(f"given_{column}") else _FILL
    hint = _hint(found.labels[own], known, column) if own >= 0 else filled
    said = f": '{column}' is missing"
    if value:
        said = f", '{column}': {value} is not one of those known"
    if value and told is not None:
        said, hint = f": {value} {told[0]}", told[1]
    raise CategoryError(
        f"{table.name} row {bad[0]}{said}",
        code=f"unknown_{what}" if value else f"missing_{what}",
        column=column,
        rows=bad[:10],
        n_bad=bad.size,
        hint=hint,
    )


_FILL = (
    "fill it or leave the row out; summitry.read_visits says what became of every row, "
    "empty ones too"
)
_CODED = (
    "match_states found no code for it: `unmatched` says why, and `coded` has the rows "
    "with a code"
)


def _hint(value: str, labels: list[str], column: str) -> str:
    """The nearest labels; where they are true and false, how a column becomes so."""
    if not {*labels} <= {"true", "false"}:
        return choices(value, labels)
    return (
        f"'{column}' holds texts or numbers where True and False are known; make it "
        f"boolean, such as frame['{column}'] == {value!r:.40}"
    )
