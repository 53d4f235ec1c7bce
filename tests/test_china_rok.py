"""The record of China and South Korea: its description, its notes and its rule."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections import Counter
from functools import cache, partial
from typing import Any

import pytest
from bundled_files import DATASETS, Row, cells_in, first_day, fits, outcome_by, rows_in

import summitry

FOLDER = DATASETS / "china-rok"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
TABLES = {table["name"]: table for table in PACKAGE["resources"]}
NOTES = (FOLDER / "NOTES.md").read_text("utf-8")
RULE = tomllib.loads((FOLDER / "definition.toml").read_text("utf-8"))

rows_of = partial(rows_in, FOLDER)
cells_under = partial(cells_in, NOTES)
outcome = partial(outcome_by, RULE)
VISITS = rows_of("visits")


@cache
def judged(record: str = "china-rok") -> Any:
    rule = summitry.datasets.load_definition(record)
    return summitry.qualify(summitry.datasets.load_visits(record), definition=rule)


# The description and the files


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


# What the notes say of the columns


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


# The rule, in plain Python beside the package's own


def test_the_rule_the_package_and_the_compilers_agree() -> None:
    outcomes = {row["id"]: outcome(row) for row in VISITS}
    assert dict(zip(judged()["id"], judged()["qualifies"], strict=True)) == outcomes
    assert outcomes == {row["id"]: row["compiler_qualifies"] for row in VISITS}
    counts = Counter(outcomes.values())
    said = (
        "{true} qualify by `definition.toml`, {unclear} are unclear and {false} do not"
    )
    assert said.format(**counts) in " ".join(NOTES.split())


@pytest.mark.parametrize("line", RULE["rule"], ids=lambda line: line["reason"])
def test_every_line_of_the_rule_speaks_of_a_visit(line: dict[str, Any]) -> None:
    assert any(fits(line["when"], row) for row in VISITS)
    assert not {"id", "note"} & set(line["when"])


def test_the_ladder_is_that_of_the_first_record() -> None:
    first = summitry.datasets.load_definition("china-dprk")
    here = summitry.datasets.load_definition("china-rok")
    assert here.ladder == first.ladder
    assert here.minimum["CHN"] == first.minimum["CHN"]
    assert here.minimum["KOR"] == first.minimum["PRK"]


THREE = [line for line in RULE["rule"] if "no rung" in line["reason"]]


@pytest.mark.parametrize("line", THREE, ids=lambda line: line["reason"])
def test_the_three_posts_are_held_alike_on_both_sides(line: dict[str, Any]) -> None:
    assert "origin" not in line["when"]
    for side in ("CHN", "KOR"):
        for title in line["when"]["visitor_office"]["contains"]:
            row = {"origin": side, "visitor_office": title, "visitor_rank": "other"}
            assert outcome(row) == "unclear"
            seat = {**row, "visitor_rank": "politburo_member"}
            assert outcome(seat) == "true"


def test_what_the_rule_of_the_three_posts_does() -> None:
    assert len(THREE) == 3
    unclear = [row for row in VISITS if any(fits(line["when"], row) for line in THREE)]
    unclear = [row for row in unclear if outcome(row) == "unclear"]
    assert (
        f"All {len(unclear)} visits that it\nleaves unclear are South Korean" in NOTES
    )
    assert {row["origin"] for row in unclear} == {"KOR"}
    parliament = ("NPC", "CPPCC")
    seated = [
        row["id"]
        for row in VISITS
        if row["origin"] == "CHN"
        and any(p in row["visitor_office"] for p in parliament)
    ]
    assert f"The {len(seated)} Chinese visits of heads and deputies" in NOTES
    offices = {row["id"]: row["visitor_office"] for row in VISITS}
    assert all("Politburo" in offices[name] for name in seated)
    plain, many, few = cells_under("other ways would give").values()
    table = judged()
    waived = table["id"].isin([row["id"] for row in unclear])
    aside = table["id"].isin(seated)
    for stated, visits in (
        (plain, table),
        (many, table.assign(qualifies=table["qualifies"].mask(waived, "true"))),
        (few, table.assign(qualifies=table["qualifies"].mask(aside, "unclear"))),
    ):
        assert [int(cell) for cell in stated] == list(by_era(visits).values())[1:]


def by_era(visits: Any) -> dict[str, int]:
    """Visits under Jiang, Hu and Xi on the days that both records watched."""
    eras = summitry.datasets.load_eras("china-rok", rules={"CHN": "five_eras"})
    observed: Any = {"since": "1992-08-24", "through": "2017-03-15"}
    found = summitry.era_frequency(visits, eras, **observed)
    return dict(zip(found["era"], found["count"].astype(int), strict=True))


def test_the_two_records_side_by_side() -> None:
    beside = cells_under("## Beside `china-dprk`")
    first = judged("china-dprk")
    for place, visits in enumerate((first, judged())):
        stated = {era: int(cells[place].split(":")[0]) for era, cells in beside.items()}
        assert stated == by_era(visits)


def test_counts_by_era() -> None:
    rules = {"five_eras", "in_office"}
    eras = {row["era"]: row for row in rows_of("eras") if row["rule"] in rules}
    for name, cells in cells_under("## Counts by era").items():
        era = eras[name.split(",")[0]]
        since = max(era["start"], "1992-08-24")
        rows = [
            row
            for row in VISITS
            if since <= first_day(row["date"]).isoformat() < (era["end"] or "9999")
        ]
        high = [row for row in rows if outcome(row) == "true"]
        assert [int(cell) for cell in cells] == [
            len(high),
            sum(row["sourced"] == "true" for row in high),
            sum(outcome(row) == "unclear" for row in rows),
            sum(row["summit"] == "true" for row in high),
        ], name


# The study


@cache
def results() -> summitry.ClaimResults:
    return summitry.read_study("china-rok").check()


def test_the_study_has_claims_of_each_kind_and_expects_what_comes_out() -> None:
    table = results().to_frame()
    assert {"reproduced", "not reproduced", "not determined"} == set(table["verdict"])
    assert table["as_expected"].all()


def test_the_numbers_about_pyongyang_are_those_of_the_first_record() -> None:
    first = by_era(judged("china-dprk"))
    years = {"Hu Jintao": 10.0, "Xi Jinping": 4.33}
    hu, xi = (first[era] / years[era] for era in years)
    printed = {
        claim["id"]: claim.get("printed")
        for claim in summitry.read_study("china-rok").claims
    }
    assert str(printed["more-with-seoul-under-hu"]) == f"{hu:.1f}" == "5.5"
    assert str(printed["seoul-fell-less"]) == f"{xi / hu:.2f}" == "0.25"
    shocks = summitry.datasets.load_shocks("china-dprk", kind="nuclear_test")
    lags = summitry.response_lags(
        shocks, judged("china-dprk"), since="1992-08-24", through="2017-03-15"
    )
    assert printed["second-test-sooner"] == str(lags["lag"][1]) == "114"
    summits = judged("china-dprk")
    summits = summits[summits["summit"] & (summits["qualifies"] == "true")]
    assert by_era(summits)["Xi Jinping"] == 0
    assert str(printed["summits-with-seoul"]) == str(
        by_era(judged()[judged()["summit"]])["Xi Jinping"]
    )
