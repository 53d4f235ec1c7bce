"""How dates and places are written, where that cannot be seen: told by the caller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from summitry.exceptions import InputError, brief
from summitry.frames.arguments import (
    known_name,
    mapping_of_texts,
    one_of,
    several_texts,
)
from summitry.sources.spelling import folded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

Ranges = Literal["trip", "one_day"]
"""What a range of days in one cell means."""
_ORDERS = ("day_first", "month_first")
_SERIALS = ("excel", "excel_1904")
_PLACES = ("separator", "names", "columns")
_DATES = "dates=['day_first', 'excel']"
_SEPARATED = "places={'separator': ';'}"


@dataclass(frozen=True)
class DateRules:
    """
    How dates are written.

    Attributes
    ----------
    order : {"day_first", "month_first"} or None
        What 03/04/2010 means.
    serials : {"excel", "excel_1904"} or None
        From which day numbers count.
    ranges : {"trip", "one_day"} or None
        What a range of days means.
    cut : bool
        Whether times of day are left out.
    zone : tzinfo or None
        Where the day is meant.
    """

    order: str | None = None
    serials: str | None = None
    ranges: str | None = None
    cut: bool = False
    zone: dt.tzinfo | None = None


@dataclass(frozen=True)
class PlaceRules:
    """
    How several places in a cell are told apart.

    Attributes
    ----------
    separator : str
        What stands between two.
    names : frozenset of str
        Names that are one place although the separator is in them, folded; beside the
        spellings of the bundled table of states.
    columns : tuple of str
        In which columns.
    """

    separator: str
    names: frozenset[str]
    columns: tuple[str, ...] = ("destination",)


def date_rules(
    dates: str | Sequence[str] | None = None,
    ranges: str | None = None,
    times: str | None = None,
    zone: str | None = None,
) -> DateRules:
    """
    Return what a caller says of dates, refused where it says nothing that is known.

    Examples
    --------
    >>> date_rules(["day_first", "excel"], "trip").serials
    'excel'
    """
    words = several_texts(() if dates is None else dates, "dates", _DATES)
    for word in words:
        one_of(word, "dates", (*_ORDERS, *_SERIALS))
    order = [word for word in words if word in _ORDERS]
    serials = [word for word in words if word in _SERIALS]
    if len({*order}) > 1 or len({*serials}) > 1:
        raise InputError(
            f"dates is {words!r}: dates are written in one order, and counted from one day",
            code="contradiction",
            column="dates",
            hint=f"give one of each: {_DATES}",
        )
    if ranges is not None:
        one_of(ranges, "ranges", ("trip", "one_day"))
    if times is not None:
        one_of(times, "times", ("cut",))
    return DateRules(
        order=order[0] if order else None,
        serials=serials[0] if serials else None,
        ranges=ranges,
        cut=times is not None,
        zone=None if zone is None else _zone(zone),
    )


def place_rules(places: str | Mapping[str, Any] | None) -> PlaceRules | None:
    """
    Return how cells with several places are divided, or None where they are not.

    Examples
    --------
    >>> place_rules({"separator": ",", "names": ["Korea, Republic of"]}).names
    frozenset({'korea republic of'})
    """
    if places is None:
        return None
    if isinstance(places, str):
        places = {"separator": places}
    places = mapping_of_texts(places, "places", _SEPARATED)
    for key in places:
        known_name(key, _PLACES, "key")
    separator = places.get("separator")
    if not isinstance(separator, str) or not separator:
        raise InputError(
            f"the separator of places is {brief(separator)}; it must be a text",
            code="bad_separator",
            column="places",
            hint=_SEPARATED,
        )
    names = several_texts(
        places.get("names") or (), "names", "names=['Korea, Republic of']"
    )
    columns = several_texts(
        places.get("columns") or "destination", "columns", "columns=['destination']"
    )
    return PlaceRules(separator, frozenset(map(folded, names)), tuple(columns))


def _zone(zone: str) -> dt.tzinfo:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(zone)
    except (KeyError, OSError, TypeError, ValueError):
        raise InputError(
            f"there is no time zone {brief(zone)}",
            code="unknown_zone",
            column="zone",
            hint="such as zone='Asia/Pyongyang' or zone='UTC'",
        ) from None
