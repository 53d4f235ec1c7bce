"""Arguments of a wrong kind, each refused by its name: what bad calls once found."""

from __future__ import annotations

import contextlib
import inspect
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hostile.calls import SEEN, VISITS, calls
from hostile.trying import TABLES, attempt, names_of, parameters_of

import summitry
from summitry.exceptions import SummitryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CALLS = calls()
WRONG: list[tuple[str, str, Any]] = [
    *(
        (name, "progress", wrong)
        for name in (
            "compare_eras",
            "placebo_test",
            "multiverse",
            "era_frequency",
            "detectable_ratio",
            "phases",
        )
        for wrong in (5, "a", np.zeros(2))
    ),
    *(("load_shocks", "name", wrong) for wrong in (pd.NA, np.zeros(0), ["a"], 5)),
    *(("Scheme", "factors", wrong) for wrong in (False, 5, "a", [1])),
    *(
        ("compare_lags", "group_by", wrong)
        for wrong in (5, [[1]], np.int8(3), b"a", np.array("a"))
    ),
    *(("Claim.lag", "shocks", wrong) for wrong in (0, {"a": 1}, b"a")),
    *(("break_even", "vary", wrong) for wrong in ("a", 5, [1])),
    *(("multiverse", "claims", wrong) for wrong in (5, 10**30)),
    *(("Claim", "form", wrong) for wrong in (5, "a", {1: 2}, {"quantity": object()})),
    *(("show", name, wrong) for name in ("title", "caption") for wrong in (1.5, b"a")),
    *(("joint_eras", "sides", wrong) for wrong in (5, 1.0, [1, 2], {"a": "b"})),
]

WITHIN = {
    # What only this package hands over, and texts that are looked up one by one.
    *("ClaimResults.only", "ClaimResults.with_robustness", "DefinitionRule.holds"),
    *("Scheme.class_of", "Scheme.numbered", "Study.locate", "Claim.under"),
    *("Scope.calling", "Scope.read", "Scope.words", "Specification.with_"),
}


@pytest.mark.parametrize(("name", "argument", "wrong"), WRONG)
def test_a_wrong_argument_is_refused(name: str, argument: str, wrong: Any) -> None:
    function, good = CALLS[name]
    with pytest.raises(SummitryError):
        function(**{**good, argument: wrong})


@pytest.fixture(autouse=True)
def _closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Names of files are among the bad values, and some of them can be written.
    monkeypatch.chdir(tmp_path)
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("name", CALLS)
def test_the_good_calls_are_good(name: str) -> None:
    function, good = CALLS[name]
    assert function(**good) is not None or name == "Scheme.check_monotone"


HALVES = [
    (name, argument, column)
    for name, (_, good) in CALLS.items()
    for argument in sorted(TABLES & set(good))
    if hasattr(good[argument], "keys")
    for column in map(str, names_of(good[argument]))
]


@pytest.mark.parametrize(("name", "argument", "column"), HALVES)
@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_half_a_character_is_refused_or_kept(
    name: str, argument: str, column: str
) -> None:
    function, good = CALLS[name]
    table = good[argument]
    for make in (dict, pd.DataFrame):
        columns = {str(key): [*table[key]] for key in names_of(table)}
        columns[column] = ["a\ud83d"] * len(columns[column])
        made = {key: pd.Series(values, dtype=object) for key, values in columns.items()}
        with contextlib.suppress(SummitryError):
            function(**{**good, argument: make(columns if make is dict else made)})


@pytest.mark.parametrize("name", CALLS)
def test_an_array_is_no_choice(name: str) -> None:
    function, good = CALLS[name]
    for argument in good:
        for wrong in (np.array([]), np.zeros(2), np.array(["a", "b"])):
            with contextlib.suppress(SummitryError):
                function(**{**good, argument: wrong})


DOORS = [
    (name, argument)
    for name, (function, _) in CALLS.items()
    for argument in parameters_of(function)
]


@pytest.mark.parametrize(("name", "argument"), DOORS)
def test_every_parameter_refuses_other_kinds(name: str, argument: str) -> None:
    function, good = CALLS[name]
    for wrong in (object(), np.ma.masked, 1j, [object()], {"a": 1}, print):
        if argument != "progress" or not callable(wrong):
            with contextlib.suppress(SummitryError):
                function(**{**good, argument: wrong})


def test_every_public_function_is_called() -> None:
    names = {*summitry.__all__, *summitry.datasets.__all__, *summitry.plot.__all__}
    called = {function.__name__ for function, _ in CALLS.values()}
    places = (summitry, summitry.datasets, summitry.plot)
    found = [getattr(place, name, None) for place in places for name in names]
    assert {one.__name__ for one in found if inspect.isfunction(one)} <= called


def test_every_public_method_is_called() -> None:
    classes = {getattr(summitry, name, None) for name in summitry.__all__}
    methods = {
        f"{one.__name__}.{name}"
        for one in classes
        if inspect.isclass(one)
        for name, method in inspect.getmembers(one, callable)
        if not name.startswith("_")
        and str(getattr(method, "__module__", "")).startswith("summitry")
        and set(parameters_of(method)) - {"self"}
    }
    assert methods - set(CALLS) <= WITHIN


def test_an_argument_of_another_kind_is_told_with_an_example() -> None:
    with pytest.raises(SummitryError, match="ladder is 5") as caught:
        summitry.archive_check(VISITS, ladder=5, **SEEN)  # type: ignore[call-overload]
    assert caught.value.column == "ladder"
    assert caught.value.hint is not None
    assert "ladder=['minister', 'envoy']" in caught.value.hint


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("years", pd.NaT), ("years", None), ("era", pd.NA), ("weight", float("inf"))],
)
def test_lines_without_era_or_rate_are_not_drawn(column: str, wrong: Any) -> None:
    function, good = CALLS["plot.weights"]
    tally = {key: [*good["tally"][key]] for key in names_of(good["tally"])}
    tally[column] = [wrong] * len(tally[column])
    with pytest.raises(SummitryError):
        function(**{**good, "tally": tally})


def test_cells_of_any_kind_are_shown() -> None:
    cells = [b"a", Decimal("sNaN"), np.array([0.0, 1.0]), np.zeros((1, 1)), {"a": 1}]
    told = str(summitry.show(pd.DataFrame({"a": pd.Series(cells, dtype=object)})))
    assert "[0. 1.]" in told


def test_a_column_is_no_table() -> None:
    with pytest.raises(SummitryError):
        summitry.show(pd.Series([0, 1]))


def test_cells_that_are_lists_are_kept_or_refused() -> None:
    for cell in ([1], (1, 2), {"a": 1}, np.zeros(2)):
        visits = pd.DataFrame({**VISITS, "visitor": pd.Series([cell] * 5)})
        assert len(summitry.visit_gaps(visits, **SEEN)) == 3
        function, good = CALLS["receipts"]
        table = {key: [*good["table"][key]] for key in good["table"]}
        with pytest.raises(SummitryError):
            function(**{**good, "table": table | {"side": [cell] * len(table["era"])}})


SEEDS = range(20_000, 40_000)
"""Seeds of bad calls that end well; others are tried by `make fuzz`."""


@pytest.mark.parametrize("first", SEEDS[::1_000])
def test_bad_calls_end_with_errors_of_this_package(first: int) -> None:
    found = [attempt(seed, CALLS) for seed in range(first, first + 1_000)]
    assert [one for one in found if one is not None] == []


@pytest.mark.parametrize("seed", [7191379, 7334581])
def test_calls_that_once_ended_otherwise(seed: int) -> None:
    assert attempt(seed, CALLS) is None
