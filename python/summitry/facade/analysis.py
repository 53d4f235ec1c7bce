"""The analysis that a study runs: what is in the record and what it says, in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.specification import Specification
from summitry.exceptions import ColumnError, InputError
from summitry.facade.analysis_result import Analysis
from summitry.facade.archive import archive_notes, archive_of_eras
from summitry.facade.by_year import years_of_eras
from summitry.facade.coverage_notes import coverage_notes
from summitry.facade.first_tables import FirstTables
from summitry.facade.kind_types import analyst
from summitry.facade.left_out import OUTCOMES, counting, left_out, on_days_asked
from summitry.facade.phases_of import allowing, phases_of
from summitry.facade.shares import shares_of
from summitry.facade.waits import waits_of
from summitry.frames import Frame, Table
from summitry.frames.in_kind import in_kind
from summitry.frames.suggestion import no_parameter
from summitry.infer.compare_eras import compare_eras
from summitry.infer.rank_eras import rank_eras
from summitry.measure.frequency import era_frequency
from summitry.measure.gaps import visit_gaps
from summitry.measure.joint_eras import joint_eras
from summitry.measure.qualify import verdicts_of
from summitry.measure.shock_pairs import pair_groups
from summitry.measure.sourced import sourced_of, tells_sources
from summitry.output.format import many
from summitry.report.era_view import pooled
from summitry.sources.country_names import told_once
from summitry.study.record_parts import countries_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames.word_types import Date
    from summitry.measure.weights import Scheme

_PAIR = 2
_COUNTED_ON = {
    "start": "the first day that it may have begun",
    "latest": "the latest day that it may have begun",
    "end": "its last day, or the first that it may have begun where that is not known",
}
"""On which day a visit counts that is not dated to the day, by the date rule."""

_HEEDED = (
    *("handover", "same_day", "overlap", "unclear"),
    *("method", "level", "adjustment", "tau"),
)
"""The conventions that make a difference to a run of tables."""
_SETTLED = {
    "exposure": "a run counts exposure both ways",
    "date_rule": "visits are counted on the day in 'date'; put the other day there",
    "unsourced": "leave the visits without a source out of the table",
    "rules": "give the eras of one rule for each side",
}
"""Those of a study that are settled before, by the tables that are given."""


@analyst  # type: ignore[arg-type]
def analyse(
    visits: Frame,
    eras: Frame,
    shocks: Frame | None = None,
    *,
    since: Date,
    through: Date,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | None = None,
    ladder: Sequence[str] | None = None,
    coverage: Frame | None = None,
    title: str = "",
    **conventions: Any,
) -> Analysis:
    """
    Run the main analysis on a record of visits that has been through `qualify`.

    Parameters
    ----------
    visits : frame
        With ``qualifies``, and perhaps ``reason``, ``sourced`` and ``summit``.
    eras : frame
        As for `era_frequency`.
    shocks : frame, optional
        As for `response_lags`.
    since, through : date
        First and last day observed.
    scheme : Scheme or mapping, optional
        What a visit is worth.
    ladder : sequence of str, optional
        The ranks of visitors, high to low, for `archive_table` and its like.
    coverage : frame or mapping, optional
        Who is reported, and when, as for `era_frequency`. What needs days that follow
        one another (phases, placebo shocks) is left out where those compared do not,
        and a note says so.
    title : str
        What the study is called.
    **conventions
        Of a `Specification`: ``handover``, ``same_day``, ``overlap``, ``unclear``,
        ``method``, ``level``, ``adjustment`` and ``tau``. Exposure is counted both
        ways.

    Returns
    -------
    Analysis
        The tables, in the kind of `visits`.

    Raises
    ------
    InputError
        As the functions that make the tables.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": ["2013-05-22", "2016-05-31"],
    ...         "qualifies": ["true", "unclear"],
    ...     }
    ... )
    >>> eras = {"era": ["Xi"], "start": ["2012-11-15"], "end": [None]}
    >>> seen = {"since": "2012-11-15", "through": "2017-03-15"}
    >>> found = summitry.analyse(visits, eras, **seen)
    >>> found.tables["record"]
                          what  visits
    0                in record       2
    1            on days asked       2
    2         of these qualify       1
    3         of these unclear       1
    4  of these do not qualify       0
    """
    for name in conventions:
        if name not in _HEEDED:
            unknown = no_parameter("analyse", name, _HEEDED)
            why = _SETTLED.get(name)
            raise TypeError(f"{unknown}: {why}") if why else unknown
    spec = Specification(since, through, **conventions)
    first = FirstTables(
        visits, eras, spec, scheme=scheme, ladder=ladder, coverage=coverage
    )
    return run_of(first, shocks, title=title)


@told_once()
def run_of(first: FirstTables, shocks: Frame | None, *, title: str) -> Analysis:
    """
    Run the main analysis on visits that are dated and sourced as asked.

    Shocks that name no countries must not wait for one pair only because a visit of
    another has no source: pairs are those of every visit.
    """
    table, eras, spec = first.visits, first.eras, first.spec
    ladder, coverage = first.ladder, first.coverage
    tables = {"record": _record(table, spec), "left_out": left_out(table, spec)}
    tables |= first.archive
    changes, unfound = phases_of(table, eras, spec, ladder=ladder, coverage=coverage)
    notes = _notes(table, spec) + unfound
    if eras is not None:
        plain = era_frequency(table, eras, **first.counted)
        tables |= _of_eras(first, eras, plain)
        notes += filter(None, [pooled(plain, countries_of(table))])
        tables |= archive_of_eras(
            table, eras, spec, first.counted, plain, ladder=ladder
        )
    if shocks is not None:
        try:
            asked = Table(in_kind(Table(shocks, "shocks"), table.backend), "shocks")
            groups = pair_groups(asked, first.every, None)
            strata = eras if eras is not None else changes.get("phases")
            waits, untested = waits_of(
                first.waited,
                asked,
                strata,
                spec,
                coverage,
                unvisited=groups.unvisited,
            )
            tables |= waits
            notes += untested
        except (ColumnError, InputError) as error:
            if error.code not in {"no_dyad", "coverage_by_pair"}:
                raise
            notes.append(f"There are no lags: {error.message}.")
    notes += archive_notes(table, ladder=ladder)
    if table.has("summit"):
        tables["summit_gaps"] = visit_gaps(
            first.waited,
            where={"summit": True},
            unclear=spec.unclear,
            since=spec.since,
            through=spec.through,
            coverage=coverage,
        )
    if coverage is not None:
        notes += coverage_notes(tables)
    tables["notes"] = table.build({"note": notes})
    return Analysis(title, spec.since, spec.through, tables | changes)


def _of_eras(first: FirstTables, eras: Table, plain: Frame) -> dict[str, Frame]:
    visits, spec, counted = first.visits, first.spec, first.counted
    tables = {
        "frequency": first.frequency,
        "comparisons": compare_eras(
            plain, level=spec.level, method=spec.method, adjustment=spec.adjustment
        ),
        "ranks": rank_eras(plain, level=spec.level, method=allowing(spec.method)),
        "frequency_years": first.both_readings(exposure="calendar_years"),
        "dispersion": first.dispersion,
    }
    tables |= years_of_eras(visits, eras, spec, first.coverage)
    if first.coverage is None:
        tables |= shares_of(visits, eras, spec)
    if tells_sources(visits):
        sourced = visits.take(np.flatnonzero(_sourced(visits)))
        tables["frequency_sourced"] = era_frequency(sourced, eras, **counted)
    sides = eras.categories("side").labels if eras.has("side") else []
    if len(sides) == _PAIR:
        joint = joint_eras(eras, sides=(sides[0], sides[1]))
        tables["frequency_joint"] = era_frequency(visits, joint, **counted)
    return tables


def _sourced(table: Table) -> npt.NDArray[np.bool_]:
    """Whether each visit has a source."""
    sourced = sourced_of(table)
    return np.ones(len(table), dtype=bool) if sourced is None else sourced


def _record(table: Table, spec: Specification) -> Frame:
    """Count visits in the record, on the days asked, and by what the rule says."""
    everything, asked = np.ones(len(table), dtype=bool), on_days_asked(table, spec)
    parts = {"in record": everything, "on days asked": asked}
    verdicts = verdicts_of(table)
    if verdicts is not None:
        parts |= {
            f"of these {name}": asked & (verdicts == code)
            for code, name in OUTCOMES.items()
        }
    columns: dict[str, Any] = {
        "what": list(parts),
        "visits": np.array([int(part.sum()) for part in parts.values()]),
    }
    if tells_sources(table):
        sourced = _sourced(table)
        columns["with_source"] = np.array(
            [int((part & sourced).sum()) for part in parts.values()]
        )
    return table.build(columns)


def _notes(table: Table, spec: Specification) -> list[str]:
    """Sentences on what the tables cannot show: vague dates, and a second opinion."""
    verdicts = verdicts_of(table)
    counts = counting(table, spec)
    notes = []
    if table.has("date_precision"):
        precision = np.array(table.values("date_precision"), dtype=object)
        vague = {
            name: int((counts & (precision == name)).sum())
            for name in ("month", "year")
        }
        if sum(vague.values()):
            notes.append(
                f"Of the {many(int(counts.sum()), 'visit')} that count, {vague['month']} "
                f"{'is' if vague['month'] == 1 else 'are'} known to the month and "
                f"{vague['year']} to the year only; each is counted on "
                f"{_COUNTED_ON[spec.date_rule]}. Lags and gaps that hang on them are "
                "given from the least to the greatest."
            )
    if table.has("compiler_qualifies") and verdicts is not None:
        other = np.array(table.values("compiler_qualifies"), dtype=object)
        own = np.array(table.values("qualifies"), dtype=object)
        rows = np.flatnonzero(other != own)
        # That the two agree says nothing: both read the same offices and notes.
        if rows.size:
            listed = ", ".join(map(str, rows[:10]))
            notes.append(
                f"The definition and the compilers' own judgement differ on {rows.size} of "
                f"{many(len(table), 'visit')}: "
                f"{'row' if rows.size == 1 else 'rows'} {listed}."
            )
    return notes
