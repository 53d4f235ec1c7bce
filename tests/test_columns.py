"""The manual's list of columns has every column that a function or a run returns."""

from __future__ import annotations

import doctest
import inspect
import warnings
from collections import defaultdict
from functools import wraps
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from column_list import missing, sections
from conftest import bundled, china_dprk
from test_interface import FUNCTIONS, sections as parts_of

import summitry
from summitry.frames.array_table import ArrayTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FRAMES = (pd.DataFrame, pl.DataFrame, pl.LazyFrame, pa.Table, ArrayTable)
GIVEN_ON = {"multiverse", "find_definition", "read_study"}
"""Functions whose tables have columns that data or decisions name."""
SEEN: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}


def names_of(frame: Any) -> set[str]:
    if isinstance(frame, pl.LazyFrame):
        return {*frame.collect_schema().names()}
    found = frame.column_names if isinstance(frame, pa.Table) else frame.columns
    return {str(name) for name in found}


def frames_of(result: Any) -> Iterator[Any]:
    """Go through a frame, or the frames that a result has."""
    if isinstance(result, FRAMES):
        yield result
    elif type(result).__module__.startswith("summitry"):
        for name, kind in inspect.getmembers_static(type(result)):
            if isinstance(kind, property) and not name.startswith("_"):
                yield from frames_of(getattr(result, name))
        for value in getattr(result, "__dict__", {}).values():
            yield from (one for one in [value] if isinstance(one, FRAMES))
    elif isinstance(result, dict):
        yield from (one for one in result.values() if isinstance(one, FRAMES))


def given_to(values: Any) -> set[str]:
    """Return the columns of what was given, in tables, mappings and results."""
    found: set[str] = set()
    for value in values:
        if isinstance(value, FRAMES):
            found |= names_of(value)
        elif isinstance(value, dict):
            found |= {str(key) for key in value} | given_to(value.values())
        elif isinstance(value, list | tuple):
            found |= given_to(value)
        else:
            found |= {name for one in frames_of(value) for name in names_of(one)}
    return found


def test_every_meaning_says_something() -> None:
    every = [name for part in sections().values() for name in part]
    assert len(every) == len({*every}) > 250
    for part in sections().values():
        for name, (unit, meaning) in part.items():
            assert unit, name
            assert meaning[0].isupper() or meaning[0] == "`", name
            assert meaning.endswith("."), name
            assert "|" not in unit + meaning, name


def test_what_is_not_listed_is_found() -> None:
    assert missing(["frequency", "p_rank_12", "frequency_latest", "given_x"]) == []
    assert missing(["frequencies", "x_latest", "p_rank"]) == [
        *("frequencies", "p_rank", "x_latest"),
    ]


@pytest.mark.parametrize("name", ["china-dprk", "china-rok", "pyongyang-or-seoul"])
def test_a_run_has_no_other_columns(name: str) -> None:
    study = bundled(name)
    tables = study.run().whole()
    found = {f"{table}.{one}" for table, t in tables.items() for one in names_of(t)}
    assert len(tables) > 25
    assert not missing({one.partition(".")[2] for one in found})


def test_a_study_has_no_other_columns() -> None:
    study = china_dprk()
    changed = summitry.compare_studies(study, summitry.read_study("china-dprk"))
    many = study.multiverse()
    tables = [study.robustness(), study.check().to_frame(), many.claims, many.drivers]
    tables += [study.explain("xi-frequency"), *frames_of(changed)]
    assert len(tables) > 8
    assert not missing({one for table in tables for one in names_of(table)})


def test_the_examples_of_no_function_return_other_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: dict[str, set[str]] = defaultdict(set)

    def recorded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def wrapped(*values: Any, **named: Any) -> Any:
            result = function(*values, **named)
            own = {one for frame in frames_of(result) for one in names_of(frame)}
            found[name] |= own - given_to([*values, *named.values()])
            return result

        return wrapped

    finder, runner = doctest.DocTestFinder(recurse=False), doctest.DocTestRunner()
    originals = {name: one for name, one in FUNCTIONS.items() if "." not in name}
    for name, function in originals.items():
        monkeypatch.setattr(summitry, name, recorded(name, function))
    for name, function in originals.items():
        for test in finder.find(function, name, globs={"summitry": summitry}):
            runner.run(test, out=lambda _: None)
    returning = {
        name
        for name, one in originals.items()
        if parts_of(inspect.getdoc(one) or "")["Returns"].startswith("frame")
    }
    assert len(returning) > 40
    assert not returning - {*found}
    lacking = {name: missing(one) for name, one in found.items()}
    assert not {
        name: one for name, one in lacking.items() if one and name not in GIVEN_ON
    }


def calls() -> dict[str, Callable[[], Any]]:
    """Calls with what adds columns: weights, doubt, pairs, coverage, groups."""
    visits = summitry.datasets.load_visits("china-dprk")
    rule = summitry.datasets.load_definition("china-dprk")
    high = summitry.qualify(visits, definition=rule)
    eras = summitry.datasets.load_eras("china-dprk")
    shocks = summitry.datasets.load_shocks("china-dprk", kind="nuclear_test")
    pairs: Any = {"origin": ["CHN", "PRK"], "destination": ["PRK", "CHN"]}
    weighted: Any = {"scheme": {"summit": {True: 3.0, False: 1.0}}}
    both: Any = {"unclear": "both"}
    frequency = summitry.era_frequency(high, eras, **SEEN, **weighted)
    lags = summitry.response_lags(shocks, high, **SEEN, **both)
    yearly = summitry.yearly_counts(high, eras, **SEEN)
    panel: Any = {"by": "direction", "dyads": pairs, "rolling": 3}
    one: Any = {"origin": ["CHN"], "destination": ["PRK"]}
    by_country = summitry.era_frequency(high, eras, by="dyad", dyads=one, **SEEN)
    return {
        "weighted": lambda: frequency,
        "tally": lambda: summitry.era_tally(
            high, eras, by_year=True, **weighted, **SEEN
        ),
        "pairs": lambda: by_country,
        "joint": lambda: summitry.era_frequency(
            high, summitry.joint_eras(eras), **SEEN, **both
        ),
        "eras compared": lambda: summitry.compare_eras(frequency, weighted=True),
        "ratios": lambda: summitry.detectable_ratio(frequency),
        "panel": lambda: summitry.visit_panel(high, **panel, **weighted, **SEEN),
        "quarters": lambda: summitry.visit_panel(
            high, by="direction", period="quarter", **SEEN
        ),
        "lags": lambda: lags,
        "curve": lambda: summitry.lag_curve(lags),
        "turnbull": lambda: summitry.turnbull_curve(lags),
        "placebo": lambda: summitry.placebo_test(
            shocks.iloc[1:5], high, **SEEN, **both
        ),
        "coincidence": lambda: summitry.event_coincidence(
            shocks, high, window=30, **SEEN, **both
        ),
        "gaps": lambda: summitry.visit_gaps(high, **SEEN, **both),
        "trend": lambda: summitry.trend(yearly),
        "dispersion": lambda: summitry.dispersion(yearly),
        "ranks": lambda: summitry.rank_eras(frequency),
        "months": lambda: summitry.visit_panel(high, period="month", **SEEN),
        "assigned": lambda: summitry.assign_eras(high, eras, **SEEN),
        "archive": lambda: summitry.archive_table(visits, **SEEN),
    }


def test_calls_with_more_options_return_no_other_columns() -> None:
    own = {*names_of(summitry.datasets.load_visits("china-dprk"))}
    own |= {*names_of(summitry.datasets.load_shocks("china-dprk"))}
    for name, call in calls().items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", summitry.exceptions.SummitryWarning)
            found = {one for frame in frames_of(call()) for one in names_of(frame)}
        assert found, name
        assert not missing(found - own), name
