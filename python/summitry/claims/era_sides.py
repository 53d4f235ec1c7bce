"""What eras are called in a record where eras of two sides have the same name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from summitry.output.era_words import era_of_both, era_of_side, sides_of_eras

if TYPE_CHECKING:
    from collections.abc import Callable

    from summitry.claims.record import Record
    from summitry.claims.scope import Scope


def era_names(record: Record, scope: Scope) -> Callable[[str], str]:
    """
    Return what eras of the list of a scope are called, with their side if it takes it.

    Examples
    --------
    >>> from summitry.claims.record import Record
    >>> from summitry.claims.scope import Scope
    >>> eras = {
    ...     "side": ["PRK", "KOR"],
    ...     "era": ["Kim", "Kim"],
    ...     "start": ["1948-09-09"] * 2,
    ...     "end": [None] * 2,
    ... }
    >>> record = Record({"date": ["1993-02-25"]}, eras)
    >>> era_names(record, Scope("Kim", "KOR"))("Kim")
    'Kim (KOR)'
    """
    if record.eras is None or not record.sided:
        return str
    sides = sides_of_eras(record.eras.values("era"), record.eras.values("side"))
    if not scope.eras:
        return partial(era_of_side, side=scope.side, sides=sides)
    side, other_side = scope.eras
    return partial(era_of_both, side=side, other_side=other_side, sides=sides)
