"""Differences of eras that a late start of a rank group in the archive could make."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.frames import Frame, Table
from summitry.frames.same_kind import same_kind
from summitry.frames.warned import quiet
from summitry.infer.archive_check import archive_check, looked_at
from summitry.infer.compare_eras import compare_eras
from summitry.infer.families import KEYS, alpha_of, at_most
from summitry.measure.coverage_of_groups import reported_on_ladder
from summitry.measure.era_list import LIST_COLUMNS
from summitry.measure.eras import axes_of
from summitry.measure.frequency import era_frequency
from summitry.measure.observed import observed_days
from summitry.measure.pairs import ENDS
from summitry.measure.qualify import as_verdicts, verdicts_of
from summitry.measure.rank_groups import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.frames.word_types import Date, Treatment
    from summitry.infer.compare_eras import Adjustment

    Flags = np.ndarray[Any, np.dtype[np.bool_]]

_TOLD = ("lower", "higher")
_ENDS = ENDS["direction"]
_COUNTRIES = (*ENDS["dyad"], *_ENDS, "side", "other_side")
_COLUMNS = {"visits": int, "first_year": int, "p_adjusted": float, "late": bool}


@same_kind  # type: ignore[arg-type]
def archive_doubts(
    visits: Frame,
    eras: Frame,
    *,
    through: Date,
    since: Date,
    groups: Mapping[str, Any] | None = None,
    ladder: Sequence[str] | None = None,
    visitor_rank: str = "visitor_rank",
    reference: str | None = None,
    method: str | None = None,
    level: float = 0.95,
    adjustment: Adjustment = "holm",
    unclear: Treatment = "exclude",
    date: str = "date",
    **counting: Any,
) -> Frame:
    """
    Name the rank groups whose late start in the archive could make eras differ.

    Of each two eras that are told apart, every group is named of which the record has
    no visit in the first calendar year of theirs that was observed, with the evidence
    that it begins late, and with what becomes of the difference without it.

    Parameters
    ----------
    visits : frame of n rows
        As for `era_frequency`, with `visitor_rank`.
    eras, through, since
        As for `era_frequency`.
    groups, ladder, visitor_rank
        As for `archive_table`.
    reference, method, level, adjustment
        As for `compare_eras`, whose own method is used if none is given.
    unclear, date
        As for `archive_check`.
    **counting
        Options of `era_frequency`, such as ``exposure`` and ``coverage``.

    Returns
    -------
    frame of one row for each pair told apart and group, the kind that was given
        What the pair shares (``side``, ``rule``, ...), ``era``, ``other_era`` and
        ``verdict``; ``group``, ``visits``, ``first_year``, ``p_adjusted`` and
        ``late`` (whether that is at most 1 - level) as from `archive_check` of the
        visits of this side, pair or direction;
        ``verdict_without``, that of the visits of all other groups. The doubt is
        serious where the group is late or that is another verdict. No row where every
        group begins with the eras.

    Raises
    ------
    CategoryError, ColumnError, InputError, RangeError
        As for `era_frequency`, `compare_eras` and `archive_check`.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> heads = [f"{year}-05-01" for year in range(1980, 2010)]
    >>> ministers = [
    ...     f"{year}-{month:02}-11" for year in range(1995, 2010) for month in (2, 8)
    ... ]
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": heads + ministers,
    ...         "visitor_rank": ["head_of_state"] * 30 + ["cabinet_minister"] * 30,
    ...     }
    ... )
    >>> eras = {
    ...     "era": ["before", "after"],
    ...     "start": ["1980-01-01", "1995-01-01"],
    ...     "end": ["1995-01-01", "2010-01-01"],
    ... }
    >>> seen = {"since": "1980-01-01", "through": "2009-12-31"}
    >>> found = summitry.archive_doubts(visits, eras, **seen)
    >>> found[["era", "other_era", "group", "first_year", "verdict_without"]]
          era other_era      group  first_year       verdict_without
    0  before     after  ministers        1995  cannot be told apart
    """
    alpha = alpha_of(level)
    table = Table(visits, "visits")
    seen: dict[str, Any] = {"since": since, "through": through}
    read = reported_on_ladder(counting | seen, table, eras, ladder=ladder)
    if "coverage" in counting:
        counting["coverage"] = read["coverage"]
    counting = counting | {"unclear": unclear, "date": date, "level": level}
    how: dict[str, Any] = {
        "reference": reference,
        "level": level,
        "adjustment": adjustment,
        # Nothing is told of what pairs could have shown.
        "power": None,
    }
    how |= {} if method is None else {"method": method}

    def compared(part: Table) -> Table:
        counted = era_frequency(part, eras, **seen, **counting)
        return Table(compare_eras(counted, **how), "comparisons")

    known: dict[str, Any] = {
        "groups": groups,
        "ladder": ladder,
        "visitor_rank": visitor_rank,
        "unclear": unclear,
        "date": date,
        "coverage": counting.get("coverage"),
    }
    rank = grouped(table, groups=groups, ladder=ladder, column=visitor_rank)
    whole = compared(table)
    told = np.isin(np.array(whole.values("verdict"), dtype=object), _TOLD)
    kept = _kept(table, whole, counting.get("direction"))
    kept = kept or [([], np.ones(len(table), dtype=bool))]
    # A list of eras counts some of the visits: only these say when a group begins.
    checks, of_row = [], np.zeros(len(whole), dtype=np.int64)
    since_of = np.zeros(len(whole), dtype=np.int64)
    for number, (own, counted) in enumerate(kept):
        of_row[own], part = number, _without(table, ~counted)
        since_of[own] = _first_compared(part, seen, counting)
        with quiet() if number else nullcontext():
            found = archive_check(part, **seen, **known, level=level)
        checks.append(_Check.of(Table(found, "check"), alpha))
    begins = _years(_first_days(whole, eras, since_of))
    rows, codes, without = [], [], []
    for code in range(len(rank.labels)):
        starts = [check.in_year[code] for check in checks]
        doubtful = told & (begins < np.array(starts, dtype=begins.dtype)[of_row])
        if not doubtful.any():
            continue
        # What is odd of all visits was said when all were compared.
        with quiet():
            other = compared(_without(table, rank.codes == code)).values("verdict")
        for row in np.flatnonzero(doubtful).tolist():
            rows.append(row)
            codes.append(code)
            without.append(other[row])
    named = whole.take(np.array(rows, dtype=np.int64))
    places = [
        (checks[of_row[row]], code) for row, code in zip(rows, codes, strict=True)
    ]
    keys = [key for key in (*KEYS, "era", "other_era", "verdict") if whole.has(key)]
    return whole.build(
        {key: named.values(key) for key in keys}
        | {"group": [rank.labels[code] for code in codes]}
        | {
            name: np.array([getattr(check, name)[code] for check, code in places], kind)
            for name, kind in _COLUMNS.items()
        }
        | {"verdict_without": without}
    )


class _Check(NamedTuple):
    """When each group begins among the visits of some lists of eras."""

    in_year: np.ndarray[Any, Any]
    visits: np.ndarray[Any, Any]
    first_year: np.ndarray[Any, Any]
    p_adjusted: np.ndarray[Any, Any]
    late: np.ndarray[Any, Any]

    @classmethod
    def of(cls, found: Table, alpha: float) -> _Check:
        first, none = found.optional_days("first")
        in_year = _years(first)
        # A group without a visit begins in no year, and NaT is after none.
        in_year[none] = np.datetime64("NaT", "Y")
        p = found.floats("p_adjusted")
        year = in_year.astype(np.int64) + 1970
        return cls(in_year, found.integers("visits"), year, p, at_most(p, alpha))


def _kept(
    table: Table, compared: Table, direction: Sequence[str] | None
) -> list[tuple[list[int], Flags]]:
    """Return rows of a comparison that count the same visits, and which visits."""
    named = [key for key in _COUNTRIES if compared.has(key)]
    columns = [compared.values(key) for key in named]
    families: dict[tuple[Any, ...], list[int]] = {}
    for row in range(len(compared)):
        families.setdefault(tuple(one[row] for one in columns), []).append(row)
    ends = {
        name: np.array(table.values(name), dtype=object)
        for name in _ENDS
        if table.has(name)
    }
    asked = [*zip(_ENDS, direction or (), strict=False)]
    found = []
    for values, rows in families.items():
        said = [*zip(named, values, strict=True), *asked]
        counted = np.ones(len(table), dtype=bool)
        for key, country in said:
            if country is not None and ends:
                counted &= _touches(ends, key, country)
        found.append((rows, counted))
    return found


def _touches(ends: Mapping[str, np.ndarray[Any, Any]], key: str, country: str) -> Flags:
    """Return which visits a country is an end of, or the end that is named."""
    held = [ends[name] == country for name in ends if key not in _ENDS or key == name]
    return np.asarray(np.logical_or.reduce(held), dtype=bool)


def _first_days(
    compared: Table, eras: Frame, since: np.ndarray[Any, np.dtype[np.int64]]
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the first day of each two eras that was observed."""
    starts = {
        (axis.side, axis.other_side, axis.rule, era): int(start)
        for axis in (one.eras for one in axes_of(eras, pooled=True))
        for era, start in zip(axis.labels, axis.start, strict=True)
    }
    blank = [None] * len(compared)
    lists = zip(
        *(compared.values(key) if compared.has(key) else blank for key in LIST_COLUMNS),
        strict=True,
    )
    ends = (compared.values(name) for name in ("era", "other_era"))
    return np.array(
        [
            max(min(starts[*own, one], starts[*own, two]), first)
            for own, one, two, first in zip(lists, *ends, since.tolist(), strict=True)
        ],
        dtype=np.int64,
    )


def _first_compared(
    table: Table, seen: dict[str, Any], counting: dict[str, Any]
) -> int:
    """Return the first day of the observation that is compared at all."""
    window = observed_days(**seen)
    verdicts = verdicts_of(table)
    every = np.ones(len(table), dtype=bool)
    counts = every if verdicts is None else verdicts != 0
    days = table.days(counting["date"])
    observed, _ = looked_at(table, days, counts, window, counting.get("coverage"))
    return window[0] + int(np.argmax(observed)) if observed.any() else window[0]


def _years(days: np.ndarray[Any, np.dtype[np.int64]]) -> Any:
    return days.astype("datetime64[D]").astype("datetime64[Y]")


def _without(table: Table, group: np.ndarray[Any, np.dtype[np.bool_]]) -> Table:
    """Return the visits as they count if none of a group does."""
    verdicts = verdicts_of(table)
    own = np.ones(len(table), dtype=np.uint8) if verdicts is None else verdicts
    return as_verdicts(table, np.where(group, 0, own))
