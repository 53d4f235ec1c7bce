"""Break-even weights: where a finding flips as one weight is moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summitry import _core
from summitry.exceptions import InputError
from summitry.output.format import share_text
from summitry.robustness.free_weights import free_weights, weighable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.findings import Finding
    from summitry.frames import Frame
    from summitry.robustness.free_weights import Factors


@dataclass(frozen=True)
class BreakEven:
    """
    Where a finding holds as one weight goes through its range.

    Attributes
    ----------
    finding : Finding
        What was tested.
    weight : str
        The weight that was free.
    bounds : (float, float)
        Its range.
    flips : tuple of float
        Every weight at which the finding flips.
    share : float or None
        The share of the range that supports it; None for a range without end.
    stretches : frame
        One row for each stretch between flips: ``low``, ``high``, ``support`` (1 holds,
        0 fails, between for eras that stay tied) and ``tied`` (the eras that are level
        at its upper end).
    """

    finding: Finding
    weight: str
    bounds: tuple[float, float]
    flips: tuple[float, ...]
    share: float | None
    stretches: Frame = field(repr=False)

    def __str__(self) -> str:
        low, high = self.bounds
        flips = ", ".join(f"{flip:.4g}" for flip in self.flips)
        said = f"flips at {self.weight} {flips}" if flips else "never flips"
        if self.share is None:
            return f"{self.finding}: {said}"
        share = share_text(self.share)
        return f"{self.finding}: {said}; true on {share} of {low:g} to {high:g}"


def break_even(
    tally: Frame,
    finding: Finding,
    *,
    weight: Mapping[str, Any],
    bounds: tuple[float, float],
    scheme: Factors | None = None,
    unclear: str = "exclude",
) -> BreakEven:
    """
    Every value of one weight at which a finding on weighted frequencies flips.

    Parameters
    ----------
    tally : frame
        Of one list of eras, from `era_tally`: ``era``, ``years``, ``count``, the
        scheme's columns and ``weight``.
    finding : Finding
        What is said of the eras.
    weight : mapping of column to category
        The weight that is free, such as ``{"summit": True}``.
    bounds : (float, float)
        The range of weights that would be admissible; the upper end may be infinite.
    scheme : Scheme or mapping, optional
        The scheme of the tally. With it the free weight multiplies the weights of the
        other columns; without it the classes of the category weigh just that weight.
    unclear : {"exclude", "include"}
        What to do with visits of which it is unclear whether they qualify.

    Returns
    -------
    BreakEven
        The flips, the share of the range that supports the finding, and the stretches
        between the flips as a table. Ties count half.

    Raises
    ------
    CategoryError
        If the tally has no such era or category.
    InputError
        If the tally holds several lists of eras, or does not determine the finding.
    RangeError
        If the bounds leave no room.

    Notes
    -----
    Weighted frequencies are straight lines in the weight, so every flip is the crossing
    of two lines, or of a line and an end of the printed interval: exact, not searched.

    References
    ----------
    Lahdelma, Hokkanen and Salminen (1998), SMAA, European Journal of Operational
    Research 106, 137-143.

    Examples
    --------
    >>> import summitry
    >>> tally = {
    ...     "era": ["A", "A", "B", "B"],
    ...     "years": [5.0, 5.0, 4.0, 4.0],
    ...     "summit": [True, False, True, False],
    ...     "weight": [1.0, 1.0, 1.0, 1.0],
    ...     "count": [0, 9, 3, 2],
    ... }
    >>> leads = summitry.Finding.highest("A")
    >>> found = summitry.break_even(
    ...     tally, leads, weight={"summit": True}, bounds=(1, 5)
    ... )
    >>> found.flips, round(found.share, 4)
    ((1.7333333333333334,), 0.1833)
    >>> print(found)
    A has the highest frequency: flips at summit=true 1.733; true on 18.3% of 1 to 5
    """
    if len(weight) != 1:
        raise InputError(
            f"weight names {len(weight)} columns, not one",
            code="bad_weight",
            column="weight",
            hint="{'summit': True}",
        )
    standings = weighable(tally, finding, unclear)
    ranges = {column: {category: bounds} for column, category in weight.items()}
    names, free = free_weights(standings, ranges, scheme)
    stretches, (flips, level), share = _core.break_even(
        standings.tally, free, standings.argument(finding)
    )
    tied = [
        " = ".join(dict.fromkeys(standings.eras[era] for pair in pairs for era in pair))
        for pairs in level
    ]
    table = standings.table.build(
        dict(zip(("low", "high", "support"), stretches, strict=True))
        | {"tied": [*(names or None for names in tied), None]}
    )
    return BreakEven(
        finding=finding,
        weight=names[0],
        bounds=free[2][0],
        flips=tuple(flips[0].tolist()),
        share=share,
        stretches=table,
    )
