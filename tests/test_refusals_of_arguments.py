"""Arguments of a wrong kind: refused by name, with the call to make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest

import summitry
from summitry.exceptions import CategoryError, ColumnError, FrameError, SummitryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VISITS: dict[str, Any] = {
    "date": ["2001-01-01", "2002-01-01"],
    "origin": ["USA", "USA"],
    "destination": ["FRA", "DEU"],
}
ERAS: dict[str, Any] = {"era": ["a"], "start": ["2000-01-01"], "end": [None]}
LEADERS: dict[str, Any] = {
    "side": ["USA"],
    "leader": ["A"],
    "start": ["2001-01-20"],
    "end": ["2005-01-20"],
}
SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2003-01-01"}
WRONG: tuple[Any, ...] = (5, 1.5, [5], {"a": 1}, b"x", object())


def read(**said: Any) -> object:
    return summitry.read_visits(VISITS, **said)


CALLS: dict[str, Callable[[Any], object]] = {
    "columns": lambda one: read(columns=one),
    "constant": lambda one: read(constant=one),
    "dates": lambda one: read(dates=one),
    "ranges": lambda one: read(ranges=one),
    "times": lambda one: read(times=one),
    "zone": lambda one: read(zone=one),
    "places": lambda one: read(places=one),
    "names": lambda one: read(places={"separator": ";", "names": one}),
    "separator": lambda one: read(places={"separator": one}),
    "source": summitry.read_visits,
    "side": lambda one: summitry.datasets.load_eras(side=one),
    "rule": lambda one: summitry.datasets.load_eras(side="USA", rule=one),
    "rules": lambda one: summitry.datasets.load_eras(rules=one),
    "kind": lambda one: summitry.datasets.load_shocks(kind=one),
    "sources": summitry.merge_sources,
    "precedence": lambda one: summitry.merge_sources([VISITS] * 2, precedence=one),
    "days": lambda one: summitry.merge_sources([VISITS] * 2, days=[one]),  # type: ignore[call-overload]
    "states": lambda one: summitry.match_states(VISITS, one),
    "system": lambda one: summitry.match_states(VISITS, "origin", system=one),
    "leaders": lambda one: summitry.eras_from(LEADERS, columns=one),
    "layout": lambda one: summitry.eras_from(LEADERS, layout=one),
    "ladder": lambda one: summitry.office_table(ladder=one),
    "minimum": lambda one: summitry.qualify(VISITS, minimum=one),
}


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: type(one).__name__)
def test_an_argument_of_a_wrong_kind_is_refused_by_name(name: str, wrong: Any) -> None:
    if name == "constant" and isinstance(wrong, dict):
        pytest.skip("that is one")
    with pytest.raises(SummitryError) as caught:
        CALLS[name](wrong)
    error = caught.value
    assert (
        error.hint or "must be one of" in error.message or "not one of" in error.message
    )
    assert len(str(error)) <= 2000


WHERE: dict[str, Callable[[Any], object]] = {
    "visit_gaps": lambda one: summitry.visit_gaps(VISITS, where=one, **SEEN),
    "phases": lambda one: summitry.phases(VISITS, where=one, **SEEN),
    "compare_dyads": lambda one: summitry.compare_dyads(
        VISITS, eras=ERAS, where=one, **SEEN
    ),
    "composition": lambda one: summitry.composition(VISITS, ERAS, where=one, **SEEN),
    "bounds": lambda one: summitry.bounds(VISITS, ERAS, where=one, **SEEN),
    "Scope": lambda one: summitry.Scope("a", where=one),
    "Claim.lowest": lambda one: summitry.Claim.lowest("a", where=one),
    "Claim.gap": lambda one: summitry.Claim.gap(6, where=one),
    "Claim.lag": lambda one: summitry.Claim.lag("first", 6, where=one),
    "Claim.unanswered": lambda one: summitry.Claim.unanswered("first", where=one),
}


@pytest.mark.parametrize("name", WHERE)
@pytest.mark.parametrize("wrong", ["FRA", ["FRA"], 5, b"FRA", {1: "FRA"}], ids=repr)
def test_conditions_that_name_no_column_are_refused(name: str, wrong: Any) -> None:
    with pytest.raises(FrameError) as caught:
        WHERE[name](wrong)
    example = "FRA" if wrong == "FRA" else "PRK"
    assert (caught.value.code, caught.value.column) == ("not_a_mapping", "where")
    assert caught.value.hint == (
        f"name the column: where={{'destination': '{example}'}}"
    )


@pytest.mark.parametrize("name", WHERE)
def test_conditions_without_a_value_are_refused(name: str) -> None:
    with pytest.raises(CategoryError, match="asks for no value of column 'origin'"):
        WHERE[name]({"origin": []})


@pytest.mark.parametrize("name", [name for name in WHERE if name[0].islower()])
def test_a_value_that_no_visit_has_is_refused_with_the_nearest(name: str) -> None:
    with pytest.raises(CategoryError) as caught:
        WHERE[name]({"destination": "FRB"})
    assert "'FRB', which is not in column 'destination'" in str(caught.value)
    assert str(caught.value.hint).startswith("did you mean 'FRA'? Its values are ")


SCOPES: dict[str, tuple[Any, ...]] = {
    "eras": ("Xi", ["Xi"], 5),
    "shocks": (5, [None], {"a": 1}),
    "dyad": ("CHN", "CHN-PRK", ("CHN",), ("CHN", "PRK", "X"), 5, (None, "PRK")),
    "period": (5, ("2001-01-01",), ["2001"], {"2001": 1}, ("2001",) * 3),
}


@pytest.mark.parametrize(
    ("name", "wrong"), [(name, one) for name, some in SCOPES.items() for one in some]
)
def test_what_is_said_of_a_scope_is_refused_by_name(name: str, wrong: Any) -> None:
    with pytest.raises(SummitryError) as caught:
        summitry.Scope(**{name: wrong})
    assert caught.value.column == name
    assert f"{name}=" in str(caught.value.hint)


def test_one_shock_is_named_as_well_as_several() -> None:
    assert summitry.Scope(shocks="first").shocks == ("first",)  # type: ignore[arg-type]
    assert summitry.Scope(shocks=("a", "b")).form() == {"shocks": ["a", "b"]}


@pytest.mark.parametrize(
    "wrong", ["visitor", 5, ["visitor"], {"visitor": {"has": "Z"}}]
)
def test_a_rule_of_a_definition_needs_conditions_on_columns(wrong: Any) -> None:
    with pytest.raises(SummitryError) as caught:
        summitry.DefinitionRule(wrong, "false", "why")
    assert caught.value.hint is not None


FILE: dict[str, tuple[Any, ...]] = {
    "header": ("1", 1.5, True, [1], -1),
    "delimiter": (5, [";"], ";;", ""),
    "encoding": (5, ["utf-8"], "utf-9"),
    "table": (1, 1.5, [1]),
}


@pytest.mark.parametrize(
    ("name", "wrong"), [(name, one) for name, some in FILE.items() for one in some]
)
def test_what_is_said_of_a_file_is_refused_by_name(
    name: str, wrong: Any, tmp_path: Path
) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("date,origin,destination\n2001-01-01,USA,FRA\n", "utf-8")
    with pytest.raises(SummitryError) as caught:
        summitry.read_visits(path, **{name: wrong})
    assert caught.value.column == name


def test_a_number_as_text_is_asked_for_as_a_number(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("date,origin,destination\n2001-01-01,USA,FRA\n", "utf-8")
    with pytest.raises(FrameError) as caught:
        summitry.read_visits(path, header="1")  # type: ignore[call-overload]
    assert caught.value.hint == "give a whole number, such as header=1"


TABLES: dict[str, Callable[[Any], object]] = {
    "read_visits": summitry.read_visits,
    "merge_sources": lambda table: summitry.merge_sources([table, VISITS]),
    "match_states": lambda table: summitry.match_states(table, "destination"),
    "era_frequency": lambda table: summitry.era_frequency(
        table, ERAS, by="dyad", **SEEN
    ),
    "find_duplicates": summitry.find_duplicates,
    "collapse_trips": lambda table: summitry.collapse_trips(
        table, by="pair", join="touching"
    ),
}


@pytest.mark.parametrize("names", [["x", "x"], [1, "1"]])
@pytest.mark.parametrize("call", TABLES)
def test_two_columns_of_one_name_are_named(call: str, names: list[Any]) -> None:
    table = pd.DataFrame(
        [["2001-01-01", "USA", "FRA", 1, 2]], columns=[*VISITS, *names]
    )
    with pytest.raises(ColumnError) as caught:
        TABLES[call](table)
    assert (caught.value.code, caught.value.column) == ("double_column", str(names[0]))


@pytest.mark.parametrize("column", [*VISITS])
@pytest.mark.parametrize("cell", [["FRA", "DEU"], {"a": 1}, {"FRA"}], ids=str)
@pytest.mark.parametrize("call", ["read_visits", "merge_sources", "era_frequency"])
def test_a_cell_with_several_values_is_told(call: str, cell: Any, column: str) -> None:
    table = {**VISITS, column: [VISITS[column][0], cell]}
    with pytest.raises(SummitryError) as caught:
        TABLES[call](table)
    assert caught.value.column == column
    assert "row 1" in str(caught.value)


def test_a_column_of_lists_is_told_in_polars() -> None:
    table = pl.DataFrame({**VISITS, "destination": [["FRA"], ["DEU"]]})
    with pytest.raises(ColumnError, match="row 0: 'destination' is") as caught:
        summitry.read_visits(table)
    assert (caught.value.code, caught.value.n_bad) == ("several_values", 2)


RESULTS: dict[str, tuple[Callable[[], object], str]] = {
    "ReadVisits": (lambda: summitry.read_visits(VISITS), "visits"),
    "MergedVisits": (lambda: summitry.merge_sources([VISITS] * 2), "visits"),
    "StateMatch": (
        lambda: summitry.match_states(VISITS, "origin", system="iso3"),
        "table",
    ),
    "LeaderList": (lambda: summitry.eras_from(LEADERS), "eras"),
    "CollapsedTrips": (
        lambda: summitry.collapse_trips(VISITS, by="pair", join="touching"),
        "visits",
    ),
}


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("call", TABLES)
def test_a_result_in_place_of_a_table_says_which_of_its_tables(
    name: str, call: str
) -> None:
    make, attribute = RESULTS[name]
    result = make()
    assert type(result).__name__ == name
    with pytest.raises(FrameError) as caught:
        TABLES[call](result)
    assert caught.value.hint == f"give its table, .{attribute}"
    assert hasattr(result, attribute)
