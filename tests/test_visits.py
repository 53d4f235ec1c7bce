"""Which visits qualify, and why."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from conftest import columns_of

import summitry
from summitry import exceptions as ex

MINIMUM = {"CHN": "foreign_minister", "PRK": "cabinet_minister"}


def visits() -> dict[str, list[Any]]:
    return {
        "origin": ["CHN", "PRK", "CHN", "PRK", "CHN"],
        "visitor_rank": [
            "head_of_state",
            "cabinet_minister",
            "vice_minister",
            "politburo_member",
            None,
        ],
        "setting": ["bilateral", "transit", "bilateral", "bilateral", "bilateral"],
        "visitor_office": ["President", "Minister", "Vice Minister", "Member", "Head"],
    }


def test_the_minimum_of_each_side(make: Any) -> None:
    given = make(visits())
    found = columns_of(summitry.qualify(given, minimum=MINIMUM))
    assert found["qualifies"] == ["true", "true", "false", "true", "unclear"]
    assert found["reason"][2] == (
        "vice minister is below foreign minister, the minimum for CHN"
    )
    assert found["reason"][4] == "the visitor's rank is not recorded"
    assert columns_of(given) == columns_of(make(visits())), "the input is not changed"


def test_the_first_line_that_holds_decides(make: Any) -> None:
    rules = (
        summitry.DefinitionRule(
            {"setting": "transit"}, "unclear", "only passing through"
        ),
        summitry.DefinitionRule(
            {"visitor_office": {"contains": ["Vice"]}, "origin": ["CHN"]},
            "true",
            "an envoy",
        ),
        summitry.DefinitionRule(
            {"setting": ["transit", "bilateral"]}, "false", "never reached"
        ),
    )
    rule = summitry.Definition(MINIMUM, rules=rules[:2])
    found = columns_of(summitry.qualify(make(visits()), definition=rule))
    assert found["qualifies"] == ["true", "unclear", "true", "true", "unclear"]
    assert found["reason"][1] == "only passing through"
    every = summitry.Definition(MINIMUM, rules=rules)
    found = columns_of(summitry.qualify(make(visits()), definition=every))
    assert found["qualifies"] == ["false", "unclear", "true", "false", "false"]


def test_a_minimum_for_everyone() -> None:
    found = summitry.qualify(visits(), minimum={"*": "head_of_party"})
    assert found["qualifies"].tolist() == ["true", "false", "false", "false", "unclear"]


@pytest.mark.parametrize(
    ("change", "arguments", "kind", "code"),
    [
        ({"visitor_rank": ["emperor"] * 5}, {}, ex.CategoryError, "unknown_rank"),
        ({"origin": ["FRA"] * 5}, {}, ex.CategoryError, "unknown_side"),
        ({"origin": [None] * 5}, {}, ex.CategoryError, "missing_side"),
        ({}, {"visitor_rank": "rank"}, ex.ColumnError, "no_column"),
        (
            {},
            {"minimum": {"CHN": "foreign_ministre"}},
            ex.CategoryError,
            "unknown_rank",
        ),
        ({}, {"minimum": {}}, ex.InputError, "no_minimum"),
        ({}, {"minimum": None}, ex.InputError, "no_minimum"),
        ({}, {"minimum": "foreign_minister"}, ex.InputError, "bad_minimum"),
        ({}, {"ladder": ["a", "a"]}, ex.InputError, "double_rank"),
    ],
)
def test_refusals(
    make: Any,
    change: dict[str, Any],
    arguments: dict[str, Any],
    kind: type[ex.SummitryError],
    code: str,
) -> None:
    with pytest.raises(kind) as caught:
        summitry.qualify(make(visits() | change), **({"minimum": MINIMUM} | arguments))
    assert caught.value.code == code


def test_a_misspelt_rank_gets_the_nearest_one() -> None:
    wrong = visits() | {"visitor_rank": ["head_of_stat", *["vice_minister"] * 4]}
    with pytest.raises(
        ex.CategoryError, match="did you mean 'head_of_state'"
    ) as caught:
        summitry.qualify(wrong, minimum=MINIMUM)
    assert caught.value.rows == (0,)


def test_countries_without_a_minimum_are_all_told_with_both_ways_out() -> None:
    table = {
        "origin": ["IND", "USA", "BRA", "IND", "PRK"],
        "visitor_rank": ["other"] * 5,
    }
    with pytest.raises(ex.CategoryError) as caught:
        summitry.qualify(table, minimum={"USA": "other", "PKR": "other"})
    error = caught.value
    assert "row 0: 'IND' is not one of 'USA', 'PKR'" in str(error)
    assert "are 'IND' (2), 'BRA' (1), 'PRK' (1)" in str(error)
    assert error.code == "unknown_side"
    assert error.rows == (0, 2, 3, 4)
    assert error.n_bad == 4
    assert "'IND': 'other'" in str(error.hint)
    assert "'*': 'other'" in str(error.hint)
    found = summitry.qualify(table, minimum={"USA": "other", "*": "foreign_minister"})
    assert found["qualifies"].tolist() == ["false", "true", "false", "false", "false"]


def test_a_misspelt_country_is_told_beside_the_one_that_has_a_minimum() -> None:
    wrong = {"CHI": "foreign_minister", "PRK": "vice_minister"}
    with pytest.raises(ex.CategoryError, match="did you mean 'CHI'"):
        summitry.qualify(visits(), minimum=wrong)


def test_a_definition_is_reused_with_another_minimum() -> None:
    rule = summitry.datasets.load_definition("china-dprk")
    changed = rule.with_minimum({"PRK": "vice_minister"})
    assert changed.minimum == {"CHN": "foreign_minister", "PRK": "vice_minister"}
    assert changed.rules == rule.rules
    assert rule.minimum["PRK"] == "cabinet_minister", "the definition is not changed"
    record = summitry.datasets.load_visits("china-dprk")
    minimum = {"PRK": "vice_minister"}
    by_argument = summitry.qualify(record, definition=rule, minimum=minimum)
    by_method = summitry.qualify(record, definition=changed)
    assert by_argument.equals(by_method)
    strict = summitry.qualify(record, definition=rule)
    moved = record[strict["qualifies"] != by_method["qualifies"]]
    assert set(moved["origin"]) == {"PRK"}
    assert set(moved["visitor_rank"]) == {"vice_minister"}
    with pytest.raises(ex.CategoryError, match="did you mean 'vice_minister'"):
        rule.with_minimum({"PRK": "vice_ministre"})


@pytest.mark.parametrize(
    ("given", "differing", "told"),
    [
        (["true", "true", "false", "true", "unclear"], 0, None),
        (["unclear"] * 5, 4, "3 'unclear' now 'true', 1 'unclear' now 'false'"),
        ([True, True, False, True, True], 1, "1 'true' now 'unclear'"),
        (["yes", None, "false", "true", "unclear"], 2, "1 missing now 'true'"),
    ],
)
def test_judgements_that_came_with_the_data_are_kept_and_compared(
    make: Any, given: list[Any], differing: int, told: str | None
) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = summitry.qualify(make(visits() | {"qualifies": given}), minimum=MINIMUM)
    columns = columns_of(found)
    assert columns["given_qualifies"] == given
    assert columns["qualifies"] == ["true", "true", "false", "true", "unclear"]
    assert len(caught) == (differing > 0), "one warning, or none where all agree"
    if told is not None:
        text = str(caught[0].message)
        assert f"in {differing} of 5 rows" in text
        assert told in text
        assert caught[0].filename == __file__


def test_what_came_with_the_data_outlives_a_second_definition() -> None:
    raw = visits() | {"qualifies": ["unclear"] * 5, "reason": ["seen"] * 5}
    with pytest.warns(ex.SummitryWarning, match="in 4 of 5 rows"):
        once = summitry.qualify(raw, minimum=MINIMUM)
    with pytest.warns(ex.SummitryWarning, match="4 'unclear' now 'true'"):
        twice = summitry.qualify(once, minimum={"*": "other"})
    assert twice["given_qualifies"].tolist() == ["unclear"] * 5
    assert twice["given_reason"].tolist() == ["seen"] * 5
    assert twice["qualifies"].tolist() == ["true"] * 4 + ["unclear"]
    assert set(raw) == {*visits(), "qualifies", "reason"}, "the input is not changed"


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(ex.CategoryError, match="did you mean 'true'"):
        summitry.DefinitionRule({"setting": "transit"}, "True", "...")
    with pytest.raises(ex.InputError):
        summitry.DefinitionRule({}, "true", "...")


def test_an_empty_table() -> None:
    import pandas as pd

    empty = pd.DataFrame({"origin": [], "visitor_rank": []}, dtype=str)
    found = summitry.qualify(empty, minimum=MINIMUM)
    assert list(found.columns) == ["origin", "visitor_rank", "qualifies", "reason"]
    assert len(found) == 0


def test_rules_go_with_a_minimum(make: Any) -> None:
    visits = make(
        {
            "origin": ["CHN", "CHN", "PRK"],
            "visitor_rank": ["other", "foreign_minister", "foreign_minister"],
            "stopover": [True, True, False],
        }
    )
    stops = summitry.DefinitionRule({"stopover": True}, "unclear", "a stopover")
    minimum = {"*": "foreign_minister"}
    found = summitry.qualify(visits, minimum=minimum, rules=[stops])
    whole = summitry.Definition(minimum, rules=[stops])
    expected = summitry.qualify(visits, definition=whole)
    assert columns_of(found) == columns_of(expected)
    assert columns_of(found)["qualifies"] == ["unclear", "unclear", "true"]
    with pytest.raises(ex.InputError, match="rules are given beside a definition"):
        summitry.qualify(visits, definition=whole, rules=[stops])
