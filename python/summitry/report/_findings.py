"""What the record gives: its own table, lags, gaps and phases, each with its plot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from summitry import plot
from summitry.frames import Table
from summitry.infer.survival import lag_curve
from summitry.infer.turnbull_curve import turnbull_curve
from summitry.measure.qualify import verdicts_of
from summitry.output.format import many
from summitry.report._archive import archive
from summitry.report._beside import together
from summitry.report._blocks import figure, paragraph, spaced, table
from summitry.report._eras import eras
from summitry.report._page import Section
from summitry.report.archive_words import late_starts, none_left_out
from summitry.report.called_records import record_title
from summitry.report.cut_waits import ended, last_day
from summitry.report.era_view import axes_in, name_of, on_axis
from summitry.report.phase_words import penalty_of
from summitry.report.whose_visits import of_phases
from summitry.study.record_parts import countries_of

if TYPE_CHECKING:
    from summitry.frames import Frame
    from summitry.report._material import Material

_PLACEBO = {
    "null": "moved",
    "strata": "strata",
    "restricted_mean": "mean wait",
    "tau": "up to day",
    "expected": "elsewhere",
    "p": "p, two-sided",
    "extrapolated": "extrapolated",
    "unplaced": "not moved",
    "note": "note",
}
_FIRST = {
    "shock": "shock",
    "n": "lags",
    "observed": "answers",
    "expected": "expected",
    "p": "p, log-rank",
    "message": "remark",
}
_LAGS = {
    "label": "shock",
    "date": "date",
    "lag": "days",
    "status": "status",
    "visit_visitor": "first visit on or after it",
    "visit_origin": "from",
    "visit_date": "on",
}
_SUMMARY = {
    "n": "shocks",
    "observed": "answered",
    "censored": "still waiting",
    "complete_case_mean": "mean of the answered only",
    "median": "median",
    "restricted_mean": "mean within the days watched",
    "tau": "days watched",
    "message": "remark",
}
_GAPS = {
    "start": "from",
    "end": "to",
    "days": "days",
    "rank": "rank from the longest",
    "open": "still open",
    "probability": "probability of one as long",
    "start_visitor": "after the visit of",
    "end_visitor": "ended by",
}
_PHASES = {
    "era": "phase",
    "start": "from",
    "end": "to",
    "count": "visits",
    "frequency": "visits a year",
}


def record(material: Material) -> Section:
    """Return what is in the record, and what was left out and why."""
    study, tables = material.study, material.tables
    body = [
        table(
            tables["record"],
            "Visits in the record",
            {"what": "which", "visits": "visits", "with_source": "with a source"},
        ),
    ]
    notes = Table(tables["notes"], "notes").values("note") if "notes" in tables else []
    body += [paragraph(str(note)) for note in notes]
    if material.has("left_out"):
        body.append(
            table(
                spaced(tables["left_out"], "reason"),
                "Left out, and why",
                {"outcome": "outcome", "reason": "reason", "visits": "visits"},
            )
        )
    else:
        body.append(paragraph(f"{none_left_out(tables)}"))
    if material.visits.has("origin") and len(countries_of(material.visits)) == 2:  # noqa: PLR2004
        body.append(
            figure(
                "Every visit that counts or of which it is unclear whether it does, by "
                "direction, date and rank of the visitor"
                f"{', with the eras of each side' * (material.eras is not None)}"
                f"{' and the shocks' * (material.shocks is not None)}.",
                lambda: plot.timeline(
                    material.counted.native,
                    material.eras,
                    material.shocks,
                    since=study.since,
                    through=study.through,
                ),
            )
        )
    return Section("record", "What is in the record, and what is left out", body)


_MARKED = " The mean of the answered shocks alone is marked; it forgets those that still wait."


def lags(material: Material) -> Section:
    """Return how long it took from each shock to the next visit."""
    tables = material.tables
    vague = any(Table(tables["lags"], "lags").values("vague"))
    curve = turnbull_curve(tables["lags"]) if vague else lag_curve(tables["lags"])
    until = last_day(material.study.specification.overlap, material.covered)
    answered = any(Table(tables["lag_summary"], "lag_summary").values("observed"))
    marked = _MARKED * answered
    band = " Where lags are known to a range of days, a band." if vague else ""
    return Section(
        "lags",
        "From a shock to the next visit",
        [
            figure(
                "Days from each shock to the next visit that counts; an arrow where there "
                f"was none by {until}.",
                lambda: plot.lags(tables["lags"]),
            ),
            table(
                spaced(_ended(material), "status"),
                "Each shock and the next visit",
                _LAGS,
            ),
            figure(
                f"The share of shocks still without a visit.{marked}{band}",
                lambda: plot.lag_curve(curve, tables["lag_summary"]),
            ),
            table(
                spaced(tables["lag_summary"], "message"),
                "How long it took",
                _SUMMARY,
                ["Kaplan-Meier; limits in brackets; days."],
            ),
            *(
                table(tables[name], title, columns)
                for name, title, columns in (
                    ("placebo", "The same shocks at other times", _PLACEBO),
                    ("lag_comparison", "The first shock against the others", _FIRST),
                )
                if name in tables
            ),
        ],
    )


def _ended(material: Material) -> Table:
    """Return the lags, those marked that the next shock cut."""
    table = Table(material.tables["lags"], "lags")
    return Table(
        table.with_columns({"status": ended(table, material.study.through)}), "lags"
    )


def gaps(material: Material) -> Section:
    """Return how long it had been since the last summit."""
    frame = material.tables["summit_gaps"]
    if all(rank is None for rank in Table(frame, "gaps").values("rank")):
        drawn = paragraph("No gap between summits was watched throughout.")
    else:
        drawn = figure(
            "The time since the last summit, on every day of the observation.",
            lambda: plot.gaps(frame),
        )
    readings = axes_in(frame, "reading")
    return Section(
        "gaps",
        "Time without a summit",
        [
            drawn,
            *(
                _longest(on_axis(frame, one), name_of(one) * (len(readings) > 1))
                for one in readings
            ),
        ],
    )


def _longest(gaps: Table, reading: str) -> str:
    """Return the longest gaps of one reading of the visits."""
    ranks = gaps.values("rank")
    longest = [row for row, rank in enumerate(ranks) if rank is not None]
    longest = sorted(longest, key=lambda row: int(ranks[row]))[:8]
    title = f"The longest of {many(len(gaps), 'gap')} between summits"
    return table(
        gaps.rows(longest),  # type: ignore[arg-type]
        f"{title}, {reading}" if reading else title,
        _GAPS,
        ["The probability is that of a gap at least as long at one steady rate."],
    )


def phases(material: Material) -> Section:
    """Return when the frequency changed, found from the dates alone."""
    frame, study = material.tables["phases"], material.study
    return Section(
        "phases",
        "When the frequency changed",
        [
            paragraph(
                "Found from the dates of the visits alone, without the leaders' eras."
            ),
            paragraph(late_starts(material.tables["archive_check"])),
            figure(
                "The frequency of each phase over the visits of each calendar year.",
                lambda: plot.phases(frame, _plainly(material), through=study.through),
            ),
            table(
                frame,
                "Phases",
                _PHASES,
                [of_phases(material.tables), penalty_of(Table(frame, "phases"))],
            ),
        ],
    )


def _plainly(material: Material) -> Frame:
    """Return the visits that count, unclear ones with them where the study says so."""
    verdicts = verdicts_of(material.counted)
    include = material.study.specification.one_treatment == "include"
    if verdicts is None or not include:
        return material.counted.native
    kept = material.counted.take(np.flatnonzero(verdicts != 0))
    return kept.only([name for name in kept.columns if name != "qualifies"])


def findings(material: Material) -> list[Section]:
    """Return the sections that the study's tables allow; of several records, each's."""
    if not material.parts:
        return _of_one(material)
    found = [together(material)]
    for place, (name, part) in enumerate(material.parts, start=1):
        own = [replace(one, anchor=f"{one.anchor}-{place}") for one in _of_one(part)]
        found.append(Section(f"part-{place}", record_title(name), [], own))
    return found


def _of_one(material: Material) -> list[Section]:
    parts = [record(material)]
    sections = (
        ("archive", archive),
        ("frequency", eras),
        ("lags", lags),
        ("summit_gaps", gaps),
        ("phases", phases),
    )
    for name, section in sections:
        if material.has(name):
            parts.append(section(material))
    return parts
