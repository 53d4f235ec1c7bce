"""Frequencies of sides, dyads and directions, and visits of sides that never occur."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import columns_of
from few_eras import EVENTS, M1
from oracle import days_in_era

import summitry
from summitry import exceptions as ex

OBSERVED: dict[str, Any] = {"since": "2002-11-15", "through": "2012-11-14"}


def test_two_sides_overlap_and_join(make: Any) -> None:
    eras: dict[str, Any] = {
        "side": ["CHN", "CHN", "PRK", "PRK"],
        "era": ["Hu", "Xi", "Kim Jong Il", "Kim Jong Un"],
        "start": ["2002-11-15", "2012-11-15", "1994-07-08", "2011-12-17"],
        "end": ["2012-11-15", None, "2011-12-17", None],
    }
    visits: dict[str, Any] = {
        "date": ["2005-01-01", "2012-01-01", "2013-01-01", "2014-01-01"],
        "origin": ["CHN", "PRK", "CHN", "RUS"],
        "destination": ["PRK", "CHN", "PRK", "CHN"],
    }
    span: dict[str, Any] = {"since": "2003-01-01", "through": "2015-12-31"}
    found = columns_of(summitry.era_frequency(make(visits), make(eras), **span))
    assert found["count"] == [2, 2, 1, 2], (
        "the visit from Russia is in China's eras only"
    )
    assert found["other_dyads"] == [0, 0, 1, 1]
    joint = summitry.joint_eras(make(eras), sides=("CHN", "PRK"))
    both = columns_of(summitry.era_frequency(make(visits), joint, **span))
    assert both["era"] == [
        "Hu and Kim Jong Il",
        "Hu and Kim Jong Un",
        "Xi and Kim Jong Un",
    ]
    assert both["count"] == [1, 1, 1]
    assert sum(both["days"]) == days_in_era(0, 4748, 0, 4747)


def test_by_dyad_and_by_direction(make: Any) -> None:
    visits: dict[str, Any] = {
        "date": ["2005-01-01"] * 4,
        "origin": ["CHN", "PRK", "RUS", "CHN"],
        "destination": ["PRK", "CHN", "CHN", "PRK"],
    }
    eras: dict[str, Any] = {
        "era": ["Hu"],
        "start": ["2002-11-15"],
        "end": ["2012-11-15"],
    }
    found = columns_of(
        summitry.era_frequency(make(visits), make(eras), **OBSERVED, by="dyad")
    )
    pairs = list(zip(found["country"], found["other_country"], strict=True))
    assert pairs == [("CHN", "PRK"), ("CHN", "RUS")]
    assert found["count"] == [3, 1]
    found = columns_of(
        summitry.era_frequency(make(visits), make(eras), **OBSERVED, by="direction")
    )
    assert found["count"] == [2, 1, 1]
    one_way = summitry.era_frequency(
        make(visits), make(eras), **OBSERVED, direction=("PRK", "CHN")
    )
    assert columns_of(one_way)["count"] == [1]


def test_a_side_that_never_occurs_is_said(make: Any) -> None:
    eras: dict[str, Any] = {
        "side": ["CHI"],
        "era": ["Hu"],
        "start": ["2002-11-15"],
        "end": [None],
    }
    visits: dict[str, Any] = {
        "date": EVENTS,
        "origin": ["CHN"] * 7,
        "destination": ["PRK"] * 7,
    }
    with pytest.warns(ex.SummitryWarning, match="no visit has 'CHI'"):
        summitry.era_frequency(make(visits), make(eras), **M1)


@pytest.mark.parametrize("end", [None, "2030-01-01"])
def test_an_open_era_overlaps_one_that_starts_after_the_end(end: str | None) -> None:
    eras = {
        "era": ["a", "b"],
        "start": ["2000-01-01", "2025-01-01"],
        "end": [None, end],
    }
    with pytest.raises(ex.TenureError) as raised:
        summitry.era_frequency(
            {"date": ["2001-01-01"]}, eras, since="2000-01-01", through="2010-12-31"
        )
    assert raised.value.code == "overlapping_eras"


def test_pairs_have_eras_of_their_own_in_one_call(make: Any) -> None:
    visits = {
        "date": ["2001-01-01", "2002-01-01", "2006-01-01", "2007-01-01"],
        "origin": ["AAA", "BBB", "CCC", "AAA"],
        "destination": ["BBB", "AAA", "DDD", "CCC"],
    }
    eras = {
        "era": ["a1", "a2", "c1", "c2"],
        "start": ["2000-01-01", "2005-01-01"] * 2,
        "end": ["2005-01-01", None] * 2,
    }
    pairs = (["AAA"] * 2 + ["CCC"] * 2, ["BBB"] * 2 + ["DDD"] * 2)
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2010-12-31"}
    own = make(eras | dict(zip(("side", "other_side"), pairs, strict=True)))
    both = summitry.era_frequency(make(visits), own, **seen)
    assert columns_of(both)["count"] == [2, 0, 0, 1]
    apart = summitry.era_frequency(make(visits), own, by="direction", **seen)
    assert columns_of(apart)["count"] == [1, 0, 1, 0, 0, 1]
    unread = make(eras | dict(zip(("origin", "destination"), pairs, strict=True)))
    with (
        pytest.warns(ex.SummitryWarning, match="'side' and 'other_side'"),
        pytest.raises(ex.TenureError) as caught,
    ):
        summitry.era_frequency(make(visits), unread, **seen)
    assert "`other_side`" in (caught.value.hint or "")
