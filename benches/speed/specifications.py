"""
Frequencies and ranks of eight eras under 100,000 specifications of 161 visits.

20 inclusion rules x 10 ways to date the eras x 500 weight schemes. The pandas loop, one
groupby a specification as an analyst writes it, does a hundredth of them.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import worlds

import summitry
from summitry import _core

VISITS, RULES, DATINGS, SCHEMES, ERAS = 161, 20, 10, 500, 8
KINDS = worlds.WEIGHTS.size
LABELS = [f"e{number}" for number in range(ERAS)]
DATED_BY = [f"dating {number}" for number in range(DATINGS)]
COUNTED, YEAR = 0.7, 365.25
SCALE = {"pandas": 100}


def world(rows: int, order: str) -> worlds.World:
    random = np.random.default_rng(12)
    edges = worlds.edges_of_eras(ERAS)
    moved = edges + random.integers(-60, 61, (DATINGS, edges.size))
    moved[:, [0, -1]] = edges[[0, -1]]
    counted = random.random((RULES, KINDS)) < COUNTED
    counted[:, 0] = True
    return {
        "day": random.integers(edges[0], edges[-1], VISITS).astype(np.int32),
        "kind": random.integers(0, KINDS, VISITS).astype(np.uint32),
        "weights": np.round(random.random((SCHEMES, KINDS)) * 1024) / 1024,
        "counted": counted,
        "edges": moved.astype(np.int32),
    }


def answer(rates: Any, ranks: Any) -> dict[str, Any]:
    return {"rates": rates, "ranks": ranks}


def tables(w: worlds.World) -> tuple[Any, Any, list[Any], list[Any]]:
    """Visits, eras by each way to date them, inclusion rules and schemes."""
    import pandas as pd

    definitions = []
    for counted in w["counted"]:
        rules = [
            summitry.DefinitionRule({"kind": [kind]}, str(bool(one)).lower(), "")
            for kind, one in zip(worlds.KINDS, counted, strict=True)
        ]
        definitions.append(summitry.Definition({"*": "other"}, rules=rules))
    edges = worlds.days(w["edges"])
    eras = pd.DataFrame(
        {
            "side": "AAA",
            "rule": np.repeat(DATED_BY, ERAS),
            "era": LABELS * DATINGS,
            "start": edges[:, :-1].ravel(),
            "end": edges[:, 1:].ravel(),
        }
    )
    visits = pd.DataFrame(
        {
            "date": worlds.days(w["day"]),
            "origin": "AAA",
            "destination": "BBB",
            "visitor_rank": "other",
            "kind": np.array(worlds.KINDS)[w["kind"]],
        }
    )
    schemes = [
        {"kind": dict(zip(worlds.KINDS, row.tolist(), strict=True))}
        for row in w["weights"]
    ]
    return visits, eras, definitions, schemes


def ours(w: worlds.World) -> Any:
    """The values alone, of a record that is encoded."""
    from summitry.claims.record import Record

    visits, eras, definitions, schemes = tables(w)
    record = Record(visits, eras, definitions=definitions, schemes=schemes)
    own = summitry.Specification(worlds.SINCE, worlds.THROUGH)
    choices = {
        "definition": list(range(RULES)),
        "rules": {"AAA": DATED_BY},
        "scheme": list(range(SCHEMES)),
    }

    def run() -> Any:
        return _core.multiverse_frequencies(
            record.core, "AAA", LABELS, own.to_json(), json.dumps(choices)
        )

    def answered(found: Any) -> dict[str, Any]:
        rates = np.stack([column.values for column in found], axis=1)
        return answer(rates, np.stack([column.ranks for column in found], axis=1))

    return run, answered


def numpy(w: worlds.World) -> Any:
    """Count by dating, era and kind once, then multiply with the weights."""
    years = np.diff(w["edges"], axis=1) / YEAR

    def run() -> Any:
        era = [np.searchsorted(row, w["day"], "right") - 1 for row in w["edges"]]
        key = np.arange(DATINGS)[:, None] * ERAS + np.array(era)
        cells = np.bincount((key * KINDS + w["kind"]).ravel(), minlength=640)
        cells = cells.reshape(-1, KINDS).astype(float)
        weights = (w["weights"][None] * w["counted"][:, None]).reshape(-1, KINDS)
        sums = (weights @ cells.T).reshape(RULES, SCHEMES, DATINGS, ERAS)
        rates = (sums / years).transpose(0, 2, 1, 3).reshape(-1, ERAS)
        return rates, 1 + (rates[:, None, :] < rates[:, :, None]).sum(axis=2)

    return run, lambda found: answer(*found)


def in_polars(w: worlds.World) -> Any:
    """Count by group_by, then a join with every specification: lazily, in order."""
    import polars as pl

    visits = pl.DataFrame({"day": w["day"], "kind": w["kind"].astype(np.int64)})
    eras = pl.DataFrame(
        {
            "dating": np.repeat(np.arange(DATINGS), ERAS),
            "era": np.tile(np.arange(ERAS), DATINGS),
            "start": w["edges"][:, :-1].ravel(),
            "end": w["edges"][:, 1:].ravel(),
        }
    )
    weights = (w["weights"][None] * w["counted"][:, None]).reshape(-1, KINDS)
    rows = RULES * SCHEMES
    weighted = pl.DataFrame(
        {
            "scheme": np.repeat(np.arange(rows), KINDS),
            "kind": np.tile(np.arange(KINDS), rows),
            "weight": weights.ravel(),
        }
    )
    rule = pl.col("scheme") // SCHEMES

    def rated() -> Any:
        day = pl.col("day")
        held = eras.join_where(visits, day >= pl.col("start"), day < pl.col("end"))
        cells = held.group_by("dating", "era", "kind").len()
        sums = cells.lazy().join(weighted.lazy(), on="kind")
        sums = sums.group_by("scheme", "dating", "era").agg(
            sum=(pl.col("len") * pl.col("weight")).sum()
        )
        every = pl.LazyFrame({"scheme": np.arange(rows)}).join(eras.lazy(), how="cross")
        every = every.join(sums, on=["scheme", "dating", "era"], how="left")
        years = (pl.col("end") - pl.col("start")) / YEAR
        rate = every.with_columns(rate=pl.col("sum").fill_null(0.0) / years)
        return rate.sort(rule, "dating", pl.col("scheme") % SCHEMES, "era")

    return rated


def polars(w: worlds.World) -> Any:
    import polars as pl

    rated = in_polars(w)

    def run() -> Any:
        rank = pl.col("rate").rank("min").over("scheme", "dating")
        return rated().select("rate", rank=rank).collect()

    def answered(found: Any) -> dict[str, Any]:
        columns = [found[name].to_numpy().reshape(-1, ERAS) for name in found.columns]
        return answer(*columns)

    return run, answered


def pandas(w: worlds.World) -> Any:
    import pandas as pd

    visits = pd.DataFrame({"day": w["day"], "kind": w["kind"]})

    def run() -> Any:
        rates, ranks = [], []
        for number in range(RULES * DATINGS * SCHEMES // SCALE["pandas"]):
            cell, scheme = divmod(number, SCHEMES)
            rule, dating = divmod(cell, DATINGS)
            some = visits[w["counted"][rule][visits["kind"]]]
            edges = w["edges"][dating]
            era = pd.cut(some["day"], edges, right=False, labels=False)
            weight = pd.Series(w["weights"][scheme][some["kind"]], index=some.index)
            sums = weight.groupby(era).sum().reindex(range(ERAS), fill_value=0.0)
            rate = sums / (np.diff(edges) / YEAR)
            rates.append(rate.to_numpy())
            ranks.append(rate.rank(method="min").to_numpy())
        return np.array(rates), np.array(ranks)

    return run, lambda found: answer(*found)


def numba(w: worlds.World) -> Any:
    import numba as nb

    @nb.njit(parallel=True)
    def kernel(day: Any, kind: Any, weights: Any, counted: Any, edges: Any) -> Any:
        cells = np.zeros((DATINGS, ERAS, KINDS))
        for b in range(DATINGS):
            for i in range(len(day)):
                era = np.searchsorted(edges[b], day[i], side="right") - 1
                cells[b, era, kind[i]] += 1.0
        rates = np.empty((RULES * DATINGS * SCHEMES, ERAS))
        ranks = np.empty(rates.shape, np.uint16)
        for cell in nb.prange(RULES * DATINGS):
            rule, b = cell // DATINGS, cell % DATINGS
            for s in range(SCHEMES):
                row = cell * SCHEMES + s
                for e in range(ERAS):
                    total = 0.0
                    for k in range(KINDS):
                        if counted[rule, k]:
                            total += cells[b, e, k] * weights[s, k]
                    rates[row, e] = total / ((edges[b, e + 1] - edges[b, e]) / YEAR)
                for e in range(ERAS):
                    ranks[row, e] = 1
                    for other in range(ERAS):
                        if rates[row, other] < rates[row, e]:
                            ranks[row, e] += 1
        return rates, ranks

    names = ("day", "kind", "weights", "counted", "edges")
    columns = [w[name] for name in names]

    def run() -> Any:
        return kernel(*columns)

    return run, lambda found: answer(*found)


PEERS = {
    "summitry": ours,
    "numpy": numpy,
    "polars": polars,
    "pandas": pandas,
    "numba": numba,
}
