"""Explanations of numbers of a few visits, and what cannot be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest import china_dprk
from explained_rows import front, rows_of
from small_study import ONE_AND_TWO, study_of, visit

import summitry
from summitry.exceptions import (
    CategoryError,
    FrameError,
    InputError,
    RangeError,
    StudyError,
)

if TYPE_CHECKING:
    from pathlib import Path

FREQUENCY = 'quantity = "frequency"\nat = { era = "One" }\nprinted = '
COUNT = 'quantity = "count"\nat = { era = "One" }\nprinted = '
VISITS = [visit(f"{year}-06-01") for year in range(2001, 2007)]


def test_a_number_that_no_visits_give(tmp_path: Path) -> None:
    study = study_of(tmp_path, FREQUENCY + "1.50001", VISITS, ONE_AND_TWO)
    (row,) = rows_of(study.explain("it", decisions=[]))
    assert row["rows"] is None
    assert row["reason"].startswith(
        "no whole number of visits in 3.00 years gives 1.50001"
    )
    assert row["searched"] == "1 way to count"


def test_an_era_that_was_not_observed(tmp_path: Path) -> None:
    eras = [*ONE_AND_TWO, {"side": "AAA", "era": "Zero", "start": "1999-01-01"}]
    eras[2]["end"] = "2001-01-01"
    claim = FREQUENCY.replace("One", "Zero") + "1.0"
    study = study_of(tmp_path, claim, VISITS, eras)
    (row,) = rows_of(study.explain(decisions=[]))
    assert (row["target"], row["rows"]) == ("it", None)
    assert "Zero" in row["reason"]
    assert "no exposure" in row["reason"]


def test_numbers_that_contradict_one_another(tmp_path: Path) -> None:
    whole = 'quantity = "count"\nprinted = 2'
    study = study_of(tmp_path, {"it": COUNT + "5", "all": whole}, VISITS, ONE_AND_TWO)
    found = rows_of(study.explain(decisions=[]))
    at_once = [row for row in found if row["target"] == "every number"]
    assert [row["reason"] for row in at_once] == ["no rows give these numbers at once"]
    # Each alone is easily had.
    assert [row["rows"] for row in found if row["target"] in {"it", "all"}] == [2, 4]


def test_no_printed_number(tmp_path: Path) -> None:
    claim = 'quantity = "frequency"\nat = { era = "One" }\nrank = { place = 1 }'
    study = study_of(tmp_path, claim, VISITS, ONE_AND_TWO)
    assert study.explained is None
    with pytest.raises(InputError, match="prints no number to explain") as caught:
        study.explain()
    assert caught.value.code == "no_numbers"
    with pytest.raises(InputError, match="claim 'it' prints no number") as caught:
        study.explain("it")
    assert caught.value.code == "no_number"


def test_refusals(tmp_path: Path) -> None:
    study = study_of(tmp_path, COUNT + "4", VISITS, ONE_AND_TWO)
    with pytest.raises(CategoryError, match="that"):
        study.explain("that")
    with pytest.raises(CategoryError, match="exposures"):
        study.explain(decisions=["exposures"])
    with pytest.raises(CategoryError, match="level"):
        study.explain(given={"level": 0.9})
    with pytest.raises(InputError, match="days_of"):
        study.explain(given={"exposure": "days_of"})
    with pytest.raises(RangeError, match="changes"):
        study.explain(changes=-1)
    with pytest.raises(InputError, match="no claim"):
        study.explain([])


def test_rows_that_are_removed_are_there(tmp_path: Path) -> None:
    study = study_of(tmp_path, COUNT + "0", VISITS, ONE_AND_TWO)
    (row,) = rows_of(study.explain(decisions=[]))
    assert (row["rows"], row["visits"]) == (3, "3 fewer in One")
    assert row["numbers"] == "0 visits"


def test_what_breaks(tmp_path: Path) -> None:
    claims = {
        "it": COUNT + "5",
        "lower": 'quantity = "count"\nat = { era = "One" }\nlower_than = { era = "Two" }',
        "all": 'quantity = "count"\nprinted = 6',
        "who": 'quantity = "count"\nat = { origin = "AAA" }\nprinted = 6',
    }
    days = [*VISITS[:3], *VISITS[3:], VISITS[5]]
    claims["all"] = claims["all"].replace("6", "7")
    claims["who"] = claims["who"].replace("6", "7")
    study = study_of(tmp_path, claims, days, ONE_AND_TWO)
    (row,) = rows_of(study.explain("it", decisions=[]))
    # Who travelled in the added rows is not known, so 'who' is asked without them.
    assert (row["rows"], row["breaks"]) == (2, "lower, all")


LINED = """
[definition]
minimum = { "*" = "other" }
[[definition.rule]]
when = { kind = "party" }
outcome = "unclear"
reason = "party: a post"
"""
KINDS = [
    row | {"visitor_rank": "other", "kind": "party" if number % 2 else "state"}
    for number, row in enumerate(VISITS)
]


def test_a_line_as_a_decision_of_the_multiverse(tmp_path: Path) -> None:
    more = LINED + '[decisions.lines]\n"party: a post" = [true, false]\n'
    study = study_of(tmp_path, COUNT + "3", KINDS, ONE_AND_TWO, more=more)
    table = study.multiverse().table
    assert table["definition"].tolist()[:3] == [
        "as given",
        "'party' true",
        "'party' false",
    ]
    assert table["it"].tolist()[:3] == [2.0, 3.0, 2.0]
    found = rows_of(study.explain("it"))
    assert front(found)[:2] == [(0, 1, 1), (1, 0, 2)]
    assert {row["changes"] for row in found if row["rows"] == 0} == {
        "'party' counts",
        "unclear = include",
    }


def test_a_line_that_the_definition_does_not_have(tmp_path: Path) -> None:
    more = LINED + '[decisions.lines]\n"party: a past" = [true]\n'
    with pytest.raises(StudyError, match="no line with the reason") as caught:
        study_of(tmp_path, COUNT + "3", KINDS, ONE_AND_TWO, more=more)
    assert caught.value.code == "unknown_line"
    assert "party: a post" in str(caught.value)


def test_a_line_that_a_bundled_definition_does_not_have(tmp_path: Path) -> None:
    text = china_dprk().text + '\n[decisions.lines]\n"stay for treatment" = [true]\n'
    path = tmp_path / "study.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(StudyError, match="stay for treatment"):
        _ = summitry.read_study(path).visits


@pytest.mark.parametrize(
    ("claim", "given"),
    [
        (3, None),
        (["hu-frequency", 3], None),
        ("hu-frequency", 5),
        ("hu-frequency", {"rules": "five_eras"}),
        ("hu-frequency", {"exposure": "x"}),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(claim: Any, given: Any) -> None:
    with pytest.raises((FrameError, InputError), match=r"claim is|given"):
        summitry.read_study("china-dprk").explain(claim, given=given)
