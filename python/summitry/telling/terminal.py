"""What the command line prints: a study's tables in 80 columns, each explained."""

from __future__ import annotations

import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry._frames import Frame, Table
from summitry.display import text_table
from summitry.display.escape import visible
from summitry.study.verdicts import REPRODUCED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.analysis import Analysis
    from summitry.study.claims import ClaimResult, ClaimResults

WIDTH = 80

_FREQUENCY = {
    "era": "era",
    "years": "years",
    "count": "visits",
    "frequency": "visits a year",
    "rank": "rank",
    "with_unclear": "with unclear",
    "with_source": "with source",
}
_OTHER = {
    "era": "era",
    "weighted_frequency": "weighted a year",
    "weighted_rank": "rank",
    "whole_years": "calendar years",
    "in_years": "visits",
    "in_calendar_years": "a year",
    "in_calendar_years_unclear": "with unclear",
}
_LAGS = {
    "label": "shock",
    "date": "date",
    "lag": "days",
    "answer": "first visit on or after it",
    "visit_date": "on",
}


def run_text(found: Analysis, results: ClaimResults | None = None) -> str:
    """Return everything that a run found, as text."""
    tables = found.tables
    parts = [
        _title(found.title, f"Observed from {found.since} to {found.through}."),
        _section(
            "What is in the record",
            text_table(tables["record"], _names(tables, "record")),
            *[_said(note) for note in Table(tables["notes"], "notes").values("note")],
        ),
        _section("What is left out, and why", _left_out(tables["left_out"])),
    ]
    parts += [_era_sections(tables, axis) for axis in _axes(tables["frequency"])]
    if "frequency_joint" in tables:
        parts.append(_joint(tables["frequency_joint"]))
    parts.append(_comparisons(tables["comparisons"]))
    if "lags" in tables:
        parts.append(_lags(tables))
    if "summit_gaps" in tables:
        parts.append(_drought(tables["summit_gaps"], found.through))
    if "regimes" in tables:
        parts.append(_regimes(tables["regimes"]))
    if results is not None and len(results):
        parts.append(claims_text(results))
    return "\n\n".join(part for part in parts if part) + "\n"


def claims_text(results: ClaimResults) -> str:
    """Return what was published beside what the record gives, claim by claim."""
    claims = "\n\n".join(_claim(one) for one in results)
    return _section("Published against computed", claims, _said(_tallied(results)))


def _tallied(results: ClaimResults) -> str:
    """Count the verdicts, and name those that the study does not expect."""
    verdicts = [one.verdict for one in results]
    told = [f"{verdicts.count(one)} {one}" for one in dict.fromkeys(verdicts)]
    text = f"{len(results)} claims: {_and(told)}"
    if results.passed:
        return f"{text}, all as the study expects."
    failed = [f"{one.id} (expected: {one.expected})" for one in results.failed]
    return f"{text}. Not as the study expects: {_and(failed)}."


def _claim(one: ClaimResult) -> str:
    computed = one.computed
    if one.readings:
        others = "; ".join(f"{text} {name}" for name, text in one.readings.items())
        computed += f" ({others})"
    lines = [f"printed {one.printed}, computed {computed}"]
    if one.verdict != REPRODUCED or "restricted mean" in one.reason:
        lines.append(f"{one.reason}.")
    if one.because and one.as_expected:
        lines.append(" ".join(one.because.split()))
    sentence = f"{one.verdict.upper()}: {' '.join(one.says.split())}"
    return "\n".join([_said(sentence), *(_said(line, indent=4) for line in lines)])


def _axes(frequency: Frame) -> list[dict[str, str | None]]:
    table = Table(frequency, "frequency")
    names = [name for name in ("side", "rule") if table.has(name)]
    rows = zip(*(table.values(name) for name in names), strict=True) if names else [()]
    return [dict(zip(names, row, strict=True)) for row in dict.fromkeys(rows)]


def _on(frame: Frame, axis: dict[str, Any], reading: str | None = None) -> Table:
    """The rows of one axis, in one reading."""
    table = Table(frame, "table")
    wanted = axis | ({"reading": reading} if reading else {})
    keep = np.ones(len(table), dtype=bool)
    for column, value in wanted.items():
        keep &= np.array([found == value for found in table.values(column)], dtype=bool)
    return Table(table.rows(np.flatnonzero(keep)), "table")


def _era_sections(tables: dict[str, Frame], axis: dict[str, Any]) -> str:
    plain = _on(tables["frequency"], axis, "without unclear")
    unclear = _on(tables["frequency"], axis, "with unclear")
    years = _on(tables["frequency_years"], axis, "without unclear")
    years_unclear = _on(tables["frequency_years"], axis, "with unclear")
    ranks = _on(tables["ranks"], axis)
    columns: dict[str, Any] = {"with_unclear": unclear.floats("frequency")}
    first, second = dict(_FREQUENCY), dict(_OTHER)
    if "frequency_sourced" in tables:
        sourced = _on(tables["frequency_sourced"], axis)
        columns["with_source"] = sourced.floats("frequency")
    else:
        del first["with_source"]
    columns |= {
        "whole_years": years.floats("years").astype(np.int64),
        "in_years": years.integers("count"),
        "in_calendar_years": years.floats("frequency"),
        "in_calendar_years_unclear": years_unclear.floats("frequency"),
    }
    if not plain.has("weighted_frequency"):
        del second["weighted_frequency"], second["weighted_rank"]
    wide = plain.with_columns(columns)
    of = ", ".join(str(value) for value in axis.values() if value)
    return _section(
        f"Frequency by era{': ' + of if of else ''}",
        text_table(wide, first),
        text_table(wide, second),
        _ranks(ranks),
        _said(_lowest(plain, unclear, ranks)),
    )


def _lowest(plain: Table, unclear: Table, ranks: Table) -> str:
    """Say which era is lowest, and from which it can be told apart."""

    def lowest(table: Table) -> list[str]:
        pairs = zip(table.values("era"), table.values("rank"), strict=True)
        return [era for era, rank in pairs if rank == 1]

    if not lowest(plain):
        return "No era was observed."
    one, two = lowest(plain), lowest(unclear)
    text = f"Fewest visits a year: {_and(one)}"
    text += "." if one == two else f"; if every unclear visit counts, {_and(two)}."
    if len(one) == 1:
        row = ranks.values("era").index(one[0])
        near = (ranks.values("not_told_from")[row] or "").split("; ")
        others = [era for era in ranks.values("era") if era not in {*near, one[0]}]
        text += f" The record shows it lower than {_and(others)}." if others else ""
        if near != [""]:
            text += f" It cannot be told apart from {_and(near)}."
    return text + " Visits a year by days / 365.25; 95% limits in brackets."


def _ranks(ranks: Table) -> str:
    ends = zip(ranks.values("rank_lower"), ranks.values("rank_upper"), strict=True)
    texts = {
        "place": [str(one) if one == two else f"{one} to {two}" for one, two in ends],
        "lowest": [_percent(share) for share in ranks.values("p_lowest")],
        "near": [
            str(near or "none").replace("; ", ", ")
            for near in ranks.values("not_told_from")
        ],
    }
    columns = {
        "era": "era",
        "place": "rank may be",
        "lowest": "lowest with chance",
        "near": "cannot be told apart from",
    }
    return text_table(ranks.with_columns(texts), columns)


def _percent(share: float | None) -> str:
    if share is None:
        return ""
    return f"{share:.0%}" if share >= 0.01 else "under 1%"  # noqa: PLR2004


def _joint(frame: Frame) -> str:
    columns = {"era": "both leaders", "years": "years", "count": "visits"}
    columns |= {"frequency": "visits a year", "rank": "rank"}
    return _section("Frequency by both leaders", text_table(frame, columns))


def _left_out(frame: Frame) -> str:
    columns = {"outcome": "outcome", "reason": "reason", "visits": "visits"}
    return text_table(frame, columns)


def _comparisons(frame: Frame) -> str:
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
    said = (
        "Exact tests of each two eras of one side, by days; p is adjusted for the number "
        "of pairs (Holm). Where eras cannot be told apart, the record shows neither that "
        "they differ nor that they are equal."
    )
    return _section(
        "Which eras can be told apart", text_table(frame, columns), _said(said)
    )


def _lags(tables: dict[str, Frame]) -> str:
    table = Table(tables["lags"], "lags")
    names = (
        table.values("visit_visitor")
        if table.has("visit_visitor")
        else [None] * len(table)
    )
    waiting = {"censored": "none yet", "shock_after_end": "after the observation"}
    answers = [
        name or waiting.get(status, "seen" if status == "observed" else "not measured")
        for name, status in zip(names, table.values("status"), strict=True)
    ]
    wide = table.with_columns({"answer": answers})
    columns = (
        dict(_LAGS)
        if table.has("label")
        else {k: v for k, v in _LAGS.items() if k != "label"}
    )
    parts = [text_table(wide, columns)]
    summary = Table(tables["lag_summary"], "lag_summary")
    headings = {
        "n": "shocks",
        "observed": "answered",
        "censored": "waiting",
        "complete_case_mean": "mean of answered",
        "median": "median",
        "restricted_mean": "restricted mean",
        "tau": "up to day",
    }
    parts.append(text_table(tables["lag_summary"], headings))
    parts += [
        _said(_waiting(*row))
        for row in zip(
            *(
                summary.values(name)
                for name in (
                    "observed",
                    "censored",
                    "complete_case_mean",
                    "restricted_mean",
                    "tau",
                )
            ),
            strict=True,
        )
    ]
    if "placebo" in tables:
        parts.append(_said(_unusual(Table(tables["placebo"], "placebo"))))
    return _section("Days from each shock to the next visit", *parts)


def _unusual(placebo: Table) -> str:
    """Say how the lags compare with those after the same shocks at other times."""
    (longer,), (p,) = placebo.values("p_longer"), placebo.values("p")
    (number,) = placebo.integers("arrangements").tolist()
    judged = "unusual" if p < 0.05 else "not unusual"  # noqa: PLR2004
    return (
        f"Moved together to {number:,} other times of the observation, the shocks would "
        f"be followed by a wait at least as long in {_percent(longer)} of cases: the "
        f"wait is {judged} (two-sided p {p:.2f})."
    )


def _waiting(
    observed: int,
    censored: int,
    mean: float | None,
    restricted: float | None,
    tau: float,
) -> str:
    if not censored or mean is None or restricted is None:
        return ""
    return (
        f"The mean of the {observed} answered shocks, {mean:.1f} days, leaves out "
        f"{censored} still waiting at the end; with {'it' if censored == 1 else 'them'}, "
        f"the mean wait within {tau:.0f} days is {restricted:.1f} days."
    )


def _drought(frame: Frame, through: str) -> str:
    table = Table(frame, "gaps")
    rows = [row for row, is_open in enumerate(table.values("open")) if is_open]
    if not rows:
        return ""
    row = rows[-1]
    days, start = table.values("days")[row], str(table.values("start")[row])[:10]
    rank, chance = table.values("rank")[row], table.values("probability")[row]
    place = "the longest" if rank == 1 else f"number {rank} by length"
    text = (
        f"Since the last summit, {start}, {days} days ({days / 365.25:.2f} years) had "
        f"passed by {through}: {place} of {len(table)} gaps. If summits came at one "
        f"steady rate, a gap at least as long would have the probability {chance:.2f}."
    )
    return _section("Summits", _said(text))


def _regimes(frame: Frame) -> str:
    table = Table(frame, "regimes")
    columns = {
        "start": "from",
        "end": "up to",
        "count": "visits",
        "frequency": "a year",
    }
    rates = table.values("frequency")
    steps = ["up" if two > one else "down" for one, two in pairwise(rates)]
    chance, asked = table.values("p")[0], table.values("false_positive")[0]
    if not steps:
        said = "The record does not show that the rate of visits changed."
    else:
        times = "once" if len(steps) == 1 else f"{len(steps)} times"
        said = (
            f"The record shows that the rate changed {times}: {_and(steps)}. At a steady "
            f"rate so clear a change would come up in {_percent(chance)} of records; "
            f"changes are only named where that is at most {asked:.0%}. These periods "
            "come from the dates alone, not from who was in office."
        )
    return _section("When the rate changed", text_table(frame, columns), _said(said))


def _names(tables: dict[str, Frame], name: str) -> dict[str, str]:
    headings = {"what": "", "visits": "visits", "with_source": "with a source"}
    table = Table(tables[name], name)
    return {column: text for column, text in headings.items() if table.has(column)}


def _title(title: str, line: str) -> str:
    return f"{visible(title)}\n{line}"


def _section(heading: str, *parts: str) -> str:
    body = "\n\n".join(part for part in parts if part)
    return f"{visible(heading).upper()}\n\n{body}"


def _said(text: str, indent: int = 0) -> str:
    margin = " " * indent
    return textwrap.fill(
        visible(text), WIDTH, initial_indent=margin, subsequent_indent=margin
    )


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
