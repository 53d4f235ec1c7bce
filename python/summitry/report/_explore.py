"""A reader's own choices in a report, over a grid that is computed beforehand."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import LimitError
from summitry.output.format import many
from summitry.report._blocks import paragraph
from summitry.report._page import Section
from summitry.sources.state_names import spelt_out, state_names

if TYPE_CHECKING:
    from summitry.report._material import Material
    from summitry.robustness.exploration import Exploration

MOST_CELLS = 4_000
"""A page holds no more combinations: they would make it too large to send."""

_VIEW = "explore-view"
_START = """
(() => {
  const root = document.getElementById("VIEW");
  const data = JSON.parse(document.getElementById("VIEW-data").textContent);
  const sizes = data.controls.map((control) => control.choices.length);
  const ask = (chosen) => {
    const cell = chosen.reduce((before, one, place) => before * sizes[place] + one, 0);
    const verdicts = [...data.verdicts[cell]].map(Number);
    show({
      frequencies: data.frequencies[cell], ranks: data.ranks[cell], verdicts, notes: [],
    });
  };
  root.replaceChildren();
  const show = exploreStudy(root, data, ask);
  ask(data.controls.map((control) => control.own));
})();
"""


def explore(material: Material) -> tuple[Section, str] | None:
    """Return a section with controls, and its script; nothing if nothing can vary."""
    try:
        found = material.study.exploration
    except LimitError:
        return None
    if not 1 < len(found.verdicts) <= MOST_CELLS:
        return None
    says = [" ".join(one.says.split()) for one in material.results]
    held = json.dumps(view_data(found, says) | _grid(found), separators=(",", ":"))
    held = held.replace("<", "\\u003c")
    body = [
        paragraph(
            "Other weights, floors, lists and doubts than the study's own, each tried "
            f"with each: {many(len(found.verdicts), 'combination')}, computed beforehand."
        ),
        f'<div id="{_VIEW}">',
        paragraph(
            "This part needs scripts, which are turned off here. The table of how far "
            "each claim can be pushed says in which share of combinations it holds.",
            "quiet",
        ),
        "</div>",
        f'<script type="application/json" id="{_VIEW}-data">{held}</script>',
    ]
    script = view_script() + _START.replace("VIEW", _VIEW)
    return Section("explore", "Try other ways to count", body), script


def view_script() -> str:
    """Return the script that draws the controls and what comes of them."""
    return files("summitry.report").joinpath("explore.js").read_text("utf-8")


def view_data(found: Exploration, says: list[str]) -> dict[str, Any]:
    """Return what the script draws, but for what comes of a choice."""
    controls = [
        {
            "label": control.label,
            "choices": [one.replace("_", " ") for one in control.decision.choices],
            "own": control.own,
            "ordered": control.ordered,
        }
        for control in found.controls
    ]
    return {
        "controls": controls,
        "eras": [spelt_out(era, _countries(found)) for era in found.eras],
        "claims": says,
        "own": found.verdicts[found.cell({})].tolist(),
        "unit": found.unit,
    }


def _countries(found: Exploration) -> dict[str, str]:
    return state_names({era.partition(": ")[0] for era in found.eras})


def _grid(found: Exploration) -> dict[str, Any]:
    """Every cell: numbers as readers see them, verdicts as a digit a claim."""
    rounded = np.round(found.frequencies, 2)
    return {
        "frequencies": [
            [None if np.isnan(one) else one for one in row] for row in rounded.tolist()
        ],
        "ranks": found.ranks.tolist(),
        "verdicts": ["".join(map(str, row)) for row in found.verdicts.tolist()],
    }
