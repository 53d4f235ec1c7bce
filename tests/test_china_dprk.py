"""The bundled record against its own description, its notes and its rule."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

from bundled_files import Row, first_day
from china_dprk_files import (
    FOLDER,
    NOTES,
    OUTCOMES,
    PACKAGE,
    RECORD_PAGE,
    TABLES,
    VISITS,
    WINDOW,
    fields_of,
    rows_of,
    table_under,
)

# The description and the files


def test_every_file_is_described() -> None:
    described = {table["path"] for table in TABLES.values()}
    assert described == {path.name for path in FOLDER.glob("*.csv")}
    beside = {"NOTES.md", "LICENSE", "definition.toml", "datapackage.json"}
    assert beside <= {path.name for path in FOLDER.iterdir()}
    assert PACKAGE["licenses"][0]["name"] == "CC-BY-4.0"


@pytest.mark.parametrize("name", TABLES)
def test_the_description_agrees_with_the_file(name: str) -> None:
    table, rows = TABLES[name], rows_of(name)
    content = (FOLDER / table["path"]).read_bytes()
    assert [field["name"] for field in fields_of(name)] == list(rows[0])
    assert table["rows"] == len(rows)
    assert table["bytes"] == len(content)
    assert table["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    keys = [tuple(row[key] for key in table["schema"]["primaryKey"]) for row in rows]
    assert len(set(keys)) == len(rows)


READERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "boolean": ["true", "false"].index,
    "date": dt.date.fromisoformat,
    "number": float,
    "integer": int,
}


@pytest.mark.parametrize(
    ("name", "field"),
    [(name, field) for name in TABLES for field in fields_of(name)],
    ids=lambda value: value if isinstance(value, str) else value["name"],
)
def test_every_value_obeys_its_schema(name: str, field: dict[str, Any]) -> None:
    values = [row[field["name"]] for row in rows_of(name)]
    present = [value for value in values if value]
    rules = field.get("constraints", {})
    assert field["description"]
    assert present
    assert not [value for value in present if value != value.strip()]
    for value in present:
        READERS[field["type"]](value)
    if rules.get("required"):
        assert len(present) == len(values)
    if rules.get("unique"):
        assert len(set(values)) == len(values)
    if "enum" in rules:
        assert set(present) == set(rules["enum"]) & set(present)
    if "pattern" in rules:
        assert all(re.fullmatch(rules["pattern"], value) for value in present)


def test_vocabularies_name_nothing_that_does_not_occur() -> None:
    unused = {
        (field["name"], word)
        for name in TABLES
        for field in fields_of(name)
        for word in field.get("constraints", {}).get("enum", ())
        if word not in {row[field["name"]] for row in rows_of(name)}
    }
    assert unused == set()


# What the notes say of the columns


def test_row_counts() -> None:
    counts = {name: table["rows"] for name, table in TABLES.items()}
    assert counts == {
        "visits": 240,
        "eras": 30,
        "shocks": 40,
        "published": 16,
        "series": 21,
    }
    stated = table_under("how far to trust it.")
    assert counts == {name: int(stated[TABLES[name]["path"]][0]) for name in TABLES}


def test_dates_are_as_exact_as_they_are_said_to_be() -> None:
    length = {"year": 4, "month": 7, "day": 10}
    for row in VISITS:
        assert len(row["date"]) == length[row["date_precision"]], row["id"]
        end = row["end_date"]
        assert not end or end[: len(row["date"])] >= row["date"][: len(end)], row["id"]
    firsts = [row["date"][:4] for row in VISITS]
    assert firsts == sorted(firsts)
    precision = Counter(row["date_precision"] for row in VISITS)
    assert precision == {"day": 174, "month": 59, "year": 7}


def test_visits_go_from_one_country_to_the_other() -> None:
    pairs = {(row["origin"], row["destination"]) for row in VISITS}
    assert pairs == {("CHN", "PRK"), ("PRK", "CHN")}


def test_the_window_is_marked() -> None:
    for row in VISITS:
        inside = WINDOW[0] <= first_day(row["date"]) <= WINDOW[1]
        assert row["in_window"] == str(inside).lower(), row["id"]


def test_unsourced_rows_are_marked() -> None:
    unsourced = [row for row in VISITS if row["sourced"] == "false"]
    assert len(unsourced) == 22
    for row in VISITS:
        bare = row["sourced"] == "false"
        assert bare == (row["date_basis"] == "general_knowledge")
        assert bare == row["source_title"].startswith("uncorroborated")
        assert bare == (row["source_url"] == "")


@pytest.mark.parametrize("column", ["date_basis", "circumstance"])
def test_the_notes_count_the_values(column: str) -> None:
    counts = Counter(row[column] for row in VISITS)
    section = NOTES.split(f"| `{column}` | rows |", 1)[1]
    lines = re.findall(r"^\| `(\w+)` \| (\d+) \|", section, re.MULTILINE)
    assert {word: int(number) for word, number in lines[: len(counts)]} == counts


def test_announced() -> None:
    counts = Counter(row["announced"] for row in VISITS)
    assert counts == {"true": 64, "false": 29, "unknown": 147}
    stated = re.findall(r"`(true|false|unknown)` \((\d+) rows\)", NOTES)
    assert {word: int(number) for word, number in stated} == counts


def says_unannounced(row: Row) -> bool:
    title = re.sub(r"[Ss]ecretar\w+", "", row["source_title"])
    words = r"unannounced|unpublicised|unofficial visit|\bsecret\b"
    return bool(re.search(words, row["note"], re.IGNORECASE)) or "secret" in title


def test_unannounced_trips_are_those_of_which_the_row_says_so() -> None:
    for row in VISITS:
        assert (row["announced"] == "false") == says_unannounced(row), row["id"]


def test_announced_trips_show_their_evidence() -> None:
    official = (
        r"People's Daily|Xinhua|China Daily|China\.org\.cn|KCNA|\bCRI\b|CNTV|"
        r"China News Service|Enorth|Chinese MFA|Chinese embassy|Nodong Sinmun"
    )
    said = r"to visit|exchange|announcement|official visits|state visit|joint statement"
    said += r"|N\. Korea reports"
    for row in VISITS:
        text = row["source_title"] + " " + row["note"]
        printed = re.findall(r"\d{4}-\d\d-\d\d", row["source_title"])
        before = any(first_day(day) < first_day(row["date"]) for day in printed)
        evidence = re.search(official, text) or re.search(said, text, re.IGNORECASE)
        shown = evidence or before or row["id"] == "1987-05-prk-kim-il-sung"
        assert row["announced"] != "true" or shown, row["id"]
    assert "called\nofficial in Hankyung of 3 October 1991" in NOTES


def test_addresses_that_were_not_opened_are_marked() -> None:
    unopened = [row for row in VISITS if row["source_opened"] == "false"]
    assert sum(row["sourced"] == "true" for row in unopened) == 23
    assert all(row in unopened for row in VISITS if row["sourced"] == "false")
    assert "false for 23 rows with a source" in NOTES


def test_a_year_in_which_a_trip_became_known_has_its_basis() -> None:
    known = [row for row in VISITS if row["known_since"]]
    assert len(known) == 11
    assert "(11 rows)" in NOTES
    for row in VISITS:
        if row["known_since"]:
            assert row["known_since_basis"]
            assert int(row["known_since"]) >= int(row["date"][:4])
        if row["known_since_basis"]:
            assert row["announced"] == "false", row["id"]
            bound = row["known_since_basis"].startswith("year not known")
            assert bound == (row["known_since"] == "")


def test_trips_of_kim_il_sung_are_a_lower_bound() -> None:
    trips = [
        OUTCOMES[row["id"]]
        for row in VISITS
        if (row["visitor"], row["destination"]) == ("Kim Il Sung", "CHN")
    ]
    assert Counter(trips) == {"true": 19, "unclear": 4}
    era = [row for row in VISITS if "1958" <= row["date"] < "1992"]
    high = [row for row in era if OUTCOMES[row["id"]] == "true"]
    open_too = [row for row in era if OUTCOMES[row["id"]] != "false"]
    summits = (
        sum(row["summit"] == "true" for row in high),
        sum(row["summit"] == "true" for row in open_too),
        sum(row["summit_broad"] == "true" for row in open_too),
    )
    assert summits == (17, 19, 27)
    limits = RECORD_PAGE.with_name("limits.md").read_text("utf-8")
    assert f"the bundled record `china-dprk` has {len(trips)}:" in limits
    said = " ".join(NOTES.split())
    assert "The record has 23, of which 19 qualify and 4 are unclear." in said
    assert "17 that qualify, 19 with the unclear ones, 27 with titular heads" in said


def test_the_circumstance_is_what_the_note_says() -> None:
    words = {
        "transit": r"[Tt]ransit|[Ss]top|on the way",
        "transit_without_meeting": r"no host meeting recorded",
        "medical_stay": r"medical treatment",
        "unconfirmed_report": r"reported",
        "same_delegation": r"same delegation",
        "attendance_expected": r"attendance reported as expected",
    }
    for row in VISITS:
        if row["circumstance"] != "visit" and row["setting"] != "transit":
            assert re.search(words[row["circumstance"]], row["note"]), row["id"]


def test_kim_jong_il_went_to_china_eight_times_as_leader() -> None:
    trips = [
        row["date"]
        for row in VISITS
        if row["visitor"] == "Kim Jong Il" and "2000" <= row["date"] < "2012"
        if row["circumstance"] == "visit"
    ]
    assert len(trips) == 8
    last = next(row for row in VISITS if row["id"] == "2011-08-prk-kim-jong-il")
    assert (last["host"], last["summit"]) == ("Dai Bingguo", "false")


def test_the_last_summit_before_the_article() -> None:
    summits = [row["date"] for row in VISITS if row["summit"] == "true"]
    assert max(day for day in summits if day < "2017-03-15") == "2011-05-20"
    broad = {row["id"] for row in VISITS if row["summit_broad"] == "true"}
    assert {row["id"] for row in VISITS if row["summit"] == "true"} < broad


def test_eras_say_where_both_days_were_read() -> None:
    for row in rows_of("eras"):
        assert row["source"].startswith("start: ")
        assert ("; end: " in row["source"]) == (row["end"] != "")
