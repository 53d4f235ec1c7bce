"""What changed between two versions of a study, in 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.frames import Table
from summitry.output.format import MISSING, many, spoken
from summitry.output.shown import text_table
from summitry.output.table_rows import records_of, rows_of
from summitry.output.text import running
from summitry.report.movers_words import movers_in_words, named_rows
from summitry.report.terminal.lines import said, section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.report.reported import ReportedChanges

_MOST = 6
"""How many names a line lists before it says how many more there are."""

_TALLIES = {
    "record": "record",
    "side": "side",
    "rule": "rule",
    "era": "era",
    "old_count": "visits",
    "count": "now",
    "old_years": "years",
    "years": "now",
    "old_frequency": "visits a year",
    "frequency": "now",
    "old_weighted_frequency": "weighted",
    "weighted_frequency": "now",
}


_OF_A_DATE = ("_latest", "_earliest", "_text", "_precision")
_HOW = {"enters": "with", "leaves": "without", "changes": "changed"}


def changes_text(changes: ReportedChanges) -> str:
    """Return what changed, the verdicts first."""
    title = said(f"From {changes.old} to {changes.new}.")
    movers = _movers(Table(changes.moved, "moved"))
    parts = [title, _verdicts(changes, movers["claim"])]
    parts += [_tallies(changes, movers["tally"]), _rows(changes)]
    parts.append(_conventions(Table(changes.conventions, "conventions")))
    kept = [part for part in parts if part]
    unmoved = [
        what
        for what, table in (("verdict", changes.verdicts), ("tally", changes.tallies))
        if not len(Table(table, what))
    ]
    if unmoved:
        kept.insert(1, f"No {' and no '.join(unmoved)} moved.")
    return "\n\n".join(kept)


def _verdicts(changes: ReportedChanges, movers: Mapping[str, str]) -> str:
    table = Table(changes.verdicts, "verdicts")
    names = ("claim", "change", "old_verdict", "verdict", "old_computed", "computed")
    lines = []
    for row in records_of(table, *names, "moved_by"):
        if row["change"] in {"added", "removed"}:
            verdict = row["verdict"] or row["old_verdict"]
            lines.append(
                said(f"{row['claim']}: {row['change']} ({verdict}).", hanging=2)
            )
            continue
        told = f"{row['claim']}: {row['old_verdict']}, {row['old_computed']}"
        now = [row["computed"]]
        if row["verdict"] != row["old_verdict"]:
            now.insert(0, row["verdict"])
        told += f"; now {', '.join(now)}. By the {row['moved_by']}"
        told += f"{movers.get(row['claim'], '')}."
        lines.append(said(told, hanging=2))
    return section("Claims that moved", "\n".join(lines)) if lines else ""


def _tallies(changes: ReportedChanges, movers: Mapping[str, str]) -> str:
    table = Table(changes.tallies, "tallies")
    if not len(table):
        return ""
    weighted = [
        value for value in table.values("weighted_frequency") if value is not None
    ]
    shown = {
        name: text
        for name, text in _TALLIES.items()
        if table.has(name) and (weighted or "weighted" not in name)
    }
    lines = [said(f"{name}{told}.", hanging=2) for name, told in movers.items()]
    told = text_table(changes.tallies, shown)
    return section("Eras that moved", told, "\n".join(lines))


def _rows(changes: ReportedChanges) -> str:
    table = Table(changes.rows, "rows")
    lines = []
    records = records_of(table, "table", "key", "change", "column")
    for name in dict.fromkeys(row["table"] for row in records):
        own = [row for row in records if row["table"] == name]
        for change in ("added", "removed"):
            keys = [row["key"] for row in own if row["change"] == change]
            if keys:
                noun = "figure" if name == "series" else name.removesuffix("s")
                told = f"{many(len(keys), noun)} {change}: {named_rows(keys, _MOST)}."
                lines.append(said(told, hanging=2))
        fields = _fields(own)
        lines += [
            said(
                f"{name}, {column} changed in {len(keys)}: {named_rows(keys, _MOST)}.",
                hanging=2,
            )
            for column, keys in fields.items()
        ]
    of_columns = rows_of(Table(changes.columns, "columns"), "table", "column", "change")
    for change in ("added", "removed"):
        columns = [f"{one} of {of}" for of, one, how in of_columns if how == change]
        if columns:
            lines.append(said(f"Columns {change}: {spoken(columns)}.", hanging=2))
    return section("Rows that differ", "\n".join(lines)) if lines else ""


def _fields(records: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """
    The rows in which each column differs, by the column.

    The ends of a date and how it was written are left to the date, which differs too.
    """
    fields: dict[str, list[str]] = {}
    for row in records:
        if row["change"] == "changed":
            fields.setdefault(row["column"], []).append(row["key"])

    def told(column: str) -> bool:
        date = column
        for ending in _OF_A_DATE:
            date = date.removesuffix(ending)
        return date != column and {*fields[column]} <= {*fields.get(date, [])}

    return {column: keys for column, keys in fields.items() if not told(column)}


def _conventions(table: Table) -> str:
    lines = [
        said(f"{name}: {_cut(old)}; now {_cut(new)}.", hanging=2)
        for name, old, new in rows_of(table, "convention", "old", "new")
    ]
    return section("What the study says otherwise", "\n".join(lines)) if lines else ""


def _movers(moved: Table) -> dict[str, dict[str, str]]:
    """The rows that moved each claim and each tally, in words."""
    ways: dict[str, dict[str, list[tuple[str, str]]]] = {"claim": {}, "tally": {}}
    for of, name, key, how in rows_of(moved, "of", "name", "key", "how"):
        ways[of].setdefault(name, []).append((how, key))
    return {
        of: {
            name: f": {movers_in_words(rows, called=_HOW, most=_MOST)}"
            for name, rows in names.items()
        }
        for of, names in ways.items()
    }


def _cut(text: str | None) -> str:
    return MISSING if text is None else running(text, 70, most=1)[0]
