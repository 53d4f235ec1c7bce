"""What was asked, and how the visits were counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.output.format import many
from summitry.report._blocks import bullets, folded, paragraph, table
from summitry.report._page import Section

if TYPE_CHECKING:
    from summitry.report._material import Material

_CONVENTIONS = {
    "exposure": {
        "days": "Exposure is counted in days; a year is 365.25 of them.",
        "calendar_years": "Claims and what other choices would give are counted in whole "
        "calendar years; the tables in days, with 365.25 to the year, unless they say "
        "that they are by calendar years.",
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


def asked(material: Material) -> list[str]:
    """Return the question and the observation, to stand above everything."""
    study, model, claims = material.study, material.model, len(material.results)
    return [
        paragraph(" ".join(str(model.get("about", "")).split()), "lead"),
        paragraph(
            f"Observed from {study.since} to {study.through}, both days included; "
            f"{many(len(material.visits), 'visit')} in the record"
            + (f", {many(claims, 'claim')}." if claims else ".")
        ),
    ]


def counted(material: Material) -> Section:
    """Return the definition, the weights and the conventions, each folded."""
    study = material.study
    body = folded("How it is counted", [bullets(_conventions(material))])
    if study.definition is not None:
        rules = [bullets(map(str, study.definition._parts_()))]
        body = [*folded("Which visits count", rules), *body]
    if study.scheme is not None:
        weights = [
            paragraph(
                "Weighted numbers multiply these weights; unweighted ones do not."
            ),
            table(study.scheme.truth_table(backend="arrays"), "Weights"),
        ]
        body += folded("What a visit weighs", weights)
    return Section("counted", "How the visits were counted", body)


def _conventions(material: Material) -> list[str]:
    chosen = material.study.specification
    return [
        words[getattr(chosen, name)]
        for name, words in _CONVENTIONS.items()
        if getattr(chosen, name) in words
    ]
