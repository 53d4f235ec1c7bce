"""Composition: is one kind of visits taking the place of another?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.same_kind import same_kind
from summitry.infer.composed import (
    NOTHING,
    Composed,
    composed_of_counts,
    composed_of_visits,
)
from summitry.infer.era_years import drawing, finite, noted, refuse_options
from summitry.infer.families import (
    INDEPENDENT,
    REFUSED,
    alpha_of,
    at_most,
    draws_of,
    part_of,
)
from summitry.infer.trend import UNTOLD
from summitry.measure.selection import duplicates_column, duplicates_in
from summitry.output.progress import watched

if TYPE_CHECKING:
    from summitry.frames.word_types import By, Date, Exposure, Handover, Unclear
    from summitry.output.progress import Progress

BOTH_FELL = f"both fell {INDEPENDENT}"
"""The verdict that rests on the p of two frequencies."""

_PAIR, _MOST_DRAWN = 2, 300_000_000
_SUPPOSED = f"the p of both slopes hold {INDEPENDENT}"


@same_kind
def composition(
    visits: Frame,
    eras: Frame | None = None,
    *,
    where: Mapping[str, Any] | None = None,
    through: Date | None = None,
    since: Date | None = None,
    by: By | None = None,
    direction: tuple[str, str] | None = None,
    dyads: Frame | None = None,
    unclear: Unclear = "exclude",
    exposure: Exposure = "days",
    handover: Handover = "successor",
    date: str = "date",
    level: float = 0.95,
    draws: int = 99_999,
    seed: int = 0,
    progress: Progress = None,
) -> Frame:
    """
    Test whether the share of one kind of visits changes, and whether others replace it.

    The kind is called *upper*, all other visits *lower*: those of high rank beside the
    rest, or, with ``where={"origin": "CHN"}``, one direction beside the other.

    Parameters
    ----------
    visits : frame of n rows
        Visits, as for `era_frequency`; or, without `eras`, counts of each period in
        their order: ``era``, ``upper_count``, ``count`` of all visits and ``years`` of
        exposure, and perhaps ``side``, ``rule`` and the like.
    where : mapping of column to value or values
        Which visits are upper: those with one of these values in every column, such as
        ``{"visitor_rank": ["head_of_state", "head_of_party"]}``. A visit without a
        value in one of the columns is neither, and is counted as ``unknown``.
    eras, through, since, by, direction, dyads, unclear, exposure, handover, date
        As for `era_frequency`.
    level : float, default 0.95
        Confidence; a verdict needs p to be at most ``1 - level``.
    draws : int, default 99_999
        How many tables are drawn where there are too many to go through all.
    seed : int, default 0
        Seed of the draws.
    progress : callable or False, optional
        Called with the work done and the work in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row for each list of eras, the kind that was given
        ``eras`` observed, ``shares`` ("5 of 8, 2 of 12") in their order,
        ``upper_count`` and ``count`` of all; ``odds_ratio`` of the first era to the
        second with ``lower`` and ``upper`` limits, for two eras; ``p`` that all eras
        have one share and ``p_trend`` that it does not move from era to era;
        ``share``: it ``"falls"``, ``"rises"``, or that ``"cannot be told"`` or was
        ``"not tested"``;
        ``upper_slope`` and ``lower_slope``, the change of the logarithm of either
        frequency from era to era, and their p (``p_upper_slope``, ``p_lower_slope``);
        ``verdict``: ``"substitution"`` if the upper share and the upper frequency fall
        and the lower frequency does not, ``"both fell if visits are independent of
        each other"`` if both frequencies do, else ``"cannot be told"`` or ``"not
        tested"``; a ``note`` that says what the p of the slopes suppose, and why a
        number does not exist; ``unknown`` visits; ``method``,
        ``mc_error``, ``draws``, ``seed``, ``generator`` and ``level``; of visits
        how many ``duplicates`` repeat another row or its id.

    Raises
    ------
    ColumnError
        If a column is missing or holds no numbers.
    CategoryError
        If `where` asks for no value that a visit has. (Of several, one that none has is
        told by a warning.)
    InputError
        If `where` is not given, or an option goes with `eras` only.
    RangeError
        If a count exceeds its visits, or `level`, `draws` or `seed` is out of range.

    Notes
    -----
    All tests are conditional, so what raises or lowers all visits of an era alike
    cannot pass for a change of the share. Two eras: central exact odds ratio. More:
    every table with the same margins that is no likelier (Freeman and Halton), drawn
    beyond two million. The trend of the share is exact given both margins, and that of
    a frequency given its visits, which takes them for independent of each other.
    A lower frequency *does not fall* if its estimate does not; where the upper one
    rises as well, its place was not taken, however its share falls. Where the years of
    upper and lower visits vary each in its own way, `compare_dyads` with `where`
    compares two eras and allows for it.

    References
    ----------
    Fisher (1935), Journal of the Royal Statistical Society 98, 39-82. Freeman and
    Halton (1951), Biometrika 38, 141-149. Armitage (1955), Biometrics 11, 375-386.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> table = pd.DataFrame(
    ...     {
    ...         "era": ["a", "b", "c", "d"],
    ...         "upper_count": [5, 4, 3, 2],
    ...         "count": [8, 9, 10, 12],
    ...         "years": [5.0, 5.0, 5.0, 5.0],
    ...     }
    ... )
    >>> found = summitry.composition(table)
    >>> found[["shares", "p_trend", "share", "verdict"]].round(4)
                                 shares  p_trend  share       verdict
    0  5 of 8, 4 of 9, 3 of 10, 2 of 12   0.0432  falls  substitution
    """
    alpha = alpha_of(level)
    options = draws_of(draws, seed)
    table = Table(visits, "visits" if eras is not None else "counts")
    asked = {"through": through, "since": since, "by": by, "direction": direction}
    asked |= {"dyads": dyads}
    condition: Any = where
    if eras is None:
        refuse_options(asked | {"where": where}, "composition")
        families = composed_of_counts(table)
    elif condition is None or (isinstance(condition, Mapping) and not condition):
        raise InputError(
            "where is not given: which visits are upper?",
            code="no_condition",
            column="where",
            hint='where={"visitor_rank": ["head_of_state", "head_of_party"]}',
        )
    else:
        families = composed_of_visits(
            table,
            eras,
            condition,
            unclear=unclear,
            exposure=exposure,
            handover=handover,
            date=date,
            **asked,
        )
    again = {} if eras is None else duplicates_column([duplicates_in(table)])
    parts = []
    with watched(progress, "testing shares") as tick:
        for number, family in enumerate(families):
            row = _row(
                family, alpha, level, options, part_of(tick, number, len(families))
            )
            parts.append(family.keys | row | again)
    if not parts:
        whole = _row(NOTHING, alpha, level, options, None) | again
        parts = [{name: values[:0] for name, values in whole.items()}]
    return table.build(noted(parts))


def _row(
    family: Composed, alpha: float, level: float, options: dict[str, int], tick: Any
) -> dict[str, Any]:
    pair = family.visits.size == _PAIR
    found = _share_tests(family, level, options, tick)
    trends = {
        name: _trend(counts, family.years, level, options)
        for name, counts in (
            ("upper_slope", family.upper),
            ("lower_slope", family.visits - family.upper),
        )
    }
    slopes = {name: (one["slope"], one["exact_p"]) for name, one in trends.items()}
    untested = _untested(family, found)
    share = REFUSED if untested else _share(found, alpha)
    errors = [found["p_equal_error"], found["p_trend_error"]]
    error = np.nanmax(errors + [one["exact_error"] for one in trends.values()])
    drawn = error > 0
    told = zip(family.upper.tolist(), family.visits.tolist(), strict=True)
    return {
        "eras": np.array([family.visits.size], dtype=np.int64),
        "shares": [", ".join(f"{some} of {all_}" for some, all_ in told)],
        "upper_count": np.array([family.upper.sum()], dtype=np.int64),
        "count": np.array([family.visits.sum()], dtype=np.int64),
        "odds_ratio": finite([found["odds_ratio"]]),
        "lower": finite([found["lower"]]),
        "upper": finite([found["upper"]]),
        "p": np.array([found["p_equal"]]),
        "p_trend": np.array([found["p_trend"]]),
        "share": [share],
        **{name: finite([slope]) for name, (slope, _) in slopes.items()},
        **{f"p_{name}": np.array([p]) for name, (_, p) in slopes.items()},
        "verdict": [REFUSED if untested else _verdict(share, slopes, alpha)],
        "note": [untested or _supposed(found)],
        "unknown": np.array([family.unknown], dtype=np.int64),
        "method": ["odds_ratio" if pair else "freeman_halton"],
        "mc_error": np.array([error if drawn else np.nan]),
        **drawing(options, drawn=drawn),
        "level": np.array([float(level)]),
    }


def _share_tests(
    family: Composed, level: float, options: dict[str, int], tick: Any
) -> _core._Shares:
    """Test the share; of two eras both tests are one, which needs no draws."""
    if family.visits.size == _PAIR:
        options = options | {"draws": 1}
    found = _core.share_tests(
        family.upper, family.visits, level=level, progress=tick, **options
    )
    if family.visits.size == _PAIR:
        if np.isnan(found["lower"]):
            # Of too many visits for the exact test; a single draw says nothing.
            found["p_equal"], found["p_equal_error"] = np.nan, 0.0
        found["p_trend"], found["p_trend_error"] = found["p_equal"], 0.0
        found["falls"] = found["odds_ratio"] > 1
    return found


def _trend(
    counts: Any, years: Any, level: float, options: dict[str, int]
) -> _core._Trend:
    """Return the slope of a frequency from era to era, and its exact p."""
    return _core.trend_of_years(
        np.arange(counts.size),
        counts,
        years,
        method="auto",
        dispersed=False,
        level=level,
        progress=None,
        **options,
    )


def _share(found: _core._Shares, alpha: float) -> str:
    if not at_most(found["p_trend"], alpha):
        return UNTOLD
    return "falls" if found["falls"] else "rises"


def _verdict(share: str, slopes: dict[str, tuple[float, float]], alpha: float) -> str:
    (upper, p_upper), (lower, p_lower) = slopes["upper_slope"], slopes["lower_slope"]
    if share == "falls" and upper < 0 <= lower:
        return "substitution"
    if at_most(max(p_upper, p_lower), alpha) and max(upper, lower) < 0:
        return BOTH_FELL
    return UNTOLD


def _untested(family: Composed, found: _core._Shares) -> str | None:
    """Say why no share can be told to move or to stay; None where one could be."""
    upper, visits = int(family.upper.sum()), int(family.visits.sum())
    if not family.years.size:
        return "no era was observed"
    if np.count_nonzero(family.visits) < _PAIR:
        return "fewer than two eras have a visit: no share can change"
    if not upper:
        return "no upper visit: not defined"
    if upper == visits:
        return "no lower visit: not defined"
    if np.isnan(found["p_trend"]):
        # Nothing is drawn of two eras, and of so many visits not even once.
        if family.visits.size == _PAIR or upper > _MOST_DRAWN:
            return "too many visits to compare"
        return "too many visits to draw so often: fewer draws may do"
    return None


def _supposed(found: _core._Shares) -> str:
    """Say what the p of frequencies suppose, and why a ratio has no upper limit."""
    if np.isinf(found["upper"]):
        why = "its first era has all, or its second none"
        return f"no upper limit of the ratio: {why}; {_SUPPOSED}"
    return _SUPPOSED
