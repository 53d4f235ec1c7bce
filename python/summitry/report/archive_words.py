"""Sentences on the archive: what it holds, and which differences could be its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Frame, Table
from summitry.measure.floors import FULL
from summitry.output.era_words import named_era
from summitry.output.format import many, spoken
from summitry.output.headings import heading_of
from summitry.output.table_rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FROM, _OTHERS = "share_from_", "share_from_others"
_MOST_ORIGINS = 6
"""How many countries of origin have a column; of more the rest is added up."""

_SMALL = 0.001
NO_FLOOR = "no rank floor leaves out a visit that counts."

_COUNTED = ("side", "rule", "era", "other_era", "start", "count", "other_count")
"""What is the same under two floors that leave out the same visits."""

_STEP = 0.05
"""At which p two periods no longer differ by what a sentence calls a step."""


def archive_line(tables: Mapping[str, Frame]) -> str:
    """
    Say in one sentence what the archive of a run holds.

    Parameters
    ----------
    tables : mapping of name to frame
        The tables of a run: ``archive_totals`` and ``archive_change``.

    Returns
    -------
    str
        The plainest step of a rank group from one period to the next, and on what the
        rows rest; empty if there is no row. What chance explains is no step.
    """
    totals = Table(tables["archive_totals"], "archive_totals")
    (total,) = totals.integers("visits").tolist()
    if not total:
        return ""
    said = []
    change = Table(tables["archive_change"], "archive_change")
    columns = ("group", "visits", "period", "next_visits", "next_period", "p")
    for group, visits, period, more, after, p in rows_of(change, *columns):
        if p >= _STEP:
            continue
        said.append(
            f"rows of '{group}' go from {visits} in the {period} to {more} in the {after}"
        )
    kinds = {
        "unsourced": "{} unsourced",
        "vague": "{} not dated to the day",
        "unannounced": "{} unannounced",
    }
    parts = [
        text.format(*totals.integers(name).tolist())
        for name, text in kinds.items()
        if totals.has(name) and (name != "vague" or totals.integers(name).any())
    ]
    if parts and totals.has("announcement_unknown"):
        (unknown,) = totals.integers("announcement_unknown").tolist()
        parts[-1] += f" ({unknown} unknown)" if unknown else ""
    if parts:
        said.append(f"of {many(total, 'row')} {', '.join(parts)}")
    return f"The archive: {'; '.join(said)}." if said else ""


def with_origins(archive: Table) -> tuple[Table, dict[str, str]]:
    """
    Return the archive, and what heads its shares by country of origin.

    No country is left out: beside those with the most rows stands what the others have.

    Examples
    --------
    >>> shares = {
    ...     "share_from_IND": [0.5],
    ...     "share_from_LKA": [0.0],
    ...     "share_from_NPL": [0.5],
    ... }
    >>> list(with_origins(Table({"visits": [2], **shares}, "archive"))[1].values())
    ['from India', 'from Sri Lanka', 'from Nepal']
    """
    names = [name for name in archive.columns if name.startswith(_FROM)]
    heads = {name: heading_of(name.removeprefix("share_")).text for name in names}
    if len(names) <= _MOST_ORIGINS:
        return archive, heads
    rows = {name: archive.integers(name.removeprefix("share_")).sum() for name in names}
    kept = sorted(names, key=lambda name: -rows[name])[: _MOST_ORIGINS - 1]
    rest = [archive.values(name) for name in names if name not in kept]
    shares = np.array(rest, dtype=np.float64).sum(axis=0)
    told = {name: text for name, text in heads.items() if name in kept}
    told[_OTHERS] = f"from {len(rest)} others"
    return Table(archive.with_columns({_OTHERS: shares}), "archive"), told


def none_left_out(tables: Mapping[str, Frame]) -> str:
    """Say that the definition leaves no visit out, or that there is none."""
    record = Table(tables["record"], "record")
    visits = dict(rows_of(record, "what", "visits"))
    if not visits["on days asked"]:
        return "No visit is on the days asked."
    return "No visit on the days asked is left out by the definition."


def empty_groups(archive: Frame) -> list[str]:
    """Return the rank groups of which a record has no row at all."""
    table = Table(archive, "archive")
    groups = table.values("group")
    held = {group for group, visits in rows_of(table, "group", "visits") if visits}
    return (
        [group for group in dict.fromkeys(groups) if group not in held] if held else []
    )


def held_rows(frame: Frame, groups: Sequence[str]) -> Table:
    """Return the rows of a table but those of some rank groups."""
    table = Table(frame, "table")
    kept = [row for row, one in enumerate(table.values("group")) if one not in groups]
    return table.take(np.array(kept, dtype=np.int64))


def told_floors(frame: Frame) -> Table:
    """
    Return the rows of the floors that each leave out visits, and of the full rule.

    A floor under which as many visits count everywhere as under another has the same
    visits. There is no row where every floor has those of the full rule.

    Examples
    --------
    >>> floors = {"floor": ["heads only", "deputies and above", "the full rule"]}
    >>> told_floors(floors | {"count": [3, 3, 5]}).values("floor")
    ['heads only', 'the full rule']
    >>> told_floors(floors | {"count": [5, 5, 5]}).values("floor")
    []
    """
    table = Table(frame, "table")
    names = [name for name in _COUNTED if table.has(name)]
    found: dict[str, list[tuple[Any, ...]]] = {}
    for floor, *row in rows_of(table, "floor", *names):
        found.setdefault(floor, []).append(tuple(row))
    told: list[str] = []
    for floor, rows in found.items():
        if rows not in [found.get(FULL), *(found[one] for one in told)]:
            told.append(floor)
    kept = {*told, FULL} if told else set()
    own = [row for row, one in enumerate(table.values("floor")) if one in kept]
    return table.take(np.array(own, dtype=np.int64))


def none_of(groups: Sequence[str]) -> str:
    """
    Say of which rank groups a record has no row; empty if it has of each.

    Examples
    --------
    >>> none_of(["ministers", "heads"])
    "The record has no row of 'ministers' and 'heads'."
    """
    listed = spoken(f"'{group}'" for group in groups)
    return f"The record has no row of {listed}." if groups else ""


def first_years(check: Frame) -> str:
    """Say in which year the record's visits that count begin, by rank group."""
    table = Table(check, "archive_check")
    columns = ("group", "first_year", "verdict", "p_adjusted")
    parts = [
        f"'{group}' in {year}"
        + (f" only (p {_p(p)})" if str(verdict).startswith("from ") else "")
        for group, year, verdict, p in rows_of(table, *columns)
        if year is not None
    ]
    if not parts:
        return ""
    return (
        f"By rank group, the visits that count begin: {', '.join(parts)}. A list that "
        "holds a group from some year on only makes every era before it look quieter."
    )


def late_starts(check: Frame) -> str:
    """Say of which rank groups the archive begins late, where phases are told."""
    table = Table(check, "archive_check")
    rows = rows_of(table, "group", "verdict")
    parts = [f"'{group}' {text}" for group, text in rows if text.startswith("from ")]
    if not parts:
        return ""
    return (
        f"The record holds the visits of {', '.join(parts)}: a change near such a year "
        "may be one of the archive."
    )


def doubts(table: Frame, pairs: Iterable[tuple[str, str]] | None = None) -> list[str]:
    """
    Say of eras that are told apart which rank groups begin after the first of them.

    Parameters
    ----------
    table : frame
        The table ``archive_doubts`` of a run.
    pairs : iterable of (era, era), optional
        Only these, in either order.
    """
    wanted = None if pairs is None else [set(pair) for pair in pairs]
    data = Table(table, "archive_doubts")
    columns = ("era", "other_era", "verdict", "group", "first_year", "p_adjusted")
    found: dict[tuple[str, str, str], list[str]] = {}
    for era, other, verdict, group, year, p, late, without in rows_of(
        data, *columns, "late", "verdict_without"
    ):
        if wanted is not None and {era, other} not in wanted:
            continue
        text = f"'{group}' in {year}{' only' if late else ''} (p {_p(p)}"
        text += "; without it they cannot be told apart)" if without != verdict else ")"
        found.setdefault((era, verdict, other), []).append(text)
    return [
        f"{named_era(era)} is {verdict} than {named_era(other)}, but in the record these rank groups begin "
        f"later than the first of the two: {', '.join(texts)}."
        for (era, verdict, other), texts in found.items()
    ]


def _p(value: float) -> str:
    return f"under {_SMALL}" if value < _SMALL else f"{value:.3f}"
