"""The ratio of frequencies that a record could have shown, pair by pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from summitry.frames.arguments import word_of
from summitry.frames.categories import constant
from summitry.frames.same_kind import same_kind
from summitry.infer.detection import Designs, detect, power_of
from summitry.infer.detection_words import sentence
from summitry.infer.families import Families, alpha_of
from summitry.infer.pair_limit import refuse_pairs
from summitry.measure.years import at
from summitry.output.progress import watched

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry import _core
    from summitry.frames import Frame
    from summitry.infer.compare_eras import Adjustment, Method
    from summitry.output.progress import Progress

    Rows: TypeAlias = npt.NDArray[np.int64]
    Reals: TypeAlias = npt.NDArray[np.float64]

_MOST_PAIRS = 5_000


@same_kind
def detectable_ratio(
    frequencies: Frame,
    *,
    reference: str | None = None,
    method: Method = "dispersed",
    level: float = 0.95,
    power: float = 0.8,
    adjustment: Adjustment = "holm",
    progress: Progress = None,
) -> Frame:
    """
    Tell which difference each pair of eras could have shown, whatever it did show.

    Each pair has two rows: the frequency of another era is taken as known, and the row
    says how far below or above it the frequency of this era must lie for `compare_eras`
    to tell them apart with a probability of `power`.

    Parameters
    ----------
    frequencies : frame of n rows
        As for `compare_eras`, unweighted.
    reference : str, optional
        Ask of each pair with this era; without it, of every pair.
    method : {"dispersed", "dispersed_years", "central", "midp"}
        How frequencies are compared, as in `compare_eras`.
    level : float, default 0.95
        Confidence of a comparison; a difference needs p to be at most ``1 - level``.
    power : float, default 0.8
        Probability of finding the difference, from 0.5 to below 1.
    adjustment : {"holm", "none"}
        Whether the strictest step allows for the number of comparisons.
    progress : callable or False, optional
        Called with the rows done and the rows in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of two rows a pair, the kind that was given
        What the pair shares (``side``, ``rule``, ...); ``era`` with its ``years`` of
        exposure; ``other_era`` with its ``other_years`` and ``reference_frequency``,
        visits a year; ``down``, the largest ratio to it below 1 that is found with that
        power, and ``up``, the smallest above 1, both for one pair; ``power_at_zero``,
        the power if visits end, and ``power_at_most``, if they are 1,000 times as many;
        the same at the strictest step of Holm's adjustment (``strict_down``,
        ``strict_up``, ...), and for one pair if visits are independent of each other
        (``independent_down``, ...). A ratio that no difference reaches is missing.
        ``says``, in words, what fall could have been shown, and ``says_rise``, what
        rise: words never better than the numbers;
        ``power``, ``method``, ``level``, ``adjustment`` and the number of
        ``comparisons``.

    Raises
    ------
    ColumnError
        If a column is missing or holds no numbers.
    CategoryError
        If `reference` is not an era.
    InputError
        If an era is there twice, or `method` is unknown.
    RangeError
        If `level` or `power` is out of range, or an exposure is not a number >= 0.
    LimitError
        If there are more than 5,000 pairs.

    Notes
    -----
    The visits of an era follow Poisson's law or, where its years vary more, the
    negative binomial one with the variance that the method allows for; how much they
    vary is taken as known. The power is summed over all pairs of counts that the test
    tells apart. It does not depend on what this era did show: a difference that was
    not found is not shown to be small. Ratios up to 1,000 are tried. Where an era
    would have more than 100,000 visits at that rate nothing is computed.

    References
    ----------
    Gu, Ng, Tang and Schucany (2008), Biometrical Journal 50, 283-298.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> frequencies = pd.DataFrame(
    ...     {"era": ["Hu", "Xi"], "count": [55, 9], "years": [10.0, 4.33]}
    ... )
    >>> found = summitry.detectable_ratio(frequencies)
    >>> found[["era", "other_era", "reference_frequency", "down", "up"]].round(3)
      era other_era  reference_frequency   down     up
    0  Hu        Xi                2.079  0.150  2.556
    1  Xi        Hu                5.500  0.401  1.831
    >>> print(found["says"][1])
    4.3 years could have shown a fall to about a third (power 80%).
    """
    word_of(method, "method")
    word_of(adjustment, "adjustment")
    alpha, power = alpha_of(level), power_of(power)
    families = Families(frequencies)
    pairs = families.pairs(reference, _MOST_PAIRS)
    refuse_pairs(pairs[0].size, _MOST_PAIRS)
    eras, others = _both_ways(*pairs)
    years, rates = families.years(), families.frequency()
    allowed = families.allowed(method)
    sizes = np.bincount(
        families.of_row[_observed(eras, others, years)], minlength=families.n
    )
    comparisons = sizes[families.of_row[eras]] // 2
    designs = Designs(
        years[eras],
        years[others],
        rates[others],
        at(allowed, eras),
        at(allowed, others),
        comparisons if adjustment == "holm" else np.ones_like(comparisons),
    )
    with watched(progress, "asking what could be shown") as tick:
        found = detect(designs, method=method, alpha=alpha, power=power, progress=tick)
    result: dict[str, Any] = families.key_columns(eras)
    result |= {
        "era": families.eras[eras].tolist(),
        "other_era": families.eras[others].tolist(),
        "years": designs.years,
        "other_years": designs.other_years,
        "reference_frequency": designs.other_rate,
        **_numbers("", found.own),
        **_numbers("strict_", found.strict),
        **_numbers("independent_", found.independent),
    }
    for name, rising in (("says", False), ("says_rise", True)):
        result[name] = [
            _said(designs, row, result["other_era"][row])
            or sentence(float(designs.years[row]), found, row, power, rising=rising)
            or "not computed for so many visits."
            for row in range(eras.size)
        ]
    result |= {
        "power": np.full(eras.size, power),
        "method": constant(method, eras.size),
        "level": np.full(eras.size, float(level)),
        "adjustment": constant(adjustment, eras.size),
        "comparisons": comparisons.astype(np.int64),
    }
    return families.table.build(result)


def _both_ways(first: Rows, second: Rows) -> tuple[Rows, Rows]:
    """Return each pair both ways round, one row after the other."""
    eras = np.stack([first, second], axis=1).ravel()
    others = np.stack([second, first], axis=1).ravel()
    return eras, others


def _observed(eras: Rows, others: Rows, years: Reals) -> Rows:
    """Return the eras of rows with exposure on both sides."""
    return eras[(years[eras] > 0) & (years[others] > 0)]


def _numbers(prefix: str, found: _core._Detectables) -> dict[str, Any]:
    names = ("down", "up", "power_at_zero", "power_at_most")
    return {f"{prefix}{name}": found[name] for name in names}  # type: ignore[literal-required]


def _said(designs: Designs, row: int, other: str) -> str | None:
    """Say why nothing could be shown, whatever the power; None if something could."""
    if not (designs.years[row] > 0 and designs.other_years[row] > 0):
        return "no exposure in one of the two eras."
    if designs.other_rate[row] == 0:
        return f"no visit in {other}: there is no rate to compare with."
    return None
