"""
Time 100,000 specifications beside numpy, numba, polars and a pandas loop.

    python benches/multiverse.py

161 visits of eight categories, eight eras: 20 inclusion rules x 10 ways to date the
eras x 500 weight schemes. Every peer computes the same frequencies and ranks, which are
compared before anything is timed, and takes its turn in every round. The pandas loop,
one groupby a specification as an analyst writes it, runs a hundredth of them and is
scaled. Last comes the whole call on the bundled record: a tidy table with eight claims,
their shares and what drives them.
"""

from __future__ import annotations

import argparse
import json
import time
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl

import summitry
from summitry import Claim, Definition, DefinitionRule, Specification, _core
from summitry.claims.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

VISITS, CATEGORIES, RULES, DATINGS, SCHEMES = 161, 8, 20, 10, 500
EDGES = ["1946", "1960", "1972", "1980", "1991", "2001", "2008", "2016", "2026"]
SAMPLE = 100
SKIPPED = 2


def data() -> dict[str, Any]:
    """Draw visits, weights, inclusion rules by category, and moved bounds of eras."""
    random = np.random.default_rng(11)
    edges = np.array(EDGES, "datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    moved = edges + random.integers(-60, 61, (DATINGS, edges.size))
    moved[:, [0, -1]] = edges[[0, -1]]
    counted = random.integers(0, 10, (RULES, CATEGORIES)) > SKIPPED
    counted[:, 0] = True
    return {
        "day": random.integers(edges[0], edges[-1], VISITS),
        "category": random.integers(0, CATEGORIES, VISITS).astype(np.uint32),
        "weights": np.round(random.random((SCHEMES, CATEGORIES)) * 1024) / 1024,
        "counted": counted,
        "edges": moved,
    }


def core(d: dict[str, Any]) -> Callable[[], Any]:
    """Encode the record and lay out the choices as the core takes them."""
    names = [f"c{number}" for number in range(CATEGORIES)]
    labels = [f"era {number}" for number in range(len(EDGES) - 1)]
    definitions = []
    for row in d["counted"]:
        said = {True: "true", False: "false"}
        rules = [
            DefinitionRule(when={"category": name}, outcome=said[bool(one)], reason="")
            for name, one in zip(names, row, strict=True)
        ]
        definitions.append(Definition({"*": "other"}, rules=rules))
    edges = d["edges"].astype("datetime64[D]")
    eras = pd.DataFrame(
        {
            "side": "AAA",
            "rule": np.repeat([f"dating {n}" for n in range(DATINGS)], len(labels)),
            "era": labels * DATINGS,
            "start": edges[:, :-1].ravel(),
            "end": edges[:, 1:].ravel(),
        }
    )
    visits = pd.DataFrame(
        {
            "date": d["day"].astype("datetime64[D]"),
            "origin": "AAA",
            "destination": "BBB",
            "visitor_rank": "other",
            "category": np.array(names)[d["category"]],
        }
    )
    schemes = [
        {"category": dict(zip(names, row.tolist(), strict=True))}
        for row in d["weights"]
    ]
    record = Record(visits, eras, definitions=definitions, schemes=schemes)
    own = Specification(edges[0, 0], edges[0, -1] - 1)
    choices = {
        "definition": list(range(RULES)),
        "rules": {"AAA": [f"dating {n}" for n in range(DATINGS)]},
        "scheme": list(range(SCHEMES)),
    }

    def run() -> Any:
        found = _core.multiverse_frequencies(
            record.core, "AAA", labels, own.to_json(), json.dumps(choices)
        )
        return (
            [column.values for column in found],
            [column.ranks for column in found],
        )

    return run


def numpy(d: dict[str, Any]) -> Callable[[], Any]:
    """Count by dating, era and category once, then multiply with the weights."""
    years = np.diff(d["edges"], axis=1) / 365.25

    def run() -> Any:
        era = np.array(
            [np.searchsorted(row, d["day"], "right") - 1 for row in d["edges"]]
        )
        key = (np.arange(DATINGS)[:, None] * 8 + era) * CATEGORIES + d["category"]
        counts = np.bincount(key.ravel(), minlength=DATINGS * 8 * CATEGORIES)
        counts = counts.reshape(DATINGS * 8, CATEGORIES).astype(float)
        weights = d["weights"][None] * d["counted"][:, None]
        sums = (weights.reshape(-1, CATEGORIES) @ counts.T).reshape(
            RULES, SCHEMES, DATINGS, 8
        )
        rates = (sums / years).transpose(0, 2, 1, 3).reshape(-1, 8)
        ranks = 1 + (rates[:, None, :] < rates[:, :, None]).sum(axis=2)
        return rates, ranks

    return run


def numba(d: dict[str, Any]) -> Callable[[], Any]:  # noqa: C901
    import numba as nb

    @nb.njit
    def count(day: Any, category: Any, edges: Any) -> Any:
        counts = np.zeros((len(edges), 8, 8))
        for b in range(len(edges)):
            for i in range(len(day)):
                era = np.searchsorted(edges[b], day[i], side="right") - 1
                counts[b, era, category[i]] += 1.0
        return counts

    @nb.njit
    def one(counts: Any, weights: Any, counted: Any, edges: Any, rates: Any) -> None:
        for e in range(8):
            total = 0.0
            for c in range(8):
                if counted[c]:
                    total += counts[e, c] * weights[c]
            rates[e] = total / ((edges[e + 1] - edges[e]) / 365.25)

    @nb.njit
    def rank(rates: Any, ranks: Any) -> None:
        for e in range(8):
            ranks[e] = 1
            for g in range(8):
                if rates[g] < rates[e]:
                    ranks[e] += 1

    @nb.njit(parallel=True)
    def kernel(day: Any, category: Any, weights: Any, counted: Any, edges: Any) -> Any:
        n_datings, n_schemes = len(edges), len(weights)
        n_cells = len(counted) * n_datings
        rates = np.empty((n_cells * n_schemes, 8))
        ranks = np.empty((n_cells * n_schemes, 8), np.uint16)
        counts = count(day, category, edges)
        for cell in nb.prange(n_cells):
            f, b = cell // n_datings, cell % n_datings
            for w in range(n_schemes):
                s = cell * n_schemes + w
                one(counts[b], weights[w], counted[f], edges[b], rates[s])
                rank(rates[s], ranks[s])
        return rates, ranks

    return lambda: kernel(
        d["day"], d["category"], d["weights"], d["counted"], d["edges"]
    )


def polars(d: dict[str, Any]) -> Callable[[], Any]:
    """Histogram by group_by, then a join with every specification."""
    visits = pl.DataFrame({"day": d["day"], "c": d["category"].astype(np.int64)})
    edges = d["edges"]
    eras = pl.DataFrame(
        {
            "b": np.repeat(np.arange(DATINGS), 8),
            "e": np.tile(np.arange(8), DATINGS),
            "start": edges[:, :-1].ravel(),
            "end": edges[:, 1:].ravel(),
        }
    )
    weights = (d["weights"][None] * d["counted"][:, None]).reshape(-1, CATEGORIES)
    n_rows = RULES * SCHEMES
    weighted = pl.DataFrame(
        {
            "fw": np.repeat(np.arange(n_rows), CATEGORIES),
            "c": np.tile(np.arange(CATEGORIES), n_rows),
            "weight": weights.ravel(),
        }
    )

    def run() -> Any:
        counts = (
            eras.join_where(
                visits, pl.col("day") >= pl.col("start"), pl.col("day") < pl.col("end")
            )
            .group_by("b", "e", "c")
            .len()
        )
        sums = (
            counts.lazy()
            .join(weighted.lazy(), on="c")
            .group_by("fw", "b", "e")
            .agg(sum=(pl.col("len") * pl.col("weight")).sum())
        )
        found = (
            pl.LazyFrame({"fw": np.arange(n_rows)})
            .join(eras.lazy(), how="cross")
            .join(sums, on=["fw", "b", "e"], how="left")
            .with_columns(
                rate=pl.col("sum").fill_null(0.0)
                / ((pl.col("end") - pl.col("start")) / 365.25)
            )
            .with_columns(rank=pl.col("rate").rank("min").over("fw", "b"))
            .with_columns(f=pl.col("fw") // SCHEMES, w=pl.col("fw") % SCHEMES)
            .sort("f", "b", "w", "e")
            .select("rate", "rank")
            .collect()
        )
        return (found[name].to_numpy().reshape(-1, 8) for name in ("rate", "rank"))

    return run


def pandas(d: dict[str, Any]) -> Callable[[], Any]:
    """What an analyst writes: one groupby a specification, for a sample of them."""
    frame = pd.DataFrame({"day": d["day"], "category": d["category"]})
    every = RULES * DATINGS * SCHEMES

    def run() -> Any:
        rates, ranks = [], []
        for number in range(0, every, every // (every // SAMPLE)):
            cell, w = divmod(number, SCHEMES)
            f, b = divmod(cell, DATINGS)
            some = frame[d["counted"][f][frame["category"]]]
            era = pd.cut(some["day"], d["edges"][b], right=False, labels=False)
            sums = pd.Series(d["weights"][w][some["category"]], index=some.index)
            sums = sums.groupby(era).sum().reindex(range(8), fill_value=0.0)
            rate = sums / (np.diff(d["edges"][b]) / 365.25)
            rates.append(rate.to_numpy())
            ranks.append(rate.rank(method="min").to_numpy())
        return np.array(rates), np.array(ranks)

    return run


PEERS = {
    "summitry core": core,
    "numpy": numpy,
    "numba parallel": numba,
    "polars": polars,
    "pandas loop": pandas,
}


def prepared(d: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """Make every peer ready, and check that all compute the same."""
    runs: dict[str, Callable[[], Any]] = {}
    for name, make in PEERS.items():
        try:
            runs[name] = make(d)
        except ImportError:
            print(f"{name} is not installed and left out")
    expected = [np.stack(columns, axis=1) for columns in runs["summitry core"]()]
    for name, run in list(runs.items())[1:]:
        step = SAMPLE if name == "pandas loop" else 1
        for found, wanted in zip(run(), expected, strict=True):
            if not np.allclose(found, wanted[::step], rtol=1e-9):
                raise SystemExit(f"{name} computes otherwise")
    return runs


def whole_call() -> Callable[[], Any]:
    """The bundled record: a tidy table of about 100,000 specifications with claims."""
    visits = summitry.qualify(
        summitry.datasets.load_visits("china-dprk"),
        definition=summitry.datasets.load_definition("china-dprk"),
    )
    eras = summitry.datasets.load_eras("china-dprk", rules="all")
    tests = summitry.datasets.load_shocks("china-dprk", kind="nuclear_test")
    second_to_fifth = tests["id"].tolist()[1:5]
    xi, lowest = "Xi Jinping", "weighted_frequency"
    claims = {
        "xi": Claim.value(xi, "1.25"),
        "kim": Claim.value("Kim Jong Un", "1.8"),
        "second": Claim.ahead_only_of(xi, ["Mao Zedong"]),
        "weighted-lowest": Claim.lowest(xi, quantity=lowest),
        "below-hu": Claim.ascending([xi, "Hu Jintao"], quantity=lowest),
        "mean-lag": Claim.lag(second_to_fifth, 120),
        "silence": Claim.unanswered(second_to_fifth[-1]),
        "drought": Claim.gap(6, comparison="almost", unit="years"),
    }
    schemes = {
        f"{weight:.3f}": {"summit": {True: float(weight), False: 1.0}}
        for weight in np.linspace(1, 5, 65)
    }

    def run() -> Any:
        return summitry.multiverse(
            visits,
            eras,
            tests,
            claims=claims,
            schemes=schemes,
            since="1953-07-27",
            through=["2017-03-15", "2016-12-31"],
        )

    return run


def timed(run: Callable[[], Any], rounds: int) -> float:
    """Return the median of some rounds, in milliseconds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        taken.append(1e3 * (time.perf_counter() - start))
    return median(taken)


def main() -> None:
    """Print how long each peer takes, and how many times longer than summitry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    runs = prepared(data())
    ours = timed(runs["summitry core"], rounds)
    print(f"{'peer':16}{'median ms':>12}{'times':>10}")
    for name, run in runs.items():
        scale = SAMPLE if name == "pandas loop" else 1
        taken = scale * timed(run, 1 if scale > 1 else rounds)
        print(f"{name:16}{taken:>12.1f}{taken / ours:>10.1f}")
    run = whole_call()
    found = run()
    print(
        f"\nwhole call, {len(found)} specifications and {len(found.claims)} claims: "
        f"{timed(run, rounds):.0f} ms"
    )


if __name__ == "__main__":
    main()
