"""Scopes of random claims: which visits, era, period and shocks they are about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from random_study.draft import Draft, text_of

if TYPE_CHECKING:
    from random import Random

Scope = dict[str, Any]


def sides(draft: Draft) -> list[str]:
    return list(dict.fromkeys(row.get("side", "") for row in draft.eras))


def era_names(draft: Draft, side: str) -> list[str]:
    rows = [row for row in draft.eras if row.get("side", "") == side]
    return list(dict.fromkeys(row["era"] for row in rows))


def of_era(draft: Draft) -> Scope:
    """Draw an era, with its side where it could be another one's."""
    side = draft.rng.choice(sides(draft))
    name = draft.rng.choice(era_names(draft, side))
    scope: Scope = {"era": name}
    holders = [other for other in sides(draft) if name in era_names(draft, other)]
    if side and (len(holders) > 1 or draft.chance(0.7)):
        scope = {"side": side, "era": name}
    rules = {row.get("rule", "") for row in draft.eras if row.get("side", "") == side}
    if len(rules) > 1 and draft.chance(0.6):
        scope["rule"] = draft.rng.choice(sorted(rules))
    return scope


def of_joint_eras(draft: Draft) -> Scope:
    pair = sides(draft)
    draft.rng.shuffle(pair)
    return {"eras": {side: draft.rng.choice(era_names(draft, side)) for side in pair}}


def of_time(draft: Draft) -> Scope:
    """Draw an era, two joint ones, or a side, or everything."""
    base: Scope = {}
    if draft.eras and draft.chance(0.7):
        joint = len(sides(draft)) == 2 and draft.chance(0.25)
        base = of_joint_eras(draft) if joint else of_era(draft)
    elif draft.chance(0.7):
        base = of_side(draft)
    if draft.chance(0.25):
        base["period"] = period(draft)
    return base | conditions(draft, base)


def of_side(draft: Draft) -> Scope:
    """Draw a side that has eras; now and then any country."""
    countries = [side for side in sides(draft) if side]
    if draft.chance(0.07):
        countries = occurring(draft)
    return {"side": draft.rng.choice(countries)} if countries else {}


def occurring(draft: Draft) -> list[str]:
    ends = [row[end] for row in draft.visits for end in ("origin", "destination")]
    return sorted(set(ends))


def conditions(draft: Draft, base: Scope, share: float = 0.4) -> Scope:
    """Draw what else the visits of a scope have in common: things that occur."""
    if not draft.chance(share):
        return {}
    like = draft.rng.choice(draft.visits)
    one = draft.rng.choice(["dyad", "origin", "destination", "visitor", "where"])
    side = base.get("side")
    if one == "dyad" and "eras" not in base and side in {None, *pair_of(like)}:
        return {"dyad": draft.rng.sample(pair_of(like), 2)}
    if one in {"origin", "destination"} and "eras" not in base:
        return {one: like[one]} if side in {None, *pair_of(like)} else {}
    if one == "visitor" and "visitor" in like:
        return {"visitor": like["visitor"]}
    return {"where": where(draft.rng, like, draft.visits)}


def pair_of(row: dict[str, str]) -> list[str]:
    return [row["origin"], row["destination"]]


def where(rng: Random, like: dict[str, str], rows: list[dict[str, str]]) -> Scope:
    column = rng.choice(["visitor_rank", "summit", "setting"])
    if column == "summit":
        return {column: like[column] == "true"}
    if rng.random() < 0.4:
        values = sorted({row[column] for row in rows})
        return {column: rng.sample(values, min(2, len(values)))}
    return {column: like[column]}


def period(draft: Draft) -> str:
    """Draw a period within the observation, written in one of its ways."""
    days = sorted([draft.day(), draft.day()])
    years = [date.fromordinal(day).year for day in (draft.since, draft.through)]
    years[0] += draft.since > date(years[0], 1, 1).toordinal()
    years[1] -= draft.through < date(years[1], 12, 31).toordinal()
    form = draft.rng.choice(["year", "years", "month", "days", "days"])
    if form == "month":
        month = text_of(days[0])[:7]
        if text_of(draft.since)[:7] < month < text_of(draft.through)[:7]:
            return month
    if form in {"year", "years"} and years[0] <= years[1]:
        first, last = sorted(draft.rng.randint(*years) for _ in range(2))
        return str(first) if form == "year" else f"{first}/{last}"
    return f"{text_of(days[0])}/{text_of(days[1])}"


def move_outside(draft: Draft, rng: Random) -> None:
    """Move the periods of a few claims out of the observation."""
    for claim in draft.study["claim"]:
        scopes = [part for part in claim.values() if isinstance(part, dict)]
        dated = [scope for scope in scopes if "period" in scope]
        if "qualifies" in claim or not dated or rng.random() < 0.95:
            continue
        before, after = (date.fromordinal(d).year for d in (draft.since, draft.through))
        year = rng.choice([before - 1, after + 1])
        for scope in dated:
            scope["period"] = str(year)


def of_shocks(draft: Draft, quantity: str) -> Scope:
    """Draw shocks, most often all those of a study, and whose visits answer them."""
    ids = [row["id"] for row in draft.shocks]
    scope: Scope = {}
    if quantity == "lag":
        scope["shocks"] = [draft.rng.choice(ids)]
    elif draft.chance(0.3):
        scope["shocks"] = sorted(draft.rng.sample(ids, draft.rng.randint(1, len(ids))))
    elif draft.chance(0.2) and all("/" not in row["date"] for row in draft.shocks):
        scope["period"] = period(draft)
    nameless = any(not row.get("origin") for row in draft.shocks)
    if nameless and len(draft.countries) > 2 and draft.chance(0.5):
        like = draft.rng.choice(draft.visits)
        return scope | {"dyad": draft.rng.sample(pair_of(like), 2)}
    return scope | conditions(draft, {}, 0.3)


def of_gap(draft: Draft) -> Scope:
    if draft.chance(0.3):
        return of_side(draft)
    return conditions(draft, {}, 0.6)


def of_rows(draft: Draft) -> Scope:
    """Draw visits by who made them or when."""
    scope = conditions(draft, {}, 0.7)
    if draft.chance(0.6):
        scope["period"] = period(draft)
    return scope
