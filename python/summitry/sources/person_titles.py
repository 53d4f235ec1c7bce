"""Words before a name that do not tell persons apart, and cells that name nobody."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from summitry.sources.office_table import folded_title, office_titles
from summitry.sources.office_titles import NOT_HELD

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "president",
        "vicepresident",
        "premier",
        "vicepremier",
        "minister",
        "chairman",
        "secretary",
        "general",
        "marshal",
        "king",
        "queen",
        "crownprince",
        "crownprincess",
        "princess",
        "prince",
        "emperor",
        "pope",
        "chancellor",
        "fm",
        "pm",
    ]
)
"""Words before a name that do not tell persons apart."""

NOBODY = frozenset(
    [
        *(
            "unknown",
            "tbd",
            "tba",
            "tbc",
            "na",
            "none",
            "nobody",
            "anonymous",
            "various",
        ),
        *("unnamed", "unidentified", "not stated", "not named", "not given"),
        *("others", "delegation", "team", "envoy", "official", "officials"),
        *("representative", "representatives", "not known", "to bedetermined"),
        *("the minister", "foreign minister", "the foreignminister", "prime minister"),
        *(
            "the primeminister",
            "the president",
            "the premier",
            "the king",
            "the leader",
        ),
        *("defence minister", "leader", "head ofstate", "head ofgovernment", "n a"),
    ]
)
"""Folded cells that name no person: placeholders, and offices without a name."""

_BEFORE = ("", "the", *NOT_HELD)
_BEHIND = ("", "elect", "designate")


def without_titles(words: Sequence[str]) -> list[str]:
    """
    Return the words of a name without the titles that it begins with.

    Of the table of offices those of several words are titles here: "Sultan Ahmed" may
    be a name. A cell that is an office of the table, "Sultan", has no name.

    Examples
    --------
    >>> without_titles(["foreign", "minister", "wang", "yi"])
    ['wang', 'yi']
    >>> without_titles(["expresident", "jimmy", "carter"])
    ['jimmy', 'carter']
    >>> without_titles(["sultan"]), without_titles(["sultan", "ahmed"])
    ([], ['sultan', 'ahmed'])
    """
    if "".join(words) in _offices():
        return []
    leading, most = _leading()
    left = list(words)
    while left:
        sizes = range(min(len(left), most), 0, -1)
        size = next((n for n in sizes if "".join(left[:n]) in leading), 0)
        if not size:
            return left
        left = left[size:]
    return left


def is_office(text: str) -> bool:
    """
    Whether a text is an office of the table, perhaps one that is held no more.

    Examples
    --------
    >>> is_office("Minister of Foreign Affairs and Trade"), is_office("Wang Yi")
    (True, False)
    """
    return folded_title(text).replace(" ", "") in _offices()


@cache
def _offices() -> frozenset[str]:
    """The offices of the table as one word each, with words of offices not held."""
    return _with_words({title.replace(" ", "") for title in office_titles()})


@cache
def _leading() -> tuple[frozenset[str], int]:
    """The titles that may begin a name, as one word each, and the most words of one."""
    several = [title for title in office_titles() if " " in title]
    most = max(len(title.split()) for title in several) + 2
    return _with_words({*TITLES, *(title.replace(" ", "") for title in several)}), most


def _with_words(titles: set[str]) -> frozenset[str]:
    return frozenset(
        f"{before}{title}{behind}"
        for title in titles
        for before in _BEFORE
        for behind in _BEHIND
    )
