"""What is said of the penalty under which phases were found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.infer.families import INDEPENDENT
from summitry.output.format import spaced

if TYPE_CHECKING:
    from summitry.frames import Table

NO_VISITS = "No visit counts, so nothing can be told of changes of their rate."
"""What is said of phases where there is nothing to divide."""


def penalty_of(table: Table) -> str:
    """
    Say what the penalty was made for, and what cannot be told under it.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> row = {"penalty": [4.9], "critical": [10.6], "alpha": [0.0], "rho": [0.0]}
    >>> row |= {"within": ["none"], "calibration": ["dispersed"], "count": [9]}
    >>> print(penalty_of(Table(row | {"note": [None]}, "phases")))
    The penalty for a phase is 4.9; with 10.6 or more the record stays whole.
    """
    if not any(table.values("count")):
        return NO_VISITS
    names = ("penalty", "critical", "alpha", "rho", "within", "calibration", "note")
    penalty, critical, alpha, rho, within, calibration, note = (
        table.values(name)[0] for name in names
    )
    text = f"The penalty for a phase is {penalty:.1f}"
    if alpha > 0:
        text += f", made for alpha {alpha:.2f} and rho {rho:.2f} ({spaced(within)})"
    text += f"; with {critical:.1f} or more the record stays whole."
    if calibration == "poisson":
        why = "the method that was asked for allows for nothing else"
        return f"{text} All this holds {INDEPENDENT}: {why}."
    if note == INDEPENDENT:
        why = "how much years vary cannot be told"
        return f"{text} All this holds {INDEPENDENT}: {why}."
    return f"{text} {note}." if note else text
