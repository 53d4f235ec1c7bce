"""What became of a list of leaders: its eras, and an account of every row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

import numpy as np

from summitry.frames import Table
from summitry.frames.alike import Alike
from summitry.frames.same_kind import KindT
from summitry.output.format import many
from summitry.output.readable import Readable

if TYPE_CHECKING:
    from summitry.output.readable import Part


@dataclass(frozen=True, eq=False, repr=False)
class LeaderList(Alike, Readable, Generic[KindT]):
    """
    What `eras_from` read from a list of leaders.

    Attributes
    ----------
    eras : frame
        The eras, of the kind that was given.
    account : frame
        One row for each row of the list, in its order: ``row`` (counted from 0),
        ``side``, ``leader``, ``said_start`` and ``said_end`` (as they stand in the
        list), ``status`` (``"era"`` or ``"dropped"``), ``era``, ``start`` and ``end``
        (the first day that is no longer the leader's), and ``reading``: what the end
        was taken for, or why there is no era.
    known_through : str or None
        The last day that the list knows.
    """

    eras: KindT
    account: KindT
    known_through: str | None

    @property
    def dropped(self) -> KindT:
        """The rows of the account that are no era."""
        table = Table(self.account, "account")
        status = np.array(table.values("status"), dtype=object)
        rows: KindT = table.rows(np.flatnonzero(status == "dropped"))
        return rows

    def _parts_(self) -> list[Part]:
        """Tell how many rows became eras, and how their ends were read."""
        table, eras = Table(self.account, "account"), Table(self.eras, "eras")
        reading = table.categories("reading")
        sides = len(eras.categories("side").labels)
        gone = len(Table(self.dropped, "dropped"))
        read = f"{many(len(table), 'row')}: {many(len(eras), 'era')}"
        lines: list[Part] = [
            f"{read} of {many(sides, 'side')}; {many(gone, 'row')} dropped."
        ]
        if self.known_through is not None:
            lines.append(f"Known through {self.known_through}.")
        lines.append("What the ends were taken for:")
        for code, label in enumerate(reading.labels):
            lines.append(f"- {label}: {int((reading.codes == code).sum())}")
        return lines
