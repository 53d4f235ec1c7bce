"""What would give a printed number: conventions to change, and rows to add."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summitry import _core
from summitry.claims.scope import Scope
from summitry.claims.statement import Printed
from summitry.claims.wording import asserted, number, unit_of
from summitry.output.exposure_words import exposure_text
from summitry.output.format import many, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.claims.claim import Claim
    from summitry.claims.record import Record
    from summitry.claims.specification import Specification
    from summitry.output.progress import Progress
    from summitry.robustness.toggles import Toggles

_SHOWN_ERAS = 3


def explained(
    record: Record,
    claims: Mapping[str, Claim],
    others: Mapping[str, Claim],
    own: Specification,
    toggles: Toggles,
    *,
    changes: int | None,
    progress: Progress = None,
) -> list[dict[str, Any]]:
    """
    Return the front of changed conventions against rows, one row for each way.

    Parameters
    ----------
    record : Record
        The visits.
    claims : mapping of id to Claim
        The printed numbers, all to be reproduced at once.
    others : mapping of id to Claim
        The claims that may break.
    own : Specification
        The study's own conventions.
    toggles : Toggles
        What may be decided otherwise.
    changes : int, optional
        The most changes.
    progress : callable or False, optional
        Called with the work done and the work in all.
    """
    found = _core.explain_numbers(
        record.core,
        [claim.core for claim in claims.values()],
        [claim.core for claim in others.values()],
        own.to_json(),
        json.dumps(toggles.conventions.core()),
        ([line.outcomes for line in toggles.lines], toggles.line_of),
        [shock.name for shock in toggles.shocks],
        changes=changes,
        progress=progress or None,
    )
    searched = many(f"{found.specifications:,}", "way to count", "ways to count")
    if found.bounded:
        searched += f" with up to {many(found.changes, 'change')}"
    if found.given_up:
        given_up = f"{found.given_up:,}"
        searched += f"; the search for visits was given up in {given_up} of them"
    rows = (
        []
        if found.steps and not found.steps[0].toggles
        else [_none(claims, found, searched)]
    )
    for step in found.steps:
        for place, way in enumerate(step.ways, start=1):
            front = {"toggles": step.toggles, "rows": step.rows, "way": place}
            told = _told(way, claims, list(others), toggles)
            rows.append({**front, "ways": step.ties, "reason": "", **told})
    return [row | {"searched": searched} for row in rows]


def no_way(reason: str, searched: str) -> dict[str, Any]:
    """
    Return the row of a front that has no way, and why.

    Examples
    --------
    >>> no_way("the era was not observed", "")["rows"] is None
    True
    """
    texts = dict.fromkeys(("changes", "visits", "numbers", "breaks"), "")
    numbers = {"toggles": 0, "rows": None, "way": 0, "ways": 0}
    return {**numbers, **texts, "reason": reason, "searched": searched}


def _none(
    claims: Mapping[str, Claim], found: _core.Explained, searched: str
) -> dict[str, Any]:
    """Say why no rows give the numbers as the study counts."""
    reasons = []
    for claim, own in zip(claims.values(), found.own, strict=True):
        if own.reason is not None:
            reasons.append(f"{claim.statement.at.words()}: {own.reason}")
        elif not own.possible:
            reasons.append(_impossible(claim, own.years))
    told = "; ".join(reasons) or _not_at_once(claims)
    if not found.steps and found.specifications > 1:
        computed = all(own.reason is None for own in found.own)
        told += ", nor " + ("does" if computed else "can it be told in")
        told += f" any of the {searched}"
    return no_way(told, searched)


def _impossible(claim: Claim, years: float | None) -> str:
    """Say that what was printed can be of no visits."""
    span = "" if years is None else f" in {exposure_text(years)}"
    told = asserted(claim.statement)
    asserts = claim.statement.asserted
    equals = isinstance(asserts, Printed) and asserts.comparison == "equals"
    verb = "gives" if equals else "is"
    return f"no whole number of visits{span} {verb} {told}"


def _not_at_once(claims: Mapping[str, Claim]) -> str:
    """Say that rows were sought, and what was not sought."""
    waits = [n for n, c in claims.items() if _core.kind_of_number(c.core) == "waits"]
    if len(claims) == 1:
        return "no rows that were tried give this number"
    told = "no rows give these numbers at once"
    if not waits:
        return told
    return f"{told}, where the days of {spoken(waits)} are those of the record as it is"


def _told(
    way: _core.Way, claims: Mapping[str, Claim], others: list[str], toggles: Toggles
) -> dict[str, str]:
    """One way in words."""
    edits = [_edit(edit, list(claims.items())) for edit in way.edits]
    pairs = zip(claims.items(), way.numbers, strict=True)
    numbers = [
        (f"{name}: " if len(claims) > 1 else "")
        + _number(claim, made.value, made.parts)
        + ", extrapolated" * made.extrapolated
        for (name, claim), made in pairs
    ]
    return {
        "changes": "; ".join(toggles.said(way.chosen)),
        "visits": "; ".join(edits),
        "numbers": "; ".join(numbers),
        "breaks": ", ".join(others[one] for one in way.breaks),
    }


def _number(
    claim: Claim, value: float, parts: Sequence[tuple[float, float | None]]
) -> str:
    """
    Say a number, and what it is made of.

    Examples
    --------
    >>> from summitry.claims.claim import Claim
    >>> _number(Claim.value("Hu Jintao", "6.6"), 6.6, [(66.0, 10.0)])
    '66 visits in 10 years = 6.6'
    """
    said = claim.statement
    if not parts:
        if math.isnan(value):
            return "no visit has followed yet"
        told = number(value / said.days_in_unit, said)
        return told + unit_of(said, told)
    weighed = "weighted " if claim.is_weighted else ""
    made = [_part(amount, years, weighed) for amount, years in parts]
    if len(made) == 1 and parts[0][1] is None:
        return made[0]
    return f"{' over '.join(made)} = {number(value, said)}"


def _part(amount: float, years: float | None, weighed: str) -> str:
    """Say visits, or their weight, and the years by which they are divided."""
    told = many(f"{amount:.12g}", f"{weighed}visit")
    if years is None:
        return told
    return f"{told} in {exposure_text(years)}"


def _edit(edit: _core.RowEdit, claims: Sequence[tuple[str, Claim]]) -> str:
    """Say how many rows there are to be more or fewer, and where."""
    told = f"{abs(edit.rows)} {'more' if edit.rows > 0 else 'fewer'}"
    if edit.days is not None:
        first, last = edit.days
        return (
            f"{told} on {first}" if first == last else f"{told} from {first} to {last}"
        )
    if edit.weight is not None:
        told += f" of weight {edit.weight:g}"
    if len(claims) == 1:
        ((_, parts),) = edit.of
        return f"{told} in {_parts(claims[0][1], parts)}"
    scopes = [at for one, parts in edit.of for at in _scopes(claims[one][1], parts)]
    named = [replace(at.visits, period=at.period).words("") for at in scopes]
    narrowed = "; ".join(dict.fromkeys(filter(None, named)))
    among = f" ({narrowed})" if narrowed else ""
    return f"{told} in {_cell([tuple(eras) for eras in edit.eras])}{among}"


def _scopes(claim: Claim, parts: Sequence[int]) -> list[Scope]:
    """The scopes of a number, or of the parts of a ratio that are meant."""
    both = claim.statement.at, claim.statement.of
    return [both[part] or Scope() for part in parts]


def _parts(claim: Claim, parts: Sequence[int]) -> str:
    """Say to which part of one number visits belong."""
    scopes = [scope.words() for scope in _scopes(claim, parts)]
    if claim.quantity != "share":
        return " and ".join(scopes)
    own = claim.statement.at.words()
    return own if 0 in parts else f"{scopes[0]}, not {own}"


def _cell(eras: Sequence[tuple[str | None, ...]]) -> str:
    """
    Name the eras of a cell, those of the one side and of the other.

    Examples
    --------
    >>> _cell([("Jiang Zemin", "Kim Jong Il"), ("Hu Jintao", "Kim Jong Il")])
    'either Jiang Zemin or Hu Jintao, and Kim Jong Il'
    >>> _cell([("Mao Zedong", None)]), _cell([("Mao Zedong", "Kim Il Sung")])
    ('Mao Zedong and no era', 'Mao Zedong and Kim Il Sung')
    """
    known = [tuple(era or "no era" for era in pair) for pair in eras]
    sides = [list(dict.fromkeys(side)) for side in zip(*known, strict=True)]
    product = 1
    for side in sides:
        product *= len(side)
    if product == len(known):
        return _product(sides) or "the observation"
    shown = [" and ".join(pair) for pair in known[:_SHOWN_ERAS]]
    more = len(known) - len(shown)
    return ", or ".join([*shown, f"{more} more"] if more else shown)


def _product(sides: Sequence[Sequence[str]]) -> str:
    """Every era of the one side with every one of the other."""
    if len(sides) == 1 or max(map(len, sides), default=1) == 1:
        return " and ".join(" or ".join(side) for side in sides)
    told = [f"{'either ' * (len(side) > 1)}{' or '.join(side)}" for side in sides]
    return ", and ".join(told)
