"""Eras, dyads and phases by rank floor: whether a finding hangs on the lower ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.frames import Frame, Table
from summitry.frames.same_kind import same_kind
from summitry.frames.warned import quiet
from summitry.infer.compare_dyads import compare_dyads
from summitry.infer.compare_eras import compare_eras
from summitry.infer.phases import phases
from summitry.measure.coverage_of_groups import reported_on_ladder
from summitry.measure.floors import floored
from summitry.measure.frequency import era_frequency

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.frames.word_types import Date
    from summitry.infer.compare_eras import Adjustment


@same_kind  # type: ignore[arg-type]
def compare_by_floor(
    visits: Frame,
    eras: Frame,
    *,
    through: Date,
    since: Date,
    floors: Mapping[str, str] | None = None,
    ladder: Sequence[str] | None = None,
    visitor_rank: str = "visitor_rank",
    reference: str | None = None,
    method: str | None = None,
    level: float = 0.95,
    adjustment: Adjustment = "holm",
    **counting: Any,
) -> Frame:
    """
    Compare eras again and again, each time by the visits at or above a rank.

    A list knows the travels of heads of state better than those of ministers. A
    difference that only the lower ranks show may be one of the archive.

    Parameters
    ----------
    visits : frame of n rows
        With `visitor_rank`, and as for `era_frequency`.
    eras, through, since
        As for `era_frequency`.
    floors : mapping of name to rank, optional
        The lowest rank that counts under each floor. Without it heads only (to
        ``head_of_government``), ``deputy_head`` and above, ``politburo_member`` and
        above; of another ladder, every rank that visits have but the lowest.
    ladder : sequence of str, optional
        The ranks, high to low; without it the usual ones.
    visitor_rank : str, default "visitor_rank"
        Column of the visitor's rank.
    reference, method, level, adjustment
        As for `compare_eras`, whose own method is used if none is given.
    **counting
        Options of `era_frequency`, such as ``exposure`` and ``unclear``.

    Returns
    -------
    frame of one row for each floor and pair, the kind that was given
        ``floor`` and its ``lowest_rank`` (null for the last, ``"the full rule"``), then
        the columns of `compare_eras`.

    Raises
    ------
    CategoryError
        If a floor is not on the ladder, or a rank of a visit is not on the one given.
    InputError
        If the ranks have no order, or as for `era_frequency` and `compare_eras`.

    Notes
    -----
    A floor only takes visits away: where the definition has a minimum for each side,
    the higher of the two holds. A visit whose rank is missing is unclear under every
    floor. The p-values are adjusted within a floor, not over floors: they are one
    question under several conditions, not several questions.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> heads = [f"{1990 + n}-05-01" for n in range(8)]
    >>> below = [f"{1996 + n % 10}-0{n // 10 + 1}-11" for n in range(24)]
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": heads + below,
    ...         "visitor_rank": ["head_of_state"] * 8 + ["vice_minister"] * 24,
    ...     }
    ... )
    >>> eras = {
    ...     "era": ["before", "after"],
    ...     "start": ["1986-01-01", "1996-01-01"],
    ...     "end": ["1996-01-01", "2006-01-01"],
    ... }
    >>> found = summitry.compare_by_floor(
    ...     visits,
    ...     eras,
    ...     since="1986-01-01",
    ...     through="2005-12-31",
    ...     floors={"heads only": "head_of_government"},
    ... )
    >>> found[["floor", "count", "other_count", "verdict"]]
               floor  count  other_count               verdict
    0     heads only      6            2  cannot be told apart
    1  the full rule      6           26                 lower
    """
    table = Table(visits, "visits")
    how: dict[str, Any] = {
        "reference": reference,
        "level": level,
        "adjustment": adjustment,
    }
    how |= {} if method is None else {"method": method}
    counting |= {"since": since, "through": through, "level": level}
    counting = reported_on_ladder(counting, table, eras, ladder=ladder)
    parts = [
        _under((name, rank), compare_eras(era_frequency(part, eras, **counting), **how))
        for name, rank, part in floored(
            table, floors=floors, ladder=ladder, column=visitor_rank
        )
    ]
    return Table.concat(parts, "comparisons")


@same_kind  # type: ignore[arg-type]
def compare_dyads_by_floor(
    visits: Frame,
    baseline: Frame | None = None,
    *,
    eras: Frame,
    through: Date,
    since: Date,
    floors: Mapping[str, str] | None = None,
    ladder: Sequence[str] | None = None,
    visitor_rank: str = "visitor_rank",
    **options: Any,
) -> Frame:
    """
    Compare a dyad with its baseline again and again, by the visits from a rank up.

    Parameters
    ----------
    visits, baseline : frame
        With `visitor_rank`, and as for `compare_dyads`. Each floor holds for both.
    eras, through, since
        As for `compare_dyads`.
    floors, ladder, visitor_rank
        As for `compare_by_floor`; the usual floors of another ladder are those of
        `visits`.
    **options
        Options of `compare_dyads`, such as ``where``, ``reference`` and ``method``.

    Returns
    -------
    frame of one row for each floor and pair, the kind that was given
        ``floor`` and its ``lowest_rank``, then the columns of `compare_dyads`.

    Raises
    ------
    CategoryError, InputError
        As for `compare_by_floor` and `compare_dyads`.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> def rows(heads, ministers):
    ...     days = [f"{1990 + n}-05-01" for n in heads]
    ...     days += [f"{1990 + n}-09-01" for n in ministers]
    ...     ranks = ["head_of_state"] * len(heads)
    ...     ranks += ["foreign_minister"] * len(ministers)
    ...     return pd.DataFrame({"date": days, "visitor_rank": ranks})
    >>> north = rows([1, 3, 5, 7, 11], [*range(10), 12])
    >>> south = rows([2, 4, 12, 14], [3, *range(10, 20)])
    >>> eras = {
    ...     "era": ["before", "after"],
    ...     "start": ["1990-01-01", "2000-01-01"],
    ...     "end": ["2000-01-01", "2010-01-01"],
    ... }
    >>> found = summitry.compare_dyads_by_floor(
    ...     north,
    ...     south,
    ...     eras=eras,
    ...     since="1990-01-01",
    ...     through="2009-12-31",
    ...     reference="before",
    ...     floors={"heads only": "head_of_government"},
    ... )
    >>> found[["floor", "cross_product", "verdict"]].round(2)
               floor  cross_product               verdict
    0     heads only           0.25  cannot be told apart
    1  the full rule           0.04                 lower
    """
    table = Table(visits, "visits")
    options |= {"eras": eras, "since": since, "through": through}
    ranks: dict[str, Any] = {"ladder": ladder, "column": visitor_rank}
    own = list(floored(table, floors=floors, **ranks))
    others: list[Any] = [None] * len(own)
    if baseline is not None:
        named = {name: rank for name, rank, _ in own if rank is not None}
        of_baseline = floored(Table(baseline, "baseline"), floors=named, **ranks)
        others = [part for *_, part in of_baseline]
    parts = [
        _under((name, rank), compare_dyads(part, other, **options))
        for (name, rank, part), other in zip(own, others, strict=True)
    ]
    return Table.concat(parts, "comparisons")


@same_kind  # type: ignore[arg-type]
def phases_by_floor(
    visits: Frame,
    *,
    through: Date,
    since: Date,
    floors: Mapping[str, str] | None = None,
    ladder: Sequence[str] | None = None,
    visitor_rank: str = "visitor_rank",
    **options: Any,
) -> Frame:
    """
    Divide the observation again and again, each time by the visits at or above a rank.

    Parameters
    ----------
    visits : frame of n rows
        With `visitor_rank`, and as for `phases`.
    through, since
        As for `phases`.
    floors, ladder, visitor_rank
        As for `compare_by_floor`.
    **options
        Options of `phases`, such as ``eras``, ``draws`` and ``unclear``.

    Returns
    -------
    frame of one row for each floor and phase, the kind that was given
        ``floor`` and its ``lowest_rank``, then the columns of `phases`. An edge that is
        there under the full rule and not under a floor hangs on ranks below it.

    Raises
    ------
    CategoryError, InputError
        As for `compare_by_floor` and `phases`.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> ministers = [f"199{n}-0{month}-15" for n in range(3) for month in range(1, 9)]
    >>> heads = [f"199{n}-10-15" for n in range(10)]
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": ministers + heads,
    ...         "visitor_rank": ["foreign_minister"] * 24 + ["head_of_state"] * 10,
    ...     }
    ... )
    >>> seen = {"since": "1990-01-01", "through": "1999-12-31"}
    >>> floors = {"heads only": "head_of_government"}
    >>> found = summitry.phases_by_floor(visits, **seen, floors=floors)
    >>> found["floor"].value_counts(sort=False).to_dict()
    {'heads only': 1, 'the full rule': 2}
    """
    table = Table(visits, "visits")
    options |= {"since": since, "through": through}
    options = reported_on_ladder(options, table, None, ladder=ladder)
    ranks: dict[str, Any] = {"ladder": ladder, "visitor_rank": visitor_rank}
    full = phases(table, **options)
    return phases_under_floors(table, full, floors=floors, **ranks, **options)


def phases_under_floors(
    table: Table,
    full: Frame,
    *,
    floors: Mapping[str, str] | None = None,
    ladder: Sequence[str] | None,
    visitor_rank: str = "visitor_rank",
    **options: Any,
) -> Frame:
    """Return `phases_by_floor` where the phases of the full rule are found already."""
    under = floored(table, floors=floors, ladder=ladder, column=visitor_rank)
    # What there is to say of names was said of the full rule.
    with quiet():
        parts = [
            _under((name, rank), full if rank is None else phases(part, **options))
            for name, rank, part in under
        ]
    # Under some floors no edge is vague, and its columns are not there.
    return Table.concat(parts, "phases", fill=True)


def _under(floor: tuple[str, str | None], frame: Frame) -> Frame:
    """Put the floor before the columns of a table."""
    name, rank = floor
    return Table(frame, "table").led_by({"floor": name, "lowest_rank": rank})
