"""The hint for a word that is not known: the nearest one that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


_ALIKE = (
    (
        "date",
        "day",
        "start_date",
        "date_of_visit",
        "visit_date",
        "when",
        "begin",
        "start",
    ),
    ("end_date", "end", "to", "until", "last_day", "return"),
    ("start", "from", "since", "begin", "start_date", "took_office", "date"),
    ("end", "to", "until", "through", "end_date", "left_office"),
    ("era", "leader", "name", "president", "tenure", "reign", "period"),
    ("origin", "from", "sender", "source", "visitor_country", "home", "country"),
    ("destination", "to", "target", "receiver", "host_country", "country"),
    ("visitor", "name", "who", "traveller", "traveler", "leader"),
    ("visitor_rank", "rank", "level"),
    ("count", "visits", "n", "number"),
    ("lag", "days", "duration", "time"),
)
"""A column, and what others call it, the likeliest first."""


def column_meant(column: str, known: Iterable[str]) -> str | None:
    """
    Return a question that names the column that may be the one meant.

    Examples
    --------
    >>> column_meant("date", ["Day", "from", "to"])
    "did you mean 'Day'?"
    >>> column_meant("date", ["height"])
    """
    by_word = {_plain(name): name for name in reversed(list(known))}
    alike = next((words for words in _ALIKE if words[0] == column), (column,))
    found = next((by_word[word] for word in alike if word in by_word), None)
    if found is not None:
        return f"did you mean '{found}'?"
    return did_you_mean(column, by_word.values())


def _plain(name: str) -> str:
    return "_".join(str(name).casefold().replace("-", " ").replace("_", " ").split())


def did_you_mean(word: Any, known: Iterable[str]) -> str | None:
    """
    Return a question that names the nearest known word, if one is near.

    Examples
    --------
    >>> did_you_mean("vice_ministre", ["minister", "vice_minister"])
    "did you mean 'vice_minister'?"
    >>> did_you_mean("emperor", ["minister", "vice_minister"])
    """
    from difflib import get_close_matches

    words = list(known)
    near = get_close_matches(str(word), words, 1) or [
        one for one in words if one.casefold() == str(word).casefold()
    ]
    return f"did you mean '{near[0]}'?" if near else None
