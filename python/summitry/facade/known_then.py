"""What a study's verdicts owe to visits that became known late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import ColumnError
from summitry.frames.dates import day_of, iso
from summitry.output.format import many
from summitry.study.known_visits import COLUMN, became_known_later, known_by

if TYPE_CHECKING:
    from summitry.claims.result import ClaimResults
    from summitry.facade.declared import Declared


def known_then(declared: Declared, results: ClaimResults) -> str:
    """
    Say which verdicts hang on visits that became known late; nothing where none did.

    Late is after the day as on which the record is known, or else after the
    observation. The claims are asked once more: of the whole record in the first case,
    without the late visits in the second. Those that name what only late visits have
    cannot be asked.
    """
    tables, spec = declared.tables, declared.specification
    as_of = tables.as_of
    day = day_of(spec.through, "through") if as_of is None else as_of
    if as_of is None and not tables.every.has(COLUMN):
        return ""
    try:
        late = became_known_later(tables.every, day, day_of(spec.since, "since"))
    except ColumnError:  # it is a column of the caller's, and of another meaning
        return ""
    lead = f"As known on {iso(day)}: " if as_of is not None else ""
    if not late:
        return f"{lead}no visit until then became known later." if lead else ""
    asked = tables.every
    if not lead:
        asked = asked.take(np.flatnonzero(known_by(asked, day)))
    other = declared.check_over(asked, tables.eras, tables.shocks, tables.series)
    moved = [
        one.id
        for one in results
        if one.id in other and other[one.id].conditional != one.conditional
    ]
    unasked = [one.id for one in results if one.id not in other]
    told = "no verdict would be another"
    if moved:
        told = f"{many(len(moved), 'verdict')} of {len(results)} would be another"
        told = f"{told} ({', '.join(moved)})"
    if unasked:
        told = f"{many(len(unasked), 'claim')} cannot be asked ({', '.join(unasked)}), and {told}"
    when = "later" if lead else f"after {iso(day)}"
    how = "with" if lead else "without"
    them = "it" if late == 1 else "them"
    return f"{lead}{many(late, 'visit')} became known {when}; {how} {them} {told}."
