"""What the command line prints: a study's tables, each explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.claims.told import REPRODUCED
from summitry.claims.wording import CLAIMS_APART
from summitry.frames import Frame, Table
from summitry.output.format import many, spoken
from summitry.output.shown import text_table
from summitry.output.width import width
from summitry.report.archive_words import none_left_out
from summitry.report.by_record import notes_of_study, parts_of
from summitry.report.era_view import axes_in, named_apart
from summitry.report.explained_words import explained_claims, explained_together
from summitry.report.terminal import archive_text, era_text, wait_text
from summitry.report.terminal.beside_text import beside_text
from summitry.report.terminal.lines import said, section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.result import ClaimResult, ClaimResults
    from summitry.report.reported import ReportedRun


def run_text(
    found: ReportedRun,
    results: ClaimResults | None = None,
    explained: Frame | None = None,
) -> str:
    """Return everything that a run found, as text, with what explains its numbers."""
    observed = f"Observed from {found.since} to {found.through}."
    parts = [f"{said(found.title)}\n{observed}"]
    if found.records:
        parts += [said(note) for note in notes_of_study(found.tables)]
        parts.append(beside_text(found.tables))
    for name, tables in parts_of(found):
        parts += [_rule(name)] if name else []
        parts += _of_record(tables, found.through)
    if results is not None and len(results):
        apart = CLAIMS_APART in Table(found.tables["notes"], "notes").values("note")
        parts.append(claims_text(results, CLAIMS_APART if apart else "", explained))
    return "\n\n".join(part for part in parts if part) + "\n"


def _rule(name: str) -> str:
    """The name of a record over everything that is of it alone."""
    line = "═" * width()
    return f"{line}\n{said(f'RECORD {name.upper()}')}\n{line}"


def _of_record(tables: Mapping[str, Frame], through: str) -> list[str]:
    """Everything that a run found in one record."""
    parts = [
        section(
            "What is in the record",
            _counted(Table(tables["record"], "record")),
            *[said(note) for note in Table(tables["notes"], "notes").values("note")],
        ),
        archive_text.archive(tables),
        section("What is left out, and why", _left_out(tables)),
    ]
    if "frequency" in tables:
        axes = axes_in(tables["frequency"])
        parts += [era_text.frequencies(tables, axis) for axis in axes]
    tables = named_apart(tables)
    if "frequency_joint" in tables:
        parts.append(era_text.joint(tables["frequency_joint"]))
    if "comparisons" in tables:
        parts += [
            era_text.comparisons(tables),
            era_text.within(tables),
            archive_text.missing(tables["missing_to_flip"]),
        ]
    parts.append(archive_text.floors(tables))
    if "lags" in tables:
        parts.append(wait_text.lags(tables, through))
    if "summit_gaps" in tables:
        parts.append(wait_text.drought(tables["summit_gaps"], through))
    if "phases" in tables:
        parts.append(era_text.phases(tables))
    return parts


def claims_text(
    results: ClaimResults,
    note: str = "",
    explained: Frame | None = None,
    says: Mapping[str, str] | None = None,
) -> str:
    """
    Return what was published beside what the record gives, claim by claim.

    `says` are the sentences of all claims, where these are some of them.
    """
    if not len(results):
        return said("The study makes no claim.")
    says = says or {one.id: one.says for one in results}
    why = explained_claims(explained, says)
    claims = "\n\n".join(_claim(one, why.get(one.id, "")) for one in results)
    together = [said(sentence) for sentence in explained_together(explained, says)]
    parts = (said(note), claims, said(_tallied(results)), *together)
    return section("Printed against computed", *parts)


def _tallied(results: ClaimResults) -> str:
    """Count the verdicts, and name those that the study does not expect."""
    verdicts = [one.verdict for one in results]
    told = [f"{verdicts.count(one)} {one}" for one in dict.fromkeys(verdicts)]
    text = f"{many(len(results), 'claim')}: {spoken(told)}"
    if results.passed:
        return f"{text}, all as the study expects."
    failed = [f"{one.id} (expected: {one.expected})" for one in results.failed]
    return f"{text}. Not as the study expects: {spoken(failed)}."


def _claim(one: ClaimResult, why: str = "") -> str:
    computed = one.computed
    if one.readings:
        others = "; ".join(f"{text} {name}" for name, text in one.readings.items())
        computed += f" ({others})"
    lines = [f"printed {one.printed}, computed {computed}"]
    if one.verdict != REPRODUCED or "restricted mean" in one.reason:
        lines += [f"{one.reason}."] * (one.reason != one.computed)
    if one.because and one.as_expected:
        lines.append(" ".join(one.because.split()))
    if why:
        lines.append(why)
    verdict = f"{one.verdict.upper()} {one.condition}".rstrip()
    sentence = f"{verdict}: {' '.join(one.says.split())}"
    return "\n".join([said(sentence), *(said(line, indent=4) for line in lines)])


def _left_out(tables: Mapping[str, Frame]) -> str:
    if not len(Table(tables["left_out"], "left_out")):
        return said(none_left_out(tables))
    columns = {"outcome": "outcome", "reason": "reason", "visits": "visits"}
    return text_table(tables["left_out"], columns)


def _counted(record: Table) -> str:
    headings = {"what": "", "visits": "visits", "with_source": "with a source"}
    there = {name: text for name, text in headings.items() if record.has(name)}
    return text_table(record.native, there)
