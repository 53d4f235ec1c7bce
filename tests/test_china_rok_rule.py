"""The rule and the numbers of the record of China and South Korea, in plain Python."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest
from bundled_files import first_day, fits
from china_rok_files import NOTES, RULE, VISITS, cells_under, judged, outcome, rows_of
from conftest import bundled

import summitry


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


@cache
def results() -> summitry.ClaimResults:
    return bundled("china-rok").check()


def test_the_study_has_claims_of_each_kind_and_expects_what_comes_out() -> None:
    table = results().to_frame()
    assert {"reproduced", "not reproduced", "not determined"} == set(table["verdict"])
    assert table["as_expected"].all()


def test_the_numbers_about_pyongyang_are_those_of_the_first_record() -> None:
    first = by_era(judged("china-dprk"))
    years = {"Hu Jintao": 10.0, "Xi Jinping": 4.33}
    hu, xi = (first[era] / years[era] for era in years)
    printed = {
        claim["id"]: claim.get("printed") for claim in bundled("china-rok").claims
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
