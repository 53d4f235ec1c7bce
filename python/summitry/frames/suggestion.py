"""The hint for a word that is not known: the nearest one that is, and the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.exceptions import ColumnError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def no_attribute(module: str, name: str, known: Iterable[str]) -> AttributeError:
    """
    Return the error for a name that a module does not have.

    Examples
    --------
    >>> str(no_attribute("summitry", "era_freq", ["era_frequency", "qualify"]))
    "module 'summitry' has no attribute 'era_freq'; did you mean 'era_frequency'?"
    """
    said = f"module '{module}' has no attribute '{name}'"
    return AttributeError(_with_near(said, name, known), name=name)


def no_parameter(function: str, name: str, known: Iterable[str]) -> TypeError:
    """
    Return the error for an argument that a function does not have.

    Examples
    --------
    >>> str(no_parameter("trend", "expsure", ["visits", "exposure"]))
    "trend() got an unexpected keyword argument 'expsure'; did you mean 'exposure'?"
    """
    said = f"{function}() got an unexpected keyword argument '{name}'"
    return TypeError(_with_near(said, name, known))


def _with_near(said: str, name: str, known: Iterable[str]) -> str:
    near = did_you_mean(name, known)
    return f"{said}; {near}" if near else said


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
    ("visitor_office", "office", "title", "post", "function"),
    ("count", "visits", "n", "number"),
    ("lag", "days", "duration", "time"),
)
"""A column, and what others call it, the likeliest first."""


def no_column(
    table: str, column: str, known: Sequence[str], index: Sequence[str] = ()
) -> ColumnError:
    """
    Return the error for a column that is not there, with the one that may be meant.

    Examples
    --------
    >>> print(no_column("visits", "date", ["Day", "who"]))
    visits has no column 'date'
    Hint: did you mean 'Day'? Its columns are 'Day', 'who'
    >>> print(no_column("visits", "date", ["who"], index=["date"]))
    visits has no column 'date': it is in the index
    Hint: call .reset_index() first
    >>> no_column("table", "weighted_frequency", ["era", "frequency"]).hint[:49]
    'the table is unweighted; give scheme= to what mad'
    """
    said, hint = f"{table} has no column '{column}'", ""
    if column in index:
        said, hint = f"{said}: it is in the index", "call .reset_index() first"
    elif column.startswith("weighted_") and {"frequency", "count"} & {*known}:
        hint = _UNWEIGHTED
    else:
        near = _exchanged(table, known) or _made_of(column, known)
        near = near or column_meant(column, known)
        hint = choices(column, known, "its columns are", near)
    return ColumnError(said, code="no_column", column=column, hint=hint)


def _made_of(column: str, known: Iterable[str]) -> str | None:
    """Return what makes a column of one that there is."""
    known = {*known}
    if column != "visitor_rank" or "visitor_office" not in known or "rank" in known:
        return None
    return "summitry.rank_offices makes it of the titles in 'visitor_office'."


def _exchanged(table: str, known: Iterable[str]) -> str | None:
    """Return what to say of a table that has the columns of another one."""
    for other, columns in _KNOWN_BY.items():
        if table in _KNOWN_BY and table != other and {*columns} <= {*known}:
            named = listed(columns).replace(", ", " and ")
            return f"with {named} it looks like {other}: give each table by its name."
    return None


_KNOWN_BY = {
    "eras": ("era", "start"),
    "visits": ("date", "visitor_rank"),
    "shocks": ("date", "label"),
}
"""Columns by which a table that is in the place of another is known."""

_UNWEIGHTED = (
    "the table is unweighted; give scheme= to what made it, such as "
    "scheme={'summit': {True: 3, False: 1}}"
)


def column_meant(column: str, known: Iterable[str]) -> str | None:
    """
    Return a question that names the column that may be the one meant.

    Examples
    --------
    >>> column_meant("date", ["Day", "from", "to"])
    "did you mean 'Day'?"
    >>> column_meant("rank", ["reason", "visitor_rank"])
    "did you mean 'visitor_rank'?"
    >>> column_meant("date", ["height"])
    """
    by_word = {_plain(name): name for name in reversed(list(known))}
    alike = next((words for words in _ALIKE if words[0] == column), (column,))
    called = [words[0] for words in _ALIKE if _plain(column) in words]
    found = next((by_word[w] for w in (*alike, *called) if w in by_word), None)
    if found is not None:
        return f"did you mean '{found}'?"
    return did_you_mean(column, by_word.values())


def choices(
    word: Any,
    known: Iterable[Any],
    told: str = "known are",
    near: str | None = None,
) -> str:
    """
    Return the hint for a word that is not known: the nearest one, then what there is.

    Parameters
    ----------
    word : object
        What was given.
    known : iterable
        What could have been. Of more than a dozen those that are most like it are told.
    told : str
        The words before them.
    near : str, optional
        What to say first, in place of the question that names the nearest one.

    Examples
    --------
    >>> choices("vice_ministre", ["minister", "vice_minister"])
    "did you mean 'vice_minister'? Known are 'minister', 'vice_minister'"
    >>> choices("x", [])
    'known are none'
    """
    words = [str(one) for one in known]
    first = near or did_you_mean(word, words)
    told = f"{told} {listed(words, str(word))}"
    return f"{first} {told[0].upper()}{told[1:]}" if first else told


def listed(words: Iterable[Any], like: str = "") -> str:
    """
    Return words in quotes: a dozen at most, those that are most like another first.

    Examples
    --------
    >>> listed(["a", "b"]), listed([])
    ("'a', 'b'", 'none')
    >>> listed([f"c{n}" for n in range(30)], like="c29")[-25:]
    "'c26', 'c29', and 18 more"
    """
    every = [str(one) for one in words]
    shown = every
    if len(every) > MOST_CHOICES:
        from difflib import SequenceMatcher

        alike = SequenceMatcher(b=like)
        ratios = []
        for one in every:
            alike.set_seq1(one)
            ratios.append(alike.ratio())
        best = sorted(range(len(every)), key=lambda k: -ratios[k])[:MOST_CHOICES]
        shown = [every[k] for k in sorted(best)]
    more = f", and {len(every) - len(shown)} more" if len(shown) < len(every) else ""
    return (", ".join(f"'{one[:_LONGEST]}'" for one in shown) or "none") + more


def few(words: Sequence[str], most: int | None, between: str = ", ") -> str:
    """
    Return the first of some words, and how many more there are.

    Examples
    --------
    >>> few(["a", "b", "c"], 2), few(["a", "b"], None), few(["a", "b", "c"], 2, " or ")
    ('a, b and 1 more', 'a, b', 'a or b or 1 more')
    """
    more = 0 if most is None else len(words) - most
    last = " and " if between == ", " else between
    return between.join(words[:most]) + (f"{last}{more:,} more" if more > 0 else "")


MOST_CHOICES = 12
"""How many choices an error tells."""

_LONGEST = 80


def _plain(name: str) -> str:
    return "_".join(str(name).casefold().replace("-", " ").replace("_", " ").split())


def did_you_mean(word: Any, known: Iterable[str], *, most: int = 1) -> str | None:
    """
    Return a question that names the nearest known word, if one is near.

    Examples
    --------
    >>> did_you_mean("vice_ministre", ["minister", "vice_minister"])
    "did you mean 'vice_minister'?"
    >>> did_you_mean("emperor", ["minister", "vice_minister"])
    >>> did_you_mean("chna", ["china-dprk", "china-rok", "seoul"], most=3)
    "did you mean 'china-rok' or 'china-dprk'?"
    """
    from difflib import get_close_matches

    words = list(known)
    near = get_close_matches(
        str(word), words, most, _NEAR if most == 1 else _ONE_OF
    ) or [one for one in words if one.casefold() == str(word).casefold()]
    return f"did you mean {' or '.join(map(repr, near[:most]))}?" if near else None


_NEAR, _ONE_OF = 0.6, 0.5
"""How alike a word must be, where the nearest one is named, and where several are."""
