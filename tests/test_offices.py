"""Offices to ranks: the bundled table, rows of one's own, and what is refused."""

from __future__ import annotations

import hashlib
import json
import re
import warnings
from typing import Any

import pandas as pd
import pytest
from conftest import columns_of
from office_rows import FOLDER, ROWS, ranked, visits

import summitry
from summitry import exceptions as ex
from summitry.sources.office_table import folded_title


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
