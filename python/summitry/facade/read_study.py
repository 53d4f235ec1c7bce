"""Studies, read from a file, a folder or by the name of a bundled one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.facade.study import Study
from summitry.facade.study_reader import study_reader
from summitry.frames import Table
from summitry.frames.arguments import known_name
from summitry.frames.backends import BACKENDS
from summitry.frames.dates import day_of
from summitry.study.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from summitry.frames import Frame
    from summitry.frames.backends import Backend
    from summitry.frames.word_types import Date


@study_reader
def read_study(
    source: str | Path,
    *,
    visits: Frame | None = None,
    eras: Frame | None = None,
    shocks: Frame | None = None,
    series: Frame | None = None,
    as_of: Date | None = None,
    backend: Backend = "pandas",
) -> Study[Frame]:
    """
    Load a study from its file, its folder, or by the name of a bundled one.

    Parameters
    ----------
    source : str or path
        ``"china-dprk"``, ``"china-rok"``, ``"pyongyang-or-seoul"``, a TOML file, or a
        folder with a ``study.toml``.
    visits, eras, shocks, series : frame, optional
        Tables to use in place of those that the file names.
    as_of : date, optional
        Rebuild what could be known on this day: the observation ends on it at the
        latest, and visits whose ``known_since`` (a year, a month or a day) had not
        passed by then are left out. Visits that do not say when they became known
        count as known when they took place.
    backend : {"pandas", "polars", "pyarrow", "arrays"}
        Kind of table that its files and bundled records become. What the study gives is
        of the kind of its visits.

    Returns
    -------
    Study
        Ready to ``run()`` and ``check()``.

    Raises
    ------
    StudyError
        If the file is missing or wrong, with the line, the key and the choices; if a
        claim names an era or a shock that there is not; or if a path leads out of the
        study's folder; or if `as_of` is before the observation.
    ColumnError
        If `as_of` is given and no column ``known_since`` says when visits became known.

    Notes
    -----
    A study file is data: nothing in it is executed, fetched or expanded. Its form is
    described by the JSON Schema ``summitry/study/study.schema.json``.

    Examples
    --------
    >>> import summitry
    >>> summitry.read_study("china-dprk")
    China and North Korea, 1953 to 2017
    In March 2017 an article argued from a list of 161 high-level visits that
    relations had soured. Which of its numbers follow from a record compiled
    independently, and how must the visits be counted for them to follow?
    Study china-dprk, observed from 1953-07-27 to 2017-03-15; 28 claims.
    """
    frames = {"visits": visits, "eras": eras, "shocks": shocks, "series": series}
    # A stream can be read once, and a study reads its tables more often; those that
    # can be changed are its own.
    given = {
        name: Table(frame, name).own_copy()
        for name, frame in frames.items()
        if frame is not None
    }
    day = None if as_of is None else day_of(as_of, "as_of")
    known_name(backend, BACKENDS, "backend")
    return Study(Source.find(source, backend), given, day)
