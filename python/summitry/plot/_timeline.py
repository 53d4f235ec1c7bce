"""Visits over time, with the eras of both sides and shocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.dates import FIRST_DAY, LAST_DAY, day_of, iso
from summitry.frames.door import at_the_door
from summitry.measure.qualify import verdicts_of
from summitry.output.format import many, spaced
from summitry.output.state_names import state_name
from summitry.plot._around import (
    dates_across,
    in_legend,
    legend_above,
    lines_of_legend,
)
from summitry.plot._axes import axes_for
from summitry.plot._canvas import (
    BLACK,
    BLUE,
    GREY,
    PALE,
    VERMILLION,
    YELLOW,
    describe,
    plain,
    style,
)
from summitry.plot._columns import flags, moments, optional_texts, read, texts
from summitry.plot._fitting import told_apart
from summitry.plot._halves import BORDER, MIDDLE, halves_of
from summitry.plot._room import room_of
from summitry.plot._shock_key import depth_of_key, draw_key, key_of
from summitry.plot._side_names import name_sides, upright_name
from summitry.plot._strips import depth_of, draw_eras, draw_shocks, eras_of, shocks_of
from summitry.sources.ladder import RANKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Frame, Table
    from summitry.frames.word_types import Date

_BESIDE = 1.9
"""Inches that names of ranks and sides take beside the axes."""

_RANK = 0.4
"""Inches that names of ranks take at least."""

_LOOKS: tuple[dict[str, Any], ...] = (
    {"marker": "o", "color": BLUE},
    {"marker": "^", "color": VERMILLION},
)
_SUMMIT = {"marker": "D", "color": YELLOW, "mec": BLACK, "ms": 4.8, "zorder": 4}
_HOLLOW = "hollow: unclear if it counts"
_LINE = 0.16
"""Inches of a line of the legend."""

_WITHOUT_RANK = "rank not given"
_UNCLEAR = 2
"""What the rule says of a visit where it cannot tell."""


@dataclass(frozen=True)
class Visits:
    """The visits of two countries to each other, ready to be drawn."""

    days: npt.NDArray[np.int64]
    upward: npt.NDArray[np.bool_]
    height: npt.NDArray[np.int64]
    ranks: list[str]
    sides: tuple[str, str]
    counts: npt.NDArray[np.bool_]
    unclear: npt.NDArray[np.bool_]
    summit: npt.NDArray[np.bool_]
    told: bool
    """Whether the visits say which of them were summits."""


@at_the_door
def timeline(
    visits: Frame,
    eras: Frame | None = None,
    shocks: Frame | None = None,
    *,
    since: Date | None = None,
    through: Date | None = None,
    ladder: Sequence[str] = RANKS,
    ax: Axes | None = None,
) -> Axes:
    """
    Draw the visits of two countries to each other over time.

    Visits of one country stand above the middle line, those of the other below, the
    higher the rank of the visitor the farther out. Each half shows the eras of its
    country behind the visits; shocks are numbered between the halves, and named below.

    Parameters
    ----------
    visits : frame
        With ``date``, ``origin`` and ``destination``, and perhaps ``visitor_rank``,
        ``summit`` and ``qualifies``. Visits that do not qualify are left out, those of
        which it is unclear are hollow.
    eras : frame, optional
        With ``era``, ``start``, ``end`` and ``side``. If a side has eras by several
        rules, the first rule is drawn.
    shocks : frame, optional
        With ``date``, and perhaps ``label``.
    since, through : date, optional
        First and last day drawn; by default those of the visits.
    ladder : sequence of str
        The ranks, high to low.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ColumnError
        If a column is missing.
    InputError
        If there is no visit, or the visits are of more than two countries, or the
        names of eras, shocks and countries have no room on axes so low.
    MissingExtraError
        If matplotlib is not installed.

    Examples
    --------
    >>> import summitry
    >>> ax = summitry.plot.timeline(
    ...     summitry.datasets.load_visits(),
    ...     summitry.datasets.load_eras(),
    ...     summitry.datasets.load_shocks(kind="nuclear_test"),
    ...     through="2017-03-15",
    ... )
    >>> summitry.plot.alt_text(ax).split(": ")[0]
    '217 visits between North Korea and China, 1953-11-12 to 2017-03-15'
    """
    table = read(visits, "visits", "visits")
    found = _visits(table, ladder, since, through)
    window = (
        int(found.days.min()) if since is None else day_of(since, "since"),
        int(found.days.max()) if through is None else day_of(through, "through"),
    )
    spans = eras_of(eras, window) if eras is not None else []
    marks = shocks_of(shocks, window) if shocks is not None else []
    labels = [
        *found.ranks,
        *map(state_name, found.sides),
        *(s.name for s in spans),
        *(m.name for m in marks),
    ]
    outer = MIDDLE + len(found.ranks) - 0.3
    room = room_of(ax, least=0.0)
    with style(labels, room.size):
        width = room.across(_BESIDE)
        depths = [
            depth_of([s for s in spans if s.side in {side, ""}], window, width)
            for side in found.sides
        ]
        names = [upright_name(side, whole=ax is None) for side in found.sides]
        key = key_of(marks, width, room.height)
        before = min(room.names, _RANK)
        ways = _ways(found)
        said = [*ways, *_others(found), *(["shock"] if marks else [])]
        lines = lines_of_legend(said, width + room.before(before), room)
        taken = depth_of_key(key) + max(lines - 1, 0) * _LINE
        halves = halves_of(outer, depths, [high for _, high in names], room, taken)
        edges = halves.edges
        ax = axes_for(ax, 1.1 + taken + halves.high())
        draw_eras(ax, spans, found.sides, edges, MIDDLE - BORDER, outer)
        draw_shocks(ax, marks, outer, window)
        draw_key(ax, key)
        _draw_visits(ax, found, ways)
        legend_above(ax, room, width, before, handletextpad=0.2)
        _name_rows(ax, found, room.names)
        name_sides(ax, names, edges, [look["color"] for look in _LOOKS])
        ax.set_ylim(-edges[1], edges[0])
        margin = (window[1] - window[0]) // 120 + 1
        ends = np.array([window[0] - margin, window[1] + margin])
        ax.set_xlim(*moments(np.clip(ends, FIRST_DAY, LAST_DAY)))
        dates_across(ax)
        return describe(ax, _words(found, window, spans, marks))


def _visits(table: Table, ladder: Sequence[str], since: Any, through: Any) -> Visits:
    days = table.days("date")
    origins, destinations = texts(table, "origin"), texts(table, "destination")
    sides = list(dict.fromkeys([*origins, *destinations]))
    if len(sides) > 2:  # noqa: PLR2004
        raise InputError(
            f"the visits are of {many(len(sides), 'country', 'countries')}; a timeline shows two",
            code="too_many_sides",
            column="visits",
            hint="keep the rows of one pair first",
        )
    verdicts = verdicts_of(table)
    if verdicts is None:
        verdicts = np.ones(len(table), dtype=np.uint8)
    counts, unclear = verdicts != 0, verdicts == _UNCLEAR
    if since is not None:
        counts &= days >= day_of(since, "since")
    if through is not None:
        counts &= days <= day_of(through, "through")
    if not counts.any():
        raise InputError("there are no visits to draw", code="nothing_to_draw")
    found = optional_texts(table, "visitor_rank")
    kept = [rank for rank, keep in zip(found, counts, strict=True) if keep]
    ranks = _ranks(kept, ladder)
    places = {rank: place for place, rank in enumerate(ranks)}
    summit = (
        flags(table, "summit") if table.has("summit") else np.zeros(len(days), bool)
    )
    return Visits(
        days[counts],
        np.array(origins)[counts] == sides[0],
        np.array([places[rank or _WITHOUT_RANK] for rank in kept]),
        ranks,
        (sides[0], sides[-1]),
        counts,
        unclear[counts],
        summit[counts],
        table.has("summit"),
    )


def _ranks(found: list[str], ladder: Sequence[str]) -> list[str]:
    """Ranks that occur, from low to high; those off the ladder come first."""
    present = set(found)
    listed = [rank for rank in reversed(ladder) if rank in present]
    others = sorted(present - set(ladder) - {""})
    return [*([_WITHOUT_RANK] if "" in present else []), *others, *listed]


def _ways(found: Visits) -> list[str]:
    """Say from where to where the visits of each half go."""
    one, other = (plain(state_name(side), 48) for side in found.sides)
    return [f"{one} to {other}", f"{other} to {one}"]


def _others(found: Visits) -> list[str]:
    """Return what the legend says besides."""
    hollow = [_HOLLOW] if found.unclear.any() else []
    return [*hollow, *(["summit"] if found.summit.any() else [])]


def _draw_visits(ax: Axes, found: Visits, ways: list[str]) -> None:
    x = moments(found.days)
    sign = np.where(found.upward, 1, -1)
    y = (MIDDLE + found.height) * sign
    for upward, look, way in zip((True, False), _LOOKS, ways, strict=True):
        own = found.upward == upward
        stem = {"color": look["color"], "lw": 0.5, "alpha": 0.35}
        ax.vlines(x[own], (MIDDLE - BORDER) * sign[own], y[own], **stem)
        plainly = own & ~found.summit & ~found.unclear
        _dots(ax, x[plainly], y[plainly], **look, label=in_legend(way))
        doubtful = own & found.unclear & ~found.summit
        _dots(ax, x[doubtful], y[doubtful], **look, mfc="white")
    if found.unclear.any():
        ax.plot([], [], "o", ms=3.6, mfc="white", mec=GREY, label=_HOLLOW)
    if found.summit.any():
        _dots(ax, x[found.summit], y[found.summit], **_SUMMIT, label="summit")


def _dots(ax: Axes, x: Any, y: Any, **look: Any) -> None:
    if len(x):
        look.setdefault("mec", look["color"])
        ax.plot(x, y, linestyle="none", **{"ms": 3.8, "mew": 0.8, "zorder": 3} | look)


def _name_rows(ax: Axes, found: Visits, room: float) -> None:
    from summitry.plot._when_drawn import RowTexts

    places = MIDDLE + np.arange(len(found.ranks))
    words = told_apart([spaced(rank) for rank in found.ranks], room)
    ax.set_yticks([*-places[::-1], *places], [*words[::-1], *words])
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    RowTexts(ax, thinned=True)
    for border in (-0.45, 0.45):
        ax.axhline(border, color=GREY, lw=0.5)
    ax.grid(axis="y", color=PALE, lw=0.5)


def _words(
    found: Visits, window: tuple[int, int], spans: list[Any], marks: list[Any]
) -> str:
    upper, lower = int(found.upward.sum()), int((~found.upward).sum())
    one, other = map(state_name, found.sides)
    text = (
        f"{many(len(found.days), 'visit')} between {one} and {other}, "
        f"{iso(window[0])} to {iso(window[1])}: {upper} from {one}, "
        f"{lower} from {other}"
    )
    if found.told:
        text += f"; {int(found.summit.sum())} were summits"
    if found.unclear.any():
        text += f"; of {int(found.unclear.sum())} it is unclear whether they count"
    if spans:
        eras = ", ".join(f"{span.name} ({state_name(span.side)})" for span in spans)
        text += f". Eras: {eras}"
    if marks:
        named = [f"{m.number} {m.name} {iso(m.day)}".strip() for m in marks]
        text += f". Shocks: {', '.join(named)}"
    return f"{text}."
