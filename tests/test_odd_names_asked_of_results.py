"""What is asked of a result, a table or a rule by a name that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import summitry
from summitry.exceptions import SummitryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ODD: list[Any] = [
    *(None, 5, 1.5, b"x", [], ["x"], {}, {"x": 1}, {1}, ("x",), pd.NA, pd.NaT),
    *(np.array([1, 2]), np.ma.masked, object(), slice(None), "no such", "\ud800"),
]
RULE = summitry.DefinitionRule({"kind": "state"}, "false", "it")
SCHEME = summitry.Scheme({"kind": {"state": 2.0}})
TABLE = summitry.ArrayTable({"kind": ["state"]})


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> summitry.Study[Any]:
    folder: Path = tmp_path_factory.mktemp("studies") / "mine"
    summitry.new_study(folder)
    return summitry.read_study(folder)


ASKED: dict[str, Callable[[summitry.Study[Any], Any], Any]] = {
    "run": lambda study, name: study.run()[name],
    "claims": lambda study, name: study.check()[name],
    "column": lambda _, name: TABLE._column(name),
    "rule": lambda _, name: RULE.holds(name, ["state"]),
    "class_of": lambda _, name: SCHEME.class_of(name),
    "numbered": lambda _, name: SCHEME.numbered(name),
}


@pytest.mark.parametrize("asked", ["run", "claims", "column", "rule"])
@pytest.mark.parametrize("name", ODD, ids=lambda one: ascii(one)[:20])
def test_a_name_that_is_none_is_an_error_of_the_package(
    study: summitry.Study[Any], asked: str, name: Any
) -> None:
    with pytest.raises(SummitryError):
        ASKED[asked](study, name)


@pytest.mark.parametrize("asked", ["class_of", "numbered"])
@pytest.mark.parametrize("table", [None, 5, "kind", [], {"kind": ["state", None]}])
def test_a_scheme_is_asked_of_a_table(
    study: summitry.Study[Any], asked: str, table: Any
) -> None:
    if asked == "numbered" and isinstance(table, dict):
        return
    with pytest.raises(SummitryError):
        ASKED[asked](study, table)


def test_a_scheme_is_asked_of_any_table() -> None:
    for make in (dict, pd.DataFrame, summitry.ArrayTable):
        table: Any = make({"kind": ["state"]})
        assert SCHEME.class_of(table).tolist() == [0]


@pytest.mark.parametrize("name", ODD, ids=lambda one: ascii(one)[:20])
def test_nothing_odd_is_in_a_result(study: summitry.Study[Any], name: Any) -> None:
    assert name not in study.run()
    assert name not in TABLE


@pytest.mark.parametrize("name", [None, 5, b"x", ["title"]], ids=ascii)
def test_places_are_asked_for_by_texts(study: summitry.Study[Any], name: Any) -> None:
    with pytest.raises(SummitryError):
        study.locate("title", name)
    assert len(study.locate("title", "\ud800")) == 2


@pytest.mark.parametrize("form", [None, 5, "era", ["era"], {"erra": "Xi"}, {5: "Xi"}])
def test_a_scope_is_read_from_the_keys_of_a_study_file(form: Any) -> None:
    with pytest.raises(SummitryError):
        summitry.Scope.read(form)
