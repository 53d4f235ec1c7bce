"""The eras of one side by one rule, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Days = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


LIST_COLUMNS = ("side", "other_side", "rule")
"""The columns that say of which list an era is."""


class EraList(NamedTuple):
    """
    The eras of one side by one rule, ordered by start.

    Attributes
    ----------
    key : (side, other_side, rule)
        Whose they are; None where the table does not say.
    rows : (n,) int64
        Where each stands in the caller's table.
    labels : (n,) object
        Name of each era.
    start, end, open
        As those of `Axis`.
    terms : (n,) int64, optional
        Which of several terms of one name a row is.
    acting : (n,) bool, optional
        Whether the leader only acted.
    """

    key: tuple[str | None, str | None, str | None]
    rows: Days
    labels: npt.NDArray[Any]
    start: Days
    end: Days
    open: Flags
    terms: Days | None
    acting: Flags | None

    @property
    def name(self) -> str:
        """What messages call the list."""
        return "_".join(part for part in self.key if part) or "eras"

    def at(self, places: Days | slice) -> EraList:
        """Return the eras in these places."""
        return EraList(
            self.key,
            self.rows[places],
            self.labels[places],
            self.start[places],
            self.end[places],
            self.open[places],
            None if self.terms is None else self.terms[places],
            None if self.acting is None else self.acting[places],
        )

    def follow_one_another(self, whose: Days) -> bool:
        """Whether each era ends after its start, and before the next of the same."""
        if (~self.open & (self.end <= self.start)).any():
            return False
        same = whose[1:] == whose[:-1]
        meet = self.open[:-1] | (self.start[1:] < self.end[:-1])
        return not (same & meet).any()
