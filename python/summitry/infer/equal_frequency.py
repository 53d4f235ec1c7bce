"""One test over all eras: could they share a frequency?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from summitry import _core
from summitry.frames.arguments import word_of
from summitry.frames.same_kind import same_kind
from summitry.infer.era_years import drawing, in_order
from summitry.infer.exposure import usual_exposure_in
from summitry.infer.families import (
    INDEPENDENT,
    REFUSED,
    UNDECIDED,
    Families,
    alpha_of,
    at_most,
    draws_of,
    part_of,
)
from summitry.measure.counts import stack
from summitry.output.progress import watched

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.output.progress import Progress

    Reals: TypeAlias = npt.NDArray[np.float64]

_PAIR = 2

Method: TypeAlias = Literal[
    "auto", "exact", "monte_carlo", "likelihood_ratio", "chi_square"
]


@same_kind
def equal_frequency_test(
    frequencies: Frame,
    *,
    method: Method = "auto",
    draws: int = 20_000,
    seed: int = 0,
    level: float = 0.95,
    progress: Progress = None,
) -> Frame:
    """
    Test whether all eras of a side could have the same frequency.

    Parameters
    ----------
    frequencies : frame of n rows
        What `era_frequency` returned: ``era``, ``count`` and ``years`` are read. Eras
        without exposure are left out.
    method : {"auto", "exact", "monte_carlo", "likelihood_ratio", "chi_square"}
        ``"exact"`` adds every distribution of the visits over the eras that is no
        likelier than the one seen; ``"monte_carlo"`` draws them; the last two compare
        G2 or X2 with chi-square, which is rough where few visits are expected.
        ``"auto"`` takes the first of the first three that is quick.
    draws : int, default 20_000
        How many are drawn.
    seed : int, default 0
        Seed of the draws.
    level : float, default 0.95
        The verdict needs p to be at most ``1 - level``.
    progress : callable or False, optional
        Called with the draws done and the draws in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row for each side, rule, pair of countries and reading
        ``eras`` compared, their ``count`` and ``years``; ``p``; the statistics
        ``likelihood_ratio`` (G2) and ``chi_square`` (X2) with their degrees of freedom
        ``df``; ``verdict``: ``"not all equal"`` or ``"cannot be told apart"``, the
        first with ``"if visits are independent of each other"`` behind it where years
        vary more than those do, or nothing is known of how they vary; ``"not tested"``
        where there are fewer than two eras or no visit; a ``note`` on what is supposed,
        or why nothing was tested; the ``method`` used and, if outcomes were drawn,
        ``draws``, ``seed`` and ``generator``.

    Raises
    ------
    ColumnError
        If a column is missing or holds no numbers.
    LimitError
        If ``method="exact"`` would take too long.
    RangeError
        If `level`, `draws`, `seed` or an exposure is out of range.
    InputError
        If an era is there twice, or `method` is unknown.

    Notes
    -----
    The test supposes that visits are independent of each other. Where years vary more,
    p is too small; `compare_eras`, `rank_eras` and `permutation_test` allow for it.

    Given their sum, the counts are multinomial in proportion to the exposures. A drawn
    p is ``(b + 1) / (m + 1)``, never 0. With fewer than two eras, or no visit, p is 1.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> frequencies = pd.DataFrame(
    ...     {
    ...         "era": ["a", "b", "c", "d"],
    ...         "count": [1, 2, 1, 3],
    ...         "years": [715, 334, 119, 1388],
    ...     }
    ... )
    >>> found = summitry.equal_frequency_test(frequencies)
    >>> found[["eras", "count", "p", "verdict", "method"]].round(3)
       eras  count      p               verdict method
    0     4      7  0.203  cannot be told apart  exact
    """
    word_of(method, "equality_method", "method")
    alpha = alpha_of(level)
    options = draws_of(draws, seed)
    families = Families(frequencies)
    counts, years = families.counts(), usual_exposure_in(families.table)
    varying = families.dispersion()
    parts = []
    with watched(progress, "testing equality") as tick:
        for family in range(max(families.n, 1)):
            rows = families.rows(family)
            found = _core.equal_frequency(
                counts[rows],
                years[rows],
                method=method,
                progress=part_of(tick, family, families.n),
                **options,
            )
            row = _row(found, counts[rows], years[rows], alpha)
            row |= _condition(row, varying[rows])
            row |= drawing(options, drawn=found["method"] == "monte_carlo")
            parts.append(families.key_columns(rows[:1]) | row)
    stacked, known = stack(parts), np.arange(families.n)
    return families.table.build(
        {name: in_order(values, known) for name, values in stacked.items()}
    )


def _row(
    found: _core._Equality,
    counts: npt.NDArray[np.uint64],
    years: npt.NDArray[np.float64],
    alpha: float,
) -> dict[str, Any]:
    exposed = years > 0
    return {
        "eras": np.array([exposed.sum()], dtype=np.int64),
        "count": np.array([counts[exposed].sum()], dtype=np.int64),
        "years": np.array([years.sum()]),
        "p": np.array([found["p"]]),
        # Sums of nothing are 0, never -0.
        "likelihood_ratio": np.array([found["likelihood_ratio"]]) + 0.0,
        "chi_square": np.array([found["chi_square"]]) + 0.0,
        "df": np.array([found["df"]], dtype=np.int64),
        "verdict": ["not all equal" if at_most(found["p"], alpha) else UNDECIDED],
        "method": [found["method"]],
    }


def _condition(row: dict[str, Any], dispersion: Reals) -> dict[str, Any]:
    """Say why nothing was tested, else what that supposes and how years really vary."""
    (eras,), (count,), (verdict,) = row["eras"], row["count"], row["verdict"]
    if eras < _PAIR or not count:
        why = "no visit" if eras >= _PAIR else "fewer than two eras were observed"
        return {"verdict": [REFUSED], "note": [f"{why}: nothing to test"]}
    known = dispersion[~np.isnan(dispersion)]
    note = INDEPENDENT
    if not known.size:
        note = f"{INDEPENDENT}, and nothing is known of how years vary"
    elif known.max() > 1:
        note += f", and years vary more (dispersion {known.max():.2f}): p is too small"
    if verdict != UNDECIDED and note != INDEPENDENT:
        verdict = f"{verdict} {INDEPENDENT}"
    return {"verdict": [verdict], "note": [note]}
