"""What is said of the penalty under which phases were found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summitry.frames import Table


def penalty_of(table: Table) -> str:
    """
    Say what the penalty was made for, and what cannot be told under it.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> row = {"penalty": [4.9], "critical": [10.6], "alpha": [0.0], "rho": [0.0]}
    >>> print(penalty_of(Table(row | {"within": ["none"], "note": [None]}, "phases")))
    The penalty for a phase is 4.9; with 10.6 or more the record stays whole.
    """
    names = ("penalty", "critical", "alpha", "rho", "within", "note")
    penalty, critical, alpha, rho, within, note = (
        table.values(name)[0] for name in names
    )
    text = f"The penalty for a phase is {penalty:.1f}"
    if alpha > 0:
        text += f", made for alpha {alpha:.2f} and rho {rho:.2f} ({within})"
    text += f"; with {critical:.1f} or more the record stays whole."
    return f"{text} {note}." if rho > 0 else text
