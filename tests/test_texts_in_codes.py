"""Texts of long results are codes into labels, whatever function makes them."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import numpy as np
import polars as pl
import pytest
from limited_memory import run_limited
from test_era_growth import SEEN, START, quietly, sides, visits

import summitry
from summitry.frames import Table
from summitry.frames.array_column import ArrayColumn
from summitry.frames.built import build
from summitry.frames.categories import Categories, constant
from summitry.frames.cycle import Cycle
from summitry.frames.taken import Taken

N = 2_000
MOST_LABELS = 200

COUNTED = (
    "visit_gaps",
    "visit_gaps of one reading",
    "visit_gaps under a coverage",
    "visit_gaps of asked pairs",
    "response_lags",
    "visit_panel",
    "yearly_counts",
    "era_tally",
    "era_frequency",
    "qualify",
)
READ = (
    "compare_eras",
    "compare_eras, weighted",
    "lag_curve",
    "turnbull_curve",
    "lag_summary",
    "rank_acceptability",
    "receipts",
    "archive_table",
)


def is_coded(given: Any) -> bool:
    """Whether no row of a column is held as a text of its own."""
    held = given.values if isinstance(given, ArrayColumn | Taken) else given
    held = held.values if isinstance(held, Cycle) else held
    if isinstance(held, Categories):
        return len(held.labels) <= MOST_LABELS
    return isinstance(held, np.ndarray) and held.dtype.kind not in "UO"


def record() -> pl.DataFrame:
    """Visits on days of their own, and what is told of them."""
    stream = np.random.default_rng(11)
    table = visits(N, seed=11).drop(columns="weight")
    told = {
        "date": START + np.arange(N) * 10,
        "visitor": np.array(["A", "B", None])[stream.integers(0, 3, N)],
        "visitor_rank": stream.choice(["head_of_state", "foreign_minister"], N),
        "source": stream.choice(["list", "archive"], N),
    }
    return pl.from_pandas(table.assign(**told))


def shocks() -> pl.DataFrame:
    table = visits(N, seed=12)[["origin", "destination"]]
    kinds = np.array(["test", "death"])[np.arange(N) % 2]
    return pl.from_pandas(table.assign(date=START + np.arange(N) * 13, kind=kinds))


def lags(**options: Any) -> Any:
    return summitry.response_lags(shocks(), record(), **options, **SEEN)


def many_eras(sides: int, eras: int) -> pl.DataFrame:
    """What was counted of several lists of eras, some of them too short."""
    n = sides * eras
    rows = np.arange(n)
    return pl.DataFrame(
        {
            "side": np.array(["A", "B", "C", "D"])[rows // eras],
            "era": [f"era {row % eras}" for row in rows],
            "count": rows % 7,
            "years": np.where(rows % eras == 3, 0.05, 1.0 + rows % 5),
        }
    )


def asked(name: str, by: Any) -> Any:  # noqa: C901
    """Call a function whose result is long."""
    table, eras = record(), sides(1).drop(columns="side")[:4]
    seen: dict[str, Any] = {"by": by, "unclear": "both"}
    if name == "visit_gaps":
        where: Any = {"visitor_rank": ["head_of_state", "foreign_minister"]}
        return summitry.visit_gaps(table, where=where, **seen, **SEEN)
    if name == "visit_gaps of one reading":
        return summitry.visit_gaps(table.drop("qualifies"), by=by, **SEEN)
    if name == "visit_gaps under a coverage":
        covered: Any = {
            "source": "list",
            "since": "1950-01-01",
            "through": "2010-12-31",
        }
        return summitry.visit_gaps(table, coverage=covered, **seen, **SEEN)
    if name == "visit_gaps of asked pairs":
        pairs: Any = {"origin": ["C0", "C1"], "destination": ["C3", "C4"]}
        return summitry.visit_gaps(table, by=by or "dyad", dyads=pairs, **SEEN)
    if name == "response_lags":
        return lags(unclear="both")
    if name == "visit_panel":
        plain: dict[str, Any] = {"by": by or "dyad", "period": "month"}
        return summitry.visit_panel(table, unclear="include", **plain, **SEEN)
    if name == "yearly_counts":
        return summitry.yearly_counts(table, eras, **seen, **SEEN)
    if name == "era_tally":
        return summitry.era_tally(table, eras, by=by, by_year=True, **SEEN)
    if name == "era_frequency":
        return summitry.era_frequency(table, eras, **seen, **SEEN)
    return summitry.qualify(table.drop("qualifies"), minimum={"*": "head_of_state"})


def of_result(name: str) -> Any:
    """Call a function that reads a result of another."""
    if name == "compare_eras":
        return summitry.compare_eras(many_eras(4, 50))
    if name == "compare_eras, weighted":
        columns = ("weighted_frequency", "weighted_variance", "largest_weight")
        wide = many_eras(4, 50).with_columns(
            *(pl.lit(1.0).alias(column) for column in columns)
        )
        return summitry.compare_eras(wide, weighted=True)
    if name == "lag_curve":
        return summitry.lag_curve(lags(), group_by="kind")
    if name == "turnbull_curve":
        return summitry.turnbull_curve(lags(), group_by="kind")
    if name == "lag_summary":
        return summitry.lag_summary(lags(), group_by=["kind", "origin"])
    if name == "receipts":
        return summitry.receipts(lags(), record())
    if name == "archive_table":
        return summitry.archive_table(record().drop("qualifies"), **SEEN)
    tally = {
        "era": [f"era {row // 2}" for row in range(120)],
        "years": [1.0] * 120,
        "summit": [True, False] * 60,
        "weight": [1.0] * 120,
        "count": [row % 5 for row in range(120)],
    }
    ranges: Any = {"summit": {True: (1, 5)}}
    return summitry.rank_acceptability(pl.DataFrame(tally), vary=ranges)


@pytest.fixture
def columns_out(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """Every column that is handed to a library."""
    seen: list[tuple[str, Any]] = []
    adding = Table.with_columns

    def built(columns: Any, backend: Any, types: Any) -> Any:
        seen.extend(columns.items())
        return build(columns, backend, types)

    def added(table: Any, columns: Any) -> Any:
        seen.extend(columns.items())
        return adding(table, columns)

    monkeypatch.setattr("summitry.frames.table.build", built)
    monkeypatch.setattr(Table, "with_columns", added)
    return seen


def texts_of_their_own(columns: list[tuple[str, Any]]) -> set[str]:
    return {name for name, column in columns if not is_coded(column)}


@pytest.mark.parametrize("by", [None, "dyad", "direction"])
@pytest.mark.parametrize("name", COUNTED)
def test_results_of_visits_hold_no_list_of_texts(
    name: str, by: str | None, columns_out: list[tuple[str, Any]]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asked(name, by)
    assert columns_out
    assert texts_of_their_own(columns_out) == set()


@pytest.mark.parametrize("name", READ)
def test_results_of_results_hold_no_list_of_texts(
    name: str, columns_out: list[tuple[str, Any]]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        of_result(name)
    assert columns_out
    assert texts_of_their_own(columns_out) == set()


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_a_text_that_is_missing_in_every_row(kind: str) -> None:
    """Long columns of one text may be held once, also where there is none."""
    for n_rows in (2, 100_000):
        found = build({"n": np.arange(n_rows), "note": constant(None, n_rows)}, kind)
        column = summitry.frames.Table(found, "table").missing("note")
        assert column.all()
        assert column.size == n_rows


@pytest.mark.parametrize("times", [1, 3, 3_000])
@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "arrays"])
def test_texts_that_stand_there_again(kind: str, times: int) -> None:
    again = Cycle(Categories(np.array([1, 0, -1, 1]), ["b", "a"]), times)
    found, whole = (
        build({"era": texts, "row": np.arange(len(again))}, kind)
        for texts in (again, again.whole())
    )
    assert Table(found, "found").values("era") == ["a", "b", None, "a"] * times
    if kind != "arrays":
        assert found["era"].equals(whole["era"])


def test_a_row_more_costs_no_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of eras of many pairs are made column by column."""
    calls = [0]

    def counting(frame: object, event: str, argument: object) -> None:
        del frame, event, argument
        calls[0] += 1

    def counted(columns: Any, backend: Any, types: Any) -> Any:
        assert texts_of_their_own([*columns.items()]) == set()
        calls[0] = 0
        sys.setprofile(counting)
        try:
            return build(columns, backend, types)
        finally:
            sys.setprofile(None)

    monkeypatch.setattr("summitry.frames.table.build", counted)
    seen = []
    for countries in (25, 80):
        table = pl.from_pandas(visits(9_000, seed=9, countries=countries))
        for eras in (sides(), sides(1).drop(columns="side")[:4]):
            options: dict[str, Any] = {"by": "direction", "scheme": "weight"}
            found = quietly(summitry.era_frequency, table, eras, **options)
            seen.append((calls[0], len(found)))
    _, (short, few), _, (long, many) = seen
    assert many > 5 * few > 5_000
    assert long <= short + 50


LIMITED = """
import resource, warnings
import numpy as np, pandas as pd, summitry
warnings.simplefilter("ignore")
seen = {"since": "1946-01-01", "through": "2020-12-31", "progress": False}
first = np.datetime64("1946-01-01")
def gaps(n):
    # Pairs have a visit in every hundred days.
    names = np.array([f"C{code}" for code in range(320)], dtype=object)
    row = np.arange(n)
    ends = {"origin": row % 160, "destination": 160 + row // 160 % 160}
    table = {name: pd.Categorical.from_codes(codes, names)
             for name, codes in ends.items()}
    table["date"] = first + row // 25_600 * 100 + row % 100
    return summitry.visit_gaps(pd.DataFrame(table), by="direction", **seen)
gaps(500)
size = int(next(l for l in open("/proc/self/status") if "VmSize" in l).split()[1])
# An older pandas holds texts as objects, and copies the columns of a type together.
limit = (size + (410 if int(pd.__version__.partition(".")[0]) > 2 else 660) * 1024) * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
assert len(gaps(1_000_000)) == 1_000_000
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_gaps_of_pairs_take_memory_for_their_numbers() -> None:
    run_limited(LIMITED)
