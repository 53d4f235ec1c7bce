"""A reader's own choices in a report, over a grid that is computed beforehand."""

from __future__ import annotations

import json
import string
from importlib.resources import files
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import LimitError
from summitry.output.format import many
from summitry.output.state_names import spelt_out, state_names
from summitry.report._blocks import paragraph
from summitry.report._page import Section
from summitry.robustness.exploration import MOST_MISSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.report._material import Material
    from summitry.robustness.exploration import Exploration

MOST_CELLS = 4_000
"""A page holds no more combinations: they would make it too large to send."""

_MOST_DECIMALS = 12
_SIGNS = string.digits + string.ascii_lowercase
_VIEW = "explore-view"
_START = """
(() => {
  const root = document.getElementById("VIEW");
  const data = JSON.parse(document.getElementById("VIEW-data").textContent);
  const sizes = data.controls.map((control) => control.choices.length);
  const ask = (chosen) => {
    const cell = chosen.reduce((before, one, place) => before * sizes[place] + one, 0);
    const verdicts = [...data.verdicts[cell]].map(Number);
    const missed = [...data.fewest[cell]].map((one) => parseInt(one, 36));
    show({ frequencies: data.frequencies[cell], ranks: data.ranks[cell], verdicts, missed });
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
    says = [one.says for one in material.results]
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
        "claims": [" ".join(one.split()) for one in says],
        "missed": {
            "label": "visits that the record may have missed",
            "choices": [str(visits) for visits in range(MOST_MISSED + 1)],
        },
        "own": found.verdicts[found.cell({})].tolist(),
        "unit": found.unit,
    }


def found_at(found: Exploration, chosen: Sequence[int]) -> dict[str, Any]:
    """Return what comes of some alternatives, by their places."""
    cell = found.at(chosen)
    return {
        "frequencies": _numbers(found.frequencies[cell].tolist()),
        "ranks": found.ranks[cell].tolist(),
        "verdicts": found.verdicts[cell].tolist(),
        "missed": found.missed[cell].tolist(),
    }


def _countries(found: Exploration) -> dict[str, str]:
    """The names of the sides that stand before the eras."""
    return state_names({code for era in found.eras for code in era.split(": ")[:-1]})


def _grid(found: Exploration) -> dict[str, Any]:
    """Every cell: numbers as readers see them, one sign for a claim and its visits."""
    return {
        "frequencies": [*map(_numbers, _told(found.frequencies).tolist())],
        "ranks": found.ranks.tolist(),
        "verdicts": ["".join(map(str, row)) for row in found.verdicts.tolist()],
        "fewest": [
            "".join(map(_SIGNS.__getitem__, row)) for row in found.missed.tolist()
        ],
    }


def _told(frequencies: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Two decimals, of what is below a tenth two digits, as in tables."""
    with np.errstate(divide="ignore", invalid="ignore"):
        digits = np.clip(1 - np.floor(np.log10(frequencies)), 2, _MOST_DECIMALS)
    scale = 10.0 ** np.where(frequencies > 0, digits, 2.0)
    return np.round(frequencies * scale) / scale


def _numbers(row: list[float]) -> list[float | None]:
    return [None if isnan(one) else one for one in row]
