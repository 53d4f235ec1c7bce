"""Where a claim holds as weights are moved, as `break_even` found it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

from summitry.frames.alike import Alike
from summitry.frames.same_kind import KindT
from summitry.output.format import share_text
from summitry.output.readable import Readable
from summitry.output.shown import show

if TYPE_CHECKING:
    from summitry.claims.claim import Claim
    from summitry.output.readable import Part


@dataclass(frozen=True, eq=False, repr=False)
class BreakEven(Alike, Readable, Generic[KindT]):
    """
    Where a claim holds as weights go through their ranges.

    Attributes
    ----------
    claim : Claim
        What was tested.
    weights : tuple of str
        The weights that were free.
    bounds : tuple of (float, float)
        Their ranges.
    flips : tuple of float
        For one free weight, every value at which the claim flips.
    share : float or None
        For one free weight, the share of its range that supports the claim; None for a
        range without end.
    stretches : frame or None
        For one free weight, one row for each stretch between flips: ``lower``,
        ``upper``, ``holds`` and ``tied`` (the eras that are level at its upper end).
    nearest : frame or None
        The smallest change of the weights that overturns the claim, one row for each
        free weight: ``weight``, ``start``, ``lower``, ``upper``, ``nearest`` (where the
        claim is about to fail), ``distance`` (of the whole change; 1, or 0 by amount,
        where it fails already) and ``tied``. ``nearest`` and ``distance`` are null
        where no admissible weights overturn it. None where it was not asked for.
    """

    claim: Claim
    weights: tuple[str, ...]
    bounds: tuple[tuple[float, float], ...]
    flips: tuple[float, ...]
    share: float | None
    stretches: KindT | None = field(repr=False)
    nearest: KindT | None = field(repr=False)

    @property
    def weight(self) -> str:
        """The weight that was free, or the first of them."""
        return self.weights[0]

    def _parts_(self) -> list[Part]:
        tables = [one for one in (self.stretches, self.nearest) if one is not None]
        return [self.says, *map(show, tables)]

    @property
    def says(self) -> str:
        """The claim, and where it flips."""
        return f"{self.claim.says.removesuffix('.')}: {self._flipping()}"

    def _flipping(self) -> str:
        if len(self.weights) > 1:
            return f"{' and '.join(self.weights)} are free"
        ((low, high),) = self.bounds
        flips = ", ".join(f"{flip:.4g}" for flip in self.flips)
        said = f"flips at {self.weight} {flips}" if flips else "never flips"
        if self.share is None:
            return said
        return f"{said}; true on {share_text(self.share)} of {low:g} to {high:g}"
