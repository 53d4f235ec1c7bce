"""Seeded events among 200 countries, as arrays and as polars frames.

Pairs are drawn by a Zipf law over 40,000 directions, days from 1946 to 2025 with more
of them late. Sums of the weights are exact, so that any order gives the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import polars as pl

SEED = 20261124
COUNTRIES = 200
PAIRS = COUNTRIES * COUNTRIES
FIRST, END = (int(np.datetime64(day, "D").astype(np.int64)) for day in ("1946", "2026"))
DAYS = END - FIRST
WEIGHTS = np.array([1.0, 0.5, 0.75, 2.0, 0.25, 1.5, 1.25, 3.0])
KINDS = [f"k{number}" for number in range(WEIGHTS.size)]
SCHEME = {"kind": dict(zip(KINDS, WEIGHTS.tolist(), strict=True))}
SINCE, THROUGH = "1946-01-01", "2025-12-31"
# An origin and a destination are called apart, so that a pair of them is a direction.
NAMES = [f"{number:03d}" for number in range(COUNTRIES)]
STEP = 5_000_000

World = dict[str, Any]


def zipf(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """How probable the pairs are, summed up, and which pair is the n-th."""
    odds = 1.0 / (np.arange(PAIRS) + 2.7) ** 1.1
    return np.cumsum(odds / odds.sum()), random.permutation(PAIRS).astype(np.uint32)


def drawn(random: np.random.Generator, size: int, law: Any) -> np.ndarray:
    """Draw pairs; whoever would visit itself visits a neighbour instead."""
    summed, pair = law
    found = pair[np.searchsorted(summed, random.random(size)).clip(0, PAIRS - 1)]
    return _of_two(found)


def _of_two(pair: np.ndarray) -> np.ndarray:
    alone = pair % (COUNTRIES + 1) == 0
    return np.where(alone, pair ^ 1, pair).astype(np.uint32)


def events(rows: int, order: str) -> World:
    """Draw `pair`, `day`, `kind` and `weight` of every event."""
    random = np.random.default_rng(SEED)
    law = zipf(random)
    pair, day = np.empty(rows, np.uint32), np.empty(rows, np.int32)
    for start in range(0, rows, STEP):
        part = slice(start, min(start + STEP, rows))
        size = part.stop - part.start
        pair[part] = drawn(random, size, law)
        late = 0.9 * random.random(size) + 0.1 * random.random(size)
        day[part] = (DAYS * np.sqrt(late)).astype(np.int32).clip(0, DAYS - 1)
    if order == "sorted":
        key = (pair.astype(np.int64) << 16) | day
        key.sort()
        pair, day = (key >> 16).astype(np.uint32), (key & 0xFFFF).astype(np.int32)
    day += FIRST
    kind = random.integers(0, WEIGHTS.size, rows, dtype=np.uint8)
    return {"pair": pair, "day": day, "kind": kind, "weight": WEIGHTS[kind]}


def edges_of_eras(eras: int = 8) -> np.ndarray:
    """Eras one after the other from the first day to the last, for all pairs."""
    random = np.random.default_rng(7)
    inside = random.choice(np.arange(FIRST + 400, END - 400), eras - 1, replace=False)
    return np.concatenate([[FIRST], np.sort(inside), [END]]).astype(np.int32)


def terms() -> World:
    """Four to sixteen terms of each country's leaders, some after a gap."""
    random = np.random.default_rng(SEED + 1)
    country, start, end = [], [], []
    for number in range(COUNTRIES):
        size = int(random.integers(4, 17))
        inside = random.choice(np.arange(FIRST + 30, END - 30), size - 1, replace=False)
        bounds = np.concatenate([[FIRST], np.sort(inside), [END]])
        ends = bounds[1:].copy()
        gap = random.random(size) < 0.1
        ends[gap] -= np.minimum(20, (ends - bounds[:-1])[gap] - 1)
        country.append(np.full(size, number))
        start.append(bounds[:-1])
        end.append(ends)
    return {
        "country": np.concatenate(country),
        "start": np.concatenate(start).astype(np.int32),
        "end": np.concatenate(end).astype(np.int32),
    }


def shocks(rows: int) -> World:
    """One shock for ten events: half where events are many, half anywhere."""
    random = np.random.default_rng(SEED + 2)
    law = zipf(np.random.default_rng(SEED))
    size = max(40, rows // 10)
    pair = drawn(random, size, law)
    anywhere = _of_two(random.integers(0, PAIRS, size).astype(np.uint32))
    return {
        "pair": np.where(random.random(size) < 0.5, anywhere, pair),
        "day": random.integers(FIRST, END, size).astype(np.int32),
    }


def days(numbers: np.ndarray) -> np.ndarray:
    """Days since 1970 as dates."""
    return np.asarray(numbers).astype("datetime64[D]")


def shared_eras(edges: np.ndarray) -> dict[str, Any]:
    """The eras of all pairs as a mapping of columns."""
    labels = [f"e{number:02d}" for number in range(len(edges) - 1)]
    return {"era": labels, "start": days(edges[:-1]), "end": days(edges[1:])}


def enum(codes: np.ndarray, labels: list[str]) -> pl.Series:
    """A column of categories from codes, without a pass through text."""
    import polars as pl

    kind = pl.Enum(labels)
    small = pl.Series(labels[:1], dtype=kind).to_physical().dtype
    return pl.Series(np.asarray(codes, np.uint32)).cast(small).cat.to(kind)


def frame(
    world: World, *, both_ends: bool = False, prefix: bool = True, text: bool = False
) -> pl.DataFrame:
    """The events as a frame: dates and categories, or text where it is asked for."""
    import polars as pl

    columns = {"date": pl.Series(world["day"]).cast(pl.Date)}
    ends = {"origin": "o", "destination": "d"} if both_ends else {}
    parts = np.divmod(world["pair"], COUNTRIES)
    for (name, letter), part in zip(ends.items(), parts, strict=False):
        labels = [letter * prefix + number for number in NAMES]
        columns[name] = enum(part, labels)
    if "kind" in world:
        columns["kind"] = enum(world["kind"], KINDS)
    made = pl.DataFrame(columns)
    return made.with_columns(pl.col(pl.Enum).cast(pl.String)) if text else made


def codes(column: pl.Series) -> np.ndarray:
    """The numbers in names such as o017."""
    import polars as pl

    return column.cast(pl.String).str.slice(-3).cast(pl.Int64).to_numpy()
