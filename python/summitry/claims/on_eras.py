"""What can be said of eras, each as a constructor of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict, Unpack

from summitry.claims.scope import Scope, as_scope
from summitry.claims.stated import Stated, printed_as
from summitry.exceptions import InputError
from summitry.frames.arguments import known_name, several
from summitry.frames.categories import label_of
from summitry.frames.door import at_the_door
from summitry.frames.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

QUANTITIES = ("frequency", "count", "weighted_frequency", "weighted_count")
"""What can be compared between eras."""

RATIOS = {
    "frequency": "ratio",
    "weighted_frequency": "weighted_ratio",
    "count": "share",
}
"""What one quantity over another is called."""


class About(TypedDict, total=False):
    """What may be said of every era of a claim."""

    quantity: str
    side: str | None
    where: Mapping[str, Any] | None


class OnEras(Stated):
    """Constructors of claims on eras; strict orders are strict, places are shared."""

    @classmethod
    @at_the_door
    def lowest(cls, era: str | Scope, **about: Unpack[About]) -> Self:
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
        >>> import summitry
        >>> print(summitry.Claim.lowest("Xi Jinping", quantity="weighted_frequency"))
        Xi Jinping has the lowest weighted frequency
        """
        return cls.rank(era, 1, **about)

    @classmethod
    @at_the_door
    def highest(cls, era: str | Scope, **about: Unpack[About]) -> Self:
        """
        An era is higher than every other of its list, or shares the highest place.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.Claim.highest("Hu Jintao"))
        Hu Jintao has the highest frequency
        """
        return cls.rank(era, 1, counted_from="top", **about)

    @classmethod
    @at_the_door
    def rank(
        cls,
        era: str | Scope,
        place: int,
        *,
        counted_from: str = "bottom",
        **about: Unpack[About],
    ) -> Self:
        """
        An era stands at a place of its list; eras of equal value share theirs.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.Claim.rank("Xi Jinping", 2))
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
    @at_the_door
    def ahead_only_of(
        cls, era: str | Scope, others: Sequence[str], **about: Unpack[About]
    ) -> Self:
        """
        Exactly these others are lower than an era.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.Claim.ahead_only_of("Xi Jinping", ["Mao Zedong"]))
        Xi Jinping has a higher frequency than Mao Zedong and no other
        """
        return cls._on_eras(era, about, rank={"ahead_only_of": _eras(others, "others")})

    @classmethod
    @at_the_door
    def lower(
        cls,
        era: str | Scope,
        than: str | Scope,
        *,
        relative_to: Scope | None = None,
        **about: Unpack[About],
    ) -> Self:
        """
        One number is strictly lower than another.

        Parameters
        ----------
        era, than : str or Scope
            The two eras.
        relative_to : Scope, optional
            Other visits in the same eras, such as those of another dyad: the claim is
            then that the ratio of the two frequencies is lower than theirs. An empty
            scope means all others of the same country.
        **about
            ``quantity``, ``side`` and ``where``, as in `Scope`.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.Claim.lower("Xi Jinping", "Hu Jintao"))
        frequency of Xi Jinping is lower than that of Hu Jintao
        >>> xi = summitry.Scope("Xi", dyad=("CHN", "PRK"))
        >>> beside = summitry.Scope(dyad=("CHN", "KOR"))
        >>> claim = summitry.Claim.lower(xi, "Hu", relative_to=beside)
        >>> str(claim).partition(", ")[2]
        'relative to China and South Korea'
        """
        other = as_scope(than, about).form()
        return cls._on_eras(era, about, lower_than=other, **_beside(relative_to))

    @classmethod
    @at_the_door
    def ascending(cls, eras: Sequence[str], **about: Unpack[About]) -> Self:
        """
        Each era of a list is strictly lower than the next.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.Claim.ascending(["Xi Jinping", "Hu Jintao"]))
        frequency ascends from Xi Jinping to Hu Jintao
        """
        return cls._on_eras(Scope(), about, ascending=_eras(eras, "eras"))

    @classmethod
    @at_the_door
    def told_apart(
        cls,
        era: str | Scope,
        other: str | Scope,
        *,
        being: Literal["lower", "higher"] | None = None,
        against: Sequence[str] = (),
        relative_to: Scope | None = None,
        **about: Unpack[About],
    ) -> Self:
        """
        The frequencies of two eras of a list differ by more than chance.

        Parameters
        ----------
        era, other : str or Scope
            The two eras.
        being : {"lower", "higher"}, optional
            Which of the two ``era`` is. A fall is a fall only if it says "lower": by
            default the claim holds whichever of the two is the lower.
        against : sequence of str, optional
            The eras with which `era` is compared, `other` among them: the adjustment
            for several comparisons counts those. By default it counts all pairs of
            eras of the list.
        relative_to : Scope, optional
            Other visits in the same eras: the claim is then that the ratio of the two
            frequencies differs from theirs, as `compare_dyads` tells it.
        **about
            ``side`` and ``where``, as in `Scope`.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.Claim.told_apart("Xi Jinping", "Hu Jintao"))
        frequency of Xi Jinping is told apart from that of Hu Jintao
        >>> print(summitry.Claim.told_apart("Xi", "Hu", being="lower"))
        frequency of Xi is told apart from that of Hu, and lower
        >>> print(summitry.Claim.told_apart("Xi", "Hu", against=["Mao", "Hu"]))
        frequency of Xi is told apart from that of Hu, compared with Mao and Hu alone
        """
        named: dict[str, Any] = {}
        if being is not None:
            named["being"] = known_name(being, ("lower", "higher"), "being")
        if len(against):
            named["against"] = _eras(against, "against")
        from_other = as_scope(other, about).form()
        named |= _beside(relative_to)
        return cls._on_eras(era, about, told_apart_from=from_other, **named)

    @classmethod
    @at_the_door
    def value(
        cls,
        era: str | Scope,
        printed: str | float,
        *,
        comparison: str = "equals",
        rounded_to: float | None = None,
        **about: Unpack[About],
    ) -> Self:
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
            The step to which it was rounded, where that is more than its last digit;
            of a percentage, in per cent.
        **about
            ``quantity``, ``side`` and ``where``, as in `Scope`.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.Claim.value("Kim Jong Un", "1.8", comparison="at_most"))
        frequency of Kim Jong Un is at most 1.8
        """
        return cls._on_eras(era, about, **printed_as(printed, comparison, rounded_to))

    @classmethod
    @at_the_door
    def ratio(
        cls,
        era: str | Scope,
        other: str | Scope,
        printed: str | float,
        *,
        comparison: str = "equals",
        rounded_to: float | None = None,
        **about: Unpack[About],
    ) -> Self:
        """
        The value of one era divided by that of another is what was printed.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.Claim.ratio("Xi Jinping", "Hu Jintao", "0.19"))
        frequency of Xi Jinping over that of Hu Jintao equals 0.19
        """
        return cls(
            {
                "quantity": RATIOS[_quantity(about, tuple(RATIOS))],
                "at": as_scope(era, about).form(),
                "of": as_scope(other, about).form(),
                **printed_as(printed, comparison, rounded_to),
            }
        )

    @classmethod
    def _on_eras(cls, era: str | Scope, about: About, **asserted: Any) -> Self:
        quantity = _quantity(about, QUANTITIES)
        at = as_scope(era, about).form()
        return cls({"quantity": quantity, "at": at, **asserted})


def _quantity(about: About, quantities: tuple[str, ...]) -> str:
    # An argument that a claim does not have would be passed over.
    known = list(About.__annotations__)
    for name in sorted(set(about) - set(known)):
        near = did_you_mean(name, known)
        told = f"; {near}" if near else ""
        raise TypeError(f"a claim on eras has no argument '{name}'{told}")
    return known_name(about.get("quantity", "frequency"), quantities, "quantity")


def _eras(named: Sequence[str], name: str) -> list[str]:
    hint = f"{name}=['Xi Jinping', 'Hu Jintao']"
    return [label_of(one) for one in several(named, name, hint)]


def _beside(relative_to: Scope | None) -> dict[str, Any]:
    return {} if relative_to is None else {"relative_to": relative_to.form()}
