"""Claims: what a sentence says of eras, of waits or of single visits, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from summitry import _core
from summitry.claims.scope import Scope, as_scope
from summitry.claims.sentence import sentence
from summitry.exceptions import FrameError, InputError
from summitry.frames.arguments import known_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

QUANTITIES = ("frequency", "count", "weighted_frequency", "weighted_count")
"""What can be compared between eras."""

_RATIOS = {
    "frequency": "ratio",
    "weighted_frequency": "weighted_ratio",
    "count": "share",
}
_WAITS = ("lag", "gap")


class About(TypedDict, total=False):
    """What may be said of every era of a claim."""

    quantity: str
    side: str | None
    where: Mapping[str, Any] | None


@dataclass(frozen=True)
class Claim:
    """
    A sentence as data: what is said of what, and what is asserted of it.

    Make one with the methods named for what it says: `lowest`, `highest`, `rank`,
    `ahead_only_of`, `lower`, `ascending`, `told_apart`, `value` and `ratio` on eras,
    `lag`, `unanswered` and `gap` on waiting times. Strict orders are strict; equal eras
    share each of their places.

    Attributes
    ----------
    form : mapping
        The claim with the keys of a study file.

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

    form: Mapping[str, Any]
    core: _core.Claim = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named = {"id": "claim", "says": "a claim"} | dict(self.form)
        object.__setattr__(self, "core", _core.Claim(json.dumps(named)))

    @property
    def quantity(self) -> str:
        """What it is about."""
        return str(self.form["quantity"])

    @property
    def is_wait(self) -> bool:
        """Whether it is about a waiting time."""
        return self.quantity.endswith(_WAITS)

    @property
    def is_weighted(self) -> bool:
        """Whether it is about weighted visits."""
        return self.quantity.startswith("weighted")

    @property
    def scopes(self) -> list[Mapping[str, Any]]:
        """Where it is taken, and with what it is compared."""
        names = ("at", "of", "lower_than", "higher_than", "told_apart_from")
        return [self.form[name] for name in names if name in self.form]

    @property
    def sides(self) -> list[str]:
        """The sides that it names."""
        return list(dict.fromkeys(s["side"] for s in self.scopes if "side" in s))

    @property
    def eras(self) -> list[str]:
        """The eras that it names."""
        named = [scope["era"] for scope in self.scopes if "era" in scope]
        named += [" and ".join(s["eras"].values()) for s in self.scopes if "eras" in s]
        named += self.form.get("ascending", [])
        named += self.form.get("rank", {}).get("ahead_only_of", [])
        return list(dict.fromkeys(named))

    @property
    def columns(self) -> list[str]:
        """The columns of visits that its conditions name."""
        found = [scope.get("where", {}) for scope in self.scopes]
        return list(dict.fromkeys(column for where in found for column in where))

    def __str__(self) -> str:
        return sentence(self.form)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Claim, (dict(self.form),))

    @classmethod
    def lowest(cls, era: str | Scope, **about: Unpack[About]) -> Claim:
        """
        An era is lower than every other of its list, or shares the lowest place.

        Parameters
        ----------
        era : str or Scope
            The era.
        **about
            ``quantity``, ``side`` and ``where``, as in `Scope`.

        Examples
        --------
        >>> print(Claim.lowest("Xi Jinping", quantity="weighted_frequency"))
        Xi Jinping has the lowest weighted frequency
        """
        return cls.rank(era, 1, **about)

    @classmethod
    def highest(cls, era: str | Scope, **about: Unpack[About]) -> Claim:
        """
        An era is higher than every other of its list, or shares the highest place.

        Examples
        --------
        >>> print(Claim.highest("Hu Jintao"))
        Hu Jintao has the highest frequency
        """
        return cls.rank(era, 1, counted_from="top", **about)

    @classmethod
    def rank(
        cls,
        era: str | Scope,
        place: int,
        *,
        counted_from: str = "bottom",
        **about: Unpack[About],
    ) -> Claim:
        """
        An era stands at a place of its list; eras of equal value share theirs.

        Examples
        --------
        >>> print(Claim.rank("Xi Jinping", 2))
        Xi Jinping has the second-lowest frequency
        """
        known_name(counted_from, ("bottom", "top"), "counted_from")
        if place < 1:
            raise InputError(
                f"place is {place}; places are counted from 1", code="bad_rank"
            )
        rank = {"place": int(place), "from": counted_from}
        return cls._on_eras(era, about, rank=rank)

    @classmethod
    def ahead_only_of(
        cls, era: str | Scope, others: Sequence[str], **about: Unpack[About]
    ) -> Claim:
        """
        Exactly these others are lower than an era.

        Examples
        --------
        >>> print(Claim.ahead_only_of("Xi Jinping", ["Mao Zedong"]))
        Xi Jinping has a higher frequency than Mao Zedong and no other
        """
        return cls._on_eras(era, about, rank={"ahead_only_of": list(others)})

    @classmethod
    def lower(
        cls, era: str | Scope, than: str | Scope, **about: Unpack[About]
    ) -> Claim:
        """
        One number is strictly lower than another.

        Examples
        --------
        >>> print(Claim.lower("Xi Jinping", "Hu Jintao"))
        frequency of Xi Jinping is lower than that of Hu Jintao
        """
        return cls._on_eras(era, about, lower_than=as_scope(than, about).form())

    @classmethod
    def ascending(cls, eras: Sequence[str], **about: Unpack[About]) -> Claim:
        """
        Each era of a list is strictly lower than the next.

        Examples
        --------
        >>> print(Claim.ascending(["Xi Jinping", "Hu Jintao"]))
        frequency ascends from Xi Jinping to Hu Jintao
        """
        return cls._on_eras(Scope(), about, ascending=[str(era) for era in eras])

    @classmethod
    def told_apart(
        cls, era: str | Scope, other: str | Scope, **about: Unpack[About]
    ) -> Claim:
        """
        The frequencies of two eras of a list differ by more than chance.

        Examples
        --------
        >>> print(Claim.told_apart("Xi Jinping", "Hu Jintao"))
        frequency of Xi Jinping is told apart from that of Hu Jintao
        """
        return cls._on_eras(era, about, told_apart_from=as_scope(other, about).form())

    @classmethod
    def value(
        cls,
        era: str | Scope,
        printed: str | float,
        *,
        comparison: str = "equals",
        rounded_to: float | None = None,
        **about: Unpack[About],
    ) -> Claim:
        """
        The value of an era is what was printed.

        Parameters
        ----------
        era : str or Scope
            The era.
        printed : str or number
            The number as it was printed; the decimals of a text count, so ``"1.80"``
            says more than ``"1.8"``.
        comparison : str
            How the computed number stands to it: "equals", "at_most", "at_least",
            "less_than", "more_than" or "almost".
        rounded_to : float, optional
            The step to which it was rounded, where that is more than its last digit.
        **about
            ``quantity``, ``side`` and ``where``, as in `Scope`.

        Examples
        --------
        >>> print(Claim.value("Kim Jong Un", "1.8", comparison="at_most"))
        frequency of Kim Jong Un is at most 1.8
        """
        return cls._on_eras(era, about, **_printed(printed, comparison, rounded_to))

    @classmethod
    def ratio(
        cls,
        era: str | Scope,
        other: str | Scope,
        printed: str | float,
        *,
        comparison: str = "equals",
        rounded_to: float | None = None,
        **about: Unpack[About],
    ) -> Claim:
        """
        The value of one era divided by that of another is what was printed.

        Examples
        --------
        >>> print(Claim.ratio("Xi Jinping", "Hu Jintao", "0.19"))
        frequency of Xi Jinping over that of Hu Jintao equals 0.19
        """
        quantity = known_name(
            about.get("quantity", "frequency"), tuple(_RATIOS), "quantity"
        )
        return cls(
            {
                "quantity": _RATIOS[quantity],
                "at": as_scope(era, about).form(),
                "of": as_scope(other, about).form(),
                **_printed(printed, comparison, rounded_to),
            }
        )

    @classmethod
    def lag(
        cls,
        shocks: str | Sequence[str],
        printed: str | float,
        *,
        comparison: str = "equals",
        rounded_to: float | None = None,
        summary: str = "mean",
        unit: str = "days",
        where: Mapping[str, Any] | None = None,
    ) -> Claim:
        """
        The days from a shock to the next visit, or their average over several.

        Parameters
        ----------
        shocks : str or sequence of str
            The shocks, by ``id``.
        printed, comparison, rounded_to
            As for `value`.
        summary : {"mean", "median", "restricted_mean"}
            What is made of several: the mean of those observed to their end, the
            Kaplan-Meier median, or the mean restricted to tau.
        unit : {"days", "years"}
            The unit of the printed number; a year has 365.25 days.
        where : mapping of column to condition, optional
            Which visits answer.

        Examples
        --------
        >>> print(Claim.lag("first", 11, comparison="at_most"))
        lag after first is at most 11
        """
        known_name(summary, ("mean", "median", "restricted_mean"), "summary")
        named = [shocks] if isinstance(shocks, str) else [str(one) for one in shocks]
        if not named:
            raise InputError("there is no shock", code="no_shocks", column="shocks")
        one = len(named) == 1 and summary == "mean"
        return cls(
            {
                "quantity": "lag" if one else f"{summary}_lag",
                "at": Scope(shocks=tuple(named), where=dict(where or {})).form(),
                **_unit(unit),
                **_printed(printed, comparison, rounded_to),
            }
        )

    @classmethod
    def unanswered(cls, shock: str, *, where: Mapping[str, Any] | None = None) -> Claim:
        """
        No visit has followed a shock by the last day observed.

        Examples
        --------
        >>> print(Claim.unanswered("fifth"))
        no visit after fifth
        """
        scope = Scope(shocks=(str(shock),), where=dict(where or {}))
        return cls({"quantity": "lag", "at": scope.form(), "censored": True})

    @classmethod
    def gap(
        cls,
        printed: str | float,
        *,
        comparison: str = "equals",
        rounded_to: float | None = None,
        longest: bool = False,
        unit: str = "days",
        where: Mapping[str, Any] | None = None,
    ) -> Claim:
        """
        The days since the last visit, or the longest time between two.

        Examples
        --------
        >>> summits = {"summit": True}
        >>> print(Claim.gap(6, comparison="almost", unit="years", where=summits))
        open gap is almost 6 years
        """
        return cls(
            {
                "quantity": "longest_gap" if longest else "open_gap",
                "at": Scope(where=dict(where or {})).form(),
                **_unit(unit),
                **_printed(printed, comparison, rounded_to),
            }
        )

    @classmethod
    def _on_eras(cls, era: str | Scope, about: About, **asserted: Any) -> Claim:
        quantity = known_name(
            about.get("quantity", "frequency"), QUANTITIES, "quantity"
        )
        unknown = set(about) - set(About.__annotations__)
        if unknown:
            raise TypeError(f"unexpected argument {min(unknown)!r}")
        at = as_scope(era, about).form()
        return cls({"quantity": quantity, "at": at, **asserted})


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


def _printed(
    printed: str | float, comparison: str, rounded_to: float | None
) -> dict[str, Any]:
    if isinstance(printed, bool) or not isinstance(printed, str | int | float):
        raise InputError(
            f"printed is {printed!r}, not a number", code="bad_number", column="printed"
        )
    said: dict[str, Any] = {"printed": str(printed), "comparison": comparison}
    return said if rounded_to is None else said | {"rounded_to": float(rounded_to)}


def _unit(unit: str) -> dict[str, str]:
    known_name(unit, ("days", "years"), "unit")
    return {} if unit == "days" else {"unit": unit}
