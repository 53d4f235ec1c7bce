"""What the scopes of a claim say is never passed over, and never said in vain."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from small_study import era, shock, study_of, visit

import summitry
from summitry import Claim, Scope
from summitry.exceptions import InputError, SummitryError

if TYPE_CHECKING:
    from pathlib import Path

SEEN: dict[str, Any] = {"since": "2001-01-01", "through": "2006-12-31"}
OTHERS: list[dict[str, Any]] = [
    {"era": "A", "where": {"summit": True}},
    {"era": "A", "period": "2001"},
    {"era": "A", "destination": "BBB"},
    {"era": "A", "dyad": ["AAA", "BBB"]},
    {"era": "A", "visitor": "x"},
    {"era": "A", "rule": "r1"},
]


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_eras_are_told_apart_on_the_visits_of_one_scope(other: dict[str, Any]) -> None:
    form = {"quantity": "frequency", "at": {"era": "B"}, "told_apart_from": other}
    with pytest.raises(InputError, match="give the era alone"):
        Claim(form)
    said = {key: value for key, value in other.items() if key != "era"}
    same = Claim({**form, "at": {"era": "B", **said}})
    assert same.statement.scopes["at"] != Scope("B")
    alone = Claim({**form, "at": {"era": "B", **said}, "told_apart_from": {"era": "A"}})
    assert alone.statement.scopes["at"] == same.statement.scopes["at"]


@pytest.mark.parametrize("others", [["B"], ["A", "B"], ["A", "A"]])
def test_an_era_is_ahead_of_others_once_each(others: list[str]) -> None:
    with pytest.raises(InputError, match=r"ahead of itself|twice"):
        Claim.ahead_only_of("B", others)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ({"dyad": ["AAA", "AAA"]}, "two countries"),
        ({"rule": "r1"}, "none is named"),
        ({"eras": {"AAA": "A", "BBB": "Y"}, "rule": "r1"}, "none is named"),
        ({"dyad": ["AAA", "BBB"], "side": "CCC"}, "touches 'CCC'"),
        ({"dyad": ["AAA", "BBB"], "origin": "CCC"}, "touches 'CCC'"),
        ({"eras": {"AAA": "A", "BBB": "Y"}, "destination": "CCC"}, "touches 'CCC'"),
        ({"eras": {"AAA": "A", "BBB": "Y"}, "side": "CCC"}, "touches 'CCC'"),
        ({"eras": {"AAA": "A", "BBB": "Y"}, "dyad": ["AAA", "CCC"]}, "touches 'CCC'"),
        ({"origin": "AAA", "destination": "BBB", "side": "CCC"}, "touches 'CCC'"),
        ({"origin": "AAA", "destination": "AAA"}, "of 'AAA' to itself does not count"),
    ],
)
def test_a_scope_in_vain_is_refused(at: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        Claim({"quantity": "count", "at": at, "printed": "0"})


OF_WAITS = {
    "lag": {"shocks": ["s1"]},
    "mean_lag": {},
    "open_gap": {},
    "longest_gap": {},
    "qualification": {},
}


def claimed(quantity: str, at: dict[str, Any]) -> str:
    """Return what a claim of a study file says, at its scope and what else is there."""
    said = ", ".join(
        f"{key} = {json.dumps(value)}"
        for key, value in (OF_WAITS[quantity] | at).items()
    )
    asserted = "qualifies = true" if quantity == "qualification" else "printed = 3"
    return f"quantity = '{quantity}'\nat = {{ {said} }}\n{asserted}"


@pytest.mark.parametrize("quantity", OF_WAITS)
def test_waits_have_no_list_of_eras(quantity: str, tmp_path: Path) -> None:
    with pytest.raises(SummitryError, match="none is named"):
        study_of(tmp_path, claimed(quantity, {"rule": "r1"}), [visit("2001-02-01")])


@pytest.mark.parametrize("quantity", OF_WAITS)
def test_no_wait_is_of_a_country_that_there_is_not(
    quantity: str, tmp_path: Path
) -> None:
    """Nobody goes to a country that is not there: "no visit" would hold of it."""
    shocks = [shock("s1", "2001-01-01")]
    claim = claimed(quantity, {"side": "AAB"})
    with pytest.raises(SummitryError, match="no side 'AAB'") as caught:
        study_of(tmp_path, claim, [visit("2001-02-01")], None, shocks).check()
    assert "AAA" in str(caught.value)


ROWS = [visit("2001-02-01"), visit("2004-02-01", "BBB", "AAA"), visit("2006-02-01")]
TWO_SIDES = [
    era("A", "2001-01-01", "2005-01-01"),
    era("B", "2005-01-01"),
    era("X", "2001-01-01", "2003-01-01", side="BBB"),
    era("Y", "2003-01-01", side="BBB"),
]


def computed(tmp_path: Path, claim: str) -> str:
    (result,) = study_of(tmp_path, claim, ROWS, TWO_SIDES).check()
    return result.computed


def test_an_order_of_two_sides_is_refused_as_one(tmp_path: Path) -> None:
    claim = 'quantity = "frequency"\nascending = ["A", "Y"]'
    with pytest.raises(SummitryError, match="no side has all of these eras"):
        computed(tmp_path, claim)


def test_a_period_is_called_by_its_days(tmp_path: Path) -> None:
    scope = '{{ side = "AAA", period = "{}" }}'.format
    claim = f'quantity = "count"\nat = {scope(2003)}\nlower_than = {scope(2006)}'
    assert computed(tmp_path, claim) == "2003: 0, 2006: 1"


def test_a_name_given_for_a_list_of_names_is_one_name() -> None:
    assert str(Claim.ahead_only_of("Xi", "Mao")).endswith("than Mao and no other")
    assert "with Hu alone" in str(Claim.told_apart("A", "Hu", against="Hu"))
    with pytest.raises(InputError, match="two eras"):
        Claim.ascending("Mao")
    with pytest.raises(SummitryError):
        Claim.ascending(5)  # type: ignore[arg-type]


def test_a_sentence_says_both_halves_of_a_rank() -> None:
    rank = {"place": 2, "ahead_only_of": ["z"]}
    claim = Claim({"quantity": "count", "at": {"era": "x"}, "rank": rank})
    assert str(claim) == "x has the second-lowest count, ahead only of z"


@pytest.mark.parametrize(
    "printed", [2, 2.0, "2", np.int64(2), np.float32(2), Decimal(2)], ids=repr
)
def test_a_printed_number_is_one_of_any_type(printed: Any) -> None:
    assert str(Claim.value("A", printed)).startswith("frequency of A equals 2")
    if type(printed) in (int, float):
        form = {"quantity": "count", "at": {}, "printed": printed}
        assert Claim(form).printed == str(printed)


@pytest.mark.parametrize("called", ["exposure", "rule_AAA", "scheme"])
def test_a_claim_is_not_called_like_a_decision(tmp_path: Path, called: str) -> None:
    claims = {"a": 'quantity = "count"\nprinted = 3'}
    claims[called] = claims["a"]
    with pytest.raises(SummitryError, match=f"second column '{called}'") as caught:
        study_of(tmp_path, claims, ROWS, TWO_SIDES)
    assert "line" in str(caught.value)


def test_a_claim_is_not_called_like_what_stands_beside_another(tmp_path: Path) -> None:
    claims = dict.fromkeys(("a_holds", "a"), 'quantity = "count"\nprinted = 3')
    with pytest.raises(SummitryError, match="second column 'a_holds'"):
        study_of(tmp_path, claims, ROWS, TWO_SIDES)


LINES = """[definition]
minimum = { "*" = "other" }
[[definition.rule]]
when = { setting = "multilateral" }
outcome = "false"
reason = "left out: many countries"
[[definition.rule]]
when = { setting = "transit" }
outcome = "false"
reason = "left out: on the way"
[decisions.lines]
"left out: many countries" = [true]
"left out: on the way" = [true]
"""


def test_lines_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    settings = ("multilateral", "transit", "transit")
    rows = [
        {**row, "setting": setting, "visitor_rank": "other"}
        for row, setting in zip(ROWS, settings, strict=True)
    ]
    claim = 'quantity = "count"\nprinted = 3'
    study = study_of(tmp_path, claim, rows, TWO_SIDES, more=LINES)
    table: Any = study.multiverse().table
    assert sorted(table["it"]) == [0, 1, 2, 3]
    assert table["definition"].is_unique


LISTS = pd.DataFrame(
    {
        "side": ["AAA"] * 4,
        "rule": ["r1", "r1", "r2", "r2"],
        "era": ["P", "Q"] * 2,
        "start": ["2001-01-01", "2003-01-01", "2001-01-01", "2001-02-15"],
        "end": ["2003-01-01", None, "2001-02-15", None],
    }
)


def test_the_list_that_a_claim_names_is_the_one_it_is_asked_of() -> None:
    visits = pd.DataFrame(ROWS)
    for rule, count in (("r1", 1), ("r2", 1)):
        claim = Claim.value(Scope("P", side="AAA", rule=rule), count, quantity="count")
        other = LISTS[LISTS.rule != rule]
        tally = summitry.era_frequency(visits, LISTS, **SEEN)
        assert summitry.bounds(visits, LISTS, claim=claim, **SEEN).verdict == "certain"
        assert (summitry.fragility(tally, claim)["visits"] == 1).all()
        with pytest.raises(SummitryError, match="rule"):
            summitry.bounds(visits, other, claim=claim, **SEEN)
        with pytest.raises(SummitryError, match="rule"):
            summitry.fragility(tally[tally.rule != rule], claim)


def test_a_share_is_one_of_visits_whatever_the_years() -> None:
    claim = Claim.ratio("A", "B", "0.5", quantity="count")
    tally = pd.DataFrame({"era": ["A", "B"], "years": [4.0, 1.0], "count": [5, 10]})
    assert summitry.fragility(tally, claim)["visits"].tolist() == [1, 1]
    classes = pd.DataFrame(
        {
            "era": ["A", "A", "B", "B"],
            "years": [4.0, 4, 1, 1],
            "summit": [True, False] * 2,
            "weight": [1.0] * 4,
            "count": [1, 4, 0, 10],
        }
    )
    found = summitry.break_even(classes, claim, vary={"summit": {True: (0, 3)}})
    assert found.flips == pytest.approx((0.5, 1.5))


@pytest.mark.parametrize("comparison", ["more_than", "at_most"])
def test_a_ratio_to_nothing_is_not_impossible(comparison: str) -> None:
    visits = {"date": ["2001-06-15"]}
    eras = {
        "era": ["P", "R"],
        "start": ["2001-01-01", "2002-07-01"],
        "end": ["2002-07-01", None],
    }
    claim = Claim.ratio("P", "R", "0.5", comparison=comparison)
    assert summitry.bounds(visits, eras, claim=claim, **SEEN).verdict == "possible"


@pytest.mark.parametrize("named", [["exposure", "B"], ["B", "B_rank"]])
def test_an_era_called_like_another_column_is_refused(named: list[str]) -> None:
    eras = {
        "era": named,
        "start": ["2001-01-01", "2005-01-01"],
        "end": ["2005-01-01", None],
    }
    visits = {"date": ["2001-02-01"], "summit": [True]}
    with pytest.raises(InputError, match="second column"):
        summitry.multiverse(visits, eras, **SEEN)


@pytest.mark.parametrize(
    ("first", "overturned"),
    [("2004-12", "not tried"), ("2004-12-10", "1 fewer on 2005-03-23")],
)
@pytest.mark.parametrize("quantity", ["lag", "mean_lag", "median_lag"])
def test_what_is_then_not_determined_is_not_overturned(
    tmp_path: Path, quantity: str, first: str, overturned: str
) -> None:
    """A visit of the month of the shock may have answered it, if no other did."""
    days = (first, "2005-03-23", "2005-06-03")
    study = study_of(
        tmp_path,
        f'quantity = "{quantity}"\nprinted = 89\ncomparison = "at_most"\n'
        'at = { shocks = ["s1"] }',
        [visit(day) for day in days],
        shocks=[shock("s1", "2004-12-24")],
    )
    (result,) = study.check()
    assert result.verdict == "reproduced"
    assert list(study.robustness()["overturned_by"]) == [overturned]
