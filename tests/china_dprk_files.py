"""The files of the first bundled record, read without the package."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import summitry

FOLDER = Path(summitry.__file__).parent / "datasets" / "china-dprk"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
TABLES = {table["name"]: table for table in PACKAGE["resources"]}
NOTES = (FOLDER / "NOTES.md").read_text("utf-8")
RECORD_PAGE = Path(__file__).parent.parent / "docs" / "record.md"
WINDOW = (dt.date(1953, 7, 27), dt.date(2017, 3, 31))

Row = dict[str, str]


def rows_of(table: str) -> list[Row]:
    with (FOLDER / TABLES[table]["path"]).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


VISITS = rows_of("visits")


def first_day(text: str) -> dt.date:
    return dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :])


def fields_of(table: str) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = TABLES[table]["schema"]["fields"]
    return fields


def table_under(heading: str) -> dict[str, list[str]]:
    """Read a table of NOTES.md: its rows by their first cell."""
    section = NOTES.split(heading, 1)[1]
    block = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert block
    lines = [
        [cell.strip(" `") for cell in line.strip("|\n ").split("|")]
        for line in block.group().splitlines()
    ]
    return {cells[0]: cells[1:] for cells in lines[2:]}


RULE = tomllib.loads((FOLDER / "definition.toml").read_text("utf-8"))


def fits(when: dict[str, Any], row: Row) -> bool:
    return all(
        any(part in row[column] for part in wanted["contains"])
        if isinstance(wanted, dict)
        else row[column] in wanted
        for column, wanted in when.items()
    )


def outcome(row: Row) -> str:
    for line in RULE["rule"]:
        if fits(line["when"], row):
            return str(line["outcome"])
    ladder, lowest = RULE["ladder"], RULE["minimum"][row["origin"]]
    meets = ladder.index(row["visitor_rank"]) <= ladder.index(lowest)
    return str(meets).lower()


OUTCOMES = {row["id"]: outcome(row) for row in VISITS}
