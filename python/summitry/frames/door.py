"""One rule at the door: what is given is of the kind that the signature names."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Set as AbstractSet
from functools import cache, wraps
from numbers import Integral
from typing import Any, NamedTuple, ParamSpec, TypeVar

import numpy as np

from summitry.exceptions import FrameError, InputError, ShapeError, brief
from summitry.frames.arguments import is_sequence, read_once, whole_number
from summitry.frames.suggestion import no_parameter

_P = ParamSpec("_P")
_R = TypeVar("_R")

_RANK_GROUPS = "{'ministers': ['foreign_minister', 'cabinet_minister']}"
_FACTORS = "{'summit': {True: 3.0, False: 1.0}}"
EXAMPLES = {
    "aliases": "{'Kim Jong-un': 'Kim Jong Un'}",
    "ax": "plt.gca()",
    "between": "('Hu Jintao', 'Xi Jinping')",
    "claim": "summitry.Claim.lowest('Xi Jinping')",
    "claims": "['lowest']",
    "columns": "{'date': 'Arrival'}",
    "columns in a list of texts": "['era', 'count']",
    "constant": "{'origin': 'USA'}",
    "corrections": "{'Prussia': 'GMY'}",
    "decisions": "['exposure', 'handover']",
    "definition": "summitry.datasets.load_definition('china-dprk')",
    "definitions": "{'ministers': {'*': 'cabinet_minister'}}",
    "direction": "('PRK', 'CHN')",
    "encoding": "'utf-8'",
    "entry": "'entry'",
    "floors": "{'ministers': 'cabinet_minister'}",
    "found": "summitry.break_even(tally, claim, vary=vary)",
    "groups": _RANK_GROUPS,
    "group_by": "'label'",
    "header": "1",
    "label": "'label'",
    "ladder": "['minister', 'envoy']",
    "minimum": "{'CHN': 'foreign_minister'}",
    "precedence": "['archive', 'press']",
    "reading": "'without unclear'",
    "reference": "'Xi Jinping'",
    "rules": "[summitry.DefinitionRule(when, 'false', 'a stopover')]",
    "scheme": _FACTORS,
    "schemes": f"{{'summits': {_FACTORS}}}",
    "title": "'Visits a year'",
    "vary": "{'summit': {True: (1, 5)}}",
    "where": "{'kind': 'state'}",
    "zone": "'Asia/Seoul'",
}
"""What is given as an example, where there is no default that shows it."""


class Asked(NamedTuple):
    """A parameter as its signature has it."""

    name: str
    annotation: str
    default: Any

    def wrong(
        self, value: Any, what: str, code: str, error: type[Exception] = FrameError
    ) -> Exception:
        """The error about a value that is not what the parameter asks for."""
        shown = self.default
        if shown is inspect.Parameter.empty or shown is None:
            shown = EXAMPLES.get(f"{self.name} in {what}") or EXAMPLES.get(self.name)
        elif isinstance(shown, tuple):
            shown = str(list(shown[:2]))
        else:
            shown = repr(shown)
        hint = None if shown is None else f"give {what}, such as {self.name}={shown}"
        told = f"{self.name} is {brief(value)}, not {what}"
        return error(told, code=code, column=self.name, hint=hint)  # type: ignore[call-arg]


def at_the_door(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """
    Return a function that refuses arguments of other kinds than its signature names.

    Examples
    --------
    >>> @at_the_door
    ... def counted(*, ladder: Sequence[str] | None = None):
    ...     return ladder
    >>> counted(ladder=iter(["minister", "envoy"]))
    ['minister', 'envoy']
    """

    @wraps(function)
    def checked(*args: _P.args, **options: _P.kwargs) -> _R:
        names, checks = _checks(function)
        # What can be read only once is read here, and handed on as a list.
        given: list[Any] = [read_once(value) for value in args]
        options.update({name: read_once(value) for name, value in options.items()})
        for place, name in enumerate(names[: len(given)]):
            if name in checks:
                given[place] = checks[name](given[place])
        for name, value in options.items():
            if name in checks:
                options[name] = checks[name](value)
            elif name not in names and _is_closed(function):
                raise no_parameter(function.__qualname__, name, names)
        return function(*given, **options)

    return checked


def hold_to_types(made: Any) -> None:
    """Refuse what a field of a data class is not for."""
    kind: Callable[..., Any] = type(made)
    _, checks = _checks(kind)
    for name, check in checks.items():
        object.__setattr__(made, name, check(getattr(made, name)))


@cache
def _is_closed(function: Callable[..., Any]) -> bool:
    """Whether a function takes no name but those of its signature."""
    parameters = inspect.signature(function).parameters.values()
    return all(one.kind is not one.VAR_KEYWORD for one in parameters)


@cache
def _checks(
    function: Callable[..., Any],
) -> tuple[list[str], dict[str, Callable[[Any], Any]]]:
    """Return the parameters of a function, and what checks those that are checked."""
    parameters = inspect.signature(function).parameters.values()
    found = {}
    for one in parameters:
        check = check_of(Asked(one.name, str(one.annotation), one.default))
        if check is not None:
            found[one.name] = check
    return [one.name for one in parameters], found


def check_of(asked: Asked) -> Callable[[Any], Any] | None:
    """
    Return what checks a parameter, by its name or its type, if either is known.

    Examples
    --------
    >>> check_of(Asked("by_year", "bool", False))(True)
    True
    """
    parts = asked.annotation.split(" | ")
    optional = parts[-1] == "None" or asked.default is None
    kind = " | ".join(part for part in parts if part != "None")
    # In most functions a side is one text, and only those that load eras know which.
    if asked.name in _ELSEWHERE or (asked.name == "side" and kind != "str"):
        return None
    check = _OF_NAMES.get(asked.name) or _OF_TYPES.get(kind)
    if check is None and kind in _CLASSES:
        check = _instance
    if check is None:
        return None

    def given(value: Any) -> Any:
        return value if value is None and optional else check(value, asked)

    return given


def _text(value: Any, asked: Asked) -> Any:
    if isinstance(value, str):
        return value
    raise asked.wrong(value, "a text", "not_a_text")


def _flag(value: Any, asked: Asked) -> Any:
    if isinstance(value, bool | np.bool_):
        return value
    raise asked.wrong(value, "True or False", "not_a_flag")


def _texts(value: Any, asked: Asked) -> Any:
    """Return a text or several; what can be read only once is read."""
    if isinstance(value, str):
        return value
    if isinstance(value, set | frozenset) and asked.name in _IN_ORDER:
        raise asked.wrong(value, "a list of texts, which has an order", "no_order")
    listed = value
    if is_sequence(value):
        # What can be read only once is read here, and handed on as a list.
        listed = list(value) if isinstance(value, Iterator) else value
        if all(isinstance(one, str) for one in listed):
            return listed
    raise asked.wrong(listed, "a list of texts", "not_a_sequence")


def _columns(value: Any, asked: Asked) -> Any:
    return value if isinstance(value, Mapping) else _texts(value, asked)


def _mapping(value: Any, asked: Asked) -> Any:
    if isinstance(value, Mapping):
        return value
    raise asked.wrong(value, "a mapping", "not_a_mapping")


def _rank_groups(value: Any, asked: Asked) -> Any:
    if isinstance(value, Mapping):
        return {name: _texts(ranks, asked) for name, ranks in value.items()}
    raise asked.wrong(value, "a mapping of names to ranks", "no_groups", InputError)


def _pair(value: Any, asked: Asked) -> Any:
    whole = isinstance(value, tuple | list) and len(value) == 2  # noqa: PLR2004
    if whole and all(isinstance(one, str) for one in value):
        return value
    code = "bad_direction" if asked.name == "direction" else "bad_pair"
    what = "countries" if asked.name == "direction" else "texts"
    raise asked.wrong(value, f"a pair of {what}", code, InputError)


def _ladder(value: Any, asked: Asked) -> Any:
    # What has no order has no higher and lower.
    if isinstance(value, str | AbstractSet):
        raise asked.wrong(value, "a list of ranks, high to low", "not_a_sequence")
    listed = _texts(value, asked)
    return listed if isinstance(listed, tuple) else list(listed)


def _whole(value: Any, asked: Asked) -> Any:
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise asked.wrong(value, "a whole number", "not_a_number")
    return value


def _number_or_text(value: Any, asked: Asked) -> Any:
    return value if isinstance(value, str) else _whole(value, asked)


def _weight_ranges(value: Any, asked: Asked) -> Any:
    found = _mapping(value, asked)
    if not all(isinstance(one, Mapping) for one in found.values()):
        raise asked.wrong(value, "ranges by category", "bad_weight", InputError)
    return found


def _scheme(value: Any, asked: Asked) -> Any:
    if isinstance(value, Mapping) or _is_a(value, "Scheme"):
        return value
    raise _no_scheme(value, asked)


def _factors(value: Any, asked: Asked) -> Any:
    found = _scheme(value, asked)
    weights = found.values() if isinstance(found, Mapping) else ()
    if not all(isinstance(one, Mapping) for one in weights):
        raise _no_scheme(found, asked)
    return found


def _no_scheme(value: Any, asked: Asked) -> Exception:
    return asked.wrong(
        value, "a mapping of columns to weights", "bad_scheme", ShapeError
    )


def _rules(value: Any, asked: Asked) -> Any:
    listed = list(value) if is_sequence(value) else None
    if listed is not None and all(_is_a(one, "DefinitionRule") for one in listed):
        return listed
    raise asked.wrong(value, "a list of rules", "not_a_sequence")


def _instance(value: Any, asked: Asked) -> Any:
    kind = asked.annotation.partition(" ")[0]
    if _is_a(value, kind):
        return value
    raise asked.wrong(value, _CLASSES[kind], "wrong_class")


def _is_a(value: Any, kind: str) -> bool:
    # Classes of later rooms, and of matplotlib, which is loaded only where it is used.
    return any(one.__name__ == kind for one in type(value).__mro__)


def _threads(value: Any, asked: Asked) -> Any:
    return whole_number(value, asked.name, lowest=1, highest=MOST_THREADS)


MOST_THREADS = 1024
_CLASSES = {
    "Axes": "axes of matplotlib",
    "BreakEven": "a BreakEven, as break_even gives it",
    "Claim": "a Claim",
    "Definition": "a definition",
    "Multiverse": "a Multiverse, as multiverse gives it",
    "Scope": "a Scope",
    "Tally": "a Tally",
    "Waits": "a Waits",
}
_OF_NAMES = {
    "threads": _threads,
    "vary": _weight_ranges,
    "ladder": _ladder,
    "groups": _rank_groups,
}
"""Parameters that ask for more than their type says."""
_IN_ORDER = {"columns", "eras", "group_by", "precedence"}
"""Texts whose order is said or kept: a set has another in every process."""
_ELSEWHERE = {"corrections", "dates", "kind", "minimum", "rule", "where"}
"""Those of which more can be told where they are read, as which words there are."""
_OF_TYPES = {
    "str": _text,
    "bool": _flag,
    "int": _whole,
    "int | str": _number_or_text,
    "Sequence[str]": _texts,
    "str | Sequence[str]": _texts,
    "Iterable[str]": _texts,
    "Words": _texts,
    "Sequence[str] | Mapping[str, str]": _columns,
    "Mapping[str, str]": _mapping,
    "Mapping[str, Any]": _mapping,
    "Mapping[str, Sequence[str]]": _mapping,
    "tuple[str, str]": _pair,
    "Scheme | Mapping[str, Mapping[Any, float]]": _scheme,
    "Factors": _factors,
    "Sequence[DefinitionRule]": _rules,
}
"""What is asked by type; what is of another type is checked where it is used."""
