"""The promise of the dispersed methods, by simulation: how often they may err."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest

bench: Any = import_module("dispersed_coverage")
"""The simulation whose larger tables stand in docs/coverage.md."""

RECORDS = 2_000
PROMISE = {0: (0.045, 0.94), 0.3: (0.06, 0.91)}
"""For each correlation of years: equal eras told apart, and intervals that hold."""


def worst(setting: Any) -> tuple[Any, Any]:
    told, covered = [], []
    for place, design in enumerate(bench.DESIGNS):
        random = np.random.default_rng([1, place])
        drawn = bench.draw(random, RECORDS, design, setting)
        told += [cell for _, cell in bench.told(drawn, ["dispersed"])]
        covered += [cell for _, cell in bench.covered(drawn, ["dispersed"])]
    return max(told), min(covered)


@pytest.mark.parametrize("setting", bench.PROMISED, ids=lambda setting: setting.name)
def test_years_that_vary_are_allowed_for(setting: Any) -> None:
    most, least = PROMISE[setting.correlation]
    told, covered = worst(setting)
    assert told.share <= most + 3 * told.error, told
    assert covered.share >= least - 3 * covered.error, covered


def test_methods_of_independent_visits_do_not_allow_for_them() -> None:
    setting = bench.Setting(0.29)
    drawn = bench.draw(np.random.default_rng(1), RECORDS, bench.DESIGNS[5], setting)
    assert dict(bench.told(drawn, ["central"]))["central"].share > 0.12
    assert dict(bench.covered(drawn, ["central"]))["garwood"].share < 0.85
