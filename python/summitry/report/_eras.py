"""Leaders' eras in a report: frequencies, comparisons, the check beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames import Table
from summitry.output.headings import method_words
from summitry.output.method_notes import alone_of
from summitry.report._blocks import paragraph, table
from summitry.report._page import Section
from summitry.report.archive_words import doubts
from summitry.report.check_words import about_check, checked
from summitry.report.dispersion_words import clustering
from summitry.report.era_view import (
    axes_in,
    name_of,
    named_apart,
    noted,
    observed,
    pooled,
    side_by_side,
)
from summitry.report.trend_words import shares, steps, trends
from summitry.report.whose_visits import of_eras
from summitry.study.record_parts import countries_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Frame
    from summitry.report._material import Material

_FREQUENCY = {
    "era": "era",
    "start": "from",
    "years": "years",
    "count": "visits",
    "frequency": "visits a year",
    "rank": "rank from the lowest",
    "with_unclear": "with unclear visits",
    "without_unclear": "without unclear visits",
    "frequency_sourced": "with a source only",
}
_OTHERWISE = {
    "era": "era",
    "weighted_frequency": "weighted visits a year",
    "weighted_rank": "rank from the lowest",
    "whole_years": "calendar years",
    "in_years": "visits in them",
    "in_calendar_years": "visits a calendar year",
    "in_calendar_years_with_unclear": "with unclear visits",
    "in_calendar_years_without_unclear": "without unclear visits",
}
_JOINT = {
    "era": "both leaders",
    "years": "years",
    "count": "visits",
    "frequency": "visits a year",
    "rank": "rank from the lowest",
}
_COMPARISONS = {
    "side": "side",
    "era": "era",
    "other_era": "against",
    "frequency": "visits a year",
    "other_frequency": "of the other",
    "ratio": "ratio",
    "p_adjusted": "p, adjusted",
    "verdict": "it is",
    "could_show": "what could have been shown",
}
_CHECK = {
    "side": "side",
    "era": "era",
    "other_era": "against",
    "n_years": "whole years",
    "other_n_years": "years of the other",
    "count": "visits",
    "other_count": "visits of the other",
    "p_adjusted": "p, adjusted",
    "smallest_p": "smallest p there could be",
    "verdict": "by the check it is",
}
_RANKS = {
    "side": "side",
    "era": "era",
    "rank": "rank",
    "rank_lower": "may be from",
    "rank_upper": "to",
    "p_lowest": "lowest with probability",
    "p_highest": "highest with probability",
    "not_told_from": "order unsure against",
}


def eras(material: Material) -> Section:
    """Return how often there were visits in each era, and which eras differ."""
    tables = material.tables
    among = pooled(tables["frequency"], countries_of(material.visits))
    body = []
    for axis in axes_in(tables["frequency"]):
        wide, of = side_by_side(tables, axis), name_of(axis) or "all visits"
        how = f"Interval {_method(wide, 'interval')}; rates by days / 365.25."
        body.append(
            table(
                wide,
                f"Frequency by era: {of}",
                _FREQUENCY,
                [how, among, of_eras(tables, axis), *noted(wide)],
            )
        )
        weighted = wide.has("weighted_frequency")
        shown = (
            _OTHERWISE
            if weighted
            else {
                name: text
                for name, text in _OTHERWISE.items()
                if "weighted" not in name
            }
        )
        how = (
            f"Weighted interval {_method(wide, 'weighted_interval')}."
            if weighted
            else ""
        )
        body.append(table(wide, f"Counted otherwise: {of}", shown, [how]))
    tables = named_apart(tables)
    body.append("<h3>Which eras can be told apart</h3>")
    body.append(
        paragraph(
            "A difference is called one only where the interval of the ratio leaves out 1 "
            "and the p-value stands after allowing for all comparisons of the side. Eras "
            "that cannot be told apart need not be equal."
        )
    )
    body += [paragraph(one) for one in clustering(tables)]
    if material.has("archive_doubts"):
        body += [paragraph(one) for one in doubts(tables["archive_doubts"])]
    alone = alone_of(Table(tables["comparisons"], "comparisons"))
    for name, title, headings, notes in (
        ("comparisons", "Each two eras", _COMPARISONS, [alone]),
        ("permutation", "The check by whole years", _CHECK, _checked(tables)),
        ("trend", "Trends within eras", _TREND, [trends(tables)]),
        ("trend_or_step", "At handovers", _STEP, [steps(tables)]),
        ("composition", "Shares of visits", _SHARES, [shares(tables)]),
        ("ranks", "How sure the order is", _RANKS, ()),
        ("frequency_joint", "Eras of both leaders", _JOINT, ()),
    ):
        if not material.has(name):
            body += [paragraph(note) for note in notes]
        elif name != "ranks" or len(observed(Table(tables[name], name))) > 1:
            body.append(table(tables[name], title, headings, notes))
    return Section("eras", "Visits in each era", body)


_TREND = {
    "era": "era",
    "n_years": "years",
    "count": "visits",
    "factor": "factor a year",
    "p": "p",
    "verdict": "so it is",
    "note": "note",
}
_STEP = {
    "era": "from",
    "other_era": "to",
    "p_step": "p of the step",
    "p_trend": "p of the trend",
    "verdict": "so it was",
}
_SHARES = {
    "kind": "share of",
    "side": "eras of",
    "shares": "in each era",
    "p_trend": "p",
    "share": "it",
    "verdict": "beside the others",
}


def _checked(tables: Mapping[str, Frame]) -> list[str]:
    """Say what the check by whole years is, and where it agrees."""
    if "permutation" not in tables:
        return []
    return [about_check(tables), *checked(tables)]


def _method(table: Table, column: str) -> str:
    named = table.categories(column).labels
    return method_words(named[0]) if named else ""
