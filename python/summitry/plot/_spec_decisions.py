"""Which decisions a specification curve shows: those that matter to its claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Table
from summitry.frames.arguments import several_texts
from summitry.frames.suggestion import no_column
from summitry.plot._columns import texts
from summitry.plot._spec_steps import same_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.robustness.multiverse_result import Multiverse


def decisions_for(found: Multiverse, claim: str, table: Table) -> list[str]:
    """
    Return the decisions that drive a claim, the one that drives it most first.

    Where none does, those that move its number, the one that moves it most first.
    """
    drivers = Table(found.drivers, "drivers")
    rows = zip(
        texts(drivers, "claim"),
        texts(drivers, "decision"),
        drivers.floats("share"),
        strict=True,
    )
    own = [(decision, share > 0) for name, decision, share in rows if name == claim]
    driving = [decision for decision, drives in own if drives]
    return driving or moving(table, claim, [decision for decision, _ in own])


def decisions_asked(
    given: Sequence[str], table: Table, claims: Sequence[str]
) -> list[str]:
    """
    Return the decisions that are asked for, each once.

    Raises
    ------
    ColumnError
        If the table has no such decision; a claim is none.

    Examples
    --------
    >>> table = Table({"unclear": ["exclude"], "xi": [1.0], "xi_holds": [True]}, "t")
    >>> decisions_asked("unclear", table, ["xi"])
    ['unclear']
    """
    answers = {name for claim in claims for name in (claim, f"{claim}_holds")}
    known = [name for name in table.columns if name not in answers]
    asked = several_texts(given, "decisions", "decisions=['definition', 'unclear']")
    for name in asked:
        if name not in known:
            raise no_column("specifications", name, known)
    return list(dict.fromkeys(asked))


def moving(table: Table, claim: str, decisions: Sequence[str]) -> list[str]:
    """
    Return the decisions that move the number of a claim, the most first.

    How far one moves it is the mean, over what the others may be, of the highest less
    the lowest number that it gives. Where it decides whether there is a number at all,
    that counts as much as all numbers are apart.

    Examples
    --------
    >>> columns = {
    ...     "unclear": ["exclude", "exclude", "include", "include"],
    ...     "rule": ["a", "b", "a", "b"],
    ...     "xi": [1.0, 2.0, 4.0, 5.0],
    ... }
    >>> moving(Table(columns, "table"), "xi", ["rule", "unclear"])
    ['unclear', 'rule']
    >>> moving(Table(columns | {"xi": [1.0] * 4}, "table"), "xi", ["rule", "unclear"])
    []
    """
    value = same_digits(table.floats(claim))
    if np.isnan(value).all():
        return []
    apart = float(np.nanmax(value) - np.nanmin(value)) or 1.0
    codes = {name: table.categories(name).codes for name in decisions}
    moved = {}
    for name in decisions:
        others = [codes[other] for other in decisions if other != name]
        moved[name] = _moved(value, others, apart)
    kept = [name for name in decisions if moved[name] > 0]
    return sorted(kept, key=lambda name: -moved[name])


def _moved(
    value: npt.NDArray[np.float64],
    others: Sequence[npt.NDArray[np.integer]],
    apart: float,
) -> float:
    alike = np.zeros(len(value), dtype=np.int64)
    if others:
        _, alike = np.unique(np.stack(others, axis=1), axis=0, return_inverse=True)
        alike = alike.ravel()
    n = int(alike.max()) + 1
    high, low = np.full(n, -np.inf), np.full(n, np.inf)
    known = ~np.isnan(value)
    np.maximum.at(high, alike[known], value[known])
    np.minimum.at(low, alike[known], value[known])
    number = np.bincount(alike, known, n)
    some = (number > 0) & (number < np.bincount(alike, minlength=n))
    ranges = np.where(number > 0, high - low, 0.0)
    return float(np.where(some, np.maximum(ranges, apart), ranges).mean())
