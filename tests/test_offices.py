"""Offices to ranks: the bundled table, what it does to a list, and what it refuses."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import columns_of, in_pandas
from hypothesis import given, strategies as st

import summitry
from summitry import exceptions as ex
from summitry.sources.office_table import folded_title

FOLDER = Path(summitry.__file__).parent / "datasets" / "offices"

Row = dict[str, str]


def bundled() -> list[Row]:
    with (FOLDER / "offices.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = bundled()


def visits(*offices: str | None, origin: str = "PRK") -> dict[str, list[Any]]:
    return {"origin": [origin] * len(offices), "visitor_office": list(offices)}


def ranked(*offices: str | None, **options: Any) -> list[Any]:
    table = summitry.rank_offices(visits(*offices), **options)
    return columns_of(table)["visitor_rank"]


# The bundled table


def test_the_description_agrees_with_the_file() -> None:
    package = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
    (table,) = package["resources"]
    content = (FOLDER / table["path"]).read_bytes()
    assert table["rows"] == len(ROWS)
    assert table["bytes"] == len(content)
    assert table["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    fields = {
        field["name"]: field["constraints"] for field in table["schema"]["fields"][:3]
    }
    assert [*fields, "basis"] == list(ROWS[0])
    assert fields["rank"]["enum"] == list(summitry.RANKS)
    for row in ROWS:
        assert row["title"] == row["title"].strip() != ""
        assert row["rank"] in summitry.RANKS
        assert re.fullmatch(f"({fields['country']['pattern']})?", row["country"])
    assert {row["rank"] for row in ROWS} == set(summitry.RANKS)


def test_no_title_stands_twice() -> None:
    keys = [(folded_title(row["title"]), row["country"]) for row in ROWS]
    assert len(set(keys)) == len(keys)


def test_the_table_is_shown_whole_with_rows_of_ones_own_first() -> None:
    shown = summitry.office_table({"Vice-Premier": "other", "Khan": "head_of_state"})
    assert shown["title"].tolist()[:2] == ["Vice-Premier", "Khan"]
    assert shown["given"].sum() == 2
    assert len(shown) == len(ROWS) + 1, "one row of the package was replaced"
    plain = columns_of(summitry.office_table(backend="polars"))
    assert plain["title"] == [row["title"] for row in ROWS]
    assert plain["country"] == [row["country"] or None for row in ROWS]


@pytest.mark.parametrize("name", ["china-dprk", "china-rok"])
def test_every_rank_of_a_bundled_record_is_that_of_its_offices(name: str) -> None:
    record = summitry.datasets.load_visits(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = summitry.rank_offices(record)
    assert (found["visitor_rank"] == record["visitor_rank"]).all()
    pairs = found.groupby("visitor_office")["visitor_rank"].nunique()
    assert (pairs == 1).all(), "the same offices have one rank"


# What it does to a list


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


def test_rows_of_ones_own_extend_and_replace(make: Any) -> None:
    table = make({"title": ["Marshal", "Khan"], "rank": ["deputy_head"] * 2})
    assert ranked("marshal; Premier", "Khan", table=table) == [
        "head_of_government",
        "deputy_head",
    ]
    for_one = {"title": ["Khan"], "rank": ["head_of_state"], "country": ["MNG"]}
    found = summitry.rank_offices(
        {"origin": ["MNG"], "visitor_office": ["Khan"]}, table=for_one
    )
    assert found["visitor_rank"].tolist() == ["head_of_state"]


def test_a_ladder_of_ones_own_leaves_out_rows_that_are_not_on_it() -> None:
    ladder = ("sovereign", "head_of_government")
    options: dict[str, Any] = {"ladder": ladder, "table": {"Khan": "sovereign"}}
    assert ranked("Premier; Khan", **options) == ["sovereign"]
    with pytest.raises(ex.CategoryError, match="'Foreign Minister'"):
        ranked("Foreign Minister", **options)


def test_the_other_side_has_offices_too() -> None:
    table = {
        "origin": ["USA"],
        "destination": ["IND"],
        "host_office": ["Foreign Secretary"],
    }
    found = summitry.rank_offices(
        table,
        visitor_office="host_office",
        visitor_rank="host_rank",
        side="destination",
    )
    assert found["host_rank"].tolist() == ["vice_minister"]


# What it refuses and tells


def test_all_unknown_titles_come_in_one_message_with_the_nearest() -> None:
    table = visits("Premier", "Vice Premiere", "WPK Chairmann; Vice Premiere", "Xqzt")
    with pytest.raises(ex.CategoryError) as caught:
        summitry.rank_offices(table)
    error, text = caught.value, str(caught.value)
    assert "does not know 3 of the titles in visits column 'visitor_office'" in text
    assert "'Vice Premiere' (row 1, 2 visits; near 'Vice Premier'" in text
    assert "'WPK Chairmann' (row 2; near 'WPK Chairman'" in text
    assert "'Xqzt' (row 3)" in text
    assert (error.code, error.rows, error.n_bad) == ("unknown_office", (1, 2, 3), 3)
    assert "table={'Vice Premiere': 'deputy_head', ...}" in str(error.hint)


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


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ({"Khan": "soverain"}, "unknown_rank"),
        ({"Khan": "head_of_state", "KHAN": "other"}, "double_title"),
        ({" - ": "other"}, "missing_title"),
        ({"title": ["Khan"], "rank": [None]}, "unknown_rank"),
        ({"title": [None], "rank": ["other"]}, "missing_title"),
    ],
)
def test_a_table_that_cannot_be_used(table: Any, code: str) -> None:
    for call in (summitry.rank_offices, summitry.office_ranks):
        with pytest.raises(ex.CategoryError) as caught:
            call(visits("Khan"), table=table)
        assert caught.value.code == code


def test_ranks_that_came_with_the_list_are_kept_and_compared(make: Any) -> None:
    table = visits("Premier; WPK Chairman", "Premier", None)
    table["visitor_rank"] = ["head_of_government"] * 2 + ["other"]
    with pytest.warns(
        ex.SummitryWarning,
        match="in 2 of 3 rows: 1 'head_of_government' now 'head_of_party', "
        "1 'other' now missing",
    ):
        found = columns_of(summitry.rank_offices(make(table)))
    assert found["given_visitor_rank"] == table["visitor_rank"]
    assert found["visitor_rank"] == ["head_of_party", "head_of_government", None]


def test_the_preview_shows_every_title_and_its_row(make: Any) -> None:
    table = {
        "origin": ["PRK", "PRK", "CHN", "GBR", "IND", None],
        "visitor_office": ["Premier; WPK Chairman", "Premier", "Premiere; Premier"]
        + ["Foreign Secretary"] * 2
        + [None],
    }
    found = columns_of(summitry.office_ranks(make(table), table={"Premier": "other"}))
    assert dict(zip(found["title"], found["visits"], strict=True)) == {
        "Premier": 3, "WPK Chairman": 1, "Premiere": 1, "Foreign Secretary": 1,
    }  # fmt: skip
    rows = list(
        zip(
            *(found[name] for name in ("title", "rank", "country", "given", "decides")),
            strict=True,
        )
    )
    assert rows == [
        ("Premier", "other", None, True, 2),
        ("WPK Chairman", "head_of_party", None, False, 1),
        ("Premiere", None, None, False, 0),
        ("Foreign Secretary", "foreign_minister", "GBR", False, 1),
        ("Foreign Secretary", "vice_minister", "IND", False, 1),
    ]
    assert found["nearest"][2].startswith("Premier")
    assert found["office"][0] == "Premier"


def test_an_empty_list() -> None:
    empty = pd.DataFrame({"origin": [], "visitor_office": []}, dtype=str)
    found = summitry.rank_offices(empty)
    assert list(found.columns)[2:] == ["visitor_rank", "visitor_rank_title"]
    assert len(found) == len(summitry.office_ranks(empty)) == 0


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
