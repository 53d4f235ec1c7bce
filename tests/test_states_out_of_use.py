"""Names and numbers of states on days on which they were not, or no longer, in use."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import summitry

STATES = summitry.datasets.load_states("states")
TERMS = summitry.datasets.load_states("terms")
HOLDINGS = summitry.datasets.load_states("holdings")
GONE: Any = STATES[
    (STATES["iso3_status"] == "withdrawn") & (STATES["kind"] == "territory")
]


def match(value: Any, day: str, system: str = "name", **more: Any) -> Any:
    frame = pd.DataFrame({"date": [day], "place": [value]})
    return summitry.match_states(frame, "place", system=system, **more)


@pytest.mark.parametrize("place", GONE["id"])
def test_a_territory_that_is_no_more_says_so(place: str) -> None:
    name = GONE.set_index("id").loc[place, "name"]
    own = HOLDINGS[(HOLDINGS["place"] == place) & (HOLDINGS["kind"] != "part")]
    assert len(own), "no day tells when it ended"
    ended = pd.Timestamp(str(own["end"].max()))
    before, after = ended - pd.Timedelta(days=1), ended
    for system, said in (("name", name), ("iso3", place)):
        found = match(said, str(before.date()), system)
        assert found.matched["status"].tolist() == ["territory"]
        assert found.table["place"].tolist() == [place]
        gone = match(said, str(after.date()), system).unmatched
        assert gone["reason"].tolist() == ["no_longer"]
        assert f"was a territory until {after.date()}" in gone["says"][0]
        kept = match(said, str(after.date()), system, outside="own")
        assert kept.table["place"].tolist() == [place]


def test_a_territory_that_was_not_yet_says_so() -> None:
    found = match("Panama Canal Zone", "1900-01-01").unmatched
    assert found["reason"].tolist() == ["not_yet"]
    assert "was no territory before 1904-05-04" in found["says"][0]
    gone = match("Panama Canal Zone", "1990-01-01", outside="holder")
    assert gone.table["place"].tolist() == ["PAN"]
    islands = match("Netherlands Antilles", "2015-01-01").unmatched
    assert islands["before_or_after"].tolist() == ["BES, CUW, SXM"]


TODAY = STATES[
    (STATES["kind"] == "disputed")
    | ((STATES["kind"] == "territory") & (STATES["iso3_status"] == "present"))
]


@pytest.mark.parametrize("place", TODAY["id"])
def test_a_territory_is_one_from_its_first_holder_on(place: str) -> None:
    name = TODAY.set_index("id").loc[place, "name"]
    held = HOLDINGS[HOLDINGS["place"] == place]
    apart = held[held["kind"] != "part"]
    began = (apart if len(apart) else held)["start"]
    assert match(name, "2020-01-01").table["place"].tolist() == [place]
    if began.isna().any() or not len(began):
        assert match(name, "1700-01-01").table["place"].tolist() == [place]
        return
    first = str(min(pd.to_datetime(began, format="ISO8601")).date())
    assert match(name, first).table["place"].tolist() == [place]
    early = match(name, "1780-01-01").unmatched
    assert early["reason"].tolist() == ["not_yet"]
    assert f"was no territory before {first}" in early["says"][0]
    kept = match(name, "1780-01-01", outside="own")
    assert kept.table["place"].tolist() == [place]


def test_a_territory_that_was_not_yet_says_to_whom_it_belonged() -> None:
    found = match("Hong Kong", "1800-01-01")
    assert found.unmatched["belonged_to"].tolist() == ["CHN"]
    held = match("Hong Kong", "1800-01-01", outside="holder")
    assert held.table["place"].tolist() == ["CHN"]
    vague = match("Hong Kong", "1842").unmatched
    assert vague["reason"].tolist() == ["varies"]
    assert "was a territory on some of the days" in vague["says"][0]


@pytest.mark.parametrize("system", ["cow_number", "gw_number"])
@pytest.mark.parametrize("number", [2, 2.0, "2", "002", "2.0", " 002 "], ids=repr)
def test_a_number_is_read_as_lists_write_it(system: str, number: Any) -> None:
    frame = {"place": [number]}
    found = summitry.match_states(frame, "place", on="2000-01-01", system=system)
    assert found.table["place"].tolist() == ["USA"]


@pytest.mark.parametrize("system", ["cow_number", "cow_abbreviation", "gw_number"])
def test_a_number_means_its_state_only_while_the_list_has_no_other(system: str) -> None:
    """Every number that its state changed, on the days of each of its numbers."""
    told = TERMS[TERMS[system].notna()]
    several = told.groupby("state")[system].nunique()
    checked = 0
    for state in several[several > 1].index:
        own = told[told["state"] == state]
        for _, row in own.iterrows():
            day = str(
                np.datetime64(
                    row["start"] if pd.notna(row["start"]) else "1900-01-01", "D"
                )
            )
            for number in own[system].unique():
                found = match(str(number), day, system)
                if number == row[system]:
                    assert found.table["place"].tolist() == [state]
                    continue
                reason, says = found.unmatched.loc[0, ["reason", "says"]]
                later = own.loc[own[system] == number, "start"].min() > row["start"]
                assert reason in ({"not_yet"} if later else {"no_longer", "not_yet"})
                assert str(row[system]) in says
                checked += 1
    assert checked >= 4


@pytest.mark.parametrize(
    ("number", "day", "code", "reason"),
    [
        ("678", "2001-01-01", None, "no_longer"),
        ("679", "1960-01-01", None, "not_yet"),
        ("679", "2001-01-01", "YEM", None),
        ("260", "2001-01-01", None, "no_longer"),
        ("255", "1960-01-01", None, "no_longer"),
        ("255", "2001-01-01", "DEU", None),
        ("345", "2010-01-01", "SRB", None),
    ],
)
def test_numbers_that_passed_on(
    number: str, day: str, code: str | None, reason: str | None
) -> None:
    found = match(number, day, "cow_number")
    assert found.matched["code"].tolist() == ([] if code is None else [code])
    assert found.unmatched["reason"].tolist() == ([] if reason is None else [reason])


@pytest.mark.parametrize("own", ["DRV", "KOREA", "RVN"])
def test_a_code_of_our_own_is_called_that(own: str) -> None:
    found = match(own, "1960-01-01", "iso3").unmatched
    assert (found["reason"][0], found["states"][0]) == ("unknown", own)
    assert found["says"][0].startswith(f"{own} is the code that match_states gives ")
    assert "and no ISO code" in found["says"][0]
    assert found["nearest"].isna().all()


def test_near_spellings_are_sought_for_the_most_frequent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("summitry.sources.state_rows.MOST_SOUGHT", 2)
    names = ["Frence", "Spainn", "Spainn", "Irlend", "Irlend"]
    found = summitry.match_states(
        pd.DataFrame({"place": names}), "place", on=None
    ).unmatched
    near = dict(zip(found["value"], found["nearest"].notna(), strict=True))
    assert near == {"Spainn": True, "Irlend": True, "Frence": False}
