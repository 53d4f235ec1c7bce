"""Leaders who are still in office, in whatever words; and where a mistake stands."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import summitry
from summitry.exceptions import ColumnError, InputError


def leaders(*ends: Any) -> dict[str, Any]:
    n = len(ends)
    return {
        "side": ["USA"] * n,
        "leader": ["A", "B", "C"][:n],
        "start": ["2001-01-20", "2005-01-20", "2009-01-20"][:n],
        "end": list(ends),
    }


WORDS = ["Still in Office", "present", "Incumbent", "(ongoing)", "to date", "now", None]


@pytest.mark.parametrize("word", WORDS)
def test_a_term_that_goes_on_is_handled_as_told(word: str | None) -> None:
    table = leaders("2005-01-20", word)
    with pytest.raises(InputError) as caught:
        summitry.eras_from(table)
    assert caught.value.code == "still_in_office"
    assert "in_office='open'" in str(caught.value.hint)
    told: dict[str, Any] = {"known_through": "2010-12-31"}
    open_ = summitry.eras_from(table, in_office="open", **told)
    assert np.isnat(open_.eras["end"]).tolist() == [False, True]
    assert open_.account["reading"].tolist()[1] == "still in office"
    assert open_.account["said_end"].tolist()[1] == word or word is None
    closed = summitry.eras_from(table, in_office="close", **told)
    assert str(closed.eras["end"][1]) == "2011-01-01"


@pytest.mark.parametrize("word", ["unknown", "deposed", "presently absent", "?"])
def test_other_words_are_no_end(word: str) -> None:
    with pytest.raises(InputError) as caught:
        summitry.eras_from(leaders("2005-01-20", word), in_office="open")
    assert caught.value.code == "bad_date"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (leaders("2005-01-20", "2009-13-01"), "leaders row 1: end: '2009-13-01'"),
        (leaders("2005-01-20", "2004-01-01"), "leaders row 1: B of USA ends on"),
        (
            leaders("2006-01-20", "2009-01-20"),
            "leaders rows 0, 1: A and B of USA share",
        ),
        ({**leaders("2005-01-20"), "leader": [None]}, "leaders row 0: 'leader' is"),
    ],
)
def test_a_single_mistake_says_in_which_row_it_is(table: Any, says: str) -> None:
    with pytest.raises(InputError) as caught:
        summitry.eras_from(table, ends="last_day")
    assert str(caught.value).startswith(says)


def test_archigos_without_its_exits_says_what_they_tell() -> None:
    table = {
        "idacr": ["USA"],
        "leader": ["A"],
        "leadid": ["x"],
        "startdate": ["2001-01-20"],
        "enddate": ["2005-01-20"],
    }
    with pytest.raises(ColumnError) as caught:
        summitry.eras_from(table, layout="archigos")
    hint = str(caught.value.hint)
    assert "which terms were not over" in hint
    told = eval(hint.rsplit("columns=", 1)[1], {})
    assert len(summitry.eras_from(table, columns=told).eras) == 1
