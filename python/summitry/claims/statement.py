"""What a claim says: of which number, where, and what is asserted of it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from summitry.claims.scope import Scope
from summitry.measure.unclear import DAYS_A_YEAR
from summitry.output.readable import Readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.output.readable import Part


@dataclass(frozen=True, repr=False)
class _Said(Readable):
    """A part of a claim, which shows what it holds."""

    def _parts_(self) -> list[Part]:
        held = {each.name: getattr(self, each.name) for each in fields(self)}
        told = {name: _told(value) for name, value in held.items() if value is not None}
        return [{name.replace("_", " "): text for name, text in told.items() if text}]


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


@dataclass(frozen=True, repr=False)
class Printed(_Said):
    """That the number is what was printed."""

    number: str
    comparison: str = "equals"
    rounded_to: str | None = None

    @property
    def is_percent(self) -> bool:
        """Whether it is printed as a share of a hundred."""
        return self.number.endswith("%")

    @property
    def decimals(self) -> int:
        """How many decimals it was printed with."""
        return len(self.number.rstrip("% ").partition(".")[2])

    @property
    def bounds(self) -> set[Decimal]:
        """The numbers at which what bears it out may begin or end, as it is printed."""
        number = Decimal(self.number.rstrip("% ").replace(",", ""))
        step = Decimal(self.rounded_to or Decimal(1).scaleb(-self.decimals))
        return {number, number - step / 2, number + step / 2}


@dataclass(frozen=True, repr=False)
class Rank(_Said):
    """That an era stands at a place of its list, or ahead of some others alone."""

    place: int | None
    counted_from: str
    ahead_only_of: tuple[str, ...]

    @property
    def named_from(self) -> str:
        """The end from which its place is told: eras that are lower are below."""
        return "bottom" if self.place is None else self.counted_from


@dataclass(frozen=True, repr=False)
class Order(_Said):
    """That the number is lower than another, or higher."""

    than: Scope
    lower: bool

    @property
    def direction(self) -> str:
        """Which of the two it is said to be."""
        return "lower" if self.lower else "higher"


@dataclass(frozen=True, repr=False)
class Ascending(_Said):
    """That the eras of a list go from the lowest to the highest."""

    eras: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class ToldApart(_Said):
    """That two eras differ by more than chance."""

    other: Scope
    being: str | None
    against: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Waiting(_Said):
    """That no visit has followed a shock, or that one has."""

    unanswered: bool


@dataclass(frozen=True, repr=False)
class Qualifying(_Said):
    """That a visit counts, does not, or is unclear."""

    outcome: str


Assertion = Printed | Rank | Order | Ascending | ToldApart | Waiting | Qualifying


@dataclass(frozen=True, repr=False)
class Statement(_Said):
    """
    What a claim says, in the terms in which it is put into words.

    Attributes
    ----------
    quantity : str
        What it is about.
    at : Scope
        Where.
    asserted : Assertion
        What is said of it.
    of : Scope or None
        What a ratio or a share is of.
    relative_to : Scope or None
        The other visits beside which two eras are compared.
    summary : str
        What is made of a series.
    unit : str
        The unit of a length of time.
    """

    quantity: str
    at: Scope
    asserted: Assertion
    of: Scope | None = None
    relative_to: Scope | None = None
    summary: str = "sum"
    unit: str = "days"

    @classmethod
    def read(cls, form: Mapping[str, Any]) -> Statement:
        """
        Return what a claim with the keys of a study file says.

        Examples
        --------
        >>> said = Statement.read({"quantity": "count", "printed": "6"})
        >>> said.asserted
        number      6
        comparison  equals
        """
        return cls(
            str(form["quantity"]),
            Scope.read(form.get("at", {})),
            _asserted(form),
            Scope.read(form["of"]) if "of" in form else None,
            Scope.read(form["relative_to"]) if "relative_to" in form else None,
            form.get("summary", "sum"),
            form.get("unit", "days"),
        )

    @property
    def scopes(self) -> dict[str, Scope]:
        """Its scopes, by the keys of a study file."""
        found: dict[str, Scope | None] = {"at": self.at, "of": self.of}
        match self.asserted:
            case Order(than) as order:
                found[f"{order.direction}_than"] = than
            case ToldApart(other):
                found["told_apart_from"] = other
        found["relative_to"] = self.relative_to
        return {key: scope for key, scope in found.items() if scope is not None}

    @property
    def is_wait(self) -> bool:
        """Whether it is about a length of time."""
        return self.quantity.endswith(("lag", "gap"))

    @property
    def days_in_unit(self) -> float:
        """How many days its unit has; 1 for what is no length of time."""
        return DAYS_A_YEAR if self.unit == "years" else 1.0

    @property
    def compared(self) -> list[Scope]:
        """The two scopes of an order, the one that is said to be lower first."""
        if not isinstance(self.asserted, Order):
            return []
        both = [self.at, self.asserted.than]
        return both if self.asserted.lower else both[::-1]

    def calling(self, names: Mapping[str, str]) -> Statement:
        """Return it with shocks called by their names, for readers."""
        asserted = self.asserted
        if isinstance(asserted, Order):
            asserted = replace(asserted, than=asserted.than.calling(names))
        return replace(self, at=self.at.calling(names), asserted=asserted)


def _asserted(form: Mapping[str, Any]) -> Assertion:
    """What is asserted by a claim with the keys of a study file."""
    if "printed" in form:
        step = form.get("rounded_to")
        rounded_to = None if step is None else f"{Decimal(str(step)).normalize():f}"
        comparison = form.get("comparison", "equals")
        return Printed(str(form["printed"]), comparison, rounded_to)
    if "rank" in form:
        rank = form["rank"]
        others = tuple(rank.get("ahead_only_of", ()))
        return Rank(rank.get("place"), rank.get("from", "bottom"), others)
    for key in ("lower_than", "higher_than"):
        if key in form:
            return Order(Scope.read(form[key]), key == "lower_than")
    if "ascending" in form:
        return Ascending(tuple(form["ascending"]))
    if "told_apart_from" in form:
        other = Scope.read(form["told_apart_from"])
        return ToldApart(other, form.get("being"), tuple(form.get("against", ())))
    if "censored" in form:
        return Waiting(form["censored"])
    return Qualifying(str(form["qualifies"]).lower())
