"""The bundled table of leaders' terms: what it says of itself, and how it loads."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from bundled_files import DATASETS, Row, rows_in

import summitry
from summitry.exceptions import CategoryError, InputError

FOLDER = DATASETS / "leaders"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
(TABLE,) = PACKAGE["resources"]
FIELDS = {field["name"]: field for field in TABLE["schema"]["fields"]}
NOTES = (FOLDER / "NOTES.md").read_text("utf-8")
SCOPE = dt.date(1945, 1, 1)
ENDED = {"SUN": "1991-12-26", "DDR": "1990-10-03", "DRV": "1976-07-02"}
ENDED |= {"RVN": "1975-04-30"}
FOUNDED = {
    "CHN": "1949-10-01",
    "PRK": "1948-09-09",
    "KOR": "1948-08-15",
    "RUS": "1991-12-26",
    "DDR": "1949-10-07",
    "UKR": "1991-08-24",
    "ISR": "1948-05-14",
    "IND": "1947-08-15",
    "PAK": "1947-08-14",
    "BGD": "1971-12-16",
    "LKA": "1948-02-04",
    "MMR": "1948-01-04",
    "DRV": "1945-09-02",
    "RVN": "1955-10-26",
    "VNM": "1976-07-02",
    "KHM": "1953-11-09",
    "LAO": "1953-10-22",
    "MYS": "1957-08-31",
    "SGP": "1965-08-09",
    "IDN": "1945-08-17",
    "PHL": "1946-07-04",
    "NGA": "1960-10-01",
    "KEN": "1963-12-12",
    "EU": "1958-01-01",
    "UN": "1945-10-24",
    "NATO": "1952-04-04",
    "DEU": "1949-09-13",
}
"""First day of the sides that are younger than the table; of DEU its first office."""
TWO_PEOPLE = [
    {"George H. W. Bush", "George W. Bush"},
    {"Ferdinand Marcos", "Ferdinand Marcos Jr."},
    {"John Paul I", "John Paul II"},
    {"Kim Yong Il", "Kim Jong Il"},
    {"Li Keqiang", "Li Qiang"},
    {"Iajuddin Ahmed", "Tajuddin Ahmad"},
    {"Ziaur Rahman", "Zillur Rahman"},
]

ROWS = rows_in(FOLDER, "eras")
LISTS: dict[tuple[str, str], list[Row]] = defaultdict(list)
for _row in ROWS:
    LISTS[_row["side"], _row["rule"]].append(_row)
EFFECTIVE = {side: rows for (side, rule), rows in LISTS.items() if rule == "effective"}
GAPS = [
    (side, rule, one["leader"], one["end"], two["start"])
    for (side, rule), rows in LISTS.items()
    for one, two in pairwise(rows)
    if one["end"] < two["start"]
]


def days_between(start: str, end: str) -> int:
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days


# The description and the table


def test_the_description_agrees_with_the_file() -> None:
    content = (FOLDER / TABLE["path"]).read_bytes()
    assert {path.name for path in FOLDER.iterdir()} == {
        *("LICENSE", "NOTES.md", "datapackage.json", "eras.csv")
    }
    assert list(FIELDS) == list(ROWS[0])
    assert (
        (TABLE["rows"], TABLE["bytes"]) == (len(ROWS), len(content)) == (1425, 182300)
    )
    assert TABLE["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    keys = [tuple(row[key] for key in TABLE["schema"]["primaryKey"]) for row in ROWS]
    assert len(set(keys)) == len(ROWS)
    assert PACKAGE["mainRules"] == dict.fromkeys(EFFECTIVE, "effective")


@pytest.mark.parametrize("name", FIELDS)
def test_every_value_obeys_its_schema(name: str) -> None:
    field, values = FIELDS[name], [row[name] for row in ROWS]
    rules = field.get("constraints", {})
    assert field["description"]
    assert all(value == value.strip() for value in values)
    if name != "end":
        assert rules["required"]
        assert all(values)
    if "enum" in rules:
        assert set(values) == set(rules["enum"])
    if field["type"] == "date":
        given = [value for value in values if value]
        assert [dt.date.fromisoformat(value).isoformat() for value in given] == given
    if field["type"] == "boolean":
        assert set(values) == {"true", "false"}


def test_every_side_has_a_name() -> None:
    categories = FIELDS["side"]["categories"]
    assert [one["value"] for one in categories] == list(dict.fromkeys(EFFECTIVE))
    assert len({one["label"] for one in categories}) == len(categories) == 56


@pytest.mark.parametrize("key", LISTS, ids="-".join)
def test_terms_follow_each_other(key: tuple[str, str]) -> None:
    rows = LISTS[key]
    known = {row["known_through"] for row in rows}
    assert known == {ENDED.get(key[0], "2025-12-31")}
    (last,) = known
    for row in rows:
        assert not row["end"] or row["start"] < row["end"] <= last
        assert row["start"] >= FOUNDED.get(key[0], "")
        assert not row["end"] or row["end"] > SCOPE.isoformat()
    for one, two in pairwise(rows):
        assert one["end"], "an open term is the last"
        assert one["end"] <= two["start"]
        assert one["end"] < two["start"] or one["leader"] != two["leader"]
    if key[1] == "effective":
        assert rows[0]["start"] <= max(FOUNDED.get(key[0], ""), "1949-09-15")
        assert rows[-1]["end"] == ENDED.get(key[0], "")
        if key[0] not in FOUNDED:
            assert rows[0]["start"] <= SCOPE.isoformat()


def test_nobody_is_spelt_in_two_ways() -> None:
    def folded(name: str) -> str:
        plain = unicodedata.normalize("NFKD", name)
        return "".join(c for c in plain if not unicodedata.combining(c)).lower()

    for side in EFFECTIVE:
        people = sorted({row["leader"] for row in ROWS if row["side"] == side})
        for pair in combinations(people, 2):
            like = SequenceMatcher(None, folded(pair[0]), folded(pair[1])).ratio()
            assert like < 0.85 or set(pair) in TWO_PEOPLE, pair


# What the notes say


def test_the_notes_count_right() -> None:
    acting = [row for row in ROWS if row["acting"] == "true"]
    assert (len(acting), sum(row["rule"] == "effective" for row in acting)) == (120, 72)
    assert "120 terms, 72 of them\n  `effective`" in NOTES
    again = sum(
        many > 1
        for rows in EFFECTIVE.values()
        for many in Counter(row["leader"] for row in rows).values()
    )
    assert (again, "who came back (87 by `effective`)" in NOTES) == (87, True)
    checked = Counter(row["checked"] for row in ROWS)
    for word, number in checked.items():
        assert re.search(rf"`{word}` \({number}\b", NOTES)
    effective = [row for rows in EFFECTIVE.values() for row in rows]
    unchecked = sum(row["checked"] == "unchecked" for row in effective)
    differ = sum(row["checked"] == "differs" for row in effective)
    assert f"of which {unchecked} `effective`" in NOTES
    assert f"{differ} starts of `effective` still" in NOTES


def test_the_notes_name_the_gaps() -> None:
    assert len(GAPS) == 67
    days = [days_between(*one[3:]) for one in GAPS if one[1] == "effective"]
    assert (len(days), sum(days), max(days)) == (30, 230, 46)
    assert "There are 67 gaps" in NOTES
    assert "30 are of `effective`,\n230 days in all, the longest of 46" in NOTES


@pytest.mark.parametrize(
    ("side", "day", "leader"),
    [
        ("USA", "1963-11-22", "Lyndon B. Johnson"),
        ("FRA", "1958-06-01", "Charles de Gaulle"),
        ("GBR", "1979-05-04", "Margaret Thatcher"),
        ("SUN", "1985-03-11", "Mikhail Gorbachev"),
        ("CHN", "2013-01-01", "Xi Jinping"),
        ("PRK", "1994-07-08", "Kim Jong Il"),
        ("UN", "2017-01-01", "António Guterres"),
    ],
)
def test_who_led_on_days_that_everybody_knows(side: str, day: str, leader: str) -> None:
    (found,) = [
        row["leader"]
        for row in EFFECTIVE[side]
        if row["start"] <= day < (row["end"] or "9")
    ]
    assert found == leader


# Loading


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_the_terms_of_sides_load(backend: Any) -> None:
    eras = summitry.datasets.load_eras(side=["FRA", "USA"], backend=backend)
    kinds = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.Table}
    assert isinstance(eras, kinds[backend])
    names = list(eras.column_names if backend == "pyarrow" else eras.columns)
    assert names == [
        *("side", "era", "leader", "office", "rule", "start", "end", "acting"),
        *("date_precision", "checked", "basis", "known_through", "term"),
    ]
    assert len(eras) == len(EFFECTIVE["USA"]) + len(EFFECTIVE["FRA"])


def test_every_side_loads_without_a_name_twice() -> None:
    eras = summitry.datasets.load_eras("leaders", rules="all")
    assert len(eras) == 1425
    assert not eras.duplicated(["side", "rule", "era"]).any()
    assert len(summitry.datasets.load_eras("leaders")) == 916
    named = eras[eras["era"] != eras["leader"]]
    for _, terms in named.groupby(["side", "rule", "leader"]):
        numbers = [int(era[-2]) for era in terms["era"]]
        assert numbers == list(range(1, len(terms) + 1)) == terms["term"].tolist()
        assert terms["start"].is_monotonic_increasing


def test_terms_are_numbered_or_pooled() -> None:
    load = summitry.datasets.load_eras
    numbered = load(side="USA")["era"].tolist()
    assert numbered[-3:] == ["Donald Trump (1)", "Joe Biden", "Donald Trump (2)"]
    pooled = load(side="USA", pool_terms=True)
    assert pooled["era"].tolist()[-3:] == ["Donald Trump", "Joe Biden", "Donald Trump"]
    assert pooled["term"].tolist()[-3:] == [1, 1, 2]


def test_acting_leaders_are_kept_or_dropped_by_name() -> None:
    load = summitry.datasets.load_eras
    kept, without = load(side="ARG"), load(side="ARG", acting="drop")
    lost = set(kept["era"]) - set(without["era"])
    assert lost == set(kept.loc[kept["acting"], "era"])
    assert lost
    assert not without["acting"].any()
    with pytest.raises(InputError, match="'drop'"):
        load(side="ARG", acting="no")  # type: ignore[call-overload]
    with pytest.raises(InputError, match="do not say who only acted"):
        load("china-dprk", acting="drop")


def test_a_side_that_is_gone_is_known_for_ever() -> None:
    eras: Any = summitry.datasets.load_eras(side=["SUN", "RUS"])
    known = eras.groupby("side")["known_through"].agg(lambda days: days.isna().all())
    assert known.to_dict() == {"SUN": True, "RUS": False}


@pytest.mark.parametrize(
    ("asked", "code", "hint", "said"),
    [
        ({"side": "FRX"}, "unknown_side", "'FRA'", "'FRX' is not one of those known"),
        ({"side": "DZA"}, "unknown_side", "others are", "no eras of Algeria (DZA) are"),
        ({"side": "fra"}, "unknown_side", "'FRA' (France)", "'fra'"),
        ({"side": "Frannce"}, "unknown_side", "'FRA' (France)", ""),
        ({"side": "GER"}, "unknown_side", "'DEU' (Germany)", ""),
        ({"side": ["UK", "ROK"]}, "unknown_side", "'GBR'", "sides 'UK', 'ROK' are not"),
        (
            {"side": ["USA", "CHN"], "rule": "party_leader"},
            "unknown_rule",
            "",
            "USA has no eras by the rule 'party_leader'\nHint: it has 'effective'",
        ),
        (
            {"side": "CHN", "rule": ["efective", "state_post"]},
            "unknown_rule",
            "'effective'",
            "It has 'effective', 'party_leader', 'head_of_state', 'head_of_government'",
        ),
        (
            {"name": "leaders", "rules": {"USA": "head_of_state", "XXX": "effective"}},
            "several_mistakes",
            "",
            "'XXX' is not one of",
        ),
        ({"rule": "effective"}, "bad_rules", "side=", "no side is named"),
        ({"side": "USA", "rules": "all"}, "bad_rules", "rules=", "ask for the same"),
        ({"name": "leader", "side": "USA"}, "unknown_record", "'leaders'", ""),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(
    asked: dict[str, Any], code: str, hint: str, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        summitry.datasets.load_eras(**asked)
    assert caught.value.code == code
    assert hint in str(caught.value.hint)
    assert said in str(caught.value)
    assert len(str(caught.value)) <= 2000


def test_all_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(CategoryError) as caught:
        summitry.datasets.load_eras(side=["GER", "USA"], rule="party_leader")
    assert "'GER' is not one of" in str(caught.value)
    assert "USA has no eras by the rule 'party_leader'" in str(caught.value)


def test_other_records_have_no_leaders() -> None:
    for load in ("load_visits", "load_shocks", "load_published", "load_definition"):
        with pytest.raises(CategoryError) as caught:
            getattr(summitry.datasets, load)("leaders")
        assert caught.value.code == "unknown_record"
    assert summitry.datasets.record_notes("leaders") == NOTES
