"""The tables on the claims of a study: answers, readings, and what is behind them."""

from __future__ import annotations

from math import inf, isnan, nan
from typing import TYPE_CHECKING, Any

import pandas as pd

import summitry
from sentences.claim_tables import compared, list_of, tabled
from sentences.designs import designs
from summitry import _core
from summitry.claims.era_sides import era_names
from summitry.output.decision_words import decision_words
from summitry.report.evidence import evidence_of

if TYPE_CHECKING:
    from sentences.templates import Row, Tables
    from summitry.claims.result import ClaimResult
    from summitry.report.evidence_facts import Pair

DAYS_A_YEAR = 365.25
MOST_NAMED = 24
TOLD = ("told_apart_from", "lower_than", "higher_than")
ROBUST = ("share", "specifications", "undetermined", "turns_on", "break_even")


def claim_tables(
    study: summitry.Study, results: summitry.ClaimResults, robust: Any
) -> Tables:
    """Return every table on claims; each row names its claim by ``id``."""
    found: Tables = {
        name: []
        for name in (
            *("claims", "readings", "compared", "claim_lags", "rates", "pairs"),
            *("flips", "waits", "droughts", "reach"),
        )
    }
    pushed = [] if robust is None else robust.to_dict("records")
    for result, more in zip(results, pushed, strict=True):
        found["claims"].append(claim_row(study, result, more))
        found["readings"] += readings(study, result)
        form = result.claim.form
        unit = DAYS_A_YEAR if form.get("unit") == "years" else 1.0
        found["compared"] += [
            {"id": result.id, "label": one.label, "value": one.value / unit}
            | {"lower": one.lower / unit, "upper": one.upper / unit}
            | {"form": str(dict(form)), "unit": result.answer.unit}
            for one in result.answer.compared
        ]
        found["claim_lags"] += [
            {"id": result.id, "days": lag.days, "status": lag.status}
            for lag in result.answer.lags
        ]
        add_evidence(found, study, result)
    return found


def claim_row(study: summitry.Study, result: ClaimResult, more: Row) -> Row:
    """Return what became of a claim, and what its number is made of."""
    answer, form = result.answer, result.claim.form
    says = " ".join(result.says.split())
    told = [f"{text} {name}" for name, text in result.readings.items()]
    waiting = sum(lag.status == "censored" for lag in answer.lags)
    row: Row = {
        "id": result.id,
        "says": says,
        "bare": says.removesuffix("."),
        "raw": [says],
        "VERDICT": result.verdict.upper(),
        "READINGS": "; ".join(told),
        "first": first_of(result),
        "form": str(dict(form)),
        "count": answer.count,
        "visit_rows": len(result.rows),
        "more_rows": len(result.rows) - MOST_NAMED,
        "waiting": waiting,
        "figures": len(answer.compared),
        "restricted": answer.restricted_mean,
        **half_of(result),
        "p": answer.p,
        "adjusted_p": answer.adjusted_p,
        **ratio_of_ratios(answer),
        "over": answer.parts and answer.parts.over,
        "under": answer.parts and answer.parts.under,
        "tau": result.specification.tau,
        "level": result.specification.level,
        "place": place_of(result),
        "level_with": level_with(result),
        **exposed(study, result),
    }
    names = ("verdict", "printed", "computed", "condition", "reason", "because", "line")
    row |= {name: getattr(result, name) for name in names}
    row["as_expected"] = result.as_expected
    row |= {"expected": result.expected, "definition": result.definition}
    row |= {"why": result.reason.removesuffix(f"; {result.computed}")}
    row |= {"wait_why": row["why"].partition(";")[0]}
    row |= {name: getattr(result, name) for name in ("value", "lower", "upper")}
    if answer.with_unclear is not None:
        unit = DAYS_A_YEAR if form.get("unit") == "years" else 1.0
        row["with_unclear"] = answer.with_unclear.value / unit
    row |= {name: more[name] for name in (*ROBUST, "overturned_by")}
    row["overturned_visits"] = more["overturned_visits"]
    row |= ways_of(more)
    row["driver"] = decision_words(str(more["turns_on"] or ""))
    row["break_even"] = str(more["break_even"] or "").replace("_", " ")
    return row


def first_of(result: ClaimResult) -> str:
    """Return all numbers of an order, or the one that was computed."""
    form = result.claim.form
    several = any(key in form for key in ("lower_than", "higher_than", "ascending"))
    if several and "relative_to" not in form:
        return result.computed
    return result.computed.split(" (", maxsplit=1)[0]


def half_of(result: ClaimResult) -> Row:
    """Return when just half of the lags had ended, in the unit of the print."""
    half = result.answer.in_doubt.half
    if half is None:
        return {}
    unit = DAYS_A_YEAR if result.claim.form.get("unit") == "years" else 1.0
    return {"half_from": half[0] / unit, "half_to": half[1] / unit}


def ways_of(more: Row) -> Row:
    """Return in how many ways to count a claim holds, and what becomes of it else."""
    every, left_open = more["specifications"], more["undetermined"]
    holds = 0 if isnan(more["share"]) else round(more["share"] * every)
    fails = every - holds - left_open
    return {
        "ways_holds": holds,
        "ways_otherwise": f"fails in {fails:,} and is left open in {left_open:,}",
    }


def ratio_of_ratios(answer: _core.Answer) -> Row:
    """Return the counts and the limits of a ratio of ratios."""
    beside = answer.beside
    if beside is None:
        return {}
    names = ("north", "north_then", "south", "south_then")
    row: Row = dict(zip(names, (*beside.counts, *beside.baseline), strict=True))
    low, high = beside.limits or (nan, nan)
    return row | {"limit_low": low, "limit_high": high}


def exposed(study: summitry.Study, result: ClaimResult) -> Row:
    """Return the exposure of a claim: from the table of its list, where it has one."""
    answer, place = result.answer, list_of(study, result, compared=TOLD)
    years = answer.years
    if place is not None and years is not None:
        table = tabled(study, result, *place).set_index("era")
        years = float(table.loc[result.claim.form["at"]["era"], "years"])
    row: Row = {"years": years}
    if years is not None:
        row["days"] = round(years * DAYS_A_YEAR)
    if answer.first is not None and answer.last is not None:
        row |= {
            "first_year": int(answer.first[:4]),
            "last_year": int(answer.last[:4]),
        }
    return row


def place_of(result: ClaimResult) -> int | None:
    """Return the place of a claim's own value among those of its list."""
    rank = result.claim.form.get("rank")
    if rank is None or isnan(result.answer.value):
        return None
    # Of those that one is ahead of a place from the top is not told.
    end = "bottom" if "ahead_only_of" in rank else rank.get("from", "bottom")
    sign = 1 if end == "bottom" else -1
    own = sign * result.answer.value
    others = [sign * one.value for one in result.answer.compared]
    return 1 + sum(value < own - 1e-9 * max(abs(own), 1) for value in others)


def level_with(result: ClaimResult) -> int:
    """Count the others of a list that have the value of a claim."""
    own = result.answer.value
    same = [abs(one.value - own) <= 1e-12 * abs(own) for one in result.answer.compared]
    return sum(same) - 1


def readings(study: summitry.Study, result: ClaimResult) -> list[Row]:
    """Return a claim's numbers by other readings, from its tables if it has any."""
    rows = []
    for name, text in result.readings.items():
        value = last_number(text)
        row: Row = {"id": result.id, "name": name, "text": text, "value": value}
        spec = result.specification
        if name == "with a source only":
            spec = spec.with_(unclear=spec.one_treatment, unsourced="exclude")
        else:
            other = "exclude" if spec.one_treatment == "include" else "include"
            spec = spec.with_(unclear=other)
        row["value"] = other_value(study, result, spec, value)
        rows.append(row)
    return rows


def last_number(text: str) -> float:
    """The number that a reading ends with, if it is one number."""
    try:
        return float(text.rstrip("%").split()[-1])
    except ValueError:
        return nan


def other_value(
    study: summitry.Study, result: ClaimResult, spec: Any, value: float
) -> float:
    """Return a frequency, or the p of two, by another reading; else what is shown."""
    from dataclasses import replace

    asked = replace(result, specification=spec)
    place = list_of(study, asked, compared=TOLD)
    form = result.claim.form
    plain = "told_apart_from" not in form or "against" not in form
    known = result.claim.quantity in {"frequency", "weighted_frequency"} and plain
    if place is None or not known or isnan(value):
        return value
    table = tabled(study, asked, *place)
    if "told_apart_from" in form:
        two = {form["at"]["era"], form["told_apart_from"]["era"]}
        pairs = compared(table, asked).to_dict("records")
        (p,) = (r["p_adjusted"] for r in pairs if {r["era"], r["other_era"]} == two)
        return float(p)
    column = "weighted_frequency" if result.claim.is_weighted else "frequency"
    return float(table.set_index("era").loc[form["at"]["era"], column])


def add_evidence(found: Tables, study: summitry.Study, result: ClaimResult) -> None:
    """Add what stands behind the memo of a claim, from tables where there are any."""
    evidence = evidence_of(result, study.declared.record)
    named = {"id": result.id, "quantity": result.claim.quantity.replace("_", " ")}
    place = list_of(study, result, compared=TOLD)
    table = None if place is None else tabled(study, result, *place)
    prefix = "weighted_" if result.claim.is_weighted else ""
    if evidence.rate is not None:
        row = {
            name: getattr(evidence.rate, name) for name in ("value", "lower", "upper")
        }
        if table is not None:
            own = table.set_index("era").loc[evidence.rate.era]
            row = {"value": own[f"{prefix}frequency"]}
            row |= {end: own[f"{prefix}{end}"] for end in ("lower", "upper")}
        found["rates"].append(named | row | {"level": result.specification.level})
    pairs = evidence.pairs
    called = era_names(study.declared.record, result.claim.statement.at)
    for pair in pairs:
        row = of_pair(pair, table, result)
        row |= {"era": called(pair.era), "other": called(pair.other)}
        found["pairs"].append(named | row)
    for name, wanted in (("half", -2), ("twice", 2)):
        far = [one for one in found["pairs"] if one["id"] == result.id]
        found["claims"][-1][name] = listed(
            [one["other"] for one in far if strength(one) == wanted]
        )
    if pairs and not result.claim.is_weighted:
        table = of_scope(study, result) if table is None else table
        family = result.claim.form.get("against")
        among = None if family is None else len(family)
        found["reach"] += [
            row | {"id": result.id}
            for row in designs(table, result.specification, comparisons=among)
        ]
    found["flips"] += [
        named
        | {"visits": nan if flip.visits is None else flip.visits}
        | {"era": called(flip.era)}
        | {"way": "more" if flip.added else "fewer"}
        for flip in evidence.flips
    ]
    if evidence.wait is not None:
        found["waits"].append(named | vars(evidence.wait))
    if evidence.drought is not None:
        found["droughts"].append(named | vars(evidence.drought))


def of_scope(study: summitry.Study, result: ClaimResult) -> Any:
    """Return the counts of a list of which a claim asks only some visits."""
    spec = result.specification
    record = study.declared.record
    tally = _core.list_tally(record.core, result.claim.core, spec.to_json())
    excess = tally.allowed["excess"]
    columns = {
        "era": tally.labels,
        "count": tally.counts.reshape(len(tally.labels), -1).sum(axis=1),
        "years": tally.years,
        "excess": excess,
        "excess_years": excess,
        "dispersion_df": tally.allowed["degrees_of_freedom"],
    }
    return pd.DataFrame(columns)


def of_pair(pair: Pair, table: Any, result: ClaimResult) -> Row:
    """Return the ratio of two eras, from the table of comparisons if there is one."""
    row: Row = {"era": pair.era, "other": pair.other, "settled": pair.settled}
    row |= {"ratio": pair.ratio, "lower": pair.lower, "upper": pair.upper}
    row |= {"level": result.specification.level}
    if table is not None:
        for one in compared(table, result).to_dict("records"):
            if (one["era"], one["other_era"]) == (pair.era, pair.other):
                row |= {name: one[name] for name in ("ratio", "lower", "upper")}
            if (one["era"], one["other_era"]) == (pair.other, pair.era):
                row |= {"ratio": inverse(one["ratio"])}
                row |= {"lower": inverse(one["upper"]), "upper": inverse(one["lower"])}
    row["lower"] = 0.0 if isnan(row["lower"]) else row["lower"]
    return row


def strength(row: Row) -> int:
    """Return 2 if a ratio is surely above 2, -2 if it is surely below a half."""
    if not row["settled"]:
        return 0
    return 2 if row["lower"] > 2 else -2 if row["upper"] < 0.5 else 0


def inverse(value: float) -> float:
    if isnan(value):
        return 0.0
    return 1 / value if value else inf


def listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
