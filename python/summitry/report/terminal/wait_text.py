"""What a run says of waiting: lags after shocks, and the time without a summit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.frames import Frame, Table
from summitry.output.format import many, p_text
from summitry.output.shown import text_table
from summitry.output.table_rows import optional_values, records_of, rows_of
from summitry.report.cut_waits import CUT, UNVISITED, ended
from summitry.report.terminal.lines import by_reading, percent, said, section

if TYPE_CHECKING:
    from collections.abc import Mapping

_LAGS = {
    "label": "shock",
    "date": "date",
    "lag": "days",
    "answer": "first visit on or after it",
    "visit_date": "on",
}


def lags(tables: Mapping[str, Frame], through: str) -> str:
    """Return the lag after each shock, what they amount to, and if they are unusual."""
    table = Table(tables["lags"], "lags")
    names = optional_values(table, "visit_visitor")
    waiting = {
        "censored": "none yet",
        CUT: "cut by the next shock",
        "shock_after_end": "after the observation",
        "outside_coverage": "not covered",
        UNVISITED: "no such visits",
    }
    answers = [
        name or waiting.get(status, "seen" if status == "observed" else "not measured")
        for name, status in zip(names, ended(table, through), strict=True)
    ]
    wide = table.with_columns({"answer": answers})
    several = len(set(table.values("reading"))) > 1
    reading = {"reading": "read"} if several else {}
    known = {*table.columns, "answer"}
    columns = reading | {name: text for name, text in _LAGS.items() if name in known}
    parts = [text_table(wide, columns)]
    summary = Table(tables["lag_summary"], "lag_summary")
    headings = reading | {
        "n": "shocks",
        "observed": "answered",
        "censored": "waiting",
        "complete_case_mean": "mean of answered",
        "median": "median",
        "restricted_mean": "restricted mean",
        "tau": "up to day",
    }
    parts.append(text_table(tables["lag_summary"], headings))
    told = zip(
        *(summary.values(name) for name in ("observed", "censored", "tau")),
        *(_ranged(summary, name) for name in ("complete_case_mean", "restricted_mean")),
        strict=True,
    )
    cut = CUT in ended(table, through)
    sentences = (_waiting(*row, cut=cut) for row in told)
    parts += [said(text) for text in by_reading(summary.values("reading"), sentences)]
    if "placebo" in tables:
        parts += [said(text) for text in _unusual(Table(tables["placebo"], "placebo"))]
    if "lag_comparison" in tables:
        parts += [said(text) for text in _first(tables["lag_comparison"])]
    return section("Days from each shock to the next visit", *parts)


def _unusual(placebo: Table) -> list[str]:
    """Say how the lags compare with those after the same shocks at other times."""
    names = (
        *("null", "strata", "p_longer", "p", "arrangements", "exact", "tau"),
        *("extrapolated", "unplaced", "n", "note"),
    )
    told = map(_one_null, records_of(placebo, *names))
    return by_reading(placebo.values("reading"), told)


def _one_null(row: dict[str, Any]) -> str:
    shown = row["p"] < 0.05  # noqa: PLR2004
    judged = (
        "the wait is unusual"
        if shown
        else "the record does not show the wait to be unusual"
    )
    where = "together to"
    if row["null"] == "stratified":
        strata = many(row["strata"], "era or phase", "eras or phases")
        where = f"within the {strata} of theirs to"
    drawn = "" if row["exact"] else "drawn "
    times = (
        f"Moved {where} {row['arrangements']:,} {drawn}other times, the shocks would be"
    )
    notes = ""
    if row["extrapolated"]:
        notes += " The mean is extrapolated: not all were followed "
        notes += f"{many(row['tau'], 'day')}."
    if row["unplaced"]:
        notes += f" Too late to be moved: {row['unplaced']} of {row['n']}."
    if row["note"]:
        return f"{times} followed by the same mean wait each time: that tests nothing.{notes}"
    return (
        f"{times} followed by a mean wait at least as long in "
        f"{percent(row['p_longer'])} of cases: {judged} (two-sided p "
        f"{p_text(row['p'])}).{notes}"
    )


def _first(frame: Frame) -> list[str]:
    """Say how the first shock compares with the others, and what one shock can show."""
    table = Table(frame, "lag_comparison")
    rows = rows_of(table, "reading", "shock", "df", "n", "p")
    told = []
    for row, (reading, shock, df, n, p) in enumerate(rows):
        if shock != "first" or not df:
            told.append("")
            continue
        together = [one[3] for one in rows if one[0] == reading]
        whole, ends = sum(together), ""
        if table.has("p_least_lags"):
            both = (table.values(f"p_{end}_lags")[row] for end in ("least", "greatest"))
            ends = f" ({' and '.join(map(p_text, both))} with vague lags at their ends)"
        others = "other" if whole - n == 1 else "others"
        text = f"The first shock against the {others}: log-rank p {p_text(p)}{ends}."
        if n == 1 and len(together) == 2:  # noqa: PLR2004
            text += (
                f" One shock makes this p rough: of {whole} lags in any order the first "
                f"is the shortest in 1 of {whole} cases, and the longest in as many."
            )
        told.append(text)
    return by_reading(table.values("reading"), told)


def _ranged(summary: Table, name: str) -> list[str | None]:
    """A number of each group in words, from its least to its greatest."""
    ends = (summary.values(f"{name}_{end}") for end in ("least", "greatest"))
    told: list[str | None] = []
    for value, least, greatest in zip(summary.values(name), *ends, strict=True):
        if value is None or least is None:
            told.append(None)
        elif greatest is None:
            told.append(f"{least:.1f} days or more")
        elif least == greatest:
            told.append(f"{value:.1f} days")
        else:
            told.append(f"{least:.1f} to {greatest:.1f} days")
    return told


def _waiting(
    observed: int,
    censored: int,
    tau: float,
    mean: str | None,
    restricted: str | None,
    *,
    cut: bool,
) -> str:
    if not censored or mean is None or restricted is None:
        return ""
    return (
        f"The mean of the {many(observed, 'answered shock')}, {mean}, leaves out "
        f"{censored} still waiting at the {'next shock or the ' * cut}end; with {'it' if censored == 1 else 'them'}, "
        f"the mean wait within {many(f'{tau:.0f}', 'day')} is {restricted}."
    )


def drought(frame: Frame, through: str) -> str:
    """Say how long it is since the last summit."""
    table = Table(frame, "gaps")
    names = [
        *("reading", "open", "days", "days_least", "days_greatest", "start", "rank"),
        *("probability", "since", *(["known"] * table.has("known"))),
    ]
    rows = records_of(table, *names)
    readings = [row["reading"] for row in rows]
    told = (
        _since(row, readings.count(row["reading"]), through) if row["open"] else ""
        for row in rows
    )
    texts = by_reading(readings, told)
    return section("Summits", *map(said, texts)) if texts else ""


def _since(row: dict[str, Any], gaps: int, through: str) -> str:
    """Say how long one reading of the visits is without a summit."""
    days, least, greatest = (row[f"days{end}"] for end in ("", "_least", "_greatest"))
    last = "" if row["start"] is None else str(row["start"])[:10]
    if not row.get("known", True):
        told = (
            f"The time since the last summit on record, {last}, is not known: from {least} "
            "days after it on nobody reported throughout."
        )
        return told if last else ""
    years = f"{many(days, 'day')} ({days / 365.25:.2f} years)"
    if not last:
        return f"No summit from {str(row['since'])[:10]} to {through}: {years}."
    vague = f" (from {least} to {greatest}: it is not dated to the day)"
    place = "the longest" if row["rank"] == 1 else f"number {row['rank']} by length"
    of = f"of {many(gaps, 'gap')}"
    return (
        f"Since the last summit, {last}, {years}"
        f"{vague if least < greatest else ''} had passed by {through}: {place} {of}. If "
        "summits came at one steady rate, a gap at least as long would have the "
        f"probability {row['probability']:.2f}."
    )
