"""Claims on two eras of one dyad relative to another, and visits of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from small_study import Rows, era, study_of, visit

if TYPE_CHECKING:
    from pathlib import Path

    import summitry

ERAS = [
    era("One", "2001-01-01", "2003-01-01"),
    era("Two", "2003-01-01", "2005-01-01"),
    era("Three", "2005-01-01"),
]
AT = "quantity = 'frequency'\nat = { side = 'AAA', era = 'One', dyad = ['AAA', 'BBB'] }\n"
SOUTH = "relative_to = { dyad = ['AAA', 'CCC'] }\n"
LOWER = "lower_than = { side = 'AAA', era = 'Two' }\n"
APART = "told_apart_from = { side = 'AAA', era = 'Two' }\n"


def visits_of(north: Any, south: Any, **more: str) -> Rows:
    """Return so many visits of two dyads in three eras, one a month at most."""
    rows = []
    for other, counts in (("BBB", north), ("CCC", south)):
        for first, count in zip((2001, 2003, 2005), counts, strict=True):
            rows += [
                visit(
                    f"{first + n % 24 // 12}-{n % 12 + 1:02}-{11 + n // 24}",
                    *("AAA", other),
                    **more,
                )
                for n in range(count)
            ]
    return rows


def judged(tmp_path: Path, claim: str, rows: Rows, **how: Any) -> summitry.Study:
    return study_of(tmp_path, AT + claim, rows, ERAS, **how)
