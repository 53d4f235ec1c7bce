"""The visits of a study out of a file, read as the study says; all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import SummitryError
from summitry.frames import Frame, Table
from summitry.sources.assembling import read_rows
from summitry.sources.files import MOST_BYTES, FileOptions, table_of_bytes
from summitry.sources.questions import as_key
from summitry.sources.reading_rules import date_rules, place_rules
from summitry.study.csv import refuse_ragged

if TYPE_CHECKING:
    from summitry.sources.account import ReadVisits
    from summitry.sources.raw_table import RawTable
    from summitry.study.source import Source


class VisitsFile(NamedTuple):
    """Visits, and how the rows of their file are called."""

    frame: Frame
    named: str
    unit: str


def read_visits_file(source: Source, said: dict[str, Any]) -> VisitsFile:
    """
    Read the file that a study names.

    Parameters
    ----------
    source : Source
        The study.
    said : dict
        What it says of its visits.

    Raises
    ------
    StudyError
        With the key that must be added or mended; or if a row cannot be read, with the
        line or row as the reader of the file sees it.
    """
    named = said["path"]
    try:
        options = FileOptions(
            said.get("encoding"),
            said.get("delimiter"),
            said.get("table"),
            said.get("header"),
            strict=True,
            backend=source.backend,
        )
        raw = table_of_bytes(
            source.read(named, MOST_BYTES, "visits.path"), named, options
        )
        refuse_ragged(raw)
        have = Table(raw.frame, raw.name).columns
        source.refuse_columns("visits", said.get("columns", {}), have)
        read = read_rows(
            raw,
            columns=said.get("columns"),
            constant=said.get("constant"),
            dates=date_rules(
                said.get("dates"),
                said.get("ranges"),
                said.get("times"),
                said.get("zone"),
            ),
            places=place_rules(said.get("places")),
            needed=("date",),
            write=as_key,
        )
        _refuse_unread(raw, read)
    except SummitryError as error:
        if getattr(error, "key", None):
            raise
        key = error.column if error.column in said else "path"
        raise source.placed(
            f"visits.{key}", error, rows=error.rows, n_bad=error.n_bad
        ) from None
    return VisitsFile(read.visits, named, raw.unit)


def _refuse_unread(raw: RawTable, read: ReadVisits) -> None:
    """Raise with the first row that cannot be read: a study leaves none out unasked."""
    account = Table(read.account, raw.name)
    bad = np.flatnonzero(
        np.array(account.values("outcome"), dtype=object) == "not read"
    )
    if not bad.size:
        return
    first = int(bad[0])
    reason = str(account.values("reason")[first])
    missing = reason.startswith("'date' is missing")
    raise SummitryError(
        f"{raw.at(first)}: {reason}",
        code="missing_date" if missing else "bad_date",
        rows=bad,
        n_bad=bad.size,
    )
