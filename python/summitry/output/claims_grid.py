"""Claims as a table for readers: the sentence first, and how many came out how."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summitry.output.format import many
from summitry.output.state_names import in_names
from summitry.output.table_rows import rows_of
from summitry.output.text_table import Column, Grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.frames import Table

VERDICTS = ("reproduced", "not reproduced", "not determined")
"""What can become of a claim."""

_NEEDED = ("says", "printed", "computed", "verdict", "as_expected")
_SHOWN = {*_NEEDED, "record", "id", "condition"}


def is_claims(table: Table) -> bool:
    """Whether a table is one of claims and what became of each."""
    return {*_NEEDED, "condition", "id"} <= {*table.columns}


def claims_grid(claims: Mapping[str, Sequence[str]]) -> Grid:
    """Return claims by their texts: ``says``, ``printed``, ``verdict`` and others."""
    named = {"says": "claim"}
    return Grid(
        [
            Column(
                name,
                named.get(name, name),
                [*map(in_names, cells)]
                if name in {"printed", "computed"}
                else [*cells],
                whole=True,
            )
            for name, cells in claims.items()
        ]
    )


def claims_table(table: Table) -> Grid:
    """Return a table of claims for readers, and in a note what else it has."""
    verdicts = rows_of(table, "verdict", "condition", "as_expected")
    shown = {name: table.values(name) for name in ("record",) if table.has(name)}
    shown["says"] = [" ".join(one.split()) for one in table.values("says")]
    shown |= {name: table.values(name) for name in ("printed", "computed")}
    shown["verdict"] = [verdict_words(*one) for one in verdicts]
    shown["id"] = table.values("id")
    others = [name for name in table.columns if name not in _SHOWN]
    grid = claims_grid({k: [*map(str, cells)] for k, cells in shown.items()})
    if others:
        grid.notes.append(f"Columns not shown: {', '.join(others)}.")
    return grid


def verdict_words(verdict: str, condition: str | None, as_expected: bool) -> str:  # noqa: FBT001
    """
    Return a verdict with its condition, and whether it was to be expected.

    Examples
    --------
    >>> verdict_words("reproduced", "", True), verdict_words("reproduced", "", False)
    ('reproduced', 'reproduced, unexpected')
    """
    return f"{verdict} {condition or ''}".rstrip() + ", unexpected" * (not as_expected)


def tallied(verdicts: Sequence[str], expected: Sequence[bool]) -> str:
    """
    Say how many claims there are, and how many came out how.

    Examples
    --------
    >>> tallied(["reproduced", "not determined"], [True, True])
    '2 claims: 1 reproduced, 1 not determined; none unexpected'
    """
    counts = Counter(verdicts)
    parts = [f"{counts[word]} {word}" for word in VERDICTS if counts[word]]
    said = ", ".join(parts) or "nothing to judge"
    unexpected = sum(not one for one in expected) or "none"
    return f"{many(len(verdicts), 'claim')}: {said}; {unexpected} unexpected"
