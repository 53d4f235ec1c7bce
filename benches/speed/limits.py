"""Fay-Feuer limits of 320,000 weighted frequencies, beside scipy on one thread."""

from __future__ import annotations

from typing import Any

import numpy as np
import worlds

from summitry import _core

CELLS, LEVEL = 320_000, 0.95


def world(rows: int, order: str) -> worlds.World:
    random = np.random.default_rng(worlds.SEED + 6)
    shape = (CELLS, worlds.WEIGHTS.size)
    counts = (random.pareto(0.8, shape) * 0.2).clip(0, 700).astype(np.uint64)
    return {"counts": counts, "years": random.uniform(1, 15, CELLS)}


def ours(w: worlds.World) -> Any:
    def run() -> Any:
        return _core.weighted_interval(
            w["counts"], worlds.WEIGHTS, w["years"], level=LEVEL, interval="fay_feuer"
        )

    def answered(found: Any) -> dict[str, Any]:
        return {name: np.asarray(found["limits"][name]) for name in ("lower", "upper")}

    return run, answered


def scipy(w: worlds.World) -> Any:
    from scipy.special import gammainccinv, gammaincinv

    half = (1 - LEVEL) / 2

    def run() -> Any:
        years, most = w["years"], worlds.WEIGHTS.max() / w["years"]
        mean = w["counts"] @ worlds.WEIGHTS / years
        variance = w["counts"] @ worlds.WEIGHTS**2 / years**2
        some = mean > 0
        y, v = np.where(some, mean, 1), np.where(some, variance, 1)
        lower = np.where(some, v / y * gammaincinv(y * y / v, half), 0)
        y, v = mean + most, variance + most**2
        return lower, v / y * gammainccinv(y * y / v, half)

    return run, lambda found: dict(zip(("lower", "upper"), found, strict=True))


PEERS = {"summitry": ours, "scipy": scipy}
