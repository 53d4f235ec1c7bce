"""What can be said of waiting times, each as a constructor of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from summitry.claims.scope import Scope
from summitry.claims.stated import Stated, printed_as
from summitry.exceptions import InputError
from summitry.frames.arguments import known_name, several
from summitry.frames.categories import label_of
from summitry.frames.door import at_the_door
from summitry.measure.conditions import conditions_given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class OnWaits(Stated):
    """Constructors of claims on lags and gaps."""

    @classmethod
    @at_the_door
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
    ) -> Self:
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
        >>> import summitry
        >>> print(summitry.Claim.lag("first", 11, comparison="at_most"))
        lag after first is at most 11
        """
        known_name(summary, ("mean", "median", "restricted_mean"), "summary")
        listed = several(shocks, "shocks", "shocks=['2006-10-09']")
        named = [label_of(one) for one in listed]
        if not named:
            raise InputError("there is no shock", code="no_shocks", column="shocks")
        one = len(named) == 1 and summary == "mean"
        return cls(
            {
                "quantity": "lag" if one else f"{summary}_lag",
                "at": Scope(shocks=tuple(named), where=conditions_given(where)).form(),
                **_unit(unit),
                **printed_as(printed, comparison, rounded_to),
            }
        )

    @classmethod
    @at_the_door
    def unanswered(cls, shock: str, *, where: Mapping[str, Any] | None = None) -> Self:
        """
        No visit has followed a shock by the last day observed.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.Claim.unanswered("fifth"))
        no visit after fifth
        """
        scope = Scope(shocks=(str(shock),), where=conditions_given(where))
        return cls({"quantity": "lag", "at": scope.form(), "censored": True})

    @classmethod
    @at_the_door
    def gap(
        cls,
        printed: str | float,
        *,
        comparison: str = "equals",
        rounded_to: float | None = None,
        longest: bool = False,
        unit: str = "days",
        where: Mapping[str, Any] | None = None,
    ) -> Self:
        """
        The days since the last visit, or the longest time between two.

        Examples
        --------
        >>> import summitry
        >>> summits = {"summit": True}
        >>> print(
        ...     summitry.Claim.gap(6, comparison="almost", unit="years", where=summits)
        ... )
        open gap is almost 6 years
        """
        return cls(
            {
                "quantity": "longest_gap" if longest else "open_gap",
                "at": Scope(where=conditions_given(where)).form(),
                **_unit(unit),
                **printed_as(printed, comparison, rounded_to),
            }
        )


def _unit(unit: str) -> dict[str, str]:
    known_name(unit, ("days", "years"), "unit")
    return {} if unit == "days" else {"unit": unit}
