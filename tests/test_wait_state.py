"""Lags from visits in parts: what is merged is what all visits at once give."""

from __future__ import annotations

import pickle
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

import summitry
from summitry import exceptions as ex

FIRST = np.datetime64("2000-01-01")
SEEN: dict[str, Any] = {"since": "2000-01-05", "through": "2000-09-27"}
ONE_PAIR = {"origin": ["C0"], "destination": ["C1"]}
ONE_PAIR |= {"since": ["2000-01-20"], "through": ["2000-05-25"]}


def record(rng: np.random.Generator, n_rows: int = 150) -> tuple[pa.Table, pa.Table]:
    countries = np.array(["C0", "C1", "C2"])
    origin = rng.integers(0, 3, n_rows)
    visits = {
        "date": FIRST + rng.integers(0, 280, n_rows),
        "origin": countries[origin],
        "destination": countries[(origin + rng.integers(1, 3, n_rows)) % 3],
        "qualifies": rng.choice(["true", "false", "unclear"], n_rows),
        "visitor": [None if one < 9 else f"v{one}" for one in range(n_rows)],
    }
    origin = rng.integers(0, 3, 20)
    named = np.array([*countries, "Zz"])
    shocks = {
        "label": [f"s{number}" for number in range(20)],
        "date": FIRST + rng.integers(-9, 290, 20),
        "origin": named[origin],
        "destination": named[origin + 1],
    }
    return pa.table(shocks), pa.table(visits)


def parts_of(
    shocks: pa.Table,
    visits: pa.Table,
    parts: int,
    rng: np.random.Generator,
    **options: Any,
) -> summitry.Waits:
    """Take the rows of each part, some and then the rest, and merge in any order."""
    which = np.sort(rng.integers(0, parts, len(visits)))
    found = summitry.Waits(shocks, **options, part=parts)
    for part in rng.permutation(parts).tolist():
        own = visits.filter(pa.array(which == part))
        some = summitry.Waits(shocks, **options, part=part).update(own.slice(0, 9))
        found.merge(pickle.loads(pickle.dumps(some.update(own.slice(9)))))
    return found


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize(
    ("parts", "options", "asked"),
    [
        (1, {}, {"overlap": "first"}),
        (7, {}, {"overlap": "latest", "unclear": "both"}),
        (3, {"same_day": "exclude"}, {"overlap": "first", "unvisited_pairs": "censor"}),
        (1, {"direction": ("C0", "C1")}, {"unclear": "include"}),
        (3, {"dyads": ONE_PAIR}, {"unclear": "both", "overlap": "first"}),
    ],
)
def test_parts_give_the_lags_of_all_visits(
    parts: int, options: dict[str, Any], asked: dict[str, Any]
) -> None:
    rng = np.random.default_rng(parts)
    shocks, visits = record(rng)
    wanted = summitry.response_lags(shocks, visits, **SEEN, **options, **asked)
    found = parts_of(shocks, visits, parts, rng, **SEEN, **options).finish(**asked)
    assert found.drop(["duplicates"]).equals(wanted.drop(["duplicates"]))
    assert found["duplicates"].null_count == len(found)
    assert pa.compute.sum(found["lag"].is_valid()).as_py()


def test_names_are_told_of_all_visits_together() -> None:
    rng = np.random.default_rng(3)
    shocks, visits = record(rng)
    with pytest.warns(ex.SummitryWarning) as wanted:
        summitry.response_lags(shocks, visits, **SEEN)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        waits = parts_of(shocks, visits, 3, rng, **SEEN)
    with pytest.warns(ex.SummitryWarning) as found:
        waits.finish()
    assert [str(one.message) for one in found] == [str(one.message) for one in wanted]


def test_visits_of_a_country_to_itself_are_counted_in_all_parts() -> None:
    home = pd.DataFrame({"date": ["2000-02-01"] * 3, "origin": ["A", "A", "B"]})
    home["destination"] = ["A", "A", "C"]
    shocks = pd.DataFrame(
        {"date": ["2000-01-09"], "origin": ["B"], "destination": ["C"]}
    )
    waits = summitry.Waits(shocks, **SEEN).update(home).update(home)
    with pytest.warns(ex.SummitryWarning, match="4 visits are of a country to itself"):
        lags = waits.finish()
    assert lags[["lag", "visit_row", "visit_count"]].values.tolist() == [[23, 2, 2]]


def test_visits_and_shocks_of_one_pair_need_no_names() -> None:
    days = {"date": ["2000-03-01", "2000-02-01", "2000-02-01"]}
    waits = summitry.Waits({"date": ["2000-01-09", "2000-08-01"]}, **SEEN).update(days)
    lags = waits.finish()
    assert lags["lag"].tolist() == [23, 57]
    assert lags["visit_count"].tolist() == [2, 0]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "both have visits of part 0"),
        ({"part": 1, "same_day": "exclude"}, "another same_day"),
        ({"part": 1, "through": "2001-01-01"}, "another since or through"),
        ({"part": 1, "shocks": {"date": ["2000-01-10"]}}, "another list of shocks"),
    ],
)
def test_parts_that_do_not_go_together_are_refused(
    changed: dict[str, Any], said: str
) -> None:
    options: dict[str, Any] = {"shocks": {"date": ["2000-01-09"]}, **SEEN}
    one = summitry.Waits(**options).update(pd.DataFrame({"date": ["2000-02-01"]}))
    other = summitry.Waits(**(options | changed)).update(
        pd.DataFrame({"date": ["2000-02-01"]})
    )
    with pytest.raises(ex.InputError, match=said):
        one.merge(other)


def test_vague_days_and_nothing_at_all_are_refused() -> None:
    waits = summitry.Waits({"date": ["2000-01-09"]}, **SEEN)
    with pytest.raises(ex.InputError, match="no visits have been taken"):
        waits.finish()
    with pytest.raises(ex.PrecisionError, match="row 1: the visit was on one of"):
        waits.update({"date": ["2000-02-01", "2000-03"]})
    with pytest.raises(ex.PrecisionError, match="row 0: the shock was on one of"):
        summitry.Waits({"date": ["2000"]}, **SEEN)


def test_files_give_the_same_and_a_mistake_in_one_takes_nothing(tmp_path: Any) -> None:
    shocks, visits = record(np.random.default_rng(2))
    shocks = shocks.filter(pa.compute.not_equal(shocks["destination"], "Zz"))
    for part in range(3):
        rows = visits.slice(part * 50, 50)
        parquet.write_table(rows, tmp_path / f"part-{part}.parquet", row_group_size=20)
    waits = summitry.Waits(shocks, **SEEN).read(tmp_path)
    wanted = summitry.response_lags(shocks, visits, **SEEN).drop(["duplicates"])
    assert waits.finish().drop(["duplicates"]).equals(wanted)
    parquet.write_table(pa.table({"date": ["once"]}), tmp_path / "part-3.parquet")
    again = summitry.Waits(shocks, **SEEN)
    with pytest.raises(ex.InputError):
        again.read(tmp_path)
    with pytest.raises(ex.InputError, match="no visits have been taken"):
        again.finish()


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_visits_of_countries_to_themselves_alone_are_as_no_visits() -> None:
    shocks = {"date": ["2001-02-10"], "origin": ["A"], "destination": ["B"]}
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2001-12-31"}
    own = {"date": ["2001-03-01"], "origin": ["A"], "destination": ["A"]}
    none = {name: values[:0] for name, values in own.items()}
    told = ["lag", "status"]
    for visits in (own, none):
        together = summitry.response_lags(shocks, visits, **seen)
        parts = summitry.Waits(shocks, **seen).update(visits).finish()
        assert [parts[name][0] for name in told] == [324, "censored"]
        assert [together[name][0] for name in told] == [324, "censored"]
