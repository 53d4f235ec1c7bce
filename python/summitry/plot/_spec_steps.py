"""Specifications that agree, as the steps of a curve with their choices below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.output.decision_words import choice_words, decision_words
from summitry.plot._canvas import GREY, inches, plain
from summitry.plot._fitting import in_lines, told_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Table

MOST_COLUMNS = 240
"""How many steps stand side by side; of more, several share a column."""

_SIZE, _BOLD = 7.5, 1.15
"""Points of the names, and how much wider bold letters are."""

_SAME = 12
"""Digits to which two numbers are the same."""


class Line(NamedTuple):
    """One alternative of a decision, and in which specifications it is chosen."""

    decision: str
    alternative: str
    chosen: npt.NDArray[np.bool_]


class Step(NamedTuple):
    """Specifications with the same number and outcome, and the share of each choice."""

    value: float
    outcome: int
    size: int
    chosen: npt.NDArray[np.float64]


def lines_of(table: Table, decision: str) -> list[Line]:
    """Return one line for each alternative of a decision."""
    found = table.categories(decision)
    return [
        Line(decision, choice_words(decision, label), found.codes == code)
        for code, label in enumerate(found.labels)
    ]


def steps_of(
    value: npt.NDArray[np.float64],
    outcome: npt.NDArray[np.int64],
    lines: Sequence[Line],
    most: int = MOST_COLUMNS,
) -> list[Step]:
    """
    Put specifications together that cannot be told apart, from the lowest number.

    Those of one step choose alike, too, in as many of the first decisions as leave no
    more steps than `most`. Those without a number come last.

    Examples
    --------
    >>> line = Line("unclear", "counted", np.array([True, False, True, False]))
    >>> value, outcome = np.array([2.0, 1.0, 2.0, 2.0]), np.array([1, 0, 1, 1])
    >>> [step[:3] for step in steps_of(value, outcome, [line])]
    [(1.0, 0, 1), (2.0, 1, 1), (2.0, 1, 2)]
    >>> [step[2:] for step in steps_of(value, outcome, [line], most=2)]
    [(1, array([0.])), (3, array([0.66666667]))]
    """
    known = np.where(np.isnan(value), np.inf, same_digits(value))
    chosen = np.array([line.chosen for line in lines], dtype=float)
    chosen = chosen.reshape(len(lines), len(value))
    decisions = [line.decision for line in lines]
    ends = [
        place
        for place in range(len(lines), 0, -1)
        if place == len(lines) or decisions[place] != decisions[place - 1]
    ]
    keys = [np.stack([known, outcome.astype(float), *chosen[:n]]) for n in [*ends, 0]]
    each = (_alike(key) for key in keys[:-1])
    few = (alike for alike in each if len(alike[0]) <= most)
    first, which, counts = next(few, None) or _alike(keys[-1])
    shares = [np.bincount(which, own, len(first)) / counts for own in chosen]
    share = np.array(shares).reshape(len(lines), len(first))
    return [
        Step(float(value[row]), int(outcome[row]), int(count), share[:, place])
        for place, (row, count) in enumerate(zip(first, counts, strict=True))
    ]


def _alike(
    columns: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """
    Return the first column of each kind, in order, the kind of each, and their numbers.

    Examples
    --------
    >>> first, which, counts = _alike(np.array([[2.0, 1.0, 2.0], [0.0, 0.0, 0.0]]))
    >>> first.tolist(), which.tolist(), counts.tolist()
    ([1, 0], [1, 0, 1], [1, 2])
    """
    # To sort whole columns as records, as `np.unique` does, takes ten times as long.
    order = np.lexsort(columns[::-1])
    ordered = columns[:, order]
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    which = np.empty(len(order), dtype=np.int64)
    which[order] = np.cumsum(begins) - 1
    return order[begins], which, np.bincount(which)


def same_digits(value: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return numbers of so many digits that two that are the same are alike."""
    return np.array([float(f"{one:.{_SAME}g}") for one in value.tolist()])


def beside_panel(
    lines: Sequence[Line], room: tuple[float, float]
) -> tuple[float, float]:
    """Return the inches of the names at the left, and of those at the right."""
    left = [inches(plain(line.alternative, 80), _SIZE) for line in lines]
    right = [_BOLD * inches(decision_words(line.decision), _SIZE) for line in lines]
    wanted = max([0.0, *left]) + 0.1, max([0.0, *right]) + 0.1
    return min(wanted[0], room[0]), min(wanted[1], room[1])


def draw_panel(
    panel: Axes,
    steps: Sequence[Step],
    lines: Sequence[Line],
    told: str,
    room: tuple[float, float],
) -> None:
    """
    Hang the decisions below the curve, one row for each alternative.

    A step is the darker in a row the more of its specifications choose it.

    `room` is inches for the alternatives at the left, for the decisions at the right.
    """
    n = len(steps)
    edges = np.linspace(0, n, min(n, MOST_COLUMNS) + 1).round().astype(np.int64)
    weight = np.array([step.size for step in steps], dtype=float)
    chosen = np.stack([step.chosen for step in steps], axis=1) * weight
    dark = np.add.reduceat(chosen, edges[:-1], axis=1)
    panel.imshow(
        dark / np.add.reduceat(weight, edges[:-1]),
        cmap="Greys",
        vmin=0,
        vmax=1.15,
        aspect="auto",
        interpolation="nearest",
        extent=(-0.5, n - 0.5, len(lines) - 0.5, -0.5),
    )
    margin = max(n * 0.01, 0.5)
    panel.set_xlim(-margin, n - 1 + margin)
    names = told_apart([line.alternative for line in lines], room[0], _SIZE)
    panel.set_yticks(range(len(lines)), names, fontsize=_SIZE)
    panel.tick_params(length=0, labelbottom=False)
    for spine in panel.spines.values():
        spine.set_visible(False)
    first = [
        k
        for k in range(len(lines))
        if k == 0 or lines[k].decision != lines[k - 1].decision
    ]
    decisions = []
    for start, end in zip(first, [*first[1:], len(lines)], strict=True):
        panel.axhline(start - 0.5, color=GREY, lw=0.6)
        words = plain(decision_words(lines[start].decision), 80)
        decisions.append(
            panel.text(
                1.008,
                (start + end - 1) / 2,
                in_lines(words, room[1] / _BOLD, _SIZE, most=end - start),
                transform=panel.get_yaxis_transform(),
                va="center",
                fontsize=_SIZE,
                weight="bold",
                linespacing=1.0,
            )
        )
    from summitry.plot._when_drawn import RowTexts

    RowTexts(panel, decisions)
    panel.axhline(len(lines) - 0.5, color=GREY, lw=0.6)
    panel.set_xlabel(told)
