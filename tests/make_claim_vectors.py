"""Write `vectors/claims.json`: small records, claims, and what they must come to.

`python tests/make_claim_vectors.py` draws random studies, asks the slow oracle, and
keeps few of them: every convention on which a quantity and assertion can depend occurs
at least twice with each of its values, and twice such that another value would have
another answer, wherever a study was found in which it has. One line a study; days are
counted from 1970-01-01, and a number without an end is "inf".
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import date
from fractions import Fraction
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claim_oracle import Answer, answer
from claim_oracle.read import DEFAULTS, FOREVER, Record, record_of
from random_studies import draw
from random_study.assertions import plain, values_of_eras
from random_study.claims import is_mixed
from random_study.conventions import CHOICES, OF_ERAS, OF_LAGS, OF_TESTS
from random_study.traits_of_claims import ASSERTIONS

if TYPE_CHECKING:
    from random_study.draft import Draft

EPOCH = date(1970, 1, 1).toordinal()
TWICE = 2
LENGTH = 395_000
NOT_IN_A_FORM = {"id", "says", "expect", "because"}
SCOPES = ["at", "of", "lower_than", "higher_than"]
TABLE = ["visitor_rank", "summit", "setting"]

Cell = tuple[str, ...]


def oracle_record(draft: Draft, claim: dict[str, Any]) -> Record:
    return record_of(plain(draft.study), draft.visits, draft.eras, draft.shocks, claim)


def conventions_of(claim: dict[str, Any]) -> list[str]:
    """Return the conventions on which the answer to a claim may depend."""
    quantity = claim["quantity"]
    if quantity == "qualification":
        return []
    if quantity.endswith("gap"):
        return ["date_rule", "unclear", "unsourced"]
    if quantity.endswith("lag"):
        return [*OF_LAGS, "tau"] if quantity.startswith("restricted") else OF_LAGS
    return [*OF_ERAS, *OF_TESTS] if "told_apart_from" in claim else OF_ERAS


def cells_of(draft: Draft, claim: dict[str, Any], found: Answer) -> list[Cell]:
    """Return what a claim is an example of."""
    said = next(key for key in ASSERTIONS if key in claim)
    base = (claim["quantity"], said)
    record = oracle_record(draft, claim)
    cells: list[Cell] = [base, (*base, found.verdict)]
    if said == "printed":
        cells.append((*base, claim.get("comparison", "equals")))
        cells += [(*base, key) for key in ("rounded_to", "unit") if key in claim]
    if said == "rank":
        cells += [(*base, key) for key in claim["rank"]]
        cells.append((*base, claim["rank"].get("from", "bottom")))
    cells += [(base[0], "scope", at, key) for at in SCOPES for key in claim.get(at, {})]
    cells += [(base[0], "with", key) for key in claim.get("with", {})]
    for key in conventions_of(claim):
        own = record.conventions[key]
        value = (
            str(own) if key not in {"level", "tau"} or own == DEFAULTS[key] else "own"
        )
        cells.append((*base, key, value))
        for other in CHOICES[key]:
            conventions = record.conventions | {key: plain(other)}
            if str(other) == str(own):
                continue
            changed = Record(**(vars(record) | {"conventions": conventions}))
            if key == "date_rule":
                with_other = claim | {"with": claim.get("with", {}) | {key: other}}
                changed = oracle_record(draft, with_other)
            if answer(claim, changed) != found:
                cells.append((*base, key, value, "matters"))
                break
    return cells


def days(numbers: tuple[int, ...]) -> list[int]:
    ends = [numbers[0] - EPOCH, numbers[-1] - EPOCH]
    return ends if ends[0] != ends[1] else ends[:1]


def record_of_core(draft: Draft, claims: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the tables as the core has them, as far as some claims need them."""
    written = json.dumps(plain(claims))
    weighted = '"weighted_' in written
    waiting = "lag" in written
    begun = oracle_record(draft, {"with": {"date_rule": "start"}})
    ended = oracle_record(draft, {"with": {"date_rule": "end"}})
    weight_of = [visit.weight if weighted else Fraction(1) for visit in begun.visits]
    weights = sorted({*weight_of, Fraction(1)})
    columns = dict.fromkeys(("origin", "destination", "visitor", *TABLE))
    lists: dict[tuple[str, str], list[list[Any]]] = {}
    for era in begun.eras:
        end = None if era.end == FOREVER else era.end - EPOCH
        own = lists.setdefault((era.side, era.rule), [])
        own.append([era.name, era.start - EPOCH, end])
    record: dict[str, Any] = {
        "arrivals": [days(visit.days) for visit in begun.visits],
        "departures": [days(visit.days) for visit in ended.visits],
        "verdicts": "".join(
            {"true": "T", "false": "F", "unclear": "U"}[visit.verdict]
            for visit in begun.visits
        ),
        "sourced": "".join("FT"[visit.sourced] for visit in begun.visits),
        "weights": [float(weight) for weight in weights],
        "classes": [weights.index(weight) for weight in weight_of],
        "columns": {
            column: [visit.cells[column] for visit in begun.visits]
            for column in columns
            if column in begun.visits[0].cells
            and (column in {"origin", "destination"} or f'"{column}"' in written)
        },
        "lists": [
            {"side": side or None, "rule": rule or None, "eras": eras}
            for (side, rule), eras in lists.items()
        ],
        "shocks": [
            [shock.id, shock.days[0] - EPOCH, sorted(shock.pair or [])]
            for shock in begun.shocks
            if waiting
        ],
    }
    if record["departures"] == record["arrivals"]:
        del record["departures"]
    if len(weights) == 1:
        del record["weights"], record["classes"]
    return {key: value for key, value in record.items() if value}


def specification(draft: Draft) -> dict[str, Any]:
    study = plain(draft.study)
    seen = {key: str(day) for key, day in study["observation"].items()}
    chosen = study.get("conventions", {})
    known = {
        key: float(value) if key == "level" else value for key, value in chosen.items()
    }
    rules = study.get("eras", {}).get("rules", {})
    return seen | known | ({"rules": rules} if rules else {})


def form_of(claim: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of a claim as the core reads them."""
    form = {key: plain(one) for key, one in claim.items() if key not in NOT_IN_A_FORM}
    if "printed" in form:
        form["printed"] = str(form["printed"])
    if "rounded_to" in form:
        form["rounded_to"] = float(form["rounded_to"])
    if "level" in form.get("with", {}):
        form["with"] = form["with"] | {"level": float(form["with"]["level"])}
    return form


def numbers(claim: dict[str, Any], found: Answer) -> list[Any]:
    """Return the value and its ends, or once what they all are.

    Of a median without an end the value is either's.
    """
    ends = (found.value, found.low, found.high)
    shown: list[Any] = ["inf" if end == inf else end for end in ends]
    if claim["quantity"] == "median_lag" and found.high == inf:
        shown[0] = "any"
    return shown if len(set(shown)) > 1 else shown[:1]


def is_compared_with_nothing(draft: Draft, claim: dict[str, Any]) -> bool:
    """Whether what a claim compares with has no value: only the verdict is told."""
    for key in ("lower_than", "higher_than"):
        if key in claim:
            other = plain(claim | {"at": claim[key], "printed": "0"})
            del other[key]
            return answer(other, oracle_record(draft, other)).low is None
    return False


def is_disputed(draft: Draft, claim: dict[str, Any]) -> bool:
    """Whether it is not settled what a claim means: these are left out.

    A side of a study whose eras have none; a place ahead of an era without a value; the
    day of departure that is not known of a visit whose arrival is known to the month;
    shocks of a period, where only some of the study's name countries.
    """
    quantity = claim["quantity"]
    in_period = any("period" in claim.get(key, {}) for key in SCOPES)
    if quantity.endswith("lag") and is_mixed(draft) and in_period:
        return True
    record = oracle_record(draft, plain(claim))
    vague = any(len(visit.days) > 1 for visit in record.visits)
    by_end = record.conventions["date_rule"] == "end"
    if by_end and vague and not quantity.endswith(("lag", "gap")):
        return True
    sideless = any("side" not in row for row in draft.eras)
    ahead = claim.get("rank", {}).get("ahead_only_of", [])
    if ahead:
        values = values_of_eras(draft, claim)
        if any(values.get(era) is None for era in ahead):
            return True
    return sideless and any("side" in claim.get(key, {}) for key in SCOPES)


def is_readable(draft: Draft) -> bool:
    """Whether the core takes the study: every shock has one day."""
    return all("/" not in row["date"] for row in draft.shocks)


def case_of(draft: Draft, claim: dict[str, Any], found: Answer) -> dict[str, Any]:
    case: dict[str, Any] = {"form": form_of(claim), "verdict": found.verdict}
    if is_compared_with_nothing(draft, claim):
        return case
    case["numbers"] = numbers(claim, found)
    if found.rows is not None:
        case["rows"] = sorted(found.rows)
    return case


def line_of(draft: Draft, seed: int, kept: dict[str, Answer]) -> str:
    own = [claim for claim in draft.study["claim"] if claim["id"] in kept]
    claims = [case_of(draft, claim, kept[claim["id"]]) for claim in own]
    study = {"seed": seed, "specification": specification(draft)}
    return json.dumps(
        study | {"record": record_of_core(draft, own), "claims": claims},
        separators=(",", ":"),
    )


def pool(count: int) -> list[tuple[int, Draft, dict[str, Answer], list[list[Cell]]]]:
    studies = []
    for seed in range(count):
        draft = draw(seed)
        draft.study["claim"] = [
            claim
            for claim in draft.study["claim"]
            if claim["quantity"] != "series" and not is_disputed(draft, claim)
        ]
        if not is_readable(draft) or not draft.study["claim"]:
            continue
        found = {
            claim["id"]: answer(plain(claim), oracle_record(draft, plain(claim)))
            for claim in draft.study["claim"]
        }
        cells = [
            cells_of(draft, plain(claim), found[claim["id"]])
            for claim in draft.study["claim"]
        ]
        studies.append((seed, draft, found, cells))
    return studies


def chosen(studies: list[Any]) -> tuple[list[str], Counter[Cell], Counter[Cell]]:
    """Keep the study that adds most for its length, again and again."""
    exist = Counter(cell for *_, cells in studies for one in cells for cell in one)
    kept: Counter[Cell] = Counter()
    lines: dict[int, str] = {}
    lengths = [len(line_of(draft, seed, found)) for seed, draft, found, _ in studies]
    rest = set(range(len(studies)))
    while rest:

        def adds(number: int) -> float:
            own = Counter(cell for one in studies[number][3] for cell in one)
            missing = sum(
                min(times, max(TWICE - kept[cell], 0)) for cell, times in own.items()
            )
            return missing / (lengths[number] + 200)

        best = max(sorted(rest), key=adds)
        seed, draft, found, cells = studies[best]
        if adds(best) == 0:
            break
        own = {
            claim["id"]: found[claim["id"]]
            for claim, one in zip(draft.study["claim"], cells, strict=True)
            if any(kept[cell] < TWICE for cell in one)
        }
        line = line_of(draft, seed, own)
        if sum(map(len, lines.values())) + len(line) > LENGTH:
            break
        for claim, one in zip(draft.study["claim"], cells, strict=True):
            if claim["id"] in own:
                kept.update(one)
        lines[seed] = line
        rest.remove(best)
    return [lines[seed] for seed in sorted(lines)], kept, exist


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=4000, help="how many studies")
    asked = parser.parse_args()
    lines, kept, exist = chosen(pool(asked.count))
    path = Path(__file__).parent / "vectors" / "claims.json"
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
    short = [cell for cell, times in exist.items() if kept[cell] < min(times, TWICE)]
    sys.stdout.write(
        f"{len(lines)} studies, {path.stat().st_size} bytes; of {len(exist)} kinds of "
        f"claim {len(short)} occur less often than they might\n"
    )
    for cell in sorted(short):
        sys.stdout.write(f"  {' '.join(cell)}\n")


if __name__ == "__main__":
    main()
