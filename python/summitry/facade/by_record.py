"""The analysis of a study over several records: each alone, then beside each other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError
from summitry.facade.analysis import analysed, counted_by
from summitry.facade.analysis_result import Analysis
from summitry.facade.archive import has_ladder
from summitry.frames import Frame, Table
from summitry.infer.by_floor import compare_dyads_by_floor
from summitry.infer.compare_dyads import compare_dyads
from summitry.measure.shock_pairs import names_its_pair
from summitry.study.several_records import RECORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.claims.specification import Specification

_ENDS = ("origin", "destination")


def analysed_by_record(
    visits: Table,
    eras: Table | None,
    shocks: Table | None,
    spec: Specification,
    *,
    records: Sequence[str],
    title: str,
    ladder: Sequence[str] | None,
    coverage: Frame | None,
    every: Table,
    **options: Any,
) -> Analysis:
    """
    Run the main analysis on the visits of each record, and compare the records.

    Nothing is counted over two records: each table has a row of a record or, where it
    sets two beside each other, names both.
    """
    parts: dict[str, list[Frame]] = {}
    of_record = {record: part_of(visits, record) for record in records}
    for record, own in of_record.items():
        sides = countries_of(own)
        found = analysed(
            own.native,
            None if eras is None else _of_sides(eras, sides),
            None if shocks is None else _of_pair(shocks, sides),
            spec,
            title=title,
            ladder=ladder,
            coverage=coverage,
            every=part_of(every, record),
            **options,
        )
        for name, table in found.tables.items():
            parts.setdefault(name, []).append(_told(Table(table, name), record))
    tables = {
        name: Table.concat(frames, name, fill=True) for name, frames in parts.items()
    }
    if eras is not None and coverage is None:
        tables |= _beside(of_record, eras, spec, ladder)
    return Analysis(title, spec.since, spec.through, tables)


def of_the_study(notes: Sequence[str], *, by_record: bool) -> dict[str, list[str]]:
    """Return the columns of notes that are on the study as a whole."""
    of_none = {RECORD: [""] * len(notes)} if by_record else {}
    return of_none | {"note": list(notes)}


def part_of(table: Table, record: str) -> Table:
    """Return the rows of one record."""
    of = table.categories(RECORD)
    keep = [place for place, label in enumerate(of.labels) if label == record]
    return table.take(np.flatnonzero(np.isin(of.codes, keep)))


def countries_of(visits: Table) -> set[str]:
    """Return the countries between which some visits were."""
    return {label for name in _ENDS for label in visits.categories(name).labels}


def _told(table: Table, record: str) -> Frame:
    wide = Table(table.with_columns({RECORD: [record] * len(table)}), table.name)
    return wide.only([RECORD, *(name for name in table.columns if name != RECORD)])


def _of_sides(eras: Table, sides: set[str]) -> Table | None:
    """The eras of these countries, and those that are of no side."""
    if not eras.has("side"):
        return eras
    named = eras.values("side")
    kept = [row for row, side in enumerate(named) if side is None or side in sides]
    return eras.take(np.array(kept, dtype=np.int64)) if kept else None


def _of_pair(shocks: Table, sides: set[str]) -> Table | None:
    """The shocks of these countries, and those that are of no pair."""
    named = names_its_pair(shocks)
    if not named.any():
        return shocks
    ends = zip(*(shocks.values(name) for name in _ENDS), strict=True)
    kept = [
        row
        for row, pair in enumerate(ends)
        if not named[row] or {*map(str, pair)} <= sides
    ]
    return shocks.take(np.array(kept, dtype=np.int64)) if kept else None


def _beside(
    of_record: dict[str, Table],
    eras: Table,
    spec: Specification,
    ladder: Sequence[str] | None,
) -> dict[str, Frame]:
    """Compare each two records in the eras of a country that both have."""
    if spec.method == "midp":
        return {}
    found: dict[str, list[Frame]] = {}
    options = counted_by(spec, None, None) | {
        "method": spec.method,
        "adjustment": spec.adjustment,
    }
    del options["scheme"], options["coverage"], options["interval"]
    for (one, first), (other, second) in combinations(of_record.items(), 2):
        shared = countries_of(first) & countries_of(second)
        common = _of_sides(eras, shared) if shared and eras.has("side") else None
        if common is None:
            continue
        asked = options | {"eras": common.native}
        pair = first.native, second.native
        try:
            found.setdefault("dyads", []).append(
                _compared(compare_dyads(*pair, **asked), one, other)
            )
            if has_ladder(first, ladder) and has_ladder(second, ladder):
                floors = compare_dyads_by_floor(*pair, ladder=ladder, **asked)
                found.setdefault("dyads_by_floor", []).append(
                    _compared(floors, one, other)
                )
        except InputError as error:
            if error.code not in {"no_common_era", "different_days"}:
                raise
    return {
        name: Table.concat(frames, name, fill=True) for name, frames in found.items()
    }


def _compared(frame: Frame, record: str, other: str) -> Frame:
    """The pairs of eras that were observed, with the two records."""
    whole = Table(frame, "dyads")
    seen = [verdict != "not observed" for verdict in whole.values("verdict")]
    table = whole.take(np.flatnonzero(np.array(seen, dtype=bool)))
    said = {RECORD: [record] * len(table), "other_record": [other] * len(table)}
    wide = Table(table.with_columns(said), "dyads")
    return wide.only([*said, *table.columns])
