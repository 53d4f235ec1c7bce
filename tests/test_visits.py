"""Which visits qualify, and why."""

from __future__ import annotations

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
        "vice_minister is below foreign_minister, the minimum for CHN"
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


def test_a_country_without_a_minimum_is_told_beside_those_that_have_one() -> None:
    wrong = {"CHI": "foreign_minister", "PRK": "vice_minister"}
    with pytest.raises(ex.CategoryError, match="'CHN' is not one of 'CHI', 'PRK'"):
        summitry.qualify(visits(), minimum=wrong)


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
