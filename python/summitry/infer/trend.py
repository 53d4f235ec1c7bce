"""Trends: does the frequency of an era rise or fall over its years?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from summitry import _core
from summitry.frames.arguments import word_of
from summitry.frames.same_kind import same_kind
from summitry.infer.era_years import (
    Era,
    dispersion_of,
    drawing,
    finite,
    noted,
    read_years,
)
from summitry.infer.families import (
    INDEPENDENT,
    REFUSED,
    alpha_of,
    at_most,
    draws_of,
    part_of,
)
from summitry.output.progress import watched

if TYPE_CHECKING:
    from summitry.frames import Frame
    from summitry.frames.word_types import By, Date, Exposure, Handover, Unclear
    from summitry.output.progress import Progress

Method: TypeAlias = Literal["auto", "exact", "permutation", "quasi"]

UNTOLD = "cannot be told"
"""The verdict where the evidence does not decide."""


@same_kind
def trend(
    visits: Frame,
    eras: Frame | None = None,
    *,
    through: Date | None = None,
    since: Date | None = None,
    by: By | None = None,
    direction: tuple[str, str] | None = None,
    dyads: Frame | None = None,
    unclear: Unclear = "exclude",
    exposure: Exposure = "calendar_years",
    handover: Handover = "successor",
    date: str = "date",
    method: Method = "auto",
    level: float = 0.95,
    draws: int = 99_999,
    seed: int = 0,
    progress: Progress = None,
) -> Frame:
    """
    Test whether the frequency of each era rises or falls over its years.

    Parameters
    ----------
    visits : frame of n rows
        Visits, as for `yearly_counts`; or, without `eras`, what that returned, or any
        table of years: ``era``, ``year``, ``count`` and ``years`` of exposure, and
        perhaps ``side``, ``rule`` and the like.
    eras, through, since, by, direction, dyads, unclear, exposure, handover, date
        As for `yearly_counts`.
    method : {"auto", "exact", "permutation", "quasi"}
        Which test decides. ``"exact"`` takes visits for independent of each other;
        ``"permutation"`` exchanges whole years, so that what varies from year to year
        is kept; ``"quasi"`` is Poisson regression with a dispersion. ``"auto"`` is
        exact if the years of the side vary no more than chance makes them, else
        permutation. All of them stand in the result. Where years vary more, a verdict
        of the exact test has ``"if visits are independent of each other"`` behind it.
    level : float, default 0.95
        Confidence of each interval; the verdict needs p to be at most ``1 - level``.
    draws : int, default 99_999
        How many are drawn where there are too many to go through all.
    seed : int, default 0
        Seed of the draws.
    progress : callable or False, optional
        Called with the work done and the work in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row for each era, the kind that was given
        What tells lists of eras apart, ``era``; ``n_years`` observed, ``count`` and
        ``years`` of exposure; ``slope``, the change of the logarithm of the frequency a
        year, and ``factor``, from one year to the next, of the likeliest trend;
        ``lower`` and ``upper`` limits of the slope and ``p``, by ``method``;
        ``verdict``: ``"rising"``, ``"falling"``, ``"cannot be told"``, or ``"not
        tested"`` where there is nothing to test or no p could have decided; a ``note``
        that says why, or where a number does not exist; then every method:
        ``exact_p``, ``exact_lower``, ``exact_upper``; ``permutation_p`` and
        ``smallest_p``, the smallest that these years could have given in any order;
        ``quasi_p``, ``quasi_lower``, ``quasi_upper`` with ``slope_se`` (of independent
        visits) and ``phi``, by which its square is multiplied; ``dispersion`` of the
        years of all eras of the list (1 is what chance gives); ``mc_error`` of p if it
        was drawn, with ``draws``, ``seed`` and ``generator`` (of ``p`` alone: another
        beside it may have been drawn as often, from the same seed); ``level``.

    Raises
    ------
    ColumnError
        If a column is missing or holds no numbers.
    InputError
        If an era has a year twice, or an option is unknown or goes with `eras` only.
    RangeError
        If `level`, `draws`, `seed`, a count or an exposure is out of range.
    LimitError
        If the years of an era span more than 10,000.

    Notes
    -----
    Given all visits of an era, the sum of the years of its visits tells all there is to
    know of a log-linear trend; the exact p is twice the smaller tail of it, and the
    limits are the slopes at which a tail is half of ``1 - level``. The interval beside
    the permutation is that of the regression, so the two may differ about 0; p decides.
    A slope is no forecast. Not being able to tell does not show that there was none.

    References
    ----------
    Cox and Lewis (1966), The Statistical Analysis of Series of Events, section 3.3.
    Davison and Hinkley (1997), Bootstrap Methods, section 4.3. McCullagh and Nelder
    (1989), Generalized Linear Models, section 6.2.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> table = pd.DataFrame(
    ...     {
    ...         "era": ["Hu"] * 7,
    ...         "year": list(range(2003, 2010)),
    ...         "count": [2, 3, 1, 4, 6, 5, 8],
    ...         "years": [1.0] * 7,
    ...     }
    ... )
    >>> found = summitry.trend(table)
    >>> found[["era", "slope", "lower", "upper", "p", "verdict", "method"]].round(3)
      era  slope  lower  upper      p verdict       method
    0  Hu  0.244 -0.012    0.5  0.018  rising  permutation
    """
    word_of(method, "trend_method", "method")
    alpha = alpha_of(level)
    options = draws_of(draws, seed)
    years = read_years(
        visits,
        eras,
        through=through,
        since=since,
        by=by,
        direction=direction,
        dyads=dyads,
        progress=progress,
        unclear=unclear,
        exposure=exposure,
        handover=handover,
        date=date,
    )
    parts: list[dict[str, Any]] = []
    n_eras = max(len(years.eras), 1)
    with watched(progress, "testing trends") as tick:
        for family in years.families() or [[_NO_ERA]]:
            dispersion = dispersion_of(family)
            for era in family:
                found = _core.trend_of_years(
                    era.years,
                    era.counts,
                    era.exposure,
                    method=method,
                    dispersed=dispersion is not None and dispersion > 1,
                    level=level,
                    progress=part_of(tick, len(parts), n_eras),
                    **options,
                )
                keys = years.key_columns(int(era.rows[0])) if era.rows.size else {}
                parts.append(
                    keys
                    | _about(era)
                    | _columns(found, era, alpha, dispersion)
                    | {
                        "dispersion": np.array(
                            [np.nan if dispersion is None else dispersion]
                        ),
                        "level": np.array([float(level)]),
                    }
                    | _drawing(found, options)
                )
    return years.table.build(
        {name: values[: len(years.eras)] for name, values in noted(parts).items()}
    )


_NO_ERA = Era(
    family=0,
    label="",
    rows=np.zeros(0, np.int64),
    years=np.zeros(0, np.int64),
    counts=np.zeros(0, np.uint64),
    exposure=np.zeros(0),
)
"""Stands for a table without rows, so that the result has its columns."""


def _about(era: Era) -> dict[str, Any]:
    observed = era.exposure > 0
    return {
        "era": [era.label],
        "n_years": np.array([era.observed], dtype=np.int64),
        "count": np.array([era.counts[observed].sum()], dtype=np.int64),
        "years": np.array([era.exposure.sum()]),
    }


def _columns(
    found: _core._Trend, era: Era, alpha: float, dispersion: float | None
) -> dict[str, Any]:
    slope = found["slope"]
    with np.errstate(over="ignore"):
        factor = finite([np.exp(slope)]) if np.isfinite(slope) else finite([np.nan])
    return {
        "slope": finite([slope]),
        "factor": factor,
        "lower": finite([found["lower"]]),
        "upper": finite([found["upper"]]),
        "p": np.array([found["p"]]),
        "verdict": [_verdict(found, alpha, dispersion)],
        "note": [_note(found, era, alpha)],
        "method": [found["method"]],
        "exact_p": np.array([found["exact_p"]]),
        "exact_lower": finite([found["exact_lower"]]),
        "exact_upper": finite([found["exact_upper"]]),
        "permutation_p": np.array([found["permutation_p"]]),
        "smallest_p": np.array([found["smallest_p"]]),
        "quasi_p": np.array([found["quasi_p"]]),
        "quasi_lower": finite([found["quasi_lower"]]),
        "quasi_upper": finite([found["quasi_upper"]]),
        "slope_se": finite([found["error"]]),
        "phi": np.array([found["phi"]]),
    }


def _verdict(found: _core._Trend, alpha: float, dispersion: float | None) -> str:
    if np.isnan(found["p"]) or _too_few(found, alpha):
        return REFUSED
    if not at_most(found["p"], alpha):
        return UNTOLD
    verdict = "rising" if found["slope"] > 0 else "falling"
    exact = found["method"] == "exact" and dispersion is not None and dispersion > 1
    return f"{verdict} {INDEPENDENT}" if exact else verdict


def _too_few(found: _core._Trend, alpha: float) -> bool:
    """Whether no order of the years could have given a p that decides."""
    few = not at_most(found["smallest_p"], alpha)
    return found["method"] == "permutation" and few


def _orders(smallest: float) -> str:
    """Say which p the years could have given at best."""
    if smallest >= 1:
        return "every order of them gives a p of 1"
    return f"no order of them gives a p below {smallest:.2g}"


def _note(found: _core._Trend, era: Era, alpha: float) -> str | None:
    """Say why a number does not exist, or why it could not have decided."""
    if not era.observed:
        return "no exposure"
    if not era.counts[era.exposure > 0].any():
        return "no visit: no trend"
    if era.observed == 1:
        return "one year: no trend"
    if _too_few(found, alpha):
        return f"too few years: {_orders(found['smallest_p'])}"
    if np.isinf(found["slope"]):
        where = "last" if found["slope"] > 0 else "first"
        return f"all visits are in the {where} year: no finite slope"
    if np.isnan(found["p"]):
        return "two years: no dispersion can be estimated"
    if at_most(found["p"], alpha) and found["lower"] < 0 < found["upper"]:
        return "the interval, by another method, holds 0"
    return None


def _drawing(found: _core._Trend, options: dict[str, int]) -> dict[str, Any]:
    """What the draws were; a result that was not drawn has none."""
    errors = {"exact": found["exact_error"], "permutation": found["permutation_error"]}
    error = errors.get(found["method"], 0.0)
    drawn = error > 0
    return {
        "mc_error": np.array([error if drawn else np.nan]),
        **drawing(options, drawn=drawn),
    }
