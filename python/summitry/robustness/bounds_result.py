"""What a record that is known vaguely leaves open, as `bounds` found it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

from summitry.frames.alike import Alike
from summitry.frames.same_kind import KindT
from summitry.output.readable import Readable
from summitry.output.shown import show

if TYPE_CHECKING:
    from summitry.output.readable import Part

_HOLDS = {"certain": "all", "possible": "some", "impossible": "none"}


@dataclass(frozen=True, eq=False, repr=False)
class Bounds(Alike, Readable, Generic[KindT]):
    """
    What a record that is known vaguely leaves open.

    Attributes
    ----------
    eras : frame or None
        One row an era: its columns, ``days``, ``years``, and ``count_lower``,
        ``count_upper``, ``frequency_lower``, ``frequency_upper``, ``rank_lower`` and
        ``rank_upper`` (1 is lowest); with a scheme also ``weighted_count_``,
        ``weighted_frequency_`` and ``weighted_rank_`` ``lower`` and ``upper``.
    lags : frame or None
        The shocks' columns, ``lag_lower`` (null if no completion answers the shock),
        ``lag_upper`` (null if some completion does not) and ``measured`` (False for a
        shock that may lie outside the observation).
    verdict : {"certain", "possible", "impossible"} or None
        Whether the claim holds in every, some or no completion; "possible" also where
        the completions are too many to show either.
    """

    eras: KindT | None = field(repr=False)
    lags: KindT | None = field(repr=False)
    verdict: str | None

    def _parts_(self) -> list[Part]:
        named = {"What eras may have": self.eras, "What lags may be": self.lags}
        tables = [
            show(one, title=name) for name, one in named.items() if one is not None
        ]
        if self.verdict is None:
            return [*tables]
        holds = f"it holds for {_HOLDS[self.verdict]} of what the record may be"
        return [f"The claim is {self.verdict}: {holds}.", *tables]
