"""No number in the sentences of the bundled study that is not computed here."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import china_dprk

import summitry

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SPELT = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
WORDS = {word: number for number, word in enumerate(SPELT.split(" "), start=2)}


@cache
def study() -> summitry.Study:
    return china_dprk()


@cache
def results() -> summitry.ClaimResults:
    return study().check()


def numbers_in(text: str) -> list[str]:
    """Every number in a text, also those that are spelt out."""
    spelt = [str(WORDS[word]) for word in re.findall(r"[a-z]+", text) if word in WORDS]
    return NUMBER.findall(text) + spelt


def printed(name: str) -> str:
    return str(results()[name].claim.form["printed"])


def years_of(period: str) -> int:
    first, last = (int(year) for year in period.split("/"))
    return last - first + 1


def whole_years_before_the_article() -> int:
    since, through = (date.fromisoformat(d) for d in (study().since, study().through))
    return (through.year - 1) - (since.year + 1) + 1


def to_the_meeting() -> int:
    """Days from the first test to the day on which, by the note, the envoy was met."""
    row = results().receipts("first-test-lag").iloc[0]
    found = re.search(r"met Kim Jong Il on (\d+) October", row["note"])
    assert found
    shocks = study().shocks
    assert shocks is not None
    test = shocks.set_index("id").loc["s10", "date"]
    met = row["date"].replace(day=int(found.group(1)))
    return int((met - test).days)


def of_vice_minister() -> list[str]:
    """The day that the article names, which lies within the visit."""
    row = results().receipts("vice-minister-excluded").iloc[0]
    day = date(2017, 3, 1)
    assert row["date"].date() <= day <= row["end_date"].date()
    return [str(day.day), str(day.year)]


COMPUTED: dict[str, list[str]] = {
    "visits-total": [str(int(study().since[:4]))],
    "visits-in-63-years": [str(whole_years_before_the_article())],
    "first-test-lag": [str(to_the_meeting())],
    "first-test-answered-sooner": [
        printed("first-test-lag"),
        printed("later-tests-mean-lag"),
    ],
    "kim-jong-il-trips": ["2000", "2011"],
    "vice-minister-excluded": of_vice_minister(),
    # The month and the year of their periods, and the number of the resolution.
    "coal-above-cap": ["2016", "2321"],
    "coal-value-cap-reached": ["2017"],
}
"""What else than the printed number of a claim may stand in its sentences."""


def test_the_computed_ones_are_what_they_are_said_to_be() -> None:
    assert COMPUTED["visits-in-63-years"] == ["63"]
    period = results()["visits-in-63-years"].claim.form["at"]["period"]
    assert years_of(period) == whole_years_before_the_article()
    assert COMPUTED["first-test-lag"] == ["10"]
    assert results()["first-test-lag"].value == 9
    coal = results()["coal-above-cap"].claim.form
    assert coal["at"]["period"] == "2016-12"
    first, last = (
        results()["coal-value-cap-reached"].claim.form["at"]["period"].split("/")
    )
    assert (first, last) == ("2017-01", "2017-02")
    trips = results()["kim-jong-il-trips"].claim.form["at"]["period"]
    assert trips.split("/") == COMPUTED["kim-jong-il-trips"]


@pytest.mark.parametrize("claim", study().claims, ids=lambda claim: claim["id"])
def test_every_number_in_a_sentence_is_computed(claim: dict[str, Any]) -> None:
    known = [*COMPUTED.get(claim["id"], []), str(claim.get("printed", ""))]
    for key in ("says", "because"):
        found = numbers_in(claim.get(key, ""))
        assert set(found) <= set(known), (key, found)


def test_every_sentence_of_the_article_is_a_claim_or_has_a_reason() -> None:
    page = (Path(__file__).parent.parent / "docs" / "article.md").read_text("utf-8")
    claims, others = page.split("## No claims, and why")
    told = re.findall(r"^\| `([\w-]+)` \| (.+) \| (.+) \|$", claims, re.MULTILINE)
    assert told == [
        (one.id, " ".join(one.says.split()).rstrip("."), one.verdict)
        for one in results()
    ]
    reasons = dict(re.findall(r"^\| `([\w-]+)`: .+ \| (.+) \|$", others, re.MULTILINE))
    published = summitry.datasets.load_published("china-dprk")["id"]
    assert set(published) - {one.id for one in results()} == set(reasons)
    assert all(len(reason) > 40 for reason in reasons.values())


def test_the_study_itself_names_the_total_and_its_day() -> None:
    about = re.search(r'about = """(.*?)"""', study().text, re.DOTALL)
    assert about
    assert set(numbers_in(about.group(1))) == {printed("visits-total"), "2017"}


def test_numbers_are_found_however_they_are_written() -> None:
    assert numbers_in("About ten visits, 1.25 a year, 2,880 ways, 1975.") == [
        "1.25",
        "2,880",
        "1975",
        "10",
    ]
