"""
Draw every plot of the record `china-dprk` into ``docs/images``, with its code.

    python docs/make_images.py
"""

from __future__ import annotations

import inspect
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

import summitry

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

FOLDER = Path(__file__).with_name("images")
HEAD = """\
# Figures

Every plot, drawn from the bundled record `china-dprk` by the code that stands below it. All of them
begin with the study and its tables:

```python
{start}
```

A plot takes the table that a function returned. It is drawn on a new figure a page wide, or on the
axes that you give: `ax=`. Several on one figure keep off each other; in a narrow place, such as a column of
a journal (3.4 inches), letters are smaller and long names are cut, so that no two are alike. A plot is
drawn on white paper, also in a dark notebook. {{py:obj}}`alt_text <summitry.plot.alt_text>` says in words
what it shows, with every name whole.
"""


def _start() -> dict[str, Any]:
    import summitry

    study = summitry.read_study("china-dprk")
    observed = summitry.Observation(since=study.since, through=study.through)
    tables = study.run().tables
    return locals()


def _timeline(study: Any, observed: Any) -> Axes:
    return summitry.plot.timeline(study.visits, study.eras, study.shocks, **observed)


def _frequency(tables: Any) -> Axes:
    return summitry.plot.frequency(tables["frequency"])


def _lags(tables: Any) -> Axes:
    return summitry.plot.lags(tables["lags"])


def _lag_curve(tables: Any) -> Axes:
    curve = summitry.lag_curve(tables["lags"])
    return summitry.plot.lag_curve(curve, tables["lag_summary"])


def _weights(study: Any, observed: Any) -> Axes:
    chinese = study.eras[study.eras["side"] == "CHN"]
    tally = summitry.era_tally(study.visits, chinese, scheme=study.scheme, **observed)
    lowest = summitry.Claim.lowest("Xi Jinping", quantity="weighted_frequency")
    summits = {"summit": {True: (0, 10)}}
    found = summitry.break_even(tally, lowest, vary=summits)
    return summitry.plot.weights(tally, found, vary=summits)


def _specifications(study: Any) -> Axes:
    return summitry.plot.specifications(study.multiverse(), "xi-frequency")


def _phases(study: Any, tables: Any) -> Axes:
    found = tables["phases"]
    return summitry.plot.phases(found, study.visits, through=study.through)


def _gaps(tables: Any) -> Axes:
    return summitry.plot.gaps(tables["summit_gaps"])


def _dyads() -> Axes:
    north, south = (
        summitry.qualify(
            summitry.datasets.load_visits(record),
            definition=summitry.datasets.load_definition(record),
        )
        for record in ("china-dprk", "china-rok")
    )
    eras = summitry.datasets.load_eras("china-dprk", side="CHN")
    found = summitry.compare_dyads_by_floor(
        north,
        south,
        eras=eras[eras["era"].isin(["Hu Jintao", "Xi Jinping"])],
        since="2002-11-15",
        through="2017-03-15",
        reference="Hu Jintao",
    )
    return summitry.plot.dyads(found)


PLOTS: tuple[Callable[..., Axes], ...] = (
    *(_timeline, _frequency, _lags, _lag_curve, _weights, _specifications),
    *(_phases, _gaps, _dyads),
)


def code_of(plot: Callable[..., Any]) -> str:
    """Return the lines of a function, its result called ``ax``."""
    lines = textwrap.dedent(inspect.getsource(plot).partition(":\n")[2])
    return lines.replace("return locals()\n", "").replace("return ", "ax = ").rstrip()


def figures() -> dict[str, Axes]:
    """Draw each plot once, from the bundled study."""
    known = _start()
    drawn = {}
    for plot in PLOTS:
        asked = inspect.signature(plot).parameters
        drawn[plot.__name__.strip("_")] = plot(**{name: known[name] for name in asked})
    return drawn


def page() -> str:
    """Write one PNG a plot, and return the page that shows them."""
    parts = [HEAD.format(start=code_of(_start))]
    for plot, (name, ax) in zip(PLOTS, figures().items(), strict=True):
        file = f"{name.replace('_', '-')}.png"
        paper: Any = ax.figure
        paper.savefig(FOLDER / file, dpi=110, metadata={"Software": None})
        words = summitry.plot.alt_text(ax).replace("\n", " ")
        parts.append(
            f"## {name}\n\n```{{image}} images/{file}\n:alt: {words}\n```\n\n"
            f"```python\n{code_of(plot)}\n```\n"
        )
    return "\n".join(parts)


def main() -> None:
    """Draw everything."""
    mpl.use("Agg")
    FOLDER.mkdir(exist_ok=True)
    FOLDER.with_name("figures.md").write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
