"""The bundled table of states, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from summitry.datasets.loader_types import states_loader
from summitry.frames.arguments import known_name
from summitry.frames.built import frame_of
from summitry.sources.packages import package_of, read_table

if TYPE_CHECKING:
    from summitry.frames import Frame
    from summitry.frames.backends import Backend

StateResource = Literal["states", "terms", "spellings", "holdings", "successions"]
"""The tables of states."""


@states_loader
def load_states(
    table: StateResource = "states", *, backend: Backend = "pandas"
) -> Frame:
    """
    Load the bundled table of states and territories since 1816, or what belongs to it.

    It holds every state of the Correlates of War system (v2016) and of the list of
    Gleditsch and Ward, and every present code of ISO 3166-1, with those that ISO has
    withdrawn. :func:`record_notes` (of ``"states"``) says how it was made and checked.

    Parameters
    ----------
    table : {"states", "terms", "spellings", "holdings", "successions"}
        Which table.
    backend : {"pandas", "polars", "pyarrow", "arrays"}
        Kind of table.

    Returns
    -------
    frame
        ``states``: ``id`` (the code that :func:`summitry.match_states` gives),
        ``name``, ``iso3``, ``iso3_status`` (``present`` or ``withdrawn``), ``kind``
        (``state``, ``territory`` or ``disputed``) and ``note``. ``terms``: the days on
        which each was a state, from ``start`` to the day before ``end`` (missing where
        it was one in 1816, and where it still is), with ``cow_number``,
        ``cow_abbreviation`` and ``gw_number`` on days on which that list has it.
        ``spellings``: each ``spelling`` of a ``state``, the days on which it is meant,
        and whether it is ``ambiguous`` then. ``holdings``: which ``holder`` a ``place``
        belonged to. ``successions``: ``predecessor``, ``successor``, ``date``, ``kind``
        and ``note``.

    Raises
    ------
    CategoryError
        If there is no such table or backend.
    MissingExtraError
        If the library of the backend is not installed.

    Examples
    --------
    >>> import summitry
    >>> terms = summitry.datasets.load_states("terms")
    >>> terms[terms["state"] == "TZA"][["start", "cow_number"]].values.tolist()
    [[Timestamp('1961-12-09 00:00:00'), 510]]
    >>> summitry.datasets.load_states("successions").tail(1)["successor"].tolist()
    ['SSD']
    """
    known = [resource["name"] for resource in package_of("states")["resources"]]
    known_name(table, known, "table")
    return frame_of(read_table("states", table), backend)
