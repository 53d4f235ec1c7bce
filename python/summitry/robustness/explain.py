"""What would give a printed number: conventions to change, and rows to add."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from summitry import _core
from summitry.claims.wording import number, where
from summitry.output.format import many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.claims.claim import Claim
    from summitry.claims.record import Record
    from summitry.claims.specification import Specification
    from summitry.output.progress import Progress
    from summitry.robustness.toggles import Toggles

_NARROW = ("where", "visitor", "origin", "destination", "period", "dyad")
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
        changes=changes,
        progress=progress or None,
    )
    searched = many(f"{found.specifications:,}", "way to count", "ways to count")
    if found.bounded:
        searched += f" with up to {many(found.changes, 'change')}"
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


def _none(
    claims: Mapping[str, Claim], found: _core.Explained, searched: str
) -> dict[str, Any]:
    """Say why no rows give the numbers as the study counts."""
    reasons = []
    for claim, own in zip(claims.values(), found.own, strict=True):
        printed = claim.form["printed"]
        if own.reason is not None:
            reasons.append(f"{where(claim.form.get('at', {}))}: {own.reason}")
        elif own.asked is None:
            span = "" if own.years is None else f" in {own.years:.2f} years"
            reasons.append(f"no whole number of visits{span} gives {printed}")
    told = "; ".join(reasons) or "no rows give these numbers at once"
    if not found.steps and found.specifications > 1:
        told += f", nor does any of the {searched}"
    return {
        "toggles": 0,
        "rows": None,
        "way": 0,
        "ways": 0,
        "changes": "",
        "visits": "",
        "numbers": "",
        "breaks": "",
        "reason": told,
    }


def _told(
    way: _core.Way, claims: Mapping[str, Claim], others: list[str], toggles: Toggles
) -> dict[str, str]:
    """One way in words."""
    edits = [_edit(edit, list(claims.items())) for edit in way.edits]
    pairs = zip(claims.items(), way.numbers, strict=True)
    numbers = [
        (f"{name}: " if len(claims) > 1 else "") + _number(claim, *counted)
        for (name, claim), counted in pairs
    ]
    return {
        "changes": "; ".join(toggles.said(way.chosen)),
        "visits": "; ".join(edits),
        "numbers": "; ".join(numbers),
        "breaks": ", ".join(others[one] for one in way.breaks),
    }


def _number(claim: Claim, count: int, years: float | None) -> str:
    """
    Say a number, and what it is made of.

    Examples
    --------
    >>> from summitry.claims.claim import Claim
    >>> _number(Claim.value("Hu Jintao", "6.6"), 66, 10.0)
    '66 visits in 10 years = 6.6'
    """
    visits = many(count, "visit")
    if years is None:
        return visits
    span = f"{years:.0f}" if years == int(years) else f"{years:.2f}"
    value = number(count / years, claim.form)
    return f"{visits} in {many(span, 'year')} = {value}"


def _edit(edit: _core.RowEdit, claims: Sequence[tuple[str, Claim]]) -> str:
    """Say how many rows there are to be more or fewer, and where."""
    told = f"{abs(edit.rows)} {'more' if edit.rows > 0 else 'fewer'} in "
    if len(claims) == 1:
        return told + where(claims[0][1].form.get("at", {}))
    named = dict.fromkeys(
        where({key: at[key] for key in _NARROW if key in at})
        for at in (claims[one][1].form.get("at", {}) for one in edit.of)
        if any(key in at for key in _NARROW)
    )
    among = f" ({'; '.join(named)})" if named else ""
    return told + _cell([tuple(eras) for eras in edit.eras]) + among


def _cell(eras: Sequence[tuple[str | None, ...]]) -> str:
    """
    Name the eras of a cell, those of the one side and of the other.

    Examples
    --------
    >>> _cell([("Jiang Zemin", "Kim Jong Il"), ("Hu Jintao", "Kim Jong Il")])
    'Jiang Zemin or Hu Jintao × Kim Jong Il'
    >>> _cell([("Mao Zedong", None)])
    'Mao Zedong × no era'
    """
    known = [tuple(era or "no era" for era in pair) for pair in eras]
    sides = [list(dict.fromkeys(side)) for side in zip(*known, strict=True)]
    product = 1
    for side in sides:
        product *= len(side)
    if product == len(known):
        return " × ".join(" or ".join(side) for side in sides) or "the observation"
    shown = [" × ".join(pair) for pair in known[:_SHOWN_ERAS]]
    more = len(known) - len(shown)
    return " or ".join([*shown, f"{more} more"] if more else shown)
