"""Claims in words and as they are asked: nothing that one says is lost on the way."""

from __future__ import annotations

from typing import Any

import pytest

import summitry
from summitry import Claim, Scope
from summitry.claims.record import Record
from summitry.claims.told import told as told_of
from summitry.exceptions import InputError

SEEN: dict[str, Any] = {"since": "2001-01-01", "through": "2006-12-31"}
VISITS: dict[str, Any] = {
    "date": ["2001-01-15", "2002-01-15", "2003-06-01", "2005-01-15"],
    "origin": ["AAA"] * 4,
    "destination": ["BBB"] * 4,
    "visitor": ["Zhou", "Zhou", "", "Li"],
}
ERAS: dict[str, Any] = {
    "side": ["AAA", "AAA", "BBB"],
    "era": ["One", "Two", "One"],
    "start": ["2001-01-01", "2004-01-01", "2001-01-01"],
    "end": ["2004-01-01", None, "2002-01-01"],
}
OWN = {name: values[:2] for name, values in ERAS.items()}


def test_a_text_without_letters_is_a_condition() -> None:
    at = {"era": "One", "side": "AAA", "visitor": ""}
    claim = Claim({"quantity": "count", "at": at, "printed": "1"})
    assert str(claim) == "count of One (visitor ) equals 1"
    counted = summitry.era_frequency(VISITS, OWN, **SEEN)
    with pytest.raises(InputError, match="visits of one visitor"):
        summitry.fragility(counted, claim)
    with pytest.raises(InputError, match="visits of one visitor"):
        summitry.bounds(VISITS, OWN, **SEEN, claim=claim)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (
            {
                "at": {"shocks": ["b"]},
                "censored": True,
                "printed": None,
                "ascending": [],
            },
            "no visit after b",
        ),
        (
            {
                "at": {"era": "A"},
                "rank": None,
                "higher_than": {"era": "B", "side": None},
            },
            "frequency of A is higher than that of B",
        ),
        (
            {"at": {"era": "A"}, "told_apart_from": {"era": "B"}, "against": None},
            "frequency of A is told apart from that of B",
        ),
        (
            {"at": {"era": "A"}, "lower_than": {"era": "B"}, "relative_to": None},
            "frequency of A is lower than that of B",
        ),
    ],
)
def test_keys_that_hold_nothing_say_nothing(form: dict[str, Any], said: str) -> None:
    quantity = "lag" if "censored" in form else "frequency"
    claim = Claim({"quantity": quantity, **form})
    assert str(claim) == said
    assert Claim(claim.form) == claim


def test_what_can_be_read_once_is_read_once() -> None:
    assert Claim.ascending(iter(["One", "Two"])) == Claim.ascending(["One", "Two"])  # type: ignore[arg-type]
    two = Claim.ahead_only_of("One", ["Two"])
    assert Claim.ahead_only_of("One", iter(["Two"])) == two  # type: ignore[arg-type]


def test_a_list_of_eras_is_named() -> None:
    claim = Claim.lower(Scope("One", rule="a"), Scope("One", rule="b"))
    assert str(claim).endswith("One (rule a) is lower than that of One (rule b)")


def test_two_claims_of_one_name_are_refused() -> None:
    sides = [Claim.value("One", 3, quantity="count", side=s) for s in ("AAA", "BBB")]
    with pytest.raises(InputError, match="two claims are called"):
        summitry.multiverse(VISITS, ERAS, **SEEN, claims=sides, progress=False)


def test_conventions_of_a_claim_are_not_passed_over() -> None:
    form = Claim.lower("One", "Two", side="AAA").form
    claim = Claim({**form, "with": {"handover": "predecessor"}})
    counted = summitry.era_frequency(VISITS, OWN, **SEEN)
    with pytest.raises(InputError, match="its own handover"):
        summitry.fragility(counted, claim)
    with pytest.raises(InputError, match="its own handover"):
        summitry.bounds(VISITS, OWN, **SEEN, claim=claim)


def test_eras_of_one_name_are_told_apart() -> None:
    one, other = Scope("One", side="AAA"), Scope("One", side="BBB")
    first = Scope("One", side="AAA", period="2001")
    for than, words in ((other, ("(of AAA)", "(of BBB)")), (first, ("(2001)",))):
        claim = Claim.lower(one, than, quantity="count")
        record = Record(VISITS, ERAS)
        (answer,) = record.evaluate([claim], summitry.Specification(**SEEN))
        text = told_of(claim.statement, answer).text
        assert all(word in text for word in words)


def test_places_are_ordinals() -> None:
    places = [str(Claim.rank("One", place)).split()[3] for place in (21, 22, 23, 111)]
    assert places == ["21st-lowest", "22nd-lowest", "23rd-lowest", "111th-lowest"]
