"""What a run says of leaders' eras: frequencies, ranks, and which can be told apart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from summitry.frames import Frame, Table
from summitry.infer.families import UNDECIDED
from summitry.output.era_words import named_era
from summitry.output.format import MISSING, level_text, spoken
from summitry.output.headings import method_words
from summitry.output.method_notes import alone_of
from summitry.output.shown import text_table
from summitry.output.table_rows import rows_of
from summitry.report.archive_words import doubts, first_years, late_starts
from summitry.report.check_words import about_check, checked
from summitry.report.dispersion_words import clustering
from summitry.report.era_view import (
    IF_COUNTED,
    name_of,
    noted,
    observed,
    on_axis,
    other_reading,
    side_by_side,
)
from summitry.report.phase_words import NO_VISITS, penalty_of
from summitry.report.terminal.lines import percent, said, section
from summitry.report.trend_words import shares, steps, trends
from summitry.report.whose_visits import of_eras, of_phases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.report.era_view import Axis

_FREQUENCY = {
    "era": "era",
    "years": "years",
    "count": "visits",
    "frequency": "visits a year",
    "rank": "rank",
    "with_unclear": "with unclear",
    "without_unclear": "without unclear",
    "frequency_sourced": "with source",
}
_OTHER = {
    "era": "era",
    "weighted_frequency": "weighted a year",
    "weighted_rank": "rank",
    "whole_years": "calendar years",
    "in_years": "visits",
    "in_calendar_years": "a year",
    "in_calendar_years_with_unclear": "with unclear",
    "in_calendar_years_without_unclear": "without unclear",
}


def frequencies(tables: Mapping[str, Frame], axis: Axis) -> str:
    """Return the frequencies of one list of eras, and how sure their order is."""
    wide = side_by_side(tables, axis)
    other = on_axis(tables["frequency"], axis, other_reading(tables["frequency"]))
    ranks = on_axis(tables["ranks"], axis)
    compared = on_axis(tables["comparisons"], axis)
    asked = [
        {name: text for name, text in columns.items() if wide.has(name)}
        for columns in (_FREQUENCY, _OTHER)
    ]
    name = name_of(axis)
    return section(
        f"Frequency by era{': ' + name if name else ''}",
        *[text_table(wide.native, columns) for columns in asked],
        _ranks(ranks) if len(observed(ranks)) > 1 else "",
        said(_fewest_visits(wide, other, compared)),
        said(of_eras(tables, axis)),
        *[said(one) for one in noted(wide)],
        *[said(one) for one in _doubts(ranks, tables["archive_doubts"], axis)],
    )


def _doubts(ranks: Table, doubted: Frame, axis: Axis) -> list[str]:
    """Say where the archive could be why the lowest era is told apart from others."""
    eras, own = ranks.values("era"), on_axis(doubted, axis)
    return doubts(own, [(one, era) for one in _lowest(ranks) for era in eras])


def _lowest(table: Table) -> list[str]:
    return [era for era, rank in rows_of(table, "era", "rank") if rank == 1]


def _fewest_visits(plain: Table, other: Table, compared: Table) -> str:
    """Say which era is lowest, and from which the comparisons tell it apart."""
    one, two = _lowest(plain), _lowest(other)
    if not one:
        return "No era was observed."
    counted = IF_COUNTED[other.values("reading")[0]]
    text = f"Fewest visits a year: {spoken(map(named_era, one))}"
    text += "." if one == two else f"; if {counted}, {spoken(map(named_era, two))}."
    if len(observed(plain)) == 1:
        text = f"{named_era(one[0])} is the only era that was observed: there is no order to tell."
    elif not any(plain.values("count")):
        text = "No visit counts in any era, so none has fewer than another."
    elif len(one) == 1:
        apart = _others(compared, one[0], told_apart=True)
        near = _others(compared, one[0], told_apart=False)
        text += f" It is told apart from {spoken(apart)}." if apart else ""
        text += f" It cannot be told apart from {spoken(near)}." if near else ""
    limits = f"{level_text(plain.values('level')[0])} limits in brackets."
    return f"{text} Visits a year by days / 365.25; {limits}"


def _others(compared: Table, era: str, *, told_apart: bool) -> list[str]:
    """Return the eras that are told apart from one, or those that are not."""
    verdicts = ("lower", "higher") if told_apart else (UNDECIDED,)
    return [
        named_era(other if one == era else one)
        for one, other, verdict in rows_of(compared, "era", "other_era", "verdict")
        if era in (one, other) and verdict in verdicts
    ]


def _ranks(ranks: Table) -> str:
    ends = rows_of(ranks, "rank_lower", "rank_upper")
    places = [str(one) if one == two else f"{one} to {two}" for one, two in ends]
    seen = set(observed(ranks))
    known = [era in seen for era in ranks.values("era")]
    texts = {
        "place": [
            place if one else "not observed"
            for place, one in zip(places, known, strict=True)
        ],
        "lowest": [percent(share) or MISSING for share in ranks.values("p_lowest")],
        "near": [
            str(near or "none").replace("; ", ", ") if one else MISSING
            for near, one in zip(ranks.values("not_told_from"), known, strict=True)
        ],
    }
    columns = {
        "era": "era",
        "place": "rank may be",
        "lowest": "lowest with chance",
        "near": "order unsure against",
    }
    return text_table(ranks.with_columns(texts), columns)


def joint(frame: Frame) -> str:
    """Return the frequencies under both sides' leaders."""
    columns = {"era": "both leaders", "years": "years", "count": "visits"}
    columns |= {"frequency": "visits a year", "rank": "rank"}
    return section("Frequency by both leaders", text_table(frame, columns))


def comparisons(tables: Mapping[str, Frame]) -> str:
    """Return every pair of eras, and whether the record tells them apart."""
    frame = tables["comparisons"]
    table = Table(frame, "comparisons")
    if not len(table):
        return ""
    columns = {
        "era": "era",
        "other_era": "against",
        "ratio": "ratio of frequencies",
        "p_adjusted": "p",
        "verdict": "so it is",
    }
    test = method_words(table.values("method")[0])
    sentences = [
        f"Each two eras of one side, by days; test: {test}.",
        alone_of(table),
        (
            "Where eras cannot be told apart, the record shows neither that they differ "
            "nor that they are equal."
        ),
    ]
    text = " ".join(filter(None, sentences))
    return section(
        "Which eras can be told apart",
        text_table(frame, columns),
        said(text),
        *[said(one) for one in clustering(tables)],
        *_check(tables),
        *[said(one) for one in doubts(tables["archive_doubts"])],
        said(first_years(tables["archive_check"])),
        _could_show(table),
    )


def _check(tables: Mapping[str, Frame]) -> list[str]:
    """Return what the years of the eras say of the same pairs."""
    if "permutation" not in tables or not len(Table(tables["permutation"], "check")):
        return []
    columns = {
        "era": "era",
        "other_era": "against",
        "n_years": "years",
        "other_n_years": "against",
        "p_adjusted": "p",
        "verdict": "by the check it is",
    }
    return [
        said(about_check(tables)),
        text_table(tables["permutation"], columns),
        *[said(one) for one in checked(tables)],
    ]


def within(tables: Mapping[str, Frame]) -> str:
    """Return trends within eras, steps at handovers, and shares that move."""
    if not len(Table(tables["trend"], "trend")):
        return ""
    columns = {
        "era": "era",
        "n_years": "years",
        "count": "visits",
        "factor": "factor a year",
        "p": "p",
        "verdict": "so it is",
    }
    return section(
        "Within eras, and at handovers",
        text_table(tables["trend"], columns),
        said(trends(tables)),
        said(steps(tables)),
        said(shares(tables)),
    )


def _could_show(table: Table) -> str:
    """Say of each pair that cannot be told apart what could have been shown."""
    told = [
        said(f"- {named_era(era)} against {named_era(other)}: {words}", hanging=2)
        for era, other, words in rows_of(table, "era", "other_era", "could_show")
        if words
    ]
    head = said("What could have been shown of those that cannot be told apart:")
    return "\n".join([head, *told]) if told else ""


def phases(tables: Mapping[str, Frame]) -> str:
    """Return the eras that the dates alone suggest."""
    frame = tables["phases"]
    table = Table(frame, "phases")
    columns = {
        "start": "from",
        "end": "up to",
        "count": "visits",
        "frequency": "a year",
    }
    rules = table.values("rule")
    rates = [
        rate for rate, rule in rows_of(table, "frequency", "rule") if rule == rules[0]
    ]
    steps = ["up" if two > one else "down" for one, two in pairwise(rates)]
    chance, asked = table.values("p")[0], 1 - table.values("level")[0]
    alike = "steady"
    if table.values("alpha")[0] > 0:
        alike = "steady, with years that vary as much as those of the record,"
    if not steps:
        text = (
            "The record does not show that the rate of visits changed: at a rate that is "
            f"{alike} a division as clear would come up in {percent(chance)} of records, "
            f"and changes are only named where that is at most {asked:.0%}."
        )
    else:
        times = "once" if len(steps) == 1 else f"{len(steps)} times"
        text = (
            f"The record shows that the rate changed {times}: {spoken(steps)}. At a rate "
            f"that is {alike} so clear a change would come up in {percent(chance)} of "
            f"records; changes are only named where that is at most {asked:.0%}. These "
            "periods come from the dates alone, not from who was in office."
        )
    if not any(table.values("count")):
        return section("When the rate changed", said(NO_VISITS))
    text += " " + penalty_of(table)
    if len(set(rules)) > 1:
        columns = {"rule": "dates"} | columns
        text = f"With vague dates at their first days {text[0].lower()}{text[1:]}"
    late = late_starts(tables["archive_check"]) if steps else ""
    return section(
        "When the rate changed",
        text_table(frame, columns),
        said(of_phases(tables)),
        said(text),
        said(late),
    )
