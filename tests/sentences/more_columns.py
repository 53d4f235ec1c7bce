"""What sentences make of the columns of a table, added to its rows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sentences.shown import is_missing
from summitry.output.captions import begun

if TYPE_CHECKING:
    from sentences.templates import Row

DAYS_A_YEAR = 365.25


def counted(rows: list[Row], name: str) -> None:
    """Add to each row how many rows its reading of the visits has."""
    of = Counter(row.get("reading") for row in rows)
    for row in rows:
        row["n_in_all"] = len(rows)
        row["n_outside"] = sum(o.get("status") == "outside_coverage" for o in rows)
        row["n_rows"] = of[row.get("reading")]
        if "n" in row:
            same = [one for one in rows if one.get("reading") == row.get("reading")]
            row["n_together"] = sum(one["n"] for one in same)
        if "unvisited_pair" in row:
            row["n_unvisited"] = sum(
                one["unvisited_pair"]
                for one in rows
                if one["reading"] == row["reading"]
            )
        if "duplicate_shock" in row:
            row["n_doubled"] = sum(
                one["duplicate_shock"]
                for one in rows
                if one["reading"] == row["reading"]
            )
        row["table"] = name
        same = [one for one in rows if one.get("reading") == row.get("reading")]
        if "begun" in row:
            # What nobody watched throughout is counted, and not drawn.
            known = [one for one in same if one.get("known", True)]
            row |= {"n_known": len(known), "n_unknown": len(same) - len(known)}
            row["n_unknown_in_all"] = sum(not one.get("known", True) for one in rows)
            row["earliest"] = min((one["begun"] for one in known), default=None)
            row["latest"] = max((one["ended"] for one in known), default=None)


def check(rows: list[Row]) -> None:
    """Add to each pair of a check what its least p is among all of its list."""
    keys = ("side", "rule", "reading")
    seen = [row for row in rows if row["verdict"] != "not observed"]
    of = Counter(tuple(row.get(key) for key in keys) for row in seen)
    for row in rows:
        row["pairs"] = of[tuple(row.get(key) for key in keys)]
        row["coarsest"] = (
            2 / (row["draws"] + 1) if not is_missing(row["draws"]) else 0.0
        )
        least = max(row["smallest_p"], row["coarsest"])
        row["among"] = min(least * row["pairs"], 1.0)


def derived(row: Row) -> Row:
    """Return what sentences make of the columns of a row."""
    found: Row = {}
    if "level" in row:
        found["allowed"] = 1 - row["level"]
    if "days" in row and not is_missing(row["days"]):
        found["in_years"] = row["days"] / 365.25
    for name in ("complete_case_mean", "restricted_mean"):
        least, greatest = (row.get(f"{name}_{end}") for end in ("least", "greatest"))
        if is_missing(greatest):
            found[f"{name}_from"] = least
        elif least == greatest:
            found[f"{name}_known"] = row[name]
    if isinstance(row.get("reading"), str):
        found["Reading"] = row["reading"].capitalize()
    if isinstance(row.get("computed"), str):
        found["Computed"] = begun(row["computed"])
    return found


def expected(rows: list[Row]) -> None:
    """Add to each era the visits that its share of all years would have."""
    keys = ("side", "rule", "reading")
    for row in rows:
        own = [key for key in keys if key in row]
        same = [one for one in rows if all(one[key] == row[key] for key in own)]
        beside(row, rows)
        years = sum(one["years"] for one in same if not is_missing(one["years"]))
        if years and not is_missing(row["years"]):
            visits = sum(one["count"] for one in same)
            row["expected_visits"] = visits * row["years"] / years
            row["exposed_days"] = round(row["years"] * DAYS_A_YEAR)


def beside(row: Row, rows: list[Row]) -> None:
    """Add to an era its frequency by the other reading, where it is another."""
    keys = [key for key in ("side", "rule", "era") if key in row]
    for one in rows:
        alike = all(one[key] == row[key] for key in keys)
        other = alike and one["reading"] != row["reading"]
        if other and one["frequency"] != row["frequency"]:
            row["other_reading"] = one["reading"]
            row["other_frequency"] = one["frequency"]
