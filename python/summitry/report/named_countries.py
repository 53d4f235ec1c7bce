"""Which countries a page or a terminal calls by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames import Frame, Table
from summitry.study.record_parts import countries_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def codes_in(visits: Frame | Table, eras: Frame | Table | None) -> set[str]:
    """
    Return the countries of a record and of its eras, as the tables write them.

    Examples
    --------
    >>> sorted(codes_in({"origin": ["CHN"], "destination": ["PRK"]}, {"side": ["USA"]}))
    ['CHN', 'PRK', 'USA']
    """
    found = countries_of(Table(visits, "visits"))
    sides: Iterable[str] = ()
    if eras is not None and (listed := Table(eras, "eras")).has("side"):
        sides = listed.categories("side").labels
    return found | {*sides}
