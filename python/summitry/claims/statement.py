"""A statement about eras or waits, in the form in which it is tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summitry.claims.sentence import sentence
from summitry.exceptions import FrameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.claims.printed import Region
    from summitry.claims.scopes import Scope

WAITS = (
    "mean_lag",
    "median_lag",
    "restricted_mean_lag",
    "unanswered",
    "open_gap",
    "longest_gap",
)
"""Quantities that are waiting times."""


@dataclass(frozen=True)
class Statement:
    """What is said, of what, and in which quantity; `Finding` documents the fields."""

    kind: str
    scopes: tuple[Scope, ...] = ()
    quantity: str = "frequency"
    rank: int = 1
    region: Region | None = None
    shocks: tuple[Any, ...] = ()

    @property
    def is_wait(self) -> bool:
        """Whether it is about a waiting time."""
        return self.quantity in WAITS

    @property
    def is_weighted(self) -> bool:
        """Whether it is about weighted visits."""
        return self.quantity.startswith("weighted")

    @property
    def eras(self) -> list[str]:
        """The names of the eras."""
        return [scope.era for scope in self.scopes if scope.era is not None]

    def argument(
        self, eras: Sequence[int]
    ) -> tuple[str, list[int], int, Region | None]:
        """Return the form in which the core takes it, its eras at these positions."""
        return self.kind, list(eras), self.rank, self.region

    def __str__(self) -> str:
        return sentence(self)


def refuse_other(value: Any, name: str) -> None:
    """
    Refuse anything but a finding.

    Raises
    ------
    FrameError
        If it is none.
    """
    if not isinstance(value, Statement):
        raise FrameError(
            f"{name} is a {type(value).__name__}, not a Finding",
            code="not_a_finding",
            column=name,
            hint="summitry.Finding.lowest('Xi Jinping')",
        )
