"""How many visits the sources of a merged list miss, by era and by rank group."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import FrameError, InputError, brief
from summitry.frames import Table
from summitry.frames.arguments import one_of
from summitry.frames.door import at_the_door
from summitry.infer.capture_models import ENOUGH, Estimate, chapman, limits, log_linear
from summitry.infer.families import alpha_of
from summitry.measure.assign_eras import assign_eras
from summitry.measure.covered_sources import seen_by_all
from summitry.measure.era_list import LIST_COLUMNS
from summitry.measure.eras import axes_of
from summitry.measure.observed import observed_days
from summitry.measure.rank_groups import grouped
from summitry.output.format import many
from summitry.sources.merged_visits import MergedVisits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.frames.same_kind import KindT
    from summitry.frames.word_types import Date, Treatment

    Codes = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

_UNCLEAR = ("exclude", "include")
_MOST_LISTS = 10
_TAKEN = ("several", "no_era")
"""Names of sources whose column would be another one of the table."""
_NOTE = (
    "if the sources draw on each other, or the same visits are hard to see for all of "
    "them, there were at least so many"
)
_NESTED = "one source has every visit of the other: the limits tell nothing"


@at_the_door
def completeness(
    merged: MergedVisits[KindT],
    eras: Frame | None = None,
    *,
    since: Date,
    through: Date,
    rank_groups: bool = False,
    groups: Mapping[str, Any] | None = None,
    ladder: Sequence[str] | None = None,
    unclear: Treatment = "exclude",
    coverage: Frame | None = None,
    level: float = 0.95,
) -> KindT:
    """
    Estimate how many visits there were, with those that every source missed.

    Of two sources by Chapman's estimate, of three or more by the log-linear model with
    the least AIC of those with pairs of sources that depend on each other.

    Parameters
    ----------
    merged : MergedVisits
        What `merge_sources` returned. For a part of the visits, or to have `qualify`
        heeded: ``dataclasses.replace(merged, visits=...)``.
    eras : frame, optional
        As for `era_frequency`; without it the whole observation is one row.
    since, through : date
        First and last day observed, both inclusive.
    rank_groups : bool, default False
        Whether each rank group is estimated by itself.
    groups, ladder
        As for `archive_table`.
    unclear : {"exclude", "include"}
        What to do with visits of which it is unclear whether they qualify.
    coverage : frame, optional
        What each source reports: as for `era_frequency`, with the name of the source in
        ``source`` (missing is every source). Only visits that all sources could have
        reported tell anything of what they miss, so only these are used.
    level : float, default 0.95
        Confidence, two-sided.

    Returns
    -------
    frame, the kind of the visits
        One row an era, or an era and rank group: ``side``, ``other_side``, ``rule`` and
        ``era``, ``group``, ``seen`` (visits in any source), one column for each source
        (``in_<source>``), ``in_several``, ``estimate``, ``se``, ``lower``, ``upper``,
        ``share`` (seen of the estimate), ``method`` (``chapman`` or ``log-linear``),
        ``model`` (the pairs that depend on each other), ``status`` (``estimated``,
        ``overlap too small``, ``no estimate``), ``note``, ``level``, and what became of
        every visit: ``rows_in`` is the sum of ``used``, ``outside_window``,
        ``in_no_era``, ``excluded_by_rule``, ``unclear``, ``other_dyads``,
        ``own_country`` and ``outside_coverage``; ``duplicates`` of them have a row that
        repeats another of its source or its id.

    Raises
    ------
    InputError
        If the visits are not those of the merged list, there are too many sources, one
        is called "several" or "no_era", or groups are given without `rank_groups`.
    CategoryError
        If a coverage names a source that was not merged, or somebody who is unknown.
    RangeError
        If `level` is not between 0 and 1.

    Notes
    -----
    An estimate asks that sources find visits independently of each other and that all
    visits are as easy to find. Neither is so of newspapers and yearbooks: sources that
    copy each other make the estimate too low, so read "at least"; pairs that are open
    to review make it too high, and the note counts them. With fewer than seven visits
    in several sources there is none. Limits are log-normal and never below what was
    seen.

    References
    ----------
    Chapman (1951), University of California Publications in Statistics 1, 131-160.
    Robson and Regier (1964), Transactions of the American Fisheries Society 93,
    215-226. Chao (1987), Biometrics 43, 783-791. International Working Group for
    Disease Monitoring and Forecasting (1995), American Journal of Epidemiology 142,
    1047-1058.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> days = [
    ...     f"2001-{month:02}-{day:02}" for month in range(1, 13) for day in (5, 20)
    ... ]
    >>> def listed(keep):
    ...     n = len(keep)
    ...     ways = {"origin": ["A"] * n, "destination": ["B"] * n, "visitor": ["X"] * n}
    ...     return pd.DataFrame({"date": keep} | ways)
    >>> merged = summitry.merge_sources(
    ...     {"one": listed(days[:18]), "two": listed(days[6:])}
    ... )
    >>> found = summitry.completeness(merged, since="2001-01-01", through="2001-12-31")
    >>> found[["seen", "in_one", "in_two", "in_several", "estimate", "upper"]].round(1)
       seen  in_one  in_two  in_several  estimate  upper
    0    24      18      18          12      26.8   35.7
    """
    one_of(unclear, "unclear", _UNCLEAR)
    if groups is not None and not rank_groups:
        raise InputError(
            "groups of ranks are given, and not asked for",
            code="needless_option",
            column="groups",
            hint="rank_groups=True estimates each by itself",
        )
    alpha = alpha_of(level)
    names = _few_enough(_merged(merged).sources)
    visits = Table(merged.visits, "visits")
    window = observed_days(since, through)
    captures = _captures(visits, merged)
    usable = np.ones(len(visits), dtype=bool)
    if coverage is not None:
        axes = [] if eras is None else axes_of(eras, pooled=True)
        states = [axis.eras.side for axis in axes if axis.eras.side]
        usable = seen_by_all(
            visits, coverage, names, window, ladder=ladder, states=states
        )
    again = _repeated(visits, merged)
    of_group = grouped(visits, groups=groups, ladder=ladder, column="visitor_rank")
    parts = []
    for one in _lists(visits, eras, since, through):
        kept = one.status == "used"
        if unclear == "include":
            kept |= one.status == "unclear"
        account = _account(one.status, kept, usable) | again
        for era, label in enumerate(one.labels):
            inside = kept & usable & (one.era == era)
            cells = list(enumerate(of_group.labels)) if rank_groups else [(None, None)]
            for number, group in cells:
                own = inside if number is None else inside & (of_group.codes == number)
                key = {**one.key, "era": label}
                if rank_groups:
                    key["group"] = group
                parts.append(key | _row(captures[own], names, level, alpha) | account)
    made: KindT = visits.build(
        {name: [part[name] for part in parts] for name in parts[0]}
        | {"note": [_noted(str(part["note"]), merged) for part in parts]}
    )
    return made


def _merged(given: Any) -> MergedVisits:
    if not isinstance(given, MergedVisits):
        raise FrameError(
            f"merged is a {type(given).__name__}, not what merge_sources returned",
            code="not_merged",
            column="merged",
            hint="summitry.completeness(summitry.merge_sources(...), ...)",
        )
    return given


def _few_enough(names: Sequence[str]) -> list[str]:
    if len(names) > _MOST_LISTS:
        raise InputError(
            f"there are {len(names)} sources; at most {_MOST_LISTS} are estimated from",
            code="too_many_sources",
            column="merged",
        )
    taken = [name for name in names if name in _TAKEN]
    if taken:
        raise InputError(
            f"a source is called {brief(taken[0])}: its column 'in_{taken[0]}' would be "
            "one that says something else",
            code="reserved_name",
            column="merged",
            hint="call it otherwise in merge_sources",
        )
    return list(names)


def _noted(note: str, merged: MergedVisits) -> str:
    """A note, with the pairs that nobody has decided on: each is one visit or two."""
    undecided = len(Table(merged.review, "review"))
    if not undecided:
        return note
    open_ = (
        f"{many(undecided, 'pair')} {'is' if undecided == 1 else 'are'} open to review"
    )
    return f"{note}; {open_}, and each that is one visit lowers this"


class _Eras(NamedTuple):
    """One list of eras: which each visit falls in, and what became of it."""

    key: dict[str, Any]
    labels: list[str]
    era: Codes
    status: npt.NDArray[Any]


def _lists(visits: Table, eras: Frame | None, since: Any, through: Any) -> list[_Eras]:
    """The lists of eras; without one the whole observation is an era."""
    if eras is None:
        eras = {"era": ["all"], "start": [since], "end": [None]}
    frame = assign_eras(visits.native, eras, since=since, through=through)
    assigned = Table(frame, "visits")
    axes = [one.eras for one in axes_of(eras, pooled=True)]
    told = [name for name in LIST_COLUMNS if any(getattr(axis, name) for axis in axes)]
    found = []
    for axis in axes:
        codes = assigned.categories(f"era_{axis.name}").coded(axis.labels)
        status = np.array(assigned.values(f"status_{axis.name}"), dtype=object)
        key = {name: getattr(axis, name) for name in told}
        found.append(_Eras(key, axis.labels, codes, status))
    return found


def _captures(visits: Table, merged: MergedVisits) -> Flags:
    """Which sources (columns) have each visit (rows)."""
    said = Table(merged.receipts, "receipts")
    names = visits.categories("visit")
    place = np.full(len(names.labels) + 1, -1, dtype=np.int64)
    place[names.codes] = np.arange(len(visits))
    codes = said.categories("visit").coded(names.labels)
    sources = said.known("source", list(merged.sources), "source").codes
    found = np.zeros((len(visits), len(merged.sources)), dtype=bool)
    kept = (codes >= 0) & (place[codes] >= 0)
    found[place[codes[kept]], sources[kept]] = True
    if not found.any(axis=1).all():
        row = int(np.flatnonzero(~found.any(axis=1))[0])
        raise InputError(
            f"visits row {row} has no receipt: the visits are not those that were merged",
            code="other_visits",
            column="visits",
            rows=[row],
        )
    return found


def _repeated(visits: Table, merged: MergedVisits) -> dict[str, int]:
    """How many visits have a row that repeats another of its source."""
    said = Table(merged.receipts, "receipts")
    if not said.has("duplicate"):
        return {}
    again = said.categories("duplicate").coded(["true"]) == 0
    codes = said.categories("visit").codes[again]
    labels = [said.categories("visit").labels[code] for code in np.unique(codes)]
    return {"duplicates": int((visits.categories("visit").coded(labels) >= 0).sum())}


def _row(
    captures: Flags, names: Sequence[str], level: float, alpha: float
) -> dict[str, Any]:
    """The estimate of one cell, or why there is none."""
    several = int((captures.sum(axis=1) > 1).sum())
    method = "chapman" if len(names) == 2 else "log-linear"  # noqa: PLR2004
    row: dict[str, Any] = {"seen": len(captures)}
    row |= {f"in_{name}": int(captures[:, k].sum()) for k, name in enumerate(names)}
    row |= {"in_several": several}
    nothing = dict.fromkeys(("estimate", "se", "lower", "upper", "share"), np.nan)
    told = {"method": method, "model": None, "note": _NOTE, "level": level}
    if several < ENOUGH:
        told_of = f"{many(several, 'visit')} {'is' if several == 1 else 'are'}"
        why = f"{told_of} in several sources; an estimate asks for {ENOUGH}"
        return row | nothing | told | {"status": "overlap too small", "note": why}
    found = _estimate(captures)
    if found is None:
        why = "no model has a finite maximum: too many histories were never seen"
        return row | nothing | told | {"status": "no estimate", "note": why}
    if found.variance == 0:
        told["note"] = f"{_NESTED}; {_NOTE}"
    lower, upper = limits(found, len(captures), NormalDist().inv_cdf(1 - alpha / 2))
    return row | told | {
        "estimate": found.total,
        "se": found.variance**0.5,
        "lower": lower,
        "upper": upper,
        "share": len(captures) / found.total,
        "model": ", ".join(f"{names[a]} and {names[b]}" for a, b in found.pairs) or "independent",
        "status": "estimated",
    }  # fmt: skip


def _estimate(captures: Flags) -> Estimate | None:
    n_lists = captures.shape[1]
    if n_lists == 2:  # noqa: PLR2004
        both = int(captures.all(axis=1).sum())
        return chapman(int(captures[:, 0].sum()), int(captures[:, 1].sum()), both)
    history = captures @ (1 << np.arange(n_lists))
    counts = np.bincount(history, minlength=2**n_lists)[1:]
    return log_linear(counts.astype(np.float64), n_lists)


def _account(status: npt.NDArray[Any], kept: Flags, usable: Flags) -> dict[str, int]:
    """What became of every visit."""
    words = (
        *("outside_window", "in_no_era", "excluded_by_rule", "unclear", "other_dyads"),
        "own_country",
    )
    counts = {word: int(((status == word) & ~kept).sum()) for word in words}
    return {
        "rows_in": len(status),
        "used": int((kept & usable).sum()),
        **counts,
        "outside_coverage": int((kept & ~usable).sum()),
    }
