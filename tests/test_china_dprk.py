"""The bundled record against its own description, its notes and its rule."""

from __future__ import annotations

import csv
import datetime as dt
import doctest
import hashlib
import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import summitry
from summitry.exceptions import SummitryWarning

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(summitry.__file__).parent / "datasets" / "china-dprk"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
TABLES = {table["name"]: table for table in PACKAGE["resources"]}
NOTES = (FOLDER / "NOTES.md").read_text("utf-8")
RECORD_PAGE = Path(__file__).parent.parent / "docs" / "record.md"
WINDOW = (dt.date(1953, 7, 27), dt.date(2017, 3, 31))

Row = dict[str, str]


def rows_of(table: str) -> list[Row]:
    with (FOLDER / TABLES[table]["path"]).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


VISITS = rows_of("visits")


def first_day(text: str) -> dt.date:
    return dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :])


def fields_of(table: str) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = TABLES[table]["schema"]["fields"]
    return fields


def table_under(heading: str) -> dict[str, list[str]]:
    """Read a table of NOTES.md: its rows by their first cell."""
    section = NOTES.split(heading, 1)[1]
    block = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert block
    lines = [
        [cell.strip(" `") for cell in line.strip("|\n ").split("|")]
        for line in block.group().splitlines()
    ]
    return {cells[0]: cells[1:] for cells in lines[2:]}


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


# The rule, in plain Python beside the package's own


RULE = tomllib.loads((FOLDER / "definition.toml").read_text("utf-8"))


def fits(when: dict[str, Any], row: Row) -> bool:
    return all(
        any(part in row[column] for part in wanted["contains"])
        if isinstance(wanted, dict)
        else row[column] in wanted
        for column, wanted in when.items()
    )


def outcome(row: Row) -> str:
    for line in RULE["rule"]:
        if fits(line["when"], row):
            return str(line["outcome"])
    ladder, lowest = RULE["ladder"], RULE["minimum"][row["origin"]]
    meets = ladder.index(row["visitor_rank"]) <= ladder.index(lowest)
    return str(meets).lower()


OUTCOMES = {row["id"]: outcome(row) for row in VISITS}


def counted(rows: list[Row]) -> tuple[int, int, int, int]:
    high = [row for row in rows if OUTCOMES[row["id"]] == "true"]
    return (
        len(high),
        sum(row["sourced"] == "true" for row in high),
        sum(OUTCOMES[row["id"]] == "unclear" for row in rows),
        sum(row["summit"] == "true" for row in high),
    )


def between(start: dt.date, end: dt.date) -> list[Row]:
    """Visits of the window that began in [start, end)."""
    return [
        row
        for row in VISITS
        if max(start, WINDOW[0]) <= first_day(row["date"]) < end
        and row["in_window"] == "true"
    ]


def test_the_rule_reads_no_column_of_the_compilers() -> None:
    used = {column for line in RULE["rule"] for column in line["when"]}
    assert not {column for column in used if column.startswith("compiler")}
    assert "id" not in used
    assert "note" not in used


@pytest.mark.parametrize("line", RULE["rule"], ids=lambda line: line["reason"])
def test_every_line_of_the_rule_is_needed(line: dict[str, Any]) -> None:
    speaks_of = [row["id"] for row in VISITS if fits(line["when"], row)]
    assert speaks_of
    others = [other["when"] for other in RULE["rule"] if other is not line]
    assert line["when"] not in others


def test_the_window_has_the_stated_counts() -> None:
    inside = [row for row in VISITS if row["in_window"] == "true"]
    counts = Counter(OUTCOMES[row["id"]] for row in inside)
    assert counts == {"true": 162, "unclear": 35, "false": 20}
    sourced = [row for row in inside if row["sourced"] == "true"]
    least = sum(OUTCOMES[row["id"]] == "true" for row in sourced)
    most = counts["true"] + counts["unclear"]
    assert (least, most) == (145, 197)
    assert f"the total is {least} to {most}" in " ".join(NOTES.split())
    page = " ".join(RECORD_PAGE.read_text("utf-8").split())
    assert f"{least} to {counts['true']} as the rows without a source" in page
    assert f"{least} to {most} as the unclear ones may count too" in page
    limits = RECORD_PAGE.with_name("limits.md").read_text("utf-8")
    ranges = f"total of {counts['true']} is {least} to {counts['true']} by the first"
    assert f"{ranges} and {least} to {most} by both" in " ".join(limits.split())


def test_the_rule_and_the_compilers_agree() -> None:
    different = [
        row["id"] for row in VISITS if OUTCOMES[row["id"]] != row["compiler_qualifies"]
    ]
    assert different == []


def test_the_page_about_the_record_runs() -> None:
    failed, tried = doctest.testfile(str(RECORD_PAGE), module_relative=False)
    assert failed == 0
    assert tried > 0


def test_the_package_applies_the_rule_alike() -> None:
    rule = summitry.datasets.load_definition("china-dprk")
    judged = summitry.qualify(summitry.datasets.load_visits(), definition=rule)
    assert dict(zip(judged["id"], judged["qualifies"], strict=True)) == OUTCOMES
    reasons = dict(zip(judged["id"], judged["reason"], strict=True))
    left_out = reasons["2017-02-prk-ri-kil-song"]
    assert left_out.startswith("vice_minister is below cabinet_minister")
    assert "Department" not in left_out


ERAS = [row for row in rows_of("eras") if row["rule"] in {"paramount", "de_facto"}]


@pytest.mark.parametrize("era", ERAS, ids=lambda era: era["era"])
def test_counts_by_era(era: Row) -> None:
    stated = {
        name.split(",")[0]: tuple(int(cell) for cell in cells)
        for name, cells in table_under("## Counts by era").items()
    }
    end = era["end"] or "2017-04-01"
    rows = between(first_day(era["start"]), first_day(end))
    assert counted(rows) == stated[era["era"]]


@pytest.mark.parametrize(
    ("first", "last", "qualify", "unclear"),
    [
        (2013, 2016, 5, 1),
        (2012, 2016, 9, 2),
        (1995, 2011, 67, 23),
        (2003, 2012, 56, 21),
    ],
)
def test_counts_by_calendar_years(
    first: int, last: int, qualify: int, unclear: int
) -> None:
    rows = between(dt.date(first, 1, 1), dt.date(last + 1, 1, 1))
    high, _, open_, _ = counted(rows)
    assert (high, open_) == (qualify, unclear)
    years = last + 1 - first
    with_unclear = f"{(high + open_) / years:.2f}"
    assert f"{high} / {years} = {high / years:.2f} | {with_unclear} |" in NOTES


def test_what_the_printed_averages_would_need() -> None:
    def needed(printed: float, decimals: int, years: int) -> set[int]:
        counts = range(40 * years)
        return {n for n in counts if round(n / years + 1e-9, decimals) == printed}

    assert needed(4.8, 1, 17) == {81, 82}
    assert needed(6.6, 1, 10) == {66}
    short = {n - 67 for n in (81, 82)}
    assert short == {14, 15}
    assert {n - (66 - 56) for n in short} == {4, 5}
    early = between(dt.date(1995, 1, 1), dt.date(2003, 1, 1))
    assert counted(early)[::2] == (15, 3)
    said = " ".join(NOTES.split())
    assert "at least 4 or 5 of the 14 or 15 are of 1995 to 2002" in said
    assert "81 or 82 visits in 1995 to 2011, 14 or 15 more than qualify here" in said


def test_formal_posts_give_the_printed_averages_by_days() -> None:
    rule = summitry.datasets.load_definition("china-dprk")
    visits = summitry.qualify(summitry.datasets.load_visits(), definition=rule)
    posts = summitry.datasets.load_eras(
        rules={"CHN": "state_post", "PRK": "formal_post"}
    )
    now = posts[posts["era"].isin(["Xi Jinping", "Kim Jong Un"])]
    with pytest.warns(SummitryWarning, match="in no era"):
        found = summitry.era_frequency(
            visits, now, since=WINDOW[0], through="2017-03-15"
        ).set_index("era")
    assert found["count"].to_dict() == {"Xi Jinping": 5, "Kim Jong Un": 9}
    shown = found["frequency"].map("{:.2f}".format).to_dict()
    assert shown == {"Xi Jinping": "1.25", "Kim Jong Un": "1.83"}


TESTS = [row for row in rows_of("shocks") if row["kind"] == "nuclear_test"]


@pytest.mark.parametrize(
    ("test", "days", "with_vice_ministers"),
    [(0, 9, 9), (1, 114, 84), (2, 99, 99), (3, 146, 27), (4, None, 45)],
)
def test_next_visit_after_each_nuclear_test(
    test: int, days: int | None, with_vice_ministers: int
) -> None:
    shock = first_day(TESTS[test]["date"])

    def lag(outcomes: set[str], ranks: set[str]) -> int | None:
        after = [
            (first_day(row["date"]) - shock).days
            for row in between(shock, dt.date(2017, 4, 1))
            if OUTCOMES[row["id"]] in outcomes or row["visitor_rank"] in ranks
        ]
        return min(after, default=None)

    assert lag({"true"}, set()) == days
    assert lag({"true"}, {"vice_minister"}) == with_vice_ministers


@pytest.mark.parametrize(
    ("rows", "eras_by", "exposure", "weight", "rank"),
    [
        ("all", "five_eras", "calendar_years", 1.0, 1),
        ("all", "five_eras", "days", 1.0, 1),
        ("sourced", "five_eras", "calendar_years", 0.82, 2),
        ("sourced", "five_eras", "calendar_years", 0.83, 1),
        ("sourced", "five_eras", "days", 1.12, 2),
        ("sourced", "five_eras", "days", 1.13, 1),
        ("all", "paramount", "calendar_years", 1.49, 2),
        ("all", "paramount", "calendar_years", 1.51, 1),
        ("all", "party_post", "calendar_years", 1.99, 2),
        ("all", "party_post", "calendar_years", 2.01, 1),
        ("all", "paramount", "days", 2.16, 2),
        ("all", "paramount", "days", 2.17, 1),
        ("all", "party_post", "days", 2.54, 2),
        ("all", "party_post", "days", 2.55, 1),
    ],
)
def test_summit_weights_for_which_xi_is_lowest(
    rows: str, eras_by: str, exposure: str, weight: float, rank: int
) -> None:
    visits = summitry.datasets.load_visits("china-dprk")
    if rows == "sourced":
        visits = visits[visits["sourced"]]
    rule = summitry.datasets.load_definition("china-dprk")
    eras = summitry.datasets.load_eras("china-dprk", rules="all")
    found = summitry.era_frequency(
        summitry.qualify(visits, definition=rule),
        eras[eras["rule"] == eras_by],
        since=WINDOW[0],
        through="2017-03-15",
        exposure=exposure,
        scheme={"summit": {True: weight, False: 1}},
    ).set_index("era")
    assert found.loc["Xi Jinping", "weighted_rank"] == rank
