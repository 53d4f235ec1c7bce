"""Evidence for memos: the intervals behind what a claim's own visits assert."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isclose, isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.infer.could_show import could_show
from summitry.infer.families import alpha_of
from summitry.measure.intervals import (
    unweighted_columns,
    weighted_columns,
    weighted_word,
)
from summitry.measure.years import DISPERSED, at
from summitry.report.strength import compared
from summitry.robustness.fragility import test_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.claims.claim import Claim
    from summitry.claims.record import Record
    from summitry.claims.result import ClaimResult
    from summitry.claims.specification import Specification

    Reals = npt.NDArray[np.float64]

_POWER = 0.8
"""With which probability a difference would have been shown."""

_FREQUENCIES = ("frequency", "weighted_frequency")
_COMPARED = ("lower_than", "higher_than")


@dataclass(frozen=True)
class Rate:
    """A frequency with its limits; `lower` and `upper` may not exist (NaN)."""

    era: str
    value: float
    lower: float
    upper: float
    level: float


@dataclass(frozen=True)
class Pair:
    """
    The ratio of an era's frequency to that of another.

    Where the two cannot be told apart, `could_show` says what could have been shown.
    """

    era: str
    other: str
    ratio: float
    lower: float
    upper: float
    level: float
    settled: bool
    could_show: str = ""


@dataclass(frozen=True)
class Flip:
    """The fewest visits of one era that flip a verdict; none if no number does."""

    added: bool
    era: str
    visits: int | None


@dataclass(frozen=True)
class Wait:
    """The answered lags, and those that still run."""

    answered: int
    waiting: int
    mean: float
    restricted: float
    lower: float
    upper: float
    level: float
    tau: float
    extrapolated: bool


@dataclass(frozen=True)
class Drought:
    """An open gap, and how probable one at least as long is at a steady rate."""

    days: int
    probability: float


@dataclass(frozen=True)
class Evidence:
    """What stands behind one claim; empty where no interval goes with it."""

    rate: Rate | None = None
    pairs: tuple[Pair, ...] = ()
    flips: tuple[Flip, ...] = ()
    wait: Wait | None = None
    drought: Drought | None = None


def evidence_of(result: ClaimResult, record: Record) -> Evidence:
    """Return the evidence for a claim, of the visits that its own answer counts."""
    quantity = result.claim.quantity
    if quantity in _FREQUENCIES and "era" in result.claim.form.get("at", {}):
        return _on_eras(result, record)
    if quantity == "mean_lag":
        return Evidence(wait=_wait(result))
    probability = result.answer.probability
    if quantity == "open_gap" and None not in (result.value, probability):
        drought = Drought(round(result.answer.value), float(probability or 0.0))
        return Evidence(drought=drought)
    return Evidence()


def _on_eras(result: ClaimResult, record: Record) -> Evidence:
    claim, spec = result.claim, result.specification
    try:
        tally = _core.list_tally(record.core, claim.core, spec.to_json())
    except InputError:
        # The claim compares eras of several lists: no interval goes with it.
        return Evidence()
    counted = _counted(tally, claim, spec)
    own = tally.labels.index(claim.form["at"]["era"])
    value = float(counted["frequency"][own])
    if "told_apart_from" in claim.form:
        pairs = _untold(result, tally, counted, own)
        return Evidence(pairs=pairs, flips=_flips(tally, claim, spec))
    if not isclose(value, result.answer.value, rel_tol=1e-9):
        return Evidence()
    rate = Rate(
        tally.labels[own],
        value,
        float(counted["lower"][own]),
        float(counted["upper"][own]),
        spec.level,
    )
    others = [claim.form[key].get("era") for key in _COMPARED if key in claim.form]
    if not others and "rank" not in claim.form:
        return Evidence(rate)
    every = _pairs(tally.labels, tally.years, counted, own, spec, None)
    asked = tuple(pair for pair in every if not others or pair.other in others)
    if len(asked) == 1 and not claim.is_weighted:
        asked = (_with_words(asked[0], tally, counted, spec, None),)
    return Evidence(rate, asked)


def _flips(
    tally: _core.ListTally, claim: Claim, spec: Specification
) -> tuple[Flip, ...]:
    """The fewest visits that flip whether two eras are told apart, in every way."""
    counts = tally.counts.reshape(len(tally.labels), tally.n_classes)
    try:
        _, found = _core.apart_fragility(
            counts.sum(axis=1, dtype=np.uint64),
            tally.years,
            tally.allowed,
            claim.core,
            tally.labels,
            test_of(spec.method, spec.level, spec.adjustment),
        )
    except InputError:
        # One of the two was not observed.
        return ()
    named = ((one, tally.labels[one.era]) for one in found if one.era is not None)
    return tuple(Flip(one.change == "added", era, one.visits) for one, era in named)


def _counted(
    tally: _core.ListTally, claim: Claim, spec: Specification
) -> Mapping[str, Any]:
    """The frequency of each era of the claim's list, with its limits."""
    n = len(tally.labels)
    counts = tally.counts.reshape(n, tally.n_classes)
    interval = spec.method if spec.method in DISPERSED else "garwood"
    varying = {
        DISPERSED.get(spec.method, "excess"): tally.allowed["excess"],
        "dispersion_df": tally.allowed["degrees_of_freedom"],
    }
    if not claim.is_weighted:
        summed = np.ascontiguousarray(counts.sum(axis=1, dtype=np.uint64))
        found = unweighted_columns(
            summed,
            tally.years,
            (1, n),
            interval=interval,
            level=spec.level,
            varying=varying,
        )
        return found | {"allowed": tally.allowed}
    columns = weighted_columns(
        np.ascontiguousarray(counts),
        tally.weights,
        tally.years,
        (1, n),
        interval=weighted_word(interval),
        level=spec.level,
        varying=varying,
    )
    columns["allowed"] = tally.allowed
    return {name.removeprefix("weighted_"): values for name, values in columns.items()}


def _pairs(
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
        settled = bool(adjusted[number] <= 1 - spec.level) and not lower <= 1 <= upper
        ends = (labels[one], labels[other])
        if one != own:
            ends = ends[::-1]
            ratio, lower, upper = (_inverse(value) for value in (ratio, upper, lower))
        pairs.append(Pair(*ends, ratio, lower, upper, spec.level, settled))
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


def _untold(
    result: ClaimResult,
    tally: _core.ListTally,
    counted: Mapping[str, Any],
    own: int,
) -> tuple[Pair, ...]:
    """The pair that a claim calls told apart, where the answer does not."""
    claim, spec = result.claim, result.specification
    adjusted = result.answer.adjusted_p
    if adjusted is None or not adjusted > alpha_of(spec.level):
        return ()
    other = claim.form["told_apart_from"].get("era")
    family = claim.form.get("against")
    pairs = _pairs(tally.labels, tally.years, counted, own, spec, family)
    untold = [pair for pair in pairs if pair.other == other and not pair.settled]
    if claim.is_weighted:
        return tuple(untold)
    return tuple(_with_words(pair, tally, counted, spec, family) for pair in untold)


def _with_words(
    pair: Pair,
    tally: _core.ListTally,
    counted: Mapping[str, Any],
    spec: Specification,
    family: Sequence[str] | None,
) -> Pair:
    """The pair with what could have been shown, where it is not told apart."""
    if compared(pair.lower, pair.upper, settled=pair.settled).strength:
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


def _wait(result: ClaimResult) -> Wait | None:
    """What the mean of the answered lags leaves out, from the claim's own lags."""
    lags = [lag for lag in result.answer.lags if lag.days is not None]
    answered = np.array([lag.status == "observed" for lag in lags], dtype=bool)
    days = np.array([lag.days for lag in lags], dtype=np.float64)
    if not answered.any():
        return None
    spec = result.specification
    found = _core.survival_summary(
        days,
        answered,
        None,
        np.zeros(len(days), dtype=np.uint32),
        1,
        tau=spec.tau,
        level=spec.level,
        limits="log-log",
        mean_limits="logit-t",
    )
    names = ("restricted_mean", "restricted_mean_lower", "restricted_mean_upper")
    restricted, lower, upper = (float(found[name][0]) for name in names)  # type: ignore[literal-required]
    return Wait(
        int(answered.sum()),
        int((~answered).sum()),
        float(days[answered].mean()),
        restricted,
        lower,
        upper,
        spec.level,
        float(found["tau"][0]),
        bool(found["extrapolated"][0]),
    )
