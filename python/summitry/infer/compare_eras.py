"""Eras compared: which frequencies can be told apart, and which cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames.arguments import word_of
from summitry.frames.categories import Categories, constant, texts_of
from summitry.frames.same_kind import same_kind
from summitry.infer.could_show import MOST_PAIRS, could_show
from summitry.infer.detection import power_of
from summitry.infer.families import (
    INDEPENDENT,
    UNDECIDED,
    Families,
    alpha_of,
    at_most,
    supposes_independence,
)
from summitry.measure.era_notes import joined_notes
from summitry.measure.years import at
from summitry.output.progress import watched

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.output.progress import Progress

    Rows: TypeAlias = npt.NDArray[np.int64]
    Reals: TypeAlias = npt.NDArray[np.float64]

Method: TypeAlias = Literal["dispersed", "dispersed_years", "central", "midp"]
Adjustment: TypeAlias = Literal["holm", "none"]


@same_kind
def compare_eras(
    frequencies: Frame,
    *,
    reference: str | None = None,
    method: Method = "dispersed",
    level: float = 0.95,
    weighted: bool = False,
    adjustment: Adjustment = "holm",
    power: float | None = 0.8,
    progress: Progress = None,
) -> Frame:
    """
    Compare the frequencies of eras, pair by pair: ratio, interval, p and a verdict.

    Eras are compared only within one side, rule, pair of countries and reading. The
    p-value and the interval of a row come from the same method.

    Parameters
    ----------
    frequencies : frame of n rows
        What `era_frequency` returned: ``era``, ``count`` and ``years`` are read, and
        for ``weighted=True`` also ``weighted_frequency``, ``weighted_variance`` and
        ``largest_weight``; and, where they are there, ``excess``, ``excess_years`` and
        ``dispersion_df``, which say how the years of the eras vary.
    reference : str, optional
        Compare each era with this one; without it, every pair is compared.
    method : {"dispersed", "dispersed_years", "central", "midp"}
        How frequencies are compared, given the visits of both together. ``"central"``
        doubles the smaller tail and is exact if visits are independent of each other;
        weighted frequencies are then compared by the F interval. ``"dispersed"`` asks
        whether the eras differ by more than the years of one era differ among
        themselves, neighbouring years being alike; where years vary no more than
        chance lets them it is central, to the last bit. ``"dispersed_years"`` leaves
        the neighbours out. ``"midp"`` is central with the outcome seen counted by
        half, for unweighted frequencies: narrower, right on average.
    level : float, default 0.95
        Confidence of each interval, two-sided.
    weighted : bool, default False
        Compare weighted frequencies.
    adjustment : {"holm", "none"}
        How the p-values allow for the number of comparisons.
    power : float, optional
        Say beside each pair that cannot be told apart what difference would have been
        shown with this probability, 0.8 unless given, from 0.5 to below 1; None leaves
        it out. It is left out also where there are more than 50 such pairs:
        `detectable_ratio` takes as many as there are.
    progress : callable or False, optional
        Called with the pairs done and the pairs in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row a pair, the kind that was given
        What the pair shares (``side``, ``rule``, ...); ``era`` and ``other_era`` with
        their counts (unweighted only) and frequencies; ``ratio`` of the first
        frequency to the second, ``lower``, ``upper`` and ``p``; ``p_adjusted`` (over
        the rows of the same side, rule, pair of countries and reading);
        ``verdict``: the first frequency is ``"lower"`` or ``"higher"``, or the two
        ``"cannot be told apart"``, or one was ``"not observed"``; ``could_show``, where
        an unweighted pair cannot be told apart, what the era with less exposure could
        have shown against the frequency of the other; a ``note`` where one of
        the eras is of an acting leader or very short, a ratio or its upper limit does
        not exist, or nothing is known of how years vary;
        ``dispersion`` of the years (1 for independent visits); ``method``, ``level``,
        ``adjustment`` and the number of ``comparisons`` it allows for.

    Raises
    ------
    ColumnError
        If a column is missing or holds no numbers.
    CategoryError
        If `reference` is not an era.
    InputError
        If an era is there twice, or `method` is unknown or does not go with weights.
    RangeError
        If `level` is not between 0 and 1, `power` is out of range, or an exposure is
        not a number >= 0.
    LimitError
        If there are more than 16,777,216 pairs.

    Notes
    -----
    The verdict needs both the adjusted p-value to be at most ``1 - level`` and the
    interval to leave out 1. Not being able to tell two frequencies apart does not
    show that they are equal. Without ``excess`` in the table, as in one that was typed
    in, or where no era has two years or more, years are supposed to vary as those of
    independent visits do, and the note says so. So does it where years vary more and
    `method` does not allow for it.

    References
    ----------
    Przyborowski and Wilenski (1940), Biometrika 31, 313-323. Fay (1999),
    Communications in Statistics 28, 2141-2160 (weighted). Holm (1979), Scandinavian
    Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> frequencies = pd.DataFrame(
    ...     {
    ...         "era": ["Jiang", "Hu", "Xi"],
    ...         "count": [9, 66, 5],
    ...         "years": [5.0, 10.0, 4.0],
    ...     }
    ... )
    >>> compared = summitry.compare_eras(frequencies, reference="Xi")
    >>> compared[["era", "other_era", "ratio", "lower", "upper", "verdict"]].round(2)
         era other_era  ratio  lower  upper               verdict
    0  Jiang        Xi   1.44   0.43   5.47  cannot be told apart
    1     Hu        Xi   5.28   2.15  16.80                higher
    """
    word_of(method, "method")
    word_of(adjustment, "adjustment")
    if weighted and method == "midp":
        raise InputError(
            "method is 'midp', which weighted frequencies do not have",
            code="unknown_choice",
            column="method",
            hint="leave `method` out, or take 'central'",
        )
    alpha = alpha_of(level)
    power = None if power is None else power_of(power)
    families = Families(frequencies)
    first, second = families.pairs(reference)
    if weighted:
        columns, found = _weighted(families, first, second, level=level, method=method)
    else:
        columns = _counted(families, first, second)
        sides = (
            _frequencies(families, first, method),
            _frequencies(families, second, method),
        )
        with watched(progress, "comparing eras") as tick:
            found = _core.compare_frequencies(
                *sides, level=level, method=method, progress=tick
            )
    lower, upper, p = found["lower"], found["upper"], found["p"]
    of_row = families.of_row[first]
    adjusted = _core.adjusted(p, of_row.astype(np.uint32), adjustment=adjustment)
    sizes = np.bincount(of_row[~np.isnan(p)], minlength=families.n)
    n_rows = first.size
    dispersion = families.dispersion()[first]
    supposed = supposes_independence(dispersion, method)
    comparisons = sizes[of_row].astype(np.int64)
    verdicts = _verdicts(lower, upper, adjusted, alpha)
    open_rows = np.flatnonzero(verdicts.codes == 0)
    shown = constant(None, n_rows)
    if not (weighted or power is None) and 0 < open_rows.size <= MOST_PAIRS:
        one, other = (
            _frequencies(families, rows[open_rows], method) for rows in (first, second)
        )
        among = (
            comparisons[open_rows] if adjustment == "holm" else np.ones_like(open_rows)
        )
        with watched(progress, "asking what could be shown") as tick:
            said = could_show(
                one,
                other,
                among,
                method=method,
                alpha=alpha,
                power=power,
                progress=tick,
            )
        places = np.full(n_rows, -1)
        places[open_rows] = np.arange(open_rows.size)
        shown = texts_of([*said, None]).take(places)
    result = families.key_columns(first) | columns
    result |= {
        "ratio": found["ratio"],
        "lower": lower,
        "upper": np.where(np.isinf(upper), np.nan, upper),
        "p": p,
        "p_adjusted": adjusted,
        "verdict": verdicts,
        "could_show": shown,
        "note": joined_notes(
            *_of_eras(families, first, second),
            _notes(columns["other_era"], found["ratio"], p, supposed),
        ),
        "dispersion": dispersion,
        "method": constant("f" if weighted and method == "central" else method, n_rows),
        "level": np.full(n_rows, float(level)),
        "adjustment": constant(adjustment, n_rows),
        "comparisons": comparisons,
    }
    return families.table.build(result)


def _frequencies(families: Families, rows: Rows, method: str) -> _core._Frequencies:
    return {
        "count": families.counts()[rows],
        "years": families.years()[rows],
        "allowed": at(families.allowed(method), rows),
    }


def _counted(families: Families, first: Rows, second: Rows) -> dict[str, Any]:
    frequency, whole = families.frequency(), families.counts().astype(np.int64)
    columns = _sides(families, first, second)
    columns |= {"count": whole[first], "other_count": whole[second]}
    columns |= {"frequency": frequency[first], "other_frequency": frequency[second]}
    return columns


def _weighted(
    families: Families, first: Rows, second: Rows, *, level: float, method: str
) -> tuple[dict[str, Any], _core._Comparisons]:
    weighted = families.weighted(method)
    sides: list[_core._WeightedFrequencies] = [
        {
            "frequency": weighted["frequency"][rows],
            "variance": weighted["variance"][rows],
            "largest_weight": weighted["largest_weight"][rows],
            "years": weighted["years"][rows],
            "allowed": at(weighted["allowed"], rows),
        }
        for rows in (first, second)
    ]
    found = _core.compare_weighted(*sides, level=level, method=method)
    columns = _sides(families, first, second)
    columns |= {
        "weighted_frequency": sides[0]["frequency"],
        "other_weighted_frequency": sides[1]["frequency"],
    }
    return columns, found


def _sides(families: Families, first: Rows, second: Rows) -> dict[str, Any]:
    sides = {"era": first, "other_era": second}
    return {name: families.era_column(rows) for name, rows in sides.items()}


def _verdicts(lower: Reals, upper: Reals, adjusted: Reals, alpha: float) -> Categories:
    settled = at_most(adjusted, alpha)
    codes = np.zeros(adjusted.shape, dtype=np.int64)
    codes[settled & (upper < 1)] = 1
    codes[settled & (lower > 1)] = 2
    codes[np.isnan(adjusted)] = 3
    return Categories(codes, [UNDECIDED, "lower", "higher", "not observed"])


def _of_eras(families: Families, first: Rows, second: Rows) -> list[Categories]:
    """Say what is to be known of each era of the pairs, if anything is."""
    if not families.table.has("years"):
        return []
    notes = families.notes().texts()
    told = [
        None if note is None else f"{era}: {note}"
        for era, note in zip(families.eras, notes, strict=True)
    ]
    named = texts_of(told)
    return [named.take(rows) for rows in (first, second)]


def _notes(
    others: Categories, ratio: Reals, p: Reals, supposed: npt.NDArray[np.bool_]
) -> Categories:
    """Say why a ratio does not exist, and what is supposed; none where all is well."""
    codes = np.where(supposed, 0, -1)
    silent = np.isnan(ratio) & ~np.isnan(p)
    codes[np.isnan(p)] = 1
    codes[silent] = 2 + others.codes[silent]
    named = [
        f"no visit in {era}: no ratio, and no upper limit" for era in others.labels
    ]
    said = [INDEPENDENT, "no exposure in one of the two eras", *named]
    return Categories(codes, said)
