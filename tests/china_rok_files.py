"""The files of the record of China and South Korea, and the package's own reading."""

from __future__ import annotations

import json
import tomllib
from functools import cache, partial
from typing import Any

from bundled_files import DATASETS, cells_in, outcome_by, rows_in

import summitry

FOLDER = DATASETS / "china-rok"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
TABLES = {table["name"]: table for table in PACKAGE["resources"]}
NOTES = (FOLDER / "NOTES.md").read_text("utf-8")
RULE = tomllib.loads((FOLDER / "definition.toml").read_text("utf-8"))

rows_of = partial(rows_in, FOLDER)
cells_under = partial(cells_in, NOTES)
outcome = partial(outcome_by, RULE)
VISITS = rows_of("visits")


@cache
def judged(record: str = "china-rok") -> Any:
    rule = summitry.datasets.load_definition(record)
    return summitry.qualify(summitry.datasets.load_visits(record), definition=rule)
