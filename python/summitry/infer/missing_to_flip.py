"""How bad the archive must be: the unrecorded visits that would undo a difference."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import CategoryError, LimitError
from summitry.frames import Frame, Table
from summitry.frames.same_kind import same_kind
from summitry.infer.compare_eras import compare_eras
from summitry.infer.families import Families, alpha_of
from summitry.measure.rank_groups import EVERYBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from summitry.infer.compare_eras import Adjustment

_BLOCK = 32
_MOST_TRIED = 100_000
"""How many numbers of visits are tried in turn."""
_MOST_VISITS = 2**48
"""Of an era: several trials in one table must not overflow."""
_TOLD = ("lower", "higher")


@same_kind
def missing_to_flip(
    frequencies: Frame,
    *,
    of_groups: Frame | None = None,
    reference: str | None = None,
    method: str | None = None,
    level: float = 0.95,
    adjustment: Adjustment = "holm",
) -> Frame:
    """
    Say how many visits the archive must lack for a difference of eras to be none.

    Of each two eras that are told apart: the fewest visits that, added to the one with
    the lower frequency, change the verdict.

    Parameters
    ----------
    frequencies : frame of n rows
        What `era_frequency` returned, as for `compare_eras`.
    of_groups : frame, optional
        What `frequency_by_group` returned, counted in the same way. Then the visits
        are supposed to be missing of each rank group in turn.
    reference, method, level, adjustment
        As for `compare_eras`, whose own method is used if none is given.

    Returns
    -------
    frame of one row for each pair told apart, and rank group
        What the pair shares (``side``, ``rule``, ...), ``era``, ``other_era`` and their
        ``verdict``; ``missing_in``, the era in which visits would be missing; ``group``
        (``"all ranks"`` without `of_groups`); ``recorded``, its visits there; then the
        fewest ``missing`` that change the verdict, and the ``share`` of all that would
        then have taken place, missing / (recorded + missing); ``p`` and ``p_then``,
        adjusted, before and after; ``method``, ``level`` and ``adjustment``. No row
        where nothing is told apart.

    Raises
    ------
    CategoryError
        If `reference` is not an era, or `of_groups` lacks one.
    ColumnError, InputError, RangeError
        As for `compare_eras`.
    LimitError
        If an era has more than 2**48 visits, or would need as many to be as frequent
        as another, or more than 100,000 numbers of visits would have to be tried.

    Notes
    -----
    The numbers are tried in turn, and every comparison of the list is made
    anew with each, since the adjustment depends on all of them; those too few for any
    adjustment are left out. What `frequencies`
    says beyond counts stays as it is. All visits count alike, so as many must be
    missing whatever their rank; the share says how likely that is. A group of which no
    visit counts in any era is left out: the record could not hold one that does.

    References
    ----------
    Walsh et al. (2014), J. Clin. Epidemiol. 67, 622-628.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> frequencies = pd.DataFrame(
    ...     {
    ...         "era": ["Hu", "Xi"],
    ...         "count": [55, 6],
    ...         "years": [10.0, 4.33],
    ...     }
    ... )
    >>> found = summitry.missing_to_flip(frequencies)
    >>> found[["missing_in", "recorded", "missing", "share"]].round(2)
      missing_in  recorded  missing  share
    0         Xi         6        7   0.54
    """
    families = Families(frequencies)
    how: dict[str, Any] = {"level": level, "adjustment": adjustment, "progress": False}
    # Nothing is told of what pairs could have shown.
    how |= {"power": None} | ({} if method is None else {"method": method})
    asked = how | {"reference": reference}
    compared = Table(compare_eras(families.table, **asked), "comparisons")
    rows = [
        row
        for row, verdict in enumerate(compared.values("verdict"))
        if verdict in _TOLD
    ]
    large = np.flatnonzero(families.counts() > _MOST_VISITS)
    if large.size:
        raise LimitError(
            f"frequencies row {large[0]}: {families.counts()[large[0]]} visits are too "
            "many to try what more of them would do",
            code="overflow",
            column="count",
            rows=large[:10],
            n_bad=large.size,
        )
    recorded = _recorded(families, of_groups)
    found = [
        (row, pair, flip, group, number)
        for row in rows
        for pair in [_pair(families, compared, row)]
        for flip in [_flip(families, pair, asked)]
        for group, number in recorded(pair)
    ]
    first = np.array([row for row, *_ in found], dtype=np.int64)
    told = compared.take(first)
    missing = np.array([flip.missing for _, _, flip, _, _ in found], dtype=np.int64)
    numbers = np.array([number for *_, number in found], dtype=np.int64)
    everything = np.maximum(missing + numbers, 1)
    return compared.build(
        {name: told.values(name) for name in families.keys}
        | {name: told.values(name) for name in ("era", "other_era", "verdict")}
        | {"missing_in": [pair.lower for _, pair, *_ in found]}
        | {"group": [group for _, _, _, group, _ in found]}
        | {"recorded": numbers, "missing": missing, "share": missing / everything}
        | {"p": told.floats("p_adjusted")}
        | {"p_then": np.array([flip.p for _, _, flip, _, _ in found], dtype=float)}
        # Of no rows values have no type, and a level is a number there too.
        | {"method": told.values("method"), "level": told.floats("level")}
        | {"adjustment": told.values("adjustment")}
    )


class _Pair(NamedTuple):
    """Two eras of a family, and the one with the lower frequency."""

    rows: npt.NDArray[np.int64]
    era: str
    other: str
    verdict: str

    @property
    def lower(self) -> str:
        return self.era if self.verdict == "lower" else self.other


class _Flip(NamedTuple):
    """How many visits change a verdict, and the p that they leave."""

    missing: int
    p: float


def _pair(families: Families, compared: Table, row: int) -> _Pair:
    said = [compared.values(key)[row] for key in families.keys]
    family = [
        number
        for number in range(families.n)
        if [
            families.table.values(key)[families.rows(number)[0]]
            for key in families.keys
        ]
        == said
    ]
    era, other, verdict = (
        compared.values(name)[row] for name in ("era", "other_era", "verdict")
    )
    return _Pair(families.rows(family[0]), str(era), str(other), str(verdict))


def _flip(families: Families, pair: _Pair, how: dict[str, Any]) -> _Flip:
    """Add one visit after another to the lower era until the verdict is another."""
    names = families.eras[pair.rows].tolist()
    one = names.index(pair.lower)
    another = names.index(pair.other if pair.lower == pair.era else pair.era)
    counts = families.counts()[pair.rows].astype(np.int64)
    years = families.years()[pair.rows]
    # With as many visits a year as the other era has, an era is not the lower one.
    equal = float(counts[another]) / float(years[another]) * float(years[one])
    if equal > _MOST_VISITS:
        raise LimitError(
            f"era '{pair.lower}' would need {equal:.3g} visits to be as frequent as "
            f"'{names[another]}': too many to be tried",
            code="limit",
            column="years",
        )
    most = ceil(equal) - int(counts[one]) + 1
    begin, end = _within(families, pair, one, most, how)
    if end - begin > _MOST_TRIED:
        raise LimitError(
            f"between {begin} and {end} visits more change that era '{pair.era}' is "
            f"{pair.verdict} than '{pair.other}': too many to be tried in turn",
            code="limit",
            column="count",
            hint="adjustment='none' needs no trials: one comparison by itself is "
            "decided by halving",
        )
    for start in range(begin, end, _BLOCK):
        added = np.arange(start, min(start + _BLOCK, end))
        for missing, verdict, p in _tried(families, pair, added, one, how):
            if verdict != pair.verdict:
                return _Flip(missing, p)
    ((_, _, p),) = _tried(families, pair, np.array([end]), one, how)
    return _Flip(end, p)


def _within(
    families: Families, pair: _Pair, one: int, most: int, how: dict[str, Any]
) -> tuple[int, int]:
    """
    Return numbers of visits: the first may change the verdict, and the last does.

    The p of one comparison grows with every visit. Adjusted it is at least as large,
    and at most as many times that as there are comparisons.
    """
    alone = how | {"adjustment": "none"}
    end = _first(families, pair, one, (0, most), alone)
    if how["adjustment"] == "none":
        return end, end
    size = pair.rows.size
    comparisons = size - 1 if how["reference"] is not None else size * (size - 1) // 2
    strictest = 1 - alpha_of(how["level"]) / comparisons
    begin = _first(families, pair, one, (0, end), alone | {"level": strictest})
    # One less, should rounding decide.
    return max(begin - 1, 1), end


def _first(
    families: Families,
    pair: _Pair,
    one: int,
    bounds: tuple[int, int],
    how: dict[str, Any],
) -> int:
    """The first number beyond the lower bound, up to the upper, not told apart so."""
    low, high = bounds
    while high - low > 1:
        step = -(-(high - low) // _BLOCK)
        added = np.arange(low + step, high, step, dtype=np.int64)
        if not added.size:
            added = np.array([low + (high - low) // 2])
        tried = _tried(families, pair, added, one, how)
        found = [missing for missing, verdict, _ in tried if verdict != pair.verdict]
        high = min(found, default=high)
        low = max((k for k in added.tolist() if k < high), default=low)
    return high


def _tried(
    families: Families,
    pair: _Pair,
    added: npt.NDArray[np.int64],
    one: int,
    how: dict[str, Any],
) -> Iterator[tuple[int, str, float]]:
    """Compare the family with so many visits more, all of the numbers in one call."""
    size = pair.rows.size
    part = families.table.take(np.tile(pair.rows, added.size))
    counts = part.integers("count").reshape(added.size, size).copy()
    counts[:, one] += added
    trial = np.repeat(added, size).tolist()
    wide = part.joined({"count": counts.ravel(), "rule": [f"{k} more" for k in trial]})
    found = Table(compare_eras(wide, **how), "comparisons")
    columns = (found.values(n) for n in ("rule", "era", "other_era", "verdict"))
    for rule, era, other, verdict, p in zip(
        *columns, found.floats("p_adjusted").tolist(), strict=True
    ):
        if (era, other) == (pair.era, pair.other):
            yield int(rule.split()[0]), verdict, p


def _recorded(families: Families, of_groups: Frame | None) -> Any:
    """Return a function that says how many visits of each rank group an era has."""
    if of_groups is None:
        counts = families.counts()

        def everybody(pair: _Pair) -> list[tuple[str, int]]:
            names = families.eras[pair.rows].tolist()
            return [(EVERYBODY, int(counts[pair.rows[names.index(pair.lower)]]))]

        return everybody
    table = Table(of_groups, "of_groups")
    keys = [key for key in (*families.keys, "era") if table.has(key)]
    places = list(zip(*(table.values(key) for key in keys), strict=True))
    rows = list(zip(table.values("group"), table.counts("count"), strict=True))
    counting = {group for group, number in rows if number}
    known: dict[tuple[Any, ...], list[tuple[str, int]]] = {
        place: [] for place in places
    }
    for place, (group, number) in zip(places, rows, strict=True):
        if group in counting:
            known[place].append((str(group), int(number)))

    def by_group(pair: _Pair) -> list[tuple[str, int]]:
        names = families.eras[pair.rows].tolist()
        row = int(pair.rows[names.index(pair.lower)])
        key = tuple(families.table.values(name)[row] for name in keys)
        if key not in known:
            raise CategoryError(
                f"of_groups has no row of era '{pair.lower}' as frequencies has it",
                code="unknown_era",
                column="of_groups",
                hint="count both with the same eras and options",
            )
        return known[key]

    return by_group
