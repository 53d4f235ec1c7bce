"""Two versions of a study: which rows differ, and which verdicts that moved."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.claims.rows_behind import rows_behind
from summitry.exceptions import ColumnError, FrameError, InputError, SummitryError
from summitry.facade.convention_changes import convention_changes
from summitry.facade.series_changes import moved_by_series, series_key
from summitry.facade.study import Study
from summitry.facade.study_changes import StudyChanges
from summitry.facade.tally_changes import (
    Moved,
    moved_between,
    tally_changes,
)
from summitry.frames import Table
from summitry.frames.arguments import several_texts
from summitry.frames.door import at_the_door
from summitry.frames.row_changes import (
    ADDED,
    CHANGED,
    REMOVED,
    RowChanges,
    column_changes,
    names_of_rows,
    row_changes,
)
from summitry.measure.era_list import LIST_COLUMNS
from summitry.report.movers_words import movers_in_words
from summitry.study.several_records import RECORD
from summitry.study.source import STUDY_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summitry.claims.record import Record
    from summitry.claims.result import ClaimResult

    _Compared = tuple[str, Table, Table, Sequence[str]]
    _Found = Mapping[str, RowChanges]

_KEYS = {"eras": (*LIST_COLUMNS, "era"), "shocks": ("id",)}
_KEY_HINT = 'key="id", or key=["date", "visitor"]'
_SERIES = "series"
_STAGES = ("visits", "eras", "shocks", _SERIES, "claim and conventions")
_PLACES = {"row", "visit_id", "visit_row"}
"""Columns that say where a row stood, which moves whenever a row is added."""


@at_the_door
def compare_studies(
    old: Study, new: Study, *, key: str | Sequence[str] = "id"
) -> StudyChanges:
    """
    Say what changed between two versions of a study, and which rows moved what.

    Parameters
    ----------
    old, new : Study
        The two versions, as `read_study` returned them.
    key : str or sequence of str, default "id"
        The columns by which a visit is known in both; of studies over several records
        together with ``record``.

    Returns
    -------
    StudyChanges
        Rows added, removed and changed; the tallies and verdicts that moved, each with
        the rows that moved it. Printed, it is a text.

    Raises
    ------
    ColumnError
        If visits lack the key, or two visits of one study have the same.
    StudyError
        If a study and its data disagree.

    Notes
    -----
    A verdict that moved is followed up: the visits of the new version are put under
    the old eras, shocks and sentences, then its eras, then its shocks, then the rest;
    the first of these with which the number or the verdict is no longer the old one is
    what moved it. Rows are those that enter or leave the number, or are behind it in
    both versions and differ, of all eras that it is compared with; of a series, its
    figures that differ and share days with the periods of the claim, or all that differ
    where none does. Figures are known by ``id``, or by their series and date, and
    numbered where several have the same.

    Examples
    --------
    >>> import summitry
    >>> study = summitry.read_study("china-dprk")
    >>> fewer = study.visits.drop(index=0, columns=["qualifies", "reason"])
    >>> changes = summitry.compare_studies(
    ...     study, summitry.read_study("china-dprk", visits=fewer)
    ... )
    >>> changes.rows[["key", "change"]].values.tolist()
    [['1953-11-prk-kim-il-sung', 'removed']]
    >>> changes.tallies[["era", "old_count", "count", "rows"]].values.tolist()[0]
    ['Mao Zedong', 42.0, 41.0, 'leaves 1953-11-prk-kim-il-sung']
    """
    keys = several_texts(key, "key", _KEY_HINT)
    if not keys:
        raise InputError(
            "no key was given", code="no_key", column="key", hint=_KEY_HINT
        )
    for study in (old, new):
        if not isinstance(study, Study):
            raise FrameError(
                f"a {type(study).__name__} was given, not a Study",
                code="not_a_study",
                hint="compare_studies(read_study('old.toml'), read_study('new.toml'))",
            )
    if RECORD not in keys and all(s.declared.tables.records for s in (old, new)):
        # Records beside each other may have an id in common.
        keys.append(RECORD)
    versions = _Version.of(old, keys), _Version.of(new, keys)
    tables = list(_tables(*versions, keys))
    found = {
        name: row_changes(one, two, by, numbered=name == _SERIES)
        for name, one, two, by in tables
    }
    build = versions[1].visits.build
    tallies, of_tallies = tally_changes(old, new, versions[0].keys, versions[1].keys)
    verdicts, of_claims = _verdicts(*versions, found)
    moved = of_tallies + of_claims
    return StudyChanges(
        *_titles(old, new),
        rows=build(_rows(found)),
        columns=build(_columns(tables)),
        conventions=build(convention_changes(old, new)),
        tallies=build(tallies),
        verdicts=build(verdicts),
        moved=build(
            {name: [getattr(one, name) for one in moved] for name in Moved._fields}
        ),
    )


def _titles(old: Study, new: Study) -> tuple[str, str]:
    """What the two are called; by file, folder or day where titles are the same."""
    if old.title != new.title:
        return old.title, new.title
    names = []
    for study in (old, new):
        source = study.declared.source
        place = study.name if source.name != STUDY_FILE else source.folder.name
        known = "" if study.as_of is None else f", as known on {study.as_of}"
        names.append(f"{study.title} ({place or study.name}{known})")
    return names[0], names[1]


class _Version(NamedTuple):
    """A study with its claims' results, and its visits as listed with their names."""

    study: Study
    visits: Table
    keys: Any
    results: dict[str, ClaimResult]

    @classmethod
    def of(cls, study: Study, keys: Sequence[str]) -> _Version:
        listed = study.declared.tables.visits_judged_by(None)
        visits = Table(listed.native, f"visits of {study.name}")
        for name in keys:
            if not visits.has(name):
                raise ColumnError(
                    f"the visits of {study.name} have no column '{name}', so it cannot "
                    "be told which of them is which of the other version",
                    code="no_key",
                    column=name,
                    hint='name columns that tell visits apart: key=["date", "visitor"]',
                )
        names = names_of_rows(visits, keys)
        return cls(study, visits, names, {one.id: one for one in study.check()})

    def table(self, name: str) -> Table | None:
        """The eras, the shocks or the series, if there are any."""
        found: Table | None = getattr(self.study.declared.tables, name)
        return found

    def rows_of(self, result: ClaimResult, asked: _Version, record: Record) -> set[str]:
        """The names of the visits behind a number, where `asked` has the sentence."""
        declared = asked.study.declared
        rows = rows_behind(result, record, declared.specification, declared.axes)
        return set(self.keys[sorted(rows)].tolist())


def _tables(old: _Version, new: _Version, keys: Sequence[str]) -> Iterator[_Compared]:
    """The pairs of tables that can be compared, each with its key."""
    yield "visits", _compared(old.visits), _compared(new.visits), keys
    for name in (*_KEYS, _SERIES):
        before, after = old.table(name), new.table(name)
        there = next((one for one in (before, after) if one is not None), None)
        if there is None:
            continue
        # Where one version has no such table, every row of the other came or went.
        none = there.take(np.arange(0))
        pair = (none if before is None else before, none if after is None else after)
        if name == _SERIES:
            yield name, *pair, series_key(*pair)
            continue
        shared = [
            column for column in _KEYS[name] if all(one.has(column) for one in pair)
        ]
        yield name, *pair, shared or ["date"]


def _compared(visits: Table) -> Table:
    kept = [name for name in visits.columns if name not in _PLACES]
    return Table(visits.only(kept), visits.name)


def _changed(found: RowChanges) -> set[str]:
    """The visits that both versions have, and that differ."""
    changes = zip(found.key, found.change, strict=True)
    return {name for name, change in changes if change == CHANGED}


def _rows(found: _Found) -> dict[str, Any]:
    columns: dict[str, Any] = {"table": []}
    columns |= {name: [] for name in RowChanges._fields}
    for table, changes in found.items():
        columns["table"].extend([table] * len(changes.key))
        for name in RowChanges._fields:
            columns[name].extend(getattr(changes, name))
    return columns


def _columns(tables: Iterable[_Compared]) -> dict[str, Any]:
    told = [
        (name, column, change)
        for name, before, after, _ in tables
        for column, change in column_changes(before, after).items()
    ]
    names = ("table", "column", "change")
    return {name: [one[place] for one in told] for place, name in enumerate(names)}


def _verdicts(
    old: _Version, new: _Version, found: _Found
) -> tuple[dict[str, Any], list[Moved]]:
    """The claims that moved, what moved each, and the rows that did."""
    lines: list[tuple[Any, ...]] = []
    moved: list[Moved] = []
    changed = _changed(found["visits"])
    staged: _Staged | None = None
    for name in dict.fromkeys([*old.results, *new.results]):
        before, after = old.results.get(name), new.results.get(name)
        change = _change(before, after)
        if not change:
            continue
        by, how = "", []
        if before is not None and after is not None:
            staged = staged or _staged(old, new)
            stages = [stage.get(name) for stage in staged.results]
            by = _moved_by(before, after, stages)
            if by == _STAGES[0]:
                rows = (
                    old.rows_of(before, old, old.study.declared.record),
                    new.rows_of(staged.results[0][name], old, staged.record),
                )
                how = moved_between("claim", name, *rows)
                both = sorted(rows[0] & rows[1] & changed)
                how += [Moved("claim", name, key, "changes") for key in both]
            if by == _SERIES:
                tables = [one.table(_SERIES) for one in (old, new)]
                how = moved_by_series(old.study.claim(name), tables, found[_SERIES])
        moved += how
        verdicts = [one and one.verdict for one in (before, after)]
        numbers = [one and one.computed for one in (before, after)]
        movers = movers_in_words((one.how, one.key) for one in how)
        lines.append((name, change, *verdicts, *numbers, by, movers))
    names = (
        *("claim", "change", "old_verdict", "verdict"),
        *("old_computed", "computed", "moved_by", "rows"),
    )
    return {name: [line[at] for line in lines] for at, name in enumerate(names)}, moved


def _change(before: ClaimResult | None, after: ClaimResult | None) -> str:
    """What moved, the gravest first."""
    if before is None or after is None:
        return ADDED if before is None else REMOVED
    if before.conditional != after.conditional:
        return "verdict"
    if before.computed != after.computed:
        return "number"
    said = [(one.says, one.printed) for one in (before, after)]
    return "sentence" if said[0] != said[1] else ""


def _moved_by(
    before: ClaimResult, after: ClaimResult, stages: Sequence[ClaimResult | None]
) -> str:
    """The first stage at which the answer is no longer the old one."""
    for name, stage in zip(_STAGES, [*stages, after], strict=True):
        if stage is not None and _change(before, stage):
            return name
    return _STAGES[-1]


class _Staged(NamedTuple):
    """The old sentences over new tables, and the record of the first stage."""

    results: list[dict[str, ClaimResult]]
    record: Any


def _staged(old: _Version, new: _Version) -> _Staged:
    """The old sentences over the new visits, then eras, shocks and series as well."""
    before, after = old.study.declared.tables, new.study.declared.tables
    try:
        visits = after.visits_judged_by(before.definition)
    except SummitryError:  # the old rule cannot judge the new list
        visits = after.visits
    declared, record = old.study.declared, None
    with suppress(SummitryError):
        record = declared.record_over(visits, before.eras, before.shocks, before.series)
    results = [{} if record is None else declared.check_in(record)]
    results += [
        declared.check_over(visits, eras, shocks, series)
        for eras, shocks, series in (
            (after.eras, before.shocks, before.series),
            (after.eras, after.shocks, before.series),
            (after.eras, after.shocks, after.series),
        )
    ]
    return _Staged(results, record)
