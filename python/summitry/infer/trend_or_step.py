"""Trend or step: did the frequency change at a handover, or had it begun before?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import CategoryError, InputError, brief
from summitry.frames.same_kind import same_kind
from summitry.frames.suggestion import choices
from summitry.infer.era_years import Era, EraYears, finite, noted, read_years
from summitry.infer.families import REFUSED, alpha_of, at_most
from summitry.infer.trend import UNTOLD
from summitry.output.format import many

if TYPE_CHECKING:
    from summitry.frames import Frame
    from summitry.frames.word_types import By, Date, Exposure, Handover, Unclear
    from summitry.output.progress import Progress

FEWEST_YEARS = 4
"""Years that each of two eras must have."""
_PAIR = 2
_OVERLAP = "overlapping_years"
_NUMBERS = (
    *("p_step", "p_trend", "g_step", "g_trend", "phi"),
    *("deviance_constant", "deviance_trend", "deviance_step", "deviance_both"),
)
_VERDICTS = {
    (True, False): "a step at the handover",
    (False, True): "a trend that began before",
    (True, True): "both",
    (False, False): UNTOLD,
}


@same_kind
def trend_or_step(
    visits: Frame,
    eras: Frame | None = None,
    *,
    between: tuple[str, str] | None = None,
    through: Date | None = None,
    since: Date | None = None,
    by: By | None = None,
    direction: tuple[str, str] | None = None,
    dyads: Frame | None = None,
    unclear: Unclear = "exclude",
    exposure: Exposure = "calendar_years",
    handover: Handover = "successor",
    date: str = "date",
    level: float = 0.95,
    progress: Progress = None,
) -> Frame:
    """
    Tell a change at a handover from a trend that had begun before it.

    Parameters
    ----------
    visits : frame of n rows
        Visits, as for `yearly_counts`; or, without `eras`, what that returned, or any
        table of years: ``era``, ``year``, ``count`` and ``years`` of exposure, and
        perhaps ``side``, ``rule`` and the like.
    eras, through, since, by, direction, dyads, unclear, exposure, handover, date
        As for `yearly_counts`.
    between : (str, str), optional
        The two eras, earlier one first. It may be left out where there are but two.
    level : float, default 0.95
        A part counts if its p is at most ``1 - level``.
    progress : callable or False, optional
        Called with the rows counted and the rows in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row for each list of eras, the kind that was given
        ``era`` and ``other_era`` with their numbers of years (``n_years``,
        ``other_n_years``) and visits (``count``, ``other_count``); ``slope`` a year and
        ``step`` at the handover, as changes of the logarithm of the frequency, each
        beside the other; ``p_step`` of no step beside the trend and ``p_trend`` of no
        trend beside the step; ``verdict``: ``"a step at the handover"``, ``"a trend
        that began before"``, ``"both"`` or ``"cannot be told"``; a ``note`` where a
        coefficient is not finite; the deviances of one frequency, of a trend, of a step
        and of both (``deviance_constant``, ``deviance_trend``, ``deviance_step``,
        ``deviance_both``), what each part adds (``g_step``, ``g_trend``), ``phi`` and
        the ``test``: chi-square, or F where phi exceeds 1; ``level``.

    Raises
    ------
    InputError
        If an era has fewer than four years or there is no visit (of several pairs of
        countries such a one is ``"not tested"``, with a ``note``), there are more than
        two eras and `between` does not say which, or their years overlap.
    CategoryError
        If `between` names no era.
    ColumnError
        If a column is missing or holds no numbers.
    RangeError
        If `level`, a count or an exposure is out of range.

    Notes
    -----
    Poisson regression with the logarithm of exposure as offset: on the year, on a step
    from the handover on, and on both. ``phi`` is Pearson's statistic of both over its
    degrees of freedom, at least 1. Without a visit in one of the eras the step is
    infinite; deviances are those of the limit and stay finite.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, sections 6.2 and 12.5.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> table = pd.DataFrame(
    ...     {
    ...         "era": ["Hu"] * 8 + ["Xi"] * 4,
    ...         "year": list(range(2005, 2017)),
    ...         "count": [3, 4, 2, 5, 6, 5, 7, 6, 1, 2, 1, 0],
    ...         "years": [1.0] * 12,
    ...     }
    ... )
    >>> found = summitry.trend_or_step(table)
    >>> found[["step", "p_step", "slope", "p_trend", "verdict"]].round(3)
       step  p_step  slope  p_trend                 verdict
    0 -2.16     0.0  0.104    0.141  a step at the handover
    """
    alpha = alpha_of(level)
    years = read_years(
        visits,
        eras,
        through=through,
        since=since,
        by=by,
        direction=direction,
        dyads=dyads,
        progress=progress,
        unseen=between is not None or by is not None,
        unclear=unclear,
        exposure=exposure,
        handover=handover,
        date=date,
    )
    parts, pairs = [], _pairs(years, between)
    for before, after in pairs:
        try:
            _refuse(before, after)
            row = _row(before, after, alpha, level)
        except InputError as error:
            # Of several pairs of countries, those that can be tested are.
            if len(pairs) == 1 or error.code == _OVERLAP:
                raise
            row = _untested(before, after, level, error.message)
        parts.append(years.key_columns(int(before.rows[0])) | row)
    return years.table.build(noted(parts))


def _pairs(years: EraYears, between: tuple[str, str] | None) -> list[tuple[Era, Era]]:
    """Return the two eras of each family."""
    if between is None:
        pairs = []
        for family in years.families():
            if len(family) != _PAIR:
                raise InputError(
                    f"one list has {many(len(family), 'era')}, not two",
                    code="several_eras",
                    column="between",
                    hint="say which handover: between=('Hu Jintao', 'Xi Jinping')",
                )
            pairs.append((family[0], family[1]))
    else:
        pairs = _named(years, between)
    if not pairs:
        raise InputError("there is no year in the table", code="no_years")
    return pairs


def _named(years: EraYears, between: tuple[str, str]) -> list[tuple[Era, Era]]:
    given: object = between
    if not isinstance(given, tuple | list) or len(given) != _PAIR:
        raise InputError(
            f"between is {brief(given)}, not a pair of eras",
            code="bad_pair",
            column="between",
            hint="between=('Hu Jintao', 'Xi Jinping')",
        )
    known = list(dict.fromkeys(era.label for era in years.eras))
    for name in between:
        if name not in known:
            raise CategoryError(
                f"between names {brief(name)}, which is not one of the eras",
                code="unknown_era",
                column="between",
                hint=choices(name, known, "they are"),
            )
    by_label = [{era.label: era for era in family} for family in years.families()]
    pairs = [
        (eras[between[0]], eras[between[1]])
        for eras in by_label
        if set(between) <= set(eras)
    ]
    if not pairs:
        raise CategoryError(
            f"no list has both '{between[0]}' and '{between[1]}'",
            code="unknown_era",
            column="between",
        )
    return pairs


def _refuse(before: Era, after: Era) -> None:
    for era in (before, after):
        if era.observed < FEWEST_YEARS:
            raise InputError(
                f"era '{era.label}' has {many(era.observed, 'year')}; a step can be told from "
                f"a trend only with {FEWEST_YEARS} on each side of the handover",
                code="too_few_years",
                column="year",
                hint="compare the two eras with summitry.compare_eras instead",
            )
    if before.years[-1] >= after.years[0]:
        raise InputError(
            f"era '{before.label}' runs to {before.years[-1]} and '{after.label}' from "
            f"{after.years[0]}: the first must end before the second begins",
            code=_OVERLAP,
            column="year",
            hint="count by exposure='calendar_years', the earlier era first",
        )


def _row(before: Era, after: Era, alpha: float, level: float) -> dict[str, Any]:
    exposure = np.concatenate([before.exposure, after.exposure])
    found = _core.trend_or_step(
        np.concatenate([before.years, after.years]),
        np.concatenate([before.counts, after.counts]),
        exposure,
        handover=before.observed,
    )
    counts = [int(era.counts[era.exposure > 0].sum()) for era in (before, after)]
    seen = tuple(at_most(found[name], alpha) for name in ("p_step", "p_trend"))
    return {
        "era": [before.label],
        "other_era": [after.label],
        "n_years": np.array([before.observed], dtype=np.int64),
        "other_n_years": np.array([after.observed], dtype=np.int64),
        "count": np.array([counts[0]], dtype=np.int64),
        "other_count": np.array([counts[1]], dtype=np.int64),
        "slope": finite([found["slope"]]),
        "step": finite([found["step"]]),
        # Without a visit before there is nothing that could have begun.
        "verdict": [_VERDICTS[seen] if all(counts) or seen[0] else UNTOLD],
        "note": [_note(found, before, after, counts)],
        **{name: np.array([found[name]]) for name in _NUMBERS},  # type: ignore[literal-required]
        "test": ["f" if found["phi"] > 1 else "chi_square"],
        "level": np.array([float(level)]),
    }


def _untested(before: Era, after: Era, level: float, why: str) -> dict[str, Any]:
    """The row of two eras that cannot be tested: numbers are missing, and why."""
    eras = (("", before), ("other_", after))
    return {
        **{f"{prefix}era": [era.label] for prefix, era in eras},
        **{f"{prefix}n_years": np.array([era.observed]) for prefix, era in eras},
        **{f"{prefix}count": np.array([int(era.counts.sum())]) for prefix, era in eras},
        **{name: np.array([np.nan]) for name in ("slope", "step", *_NUMBERS)},
        "verdict": [REFUSED],
        "note": [why],
        "test": ["none"],
        "level": np.array([float(level)]),
    }


def _note(
    found: _core._Change, before: Era, after: Era, counts: list[int]
) -> str | None:
    """Say which coefficient is not finite, and why."""
    empty = [era for era, n in zip((before, after), counts, strict=True) if not n]
    if empty:
        return f"no visit in {empty[0].label}: the step is not finite"
    if not np.isfinite(found["slope"]):
        return "all visits of each era are in one year at its end: no finite trend"
    return None
