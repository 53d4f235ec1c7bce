"""A copy of what counts in parts goes on by itself."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from two_leaders import ERAS, SEEN

import summitry

if TYPE_CHECKING:
    from collections.abc import Callable

SHOCKS: dict[str, Any] = {"label": ["third"], "date": ["2013-02-12"]}
VISITS: dict[str, Any] = {"date": ["2013-05-22"]}
ENDS: dict[str, Any] = {"origin": ["CHN"], "destination": ["PRK"]}
OTHERS: dict[str, Any] = {
    "date": ["2013-03-01", "2014-01-01"],
    "origin": ["PRK", "PRK"],
    "destination": ["CHN", "PRK"],
}

MADE: dict[str, Callable[[], Any]] = {
    "tally": lambda: summitry.Tally(ERAS, **SEEN),
    "waits": lambda: summitry.Waits(SHOCKS, **SEEN),
}
COPIED: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda one: pickle.loads(pickle.dumps(one)),
}


def listed(found: Any) -> dict[str, list[Any]]:
    return {name: found[name].tolist() for name in found.columns}


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("how", COPIED)
def test_a_copy_that_takes_more_leaves_the_first_alone(kind: str, how: str) -> None:
    first = MADE[kind]().update(VISITS | ENDS)
    held = {name: repr(value) for name, value in vars(copy.copy(first)).items()}
    before, shown = listed(first.finish()), str(first)
    other = COPIED[how](first)
    other.update(OTHERS)
    assert listed(first.finish()) == before
    assert str(first) == shown
    assert {name: repr(value) for name, value in vars(first).items()} == held
    assert listed(other.finish()) != before
    first.update(OTHERS)
    assert listed(first.finish()) == listed(other.finish())
