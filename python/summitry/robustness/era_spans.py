"""The observed days of every era, list by list, and the visits that a list concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.arguments import known_name
from summitry.frames.dates import day_of, to_dates
from summitry.measure.dyads import Dyads
from summitry.measure.eras import axes_of
from summitry.sources.country_names import own_country

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.claims.claim import Claim
    from summitry.frames import Frame, Table
    from summitry.measure.eras import Axis


class EraSpans(NamedTuple):
    """One list of eras: its axis, days and years, and the visits it concerns."""

    axis: Axis
    days: npt.NDArray[np.int64]
    spans: tuple[Any, Any, Any]
    keep: npt.NDArray[np.bool_]

    def key_columns(self) -> dict[str, Any]:
        """Label each era, with its days and years of exposure."""
        axis = self.axis
        n_eras = len(axis.labels)
        named = {"side": axis.side, "other_side": axis.other_side, "rule": axis.rule}
        return {name: [value] * n_eras for name, value in named.items()} | {
            "era": axis.labels,
            "start": to_dates(axis.start),
            "end": to_dates(axis.end, axis.open),
            "days": self.days,
            "years": self.spans[2],
        }


def era_spans(
    table: Table,
    eras: Frame,
    window: tuple[Any, Any],
    exposure: str,
    handover: str,
) -> list[EraSpans]:
    """
    Return every list of eras with its observed days, and the visits it concerns.

    Raises
    ------
    TenureError
        If an era is reversed or empty, is named twice, or shares days with another.
    """
    last = day_of(window[1], "through")
    axes = axes_of(eras, through=last)
    first = min(int(axis.start.min()) for axis in axes)
    first = min(first, last) if window[0] is None else day_of(window[0], "since")
    calendar_years = exposure == "calendar_years"
    sided = any(axis.side for axis in axes)
    dyads = Dyads(table) if sided else None
    own = own_country(table)
    found = []
    for axis in axes:
        exposed = axis.exposure(
            first, last, calendar_years=calendar_years, handover=handover
        )
        years = exposed.years(calendar_years=calendar_years)
        keep = (
            np.ones(len(table), dtype=bool)
            if dyads is None
            else dyads.involving(axis.side, axis.other_side)
        )
        found.append(
            EraSpans(
                axis, exposed.days, (exposed.start, exposed.end, years), keep & ~own
            )
        )
    return found


def spans_of(lists: list[EraSpans], claim: Claim) -> EraSpans:
    """
    Return the list of eras that a claim is about.

    Raises
    ------
    InputError
        If there are several and the claim does not say which.
    """
    for rule in claim.rules:
        known = [one.axis.rule for one in lists if one.axis.rule is not None]
        known_name(rule, known, "rule")
    own = [
        one
        for one in lists
        if (not claim.sides or one.axis.side in claim.sides)
        and (not claim.rules or one.axis.rule in claim.rules)
    ]
    if len(own) > 1:
        eras = set(claim.eras)
        for era in eras:
            known_name(era, [label for one in own for label in one.axis.labels], "era")
        own = [one for one in own if eras and eras <= set(one.axis.labels)] or own
    if len(own) == 1:
        return own[0]
    names = ", ".join(one.axis.name for one in lists)
    raise InputError(
        f"the claim must be about one list of eras; there are {names}",
        code="several_lists",
        column="eras",
        hint="keep the eras of one rule, and give the claim its side",
    )
