"""The whole call: verdicts of two claims under the same 100,000 specifications."""

from __future__ import annotations

from typing import Any

import numpy as np
import specifications
import worlds

import summitry

world = specifications.world
ERAS, LAST = specifications.ERAS, specifications.ERAS - 1


def ours(w: worlds.World) -> Any:
    visits, eras, definitions, schemes = specifications.tables(w)
    last, before = specifications.LABELS[-1], specifications.LABELS[-2]
    measure: Any = "weighted_frequency"
    claims = {
        "lowest": summitry.Claim.lowest(last, quantity=measure),
        "below": summitry.Claim.ascending([last, before], quantity=measure),
    }

    def run() -> Any:
        return summitry.multiverse(
            visits,
            eras,
            since=worlds.SINCE,
            through=worlds.THROUGH,
            claims=claims,
            definitions={f"d{n}": one for n, one in enumerate(definitions)},
            schemes={f"w{n}": one for n, one in enumerate(schemes)},
            unclear="exclude",
            date_rule="start",
            handover="successor",
            exposure="days",
        )

    def answered(found: Any) -> dict[str, Any]:
        return {
            name: np.asarray(found.table[f"{name}_holds"], float) for name in claims
        }

    return run, answered


def polars(w: worlds.World) -> Any:
    import polars as pl

    rated = specifications.in_polars(w)

    def run() -> Any:
        rate, era = pl.col("rate"), pl.col("era")
        last, before = rate.filter(era == LAST), rate.filter(era == LAST - 1)
        groups = rated().group_by("scheme", "dating", maintain_order=True)
        return groups.agg(
            lowest=(last < rate.filter(era < LAST).min()).first(),
            below=(last < before).first(),
        ).collect()

    def answered(found: Any) -> dict[str, Any]:
        return {
            name: found[name].cast(float).to_numpy() for name in ("lowest", "below")
        }

    return run, answered


PEERS = {"summitry": ours, "polars": polars}
