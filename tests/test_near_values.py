"""Conditions that no row meets but for case, spaces or type are never passed over."""

from __future__ import annotations

import datetime as dt
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import columns_of

import summitry
from summitry import Claim, DefinitionRule
from summitry.exceptions import CategoryError, InputError, SummitryWarning

if TYPE_CHECKING:
    from conftest import Maker

SEEN: dict[str, Any] = {"since": "2001-01-01", "through": "2006-12-31"}
VISITS: dict[str, Any] = {
    "date": ["2001-05-05", "2003-01-01", "2005-02-02", "2006-06-06"],
    "origin": ["CHN", "PRK", "CHN", "PRK"],
    "destination": ["PRK", "CHN", "PRK", "CHN"],
    "setting": ["transit", "state visit", "transit", None],
    "summit": ["TRUE", "FALSE", "TRUE", "FALSE"],
    "nights": [1, 2, 1, 12],
    "public": [True, False, True, False],
    "visitor_rank": ["other"] * 4,
    "visitor": ["Zhou Enlai", "Kim", "Zhou Enlai", "Kim"],
}
ERAS = {
    "era": ["One", "Two"],
    "start": ["2001-01-01", "2004-01-01"],
    "end": ["2004-01-01", None],
}
NEAR: list[tuple[dict[str, Any], str]] = [
    ({"setting": "Transit"}, "transit"),
    ({"setting": "transit "}, "transit"),
    ({"setting": "State  Visit"}, "state visit"),
    ({"summit": True}, "TRUE"),
    ({"summit": "true"}, "TRUE"),
    ({"setting": ["Transit"]}, "transit"),
]
OF_ANOTHER_TYPE: list[tuple[dict[str, Any], str]] = [
    ({"nights": "012"}, "12"),
    ({"public": 1}, "true"),
]
PLACES: dict[str, Any] = {
    "gaps": lambda visits, where: summitry.visit_gaps(visits, where=where, **SEEN),
    "phases": lambda visits, where: summitry.phases(
        visits, where=where, draws=19, **SEEN
    ),
    "composition": lambda visits, where: summitry.composition(
        visits, ERAS, where=where, **SEEN
    ),
    "bounds": lambda visits, where: summitry.bounds(visits, ERAS, where=where, **SEEN),
    "claim of bounds": lambda visits, where: summitry.bounds(
        visits, ERAS, claim=Claim.lowest("One", where=where), **SEEN
    ),
    "compare_dyads": lambda visits, where: summitry.compare_dyads(
        visits, eras=ERAS, where=where, **SEEN
    ),
    "claim": lambda visits, where: summitry.multiverse(
        visits, ERAS, claims={"it": Claim.lowest("One", where=where)}, **SEEN
    ),
    "fragility": lambda visits, where: summitry.fragility(
        visits, Claim.gap(6, where=where), **SEEN
    ),
    "rule": lambda visits, where: summitry.qualify(
        visits, minimum={"*": "other"}, rules=[DefinitionRule(where, "false", "it")]
    ),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("where", "near"), NEAR, ids=str)
def test_the_nearest_value_is_told(
    make: Maker, place: str, where: dict[str, Any], near: str
) -> None:
    """By an error where nothing else can be meant, by a warning of a rule."""
    visits = make(VISITS)
    if place == "rule":
        with pytest.warns(SummitryWarning, match=f"near is '{near}'"):
            PLACES[place](visits, where)
        return
    with pytest.raises(CategoryError) as caught:
        PLACES[place](visits, where)
    assert f"did you mean '{near}'?" in (caught.value.hint or "")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("where", "near"), OF_ANOTHER_TYPE, ids=str)
def test_a_value_of_another_type_is_none_of_them(
    make: Maker, place: str, where: dict[str, Any], near: str
) -> None:
    if place == "rule":
        with pytest.warns(SummitryWarning, match=f"near is '{near}'"):
            PLACES[place](make(VISITS), where)
        return
    with pytest.raises(CategoryError) as caught:
        PLACES[place](make(VISITS), where)
    assert f"'{near}'" in (caught.value.hint or "")


def test_a_word_for_what_is_unknown_is_told_the_nearest(make: Maker) -> None:
    visits = make(VISITS | {"setting": ["Unknown", "state visit", "transit", None]})
    scheme = {"setting": {"transit": 1.0, "state visit": 2.0, "Unknown": 1.0}}
    with pytest.warns(SummitryWarning, match="near is 'Unknown'"):
        summitry.bounds(visits, ERAS, scheme=scheme, unknown=["unknown"], **SEEN)


def test_bounds_of_no_visit_are_zero(make: Maker) -> None:
    visits = make(VISITS | {"qualifies": ["false"] * 4})
    scheme = {"setting": {"transit": 1.0, "state visit": 2.0}}
    found = summitry.bounds(visits, ERAS, scheme=scheme, **SEEN)
    columns = columns_of(found.eras)
    assert columns["weighted_count_upper"] == columns["weighted_count_lower"] == [0, 0]


@pytest.mark.parametrize("place", ["composition", "compare_dyads"])
def test_of_several_values_the_one_that_is_not_there_is_told(place: str) -> None:
    with pytest.warns(SummitryWarning, match="asks for 'Transit'.*near is 'transit'"):
        PLACES[place](VISITS, {"setting": ["state visit", "Transit"]})


@pytest.mark.parametrize("place", ["composition", "compare_dyads"])
@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({"setting": ["transit", "stat visit"]}, "'stat visit'.*near is 'state visit'"),
        ({"setting": ["transit", "stopover"]}, "'stopover' in column 'setting', where"),
        ({"nights": [1, 2, 3]}, "'3' in column 'nights', where no row has it$"),
        (
            {"origin": ["CHN", "RUS", "MNG"]},
            "'RUS' and 'MNG' in column 'origin', where",
        ),
    ],
    ids=str,
)
def test_of_several_values_each_that_no_visit_has_is_told(
    make: Maker, place: str, where: dict[str, Any], told: str
) -> None:
    with pytest.warns(SummitryWarning, match=f"where asks for {told}") as caught:
        PLACES[place](make(VISITS), where)
    assert len(caught) == 1


@pytest.mark.parametrize("place", ["composition", "compare_dyads"])
def test_a_rank_that_nobody_had_is_not_told(place: str) -> None:
    """Ranks are listed as the ladder has them; a record need not have each."""
    both = {"origin": "CHN", "public": [True, False]}
    assert PLACES[place](VISITS | {"public": [True] * 4}, both) is not None
    ranks = ["other", "head_of_state", "other", "head_of_state"]
    asked = {"visitor_rank": ["head_of_state", "head_of_party"]}
    assert PLACES[place](VISITS | {"visitor_rank": ranks}, asked) is not None
    with pytest.warns(SummitryWarning, match="'head_of_sate'.*near is 'head_of_state'"):
        PLACES[place](
            VISITS | {"visitor_rank": ranks},
            {"visitor_rank": ["head_of_state", "head_of_sate"]},
        )


@pytest.mark.parametrize(
    "where",
    [
        {"setting": "transit"},
        {"setting": ["transit", "stopover"]},
        {"setting": "stopover"},
        {"summit": "TRUE"},
        {"visitor": {"contains": ["Zhou", "Xi"]}},
    ],
)
def test_rules_for_other_visits_warn_of_nothing(where: dict[str, Any]) -> None:
    """A definition may well speak of what this list has none of."""
    found = PLACES["rule"](VISITS, where)
    assert len(found["reason"]) == 4


SEVERAL: dict[str, Any] = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "keys": lambda values: dict.fromkeys(values).keys(),
    "numpy": np.array,
    "objects": lambda values: np.array(values, dtype=object),
    "pandas": pd.Series,
    "polars": pl.Series,
    "arrow": pa.array,
    "iterator": iter,
}
ALONE: dict[str, Any] = {
    "numpy": lambda value: np.array([value])[0],
    "no dimension": np.array,
    "arrow": pa.scalar,
}
DAY = dt.date(2003, 1, 1)
DAYS: list[Any] = [
    *(DAY, "2003-01-01", pd.Timestamp(DAY), np.datetime64(DAY), pa.scalar(DAY)),
    *(np.datetime64(DAY, "s"), np.datetime64(DAY, "ns"), np.array(DAY, "M8[us]")),
    *(pd.DatetimeIndex([DAY]), pl.Series([DAY]), np.array([DAY], "M8[ns]")),
]


def outcome(place: str, where: dict[str, Any]) -> str:
    """What comes out, as text that can be compared."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = PLACES[place](VISITS, where)
    return str(getattr(found, "claims", getattr(found, "eras", found)))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", SEVERAL)
def test_several_values_are_the_same_however_they_are_held(
    place: str, kind: str
) -> None:
    """A set met no row of `bounds` and of a rule; an array met none of a rule."""
    for column, values in (("setting", ["transit"]), ("nights", [12, 2])):
        held = {column: SEVERAL[kind](values)}
        assert outcome(place, held) == outcome(place, {column: values})
    parts = {"visitor": {"contains": SEVERAL[kind](["Zhou"])}}
    assert outcome(place, parts) == outcome(place, {"visitor": {"contains": "Zhou"}})


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ALONE)
def test_one_value_is_the_same_however_it_is_held(place: str, kind: str) -> None:
    for column, value in (("setting", "transit"), ("public", True), ("nights", 12)):
        held = {column: ALONE[kind](value)}
        assert outcome(place, held) == outcome(place, {column: value})


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("day", DAYS, ids=repr)
def test_a_day_is_the_same_however_it_is_written(place: str, day: Any) -> None:
    assert outcome(place, {"date": day}) == outcome(place, {"date": "2003-01-01"})


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "condition",
    [
        *(
            None,
            np.nan,
            pd.NA,
            np.datetime64("NaT", "D"),
            ["transit", None],
            b"transit",
        ),
        *([["transit"]], {"contains": ""}, {"contains": ["Zhou", ""]}),
        *({"contains": None}, {"contains": 5}, {"contains": [["Zhou"]]}, {}),
        *({"starts": "Zhou"}, [{"contains": "Zhou"}]),
    ],
    ids=str,
)
def test_what_every_row_or_none_could_meet_is_refused(
    place: str, condition: Any
) -> None:
    with pytest.raises(InputError, match="the condition on 'setting' is") as caught:
        PLACES[place](VISITS, {"setting": condition})
    assert caught.value.code == "bad_condition"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("condition", [[], (), set(), {"contains": []}], ids=str)
def test_a_condition_asks_for_something(place: str, condition: Any) -> None:
    with pytest.raises(CategoryError, match="asks for no value of column 'setting'"):
        PLACES[place](VISITS, {"setting": condition})


@pytest.mark.parametrize("place", ["gaps", "phases", "composition", "bounds"])
def test_a_part_that_no_text_has_is_told_the_nearest(place: str) -> None:
    with pytest.raises(CategoryError, match="contain 'Transit'") as caught:
        PLACES[place](VISITS, {"setting": {"contains": "Transit"}})
    assert "did you mean 'transit'?" in (caught.value.hint or "")


def test_parts_of_texts_are_told_too() -> None:
    with pytest.warns(SummitryWarning, match="near is 'Zhou Enlai'"):
        PLACES["rule"](VISITS, {"visitor": {"contains": ["zhou"]}})
