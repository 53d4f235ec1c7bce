"""10,000 placements of 40 shocks among 160 visits, and the mean lag within 400 days."""

from __future__ import annotations

from typing import Any

import numpy as np
import worlds

import summitry

DRAWS, SHOCKS, VISITS, DAYS, TAU = 10_000, 40, 160, 23_000, 400
# Each draws its own days, so the means agree but for chance.
TOLERANCE = 0.01


def world(rows: int, order: str) -> worlds.World:
    random = np.random.default_rng(3)
    visits = np.append(random.integers(0, DAYS, VISITS), DAYS - 1)
    shocks = random.integers(0, DAYS, SHOCKS)
    return {"visits": np.unique(visits), "shocks": shocks}


def ours(w: worlds.World) -> Any:
    tables = [{"date": worlds.days(w[name])} for name in ("shocks", "visits")]
    through = str(worlds.days(DAYS - 1))

    def run() -> Any:
        return summitry.placebo_test(
            *tables, since="1970-01-01", through=through, draws=DRAWS, tau=TAU
        )

    return run, lambda found: {"mean": np.asarray(found["expected"], float)}


def averaged(found: Any) -> dict[str, Any]:
    return {"mean": np.array([found.mean()])}


def numpy(w: worlds.World) -> Any:
    visits = w["visits"]

    def run() -> Any:
        random = np.random.default_rng(0)
        placed = random.integers(0, DAYS - TAU, (DRAWS, SHOCKS))
        lag = visits[np.searchsorted(visits, placed)] - placed
        return np.minimum(lag, TAU).mean(axis=1)

    return run, averaged


def numba(w: worlds.World) -> Any:
    import numba as nb

    @nb.njit(parallel=True)
    def kernel(visits: Any) -> Any:
        mean = np.empty(DRAWS)
        for draw in nb.prange(DRAWS):
            total = 0
            for _ in range(SHOCKS):
                day = np.random.randint(0, DAYS - TAU)
                total += min(visits[np.searchsorted(visits, day)] - day, TAU)
            mean[draw] = total / SHOCKS
        return mean

    return (lambda: kernel(w["visits"])), averaged


PEERS = {"summitry": ours, "numpy": numpy, "numba": numba}
