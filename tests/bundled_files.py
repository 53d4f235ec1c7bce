"""The files of bundled records, read without the package."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path
from typing import Any

import summitry

DATASETS = Path(summitry.__file__).parent / "datasets"

Row = dict[str, str]


def rows_in(folder: Path, table: str) -> list[Row]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def first_day(text: str) -> dt.date:
    return dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :])


def cells_in(notes: str, heading: str) -> dict[str, list[str]]:
    """Read the first table of notes below a heading: its rows by their first cell."""
    block = re.search(r"(?:^\|.*\n)+", notes.split(heading, 1)[1], re.MULTILINE)
    assert block
    lines = [
        [cell.strip(" `") for cell in line.strip("|\n ").split("|")]
        for line in block.group().splitlines()
    ]
    return {cells[0]: cells[1:] for cells in lines[2:]}


def fits(when: dict[str, Any], row: Row) -> bool:
    """Whether a line of a definition speaks of a visit."""
    return all(
        any(part in row[column] for part in wanted["contains"])
        if isinstance(wanted, dict)
        else row[column] in wanted
        for column, wanted in when.items()
    )


def outcome_by(rule: dict[str, Any], row: Row) -> str:
    """Return what a definition says of a visit: by its lines, or else by its ladder."""
    for line in rule["rule"]:
        if fits(line["when"], row):
            return str(line["outcome"])
    ladder, lowest = rule["ladder"], rule["minimum"][row["origin"]]
    return str(ladder.index(row["visitor_rank"]) <= ladder.index(lowest)).lower()
