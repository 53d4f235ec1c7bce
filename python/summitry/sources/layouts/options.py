"""What a caller may say of a list in a known layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summitry.sources.reading_rules import PlaceRules


@dataclass(frozen=True)
class LayoutOptions:
    """
    What only the caller knows.

    Attributes
    ----------
    constant : dict of str to str
        What holds for every row.
    order : {"day_first", "month_first"} or None
        What 03/04/2010 means.
    year : int or None
        The year of dates that have none.
    places : PlaceRules or None
        How cells with several places are divided.
    """

    constant: dict[str, str] = field(default_factory=dict)
    order: str | None = None
    year: int | None = None
    places: PlaceRules | None = None
