"""Names and codes to states by day: what they meant, against plain loops."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from functools import partial
from typing import Any

import pandas as pd
import pytest
from bundled_files import DATASETS, rows_in
from conftest import columns_of
from hypothesis import given, settings, strategies as st
from matched_code import found

import summitry

FOLDER = DATASETS / "states"


rows_of = partial(rows_in, FOLDER)
TERMS, SPELLINGS, STATES, HOLDINGS = map(
    rows_of, ("terms", "spellings", "states", "holdings")
)


@pytest.mark.parametrize(
    ("value", "day", "wanted"),
    [
        ("France", "1900-01-01", "FRA"),
        ("Côte d'Ivoire", "1990-01-01", "CIV"),
        ("COTE D\u2019IVOIRE", "1990-01-01", "CIV"),
        (unicodedata.normalize("NFD", "Türkiye"), "1990-01-01", "TUR"),
        ("  ivory   coast ", "1990-01-01", "CIV"),
        ("\u200bIvory Co\u00adast\ufeff", "1990-01-01", "CIV"),
        ("Iran (Islamic Republic of)\u200b", "1990-01-01", "IRN"),
        ("Korea (ROK)\u200b", "1990-01-01", "KOR"),
        ("\u200eKorea (\u200bNorth\u200b)\u200e", "1990-01-01", "PRK"),
        ("Russia[1]\u200b", "2000-01-01", "RUS"),
        ("Soudan", "1950-01-01", "not_yet"),
        ("Soudan", "1985-01-01", "SDN"),
        ("R.O.C.", "1943-11-22", "CHN"),
        ("Nationalist China", "1937-01-01", "CHN"),
        ("Nationalist China", "1960-01-01", "TWN"),
        ("Korea, Republic of", "1990-01-01", "KOR"),
        ("Korea, South", "1990-01-01", "KOR"),
        ("Korea (North)", "1990-01-01", "PRK"),
        ("DPRK", "1990-01-01", "PRK"),
        ("Korea", "1990-01-01", "ambiguous"),
        ("Korea", "1900-01-01", "KOREA"),
        ("Korea", "1930-01-01", "no_longer"),
        ("U.S.S.R.", "1980-01-01", "SUN"),
        ("Soviet Union", "1991-12-25", "SUN"),
        ("Soviet Union", "1991-12-26", "no_longer"),
        ("Soviet Union", "1920-01-01", "not_yet"),
        ("Russia", "1910-01-01", "RUS"),
        ("Russia", "1950-01-01", "interrupted"),
        ("Russia", "1991-12-26", "RUS"),
        ("Germany", "1930-01-01", "DEU"),
        ("Germany", "1947-01-01", "interrupted"),
        ("Germany", "1960-01-01", "ambiguous"),
        ("Germany", "1990-10-02", "ambiguous"),
        ("Germany", "1990-10-03", "DEU"),
        ("West Germany", "1960-01-01", "DEU"),
        ("Germany, Federal Republic of", "1960-01-01", "DEU"),
        ("Germany (East)", "1960-01-01", "DDR"),
        ("East Germany", "1990-10-03", "no_longer"),
        ("Prussia", "1850-01-01", "DEU"),
        ("Prussia", "1930-01-01", "other_days"),
        ("China", "1920-01-01", "CHN"),
        ("China", "1960-01-01", "ambiguous"),
        ("China", "1972-02-21", "CHN"),
        ("Republic of China", "1943-11-22", "CHN"),
        ("Republic of China", "1949-11-01", "ambiguous"),
        ("Republic of China", "1960-06-18", "TWN"),
        ("China, Republic of", "1960-06-18", "TWN"),
        ("Formosa", "1960-06-18", "TWN"),
        ("Formosa", "1930-01-01", "not_yet"),
        ("Vietnam", "1965-01-01", "ambiguous"),
        ("Viet Nam", "2000-01-01", "VNM"),
        ("South Vietnam", "1966-10-26", "RVN"),
        ("South Vietnam", "1975-05-01", "no_longer"),
        ("Yemen", "1950-01-01", "YEM"),
        ("Yemen", "1980-01-01", "ambiguous"),
        ("Yemen Arab Republic", "1986-01-01", "YEM"),
        ("South Yemen", "1986-01-01", "YMD"),
        ("Yugoslavia", "1970-09-30", "YUG"),
        ("Yugoslavia", "2003-02-04", "no_longer"),
        ("Serbia", "1900-01-01", "SRB"),
        ("Serbia", "1950-01-01", "interrupted"),
        ("Serbia & Montenegro", "2005-01-01", "SCG"),
        ("Serbia", "2010-01-01", "SRB"),
        ("Kosovo", "2001-07-24", "not_yet"),
        ("Kosovo", "2010-01-01", "XKX"),
        ("Czechoslovakia", "1978-01-01", "CSK"),
        ("Czechoslovakia", "1993-01-01", "no_longer"),
        ("Czech Republic", "1992-12-31", "not_yet"),
        ("Sudan", "2010-01-01", "SDN"),
        ("South Sudan", "2011-07-08", "not_yet"),
        ("South Sudan", "2011-07-09", "SSD"),
        ("Zaire", "1980-01-01", "COD"),
        ("Congo", "1980-01-01", "ambiguous"),
        ("Congo (Kinshasa)", "1980-01-01", "COD"),
        ("Republic of the Congo", "1962-01-01", "ambiguous"),
        ("Republic of the Congo", "1980-01-01", "COG"),
        ("Burma", "2012-11-19", "MMR"),
        ("Siam", "1931-04-29", "THA"),
        ("Ceylon", "1955-01-01", "LKA"),
        ("Swaziland", "1980-01-01", "SWZ"),
        ("Holy See", "1850-01-01", "PAP"),
        ("Holy See", "1900-01-01", "not_yet"),
        ("Vatican City", "1959-12-06", "VAT"),
        ("Macedonia", "2001-01-01", "MKD"),
        ("The Gambia", "1943-01-13", "not_yet"),
        ("Austria", "1850-01-01", "AUH"),
        ("Austria", "1900-01-01", "not_yet"),
        ("Austria", "1940-01-01", "interrupted"),
        ("Hanover", "1850-01-01", "HAN"),
        ("Hanover", "1870-01-01", "HAN"),
        ("Hanover", "1880-01-01", "no_longer"),
        ("Hong Kong", "1800-01-01", "not_yet"),
        ("Hong Kong", "1960-01-01", "HKG"),
        ("Greenland", "2019-01-01", "GRL"),
        ("Palestine", "2000-01-01", "PSE"),
        ("Newfoundland", "1941-08-09", "no_longer"),
        ("Northern Ireland", "1995-11-30", "part"),
        ("Saint Martin", "2000-01-01", "ambiguous"),
        ("Atlantis", "2000-01-01", "unknown"),
        (None, "2000-01-01", "missing"),
        ("", "2000-01-01", "missing"),
        (" \u00a0\u200b", "2000-01-01", "missing"),
        ("Soudan", "1958-01-01", "ambiguous"),
        ("Nationalist China", "1949-11-01", "ambiguous"),
        ("ROC", "1900-01-01", "other_days"),
        ("SK", "2010-01-01", "unknown"),
        ("Germany", None, "ambiguous"),
        ("West Germany", None, "DEU"),
        ("Gambia", None, "GMB"),
    ],
)
def test_names_mean_what_they_meant_on_the_day(
    value: Any, day: str | None, wanted: str
) -> None:
    assert found(value, day) == wanted


@pytest.mark.parametrize(
    ("value", "day", "system", "wanted"),
    [
        ("SWZ", "2000-01-01", "iso3", "SWZ"),
        ("SWZ", "2000-01-01", "cow_abbreviation", "CHE"),
        ("AUS", "2000-01-01", "iso3", "AUS"),
        ("AUS", "2000-01-01", "cow_abbreviation", "AUT"),
        ("ROM", "2000-01-01", "iso3", "ROU"),
        ("ROM", "2000-01-01", "cow_abbreviation", "ROU"),
        ("KOR", "1900-01-01", "cow_abbreviation", "KOREA"),
        ("KOR", "2000-01-01", "cow_abbreviation", "no_longer"),
        ("ROK", "2000-01-01", "cow_abbreviation", "KOR"),
        ("KOR", "2000-01-01", "iso3", "KOR"),
        ("ROK", "2000-01-01", "iso3", "unknown"),
        ("UKG", "2000-01-01", "iso3", "unknown"),
        ("deu", "1960-01-01", "iso3", "DEU"),
        ("DDR", "2000-01-01", "iso3", "no_longer"),
        ("VDR", "1970-01-01", "iso3", "DRV"),
        ("ZAR", "1980-01-01", "iso3", "COD"),
        ("RUS", "1950-01-01", "iso3", "interrupted"),
        ("\uff26\uff32\uff21\u200b", "2000-01-01", "iso3", "FRA"),
        (2, "2000-01-01", "cow_number", "USA"),
        ("20", "2000-01-01", "cow_number", "CAN"),
        (2.0, "2000-01-01", "cow_number", "USA"),
        (345, "1900-01-01", "cow_number", "SRB"),
        (345, "1942-01-01", "cow_number", "YUG"),
        (345, "2004-01-01", "cow_number", "SCG"),
        (345, "2020-01-01", "cow_number", "SRB"),
        (340, "2020-01-01", "gw_number", "SRB"),
        (340, "2020-01-01", "cow_number", "unknown"),
        (365, "1900-01-01", "cow_number", "RUS"),
        (365, "1950-01-01", "gw_number", "SUN"),
        (816, "1970-01-01", "cow_number", "DRV"),
        (816, "2000-01-01", "cow_number", "VNM"),
        (255, "2000-01-01", "cow_number", "DEU"),
        (260, "2000-01-01", "gw_number", "DEU"),
        (385, "1942-01-01", "cow_number", "NOR"),
        (970, "2000-01-01", "cow_number", "NRU"),
        (970, "2000-01-01", "gw_number", "KIR"),
        (955, "2000-01-01", "cow_number", "TON"),
    ],
)
def test_codes_mean_what_their_system_says(
    value: Any, day: str, system: str, wanted: str
) -> None:
    assert found(value, day, system) == wanted


def test_every_iso_code_stands_for_itself_today() -> None:
    codes = [row["iso3"] for row in STATES if row["iso3_status"] == "present"]
    match = summitry.match_states({"c": codes}, "c", on="2024-01-01", system="iso3")
    assert match.table["c"].tolist() == codes
    assert Counter(match.matched["status"]) == {
        "state": 195,
        "territory": 52,
        "disputed": 2,
    }


@pytest.mark.parametrize("system", ["cow_number", "cow_abbreviation", "gw_number"])
def test_every_number_and_abbreviation_stands_for_its_state(system: str) -> None:
    rows = [row for row in TERMS if row[system]]
    days = [row["start"] or "1816-01-01" for row in rows]
    table = pd.DataFrame({"date": days, "code": [row[system] for row in rows]})
    match = summitry.match_states(table, "code", system=system)
    assert match.table["code"].tolist() == [row["state"] for row in rows]


def holds(row: dict[str, str], day: dt.date) -> bool:
    start, end = row["start"] or "0001-01-01", row["end"] or "9999-12-31"
    return start <= day.isoformat() < end


def slow(spelling: str, day: dt.date) -> str | None:
    """Who is meant by a spelling of the table on a day, in plain loops."""
    meant = set()
    for row in SPELLINGS:
        named = row["system"] == "name" and row["spelling"] == spelling
        if named and holds(row, day):
            meant.add(row["state"])
            if row["ambiguous"] == "true":
                return None
    for row in STATES:
        own = row["kind"] == "disputed" or (row["kind"] == "territory" and row["iso3"])
        if own and {row["id"]} == meant:
            gone = row["iso3_status"] == "withdrawn" and not any(
                held["place"] == row["id"]
                and held["kind"] != "part"
                and holds(held, day)
                for held in HOLDINGS
            )
            held = [one for one in HOLDINGS if one["place"] == row["id"]]
            held = [one for one in held if one["kind"] != "part"] or held
            early = held and day.isoformat() < min(one["start"] for one in held)
            return None if gone or early else row["id"]
    for row in TERMS:
        if {row["state"]} == meant and holds(row, day):
            return row["state"]
    return None


NAMES = sorted({row["spelling"] for row in SPELLINGS if row["system"] == "name"})
DAYS = st.dates(dt.date(1790, 1, 1), dt.date(2025, 12, 31))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), DAYS), min_size=1, max_size=20))
def test_codes_are_those_of_the_plain_loops(rows: list[tuple[str, dt.date]]) -> None:
    table: dict[str, list[Any]] = {
        "place": [name for name, _ in rows],
        "date": [day for _, day in rows],
    }
    match = summitry.match_states(table, "place")
    assert columns_of(match.table)["place"] == [slow(*row) for row in rows]
    backwards = {name: values[::-1] for name, values in table.items()}
    again = summitry.match_states(backwards, "place")
    assert columns_of(again.table)["place"][::-1] == columns_of(match.table)["place"]
    accounts = (columns_of(match.unmatched), columns_of(match.matched))
    assert sum(sum(account["rows"]) for account in accounts) == len(rows)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("South Korea (ROK)", "KOR"),
        ("Korea (KOR)", "KOR"),
        ("United States (US)", "USA"),
        ("Burma (Union of Myanmar)", "MMR"),
        ("Congo (COD)", "COD"),
        ("Cote d\u00b4Ivoire", "CIV"),
        ("Georgia (US)", None),
        ("Switzerland (SWZ)", None),
        ("Niger (Nigeria)", None),
        ("Germany (GDR)", None),
        ("South Korea ROK", None),
    ],
)
def test_two_names_that_agree_are_one(name: str, code: str | None) -> None:
    visits = pd.DataFrame({"date": ["2009-05-05"] * 2, "destination": [name, "Laos"]})
    found = summitry.match_states(visits, "destination").table["destination"]
    assert [one if isinstance(one, str) else None for one in found] == [code, "LAO"]


@pytest.mark.parametrize(
    "mark",
    [
        *("*", "\u2020", "\u00b9", " \u00b2\u00b3", "[1]", " [a]", "[aa]", "[1][2]"),
        *("[note 2]", "[n 1]", "[ NB 3 ]", "[citation needed]", "*[1] "),
    ],
)
def test_the_mark_of_a_footnote_is_no_part_of_a_name(mark: str) -> None:
    """Names of a page came with the marks of its footnotes, and only * was none."""
    names = ["Russia", "Korea, South", "Burma (Union of Myanmar)"]
    for system, held in (("name", names), ("iso3", ["RUS", "KOR", "MMR"])):
        given = [f"{name}{mark}" for name in held]
        table = {"date": ["2009-05-05"] * 3, "to": given}
        match = summitry.match_states(table, "to", system=system)
        assert columns_of(match.table)["to"] == ["RUS", "KOR", "MMR"]
        assert columns_of(match.table)["given_to"] == given


def test_a_mark_makes_no_other_number_of_a_state() -> None:
    """Number 2 with a raised 2 was the number 22."""
    table = {"date": ["2009-05-05"] * 2, "to": ["2\u00b2", "2[1]"]}
    match = summitry.match_states(table, "to", system="cow_number")
    assert columns_of(match.table)["to"] == ["USA", "USA"]


@pytest.mark.parametrize("name", ["[1]", "[Russia]", "Georgia [US]", "*"])
def test_what_stands_in_brackets_is_no_mark_of_a_footnote(name: str) -> None:
    table = {"date": ["2009-05-05"], "to": [name]}
    match = summitry.match_states(table, "to")
    known = name == "[Russia]"
    assert columns_of(match.table)["to"] == ["RUS" if known else None]
