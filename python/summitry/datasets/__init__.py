"""Bundled records: visits, eras, shocks, series and figures, with their notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.datasets.bundled_eras import load_eras
from summitry.datasets.load_states import load_states
from summitry.datasets.loader_types import (
    named_loader,
    shocks_loader,
    visits_loader,
)
from summitry.frames.arguments import known_name, several_texts
from summitry.frames.built import frame_of
from summitry.frames.door import at_the_door
from summitry.frames.suggestion import no_attribute
from summitry.measure.definition import Definition
from summitry.sources.packages import days_of_texts, folder_of, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from summitry.frames import Frame
    from summitry.frames.backends import Backend
    from summitry.sources.packages import Column

__all__ = [
    "load_definition",
    "load_eras",
    "load_published",
    "load_series",
    "load_shocks",
    "load_states",
    "load_visits",
    "record_notes",
]


def __dir__() -> list[str]:
    """Offer the names that are meant for callers alone."""
    return [*__all__]


if not TYPE_CHECKING:  # which would take any name for one of these

    def __getattr__(name: str) -> NoReturn:
        """Say which table is meant."""
        raise no_attribute(__name__, name, __all__)


@visits_loader
def load_visits(
    name: str = "china-dprk", *, sourced_only: bool = False, backend: Backend = "pandas"
) -> Frame:
    """
    Load the visits of a bundled record: who went where, when, and how that is known.

    Doubtful cases and exclusions are among them: :func:`summitry.qualify` with
    :func:`load_definition` says which visits count, and why the others do not.

    Parameters
    ----------
    name : {"china-dprk", "china-rok"}
        The record.
    sourced_only : bool, default False
        Leave out the rows that rest on general knowledge alone.
    backend : {"pandas", "polars", "pyarrow", "arrays"}
        Kind of table.

    Returns
    -------
    frame
        One row a visit, in order of dates. ``date`` is the first day on which it may
        have begun and ``date_latest`` the last; ``end_date`` the last day to which it
        may have run (missing where unknown); ``date_text`` and ``end_date_text`` are
        the dates as they are known, such as ``1956-09``, and ``date_precision`` is
        ``day``, ``month`` or ``year``. ``summit``, ``summit_broad``, ``in_window``,
        ``sourced`` and ``source_opened`` are booleans, ``known_since`` is a year
        (missing where none is known), all else is text; ``china-rok`` has neither
        ``source_opened`` nor ``known_since``. ``datapackage.json`` beside
        the data and :func:`record_notes` describe every column.

    Raises
    ------
    CategoryError
        If there is no such record or backend.
    MissingExtraError
        If the library of the backend is not installed.

    Examples
    --------
    >>> import summitry
    >>> visits = summitry.datasets.load_visits("china-dprk")
    >>> visits.loc[3, ["date", "date_latest", "date_text", "visitor"]].tolist()[2:]
    ['1956-09', 'Peng Dehuai']
    >>> len(visits), len(summitry.datasets.load_visits("china-dprk", sourced_only=True))
    (240, 218)
    """
    columns = read_table(name, "visits")
    if sourced_only:
        columns = _kept(columns, columns["sourced"])
    return frame_of(_dated(columns), backend)


@shocks_loader
def load_shocks(
    name: str = "china-dprk",
    *,
    kind: str | Sequence[str] | None = None,
    backend: Backend = "pandas",
) -> Frame:
    """
    Load the shocks of a bundled record.

    Parameters
    ----------
    name : str, default "china-dprk"
        The record.
    kind : str or sequence of str, optional
        Only shocks of this kind or these, such as ``nuclear_test``.
    backend : {"pandas", "polars", "pyarrow", "arrays"}
        Kind of table.

    Returns
    -------
    frame
        ``id``, ``date``, ``label``, ``kind``, ``country``, ``source`` and ``note``.

    Raises
    ------
    CategoryError
        If there is no such record, kind or backend.
    MissingExtraError
        If the library of the backend is not installed.

    Examples
    --------
    >>> import summitry
    >>> summitry.datasets.load_shocks("china-dprk", kind="nuclear_test")[
    ...     "label"
    ... ].tolist()[:2]
    ['First nuclear test', 'Second nuclear test']
    """
    columns = read_table(name, "shocks")
    if kind is not None:
        known = sorted(set(columns["kind"]))
        kinds = [
            known_name(one, known, "kind")
            for one in several_texts(kind, "kind", "kind='nuclear_test'")
        ]
        columns = _kept(columns, np.isin(columns["kind"].astype(str), kinds))
    return frame_of(columns, backend)


@named_loader
def load_published(name: str = "china-dprk", *, backend: Backend = "pandas") -> Frame:
    """
    Load the figures that others have published about what a bundled record holds.

    Of the two records ``china-dprk`` has them.

    Parameters
    ----------
    name : str, default "china-dprk"
        The record.
    backend : {"pandas", "polars", "pyarrow", "arrays"}
        Kind of table.

    Returns
    -------
    frame
        ``id``, ``says`` (the sentence), ``quantity``, ``where``, ``value`` and
        ``decimals`` as printed (missing where the sentence has no number),
        ``comparison`` and ``remark``.

    Raises
    ------
    CategoryError
        If there is no such record or backend.
    MissingExtraError
        If the library of the backend is not installed.

    Examples
    --------
    >>> import summitry
    >>> summitry.datasets.load_published("china-dprk")[["id", "value"]].head(3)
                          id   value
    0           visits-total  161.00
    1  kim-jong-un-frequency    1.80
    2           xi-frequency    1.25
    """
    return frame_of(read_table(name, "published"), backend)


@named_loader
def load_series(name: str = "china-dprk", *, backend: Backend = "pandas") -> Frame:
    """
    Load the dated figures of a bundled record that are no visits: coal and its caps.

    Parameters
    ----------
    name : str, default "china-dprk"
        The record.
    backend : {"pandas", "polars", "pyarrow", "arrays"}
        Kind of table.

    Returns
    -------
    frame
        One row a figure: ``id``, ``series`` (what it is a figure of), ``date`` and
        ``date_latest`` (the first and the last of the days that it is the total of),
        ``date_text``, ``value``, ``unit``, ``rounded_to`` (missing where it is exact),
        ``basis``, ``source_title``, ``source_url`` and ``note``. Months without a row
        are unknown, not zero.

    Raises
    ------
    CategoryError
        If there is no such record or backend.
    MissingExtraError
        If the library of the backend is not installed.

    Examples
    --------
    >>> import summitry
    >>> coal = summitry.datasets.load_series("china-dprk")
    >>> coal.loc[coal["date_text"] == "2016-12", ["value", "unit"]].values.tolist()
    [[2000000.0, 'tonnes'], [184000000.0, 'US dollars']]
    """
    columns = read_table(name, "series")
    return frame_of(_dated(columns), backend)


@at_the_door
def load_definition(name: str = "china-dprk") -> Definition:
    """
    Load the inclusion rule of a bundled record.

    Parameters
    ----------
    name : str, default "china-dprk"
        The record.

    Returns
    -------
    Definition
        The rule, ready for :func:`summitry.qualify`.

    Raises
    ------
    CategoryError
        If there is no such record.

    Examples
    --------
    >>> import summitry
    >>> rule = summitry.datasets.load_definition("china-dprk")
    >>> rule.minimum["CHN"]
    'foreign_minister'
    >>> visits = summitry.qualify(summitry.datasets.load_visits(), definition=rule)
    >>> int((visits["in_window"] & (visits["qualifies"] == "true")).sum())
    162
    """
    return Definition.from_toml(folder_of(name, "definition.toml") / "definition.toml")


@at_the_door
def record_notes(name: str = "china-dprk") -> str:
    """
    Return what a bundled record says about itself, as Markdown.

    Parameters
    ----------
    name : str, default "china-dprk"
        The record.

    Returns
    -------
    str
        What it covers, how its columns were filled, and how far to trust it.

    Raises
    ------
    CategoryError
        If there is no such record.

    Examples
    --------
    >>> import summitry
    >>> print(summitry.datasets.record_notes("china-dprk").splitlines()[0])
    # High-level visits between China and North Korea since 1953
    """
    return (folder_of(name, "NOTES.md") / "NOTES.md").read_text("utf-8")


def _dated(columns: dict[str, Column]) -> dict[str, Column]:
    dated: dict[str, Column] = {}
    for column, values in columns.items():
        is_date = column in {"date", "end_date"}
        dated |= _expanded(column, values) if is_date else {column: values}
    return dated


def _expanded(column: str, texts: Column) -> dict[str, Column]:
    """Turn a date as exact as it is known into days; an end runs to its last day."""
    first, last = days_of_texts(texts, column)
    if column == "end_date":
        return {column: last, f"{column}_text": texts}
    return {column: first, f"{column}_latest": last, f"{column}_text": texts}


def _kept(columns: dict[str, Column], keep: Column) -> dict[str, Column]:
    return {name: values[keep] for name, values in columns.items()}
