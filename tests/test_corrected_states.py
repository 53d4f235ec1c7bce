"""Names of states that the caller maps himself, before the bundled table is asked."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Maker, columns_of

import summitry
from summitry.exceptions import CategoryError, ColumnError, FrameError, InputError

PLACES = ["Germany", "W. Germany", "Persia", "", "Atlantis"]


def match(corrections: Any, places: Any = tuple(PLACES), **options: Any) -> Any:
    table = {"place": list(places)}
    return summitry.match_states(
        table, "place", on="1965-07-01", corrections=corrections, **options
    )


def test_a_correction_goes_before_the_table_and_is_accounted_for(make: Maker) -> None:
    table = make({"place": PLACES})
    own = {"germany": "DEU", "Persia": "AFG", "atlantis": "GRC"}
    found = summitry.match_states(table, "place", on="1965-07-01", corrections=own)
    codes = columns_of(found.table)["place"]
    assert codes[:1] + codes[2:3] + codes[4:] == ["DEU", "AFG", "GRC"]
    matched = columns_of(found.matched)
    status = dict(zip(matched["value"], matched["status"], strict=True))
    assert status["Germany"] == status["Persia"] == status["Atlantis"] == "corrected"
    assert columns_of(found.unmatched)["reason"].count("missing") == 1


def test_a_correction_is_compared_as_names_of_the_table_are() -> None:
    places = ["CÔTE D\u2019IVOIRE", "Cote d'Ivoire", "the  Cote-dIvoire"]
    found = match({"Côte d'Ivoire": "GHA"}, places)
    assert columns_of(found.table)["place"] == ["GHA"] * 3


def test_a_correction_holds_on_whatever_day_and_in_any_system() -> None:
    frame = {"place": ["RUM"] * 2, "date": ["1816-01-01", None]}
    found = summitry.match_states(
        frame, "place", system="cow_abbreviation", corrections={"RUM": "DDR"}
    )
    assert columns_of(found.table)["place"] == ["DDR", "DDR"]


def test_corrections_that_no_row_needed_are_told() -> None:
    assert "no row needed: 'Prusia'." in str(match({"Prusia": "DEU", "Germany": "DEU"}))
    assert "no row needed" not in str(match({"Germany": "DEU"}))
    assert "no row needed" not in str(match(None))


@pytest.mark.parametrize(
    ("own", "error", "says"),
    [
        ({"Formosa": "TW"}, CategoryError, "TWN"),
        ({"Formosa": None}, CategoryError, "None for 'Formosa'"),
        ({"Formosa": ["TWN"]}, CategoryError, "for 'Formosa'"),
        ({1: "TWN"}, FrameError, "mapping of texts"),
        ("TWN", FrameError, "mapping of texts"),
        ({"Korea": "KOR", "KOREA": "PRK"}, InputError, "two codes"),
    ],
)
def test_corrections_that_are_none_are_refused(own: Any, error: Any, says: str) -> None:
    with pytest.raises(error, match=says):
        match(own)


def test_titles_without_ranks_are_told_what_ranks_them() -> None:
    visits = {"origin": ["CHN"], "visitor_office": ["Foreign Minister"]}
    with pytest.raises(ColumnError, match="rank_offices") as raised:
        summitry.qualify(visits, minimum={"CHN": "foreign_minister"})
    assert "did you mean" not in str(raised.value)
    with pytest.raises(ColumnError, match="did you mean 'rank'"):
        summitry.qualify(visits | {"rank": [1]}, minimum={"CHN": "foreign_minister"})
