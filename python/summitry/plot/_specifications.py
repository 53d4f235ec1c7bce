"""The specification curve: a number under every combination of choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import FrameError
from summitry.frames import Table
from summitry.frames.arguments import known_name
from summitry.frames.door import at_the_door
from summitry.output.decision_words import decision_words
from summitry.output.format import many, number, percent
from summitry.output.state_names import spelt_out, state_names
from summitry.plot._around import legend_above, name_upright, title_above
from summitry.plot._axes import axes_below, axes_for
from summitry.plot._canvas import BLACK, BLUE, GREY, VERMILLION, describe, plain, style
from summitry.plot._columns import read, texts
from summitry.plot._fitting import in_lines
from summitry.plot._room import LEAST_ROW, Room, refuse_height, room_of
from summitry.plot._spec_decisions import decisions_asked, decisions_for
from summitry.plot._spec_numbers import account, number_steps, turned
from summitry.plot._spec_steps import (
    MOST_COLUMNS,
    Line,
    Step,
    beside_panel,
    draw_panel,
    lines_of,
    steps_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.robustness.multiverse_result import Multiverse

_ROW, _CURVE = 0.17, 2.3
_PANEL = 0.6
"""Share of the height that the decisions may take."""

_UPRIGHT = 0.8
"""Inches that the numbers and the name of the upright axis take at most."""

_LINE = 0.15
"""Inches of a line of the title, the legend and what stands below."""

_WIDE = 4.0
"""Inches from which on the legend stands in one line."""

_DASHED = 0.4
"""Inches of a step from which on it may be dashed."""

_MOST_STEPS = 40
"""So many steps are told apart by their choices too."""

_OUTCOMES: dict[int, tuple[str, Any, str]] = {
    1: (BLUE, "-", "holds"),
    0: (VERMILLION, (0, (2, 1)), "fails"),
    -1: (GREY, ":", "cannot be answered"),
}


@at_the_door
def specifications(
    found: Multiverse,
    claim: str,
    *,
    decisions: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """
    Draw a claim's number under every specification, and which choices give it.

    Parameters
    ----------
    found : Multiverse
        What `multiverse` returned.
    claim : str
        The claim.
    decisions : sequence of str, optional
        The decisions to show below the curve, in this order; by default those that
        drive the claim, the one that drives it most first, or where none does those
        that move its number.
    ax : matplotlib.axes.Axes, optional
        Where to draw the curve; the panel of decisions hangs below it. A new figure by
        default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes of the curve.

    Raises
    ------
    CategoryError
        If there is no such claim.
    ColumnError
        If there is no such decision.
    InputError
        If there is no specification.
    MissingExtraError
        If matplotlib is not installed.

    Notes
    -----
    Specifications that give the same number and outcome, and choose alike in the
    decisions shown, are one step; how many they are stands above it, or below the
    panel where that has no room. Where that would be more than 40 steps, they need to
    choose alike in the first of these decisions alone, or in none. Steps are ordered by
    their number, from the lowest. In the panel, a column is the darker the more of its
    specifications choose the alternative of the row. A number that was printed is a
    line.

    References
    ----------
    Simonsohn, Simmons and Nelson (2020), Specification curve analysis, Nature Human
    Behaviour 4, 1208-1214.

    Examples
    --------
    >>> import summitry
    >>> visits = {"date": ["2010-05-03", "2012-11-15", "2013-05-22"]}
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2010-01-01", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> found = summitry.multiverse(
    ...     visits,
    ...     eras,
    ...     since="2010-01-01",
    ...     through="2014-12-31",
    ...     claims={"hu-lowest": summitry.Claim.lowest("Hu")},
    ... )
    >>> ax = summitry.plot.specifications(found, "hu-lowest")
    >>> summitry.plot.alt_text(ax)[:58]
    'Hu has the lowest frequency: holds in 1 of 4 specification'
    """
    if not hasattr(found, "claims"):
        raise FrameError(
            f"found is a {type(found).__name__}, not a Multiverse",
            code="not_a_multiverse",
            column="found",
            hint="give what summitry.multiverse returns, not its table",
        )
    table = read(found.table, "specifications", "specifications")
    claims = Table(found.claims, "claims")
    names = texts(claims, "claim")
    row = names.index(known_name(claim, names, "claim"))
    says = str(claims.values("says")[row]).removesuffix(".")
    # The study's own specification may stand before the combinations that count.
    first = len(table) - claims.integers("specifications")[row]
    table = table.take(np.arange(first, len(table)))
    outcome, value = _outcomes(table, claim), table.floats(claim)
    chosen = (
        decisions_for(found, claim, table)
        if decisions is None
        else decisions_asked(decisions, table, names)
    )
    room = room_of(ax)
    groups = [lines_of(table, name) for name in chosen]
    high = room.high - _taken(says, room)
    if decisions is None:
        groups = _fitting(groups, high)
    n_rows = sum(map(len, groups))
    if n_rows * LEAST_ROW > high * _PANEL:
        wanted = n_rows * LEAST_ROW / _PANEL + _taken(says, room)
        refuse_height("the axes are too low for the decisions", room, wanted)
    lines = [line for own in groups for line in own]
    steps = steps_of(value, outcome, lines, _MOST_STEPS)
    quantity = str(claims.values("quantity")[row])
    with style([says, *(line.alternative for line in lines)], room.size):
        panel = _ROW * max(len(lines), 1)
        beside = beside_panel(lines, (room.names, room.notes))
        width = room.across(max(beside[0], _UPRIGHT) + beside[1])
        ax = axes_for(ax, _CURVE + panel + 0.7)
        degrees = turned(steps, width)
        _curve(ax, steps, width)
        if degrees is not None:
            number_steps(ax, steps, degrees)
        _printed_line(ax, claims, row)
        left_out = len(chosen) - len(groups)
        said = account(steps, left_out, numbered=degrees is not None)
        if not lines:
            ax.set_xlabel(in_lines(said, width))
        else:
            needed = len(lines) * LEAST_ROW / high
            share = min(max(panel / (panel + _CURVE), needed), _PANEL)
            below = axes_below(ax, share)
            # What stands below is in the middle, and goes on below the names.
            told = in_lines(said, width + 1.5 * min(beside))
            draw_panel(below, steps, lines, told, (room.names, room.notes))
        axis = plain(spelt_out(quantity, state_names(quantity.split())), 200)
        name_upright(ax, axis, min(high * (1 - _PANEL), _CURVE))
        deep = legend_above(ax, room, width)
        title = in_lines(plain(says, 400), width, most=5)
        pad = 6 + 1.8 * room.size * deep
        title_above(ax, title, pad)
        return describe(ax, _words(says, value, outcome, _strongest(found, claim)))


def _taken(says: str, room: Room) -> float:
    """Return the inches of a long title and of a legend in several lines."""
    title = in_lines(plain(says, 400), room.least, most=5).count("\n") + 1
    legend = 1 if room.least > _WIDE else 2
    return _LINE * (title + legend)


def _fitting(groups: list[list[Line]], high: float) -> list[list[Line]]:
    """Return the decisions that can be read in so many inches, the first at least."""
    rows = np.cumsum([len(own) for own in groups])
    most = int((rows * LEAST_ROW <= high * _PANEL).sum())
    return groups[: max(most, 1)]


def _outcomes(table: Table, claim: str) -> npt.NDArray[np.int64]:
    """1 where the claim holds, 0 where it fails, -1 where nothing can be said."""
    found = table.categories(f"{claim}_holds")
    return found.coded(["false", "true"])


def _strongest(found: Multiverse, claim: str) -> str | None:
    """The decision that drives the claim most, if any does."""
    drivers = Table(found.drivers, "drivers")
    own = [n for n, name in enumerate(texts(drivers, "claim")) if name == claim]
    if not own or np.isnan(drivers.floats("share")[own[0]]):
        return None
    return texts(drivers, "decision")[own[0]]


def _curve(ax: Axes, steps: list[Step], width: float) -> None:
    """Draw each step at its number."""
    from matplotlib.ticker import MaxNLocator

    n = len(steps)
    half = 0.5 if n > MOST_COLUMNS else 0.42
    for code, (color, dash, label) in _OUTCOMES.items():
        own = [place for place, step in enumerate(steps) if step.outcome == code]
        if not own:
            continue
        count = sum(steps[place].size for place in own)
        place, value = np.array(own), np.array([steps[k].value for k in own])
        ax.hlines(
            value,
            place - half,
            place + half,
            color=color,
            lw=3.0,
            # In short steps dashes would read as more steps.
            ls=dash if n * _DASHED <= width else "-",
            label=f"{label} ({count})",
            gid=label,
        )
    values = np.array([step.value for step in steps])
    known = values[~np.isnan(values)]
    if known.size:
        low, high = float(known.min()), float(known.max())
        room = (high - low or abs(high) or 1.0) * 0.12
        ax.set_ylim(low - room, high + 1.6 * room)
    if (known == np.floor(known)).all():
        ax.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    ax.ticklabel_format(axis="y", style="plain", useOffset=False)
    margin = max(n * 0.01, 0.5)
    ax.set_xlim(-margin, n - 1 + margin)
    ax.tick_params(axis="x", labelbottom=False, length=0)
    ax.spines["bottom"].set_visible(False)
    ax.grid(axis="y")


def _printed_line(ax: Axes, claims: Table, row: int) -> None:
    """Draw the number that was printed, where there is one."""
    text = claims.values("printed")[row]
    value = printed_number(text)
    if value is None:
        return
    ax.axhline(
        value,
        color=BLACK,
        lw=0.9,
        ls=(0, (5, 2)),
        label=f"printed: {text}",
        gid="printed",
    )
    low, high = ax.get_ylim()
    room = (high - low) * 0.06
    ax.set_ylim(min(low, value - room), max(high, value + room))


def printed_number(text: Any) -> float | None:
    """
    Return the number that a claim prints, a percentage as a share.

    Examples
    --------
    >>> printed_number("1.25"), printed_number("52%"), printed_number("2,000,000")
    (1.25, 0.52, 2000000.0)
    >>> printed_number(None)
    """
    if text is None:
        return None
    plain_text = str(text).replace(",", "").strip()
    part = 100.0 if plain_text.endswith("%") else 1.0
    try:
        return float(plain_text.rstrip("% ")) / part
    except ValueError:
        return None


def _words(
    says: str,
    value: npt.NDArray[np.float64],
    outcome: npt.NDArray[np.int64],
    strongest: str | None,
) -> str:
    holds, n = int((outcome == 1).sum()), len(outcome)
    text = (
        f"{says}: holds in {holds} of {many(n, 'specification')} ({percent(holds / n)})"
    )
    if not np.isnan(value).all():
        low, high = (
            number(float(end), 2) for end in (np.nanmin(value), np.nanmax(value))
        )
        text += f"; the computed number goes from {low} to {high}"
    if strongest is not None:
        text += f"; the decision that matters most is {decision_words(strongest)}"
    return f"{text}."
