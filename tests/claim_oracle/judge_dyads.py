"""Claims on two eras relative to other visits: asked in every completion."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import inf
from typing import Any

import dyad_oracle
import oracle

from claim_oracle.apart import dispersion_of, holm
from claim_oracle.eras import count, places, visits_of_scope
from claim_oracle.judge_eras import compared
from claim_oracle.read import Record, Visit
from claim_oracle.select import completions_of_sources
from claim_oracle.verdicts import Answer, verdict_of

Four = tuple[tuple[int, int], tuple[int, int]]
ORDERS = ("lower_than", "higher_than", "told_apart_from")
OF_ERAS = ("side", "era", "rule", "period")


def pair_of(claim: dict[str, Any]) -> tuple[str, str]:
    other = next(claim[key]["era"] for key in ORDERS if key in claim)
    return claim["at"]["era"], other


def beside(claim: dict[str, Any]) -> dict[str, Any]:
    """Return the same claim on the visits of the baseline in the same eras."""
    at = {key: claim["at"][key] for key in OF_ERAS if key in claim["at"]}
    return claim | {"at": claim["relative_to"] | at}


def others_of(claim: dict[str, Any], record: Record) -> Record:
    """Return the record without the claim's own visits."""
    own = {visit.row for visit in visits_of_scope(record, claim["at"])}
    rest = [visit for visit in record.visits if visit.row not in own]
    return Record(**(vars(record) | {"visits": rest}))


def tables(
    claim: dict[str, Any], record: Record, counted: list[Visit], plain: list[Visit]
) -> tuple[Any, Any]:
    """Return counts, exposures and years of all eras: the claim's own, the others."""
    own = compared(claim, record, counted, plain)
    return own, compared(beside(claim), others_of(claim, record), counted, plain)


def counts_of(claim: dict[str, Any], own: Any, rest: Any) -> Four | None:
    one, other = pair_of(claim)
    if not all(own[0][era][1] for era in (one, other)):
        return None
    first, second = ((side[0][one][0], side[0][other][0]) for side in (own, rest))
    return first, second


def ratio(four: Four | None) -> float | None:
    """Return the likeliest ratio of ratios, given the margins."""
    if four is None or not dyad_oracle.can_be_compared(*four):
        return None
    first, other = four
    chances = dyad_oracle.shares(first, other, Fraction(1))
    if first[0] in {min(chances), max(chances)}:
        return 0.0 if first[0] == min(chances) else inf

    def rising(odds: float) -> float:
        terms = {k: float(p) * odds**k for k, p in chances.items()}
        return sum(k * p for k, p in terms.items()) / sum(terms.values()) - first[0]

    return oracle.root(rising)


def holds(claim: dict[str, Any], four: Four | None) -> bool | None:
    """Whether a ratio is lower, or higher, than that of the baseline."""
    if four is None or not dyad_oracle.can_be_compared(*four):
        return None
    (one, two), (rest, more) = four
    if "lower_than" in claim:
        return one * more < two * rest
    return one * more > two * rest


def phi_of(
    side: Any, eras: tuple[str, str], exposed: list[str], method: str
) -> tuple[tuple[float, float], int]:
    """Return phi of two eras at their common rate, and the degrees of freedom."""
    seen, how = side
    years = how["years"]
    listed = [years[era] for era in exposed]
    df = oracle.degrees_of_freedom(listed)
    found = dispersion_of(listed, method)
    if found is None:
        return (1.0, 1.0), df
    alpha, rho, _ = found
    length = sum(float(year.years) for era in eras for year in years[era])
    rate = sum(seen[era][0] for era in eras) / length
    one, other = (
        1 + rate * oracle.excess_of_era(years[era], alpha, rho) for era in eras
    )
    return (one, other), df


def p_values(claim: dict[str, Any], own: Any, rest: Any) -> tuple[float, float] | None:
    """Return the p of the pair alone, and adjusted over those compared with it."""
    seen, how = own
    exposed = [era for era, (_, exposure) in seen.items() if exposure > 0]
    found: dict[frozenset[str], Fraction] = {}
    for eras in combinations(exposed, 2):
        against = how["against"]
        if against is not None and not (
            claim["at"]["era"] in eras and {*eras} <= {claim["at"]["era"], *against}
        ):
            continue
        phi, df = zip(
            *(phi_of(side, eras, exposed, how["method"]) for side in (own, rest)),
            strict=True,
        )
        first, other = ((s[0][eras[0]][0], s[0][eras[1]][0]) for s in (own, rest))
        p = dyad_oracle.dispersed_p(first, other, (*phi[0], *phi[1]), (df[0], df[1]))
        if p is not None:
            found[frozenset(eras)] = Fraction(p)
    pair = frozenset(pair_of(claim))
    if pair not in found:
        return None
    adjusted = holm(found) if how["adjustment"] == "holm" else found
    return float(found[pair]), float(adjusted[pair])


def answer(claim: dict[str, Any], record: Record, *, unclear_counts: bool) -> Answer:
    """Judge a claim relative to other visits, in one reading of unclear visits."""
    completions = list(
        completions_of_sources(record.visits, record, unclear_counts=unclear_counts)
    )
    plain = completions[0]
    level = float(record.conventions["level"])
    outcomes: list[bool | None] = []
    values = []
    for counted in completions:
        own, rest = tables(claim, record, counted, plain)
        four = counts_of(claim, own, rest)
        values.append(ratio(four))
        if "told_apart_from" in claim:
            found = None if four is None else p_values(claim, own, rest)
            outcomes.append(None if found is None else found[1] <= 1 - level + 1e-12)
        else:
            outcomes.append(holds(claim, four))
    own, rest = tables(claim, record, plain, plain)
    found = p_values(claim, own, rest)
    era = places(record, claim["at"])[claim["at"]["era"]]
    known = [value for value in values if value is not None]
    # Over no visits there is no ratio, only that nothing bounds it.
    low = min(known, default=None) if len(known) == len(values) else None
    plainly = values[0] if values[0] != inf else None
    rows = {visit.row for visit in era.visits if visit in plain}
    assert count(era, plain) == len(rows)
    return Answer(
        verdict=verdict_of(outcomes),
        value=plainly,
        low=low if low != inf else None,
        high=max(known, default=None) if len(known) == len(values) else None,
        rows=rows if era.exposure else set(),
        p=None if found is None else found[1],
    )
