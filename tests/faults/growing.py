"""Whether memory stays as it is over many calls, good ones and refused ones."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import summitry
from summitry.exceptions import SummitryError

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGE = 4096
SEEN: dict[str, Any] = {"since": "2001-01-01", "through": "2006-12-31"}
VISITS = summitry.ArrayTable(
    {
        "date": ["2001-05-05", "2003-01-01", "2005-02-02"],
        "kind": ["state", "work", "state"],
    }
)
ERAS: dict[str, Any] = {
    "era": ["One", "Two"],
    "start": ["2001-01-01", "2004-01-01"],
    "end": ["2004-01-01", None],
}


def _refused() -> None:
    for wrong in ("2001-02-30", None, 5):
        try:
            summitry.visit_gaps({"date": [wrong]}, **SEEN)
        except SummitryError:
            continue
        raise AssertionError


CALLS: dict[str, Callable[[], object]] = {
    "era_frequency": lambda: summitry.era_frequency(VISITS, ERAS, **SEEN),
    "era_tally": lambda: summitry.era_tally(VISITS, ERAS, **SEEN),
    "response_lags": lambda: summitry.response_lags(
        {"date": ["2001-04-01"]}, VISITS, **SEEN
    ),
    "visit_gaps": lambda: summitry.visit_gaps(VISITS, **SEEN),
    "expand_dates": lambda: summitry.expand_dates(VISITS),
    "what is refused": _refused,
}


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE


def growth(calls: int) -> int:
    """How many bytes this process grows by in so many calls, once it is warm."""
    each = list(CALLS.values())

    def make(number: int) -> None:
        for place in range(number):
            each[place % len(each)]()
        gc.collect()

    make(calls // 10)
    before = resident()
    make(calls)
    return resident() - before
