"""Where the rows of a table stand in the file that a study names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.exceptions import SummitryError

_MOST = 6
_LISTED = re.compile(r"^- rows? [0-9, ]+(?: and \d+ more)?: ", re.MULTILINE)


class Places(NamedTuple):
    """
    The lines of a text, or rows of a sheet, that the rows of a table are.

    Attributes
    ----------
    named : str
        What the study calls the file.
    unit : {"line", "row"}
        What is counted.
    at : sequence of int
        The line or row of each row of the table.
    """

    named: str
    unit: str
    at: Sequence[int]

    def told(self, error: SummitryError, table: str) -> SummitryError:
        """
        Return an error with its rows called as the reader of the file sees them.

        Examples
        --------
        >>> from summitry.exceptions import InputError
        >>> error = InputError("eras row 1: the era has no name", rows=[1])
        >>> print(Places("eras.csv", "line", [2, 4]).told(error, "eras"))
        eras.csv line 4: the era has no name
        """
        if not error.rows:
            return error
        at_row = re.compile(rf"\b{table}( column '[^']*')? rows? (\d+(?:, \d+)*)")
        said = error.message.replace(f"{table} has ", f"{self.named} has ", 1)
        said, n_told = at_row.subn(self._at_row, said)
        said, n_listed = _LISTED.subn(self._listed, said)
        if not n_told + n_listed:
            said = f"{self.named} {self._named(error.rows)}: {said}"
        error.message = said
        return error

    def _at_row(self, found: re.Match[str]) -> str:
        column = f",{found[1]}" if found[1] else ""
        return f"{self.named} {self._named([*map(int, found[2].split(', '))])}{column}"

    def _listed(self, found: re.Match[str]) -> str:
        rows = [int(row) for row in re.findall(r"\d+", found[0].partition(" and ")[0])]
        more = re.search(r" and \d+ more", found[0])
        return f"- {self._named(rows)}{more[0] if more else ''}: "

    def _named(self, rows: Sequence[int]) -> str:
        places = [str(self.at[row]) for row in rows[:_MOST]]
        return f"{self.unit}{'s' * (len(places) > 1)} {', '.join(places)}"
