"""One table that a study names, out of its folder, a bundled record or the caller."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError, InputError, StudyError, SummitryError
from summitry.frames import Frame, Table
from summitry.measure.conditions import meets, unseen
from summitry.study.dated_columns import dated, with_days
from summitry.study.places import Places
from summitry.study.several_records import records_of, stacked

if TYPE_CHECKING:
    from collections.abc import Callable

    from summitry.study.source import Source

_SOURCES = ("`record` or `path`", "`record`, `path` or `list`")
"""Where visits may be, and where the other tables."""


class NamedTables:
    """
    The tables that a study names, each read as the study says.

    Parameters
    ----------
    source : Source
        The study file.
    model : dict
        What it says.
    given : dict of str to frame
        Tables that the caller gives in place of those that the study names.

    Attributes
    ----------
    places : dict of str to Places
        Where the rows of each file stand in it.
    left_out : int
        Visits that do not meet the study's conditions on them, once they are read.
    """

    def __init__(
        self, source: Source, model: dict[str, Any], given: dict[str, Frame]
    ) -> None:
        self.source, self.model, self.given = source, model, given
        self.places: dict[str, Places] = {}
        self.left_out = 0

    def read(self, name: str, load: Callable[..., Frame]) -> Table:
        """
        Return a table; `load` reads that of a bundled record.

        Raises
        ------
        StudyError
            If there is none, or it cannot be read.
        """
        said = self.model.get(name, {})
        if name in self.given:
            frame = self._renamed(name, self.given[name], given=True)
            frame = with_days(frame, name)
        elif "record" in said:
            frame = self.bundled(
                name,
                partial(load, backend=self.source.backend),
                several=lambda records, one: stacked(name, records, one),
            )
        elif "path" in said:
            frame = self._filed(name, said)
        elif "list" in said:
            frame = self._listed(name, said["list"])
        else:
            raise self.source.mistake(
                name,
                f"the study does not say where its {name} are",
                "missing_key",
                f"give {_SOURCES[name != 'visits']}, or read_study(..., {name}=frame)",
            )
        return self._selected(name, frame)

    def told(self, error: SummitryError, name: str) -> SummitryError:
        """Return an error with its rows called as the reader of the file sees them."""
        places = self.places.get(name)
        return error if places is None else places.told(error, name)

    def bundled(
        self, name: str, load: Callable[[str], Any], *, several: Callable[..., Any]
    ) -> Any:
        """
        Return what is bundled under a name, or under several beside each other.

        Raises
        ------
        StudyError
            If there is no such record, or they do not go together.
        """
        records = records_of(self.model[name])
        try:
            return load(*records) if len(records) == 1 else several(records, load)
        except InputError as error:
            raise self.source.placed(f"{name}.record", error) from None

    def _filed(self, name: str, said: dict[str, Any]) -> Frame:
        # What reads files of every kind takes long to load; records need none of it.
        from summitry.sources.files import MOST_BYTES
        from summitry.study.csv import read_columns
        from summitry.study.visits_file import read_visits_file

        if name == "visits":
            file = read_visits_file(self.source, said)
            rows = Table(file.frame, name).values("row")
            self.places[name] = Places(file.named, file.unit, rows)
            return file.frame
        key = f"{name}.path"
        data = self.source.read(said["path"], MOST_BYTES, key)
        try:
            columns, self.places[name] = read_columns(data, said["path"])
        except StudyError as error:
            raise self.source.placed(
                key, error, rows=error.rows, n_bad=error.n_bad
            ) from None
        try:
            return dated(self.source, name, self._renamed(name, columns, given=False))
        except SummitryError as error:
            raise self.told(error, name) from None

    def _listed(self, name: str, rows: list[dict[str, Any]]) -> Frame:
        names = list(dict.fromkeys(key for row in rows for key in row))
        columns = {key: [row.get(key) for row in rows] for key in names}
        columns.setdefault("end" if name == "eras" else "date", [None] * len(rows))
        return dated(self.source, name, columns)

    def _renamed(self, name: str, frame: Frame, *, given: bool) -> Any:
        """Call columns by our names. A caller's frame may have them already."""
        wanted = self.model.get(name, {}).get("columns", {})
        is_columns = isinstance(frame, dict)
        table = None if is_columns else Table(frame, name)
        have = list(frame) if table is None else table.columns
        self.source.refuse_columns(name, wanted, have, given=given)
        names = {theirs: ours for ours, theirs in wanted.items() if theirs in have}
        if table is None:
            return {names.get(key, key): values for key, values in frame.items()}
        return table.renamed(names) if names else frame

    def _selected(self, name: str, frame: Frame) -> Table:
        conditions = self.model.get(name, {}).get("where", {})
        table = Table(frame, name)
        if not conditions:
            return table
        try:
            odd = unseen(table, conditions)
        except ColumnError as error:
            raise self.source.placed(f"{name}.where.{error.column}", error) from None
        if odd is not None:
            known = sorted(table.categories(odd[0]).labels)
            raise self.source.unknown(f"{name}.where.{odd[0]}", odd[1], known, odd[0])
        kept = np.flatnonzero(meets(table, conditions))
        if name in self.places:
            places = self.places[name]
            at = [places.at[row] for row in kept.tolist()]
            self.places[name] = places._replace(at=at)
        if name == "visits":
            self.left_out = len(table) - kept.size
        return table.take(kept)
