"""Gaps between visits, walked day by day, and of visits known to some days only."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from oracle.vague_waits import Span


def gaps_after(
    visits: list[Span], place: int, window: Span
) -> tuple[int, int, bool] | None:
    """Return the least and greatest gap after a visit, and if it may still be open."""
    since, through = window
    lengths, open_ = [], False
    for days in product(*(range(first, last + 1) for first, last in visits)):
        if not since <= days[place] <= through:
            continue
        later = [day for day in days if days[place] < day <= through]
        open_ |= not later
        lengths.append((min(later) if later else through) - days[place])
        # An open gap is shorter than any it may become, so only closed ones are least.
    closed = [
        min(day for day in days if days[place] < day <= through) - days[place]
        for days in product(*(range(first, last + 1) for first, last in visits))
        if since <= days[place] <= through
        and any(days[place] < day <= through for day in days)
    ]
    if not closed:
        return None
    longest = max(
        through - first if open_ else max(closed)
        for first in [max(visits[place][0], since)]
    )
    return min(closed), longest, open_


class Gap(NamedTuple):
    """Days without a visit, and how many gaps are longer, plus one."""

    days: int
    rank: int


def gaps(days: list[int], since: int, through: int) -> list[Gap]:
    """Walk through the calendar; the last gap is the open one."""
    lengths: list[int] = []
    last: int | None = None
    for today in range(since, through + 1):
        if today in days:
            lengths += [] if last is None else [today - last]
            last = today
    lengths.append(through - last if last is not None else through - since + 1)
    return [Gap(one, 1 + sum(other > one for other in lengths)) for one in lengths]


def drought_probability(days: list[int], since: int, through: int) -> float:
    visit_days = len({today for today in days if since <= today <= through})
    observed = through - since + 1
    share = Fraction(gaps(days, since, through)[-1].days, observed)
    return float((1 + share) ** -visit_days)
