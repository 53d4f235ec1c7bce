"""Scopes: which visits, in which era, side or period, after which shocks."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import FrameError, InputError, brief
from summitry.frames.arguments import known_name, mapping_of_texts, several_texts
from summitry.frames.categories import label_of
from summitry.frames.dates import day_of, iso
from summitry.frames.door import at_the_door
from summitry.measure.conditions import conditions_given
from summitry.output.era_words import both_named, named_era
from summitry.output.format import spaced
from summitry.output.readable import Readable
from summitry.output.state_names import spelt_out, state_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.output.readable import Part


_TEXTS = ("era", "side", "rule", "series", "origin", "destination", "visitor")


@dataclass(frozen=True, repr=False)
class Scope(Readable):
    """
    Where a number is taken: an era, a side or a period, and which visits.

    Attributes
    ----------
    era : str, optional
        The era's name; its visits are those that touch its side.
    side : str, optional
        The country whose era it is, needed where several have an era of the name.
        Without an era it means all visits that touch the country, in the whole
        observation.
    rule : str, optional
        Which list of the side's eras, where not the one in use.
    eras : mapping of side to era
        Two eras at once, one of each side; only visits between the two count.
    period : str or (date, date), optional
        A year, a month, or a first and a last day: ``"2003"``, ``"2003/2005"``.
    dyad : (str, str), optional
        Two countries, whichever of them travels.
    origin, destination, visitor : str, optional
        Where the visitor came from, went to, and who it was.
    shocks : tuple of str
        Shocks by ``id``, for lags; all of them if none is named.
    where : mapping of column to condition
        Which visits: a value, a list of values, or ``{"contains": text}``.
    series : str, optional
        A dated series, for claims on figures and not on visits.

    Examples
    --------
    >>> print(Scope("Kim Jong Il", where={"origin": "PRK"}))
    Kim Jong Il, origin is North Korea
    """

    era: str | None = None
    side: str | None = None
    rule: str | None = None
    eras: Mapping[str, str] = field(default_factory=dict)
    period: Any = None
    dyad: tuple[str, str] | None = None
    origin: str | None = None
    destination: str | None = None
    visitor: str | None = None
    shocks: tuple[str, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    series: str | None = None

    def __post_init__(self) -> None:
        for name in _TEXTS:
            value = getattr(self, name)
            if value is not None:
                _refuse_other(value, name)
        given = {
            "where": conditions_given(self.where),
            "eras": mapping_of_texts(self.eras, "eras", _ERAS),
            "shocks": tuple(_texts(self.shocks, "shocks", "shocks=('first',)")),
        }
        for name, value in given.items():
            object.__setattr__(self, name, value)
        pair = ["", ""] if self.dyad is None else _texts(self.dyad, "dyad", _DYAD)
        if len(pair) != len(("one", "other")):
            raise InputError(
                f"dyad is {brief(self.dyad)}, not a pair of countries",
                code="bad_dyad",
                column="dyad",
                hint=_DYAD,
            )
        if self.dyad is not None:
            object.__setattr__(self, "dyad", tuple(pair))
        self._refuse_period()
        for era in self.eras.values():
            _refuse_other(era, "eras")

    def _refuse_period(self) -> None:
        if isinstance(self.period, np.ndarray) and self.period.ndim:
            # An array is not true or false; its days keep their unit as a list.
            object.__setattr__(self, "period", [*self.period])
        if self.period is None or isinstance(self.period, str):
            return
        listed = isinstance(self.period, list | tuple | np.ndarray) and np.ndim(
            self.period
        )
        if not listed or len(self.period) != len(("first", "last")):
            raise InputError(
                f"period is {brief(self.period)}, neither a text nor a first and a last "
                "day",
                code="bad_period",
                column="period",
                hint="period='2003' or period=('2003-03-15', '2005-12-31')",
            )

    @classmethod
    @at_the_door
    def read(cls, form: Mapping[str, Any]) -> Scope:
        """Return the scope that has the keys of a study file."""
        keys = tuple(each.name for each in fields(cls))
        for key in mapping_of_texts(form, "form", "Scope.read({'era': 'Xi Jinping'})"):
            known_name(key, keys, "key")
        return cls(**{key: value for key, value in form.items() if value is not None})

    def form(self) -> dict[str, Any]:
        """Return it with the keys of a study file, leaving out what is not said."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        # A text without letters is a condition too, unlike a list without members.
        form = {
            name: value
            for name, value in said.items()
            if value is not None and (isinstance(value, str) or len(value))
        }
        for name in ("shocks", "dyad"):
            if name in form:
                form[name] = [str(part) for part in form[name]]
        for name in ("eras", "where"):
            if name in form:
                form[name] = {
                    str(key): _plain(part) for key, part in form[name].items()
                }
        if "period" in form and not isinstance(self.period, str):
            ends = [iso(day_of(end, "period")) for end in self.period]
            form["period"] = "/".join(ends)
        return form

    @property
    def visits(self) -> Scope:
        """The same visits, whatever the era, the period and the shocks."""
        return replace(
            self, era=None, side=None, rule=None, eras={}, period=None, shocks=()
        )

    @property
    def given(self) -> set[str]:
        """What is said, by the keys of a study file."""
        return {*self.form()}

    def calling(self, names: Mapping[str, str]) -> Scope:
        """Return it with shocks called by their names, for readers."""
        return replace(self, shocks=tuple(names.get(one, one) for one in self.shocks))

    def words(self, everywhere: str = "the whole observation") -> str:
        """
        Say what it is, or `everywhere` where it says nothing.

        Examples
        --------
        >>> Scope("Xi Jinping", side="CHN", where={"summit": True}).words()
        'Xi Jinping (CHN), summit is true'
        >>> Scope().words()
        'the whole observation'
        """
        parts = [] if self.series is None else [self.series]
        if self.era is not None:
            known = (one for one in (self.side, self.rule) if one is not None)
            side = ", ".join(known)
            parts.append(named_era(self.era) + (f" ({side})" if side else ""))
        elif self.side is not None:
            parts.append(f"visits of {self.side}")
        if self.eras:
            parts.append(both_named(self.eras))
        if self.shocks:
            named = "shock" if len(self.shocks) == 1 else "shocks"
            parts.append(f"{named} {', '.join(self.shocks)}")
        form = self.form()
        if "period" in form:
            parts.append(period_words(self))
        if self.dyad:
            parts.append(" and ".join(form["dyad"]))
        travels = ("visitor", "origin", "destination")
        parts += [f"{key} {form[key]}" for key in travels if key in form]
        parts += [_condition(*item) for item in form.get("where", {}).items()]
        return ", ".join(parts) or everywhere

    @property
    def countries(self) -> set[str]:
        """The countries that it names as such."""
        ends = (self.side, self.origin, self.destination)
        named = {*self.eras, *(self.dyad or ()), *filter(None, ends)}
        for column in ("origin", "destination"):
            condition = self.where.get(column, ())
            named |= (
                {condition} if isinstance(condition, str) else {*map(str, condition)}
            )
        return named

    def _parts_(self) -> list[Part]:
        return [spelt_out(self.words(), state_names(self.countries))]


def as_scope(era: str | Scope, about: Mapping[str, Any]) -> Scope:
    """
    Return a scope, with the side and the conditions that are said of all of them.

    Examples
    --------
    >>> as_scope("Xi Jinping", {"side": "CHN"}).side
    'CHN'
    """
    scope = era if isinstance(era, Scope) else Scope(era)
    where = conditions_given(about.get("where")) | dict(scope.where)
    return replace(scope, side=scope.side or about.get("side"), where=where)


def period_words(scope: Scope) -> str:
    """Say the period of a scope; empty where it has none."""
    return str(scope.form().get("period", "")).replace("/", " to ")


def _condition(column: str, condition: Any) -> str:
    verb = "is"
    if isinstance(condition, dict):
        condition, verb = condition["contains"], "contains"
    listed = condition if isinstance(condition, list) else [condition]
    words = " or ".join(_told_as(column, label_of(one)) for one in listed)
    return f"{spaced(column)} {verb} {words}"


def _told_as(column: str, value: str) -> str:
    """A value of a column; ranks are words of ours."""
    return spaced(value) if column.endswith("rank") else value


_ERAS = "eras={'CHN': 'Xi Jinping', 'PRK': 'Kim Jong Un'}"
_DYAD = "dyad=('CHN', 'PRK')"


def _refuse_other(value: object, name: str) -> None:
    if not isinstance(value, str):
        example = "'Xi Jinping'" if name == "era" else "'CHN'"
        raise FrameError(
            f"{name} is {value!r:.80}, not a text",
            code="not_a_text",
            column=name,
            hint=_ERAS if name == "eras" else f"{name}={example}",
        )


def _texts(value: Any, name: str, hint: str) -> list[str]:
    """One text, or several texts or whole numbers, as texts."""
    if isinstance(value, list | tuple | np.ndarray) and np.ndim(value):
        value = [str(one) if type(one) is int else one for one in value]
    return several_texts(() if value is None else value, name, hint)


def _plain(value: Any) -> Any:
    """A value as the core can read it."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | np.ndarray):
        return [_plain(part) for part in value]
    if isinstance(value, np.bool_ | np.number):
        return value.item()
    return value if isinstance(value, bool | int | float) else label_of(value)
