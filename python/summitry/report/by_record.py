"""The tables of a run record by record, and what sets two records beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Frame, Table
from summitry.infer.families import UNDECIDED
from summitry.output.format import number, p_text
from summitry.output.table_rows import rows_of
from summitry.study.several_records import RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.report.reported import ReportedRun

ABOUT_BESIDE = (
    "The ratio of ratios is the later number of visits over the earlier one in the first "
    "record, divided by the same in the second, as it is estimated given how many there "
    "are in all. Below 1 contact in the first fell relative to the second. What changes both "
    "alike leaves it as it is, and since both are observed on the same days the years cancel."
)

_VERDICTS = {
    "lower": "it fell relative to the other",
    "higher": "it rose relative to the other",
}
_WORDS = {
    "lower": "the first fell relative to the second",
    "higher": "the first rose relative to the second",
    UNDECIDED: "the two changes cannot be told apart",
}
_NUMBERS = ("count", "other_count", "baseline_count", "baseline_other_count")


def parts_of(found: ReportedRun) -> list[tuple[str, Mapping[str, Frame]]]:
    """Return the tables of each record under its name; of one alone under none."""
    return [*found.records.items()] or [("", found.tables)]


def notes_of_study(tables: Mapping[str, Frame]) -> list[str]:
    """Return the notes that are on no record alone."""
    notes = Table(tables["notes"], "notes")
    return [note for record, note in rows_of(notes, RECORD, "note") if not record]


def beside(tables: Mapping[str, Frame], name: str) -> tuple[Table, dict[str, str]]:
    """Return what sets two records beside each other, and what heads its columns."""
    table = Table(tables[name], name)
    pairs = zip(*(table.integers(column) for column in _NUMBERS), strict=True)
    counts = [
        (f"{two} to {one}", f"{more} to {rest}") for one, two, rest, more in pairs
    ]
    ends = rows_of(table, "record", "other_record")
    texts = {
        "records": once([f"{one} beside {other}" for one, other in ends]),
        "counts": [first for first, _ in counts],
        "baseline_counts": [second for _, second in counts],
        "told": [_VERDICTS.get(one, one) for one in table.values("verdict")],
    }
    if table.has("floor"):
        texts["floor"] = once(table.values("floor"))
    heads = {"floor": "visits of"} if table.has("floor") else {}
    one, other = ends[0] if len(set(ends)) == 1 else ("visits", "of the other")
    heads |= {} if len(set(ends)) == 1 else {"records": "records"}
    heads |= {"other_era": "from", "era": "to", "counts": one, "baseline_counts": other}
    heads |= {"ratio": "ratio of ratios", "p": "p", "p_adjusted": "adjusted"}
    return Table(table.with_columns(texts), name), heads


def beside_words(tables: Mapping[str, Frame]) -> list[str]:
    """Say of each two eras whether one record fell relative to the other."""
    table = Table(tables["dyads"], "dyads")
    wide, _ = beside(tables, "dyads")
    names = ("record", "other_record", "era", "other_era", "verdict", "note")
    rows = zip(
        rows_of(wide, *names, "comparisons", "counts", "baseline_counts"),
        *(table.floats(name) for name in ("ratio", "p", "p_adjusted")),
        strict=True,
    )
    told = []
    for row, ratio, p, adjusted in rows:
        one, other, era, before, verdict, note, n, own, rest = row
        text = f"From {before} to {era}, {one} went from {own} visits, and {other} from {rest}"
        if np.isnan(adjusted):
            told.append(f"{text}: {note}.")
            continue
        size = "" if np.isnan(ratio) else f"ratio of ratios {number(ratio, 2)}, "
        chance = f"p {p_text(p)}"
        if n > 1 and adjusted != p:
            chance += f" ({p_text(adjusted)} allowing for {n} comparisons)"
        end = _WORDS.get(verdict, verdict)
        told.append(f"{text}: {size}{chance}; {end}.")
    return told


def once(texts: Sequence[str]) -> list[str]:
    """Return the texts, one that repeats the text above it left out."""
    return ["" if k and texts[k - 1] == one else one for k, one in enumerate(texts)]
