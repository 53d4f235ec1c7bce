"""The bundled table of offices, and visits of one title."""

from __future__ import annotations

from typing import Any

from bundled_files import DATASETS, rows_in
from conftest import columns_of

import summitry

FOLDER = DATASETS / "offices"
ROWS = rows_in(FOLDER, "offices")


def visits(*offices: str | None, origin: str = "PRK") -> dict[str, list[Any]]:
    return {"origin": [origin] * len(offices), "visitor_office": list(offices)}


def ranked(*offices: str | None, **options: Any) -> list[Any]:
    table = summitry.rank_offices(visits(*offices), **options)
    return columns_of(table)["visitor_rank"]
