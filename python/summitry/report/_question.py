"""What was asked, and how it was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.output.escape import html
from summitry.report._blocks import bullets, facts, paragraph, table
from summitry.report._page import Section

if TYPE_CHECKING:
    from summitry.report._material import Material

_OUTCOMES = {"true": "counts", "false": "does not count"}
_CONVENTIONS = {
    "exposure": {
        "days": "Exposure is counted in days; a year is 365.25 of them.",
        "calendar_years": "Exposure is counted in whole calendar years.",
    },
    "handover": {
        "successor": "The day of a handover belongs to the successor.",
        "predecessor": "The day of a handover belongs to the predecessor.",
    },
    "date_rule": {
        "start": "A visit is dated by its first day.",
        "end": "A visit is dated by its last day, or its first where that is unknown.",
        "latest": "A visit is dated by the latest day on which it may have begun.",
    },
    "same_day": {
        "include": "A visit on the day of a shock answers it.",
        "exclude": "A visit on the day of a shock does not answer it.",
    },
    "overlap": {
        "latest": "A shock that no visit had answered is censored at the next one.",
        "first": "A shock that falls while an earlier one waits is left out.",
    },
    "unclear": {
        "exclude": "Visits of which it is unclear whether they qualify do not count, "
        "unless a table says that they do.",
        "include": "Visits of which it is unclear whether they qualify count.",
        "both": "Claims are judged without and with the visits of which it is unclear "
        "whether they qualify.",
    },
    "unsourced": {
        "doubt": "Visits without a source count, but a claim that turns on them is not "
        "determined.",
        "include": "Visits without a source count.",
        "exclude": "Only visits with a source count.",
    },
}


def question(material: Material) -> Section:
    """Return the question, the observation, the definition, weights and conventions."""
    study, model = material.study, material.model
    body = [
        paragraph(" ".join(str(model.get("about", "")).split()), "lead"),
        facts(
            {
                "Observed": html(
                    f"{study.since} to {study.through}, both days included"
                ),
                "Visits": html(f"{len(material.visits)} in the record"),
                "Claims": html(f"{len(material.results)} published sentences"),
            }
        ),
    ]
    definition = study.definition
    if definition is not None:
        body += ["<h3>Which visits count</h3>", _definition(str(definition))]
    scheme = study.scheme
    if scheme is not None:
        body += [
            "<h3>What a visit weighs</h3>",
            paragraph(
                "Weighted numbers multiply these weights; unweighted ones do not."
            ),
            table(scheme.truth_table(), "Weights"),
        ]
    body += ["<h3>How it is counted</h3>", bullets(_conventions(material))]
    return Section("asked", "What was asked", body)


def _definition(text: str) -> str:
    """The definition line by line; what a line says of a visit comes first."""
    lines = []
    for line in text.replace("_", " ").splitlines():
        outcome, colon, rest = line.partition(": ")
        lines.append(f"{_OUTCOMES.get(outcome, outcome)}{colon}{rest}")
    return bullets(lines)


def _conventions(material: Material) -> list[str]:
    chosen = material.study.specification
    return [
        words[getattr(chosen, name)]
        for name, words in _CONVENTIONS.items()
        if getattr(chosen, name) in words
    ]
