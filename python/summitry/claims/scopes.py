"""Where a number is taken: an era or a period, and which visits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Scope:
    """
    Where a number is taken: an era or a period, and which visits.

    Attributes
    ----------
    era : str, optional
        The era's name.
    side : str, optional
        The country whose era it is; needed where several have an era of the name.
    period : (date, date), optional
        A first and a last day in place of an era.
    where : mapping of column to condition
        Which visits: a value, a list of values, or ``{"contains": text}``.

    Examples
    --------
    >>> Scope("Kim Jong Il", where={"origin": "PRK"})
    Scope(era='Kim Jong Il', side=None, period=None, where={'origin': 'PRK'})
    """

    era: str | None = None
    side: str | None = None
    period: tuple[Any, Any] | None = None
    where: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        if self.period is None:
            return self.era or "the record"
        return f"{self.period[0]} to {self.period[1]}"


def as_scope(era: str | Scope, about: Mapping[str, Any]) -> Scope:
    """
    Return a scope, with the side and the conditions that are said of all of them.

    Examples
    --------
    >>> as_scope("Xi Jinping", {"side": "CHN"}).side
    'CHN'
    """
    scope = era if isinstance(era, Scope) else Scope(era)
    where = {**(about.get("where") or {}), **scope.where}
    return replace(scope, side=scope.side or about.get("side"), where=where)
