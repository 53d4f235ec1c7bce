"""The specification curve: a number under every combination of choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import FrameError
from summitry.frames import Table
from summitry.frames.arguments import known_name
from summitry.output.format import many, number
from summitry.plot._canvas import (
    BLUE,
    GREY,
    VERMILLION,
    axes_below,
    axes_for,
    describe,
    plain,
    style,
)
from summitry.plot._columns import read, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.robustness.multiverse_result import Multiverse

_ROW, _CURVE = 0.17, 2.3
_MOST_BINS = 240
_MOST_POINTS = 300
_OUTCOMES: dict[int, dict[str, Any]] = {
    1: {"color": BLUE, "marker": "o", "label": "holds"},
    0: {"color": VERMILLION, "marker": "x", "label": "fails"},
    -1: {"color": GREY, "marker": "|", "label": "cannot be answered"},
}


class _Row(NamedTuple):
    """One alternative of a decision, and in which specifications it is chosen."""

    decision: str
    alternative: str
    chosen: npt.NDArray[np.bool_]


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
        drive the claim, the one that drives it most first, or all if none does.
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
    Specifications are ordered by their number, from the lowest. In the panel, a column
    is dark where its specifications choose the alternative of the row; where there are
    more specifications than columns, the darker the more of them do.

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
    row = claims.values("claim").index(
        known_name(claim, texts(claims, "claim"), "claim")
    )
    says = str(claims.values("says")[row])
    # The study's own specification may stand before the combinations that count.
    first = len(table) - claims.integers("specifications")[row]
    table = table.take(np.arange(first, len(table)))
    outcome = _outcomes(table, claim)
    value = table.floats(claim)
    order = np.lexsort([outcome, np.where(np.isnan(value), np.inf, value)])
    chosen = _decisions(found, claim) if decisions is None else list(decisions)
    rows = [line for name in chosen for line in _alternatives(table, name, order)]
    labels = [says, *(line.alternative for line in rows)]
    with style(labels):
        panel = _ROW * max(len(rows), 1)
        ax = axes_for(ax, _CURVE + panel + 0.5)
        _curve(ax, value[order], outcome[order])
        if rows:
            _panel(ax, axes_below(ax, panel / (panel + _CURVE)), rows)
        ax.set_ylabel("computed")
        ax.set_title(plain(says, 100), fontsize=8.5, color=GREY, pad=18)
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3)
        return describe(ax, _words(says, value, outcome, _strongest(found, claim)))


def _outcomes(table: Table, claim: str) -> npt.NDArray[np.int64]:
    """1 where the claim holds, 0 where it fails, -1 where nothing can be said."""
    found = table.categories(f"{claim}_holds")
    return found.coded(["false", "true"])


def _decisions(found: Multiverse, claim: str) -> list[str]:
    drivers = Table(found.drivers, "drivers")
    rows = zip(
        texts(drivers, "claim"),
        texts(drivers, "decision"),
        drivers.floats("share"),
        strict=True,
    )
    own = [(decision, share > 0) for name, decision, share in rows if name == claim]
    driving = [decision for decision, drives in own if drives]
    return driving or [decision for decision, _ in own]


def _strongest(found: Multiverse, claim: str) -> str | None:
    """The decision that drives the claim most, if any does."""
    drivers = Table(found.drivers, "drivers")
    own = [n for n, name in enumerate(texts(drivers, "claim")) if name == claim]
    if not own or np.isnan(drivers.floats("share")[own[0]]):
        return None
    return texts(drivers, "decision")[own[0]]


def _alternatives(
    table: Table, decision: str, order: npt.NDArray[np.int64]
) -> list[_Row]:
    found = table.categories(decision)
    codes = found.codes[order]
    return [
        _Row(decision, label.removesuffix(" 00:00:00"), codes == code)
        for code, label in enumerate(found.labels)
    ]


def _curve(
    ax: Axes, value: npt.NDArray[np.float64], outcome: npt.NDArray[np.int64]
) -> None:
    from matplotlib.ticker import MaxNLocator

    place = np.arange(len(value))
    for code, look in _OUTCOMES.items():
        own = outcome == code
        if own.any():
            many = own.sum() > _MOST_POINTS
            ax.plot(
                place[own],
                value[own],
                linestyle="none",
                ms=2 if len(value) > _MOST_BINS else 3.5,
                mew=0.8,
                rasterized=bool(many),
                **look,
            )
    known = value[~np.isnan(value)]
    if (known == np.floor(known)).all():
        ax.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    margin = max(len(value) * 0.01, 0.5)
    ax.set_xlim(-margin, len(value) - 1 + margin)
    ax.tick_params(axis="x", labelbottom=False, length=0)
    ax.spines["bottom"].set_visible(False)
    ax.grid(axis="y")


def _panel(ax: Axes, panel: Axes, rows: list[_Row]) -> None:
    """Hang the decisions below the curve, one row for each alternative."""
    n = len(rows[0].chosen)
    bins = min(n, _MOST_BINS)
    edges = np.linspace(0, n, bins + 1).round().astype(np.int64)
    widths = np.diff(edges)
    dark = np.stack(
        [np.add.reduceat(row.chosen.astype(float), edges[:-1]) / widths for row in rows]
    )
    panel.imshow(
        dark,
        cmap="Greys",
        vmin=0,
        vmax=1.15,
        aspect="auto",
        interpolation="nearest",
        extent=(-0.5, n - 0.5, len(rows) - 0.5, -0.5),
    )
    panel.set_xlim(*ax.get_xlim())
    panel.set_yticks(
        range(len(rows)), [plain(row.alternative, 24) for row in rows], fontsize=7.5
    )
    panel.tick_params(length=0, labelbottom=False)
    for spine in panel.spines.values():
        spine.set_visible(False)
    first = [
        k
        for k in range(len(rows))
        if k == 0 or rows[k].decision != rows[k - 1].decision
    ]
    for start, end in zip(first, [*first[1:], len(rows)], strict=True):
        panel.axhline(start - 0.5, color=GREY, lw=0.6)
        panel.text(
            1.008,
            (start + end - 1) / 2,
            plain(rows[start].decision.replace("_", " "), 16),
            transform=panel.get_yaxis_transform(),
            va="center",
            fontsize=7.5,
            weight="bold",
        )
    panel.axhline(len(rows) - 0.5, color=GREY, lw=0.6)
    panel.set_xlabel(
        f"{many(n, 'specification')}, from the lowest number to the highest"
    )


def _words(
    says: str,
    value: npt.NDArray[np.float64],
    outcome: npt.NDArray[np.int64],
    strongest: str | None,
) -> str:
    holds, n = int((outcome == 1).sum()), len(outcome)
    text = f"{says}: holds in {holds} of {many(n, 'specification')} ({holds / n:.0%})"
    if not np.isnan(value).all():
        low, high = (
            number(float(end), 2) for end in (np.nanmin(value), np.nanmax(value))
        )
        text += f"; the computed number goes from {low} to {high}"
    if strongest is not None:
        text += f"; the decision that matters most is {strongest.replace('_', ' ')}"
    return f"{text}."
