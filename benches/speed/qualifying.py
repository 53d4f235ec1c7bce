"""Verdicts and reasons, beside a polars expression written by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import worlds

import summitry

RANKS = ["head_of_state", "premier", "foreign_minister", "vice_minister", "other"]
LOWEST = {"o000": "premier", "*": "foreign_minister"}


def world(rows: int, order: str) -> worlds.World:
    random = np.random.default_rng(worlds.SEED + 7)
    rank = random.integers(0, len(RANKS), rows, dtype=np.uint8)
    return {**worlds.events(rows, order), "rank": rank}


def _frame(w: worlds.World) -> Any:
    visits = worlds.frame(w, both_ends=True)
    return visits.with_columns(visitor_rank=worlds.enum(w["rank"], RANKS))


def ours(w: worlds.World) -> Any:
    visits = _frame(w)
    rules = [summitry.DefinitionRule({"kind": ["k3"]}, "unclear", "of the third kind")]

    def run() -> Any:
        return summitry.qualify(visits, minimum=LOWEST, ladder=RANKS, rules=rules)

    def answered(found: Any) -> dict[str, Any]:
        words = found["qualifies"].cast(str).to_numpy()
        return {word: words == word for word in ("true", "false", "unclear")}

    return run, answered


def polars(w: worlds.World) -> Any:
    import polars as pl

    visits = _frame(w)

    def run() -> Any:
        rank = pl.col("visitor_rank")
        strict = pl.col("origin") == "o000"
        low = rank.to_physical() > pl.when(strict).then(1).otherwise(2)
        third = pl.col("kind") == "k3"
        minimum = pl.when(strict).then(pl.lit("premier"))
        minimum = minimum.otherwise(pl.lit("foreign_minister"))
        says = pl.when(third).then(pl.lit("unclear")).when(low).then(pl.lit("false"))
        why = pl.when(third).then(pl.lit("of the third kind"))
        why = why.when(low).then(pl.format("{} is below {}", rank, minimum))
        return visits.with_columns(
            qualifies=says.otherwise(pl.lit("true")),
            reason=why.otherwise(pl.format("{} is at or above {}", rank, minimum)),
        )

    def answered(found: Any) -> dict[str, Any]:
        words = found["qualifies"].to_numpy()
        return {word: words == word for word in ("true", "false", "unclear")}

    return run, answered


PEERS = {"summitry": ours, "polars": polars}
