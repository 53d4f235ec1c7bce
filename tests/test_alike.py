"""Results say whether they are the same, and come back from a pickle as they were."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from two_leaders import ERAS, SEEN

import summitry
from summitry.frames.alike import alike

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHOCKS: dict[str, Any] = {"date": ["2013-02-12"]}
VISITS: dict[str, Any] = {"date": ["2013-05-22"]}
KINDS: dict[str, Any] = {"kind": ["state"]}
SCHEME: dict[str, Any] = {"kind": {"state": 2.0, "work": 1.0}}
VARY: dict[str, Any] = {"kind": {"state": (0.5, 5.0)}}
MORE: dict[str, Any] = {"date": ["2013-05-22", "2014-01-01"]}
pytestmark = pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")


def reader(columns: dict[str, Any]) -> pa.RecordBatchReader:
    table = pa.table(columns)
    return pa.RecordBatchReader.from_batches(table.schema, table.to_batches())


MADE: dict[str, tuple[Callable[[Any], Any], Any, Any]] = {
    "tally": (lambda v: summitry.Tally(ERAS, **SEEN).update(v), VISITS, MORE),
    "empty tally": (lambda e: summitry.Tally(e, **SEEN), ERAS, ERAS | {"side": "CHN"}),
    "streamed": (lambda e: summitry.Tally(reader(e), **SEEN), ERAS, SHOCKS),
    "waits": (lambda v: summitry.Waits(SHOCKS, **SEEN).update(v), VISITS, MORE),
    "empty waits": (lambda s: summitry.Waits(s, **SEEN), SHOCKS, VISITS),
    "arrays": (summitry.ArrayTable, ERAS, SHOCKS),
    "shown": (summitry.show, ERAS, SHOCKS),
    "shown stream": (lambda e: summitry.show(reader(e)), ERAS, SHOCKS),
    "shown in part": (lambda n: summitry.show({"n": np.arange(n)}), 900, 901),
}
COPIED: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda one: pickle.loads(pickle.dumps(one)),
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("how", COPIED)
def test_a_copy_is_the_same_and_another_is_not(name: str, how: str) -> None:
    make, first, second = MADE[name]
    one = make(first)
    assert COPIED[how](one) == one
    assert make(first) == one
    assert one != "another"
    assert make(second) != one


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("studies") / "mine"
    summitry.new_study(place)
    return place


RESULTS: dict[str, Callable[[summitry.Study[Any]], Any]] = {
    "run": lambda study: study.run(),
    "multiverse": lambda study: study.multiverse(),
    "changes": lambda study: summitry.compare_studies(study, study),
    "citations": summitry.cite,
    "check": lambda study: study.check(),
    "one claim": lambda study: study.check()["first-government"],
    "break even": lambda _: summitry.break_even(
        summitry.era_tally(VISITS | KINDS, ERAS, scheme=SCHEME, **SEEN),
        summitry.Claim.lowest(ERAS["era"][0]),
        vary=VARY,
    ),
}


@pytest.mark.parametrize("name", RESULTS)
def test_results_of_a_study_are_compared_whole(name: str, place: Path) -> None:
    one, other = (RESULTS[name](summitry.read_study(place)) for _ in range(2))
    assert one == other
    for how in COPIED.values():
        assert how(one) == one


def test_results_that_differ_in_a_cell_differ(place: Path) -> None:
    study = summitry.read_study(place)
    one, other = study.multiverse(), study.multiverse()
    other.claims.loc[0, "share"] = -1.0
    assert one != other
    read, again = (summitry.read_visits(place / "visits.csv") for _ in range(2))
    assert read == again
    again.visits.loc[0, "origin"] = "none"
    assert read != again


def test_what_the_core_answered_comes_back_with_its_parts() -> None:
    for study in ("china-dprk", "china-rok"):
        results = summitry.read_study(study).check()
        again = pickle.loads(pickle.dumps(results))
        for one, other in zip(results, again, strict=True):
            names = [name for name in dir(one.answer) if not name.startswith("_")]
            assert names == sorted(vars(other.answer))
            assert other.answer.value == one.answer.value or one.value is None
            assert [*other.answer.rows] == [*one.answer.rows]
            statuses = [lag.status for lag in one.answer.lags]
            assert [lag.status for lag in other.answer.lags] == statuses
            assert repr(other) == repr(one)
        pd.testing.assert_frame_equal(again.to_frame(), results.to_frame())


@pytest.mark.parametrize("how", COPIED)
@pytest.mark.parametrize("asked", [False, True], ids=["fresh", "run"])
def test_a_study_is_copied_by_what_it_was_read_from(
    how: str, place: Path, *, asked: bool
) -> None:
    visits = summitry.read_study(place).visits.iloc[:-1].assign(known_since="2015")
    both: list[dict[str, Any]] = [{}, {"visits": visits, "as_of": "2030-01-01"}]
    for given in both:
        study = summitry.read_study(place, **given)
        if asked:
            study.run()
            study.check()
        other = COPIED[how](study)
        assert other.as_of == study.as_of
        assert other.data_hash == study.data_hash
        assert other.run() == study.run()
        pd.testing.assert_frame_equal(other.visits, study.visits)


def test_alike_tells_what_differs() -> None:
    assert alike(np.array([1.0, np.nan]), np.array([1.0, np.nan]))
    assert alike({"a": (pd.DataFrame({"x": [1]}),)}, {"a": (pd.DataFrame({"x": [1]}),)})
    assert not alike(np.array([1]), np.array([1.0]))
    assert not alike({"a": 1}, {"b": 1})
    assert not alike([1], [1, 2])
    assert not alike(pd.DataFrame({"x": [1]}), pd.DataFrame({"x": [2]}))
