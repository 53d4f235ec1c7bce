"""The record of China and South Korea: its description, its notes and its rows."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest
from bundled_files import DATASETS, Row, first_day, rows_in
from china_rok_files import FOLDER, NOTES, TABLES, VISITS, cells_under, rows_of

import summitry


def test_every_file_is_described_and_counted() -> None:
    assert {table["path"] for table in TABLES.values()} == {
        path.name for path in FOLDER.glob("*.csv")
    }
    stated = cells_under("how far to trust it.")
    for name, table in TABLES.items():
        assert table["rows"] == len(rows_of(name)) == int(stated[table["path"]][0])


@pytest.mark.parametrize("name", TABLES)
def test_every_word_of_a_vocabulary_occurs_and_no_other(name: str) -> None:
    for field in TABLES[name]["schema"]["fields"]:
        values = [row[field["name"]] for row in rows_of(name)]
        rules = field.get("constraints", {})
        assert field["description"]
        assert not [value for value in values if value != value.strip()]
        assert not rules.get("required") or all(values), field["name"]
        if "enum" in rules:
            assert set(values) - {""} == set(rules["enum"]), field["name"]


def test_the_columns_are_those_of_the_first_record() -> None:
    first = summitry.datasets.load_visits("china-dprk").columns
    here = summitry.datasets.load_visits("china-rok").columns
    missing = ["known_since", "known_since_basis", "source_opened"]
    assert [name for name in first if name not in set(here)] == missing
    assert list(here) == [name for name in first if name not in missing]


def test_dates_and_ends() -> None:
    length = {"day": 10, "month": 7, "year": 4}
    for row in VISITS:
        assert len(row["date"]) == length[row["date_precision"]], row["id"]
        end = row["end_date"]
        assert not end or end[: len(row["date"])] >= row["date"][: len(end)], row["id"]
        assert {row["origin"], row["destination"]} == {"CHN", "KOR"}
    assert [row["date"] for row in VISITS] == sorted(row["date"] for row in VISITS)
    counts = Counter(row["date_precision"] for row in VISITS)
    said = "a day ({day} rows), a month ({month}) or a year ({year})"
    assert said.format(**counts) in NOTES
    assert f"empty in {sum(not row['end_date'] for row in VISITS)} rows" in NOTES
    outside = [row["id"] for row in VISITS if row["in_window"] == "false"]
    assert outside == ["1992-08-kor-lee-sang-ock"]


@pytest.mark.parametrize("column", ["date_basis", "circumstance"])
def test_the_notes_count_the_values(column: str) -> None:
    counts = Counter(row[column] for row in VISITS)
    stated = cells_under(
        f"**`{column}`" if column == "circumstance" else "first day known"
    )
    assert {word: int(cells[0]) for word, cells in stated.items()} == counts


def test_unsourced_rows_are_marked() -> None:
    for row in VISITS:
        bare = row["sourced"] == "false"
        assert bare == (row["date_basis"] == "general_knowledge")
        assert bare == row["source_title"].startswith("uncorroborated")
        assert bare == (row["source_url"] == "")
    years = [row["date"][:4] for row in VISITS if row["sourced"] == "false"]
    said = f"the {len(years)} rows of general knowledge, all of {min(years)} to {max(years)}"
    assert said in NOTES


def reports(row: Row) -> list[list[dt.date]]:
    """The days that each source of a row prints in its own brackets."""
    return [
        [
            first_day(day)
            for bracket in re.findall(r"\(([^()]*)\)", source)
            for day in re.findall(r"\d{4}-\d\d-\d\d", bracket)
        ]
        for source in row["source_title"].split(";")
    ]


def test_only_what_was_read_beforehand_is_marked_so() -> None:
    for row in VISITS:
        day = first_day(row["date"])
        before = all(days and max(days) < day for days in reports(row))
        noted = "nnounced beforehand" in row["note"]
        marked = row["circumstance"] == "announced_beforehand"
        assert marked == (before or noted), row["id"]
        assert not marked or row["announced"] == "true", row["id"]


def test_announced_is_unknown_unless_the_row_shows_it() -> None:
    counts = Counter(row["announced"] for row in VISITS)
    stated = re.findall(r"`(true|false|unknown)` \((\d+) rows?\)", NOTES)
    assert {word: int(number) for word, number in stated} == counts
    said = r"[Ss]tate visit|[Oo]fficial visit|[Aa]nnounced"
    for row in VISITS:
        text = row["note"] + row["source_title"]
        day, end = first_day(row["date"]), first_day(row["end_date"] or row["date"])
        last = end + dt.timedelta(3)
        told = any(days and min(days) <= last for days in reports(row))
        assert (row["announced"] == "false") == ("Unannounced" in row["note"]), row[
            "id"
        ]
        if row["announced"] == "true":
            assert row["sourced"] == "true"
            assert re.search(said, text) or told, (row["id"], day)


def test_summits_are_those_of_the_top_leaders() -> None:
    tops = {"head_of_state", "head_of_party"}
    summits = [row for row in VISITS if row["summit"] == "true"]
    assert f"There are {len(summits)} summits" in NOTES
    for row in summits:
        assert row["visitor_rank"] in tops | {"head_of_government"}
        assert row["host_rank"] in tops, row["id"]
    assert all(row["summit"] == row["summit_broad"] for row in VISITS)


def test_eras_agree_with_the_other_tables() -> None:
    dprk = {tuple(row.values()) for row in rows_in(DATASETS / "china-dprk", "eras")}
    leaders = rows_in(DATASETS / "leaders", "eras")
    korean = [row for row in leaders if row["side"] == "KOR"]
    days = {row[end] for row in korean for end in ("start", "end")}
    for row in rows_of("eras"):
        if row["side"] == "CHN":
            assert tuple(row.values()) in dprk, row["era"]
            continue
        for end in ("start", "end"):
            found = re.search(rf"{end}: ([^;]+)", row["source"])
            assert (found is None) == (row[end] == "")
            if found and found[1] == "the bundled table of leaders":
                assert row[end] in days, row["era"]
            elif found:
                assert row[end] not in days, row["era"]
