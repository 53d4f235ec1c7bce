"""The rule and the numbers of the first bundled record, in plain Python once more."""

from __future__ import annotations

import datetime as dt
import doctest
from collections import Counter
from typing import Any

import pytest
from bundled_files import Row, first_day, fits
from china_dprk_files import (
    NOTES,
    OUTCOMES,
    RECORD_PAGE,
    RULE,
    VISITS,
    WINDOW,
    rows_of,
    table_under,
)

import summitry
from summitry.exceptions import SummitryWarning


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
    assert left_out.startswith("vice minister is below cabinet minister")
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
    rows: str, eras_by: str, exposure: Any, weight: float, rank: int
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
