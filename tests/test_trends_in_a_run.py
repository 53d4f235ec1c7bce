"""Trends, steps and shares of a run: the same numbers as the functions give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest

import summitry
from summitry.frames import Table
from summitry.report.terminal.run_text import run_text
from summitry.report.trend_words import shares, steps, trends

if TYPE_CHECKING:
    from summitry.facade.analysis_result import Analysis

SEEN: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}
HEADS = ["head_of_state", "head_of_party", "head_of_government"]


@pytest.fixture(scope="module")
def record() -> tuple[pd.DataFrame, pd.DataFrame, Analysis]:
    visits = summitry.datasets.load_visits("china-dprk")
    definition = summitry.datasets.load_definition("china-dprk")
    high = summitry.qualify(visits, definition=definition)
    eras = summitry.datasets.load_eras(
        "china-dprk", rules={"CHN": "five_eras", "PRK": "de_facto"}
    )
    return high, eras, summitry.analyse(high, eras, **SEEN)


def test_trends_are_those_of_the_function(
    record: tuple[pd.DataFrame, pd.DataFrame, Analysis],
) -> None:
    visits, eras, run = record
    own = summitry.trend(visits, eras, progress=False, **SEEN)
    pd.testing.assert_frame_equal(run.tables["trend"][own.columns.tolist()], own)


def test_steps_are_those_of_each_handover_with_the_years(
    record: tuple[pd.DataFrame, pd.DataFrame, Analysis],
) -> None:
    visits, eras, run = record
    table = run.tables["trend_or_step"]
    assert len(table) == 6
    for row in table.to_dict("records"):
        side = eras[eras["side"] == row["side"]]
        own = summitry.trend_or_step(
            visits, side, between=(row["era"], row["other_era"]), progress=False, **SEEN
        ).iloc[0]
        for name in ("step", "p_step", "slope", "p_trend", "verdict"):
            assert row[name] == own[name]


def test_shares_are_of_heads_and_of_one_direction(
    record: tuple[pd.DataFrame, pd.DataFrame, Analysis],
) -> None:
    visits, eras, run = record
    table = run.tables["composition"]
    for kind, where in (
        ("heads of state, party and government", {"visitor_rank": HEADS}),
        ("visits from CHN", {"origin": "CHN"}),
    ):
        own = summitry.composition(visits, eras, where=where, progress=False, **SEEN)
        part = table[table["kind"] == kind]
        assert part["shares"].tolist() == own["shares"].tolist()
        assert part["p_trend"].tolist() == own["p_trend"].tolist()


def test_the_limits_of_two_eras_stay_numbers() -> None:
    visits = {
        "date": [f"{year}-03-0{n}" for year in range(2000, 2010) for n in range(1, 4)],
        "visitor_rank": (["head_of_state"] * 2 + ["cabinet_minister"]) * 10,
    }
    eras = {
        "era": ["A", "B"],
        "start": ["2000-01-01", "2005-01-01"],
        "end": ["2005-01-01", None],
    }
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2009-12-31"}
    table = summitry.analyse(visits, eras, **seen).tables["composition"]
    own = summitry.composition(
        visits, eras, where={"visitor_rank": ["head_of_state"]}, progress=False, **seen
    )
    assert table["upper"].tolist() == own["upper"].tolist()
    assert table["kind"].tolist() == ["heads of state, party and government"]


def test_only_eras_that_follow_each_other_meet_at_a_handover() -> None:
    dates = [f"{year}-03-01" for year in range(2000, 2012)]
    eras = {
        "era": ["A", "B", "C"],
        "start": ["2000-01-01", "2005-08-01", "2006-05-01"],
        "end": ["2005-08-01", "2006-05-01", None],
    }
    run = summitry.analyse(
        {"date": dates}, eras, since="2000-01-01", through="2011-12-31"
    )
    assert "trend_or_step" not in run.tables


def test_the_run_says_each_in_a_sentence(
    record: tuple[pd.DataFrame, pd.DataFrame, Analysis],
) -> None:
    text = " ".join(run_text(record[2]).split())
    assert "Kim Jong Il: rising (by a factor of 1.15 a year" in text
    assert "Hu Jintao to Xi Jinping: a step at the handover" in text
    assert "eras of CHN: falls (p <0.001)" in text


TWO = {"era": ["A", "B"], "start": ["2000-01-01", "2002-01-01"], "end": ["2002-01-01", None]}  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "eras", "trend", "step"),
    [
        (
            [],
            {"era": ["A"], "start": ["2000-01-01"], "end": [None]},
            "Not tested: A (no visit: no trend).",
            "",
        ),
        (
            ["2000-05-01"],
            {"era": ["A"], "start": ["2000-01-01"], "end": ["2000-12-31"]},
            "Not tested: A (one year: no trend).",
            "",
        ),
        (
            ["2000-05-01", "2003-02-02"],
            TWO,
            (
                "Within no era that was tested can a trend of visits a year be told; that "
                "does not show that there was none."
            ),
            (
                "Not tested: the handover from A to B (2 and 4 whole calendar years, and "
                "each side needs 4)."
            ),
        ),
        (
            [],
            TWO | {"start": ["2000-01-01", "2004-01-01"], "end": ["2004-01-01", None]},
            "Not tested: A; B (no visit: no trend).",
            "Not tested: the handover from A to B (no visit on either side).",
        ),
    ],
)
def test_what_was_not_tested_is_said_with_its_reason(
    dates: list[str], eras: Any, trend: str, step: str
) -> None:
    seen: dict[str, Any] = {
        "since": "2000-01-01",
        "through": "2007-12-31" if not dates else "2005-12-31",
    }
    run = summitry.analyse({"date": dates}, eras, **seen)
    assert "trend_or_step" not in run.tables
    assert trends(run.tables) == trend
    assert steps(run.tables) == step
    assert shares(run.tables) == ""
    assert "WITHIN ERAS" in run_text(run).upper()


def test_a_share_that_falls_is_told_with_what_the_numbers_did() -> None:
    def told(upper: list[int], lower: list[int]) -> str:
        rows = pd.DataFrame(
            {
                "era": ["A", "B"],
                "upper_count": upper,
                "count": [one + other for one, other in zip(upper, lower, strict=True)],
                "years": [10.0, 10.0],
            }
        )
        found = summitry.composition(rows).assign(kind="heads")
        return shares({"composition": found})

    assert "substitution: as counted these became fewer" in told([20, 4], [10, 30])
    assert "nothing took their place" in told([5, 8], [5, 52])
    assert "both fell, if visits are independent" in told([60, 5], [40, 15])
    assert "whether others took their place cannot be told" in told([20, 1], [40, 29])
    untold = told([0, 0], [4, 5])
    assert untold == "Not tested: the share of heads (no upper visit: not defined)."


@pytest.mark.parametrize("backend", ["pandas", "polars", "arrays"])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_rule_may_be_of_one_side_alone(backend: str, order: tuple[int, int]) -> None:
    lists = [
        ("NTH", "list", "A", "2000-01-01", "2006-01-01"),
        ("NTH", "list", "B", "2006-01-01", None),
        ("STH", None, "C", "2000-01-01", "2005-01-01"),
        ("STH", None, "D", "2005-01-01", None),
    ]
    rows = [lists[2 * side + place] for side in order for place in (0, 1)]
    names = ("side", "rule", "era", "start", "end")
    eras: Any = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    visits: Any = {
        "date": [f"{year}-05-01" for year in range(2000, 2010)],
        "origin": ["NTH", "STH"] * 5,
        "destination": ["STH", "NTH"] * 5,
    }
    if backend == "pandas":
        eras, visits = pd.DataFrame(eras), pd.DataFrame(visits)
    elif backend == "polars":
        eras, visits = pl.DataFrame(eras), pl.DataFrame(visits)
    run = summitry.analyse(visits, eras, since="2000-01-01", through="2009-12-31")
    table = Table(run["trend_or_step"], "steps")
    assert list(table.columns)[:2] == ["side", "rule"]
    told = {"NTH": ("A", "B", "list"), "STH": ("C", "D", None)}
    columns = (table.values(name) for name in ("side", "era", "other_era", "rule"))
    for side, *found in zip(*columns, strict=True):
        assert tuple(found) == told.pop(side)
    assert not told
    assert "A to B" in steps(run.tables)
