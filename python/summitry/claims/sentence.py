"""A finding in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summitry.claims.printed import Region
    from summitry.claims.statement import Statement


def sentence(finding: Statement) -> str:
    """
    Return what a finding says, as a clause.

    Examples
    --------
    >>> from summitry.claims.findings import Finding
    >>> sentence(Finding.ratio("Xi", "Hu", "0.19"))
    'frequency of Xi over that of Hu equals 0.19'
    """
    names = [str(scope) for scope in finding.scopes]
    quantity = finding.quantity.replace("_", " ")
    said = _said(finding.region) if finding.region else ""
    after = " and ".join(str(shock) for shock in finding.shocks)
    if finding.kind == "wait":
        if finding.quantity == "unanswered":
            return f"no visit after {after}"
        return f"{quantity} {f'after {after} ' if after else ''}{said}"
    if finding.kind == "value":
        return f"{quantity} of {names[0]} {said}"
    if finding.kind == "ratio":
        return f"{quantity} of {names[0]} over that of {names[1]} {said}"
    if finding.kind == "ascending":
        return f"{quantity} ascends from {' to '.join(names)}"
    if finding.kind == "ahead_only_of":
        others = " and ".join(names[1:]) or "none"
        return f"{names[0]} has a higher {quantity} than {others} and no other"
    end = finding.kind.removeprefix("from_")
    where = f"{_ordinal(finding.rank)}-{end}" if finding.rank > 1 else end
    return f"{names[0]} has the {where} {quantity}"


def _said(region: Region) -> str:
    printed, comparison, _, unit = region
    if unit > 1:
        printed += " years"
    if comparison == "equals":
        return f"equals {printed}"
    return f"is {comparison.replace('_', ' ')} {printed}"


def _ordinal(rank: int) -> str:
    words = ("", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    return words[rank] if rank < len(words) else f"{rank}th"
