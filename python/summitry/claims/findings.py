"""Findings: what a sentence says of eras or of waits, as data that can be tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from summitry.claims.printed import UNITS, Region, region_of
from summitry.claims.scopes import Scope, as_scope
from summitry.claims.statement import Statement
from summitry.exceptions import InputError
from summitry.frames.arguments import known_name

if TYPE_CHECKING:
    from collections.abc import Mapping

QUANTITIES = ("frequency", "count", "weighted_frequency", "weighted_count")
"""What can be compared between eras."""


class About(TypedDict, total=False):
    """What may be said of every era of a finding."""

    quantity: str
    side: str | None
    where: Mapping[str, Any] | None


@dataclass(frozen=True)
class Finding(Statement):
    """
    What a sentence says, in a form that can be tested.

    Make one with the methods named for what it says: `lowest`, `highest`, `place`,
    `ahead_only_of`, `ascending`, `value` and `ratio` on eras, `lag`, `unanswered` and
    `gap` on waiting times.

    Attributes
    ----------
    kind : str
        What it says.
    scopes : tuple of Scope
        The eras that it names.
    quantity : str
        What is compared: one of "frequency", "count", "weighted_frequency",
        "weighted_count", or a waiting time.
    rank : int
        The place, for a finding on places.
    region : tuple, optional
        The printed number, how the computed one stands to it, the step to which it was
        rounded, and its unit.
    shocks : tuple
        Dates, for a finding on lags.

    Examples
    --------
    >>> print(Finding.lowest("Xi Jinping"))
    Xi Jinping has the lowest frequency
    >>> print(Finding.value("Xi Jinping", "1.25"))
    frequency of Xi Jinping equals 1.25
    """

    @classmethod
    def lowest(cls, era: str | Scope, **about: Unpack[About]) -> Finding:
        """
        An era is lower than every other of its list.

        Parameters
        ----------
        era : str or Scope
            The era.
        **about
            ``quantity``, ``side`` and ``where``, as in `Scope` and `Finding`.

        Examples
        --------
        >>> print(Finding.lowest("Xi Jinping", quantity="weighted_frequency"))
        Xi Jinping has the lowest weighted frequency
        """
        return cls.place(era, 1, **about)

    @classmethod
    def highest(cls, era: str | Scope, **about: Unpack[About]) -> Finding:
        """
        An era is higher than every other of its list.

        Examples
        --------
        >>> print(Finding.highest("Hu Jintao"))
        Hu Jintao has the highest frequency
        """
        return cls.place(era, 1, counted_from="highest", **about)

    @classmethod
    def place(
        cls,
        era: str | Scope,
        rank: int,
        *,
        counted_from: str = "lowest",
        **about: Unpack[About],
    ) -> Finding:
        """
        An era stands at a place of its list; eras of equal value share theirs.

        Examples
        --------
        >>> print(Finding.place("Xi Jinping", 2))
        Xi Jinping has the second-lowest frequency
        """
        known_name(counted_from, ("lowest", "highest"), "counted_from")
        if rank < 1:
            raise InputError(
                f"rank is {rank}; places are counted from 1", code="bad_rank"
            )
        return cls._on_eras(f"from_{counted_from}", [era], about, rank=rank)

    @classmethod
    def ahead_only_of(
        cls, era: str | Scope, others: Sequence[str], **about: Unpack[About]
    ) -> Finding:
        """
        An era is higher than exactly these others.

        Examples
        --------
        >>> print(Finding.ahead_only_of("Xi Jinping", ["Mao Zedong"]))
        Xi Jinping has a higher frequency than Mao Zedong and no other
        """
        return cls._on_eras("ahead_only_of", [era, *others], about)

    @classmethod
    def ascending(cls, eras: Sequence[str | Scope], **about: Unpack[About]) -> Finding:
        """
        Each era is lower than the next.

        Examples
        --------
        >>> print(Finding.ascending(["Xi Jinping", "Hu Jintao"]))
        frequency ascends from Xi Jinping to Hu Jintao
        """
        if len(eras) < 2:  # noqa: PLR2004
            raise InputError("an order needs two eras or more", code="too_few_eras")
        return cls._on_eras("ascending", eras, about)

    @classmethod
    def value(
        cls,
        era: str | Scope,
        printed: str | float,
        *,
        comparison: str = "equals",
        rounded_to: float | None = None,
        **about: Unpack[About],
    ) -> Finding:
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
            ``quantity``, ``side`` and ``where``, as in `Scope` and `Finding`.

        Examples
        --------
        >>> print(Finding.value("Kim Jong Un", "1.8", comparison="at_most"))
        frequency of Kim Jong Un is at most 1.8
        """
        region = region_of(printed, comparison, rounded_to)
        return cls._on_eras("value", [era], about, region=region)

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
    ) -> Finding:
        """
        The value of one era divided by that of another is what was printed.

        Examples
        --------
        >>> print(Finding.ratio("Xi Jinping", "Hu Jintao", "0.19"))
        frequency of Xi Jinping over that of Hu Jintao equals 0.19
        """
        region = region_of(printed, comparison, rounded_to)
        return cls._on_eras("ratio", [era, other], about, region=region)

    @classmethod
    def lag(
        cls,
        shocks: Any,
        printed: str | float,
        *,
        comparison: str = "equals",
        rounded_to: float | None = None,
        summary: str = "mean",
        unit: str = "days",
        where: Mapping[str, Any] | None = None,
    ) -> Finding:
        """
        The days from a shock to the next visit, or their average over several.

        Parameters
        ----------
        shocks : date or sequence of dates
            The shocks.
        printed, comparison, rounded_to
            As for `value`.
        summary : {"mean", "median", "restricted_mean"}
            What is made of several: the mean of those observed to their end, the
            Kaplan-Meier median, or the mean restricted to the longest wait.
        unit : {"days", "years"}
            The unit of the printed number; a year has 365.25 days.
        where : mapping of column to condition, optional
            Which visits answer.

        Examples
        --------
        >>> print(Finding.lag("2006-10-09", 11, comparison="at_most"))
        mean lag after 2006-10-09 is at most 11
        """
        known_name(summary, ("mean", "median", "restricted_mean"), "summary")
        days = UNITS[known_name(unit, tuple(UNITS), "unit")]
        region = region_of(printed, comparison, rounded_to, days)
        scope = Scope(where=dict(where or {}))
        return cls("wait", (scope,), f"{summary}_lag", 1, region, _shocks(shocks))

    @classmethod
    def unanswered(
        cls, shocks: Any, *, where: Mapping[str, Any] | None = None
    ) -> Finding:
        """
        No visit has followed a shock by the last day observed.

        Examples
        --------
        >>> print(Finding.unanswered("2016-09-09"))
        no visit after 2016-09-09
        """
        scope = Scope(where=dict(where or {}))
        return cls("wait", (scope,), "unanswered", 1, None, _shocks(shocks))

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
    ) -> Finding:
        """
        The days since the last visit, or the longest time between two.

        Examples
        --------
        >>> summits = {"summit": True}
        >>> print(Finding.gap(6, comparison="almost", unit="years", where=summits))
        open gap is almost 6 years
        """
        days = UNITS[known_name(unit, tuple(UNITS), "unit")]
        region = region_of(printed, comparison, rounded_to, days)
        quantity = "longest_gap" if longest else "open_gap"
        return cls("wait", (Scope(where=dict(where or {})),), quantity, 1, region)

    @classmethod
    def _on_eras(
        cls,
        kind: str,
        eras: Sequence[str | Scope],
        about: About,
        *,
        rank: int = 1,
        region: Region | None = None,
    ) -> Finding:
        quantity = known_name(
            about.get("quantity", "frequency"), QUANTITIES, "quantity"
        )
        unknown = set(about) - set(About.__annotations__)
        if unknown:
            raise TypeError(f"unexpected argument {min(unknown)!r}")
        scopes = tuple(as_scope(era, about) for era in eras)
        return cls(kind, scopes, quantity, rank, region)


def _shocks(shocks: Any) -> tuple[Any, ...]:
    several = isinstance(shocks, Sequence) and not isinstance(shocks, str)
    found = tuple(shocks) if several else (shocks,)
    if not found:
        raise InputError("there is no shock", code="no_shocks", column="shocks")
    return found
