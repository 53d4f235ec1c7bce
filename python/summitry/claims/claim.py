"""Claims: what a sentence says of eras, of waits or of single visits, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from summitry import _core
from summitry.claims.on_eras import OnEras
from summitry.claims.on_series import OnSeries
from summitry.claims.on_waits import OnWaits
from summitry.claims.sentence import in_its_names, sentence
from summitry.claims.statement import Ascending, Printed, Rank, Statement, ToldApart
from summitry.exceptions import FrameError, InputError
from summitry.frames.arguments import mapping_of_texts
from summitry.frames.door import at_the_door
from summitry.frames.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summitry.claims.scope import Scope
    from summitry.claims.specification import Specification
    from summitry.output.readable import Part

_OF_ERAS = ("era", "eras", "side", "rule")


@dataclass(frozen=True, repr=False)
class Claim(OnEras, OnWaits, OnSeries):
    """
    A sentence as data: what is said of what, and what is asserted of it.

    Make one with the methods named for what it says: `lowest`, `highest`, `rank`,
    `ahead_only_of`, `lower`, `ascending`, `told_apart`, `value` and `ratio` on eras,
    `lag`, `unanswered` and `gap` on waiting times, `series` on dated figures. Strict
    orders are strict; equal eras share each of their places.

    Attributes
    ----------
    form : mapping
        The claim with the keys of a study file.
    statement : Statement
        What it says, typed: the number, where, and what is asserted of it.

    Raises
    ------
    InputError
        If it says nothing, several things at once, or what cannot be meant.

    Examples
    --------
    >>> print(Claim.lowest("Xi Jinping"))
    Xi Jinping has the lowest frequency
    >>> print(Claim.value("Xi Jinping", "1.25"))
    frequency of Xi Jinping equals 1.25
    """

    core: _core.Claim = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        form = mapping_of_texts(self.form, "form", "Claim.lowest('Xi Jinping')")
        form = {key: said for key, said in form.items() if _is_said(said)}
        if type(form.get("printed")) in (int, float):
            form["printed"] = str(form["printed"])
        object.__setattr__(self, "form", form)
        named = {"id": "claim", "says": "a claim"} | form
        try:
            said = json.dumps(named)
        except (TypeError, ValueError, RecursionError) as error:
            raise InputError(
                f"the claim cannot be written in a study file: {error!s:.200}",
                code="bad_claim",
                column="form",
                hint="use texts and numbers",
            ) from None
        object.__setattr__(self, "core", _core.Claim(said))

    @cached_property
    def statement(self) -> Statement:
        """What it says: the number, where, and what is asserted of it."""
        return Statement.read(self.form)

    @property
    def id(self) -> str:
        """Its name in a study; empty outside of one."""
        return str(self.form.get("id", ""))

    @property
    def written(self) -> str:
        """The sentence as a study file has it; empty if it has none."""
        return str(self.form.get("says", ""))

    @property
    def says(self) -> str:
        """The sentence that was published, or a clause that names its countries."""
        return visible(" ".join(self.written.split())) or str(self)

    @property
    def is_published(self) -> bool:
        """Whether it says where it was printed."""
        return bool(self.form.get("source"))

    @property
    def expected(self) -> str:
        """The verdict that its study expects."""
        return str(self.form.get("expect", "reproduced"))

    @property
    def because(self) -> str | None:
        """Why another verdict than "reproduced" is expected."""
        return self.form.get("because")

    @property
    def conventions(self) -> Mapping[str, Any]:
        """The conventions in which it departs from its study."""
        own: Mapping[str, Any] = self.form.get("with", {})
        return own

    @property
    def quantity(self) -> str:
        """What it is about."""
        return self.statement.quantity

    @property
    def printed(self) -> str | None:
        """The number that was printed, as it was; None if it prints none."""
        asserted = self.statement.asserted
        return asserted.number if isinstance(asserted, Printed) else None

    @property
    def is_wait(self) -> bool:
        """Whether it is about a waiting time."""
        return self.statement.is_wait

    @property
    def is_series(self) -> bool:
        """Whether it is about a dated series, and so about no visits."""
        return self.quantity == "series"

    @property
    def is_weighted(self) -> bool:
        """Whether it is about weighted visits."""
        return self.quantity.startswith("weighted")

    @property
    def is_on_counts(self) -> bool:
        """Whether it is about numbers of visits, however long it took."""
        return self.quantity.endswith("count") or self.quantity == "share"

    @property
    def is_told_apart(self) -> bool:
        """Whether it says that two eras are told apart."""
        return isinstance(self.statement.asserted, ToldApart)

    @property
    def is_relative(self) -> bool:
        """Whether it compares two eras relative to other visits."""
        return self.statement.relative_to is not None

    @property
    def scopes(self) -> list[Scope]:
        """Where it is taken, and with what it is compared."""
        return list(self.statement.scopes.values())

    @property
    def sides(self) -> list[str]:
        """The sides that it names."""
        return _distinct(scope.side for scope in self.scopes)

    @property
    def rules(self) -> list[str]:
        """The rules by which it says that eras are dated."""
        return _distinct(scope.rule for scope in self.scopes)

    @property
    def eras(self) -> list[str]:
        """The eras that it names."""
        named = [scope.era for scope in self.scopes if scope.era is not None]
        named += [" and ".join(s.eras.values()) for s in self.scopes if s.eras]
        match self.statement.asserted:
            case Ascending(eras) | ToldApart(against=eras) | Rank(ahead_only_of=eras):
                named += eras
        return list(dict.fromkeys(named))

    @property
    def columns(self) -> list[str]:
        """The columns of visits that its conditions name."""
        return list(dict.fromkeys(name for one in self.scopes for name in one.where))

    def under(self, own: Specification) -> Specification:
        """Return its study's specification with the conventions of its own."""
        return own.with_(**self.conventions) if self.conventions else own

    @at_the_door
    def settled(self, conventions: Mapping[str, Any]) -> Claim:
        """Return the same sentence under other conventions of its own."""
        return Claim({**self.form, "with": dict(conventions)})

    def __str__(self) -> str:
        return in_its_names(visible(sentence(self.statement)), self.statement)

    def _parts_(self) -> list[Part]:
        return [str(self)]

    def __reduce__(self) -> tuple[Any, ...]:
        return (Claim, (dict(self.form),))


def _is_said(value: object) -> bool:
    """Whether a key says anything: to the core a list of nothing does not."""
    return value is not None and not (isinstance(value, list | tuple) and not value)


def refuse_narrow(claim: Claim, known: Sequence[str], counted: str) -> None:
    """
    Refuse a claim on fewer visits than were counted, or counted otherwise.

    Raises
    ------
    InputError
        If a scope has keys other than those of its era and those `known`, or the claim
        has conventions of its own.
    """
    narrow = {key for scope in claim.scopes for key in scope.given}
    narrow -= {*_OF_ERAS, *known}
    if narrow:
        named = " and ".join(sorted(narrow))
        raise InputError(
            f"the claim is on visits of one {named}, which {counted} does not tell apart",
            code="narrow_scope",
            column="claim",
            hint=f"count those visits alone, and leave {named} out of the claim",
        )
    if claim.conventions:
        named = " and ".join(sorted(claim.conventions))
        raise InputError(
            f"the claim has its own {named}, which {counted} does not know",
            code="own_conventions",
            column="claim",
            hint="count and test as it says, and leave `with` out of the claim",
        )


def _distinct(named: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in named if name is not None))


def refuse_other(value: Any, name: str) -> None:
    """
    Refuse anything but a claim.

    Raises
    ------
    FrameError
        If it is none.
    """
    if not isinstance(value, Claim):
        raise FrameError(
            f"{name} is a {type(value).__name__}, not a Claim",
            code="not_a_claim",
            column=name,
            hint="summitry.Claim.lowest('Xi Jinping')",
        )
