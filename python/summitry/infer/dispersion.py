"""Dispersion: how much the years of eras vary, and whether neighbours are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames.same_kind import same_kind
from summitry.infer.era_years import Era, drawing, finite, flat, read_years
from summitry.infer.families import draws_of, part_of
from summitry.measure.counts import stack
from summitry.output.format import p_text
from summitry.output.progress import watched

if TYPE_CHECKING:
    from summitry.frames import Frame
    from summitry.frames.word_types import By, Date, Exposure, Handover, Unclear
    from summitry.output.progress import Progress

_FEW = 10
"""Degrees of freedom below which the dispersion comes from few years."""
_USUAL = 0.05
"""From this p-value down chance is not named as a cause."""

_HOLD = "intervals and verdicts hold if visits are independent of each other"
_IGNORED = f"It is not allowed for: {_HOLD}."


@same_kind
def dispersion(
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
    coverage: Frame | None = None,
    draws: int = 99_999,
    seed: int = 0,
    progress: Progress = None,
) -> Frame:
    """
    Measure how much the years of eras vary, beside what chance does to them.

    Parameters
    ----------
    visits : frame
        Visits, as for `yearly_counts`; or, without `eras`, a table that it returned:
        ``era``, ``year``, ``count`` and ``years`` of exposure.
    eras, through, since, by, direction, dyads, unclear, exposure, handover, date
        As for `era_frequency`.
    coverage
        As for `yearly_counts`.
    draws : int, default 99999
        Outcomes drawn where there are too many to add up.
    seed : int, default 0
        Where the random numbers start.
    progress : callable or False, optional
        Called with the draws made and the draws in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row for each list of eras, the kind that was given
        What tells lists apart; ``eras``, ``n_years`` and ``count`` of visits;
        ``chi_square`` and ``df``; ``dispersion``, their quotient, 1 on average if
        visits are independent; ``p`` of years that vary at least so much, ``even_p`` of
        years that vary at most so much; ``alpha``, the excess variance of a year over
        its squared mean; ``lag1``, how alike neighbouring years are, ``lag1_p``, and
        ``rho``, the correlation of their rates as far as it is allowed for; ``says``,
        the sentence; ``mc_error`` of the p-values (missing where they are exact),
        ``draws``, ``seed`` and ``generator``. A number that cannot be told is missing.

    Raises
    ------
    InputError
        As for `yearly_counts`, or if an option goes with `eras` only.
    RangeError
        If a count is negative, an exposure is no duration, or `draws` or `seed` is out
        of range.

    Notes
    -----
    Given the visits of each era, independent ones fall on its years in proportion to
    their lengths; p adds up every such outcome that varies at least as much, beyond two
    million of them it is drawn. The p of neighbouring years counts the orders of the
    years within each era, which leave the dispersion as it is.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, section 6.2.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> years = pd.DataFrame(
    ...     {
    ...         "era": ["a"] * 4 + ["b"] * 3,
    ...         "year": [2001, 2002, 2003, 2004, 2005, 2006, 2007],
    ...         "count": [0, 4, 1, 5, 2, 0, 3],
    ...         "years": [1.0] * 7,
    ...     }
    ... )
    >>> found = summitry.dispersion(years)
    >>> found[["dispersion", "p", "alpha", "lag1", "lag1_p"]].round(3)
       dispersion      p  alpha   lag1  lag1_p
    0        1.92  0.087  0.414 -0.306   0.833
    """
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
        coverage=coverage,
    )
    families = years.families()
    parts = []
    with watched(progress, "measuring dispersion") as tick:
        for place, family in enumerate(families):
            keys = years.key_columns(int(family[0].rows[0]))
            found = _measured(family, part_of(tick, place, len(families)), options)
            parts.append(keys | found)
    if not parts:
        empty = _measured([], None, options)
        parts = [{name: values[:0] for name, values in empty.items()}]
    return years.table.build(stack(parts))


def _measured(family: list[Era], tick: Any, options: dict[str, int]) -> dict[str, Any]:
    counts, years, eras = flat(family)
    n_eras = max(len(family), 1)
    found = _core.dispersion(counts, years, eras, ends=np.array([n_eras]))
    tests = _core.dispersion_tests(
        counts, years, eras, n_eras=n_eras, progress=tick, **options
    )
    error = np.nanmax([0.0, tests["p_error"], tests["lag1_error"]])
    numbers = {
        "chi_square": found["chi_square"] + 0.0,  # never -0
        "df": found["degrees_of_freedom"].astype(np.int64),
        "dispersion": finite(found["dispersion"]),
        "p": np.array([tests["p"]]),
        "even_p": np.array([tests["even_p"]]),
        "alpha": found["alpha"],
        "lag1": finite(found["lag1"]),
        "lag1_p": np.array([tests["lag1_p"]]),
        "rho": found["rho"],
    }
    drawn = bool(error > 0)
    return {
        "eras": np.array([sum(era.observed > 0 for era in family)], dtype=np.int64),
        "n_years": np.array([counts.size], dtype=np.int64),
        "count": np.array([counts.sum()], dtype=np.int64),
        **numbers,
        "says": [said({name: float(values[0]) for name, values in numbers.items()})],
        "mc_error": np.array([error if drawn else np.nan]),
        **drawing(options, drawn=drawn),
    }


def said(measured: dict[str, float], *, allowed: bool = True) -> str:
    """
    Say how much years vary, and what is done about it.

    Parameters
    ----------
    measured : dict
        With ``dispersion``, ``df``, ``p``, ``even_p`` and ``lag1_p``.
    allowed : bool, default True
        Whether the intervals and verdicts beside it allow for it.

    Examples
    --------
    >>> said({"dispersion": float("nan"), "df": 0.0})[:35]
    'How much years vary cannot be told;'
    """
    if not measured["df"]:
        return f"How much years vary cannot be told; {_HOLD}."
    few = ", from few years" if measured["df"] < _FEW else ""
    value, p = f"{measured['dispersion']:.2f}", f"p {p_text(measured['p'])}"
    if measured["dispersion"] <= 1:
        sentence = f"No sign of clustering by year ({value}{few})"
        if measured["even_p"] <= _USUAL:
            sentence = f"Visits were more regular than chance (dispersion {value}{few})"
        sentence += "; intervals and verdicts are those of independent visits."
    elif p_is_small(measured["p"]):
        sentence = (
            "Visits varied more from year to year than independent visits would "
            f"(dispersion {value}, {p}{few}). "
        )
        sentence += "Intervals and verdicts allow for it." if allowed else _IGNORED
    else:
        sentence = (
            "Visits varied more from year to year than independent visits do on average "
            f"(dispersion {value}, {p}{few}): chance could do it"
        )
        sentence += "; allowed for all the same." if allowed else f". {_IGNORED}"
    if p_is_small(measured["lag1_p"]):
        sentence += (
            f" Neighbouring years resemble each other (p {p_text(measured['lag1_p'])}): the "
            "average of an era hides changes within it."
        )
    return sentence


def p_is_small(p: float) -> bool:
    """Whether a p-value is at most 0.05; one that does not exist is not."""
    return bool(p <= _USUAL)
