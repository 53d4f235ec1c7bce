"""Late starts of rank groups, and the differences of eras that they make."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import archive_oracle as oracle
import numpy as np
import pandas as pd
import pytest
from conftest import china_dprk, columns_of
from hypothesis import given, settings, strategies as st
from small_study import ONE_AND_TWO, study_of, visit

import summitry
from summitry.exceptions import RangeError, SummitryWarning, TenureError
from summitry.report._archive import archive
from summitry.report.archive_words import archive_line, doubts, first_years
from summitry.report.terminal import archive_text
from summitry.report.terminal.run_text import run_text

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Maker

SEEN: dict[str, Any] = {"since": "1950-01-01", "through": "2009-12-31"}
FIRST, LAST = -7305, 14609
ERAS: dict[str, Any] = {
    "era": ["Alpha", "Beta", "Gamma"],
    "start": ["1950-01-01", "1976-03-01", "1995-06-01"],
    "end": ["1976-03-01", "1995-06-01", None],
}
RANKS = ("head_of_state", "deputy_head", "politburo_member", "foreign_minister")
GROUPS = ("heads", "deputy heads", "Politburo and state councillors", "ministers")
TOLD = ["lower", "higher"]


def record(seed: int) -> tuple[pd.DataFrame, int, int]:
    """Return visits at equal rates, of which one group is kept from a year on only."""
    rng = np.random.default_rng(seed)
    late, year = int(rng.integers(4)), int(rng.integers(1965, 2000))
    days, ranks = [], []
    for code, rank in enumerate(RANKS):
        own = rng.integers(FIRST, LAST + 1, rng.poisson(60 * rng.uniform(0.4, 1.5)))
        if code == late:
            own = own[own >= np.datetime64(f"{year}-01-01").astype(int)]
        days += own.tolist()
        ranks += [rank] * own.size
    dates = np.array(days, dtype="datetime64[D]")
    return pd.DataFrame({"date": dates, "visitor_rank": ranks}), late, year


def first_year(visits: pd.DataFrame, rank: str) -> int:
    own = visits["date"][np.array(visits["visitor_rank"]) == rank]
    return int(str(own.min())[:4])


@pytest.mark.parametrize("block", range(10))
def test_no_difference_is_told_without_the_group_that_begins_late(block: int) -> None:
    """Records of equal rates, one group kept from a year on: 200 seeds in all."""
    for seed in range(block * 20, block * 20 + 20):
        visits, late, _ = record(seed)
        year, group = first_year(visits, RANKS[late]), GROUPS[late]
        compared = summitry.compare_eras(summitry.era_frequency(visits, ERAS, **SEEN))
        found = summitry.archive_doubts(visits, ERAS, **SEEN)
        check = summitry.archive_check(visits, **SEEN)
        assert f"'{group}' in {year}" in first_years(check)
        for row in compared[compared["verdict"].isin(TOLD)].to_dict("records"):
            if int(ERAS["start"][ERAS["era"].index(row["era"])][:4]) >= year:
                continue  # both eras lie where the group is kept
            said = doubts(found, [(row["era"], row["other_era"])])
            assert len(said) == 1, seed
            assert f"'{group}' in {year}" in said[0], seed


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_with_a_coverage_the_group_is_left_out(seed: int) -> None:
    visits, late, year = record(seed)
    coverage = {"visitor_rank": ["*", RANKS[late]], "since": [None, str(year)]}
    found = summitry.era_frequency(visits, ERAS, **SEEN, coverage=coverage)
    others = np.array(visits["visitor_rank"]) != RANKS[late]
    rest = {"date": visits["date"][others]}
    plain = summitry.era_frequency(rest, ERAS, **SEEN)
    assert found["count"].tolist() == plain["count"].tolist()
    assert found["days"].tolist() == plain["days"].tolist()
    said = f"without {RANKS[late]} (covered from {year}-01-01 on)"
    compared = summitry.compare_eras(found)
    assert all(said in text for text in compared["coverage"])
    named = summitry.archive_doubts(visits, ERAS, **SEEN, coverage=coverage)
    assert GROUPS[late] not in set(named["group"])


def test_a_run_names_group_and_year_beside_its_sentence() -> None:
    visits, late, _ = next(
        (v, late, y)
        for v, late, y in map(record, range(200))
        if (
            summitry.compare_eras(summitry.era_frequency(v, ERAS, **SEEN))
            .query("era == 'Alpha' and verdict == 'lower'")
            .shape[0]
        )
    )
    found = summitry.analyse(visits, ERAS, **SEEN)
    text = " ".join(run_text(found).split())
    year = first_year(visits, RANKS[late])
    assert f"'{GROUPS[late]}' in {year} only" in text
    assert "THE ARCHIVE, BY RANK AND DECADE" in text
    assert "BY RANK FLOOR" in text
    assert "HOW BAD THE ARCHIVE MUST BE" in text


def test_the_line_of_the_first_screen_has_the_numbers_of_its_table() -> None:
    study = china_dprk()
    seen: dict[str, Any] = {"since": study.since, "through": study.through}
    found = summitry.analyse(study.visits, study.eras, **seen)
    line = archive_line(found.tables)
    table = found.tables["archive"].set_index(["group", "period"])["visits"]
    before, after = table["ministers", "1990s"], table["ministers", "2000s"]
    assert f"'ministers' go from {before} in the 1990s to {after} in the 2000s" in line
    assert f"of {found.tables['archive']['visits'].sum()} rows" in line


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(FIRST, LAST), st.sampled_from(RANKS)),
        min_size=1,
        max_size=30,
    )
)
def test_p_is_that_of_avoiding_the_first_days(rows: list[tuple[int, str]]) -> None:
    visits = pd.DataFrame(
        {
            "date": np.array([day for day, _ in rows], dtype="datetime64[D]"),
            "visitor_rank": [rank for _, rank in rows],
        }
    )
    found = columns_of(summitry.archive_check(visits, **SEEN))
    for number, group in enumerate(found["group"]):
        own = [day for day, rank in rows if oracle.GROUPS[rank] == group]
        assert found["visits"][number] == len(own)
        if not own:
            assert found["p"][number] is None
            assert found["verdict"][number] == "no visit"
            continue
        silent = min(own) - FIRST
        wanted = oracle.p_of_late_start(len(own), silent, LAST - FIRST + 1)
        assert found["p"][number] == pytest.approx(wanted, rel=1e-12)
        late = found["p_adjusted"][number] <= 0.05
        assert (found["verdict"][number] != "no late start seen") == late


def test_records_without_late_starts_are_seldom_called_late() -> None:
    rng = np.random.default_rng(5)
    called = 0
    for _ in range(400):
        sizes = rng.poisson(20, 4)
        days = rng.integers(FIRST, LAST + 1, sizes.sum())
        ranks = np.repeat(RANKS, sizes).tolist()
        visits = pd.DataFrame(
            {"date": np.array(days, dtype="datetime64[D]"), "visitor_rank": ranks}
        )
        found = summitry.archive_check(visits, **SEEN)
        called += bool(found["verdict"].str.startswith("from").any())
    assert called / 400 <= 0.05 + 3 * (0.05 * 0.95 / 400) ** 0.5


def test_any_table_and_any_mistake(make: Maker) -> None:
    visits = make({"date": ["1990-01-01"], "qualifies": ["unclear"]})
    plain = columns_of(summitry.archive_check(visits, **SEEN))
    assert (plain["group"], plain["visits"]) == (["all ranks"], [0])
    taken = columns_of(summitry.archive_check(visits, **SEEN, unclear="include"))
    assert taken["visits"] == [1]
    empty = summitry.archive_doubts(visits, ERAS, **SEEN)
    assert len(columns_of(empty)["group"]) == 0
    with pytest.raises(TenureError, match="ends on"):
        summitry.archive_check(visits, since="1990-01-01", through="1989-01-01")
    with pytest.raises(RangeError, match="level"):
        summitry.archive_check(visits, **SEEN, level=1.0)


def test_rank_groups_without_a_row_are_named_and_not_shown(tmp_path: Path) -> None:
    held = ["head_of_state", "head_of_government", "vice_minister"]
    rows = [
        visit(f"200{1 + k % 6}-0{1 + k}-11", visitor_rank=held[k % 3]) for k in range(9)
    ]
    tables = study_of(tmp_path, {}, rows, ONE_AND_TWO).run().tables
    material: Any = SimpleNamespace(tables=tables, has=tables.__contains__)
    shown = {
        "report": " ".join(archive(material).body),
        "terminal": f"{archive_text.archive(tables)}\n{archive_text.floors(tables)}",
    }
    gone = ("deputy heads", "Politburo and state councillors", "ministers")
    for where, text in shown.items():
        plain = unescape(re.sub(r"<[^>]+>", " ", text))
        said = (
            "The record has no row of 'deputy heads', 'Politburo and state councillors' "
            "and 'ministers'."
        )
        flat = " ".join(plain.split())
        assert flat.count(said) == 1, where
        assert not any(name in flat.replace(said, "") for name in gone), where
        assert "below or other" in flat
        assert "heads" in flat.replace(said, "")


def test_eras_of_one_name_are_doubted_by_their_own_first_day() -> None:
    heads = [f"{year}-05-01" for year in range(1980, 2010)]
    ministers = [
        f"{year}-{month:02}-11" for year in range(1995, 2010) for month in (2, 8)
    ]
    ranks = ["head_of_state"] * 30 + ["cabinet_minister"] * 30
    visits = {"date": heads + ministers, "visitor_rank": ranks}
    visits |= {"origin": ["A"] * 60, "destination": ["B"] * 60}
    eras = {
        "side": ["A"] * 4,
        "other_side": ["B", "B", "C", "C"],
        "era": ["before", "after"] * 2,
        "start": ["1980-01-01", "1995-01-01", "1996-01-01", "2003-01-01"],
        "end": ["1995-01-01", "2010-01-01", "2003-01-01", "2010-01-01"],
    }
    seen: dict[str, Any] = {"since": "1980-01-01", "through": "2009-12-31"}
    with pytest.warns(SummitryWarning, match="'C'"):
        found = summitry.archive_doubts(visits, eras, **seen)
    told = [found[name].tolist() for name in ("other_side", "group")]
    assert told == [["B"], ["ministers"]]


@pytest.mark.parametrize("other", ["PRK to CHN", "CHN to PRK, earlier", "USA to RUS"])
@pytest.mark.parametrize("asked", ["direction", "by", "side"])
def test_a_group_begins_where_the_visits_that_eras_count_begin(
    other: str, asked: str
) -> None:
    """Ministers of another country had the doubt disappear."""
    years = range(1980, 2010)
    heads = [(f"{year}-05-01", "head_of_state", "CHN", "PRK") for year in years]
    months = [(year, month) for year in years if year >= 1995 for month in (2, 8)]
    ministers = [
        (f"{y}-{m:02}-11", "cabinet_minister", "CHN", "PRK") for y, m in months
    ]
    origin, _, destination = other.partition(",")[0].split()
    more = [(f"{y}-03-03", "cabinet_minister", origin, destination) for y in years]
    columns = ["date", "visitor_rank", "origin", "destination"]
    visits = pd.DataFrame([*heads, *ministers, *more], columns=columns)
    eras = {
        "side": ["CHN", "CHN"],
        "era": ["before", "after"],
        "start": ["1980-01-01", "1995-01-01"],
        "end": ["1995-01-01", "2010-01-01"],
    }
    ways: dict[str, dict[str, Any]] = {
        "direction": {"direction": ("CHN", "PRK")},
        "by": {"by": "direction"},
        "side": {},
    }
    how = ways[asked]
    found = summitry.archive_doubts(
        visits, eras, since="1980-01-01", through="2009-12-31", **how
    )
    counted = visits if asked == "side" else visits[visits["origin"] == "CHN"]
    counted = counted[counted["origin"] != "USA"]
    late = first_year(counted, "cabinet_minister") == 1995
    assert found["group"].tolist() == ["ministers"] * late
    assert found["first_year"].tolist() == [1995] * late


def test_eras_begin_where_their_own_visits_are_covered() -> None:
    """Another country was covered earlier: every group seemed to begin late."""
    early, years = range(1981, 2010), range(1995, 2010)
    chinese = [(f"{year}-05-01", "head_of_state") for year in range(1970, 2010)]
    chinese += [(f"{y}-{m:02}-11", "head_of_state") for y in years for m in (2, 4, 8)]
    chinese += [(f"{year}-06-06", "cabinet_minister") for year in early]
    rows = [(*row, "CHN", "PRK") for row in chinese]
    rows += [
        (f"{y}-03-03", "cabinet_minister", "PRK", "CHN") for y in range(1970, 2010)
    ]
    columns = ["date", "visitor_rank", "origin", "destination"]
    eras = {
        "era": ["before", "after"],
        "start": ["1970-01-01", "1995-01-01"],
        "end": ["1995-01-01", "2010-01-01"],
    }
    coverage = {
        "origin": ["CHN", "PRK"],
        "since": ["1981-01-01", "1970-01-01"],
        "through": ["2009-12-31"] * 2,
    }
    found = summitry.archive_doubts(
        pd.DataFrame(rows, columns=columns),
        eras,
        since="1970-01-01",
        through="2009-12-31",
        coverage=coverage,
        direction=("CHN", "PRK"),
    )
    assert found["group"].tolist() == []
