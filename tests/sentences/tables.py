"""Everything of a study that its sentences may tell of, as tables of plain rows."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import summitry
from sentences.claim_rows import claim_tables
from sentences.designs import designs
from sentences.more_columns import check, counted, derived, expected
from sentences.shown import COUNTED, is_missing
from summitry.infer.turnbull_curve import turnbull_curve
from summitry.output.decision_words import convention_words
from summitry.output.state_names import in_names
from summitry.report.era_view import named_apart
from summitry.report.explained_words import quoted

if TYPE_CHECKING:
    from sentences.templates import Row, Tables

TIMED = ("time", "survival")
QUESTION = re.compile(r"[^.?!]*\?")


class Study:
    """A study with the tables of its run, and what its sentences quote of its file."""

    def __init__(self, study: summitry.Study) -> None:
        self.study = study
        self.run = study.run()
        self.results = study.check()
        self.robust = study.robustness(progress=False) if study.claims else None
        self.quotes = quotes_of(study, self.run.tables)
        self.tables = self._tables()

    def hidden(self, text: str) -> str:
        """Return a text as its reader sees it, with signs for what it quotes."""
        text = in_names(text)
        for quote, sign in self.quotes.items():
            text = text.replace(quote, sign)
        return text

    def _tables(self) -> Tables:
        frames: dict[str, Any] = self.run.tables
        found = {name: rows_of(frame) for name, frame in frames.items()}
        found["study"] = [self._itself()]
        found["explained"] = explained(self.study)
        found |= claim_tables(self.study, self.results, self.robust)
        for row in found.get("summit_gaps", ()):
            row["begun"] = row["since" if is_missing(row["start"]) else "start"]
            row["ended"] = row["through" if is_missing(row["end"]) else "end"]
        for of_reading in ("lags", "summit_gaps", "lag_comparison", "frequency"):
            counted(found.get(of_reading, []), f"{of_reading}_n")
        found["counts"] = count_verdicts(self.results)
        check(found.get("permutation", []))
        expected(found.get("frequency", []))
        found["designs"] = designs(frames.get("frequency"), self.study.specification)
        found["counted_here"] = counted_here(found)
        found["adjusted"] = adjusted(found)
        found["phases"] = phases(found)
        found["timeline"] = timeline(self.study)
        found["curve"] = curve(frames, found)
        found["specified"] = specified(self.study, self.results, found["claims"])
        found["visits_shown"] = visits(self.study)
        with_sides(found, frames)
        for rows in found.values():
            for row in rows:
                row.update(derived(row))
                row.update(
                    {k: self.hidden(v) for k, v in row.items() if isinstance(v, str)}
                )
        return found

    def _itself(self) -> Row:
        """Return what the study declares, and how much it holds."""
        study, spec = self.study, self.study.specification
        asked = QUESTION.findall(" ".join(study.about.split()))
        robust = [] if self.robust is None else self.robust["specifications"].tolist()
        return {
            "title": study.title,
            "question": asked[-1].strip() if asked else "",
            "since": study.since,
            "through": study.through,
            "level": spec.level,
            "alpha": 1 - spec.level,
            "claims": len(study.claims),
            "undetermined": sum(
                one.verdict == "not determined" for one in self.results
            ),
            "failed": sum(one.verdict == "not reproduced" for one in self.results),
            "visits": len(study.visits),
            "specifications": max(robust, default=0),
            "pairs": len({frozenset(pair) for pair in pairs_of(study)}),
            "other_countries": len({end for pair in pairs_of(study) for end in pair})
            - 1,
            "text": study.text,
            "cells": len(study.exploration.verdicts),
            "records": " and ".join(study.record_names),
            "lines": len(study.text.splitlines()),
            "version": study.provenance["summitry"],
            "hash": study.hash,
            "data_hash": study.data_hash,
            **vague(study),
        }


def counted_here(tables: Tables) -> list[Row]:
    """Return how many visits each list of eras has, and what became of the others."""
    why = {
        "other_dyads": "are of other pairs of countries",
        "in_no_era": "were in no era",
        "outside_coverage": "are outside the coverage",
        "partly_covered": "are covered only in part",
    }
    found: dict[tuple[Any, ...], Row] = {}
    for row in tables.get("phases", [])[:1]:
        others = " or ".join(text for name, text in why.items() if row.get(name))
        found[("phases",)] = {"own": row["used"], "whose": "the phases", "why": others}
    rows = tables.get("frequency", [])
    for row in rows:
        if row["reading"] != rows[0]["reading"]:
            continue
        names = [row.get(name) for name in ("side", "rule")]
        told = [str(one).replace("_", " ") for one in names if not is_missing(one)]
        whose = in_names(", ".join(told))
        one = found.setdefault((*told,), {"own": 0, "whose": whose})
        one["own"] += row["count"]
        one["why"] = " or ".join(text for name, text in why.items() if row.get(name))
    return [*found.values()]


def pairs_of(study: summitry.Study) -> list[tuple[str, str]]:
    """Return where each visit went from and to."""
    visits: Any = study.visits
    return [*zip(visits["origin"], visits["destination"], strict=True)]


def rows_of(frame: Any) -> list[Row]:
    """Return the rows of a table."""
    rows: list[Row] = frame.to_dict("records")
    return rows


def quotes_of(study: summitry.Study, frames: dict[str, Any]) -> dict[str, str]:
    """Return signs for sentences of the study file, and for names with a number."""
    about = " ".join(study.about.split())
    told = [about, *(one.strip() for one in re.split(r"(?<=[.?!])\s", about))]
    for claim in study.claims:
        told += [claim["says"], claim.get("because", "")]
    named: list[Any] = []
    for table, columns in {
        "lags": ("label", "visit_visitor"),
        "frequency": ("era", "side", "rule"),
        "left_out": ("reason",),
    }.items():
        for column in columns:
            if table in frames and column in frames[table]:
                named += frames[table][column].tolist()
    names = [one for one in named if isinstance(one, str) and COUNTED.search(one)]
    texts = {
        in_names(" ".join(one.split())).removesuffix(".") for one in [*told, *names]
    }
    ordered = sorted(filter(None, texts), key=lambda one: (-len(one), one))
    return {text: f"⟦{letters(number)}⟧" for number, text in enumerate(ordered)}


def letters(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


def vague(study: summitry.Study) -> Row:
    """Count the visits that count, and those of them known to the month or year."""
    declared = study.declared
    table = declared.counted()
    days = table.days("date")
    since, through = (
        int(np.datetime64(day).astype("datetime64[D]").astype(int))
        for day in (study.since, study.through)
    )
    counts = (days >= since) & (days <= through)
    if table.has("qualifies"):
        included = study.specification.one_treatment == "include"
        counting = {"true", "unclear"} if included else {"true"}
        counts &= np.array(
            [str(v).lower() in counting for v in table.values("qualifies")]
        )
    row: Row = {"that_count": int(counts.sum())}
    if table.has("date_precision"):
        precision = np.array(table.values("date_precision"), dtype=object)
        for name in ("month", "year"):
            row[f"to_the_{name}"] = int((counts & (precision == name)).sum())
    if declared.record.sourced is not None:
        row["without_source"] = int((~declared.record.sourced).sum())
    return row


def count_verdicts(results: summitry.ClaimResults) -> list[Row]:
    """Count the claims of each verdict."""
    counts = Counter(one.verdict for one in results)
    return [{"verdict": verdict, "number": n} for verdict, n in counts.items()]


def explained(study: summitry.Study) -> list[Row]:
    """The ways to printed numbers that are told: one of each number of changes."""
    frame = study.explained
    rows = [] if frame is None else rows_of(frame)
    told = [row for row in rows if row["way"] <= 1]
    says = {one["id"]: one["says"] for one in study.claims}
    for row in told:
        row["other_ways"] = row["ways"] - 1
        # Conventions are told in words, and claims by what they say.
        for name in ("changes", "instead_of"):
            row[name] = convention_words(row[name] or "")
        for name in ("breaks", "reason"):
            row[name] = quoted(name, row[name], says)
        row["comes"] = row["changes"] or "as it is counted"
        for name in ("target", "reason"):
            row[name.capitalize()] = row[name][:1].upper() + row[name][1:]
    return told


def adjusted(found: Tables) -> list[Row]:
    """Return for how many pairs of eras p is adjusted, on each side."""
    on: dict[str, int] = {}
    for row in found.get("comparisons", ()):
        on[row.get("side", "")] = row["comparisons"]
    if len({*on.values()}) == 1:
        return [{"adjusted_for": f"{max(on.values())} pairs"}]
    each = " and ".join(f"{number} of {side}" for side, number in on.items())
    return [{"adjusted_for": f"the number of pairs, {each}"}]


def phases(found: Tables) -> list[Row]:
    """Return the phases, each with the number of changes of its dates."""
    of = Counter(row["rule"] for row in found.get("phases", ()))
    return [
        row
        | {"changes": of[row["rule"]] - 1, "phases": of[row["rule"]]}
        | {"last": row["end"] - np.timedelta64(1, "D")}
        for row in found.get("phases", ())
    ]


def specified(
    study: summitry.Study, results: summitry.ClaimResults, claims: list[Row]
) -> list[Row]:
    """Return in how many specifications a claim holds, and its numbers there."""
    if not claims:
        return []
    found = study.multiverse()
    numbers: Any = found.table
    rows = []
    for row, one, claim in zip(
        found.claims.to_dict("records"), results, claims, strict=True
    ):
        made = {"holds": row["holds"], "specifications": row["specifications"]}
        made["held"] = row["holds"] / row["specifications"]
        made["form"] = str(one.claim.form)
        made["driver"] = claim["driver"]
        if one.id in numbers and numbers[one.id].notna().any():
            made |= {"least": numbers[one.id].min(), "most": numbers[one.id].max()}
        rows.append(made)
    return rows


def with_sides(found: Tables, frames: dict[str, Any]) -> None:
    """Add the rows in which eras of two sides that are called the same name theirs."""
    if own := found["designs"]:
        both = {"frequency": frames["frequency"], "trend": pd.DataFrame(own)}
        named = zip(own, rows_of(named_apart(both)["trend"]), strict=True)
        ends = ("era", "other_era")
        again = [row | {end: other[end] for end in ends} for row, other in named]
        found["designs"] = [*own, *again]
    for name, frame in named_apart(frames).items():
        if frame is not frames[name]:
            eras = [
                {key: row[key] for key in ("era", "other_era") if key in row}
                for row in rows_of(frame)
            ]
            found[name] = [
                *found[name],
                *(row | era for row, era in zip(found[name], eras, strict=True)),
            ]


def timeline(study: summitry.Study) -> list[Row]:
    """Count the visits that a timeline draws, by direction."""
    table: Any = study.declared.counted().native
    drawn = table[(table["date"] >= study.since) & (table["date"] <= study.through)]
    unclear = 0
    if "qualifies" in table:
        word = drawn["qualifies"].astype(str).str.lower()
        unclear = int((word == "unclear").sum())
        drawn = drawn[word != "false"]
    ends = [*dict.fromkeys([*table["origin"], *table["destination"]])]
    summits = drawn.get("summit", drawn["origin"] == "").astype(str).str.lower()
    row = {
        "drawn": len(drawn),
        "one": ends[0],
        "two": ends[1],
        "up": int((drawn["origin"] == ends[0]).sum()),
        "down": int((drawn["origin"] != ends[0]).sum()),
        "summits": int((summits == "true").sum()),
        "unclear": unclear,
    }
    return [row]


def curve(frames: dict[str, Any], found: Tables) -> list[Row]:
    """Return the end of each curve of waits, beside the mean of the answered."""
    if "lags" not in frames:
        return []
    lags: Any = frames["lags"]
    some: Any = (
        turnbull_curve(lags) if lags["vague"].any() else summitry.lag_curve(lags)
    )
    rows = []
    for row in found["lag_summary"]:
        same = some[some["reading"] == row["reading"]] if "reading" in some else some
        if not len(same):
            continue
        last = same.iloc[-1].to_dict()
        if "mass" in last:
            # A band that nothing bounds ends where it stands on its last day.
            endless = is_missing(last["lag_upper"])
            last["time"] = last["lag_lower" if endless else "lag_upper"]
            last["survival"] = last["before" if endless else "after"]
        rows.append(row | {f"last_{name}": last[name] for name in TIMED})
    return rows


def visits(study: summitry.Study) -> list[Row]:
    """Return the visits as a list of them names each."""
    table: Any = study.visits
    when = table["date_text"] if "date_text" in table else table["date"].astype(str)
    rows: list[Row] = [{"when": str(day)} for day in when]
    if "visitor" in table:
        for row, name in zip(rows, table["visitor"], strict=True):
            row["visitor"] = name if isinstance(name, str) else None
    return rows
