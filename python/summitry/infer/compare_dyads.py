"""Two dyads compared: whether contact fell with one of them, or with everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames import Table
from summitry.frames.arguments import WORDS, one_of, word_of
from summitry.frames.categories import constant, texts_of
from summitry.frames.same_kind import same_kind
from summitry.infer.composed import kinds_of
from summitry.infer.dyad_tables import DyadTables
from summitry.infer.era_years import finite, refuse_options
from summitry.infer.families import UNDECIDED, alpha_of, at_most
from summitry.measure.era_notes import joined_notes
from summitry.measure.frequency import era_frequency
from summitry.output.progress import watched

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.frames.word_types import Date
    from summitry.infer.compare_eras import Adjustment
    from summitry.infer.dyad_tables import Notes, Pairs, Reals, Rows
    from summitry.output.progress import Progress

DyadMethod: TypeAlias = Literal["dispersed", "dispersed_years", "central"]


@same_kind  # type: ignore[arg-type]
def compare_dyads(
    visits: Frame,
    baseline: Frame | None = None,
    *,
    eras: Frame | None = None,
    through: Date | None = None,
    since: Date | None = None,
    where: Mapping[str, Any] | None = None,
    reference: str | None = None,
    method: DyadMethod = "dispersed",
    level: float = 0.95,
    adjustment: Adjustment = "holm",
    progress: Progress = None,
    **counting: Any,
) -> Frame:
    """
    Compare two eras of a dyad with the same eras of a baseline: the ratio of ratios.

    Did contact fall with this country, or with everybody? The baseline is another dyad
    of the same leader, or all other trips of that leader. What raises or lowers the
    visits of both alike, as a leader who travels more, leaves the ratio as it is.

    Parameters
    ----------
    visits : frame of n rows
        What `era_frequency` returned for one dyad, or for several, told apart by
        ``country`` and ``other_country``: ``era``, ``count`` and ``years`` are read,
        and what tells lists of eras apart and how years vary, where it is there. Or,
        with `eras`, visits.
    baseline : frame, optional
        The same of the other dyad, whose eras are found by their names and ``side``.
    eras, through, since
        As for `era_frequency`, which then counts the visits of both tables.
    where : mapping of column to value or values, optional
        With `eras`, in place of `baseline`: which of the visits are those of the dyad,
        such as ``{"destination": "PRK"}`` of a table of all trips of a leader; all
        others are the baseline. A visit without a value in one of the columns is
        neither, and is counted as ``unknown``.
    reference : str, optional
        Compare each era with this one; without it, every pair is compared.
    method : {"dispersed", "dispersed_years", "central"}
        How the four counts are compared. ``"central"`` is exact, given what there is of
        each dyad and of each era, if visits are independent of each other.
        ``"dispersed"`` also allows for years that vary more and resemble their
        neighbours, those of each dyad as they do: it takes the larger p and the wider
        limit of this and the exact comparison, and is exact, to the last bit, where no
        year varies more than chance lets it. ``"dispersed_years"`` leaves the
        neighbours out.
    level : float, default 0.95
        Confidence of each interval, two-sided.
    adjustment : {"holm", "none"}
        How the p-values allow for the number of comparisons.
    progress : callable or False, optional
        Called with the pairs done and the pairs in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.
    **counting
        With `eras`, further options of `era_frequency`, such as ``exposure``.

    Returns
    -------
    frame of one row a pair of eras, the kind that was given
        What the dyad has (``country``, ``side``, ...), and what the ``baseline`` is
        called, where its table says it; ``era`` and ``other_era`` with the visits of
        the dyad in both (``count``, ``other_count``) and of the baseline
        (``baseline_count``, ``baseline_other_count``); ``ratio``, the ratio of ratios
        (A1 / A2) / (B1 / B2) as it is estimated given the margins, and
        ``cross_product``, the same of the bare counts; ``lower``, ``upper`` and ``p``;
        ``p_adjusted`` (over the rows of the same dyad and list of eras); ``verdict``:
        relative to the baseline the first era is ``"lower"`` or ``"higher"``, or the
        two ``"cannot be told apart"``, one was ``"not observed"``, or the pair is
        ``"not compared"``; a ``note`` that says why, where a number does not exist, or
        that nothing is known of how years vary; the exact comparison alone
        (``exact_lower``, ``exact_upper``, ``exact_p``); ``dispersion`` and
        ``baseline_dispersion`` of the years (1 for independent visits); ``unknown``
        visits, with `where`; ``method``, ``level``, ``adjustment`` and the number of
        ``comparisons`` it allows for.

    Raises
    ------
    ColumnError
        If a column is missing or holds no numbers.
    CategoryError
        If `reference` is not an era, or `where` asks for no value that a visit has.
        (Of several, one that none has is told by a warning.)
    InputError
        If there is no baseline, it has an era several times or none of the dyad, no
        pair of eras was watched on the same days, or an option does not go with what
        is given.
    RangeError
        If `level` is not between 0 and 1, or an exposure is not a number >= 0.

    Notes
    -----
    Exposure cancels where both were watched on the same days. A pair whose exposures
    are not in the same ratio for the dyad and for the baseline is not compared. If one
    of the four margins is 0 there is no ratio, and the note says which. The verdict
    needs the adjusted p-value to be at most ``1 - level``. Not being able to tell does
    not show that nothing changed.

    References
    ----------
    Fisher (1935), Journal of the Royal Statistical Society 98, 39-82 (exact).
    Satterthwaite (1946), Biometrics Bulletin 2, 110-114 (degrees of freedom).

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> north = pd.DataFrame(
    ...     {"era": ["Hu", "Xi"], "count": [55, 6], "years": [10.0, 4.33]}
    ... )
    >>> south = {"era": ["Hu", "Xi"], "count": [40, 25], "years": [10.0, 4.33]}
    >>> found = summitry.compare_dyads(north, south, reference="Hu")
    >>> found[["era", "other_era", "ratio", "lower", "upper", "verdict"]].round(2)
      era other_era  ratio  lower  upper verdict
    0  Xi        Hu   0.18   0.05   0.49   lower

    All trips of a leader, of which those to one country are compared with the others:

    >>> trips = pd.DataFrame(
    ...     {
    ...         "date": [f"{year}-06-01" for year in range(2005, 2021)],
    ...         "destination": ["PRK"] * 6 + ["USA"] * 2 + ["PRK"] + ["USA"] * 7,
    ...     }
    ... )
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2005-01-01", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> seen = {"since": "2005-01-01", "through": "2020-12-31"}
    >>> found = summitry.compare_dyads(
    ...     trips, eras=eras, where={"destination": "PRK"}, **seen
    ... )
    >>> found[["count", "other_count", "cross_product", "lower", "upper", "p"]].round(3)
       count  other_count  cross_product  lower     upper      p
    0      6            1           21.0  1.088  1098.971  0.041
    """
    # A ratio of ratios has no mid-p test.
    one_of(method, "method", [word for word in WORDS["method"] if word != "midp"])
    word_of(adjustment, "adjustment")
    alpha = alpha_of(level)
    own, others, unknown = _counted(
        visits,
        baseline,
        eras,
        where,
        {"through": through, "since": since} | counting,
    )
    tables = DyadTables(own, others)
    pairs = tables.pairs(reference)
    compared = pairs.comparable & ~tables.unobserved(pairs)
    with watched(progress, "comparing dyads") as tick:
        found = _core.compare_dyads(
            *tables.asked(pairs, np.flatnonzero(compared), method),
            level=float(level),
            progress=tick,
        )
    numbers: dict[str, Reals] = {
        name: _spread(cast("Reals", values), compared) for name, values in found.items()
    }
    of_row = tables.dyads.of_row[pairs.first]
    adjusted = _core.adjusted(
        numbers["p"], of_row.astype(np.uint32), adjustment=adjustment
    )
    sizes = np.bincount(of_row[~np.isnan(adjusted)], minlength=tables.dyads.n)
    n_rows = pairs.first.size
    counts = tables.counts(pairs)
    dyads = tables.dyads
    result: dict[str, Any] = dyads.key_columns(pairs.first)
    result |= tables.baseline_named(pairs)
    result |= {
        "era": dyads.era_column(pairs.first),
        "other_era": dyads.era_column(pairs.second),
        **counts,
        "ratio": finite(numbers["ratio"]),
        "cross_product": _cross_product(counts),
        "lower": numbers["lower"],
        "upper": finite(numbers["upper"]),
        "p": numbers["p"],
        "p_adjusted": adjusted,
        "verdict": texts_of(
            _verdicts(tables, pairs, numbers, at_most(adjusted, alpha))
        ),
        "note": joined_notes(
            texts_of(_notes(tables, pairs, counts, numbers).tolist()),
            texts_of(tables.supposed(pairs, method, np.isnan(numbers["p"])).tolist()),
        ),
        "exact_lower": numbers["exact_lower"],
        "exact_upper": finite(numbers["exact_upper"]),
        "exact_p": numbers["exact_p"],
        **tables.dispersion(pairs),
        **({} if unknown is None else {"unknown": np.full(n_rows, unknown)}),
        "method": constant(method, n_rows),
        "level": np.full(n_rows, float(level)),
        "adjustment": constant(adjustment, n_rows),
        "comparisons": sizes[of_row].astype(np.int64),
    }
    return dyads.table.build(result)


def _counted(
    visits: Frame,
    baseline: Frame | None,
    eras: Frame | None,
    where: Mapping[str, Any] | None,
    counting: dict[str, Any],
) -> tuple[Frame, Frame, int | None]:
    """Return the frequencies of both, and how many visits are of neither."""
    if eras is None:
        refuse_options(counting | {"where": where}, "compare_dyads")
    if (baseline is None) == (where is None):
        given = "no baseline" if baseline is None else "both a baseline and `where`"
        raise InputError(
            f"there is {given}: with what is the dyad compared?",
            code="no_baseline" if baseline is None else "needless_option",
            column="baseline",
            hint="give the table of another dyad, or, of all trips of a leader, which "
            'are those of the dyad: where={"destination": "PRK"}',
        )
    if eras is None and baseline is not None:
        return visits, baseline, None
    unknown: int | None = None
    table, beside = Table(visits, "visits"), baseline
    if where is not None:
        known, is_own = kinds_of(table, where)
        own, others = (np.flatnonzero(known & kind) for kind in (is_own, ~is_own))
        unknown = int((~known).sum())
        table, beside = table.take(own), table.take(others)
    pair: tuple[Frame, Frame] = table, beside
    one, other = (era_frequency(each, eras, **counting) for each in pair)
    return one, other, unknown


def _spread(values: Reals, rows: npt.NDArray[np.bool_]) -> Reals:
    """Return numbers of some rows at their places among all."""
    wide = np.full(rows.size, np.nan)
    wide[rows] = values
    return wide


def _cross_product(counts: dict[str, Rows]) -> Reals:
    one, two, rest, more = (
        np.ma.filled(v.astype(float), np.nan) for v in counts.values()
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        return finite((one * more) / (two * rest))


def _verdicts(
    tables: DyadTables, pairs: Pairs, numbers: dict[str, Reals], settled: Any
) -> list[str]:
    verdicts = np.full(pairs.first.size, UNDECIDED, dtype=object)
    verdicts[settled & (numbers["upper"] < 1)] = "lower"
    verdicts[settled & (numbers["lower"] > 1)] = "higher"
    verdicts[tables.unobserved(pairs)] = "not observed"
    verdicts[~pairs.comparable] = "not compared"
    return list(verdicts)


def _notes(
    tables: DyadTables,
    pairs: Pairs,
    counts: dict[str, Rows],
    numbers: dict[str, Reals],
) -> Notes:
    """Say why a number does not exist; None where all do."""
    one, two, rest, more = (np.ma.filled(values, 0) for values in counts.values())
    first, second = (tables.dyads.eras[rows] for rows in (pairs.first, pairs.second))
    notes = np.full(first.shape, None, dtype=object)
    without = np.isnan(numbers["p"])
    for empty, said in (
        (without, "too many visits to compare"),
        (without & (two + more == 0), "no visit of either in " + second),
        (without & (one + rest == 0), "no visit of either in " + first),
        (without & (rest + more == 0), "the baseline has no visits in either era"),
        (without & (one + two == 0), "the dyad has no visits in either era"),
        (tables.unobserved(pairs), "no exposure in one of the two eras"),
    ):
        notes[empty] = said[empty] if isinstance(said, np.ndarray) else said
    for whose, number, era in (("baseline", rest, first), ("dyad", two, second)):
        endless = np.isinf(numbers["upper"]) & (number == 0)
        lead = f"no visit of the {whose} in "
        notes[endless] = lead + era[endless] + ": no ratio, and no upper limit"
    given = ~pairs.comparable
    notes[given] = pairs.reasons[given]
    return notes
