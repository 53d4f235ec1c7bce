"""Titles of offices and their ranks: countries, commas, words beside an office."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import columns_of, in_pandas
from hypothesis import given, strategies as st
from office_rows import ROWS, ranked, visits

import summitry
from summitry import exceptions as ex


@pytest.mark.parametrize(
    ("office", "rank", "title"),
    [
        ("Premier; WPK Chairman", "head_of_party", "WPK Chairman"),
        ("WPK Chairman; Premier", "head_of_party", "WPK Chairman"),
        ("Vice-Premier; Foreign Minister", "deputy_head", "Vice-Premier"),
        ("vice   premier", "deputy_head", "vice   premier"),
        ("VICE–PREMIER", "deputy_head", "VICE–PREMIER"),
        ("Minister of People\N{RIGHT SINGLE QUOTATION MARK}s Security", "cabinet_minister", None),
        ("State Councillor (special envoy)", "state_councillor", "State Councillor"),
        ("Special envoy; State Councillor;", "state_councillor", "State Councillor"),
        ("Politburo Presidium (Standing Committee) member", "politburo_member", None),
        ("CCP General Secretary (secretariat); Vice-Premier", "deputy_head", None),
        ("CCP General Secretary", "head_of_party", None),
        ("Minister of Commerce, Industry and Energy", "cabinet_minister", None),
        ("Director of the General Logistics Bureau, Ministry of the People's Armed Forces", "other", None),
        (None, None, None),
        ("", None, None),
        (" ; ", None, None),
    ],
)  # fmt: skip
def test_titles_and_their_ranks(
    make: Any, office: str | None, rank: str | None, title: str | None
) -> None:
    table = {"origin": ["PRK", "CHN"], "visitor_office": [office, "Premier"]}
    found = columns_of(summitry.rank_offices(make(table)))
    assert found["visitor_rank"] == [rank, "head_of_government"]
    if title or rank is None:
        assert found["visitor_rank_title"] == [title, "Premier"]
    assert found["visitor_office"] == table["visitor_office"]


def test_a_title_means_another_rank_in_another_country() -> None:
    table = {
        "origin": ["GBR", "IND", "USA", "VAT", "GBR", "CHN"],
        "visitor_office": ["Foreign Secretary"] * 2
        + ["Secretary of State"] * 2
        + ["Foreign secretary", "Premier"],
    }
    assert summitry.rank_offices(table)["visitor_rank"].tolist() == [
        *("foreign_minister", "vice_minister", "foreign_minister"),
        *("head_of_government", "foreign_minister", "head_of_government"),
    ]
    with pytest.raises(ex.CategoryError, match="'Secretary of State'"):
        summitry.rank_offices(visits("Secretary of State", origin="FRA"))


def test_a_comma_separates_only_when_that_is_said() -> None:
    office = "Minister of National Defence, State Councillor"
    with pytest.raises(ex.CategoryError, match="Minister of National Defence, State"):
        ranked(office)
    assert ranked(office, separators=(";", ",")) == ["state_councillor"]
    whole = "Minister of Commerce, Industry and Energy, Vice Premier"
    with pytest.raises(ex.CategoryError, match="'Industry and Energy'"):
        ranked(whole, separators=(",",))
    with pytest.raises(ex.InputError, match="separators"):
        ranked("Premier", separators=";")


@pytest.mark.parametrize(
    "office", ["Acting Premier", "Former Premier", "Premier (elect)", "Prem"]
)
def test_nothing_is_guessed(office: str) -> None:
    with pytest.raises(ex.CategoryError):
        ranked(office)


@pytest.mark.parametrize(
    ("office", "word"),
    [
        ("Former Premier", "former"),
        ("ex-Premier", "ex"),
        ("Premier (former)", "former"),
        ("Premier (ret.)", "ret"),
        ("Premier (Retd.)", "retd"),
        ("formerly Premier", "formerly"),
        ("Premier; former", "former"),
        ("Premier-elect", "elect"),
        ("Premier (acting)", "acting"),
        ("Interim Premier", "interim"),
    ],
)
def test_a_word_beside_an_office_never_takes_its_rank(office: str, word: str) -> None:
    with pytest.raises(ex.CategoryError) as caught:
        ranked(office)
    assert f"{word!r} says that it is not the office itself" in str(caught.value)
    assert f"table={{{word!r}: 'other'}}" in str(caught.value.hint)
    preview = in_pandas(summitry.office_ranks(visits(office)))
    assert preview["rank"].isna().all()
    told = summitry.rank_offices(visits(office), table={word: "other"})
    assert set(told["visitor_rank"]) == {"other"}
    whole = summitry.rank_offices(
        visits(office), table={f"{word} Premier": "cabinet_minister", word: "other"}
    )
    assert set(whole["visitor_rank"]) == {"cabinet_minister"}


def test_an_office_beside_a_former_one_keeps_its_rank() -> None:
    table = {"former": "other"}
    found = summitry.rank_offices(
        visits("Premier; former Foreign Minister"), table=table
    )
    assert set(found["visitor_rank"]) == {"head_of_government"}


def test_an_office_of_other_countries_is_told() -> None:
    with pytest.raises(ex.CategoryError, match=r"an office of VAT .* and USA .* alone"):
        summitry.rank_offices(
            {"origin": ["PRK"], "visitor_office": ["Secretary of State"]}
        )


TITLES = st.sampled_from(
    ["Premier", "vice-premier", "WPK Chairman", "President", "Ambassador", "marshal"]
)


def slow_rank(cell: str | None) -> str | None:
    """Rank a cell by looking each of its titles up in the file, row by row."""
    best = None
    for title in (cell or "").split(";"):
        plain = title.replace("-", " ").casefold().split()
        for row in ROWS:
            same = row["title"].replace("-", " ").casefold().split() == plain
            if same and not row["country"]:
                place = summitry.RANKS.index(row["rank"])
                best = place if best is None else min(best, place)
    return None if best is None else summitry.RANKS[best]


@given(st.lists(st.none() | st.lists(TITLES, max_size=3).map("; ".join), max_size=8))
def test_ranks_are_those_of_a_slow_search(cells: list[str | None]) -> None:
    assert ranked(*cells) == [slow_rank(cell) for cell in cells]
    preview = summitry.office_ranks(visits(*cells))
    decided = sum(slow_rank(cell) is not None for cell in cells)
    assert preview["decides"].sum() == decided
