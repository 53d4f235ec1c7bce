"""Permutation test: two eras compared by their whole years, given to the eras anew."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from summitry import _core
from summitry.exceptions import CategoryError, brief
from summitry.frames.arguments import word_of
from summitry.frames.same_kind import same_kind
from summitry.frames.suggestion import choices
from summitry.infer.era_years import Era, EraYears, finite, read_years
from summitry.infer.families import (
    REFUSED,
    UNDECIDED,
    alpha_of,
    at_most,
    draws_of,
    part_of,
)
from summitry.output.progress import watched

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.frames.word_types import By, Date, Exposure, Handover, Unclear
    from summitry.infer.compare_eras import Adjustment
    from summitry.output.progress import Progress

    Reals: TypeAlias = npt.NDArray[np.float64]

_UNSEEN = "no exposure in one of the two eras"


@same_kind
def permutation_test(
    visits: Frame,
    eras: Frame | None = None,
    *,
    reference: str | None = None,
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
    adjustment: Adjustment = "holm",
    draws: int = 99_999,
    seed: int = 0,
    progress: Progress = None,
) -> Frame:
    """
    Compare eras by their whole years: a check beside `compare_eras`.

    The years of two eras are given to the eras anew, in every way; how often do the
    eras then differ as much as they do? What varies from year to year is kept, so
    nothing is supposed of it but that years do not depend on their neighbours. There
    is no interval, and short eras cannot be compared so.

    Parameters
    ----------
    visits : frame of n rows
        Visits, as for `yearly_counts`; or, without `eras`, what that returned, or any
        table of years: ``era``, ``year``, ``count`` and ``years`` of exposure, and
        perhaps ``side``, ``rule`` and the like.
    eras, through, since, by, direction, dyads, unclear, exposure, handover, date
        As for `yearly_counts`.
    reference : str, optional
        Compare each era with this one; without it, every pair is compared.
    level : float, default 0.95
        A verdict needs the adjusted p to be at most ``1 - level``. Where none could be
        so small, however these years had fallen to the two eras, the pair is not
        tested: it has no p.
    adjustment : {"holm", "none"}
        How the p-values allow for the number of comparisons.
    draws : int, default 99_999
        How many are drawn where there are more than a million ways.
    seed : int, default 0
        Seed of the draws.
    progress : callable or False, optional
        Called with the draws made and the draws in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row a pair, the kind that was given
        What tells lists of eras apart; ``era`` and ``other_era`` with ``n_years``
        observed, ``count`` and ``frequency``; ``p_lower`` and ``p_higher``, the shares
        of the ways in which the first era has at most, and at least, as many visits;
        ``p``, twice the smaller, at most 1; ``smallest_p`` that these years could have
        given; ``p_adjusted`` (over the pairs of the same side, rule, pair of countries
        and reading, tested or not); ``verdict``: the first frequency is ``"lower"`` or
        ``"higher"``, or the two ``"cannot be told apart"``, or were ``"not tested"``
        or ``"not observed"``; a ``note`` where no p could decide; ``mc_error`` of p if
        it was drawn, with ``draws``, ``seed`` and ``generator``; ``level``,
        ``adjustment`` and the number of ``comparisons``, the pairs that were observed.

    Raises
    ------
    ColumnError
        If a column is missing or holds no numbers.
    CategoryError
        If `reference` is not an era.
    InputError
        If an era has a year twice, or an option is unknown or goes with `eras` only.
    RangeError
        If `level`, `draws`, `seed`, a count or an exposure is out of range.

    Notes
    -----
    With ``k`` of ``n`` years in the shorter era there are ``C(n, k)`` ways, so p cannot
    be below ``2 / C(n, k)``: with five years against two, 0.095. Under Holm's
    adjustment the smallest p times the number of pairs must reach the level. Years of
    different exposure are compared by their visits beyond what the frequency of both
    eras together expects. Where neighbouring years resemble each other the test errs
    more often than its level says.

    References
    ----------
    Pitman (1937), Supplement to the Journal of the Royal Statistical Society 4,
    119-130. Davison and Hinkley (1997), Bootstrap Methods, section 4.3.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> table = pd.DataFrame(
    ...     {
    ...         "era": ["Hu"] * 10 + ["Xi"] * 4,
    ...         "year": list(range(2003, 2017)),
    ...         "count": [2, 5, 6, 7, 2, 3, 6, 11, 10, 4, 2, 0, 2, 1],
    ...         "years": [1.0] * 14,
    ...     }
    ... )
    >>> found = summitry.permutation_test(table)
    >>> found[["era", "other_era", "p", "smallest_p", "verdict"]].round(4)
      era other_era      p  smallest_p verdict
    0  Hu        Xi  0.012       0.004  higher
    """
    word_of(adjustment, "adjustment")
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
    pairs = _pairs(years, reference)
    with watched(progress, "exchanging years") as tick:
        found = [
            _core.year_permutation(
                *_both(first, second),
                first=first.observed,
                level=level,
                progress=part_of(tick, place, len(pairs)),
                **options,
            )
            for place, (first, second) in enumerate(pairs)
        ]
    families = np.array([first.family for first, _ in pairs], dtype=np.uint32)
    seen = np.array([_seen(pair) for pair in pairs], dtype=bool)
    sizes = np.bincount(families[seen], minlength=families.max(initial=0) + 1)[families]
    steps = sizes if adjustment == "holm" else np.minimum(sizes, 1)
    drawn = _column(found, "error") > 0
    coarsest = np.where(drawn, 2 / (options["draws"] + 1), 0.0)
    cases = zip(pairs, _column(found, "smallest"), coarsest, steps, strict=True)
    notes = [_note(*case, alpha) for case in cases]
    tested = np.array([note is None for note in notes], dtype=bool)
    p, lower, higher = (
        np.where(tested, _column(found, name), np.nan)
        for name in ("p", "lower", "higher")
    )
    # A pair that is not tested is still one of those that were asked.
    asked = np.where(seen & ~tested, 1.0, p)
    adjusted = np.where(
        tested, _core.adjusted(asked, families, adjustment=adjustment), np.nan
    )
    drawn &= tested
    n = len(pairs)
    result = _keys(years, pairs) | _about(pairs)
    result |= {
        "p_lower": lower,
        "p_higher": higher,
        "p": p,
        "smallest_p": _column(found, "smallest"),
        "p_adjusted": adjusted,
        "verdict": _verdicts(lower, higher, adjusted, alpha, notes).tolist(),
        "note": notes,
        "mc_error": np.where(drawn, _column(found, "error"), np.nan),
        "draws": np.ma.array([options["draws"]] * n, mask=~drawn),
        "seed": np.ma.array([options["seed"]] * n, mask=~drawn),
        "generator": ["pcg64" if one else "none" for one in drawn],
        "level": np.full(n, float(level)),
        "adjustment": [adjustment] * n,
        "comparisons": sizes.astype(np.int64),
    }
    return years.table.build(result)


def _pairs(years: EraYears, reference: str | None) -> list[tuple[Era, Era]]:
    """Return the pairs of each family, the earlier era first; or all with one era."""
    families = years.families()
    if reference is None:
        return [pair for family in families for pair in combinations(family, 2)]
    known = list(dict.fromkeys(era.label for era in years.eras))
    if reference not in known:
        raise CategoryError(
            f"reference {brief(reference)} is not one of the eras",
            code="unknown_era",
            column="reference",
            hint=choices(reference, known, "they are"),
        )
    return [
        (era, other)
        for family in families
        for other in family
        for era in family
        if other.label == reference != era.label
    ]


def _both(first: Era, second: Era) -> tuple[npt.NDArray[np.uint64], Reals]:
    """Return visits and exposure of the observed years, the first era before."""
    seen = [era.exposure > 0 for era in (first, second)]
    return (
        np.concatenate([first.counts[seen[0]], second.counts[seen[1]]]),
        np.concatenate([first.exposure[seen[0]], second.exposure[seen[1]]]),
    )


def _column(found: list[_core._YearPermutation], name: str) -> Reals:
    return np.array([dict(one)[name] for one in found], dtype=np.float64)


def _keys(years: EraYears, pairs: list[tuple[Era, Era]]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {name: [] for name in years.keys}
    for first, _ in pairs:
        for name, values in years.key_columns(int(first.rows[0])).items():
            columns[name] += values
    return columns


def _about(pairs: list[tuple[Era, Era]]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for prefix, place in (("", 0), ("other_", 1)):
        eras = [pair[place] for pair in pairs]
        counts = [int(era.counts[era.exposure > 0].sum()) for era in eras]
        exposure = np.array([era.exposure.sum() for era in eras])
        with np.errstate(divide="ignore", invalid="ignore"):
            frequency = finite(np.array(counts) / exposure)
        columns |= {
            f"{prefix}era": [era.label for era in eras],
            f"{prefix}n_years": np.array([e.observed for e in eras], dtype=np.int64),
            f"{prefix}count": np.array(counts, dtype=np.int64),
            f"{prefix}frequency": frequency,
        }
    names = ("era", "n_years", "count", "frequency")
    return {name: columns[name] for pair in names for name in (pair, f"other_{pair}")}


def _verdicts(
    lower: Reals,
    higher: Reals,
    adjusted: Reals,
    alpha: float,
    notes: list[str | None],
) -> npt.NDArray[Any]:
    settled = at_most(adjusted, alpha)
    verdicts = np.full(adjusted.shape, UNDECIDED, dtype=object)
    verdicts[settled & (lower < higher)] = "lower"
    verdicts[settled & (higher < lower)] = "higher"
    verdicts[np.isnan(adjusted)] = REFUSED
    verdicts[[note == _UNSEEN for note in notes]] = "not observed"
    return verdicts


def _seen(pair: tuple[Era, Era]) -> bool:
    return all(era.observed for era in pair)


def _note(
    pair: tuple[Era, Era],
    smallest: float,
    coarsest: float,
    comparisons: int,
    alpha: float,
) -> str | None:
    """Say why no p could have decided, by these years or by so few draws."""
    if not _seen(pair):
        return _UNSEEN
    if not any(era.counts.any() for era in pair):
        return "no visit in either era"
    least = max(smallest, coarsest)
    if at_most(least * comparisons, alpha):
        return None
    if at_most(smallest * comparisons, alpha):
        note = f"too few draws: they give no p below {least:.3g}"
    else:
        first, second = (era.observed for era in pair)
        few = not at_most(2 / comb(first + second, first) * comparisons, alpha)
        note = "too few years" if few else "too many years are alike"
        if least >= 1:
            return f"{note}: every way to share them out gives a p of 1"
        note += f": no way to share them out gives a p below {least:.3g}"
    if comparisons > 1:
        note += (
            f", which is {min(least * comparisons, 1):.3g} among {comparisons} pairs"
        )
    return note
