"""Each malformed list has its reason and the next call to make, word for word."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import messages
import pytest

import summitry
from summitry.exceptions import SummitryError
from summitry.robustness.era_tally import read_tally

if TYPE_CHECKING:
    from pathlib import Path

with messages.TABLE.open(encoding="utf-8", newline="") as lines:
    TOLD = [tuple(row) for row in csv.reader(lines)][1:]


@pytest.fixture(scope="module")
def found(
    tmp_path_factory: pytest.TempPathFactory,
) -> list[tuple[str, str, str, str, str]]:
    folder: Path = tmp_path_factory.mktemp("place") / "lists"
    folder.mkdir()
    return messages.messages(folder)


def test_the_table_is_long_and_has_every_case() -> None:
    cases = messages.cases()
    assert len(cases) == len(TOLD) >= 80
    assert {group for group, *_ in cases} == {
        *("date", "name", "encoding", "file", "source"),
    }


@pytest.mark.parametrize("number", range(len(TOLD)))
def test_what_is_said(number: int, found: list[tuple[str, str, str, str, str]]) -> None:
    assert found[number] == TOLD[number], "python tests/messages.py writes it anew"


@pytest.mark.parametrize("row", TOLD)
def test_every_message_names_a_fault_and_a_next_step(row: tuple[str, ...]) -> None:
    _, _, _, says, todo = row
    assert len(says) > 10
    assert len(todo) > 7
    assert "Error" not in says
    assert "Traceback" not in says
    assert "/tmp" not in says + todo


VISITS = {
    "date": ["2001-01-01"] * 2,
    "origin": ["USA", "IND"],
    "destination": ["X", "Y"],
    "visitor_rank": ["other"] * 2,
}


ERAS: dict[str, Any] = {"era": ["a"], "start": ["2000-01-01"], "end": [None]}
SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2020-01-01"}


def message(call: object) -> str:
    with pytest.raises(SummitryError) as caught:
        call()  # type: ignore[operator]
    return str(caught.value)


def test_a_country_without_a_minimum_is_told_of_the_star() -> None:
    said = message(lambda: summitry.qualify(VISITS, minimum={"USA": "other"}))
    assert "visits row 1: 'IND' is not one of 'USA', the countries of 'origin'" in said
    assert "'*' for every other country: minimum={..., '*': 'other'}" in said


def test_a_missing_country_is_not_told_that_the_star_is_known() -> None:
    empty = VISITS | {"origin": ["USA", None]}
    said = message(lambda: summitry.qualify(empty, minimum={"*": "other"}))
    assert "visits row 1: 'origin' is missing" in said
    assert "known are" not in said


@pytest.mark.parametrize("value", ["True", "FALSE", "yes", 1, "0"])
def test_true_as_text_is_told_how_to_become_true(value: object) -> None:
    scheme = {"summit": {True: 3.0, False: 1.0}}
    said = message(lambda: summitry.weigh(VISITS | {"summit": [value] * 2}, scheme))
    assert "holds texts or numbers where True and False are known" in said
    assert f"frame['summit'] == {str(value)!r}" in said


@pytest.mark.parametrize("name", ["my.csv", "lists/eras.xlsx", "visits.parquet"])
@pytest.mark.parametrize("load", ["load_visits", "load_eras", "load_shocks"])
def test_a_path_is_no_bundled_record(name: str, load: str) -> None:
    said = message(lambda: getattr(summitry.datasets, load)(name))
    assert f"summitry.read_visits({name!r})" in said


def test_a_path_is_neither_a_study_nor_a_table() -> None:
    assert "read_visits('my.csv')" in message(lambda: summitry.read_study("my.csv"))
    assert "read_visits(path)" in message(
        lambda: summitry.qualify("my.csv", minimum={"*": "other"})  # type: ignore[call-overload]
    )


@pytest.mark.parametrize(
    "dates",
    [
        [39153, 39154],
        [39153.0, None],
        ["39153", "39154"],
        ["39153.0", "39154"],
        [39153.5, float("nan")],
    ],
)
def test_serial_numbers_are_called_so_everywhere(dates: list[object]) -> None:
    said = message(lambda: summitry.era_frequency({"date": dates}, ERAS, **SEEN))
    assert "39153" in said
    assert "serial number" in said
    assert "dates='excel'" in said
    assert "missing" not in said


def test_many_dyads_are_told_how_one_of_them_is_kept() -> None:
    countries = [f"C{number}" for number in range(20)]
    visits = {
        "date": ["2001-01-01"] * 20,
        "origin": countries,
        "destination": ["X"] * 20,
    }
    table = summitry.era_frequency(visits, ERAS, by="dyad", **SEEN)
    said = message(lambda: read_tally(table))
    assert "20 lists of eras" in said
    assert "and 12 more" in said
    assert "(table['country'] == 'C0')" in said


@pytest.mark.parametrize("ends", ["2016-05-29/2016-06-03", "2016-05/2016-06"])
def test_a_range_is_asked_about_and_not_made_vague(ends: str) -> None:
    said = message(lambda: summitry.era_frequency({"date": [ends]}, ERAS, **SEEN))
    assert "ranges='trip'" in said
    assert "ranges='one_day'" in said
    assert "expand_dates" not in said


@pytest.mark.parametrize("blank", ["", " ", "\t"])
@pytest.mark.parametrize("column", ["origin", "destination"])
def test_a_blank_country_is_missing(blank: str, column: str) -> None:
    other = "destination" if column == "origin" else "origin"
    visits = {"date": ["2001-05-01"] * 3, column: ["USA", blank, "CHN"]}
    visits |= {other: ["FRA"] * 3}
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2002-12-31"}
    eras = {"era": ["one"], "start": ["2001-01-01"], "end": [None]}
    calls: list[Any] = [
        lambda: summitry.era_frequency(visits, eras, by="dyad", **seen),
        lambda: summitry.era_frequency(visits, eras | {"side": ["USA"]}, **seen),
        lambda: summitry.visit_panel(visits, by="direction", **seen),
        lambda: summitry.visit_gaps(visits, by="dyad", **seen),
    ]
    for call in calls:
        assert f"visits row 1: '{column}' is missing" in message(call)
    dyads = {column: ["USA", blank], other: ["FRA", "FRA"]}
    named = {"date": ["2001-05-01"], "origin": ["USA"], "destination": ["FRA"]}
    asked = message(
        lambda: summitry.visit_panel(named, by="direction", dyads=dyads, **seen)
    )
    assert f"dyads row 1: '{column}' is missing" in asked


def test_shocks_with_blank_countries_name_no_pair() -> None:
    visits = {"date": ["2001-05-01"], "origin": ["USA"], "destination": ["FRA"]}
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2002-12-31"}
    shocks = {"date": ["2001-04-01"], "origin": [""], "destination": [" "]}
    assert summitry.response_lags(shocks, visits, **seen)["lag"].tolist() == [30]
    half = shocks | {"destination": ["FRA"]}
    said = message(lambda: summitry.response_lags(half, visits, **seen))
    assert "'destination' is 'FRA', and 'origin' is missing" in said
