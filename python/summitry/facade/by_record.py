"""The analysis of a study over several records: each alone, then beside each other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.facade.analysis import run_of
from summitry.facade.analysis_result import Analysis
from summitry.facade.archive import has_ladder
from summitry.facade.first_tables import FirstTables, counted_by
from summitry.facade.visits_placed import visits_placed
from summitry.frames import Frame, Table
from summitry.frames.dates import day_of
from summitry.infer.compare_dyads import compare_dyads
from summitry.measure.floors import FULL, floored
from summitry.measure.frequency import era_frequency
from summitry.study.record_parts import (
    countries_of,
    of_pair,
    of_sides,
    part_of,
    places_of,
)
from summitry.study.several_records import RECORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.claims.specification import Specification

_RANK = "visitor_rank"


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
    waited: Table,
    **options: Any,
) -> Analysis:
    """
    Run the main analysis on the visits of each record, and compare the records.

    Nothing is counted over two records: each table has a row of a record or, where it
    sets two beside each other, names both.
    """
    parts: dict[str, list[Frame]] = {}
    alone: dict[str, dict[str, Frame]] = {}
    of_record = {record: part_of(visits, record) for record in records}
    eras = None if eras is None else _touching(eras, spec)
    for record, own in of_record.items():
        sides = countries_of(own)
        first = FirstTables(
            own.native,
            None if eras is None else of_sides(eras, sides),
            spec,
            ladder=ladder,
            coverage=coverage,
            every=part_of(every, record),
            waited=part_of(waited, record),
            **options,
        )
        asked = None if shocks is None else of_pair(shocks, sides)
        found = run_of(first, asked, title=title)
        alone[record] = visits_placed(found.tables, places_of(visits, record))
        for name, table in alone[record].items():
            parts.setdefault(name, []).append(_told(Table(table, name), record))
    tables = {
        name: Table.concat(frames, name, fill=True) for name, frames in parts.items()
    }
    if eras is not None and coverage is None:
        tables |= _beside(of_record, eras, spec, ladder)
    return Analysis(title, spec.since, spec.through, tables, records=alone)


def of_the_study(notes: Sequence[str], *, by_record: bool) -> dict[str, list[str]]:
    """Return the columns of notes that are on the study as a whole."""
    of_none = {RECORD: [""] * len(notes)} if by_record else {}
    return of_none | {"note": list(notes)}


def _told(table: Table, record: str) -> Frame:
    wide = Table(table.with_columns({RECORD: [record] * len(table)}), table.name)
    return wide.only([RECORD, *(name for name in table.columns if name != RECORD)])


def _touching(eras: Table, spec: Specification) -> Table:
    """The eras of which some day is observed: a longer record brings earlier ones."""
    since, through = day_of(spec.since, "since"), day_of(spec.through, "through")
    start, _ = eras.optional_days("start")
    end, lasting = eras.optional_days("end")
    return eras.take(np.flatnonzero((start <= through) & (lasting | (end > since))))


def _beside(
    of_record: dict[str, Table],
    eras: Table,
    spec: Specification,
    ladder: Sequence[str] | None,
) -> dict[str, Frame]:
    """Compare each two records in the eras of a country that both have."""
    if spec.method == "midp" or not eras.has("side"):
        return {}
    counting = counted_by(spec, None, None)
    parts = []
    for (one, first), (other, second) in combinations(of_record.items(), 2):
        common = of_sides(eras, countries_of(first) & countries_of(second))
        if common is None:
            continue
        for floor, *pair in _floors(first, second, ladder):
            counted = [_last_first(era_frequency(t, common, **counting)) for t in pair]
            said = {RECORD: one, "other_record": other, "floor": floor}
            found = compare_dyads(
                *counted,
                method=spec.method,
                level=spec.level,
                adjustment=spec.adjustment,
                progress=False,
            )
            parts.append(_compared(found, said))
    if not parts:
        return {}
    whole = Table(Table.concat(parts, "dyads", fill=True), "dyads")
    full = [floor == FULL for floor in whole.values("floor")]
    kept = [name for name in whole.columns if name != "floor"]
    dyads = whole.take(np.flatnonzero(np.array(full, dtype=bool))).only(kept)
    floors = {} if all(full) else {"dyads_by_floor": whole.native}
    return {"dyads": dyads} | floors


def _floors(
    first: Table, second: Table, ladder: Sequence[str] | None
) -> list[tuple[str, Table, Table]]:
    """The visits of both from each rank up, those of the full rule last."""
    if not (has_ladder(first, ladder) and has_ladder(second, ladder)):
        return [(FULL, first, second)]
    own = [*floored(first, floors=None, ladder=ladder, column=_RANK)]
    named = {name: rank for name, rank, _ in own if rank is not None}
    others = floored(second, floors=named, ladder=ladder, column=_RANK)
    return [
        (name, one, other)
        for (name, _, one), (_, _, other) in zip(own, others, strict=True)
    ]


def _last_first(eras: Frame) -> Frame:
    """The same eras, the last one first: each is compared with those before it."""
    table = Table(eras, "eras")
    return table.take(np.arange(len(table))[::-1]).native


def _compared(frame: Frame, said: dict[str, str]) -> Frame:
    """The pairs of eras that were observed, with what is said of all of them."""
    whole = Table(frame, "dyads")
    seen = [verdict != "not observed" for verdict in whole.values("verdict")]
    table = whole.take(np.flatnonzero(np.array(seen, dtype=bool)))
    return table.led_by(said)
