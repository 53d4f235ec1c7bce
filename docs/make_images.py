"""
Draw every plot of the record `china-dprk` into ``docs/images``.

    python docs/make_images.py
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

import summitry
from summitry import plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FOLDER = Path(__file__).with_name("images")


def figures() -> dict[str, Axes]:
    """Draw each plot once, from the bundled study."""
    study = summitry.read_study("china-dprk")
    observed = {"since": study.since, "through": study.through}
    tables = study.run().tables
    chinese = study.eras[study.eras["side"] == "CHN"]
    tally = summitry.era_tally(study.visits, chinese, scheme=study.scheme, **observed)
    lowest = summitry.Claim.lowest("Xi Jinping", quantity="weighted_frequency")
    summits = {"summit": {True: (0, 10)}}
    found = summitry.break_even(tally, lowest, vary=summits)
    return {
        "timeline": plot.timeline(study.visits, study.eras, study.shocks, **observed),
        "frequency": plot.frequency(tables["frequency"]),
        "lags": plot.lags(tables["lags"]),
        "lag-curve": plot.lag_curve(
            summitry.lag_curve(tables["lags"]), tables["lag_summary"]
        ),
        "weights": plot.weights(tally, found, vary=summits),
        "specifications": plot.specifications(study.multiverse(), "xi-frequency"),
        "phases": plot.phases(tables["phases"], study.visits, through=study.through),
        "gaps": plot.gaps(tables["summit_gaps"]),
        "dyads": plot.dyads(dyads()),
    }


def dyads() -> Any:
    """Compare contact with Pyongyang and with Seoul, floor by floor."""
    north, south = (
        summitry.qualify(
            summitry.datasets.load_visits(record),
            definition=summitry.datasets.load_definition(record),
        )
        for record in ("china-dprk", "china-rok")
    )
    eras = summitry.datasets.load_eras("china-dprk")
    eras = eras[(eras["side"] == "CHN") & eras["era"].isin(["Hu Jintao", "Xi Jinping"])]
    return summitry.compare_dyads_by_floor(
        north,
        south,
        eras=eras,
        since="2002-11-15",
        through="2017-03-15",
        reference="Hu Jintao",
    )


def main() -> None:
    """Write one PNG a plot, and the page that shows them."""
    mpl.use("Agg")
    FOLDER.mkdir(exist_ok=True)
    page = [
        "# Figures",
        "",
        "Every plot of the bundled record `china-dprk`, drawn by `docs/make_images.py`.",
        "",
    ]
    for name, ax in figures().items():
        figure = ax.figure
        figure.savefig(FOLDER / f"{name}.png", dpi=110, metadata={"Software": None})
        words = plot.alt_text(ax).replace("\n", " ")
        page += [
            f"## {name}",
            "",
            f"```{{image}} images/{name}.png",
            f":alt: {words}",
            "```",
            "",
        ]
    FOLDER.with_name("figures.md").write_text("\n".join(page), "utf-8")


if __name__ == "__main__":
    main()
