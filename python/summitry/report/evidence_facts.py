"""What memos know of the intervals behind a claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Rate:
    """A frequency with its limits; `lower` and `upper` may not exist (NaN)."""

    era: str
    value: float
    lower: float
    upper: float
    level: float


@dataclass(frozen=True)
class Pair:
    """
    The ratio of an era's frequency to that of another.

    Where the two cannot be told apart, `could_show` says what could have been shown;
    `silent` says that neither has a visit, so that nothing can be told.
    """

    era: str
    other: str
    ratio: float
    lower: float
    upper: float
    level: float
    settled: bool
    could_show: str = ""
    silent: bool = False


@dataclass(frozen=True)
class Change:
    """A ratio of ratios; whether its p stands after allowing for the other pairs."""

    settled: bool


@dataclass(frozen=True)
class Flip:
    """The fewest visits of one era that flip a verdict; none if no number does."""

    added: bool
    era: str
    visits: int | None


@dataclass(frozen=True)
class Wait:
    """The answered lags, and those that still run or were `cut` by the next shock."""

    answered: int
    waiting: int
    mean: float
    restricted: float
    lower: float
    upper: float
    level: float
    tau: float
    extrapolated: bool
    cut: bool = False


@dataclass(frozen=True)
class Drought:
    """An open gap, and how probable one at least as long is at a steady rate."""

    days: int
    probability: float


@dataclass(frozen=True)
class Evidence:
    """
    What stands behind one claim; empty where no interval goes with it.

    The intervals may be `supposed` to be of visits that are independent of each other;
    `era` is what the claim's own era is called.
    """

    era: str = ""
    rate: Rate | None = None
    pairs: tuple[Pair, ...] = ()
    change: Change | None = None
    flips: tuple[Flip, ...] = ()
    wait: Wait | None = None
    drought: Drought | None = None
    supposed: bool = False

    def with_names(self, era: str, named: Callable[[str], str]) -> Evidence:
        """Return the same of an era, with eras by the names that readers know."""
        pairs = [
            replace(one, era=named(one.era), other=named(one.other))
            for one in self.pairs
        ]
        flips = [replace(one, era=named(one.era)) for one in self.flips]
        return replace(self, era=named(era), pairs=tuple(pairs), flips=tuple(flips))
