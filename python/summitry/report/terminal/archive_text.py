"""What a run says of its archive: rows by rank and decade, floors, what may lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Frame, Table
from summitry.output.format import percent
from summitry.output.shown import text_table
from summitry.output.table_rows import rows_of
from summitry.report.archive_words import (
    NO_FLOOR,
    archive_line,
    empty_groups,
    first_years,
    held_rows,
    none_of,
    told_floors,
    with_origins,
)
from summitry.report.by_record import once
from summitry.report.check_words import pairs_in
from summitry.report.terminal.lines import said, section

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHARES = {
    "share_unsourced": "no source",
    "share_vague": "not to the day",
    "share_unannounced": "unannounced",
}
_FLOORS = {
    "eras": "eras",
    "floor": "visits of",
    "counts": "visits",
    "ratio": "ratio",
    "p_adjusted": "p",
    "verdict": "so it is",
}
_MISSING = {
    "era": "era",
    "other_era": "against",
    "missing": "missing",
    "missing_in": "in",
    "shares": "which would be, of all of the group there",
}
_HIGHEST = {
    "era": "era",
    "other_era": "against",
    "count": "visits",
    "other_count": "against",
    "p_adjusted": "p",
    "verdict": "so it is",
}
_PHASES = {
    "floor": "visits of",
    "start": "from",
    "end": "to",
    "count": "visits",
    "frequency": "a year",
}


def archive(tables: Mapping[str, Frame]) -> str:
    """Return the rows of the record by rank group and period, and what they rest on."""
    empty = empty_groups(tables["archive"])
    table, origins = with_origins(held_rows(tables["archive"], empty))
    columns = {"group": "rank group", "period": "period", "visits": "rows"}
    shares = {name: text for name, text in _SHARES.items() if table.has(name)} | origins
    texts = {
        name: ["" if value is None else percent(value) for value in table.values(name)]
        for name in shares
    }
    wide = table.with_columns(texts | {"group": once(table.values("group"))})
    notes = dict.fromkeys(
        filter(None, table.values("note") if table.has("note") else [])
    )
    return section(
        "The archive, by rank and decade",
        said(archive_line(tables)),
        text_table(wide, columns | shares),
        said(none_of(empty)),
        said(first_years(tables["archive_check"])),
        *[said(f"{str(note).capitalize()}.") for note in notes],
    )


def floors(tables: Mapping[str, Frame]) -> str:
    """Return the comparisons and phases that change from one rank floor to another."""
    parts = []
    if "comparisons_by_floor" in tables:
        table = told_floors(tables["comparisons_by_floor"])
        rows = _changing(table)
        text = (
            "The comparisons again, by the visits at or above a rank; those of which "
            "the verdict is not the same under every floor. p is adjusted within each."
        )
        if rows.size:
            parts += [said(text), text_table(_with_pairs(table.take(rows)), _FLOORS)]
        else:
            whole = Table(tables["comparisons_by_floor"], "comparisons")
            parts.append(said(_alike(whole.values("verdict"), len(table))))
        parts += _highest_floor(table)
    if "phases_by_floor" in tables:
        phases = told_floors(tables["phases_by_floor"])
        again = "The phases again, by the visits at or above a rank:"
        parts += [said(again), text_table(phases.native, _PHASES)] * (len(phases) > 0)
    return section("By rank floor", *parts) if parts else ""


def _alike(verdicts: list[str], told: int) -> str:
    """Say what every comparison gives under each rank floor, some of them told."""
    if "not observed" in verdicts and len(set(verdicts)) == 1:
        return "By rank floor nothing is compared: no two eras were observed."
    if not told:
        return NO_FLOOR.capitalize()
    if not {"lower", "higher"} & set(verdicts):
        return "No two eras can be told apart under any rank floor."
    return "Every comparison has the same verdict under every rank floor."


def _highest_floor(table: Table) -> list[str]:
    """Return the comparisons by the visits at or above the highest floor alone."""
    named = table.values("floor")
    rows = np.array([row for row, one in enumerate(named) if one == named[0]])
    if not rows.size or len(set(named)) == 1:
        return []
    return [
        said(f"By the highest floor alone, {named[0]}:"),
        text_table(table.take(rows).native, _HIGHEST),
    ]


def missing(frame: Frame) -> str:
    """Return how many visits the archive must lack for each difference to be none."""
    table = Table(frame, "missing_to_flip")
    if not len(table):
        return ""
    pairs = pairs_in(table)
    parts: dict[tuple[str, ...], list[str]] = {}
    for pair, (group, share) in zip(
        pairs, rows_of(table, "group", "share"), strict=True
    ):
        parts.setdefault(pair, []).append(f"{group} {percent(share)}")
    first = np.array([pairs.index(pair) for pair in parts], dtype=np.int64)
    shares = {"shares": [", ".join(said_) for said_ in parts.values()]}
    text = (
        "For each two eras that are told apart: the fewest visits that, missing from the "
        "one with fewer visits a year, would make it impossible to tell them apart; and, "
        "if all of these were of one rank group, what share of the group's visits there "
        "would then be missing."
    )
    return section(
        "How bad the archive must be",
        said(text),
        text_table(table.take(first).with_columns(shares), _MISSING),
    )


def _with_pairs(table: Table) -> Frame:
    """Name the two eras of each block of floors, one below the other."""
    pairs = rows_of(table, "era", "other_era")
    places, before = [], None
    for pair in pairs:
        places.append(places[-1] + 1 if pair == before else 0)
        before = pair
    counts = zip(table.integers("count"), table.integers("other_count"), strict=True)
    named = [
        era if place == 0 else other if place == 1 else ""
        for (era, other), place in zip(pairs, places, strict=True)
    ]
    return table.with_columns(
        {"eras": named, "counts": [f"{one} : {other}" for one, other in counts]}
    )


def _changing(table: Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Rows of the pairs whose verdict differs between floors."""
    pairs = pairs_in(table)
    verdicts: dict[tuple[str, ...], set[str]] = {}
    for pair, verdict in zip(pairs, table.values("verdict"), strict=True):
        verdicts.setdefault(pair, set()).add(verdict)
    kept = [row for row, pair in enumerate(pairs) if len(verdicts[pair]) > 1]
    return np.array(
        sorted(kept, key=lambda row: pairs.index(pairs[row])), dtype=np.int64
    )
