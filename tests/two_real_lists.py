"""Two real lists of visits, read and merged, and which rows made one visit."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

import summitry

DATA = Path(__file__).parent / "data"


def listed(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", dtype=str, keep_default_na=False).replace(
        "", None
    )


def both_lists() -> dict[str, pd.DataFrame]:
    return {"first": listed("first-list"), "second": listed("second-list")}


@cache
def two_lists() -> summitry.MergedVisits:
    return summitry.merge_sources(both_lists())


def groups_of(merged: summitry.MergedVisits) -> set[frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    told = [list(merged.receipts[name]) for name in ("visit", "source", "id")]
    for visit, source, own in zip(*told, strict=True):
        found.setdefault(visit, set()).add((source, own))
    return {frozenset(group) for group in found.values()}
