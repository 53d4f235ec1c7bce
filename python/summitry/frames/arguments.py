"""Single values that a caller chose: refused by name when they make no sense."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from summitry import _core
from summitry.exceptions import CategoryError, FrameError, InputError, RangeError, brief
from summitry.frames.suggestion import choices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


_PLAIN = frozenset({str, int, float, bool, type(None)})
"""Of what a mapping mostly is: of schemes, which come by hundreds, nothing is read."""


def is_sequence(value: Any) -> bool:
    """Return whether something is read member by member; a mapping is not."""
    # An array of no dimension is called iterable, and is not.
    alone = getattr(value, "ndim", 1) == 0
    unordered = isinstance(value, Mapping | bytes)
    return isinstance(value, Iterable) and not unordered and not alone


def read_once(value: Any) -> Any:
    """
    Return a mapping with a list for each of its parts that can be read only once.

    Examples
    --------
    >>> read_once({"era": iter(["Hu", "Xi"]), "side": "CHN"})
    {'era': ['Hu', 'Xi'], 'side': 'CHN'}
    """
    if type(value) is not dict or _PLAIN.issuperset(map(type, value.values())):
        return value
    read = {
        name: read_once(part) if type(part) is dict else [*part]
        for name, part in value.items()
        if type(part) is dict or _is_iterator(part)
    }
    same = all(value[name] is part for name, part in read.items())
    return value if same else value | read


def _is_iterator(value: Any) -> bool:
    # A stream of Arrow is a table.
    return isinstance(value, Iterator) and not hasattr(value, "__arrow_c_stream__")


def several(value: Any, name: str, hint: str) -> list[Any]:
    """
    Return the members of a sequence as a list; a text is one member.

    Examples
    --------
    >>> several(("CHN", "PRK"), "sides", ""), several("CHN", "sides", "")
    (['CHN', 'PRK'], ['CHN'])
    """
    if isinstance(value, str):
        return [value]
    if not is_sequence(value):
        raise FrameError(
            f"{name} is {brief(value)}, not a sequence",
            code="not_a_sequence",
            column=name,
            hint=hint,
        )
    return list(value)


def several_texts(value: Any, name: str, hint: str) -> list[str]:
    """
    Return one text, or a sequence of texts, as a list.

    Examples
    --------
    >>> several_texts("USA", "side", "side=['USA']"), several_texts((), "side", "")
    (['USA'], [])
    """
    listed = [value] if isinstance(value, str) else value
    unordered = not is_sequence(listed)
    if not unordered:
        listed = list(listed)
    if unordered or not all(isinstance(one, str) for one in listed):
        raise FrameError(
            f"{name} is {brief(value)}, neither a text nor a list of texts",
            code="not_a_text",
            column=name,
            hint=hint,
        )
    return listed


def text_or_none(value: Any, name: str) -> str | None:
    """
    Return a text as it is, or None where none is given.

    Raises
    ------
    FrameError
        If it is something else.

    Examples
    --------
    >>> text_or_none("Visits", "title")
    'Visits'
    """
    if value is None or isinstance(value, str):
        return value
    raise FrameError(
        f"{name} is {brief(value)}, not a text", code="not_a_text", column=name
    )


def mapping_of_texts(value: Any, name: str, hint: str) -> dict[str, Any]:
    """
    Return a mapping of texts as a dictionary; nothing where it is None.

    Examples
    --------
    >>> (
    ...     mapping_of_texts({"date": "Arrival"}, "columns", ""),
    ...     mapping_of_texts(None, "", ""),
    ... )
    ({'date': 'Arrival'}, {})
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(one, str) for one in value):
        raise FrameError(
            f"{name} is {brief(value)}, not a mapping of texts",
            code="not_a_mapping",
            column=name,
            hint=hint,
        )
    return dict(value)


def one_of(value: Any, name: str, words: Sequence[str]) -> str:
    """
    Return one of a few words.

    Examples
    --------
    >>> one_of("shift", "method", ("random", "shift"))
    'shift'
    """
    if isinstance(value, str) and value in words:
        return value
    raise InputError(
        f"{name} is {brief(value)}, which is not one of its words",
        code="unknown_choice",
        column=name,
        hint=choices(value, words, "they are"),
    )


def path_of(value: Any, name: str) -> Path:
    """
    Return the path of a file or folder, which the system can look for.

    Examples
    --------
    >>> path_of("mine/study.toml", "source").name
    'study.toml'
    """
    from pathlib import Path

    said = os.fspath(value) if isinstance(value, os.PathLike) else value
    try:
        whole = isinstance(said, str) and said.strip() and "\0" not in said
        odd = not whole or not os.fsencode(said)
    except UnicodeEncodeError:
        odd = True
    if odd:
        raise InputError(
            f"{name} is {brief(value)}, not the name of a file or folder",
            code="bad_path",
            column=name,
            hint=f"give a path, such as {name}='mine'",
        )
    path = Path(said)
    try:
        path.exists()
    except OSError as error:
        raise InputError(
            f"{name} is {brief(said)}: {error.strerror}",
            code="bad_path",
            column=name,
            hint="choose another place",
        ) from None
    return path


WORDS = _core.words()
"""The words of each convention, as the core knows them."""


def word_of(value: Any, convention: str, name: str | None = None) -> str:
    """
    Return one of the words of a convention.

    Parameters
    ----------
    value : object
        What the caller gave.
    convention : str
        One of `WORDS`.
    name : str, optional
        What the caller's parameter is called, where that is another word.

    Examples
    --------
    >>> word_of("shift", "placebo_method", "method")
    'shift'
    """
    return one_of(value, name or convention, WORDS[convention])


def known_name(value: str, known: Sequence[str], what: str) -> str:
    """
    Return the value, or raise with the known ones and the nearest of them.

    Examples
    --------
    >>> known_name("day", ["day", "month"], "precision")
    'day'
    """
    is_text = isinstance(value, str)
    if is_text and value in known:
        return value
    raise CategoryError(
        f"{what} {brief(value)} is not one of those known",
        code=f"unknown_{what}",
        column=what,
        hint=choices(value if is_text else "", known),
    )


def asked_name(name: object) -> str:
    """
    Return what a message calls a name that was asked for: no text may be among them.

    Examples
    --------
    >>> asked_name("date"), asked_name(["date"])
    ('date', "['date']")
    """
    return name if isinstance(name, str) else brief(name)


def whole_number(value: Any, name: str, *, lowest: int, highest: int) -> int:
    """
    Return a whole number within bounds, both included.

    Examples
    --------
    >>> whole_number(10_000, "draws", lowest=1, highest=10**8)
    10000
    """
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise FrameError(
            f"{name} is {brief(value)}, not a whole number",
            code="not_a_number",
            column=name,
            hint=f"give a number, such as {name}={max(lowest, 1)}",
        )
    number = int(value)
    if not lowest <= number <= highest:
        raise RangeError(
            f"{name} is {number}; it must be from {lowest} to {highest}",
            code="out_of_range",
            column=name,
        )
    return number


def real_number(value: Any, name: str) -> float:
    """
    Return a number as a float; whether it is in range is for the core to say.

    Examples
    --------
    >>> real_number(1, "level")
    1.0
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise FrameError(
            f"{name} is {brief(value)}, not a number", code="not_a_number", column=name
        )
    try:
        return float(value)
    except OverflowError:
        raise RangeError(
            f"{name} is {value!s:.40}, too large a number",
            code="out_of_range",
            column=name,
        ) from None
