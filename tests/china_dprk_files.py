"""The files of the first bundled record, read without the package."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from bundled_files import DATASETS, cells_in, outcome_by, rows_in

FOLDER = DATASETS / "china-dprk"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
TABLES = {table["name"]: table for table in PACKAGE["resources"]}
NOTES = (FOLDER / "NOTES.md").read_text("utf-8")
RECORD_PAGE = Path(__file__).parent.parent / "docs" / "record.md"
WINDOW = (dt.date(1953, 7, 27), dt.date(2017, 3, 31))

rows_of = partial(rows_in, FOLDER)
table_under = partial(cells_in, NOTES)
VISITS = rows_of("visits")
RULE = tomllib.loads((FOLDER / "definition.toml").read_text("utf-8"))
OUTCOMES = {row["id"]: outcome_by(RULE, row) for row in VISITS}


def fields_of(table: str) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = TABLES[table]["schema"]["fields"]
    return fields
