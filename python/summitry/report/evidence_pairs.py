"""Eras of a claim's list, two by two: ratios, intervals, and what could be shown."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims.statement import ToldApart
from summitry.claims.told import REPRODUCED
from summitry.frames.asked_columns import chosen
from summitry.infer.could_show import could_show
from summitry.infer.families import alpha_of, at_most
from summitry.measure.intervals import (
    interval_for,
    unweighted_columns,
    weighted_columns,
    weighted_word,
)
from summitry.measure.years import DISPERSED, at
from summitry.report.evidence_facts import Pair
from summitry.report.strength import compared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.claims.claim import Claim
    from summitry.claims.result import ClaimResult
    from summitry.claims.specification import Specification

    Reals = npt.NDArray[np.float64]

_POWER = 0.8
"""With which probability a difference would have been shown."""


def counted_eras(
    tally: _core.ListTally, claim: Claim, spec: Specification
) -> Mapping[str, Any]:
    """The frequency of each era of the claim's list, with its limits."""
    n = len(tally.labels)
    counts = tally.counts.reshape(n, tally.n_classes)
    interval = interval_for(spec.method)
    varying = {
        DISPERSED.get(spec.method, "excess"): tally.allowed["excess"],
        "dispersion_df": tally.allowed["degrees_of_freedom"],
    }
    if not claim.is_weighted:
        summed = np.ascontiguousarray(counts.sum(axis=1, dtype=np.uint64))
        found = unweighted_columns(
            summed,
            tally.years,
            np.array([n]),
            interval=interval,
            level=spec.level,
            varying=varying,
        )
        return chosen(found) | {"allowed": tally.allowed}
    found = weighted_columns(
        np.ascontiguousarray(counts),
        tally.weights,
        tally.years,
        np.array([n]),
        interval=weighted_word(interval),
        level=spec.level,
        varying=varying,
    )
    columns = chosen(found) | {"allowed": tally.allowed}
    return {name.removeprefix("weighted_"): values for name, values in columns.items()}


def pairs_of(
    labels: list[str],
    years: Reals,
    counted: Mapping[str, Any],
    own: int,
    spec: Specification,
    family: Sequence[str] | None,
) -> list[Pair]:
    """The ratio of an era's frequency to each other's, adjusted over a family."""
    exposed = np.flatnonzero(years > 0)
    first, second = (exposed[rows] for rows in np.triu_indices(len(exposed), k=1))
    if family is not None:
        others = np.isin(np.array(labels, dtype=object), list(family))
        kept = ((first == own) & others[second]) | ((second == own) & others[first])
        first, second = first[kept], second[kept]
    found = _compared(years, counted, (first, second), spec)
    families = np.zeros(len(first), dtype=np.uint32)
    adjusted = _core.adjusted(found["p"], families, adjustment=spec.adjustment)
    pairs = []
    for number, (one, other) in enumerate(zip(first, second, strict=True)):
        if own not in (one, other):
            continue
        ratio, lower, upper = (
            float(found[name][number]) for name in ("ratio", "lower", "upper")
        )
        settled = at_most(adjusted[number], alpha_of(spec.level))
        settled = bool(settled) and not lower <= 1 <= upper
        ends = (labels[one], labels[other])
        if one != own:
            ends = ends[::-1]
            ratio, lower, upper = (_inverse(value) for value in (ratio, upper, lower))
        silent = not (counted["frequency"][one] or counted["frequency"][other])
        pairs.append(
            Pair(*ends, ratio, lower, upper, spec.level, settled, silent=bool(silent))
        )
    return pairs


def _compared(
    years: Reals,
    counted: Mapping[str, Any],
    rows: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    spec: Specification,
) -> _core._Comparisons:
    if "variance" in counted:
        method = spec.method if spec.method in DISPERSED else "central"
        one, other = (_weighted(counted, years, places) for places in rows)
        return _core.compare_weighted(one, other, level=spec.level, method=method)
    first, second = (_unweighted(counted, years, places) for places in rows)
    return _core.compare_frequencies(
        first, second, level=spec.level, method=spec.method
    )


def untold(
    result: ClaimResult,
    tally: _core.ListTally,
    counted: Mapping[str, Any],
    own: int,
) -> tuple[Pair, ...]:
    """
    The pair that a claim calls told apart, where the answer does not.

    Two that are told apart in the other direction are settled, and are told as such.
    """
    claim, spec = result.claim, result.specification
    adjusted = result.answer.adjusted_p
    if adjusted is None or result.verdict == REPRODUCED:
        return ()
    settled = at_most(adjusted, alpha_of(spec.level))
    apart = claim.statement.asserted
    if not isinstance(apart, ToldApart) or (settled and not apart.being):
        return ()
    other, family = apart.other.era, apart.against or None
    pairs = pairs_of(tally.labels, tally.years, counted, own, spec, family)
    untold = [pair for pair in pairs if pair.other == other and pair.settled == settled]
    if claim.is_weighted:
        return tuple(untold)
    return tuple(with_words(pair, tally, counted, spec, family) for pair in untold)


def with_words(
    pair: Pair,
    tally: _core.ListTally,
    counted: Mapping[str, Any],
    spec: Specification,
    family: Sequence[str] | None,
) -> Pair:
    """The pair with what could have been shown, where it is not told apart."""
    if pair.silent or compared(pair.lower, pair.upper, settled=pair.settled).strength:
        return pair
    rows = [np.array([tally.labels.index(era)]) for era in (pair.era, pair.other)]
    exposed = int((tally.years > 0).sum())
    among = exposed * (exposed - 1) // 2 if family is None else len(family)
    among = among if spec.adjustment == "holm" else 1
    one, other = (_unweighted(counted, tally.years, places) for places in rows)
    words = could_show(
        one,
        other,
        np.array([among]),
        method=spec.method,
        alpha=alpha_of(spec.level),
        power=_POWER,
    )
    return replace(pair, could_show=words[0])


def _unweighted(
    counted: Mapping[str, Any], years: Reals, rows: npt.NDArray[np.int64]
) -> _core._Frequencies:
    return {
        "count": np.asarray(counted["count"]).astype(np.uint64)[rows],
        "years": years[rows],
        "allowed": at(counted["allowed"], rows),
    }


def _weighted(
    counted: Mapping[str, Any], years: Reals, rows: npt.NDArray[np.int64]
) -> _core._WeightedFrequencies:
    return {
        "frequency": counted["frequency"][rows],
        "variance": counted["variance"][rows],
        "largest_weight": counted["largest_weight"][rows],
        "years": years[rows],
        "allowed": at(counted["allowed"], rows),
    }


def _inverse(value: float) -> float:
    """One over a limit; one that does not exist is that of a boundless ratio."""
    if isnan(value):
        return 0.0
    return 1 / value if value else float("nan")
