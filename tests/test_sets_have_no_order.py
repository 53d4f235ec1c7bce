"""A set is no list where the order counts: it has another one in every process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from two_leaders import ERAS, SEEN

import summitry
from summitry import Claim
from summitry.exceptions import SummitryError

if TYPE_CHECKING:
    from collections.abc import Callable

VISITS: dict[str, Any] = {
    "id": ["a", "b"],
    "date": ["2013-05-22", "2014-01-01"],
    "origin": ["CHN", "PRK"],
    "destination": ["PRK", "CHN"],
    "visitor": ["Li", "Choe"],
}
LAGS: dict[str, Any] = {
    "lag": [1.0, 2.0],
    "observed": [True, True],
    "label": ["a", "b"],
    "place": ["x", "y"],
}
BOTH: dict[str, Any] = {
    "side": ["CHN", "PRK"],
    "era": ["Xi", "Kim"],
    "start": ["2012-11-15", "2011-12-17"],
    "end": [None, None],
}
ORDERED: dict[str, tuple[Callable[[Any], Any], list[str]]] = {
    "ascending": (Claim.ascending, ["Xi", "Hu"]),
    "columns of a result": (
        lambda names: summitry.era_frequency(VISITS, ERAS, columns=names, **SEEN),
        ["era", "count"],
    ),
    "columns shown": (
        lambda names: summitry.show(VISITS, columns=names),
        ["date", "id"],
    ),
    "columns matched": (
        lambda names: summitry.match_states(VISITS, columns=names, system="iso3"),
        ["origin", "destination"],
    ),
    "group_by": (
        lambda names: summitry.lag_summary(LAGS, group_by=names),
        ["label", "place"],
    ),
    "precedence": (
        lambda names: summitry.merge_sources(
            {"a": VISITS, "b": VISITS}, precedence=names
        ),
        ["b", "a"],
    ),
    "sides": (
        lambda names: summitry.joint_eras(BOTH, sides=names),
        ["CHN", "PRK"],
    ),
    "pair of sides": (
        lambda names: summitry.joint_eras(BOTH, sides=[names]),
        ["CHN", "PRK"],
    ),
}


@pytest.mark.parametrize("name", ORDERED)
@pytest.mark.parametrize("kind", [set, frozenset])
def test_a_set_is_refused_where_the_order_counts(name: str, kind: Any) -> None:
    call, given = ORDERED[name]
    for listed in (given, tuple(given), dict.fromkeys(given).keys()):
        call(listed)
    with pytest.raises(SummitryError, match="order") as caught:
        call(kind(given))
    assert caught.value.code == "no_order"


def test_a_set_is_several_values_where_it_does_not() -> None:
    claim = Claim.ahead_only_of("Xi", {"Hu", "Mao"})  # type: ignore[arg-type]
    assert {*claim.eras} >= {"Hu", "Mao"}
