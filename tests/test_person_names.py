"""Which persons a cell names: titles before a name, and cells that name nobody."""

from __future__ import annotations

import pandas as pd
import pytest

import summitry
from summitry.sources.person_names import alias_table, person_keys


@pytest.mark.parametrize(
    ("titled", "name"),
    [
        ("Foreign Minister Wang Yi", "Wang Yi"),
        ("Wang Yi, Foreign Minister", "Wang Yi"),
        ("Vice Premier Li Keqiang", "Vice-Premier Li Keqiang"),
        ("Deputy Prime Minister Li Lanqing", "Li Lanqing"),
        ("the Prime Minister Nehru", "Nehru"),
        ("Secretary of State Henry Kissinger", "Henry Kissinger"),
        ("Former President Jimmy Carter", "Jimmy Carter"),
        ("ex-President Jimmy Carter", "Jimmy Carter"),
        ("President-elect Barack Obama", "Barack Obama"),
        ("Crown Prince Mohammed bin Salman", "Mohammed bin Salman"),
        ("H.E. Mr. Narendra Modi", "Narendra Modi"),
        ("His Excellency the President Narendra Modi", "Narendra Modi"),
        ("HRH Prince Charles", "Her Majesty Charles"),
    ],
)
def test_a_title_of_several_words_tells_no_persons_apart(
    titled: str, name: str
) -> None:
    one, other = person_keys([titled, name], alias_table(None))
    assert one & other in (one, other)
    assert one & other


@pytest.mark.parametrize(
    "cell",
    [
        *("N/A", "n/a", "n.a.", "TBC", "not stated", "Unidentified"),
        *("Vice President", "Deputy Prime Minister", "the Crown Prince", "Sultan"),
        *("Minister of Foreign Affairs", "Minister of Foreign Affairs and Trade"),
        *("Acting President", "His Excellency", "Special envoy (economy)"),
    ],
)
def test_a_title_or_placeholder_alone_names_nobody(cell: str) -> None:
    assert person_keys([cell], alias_table(None)) == [frozenset()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sultan Ahmed", "Ahmed"),
        ("He Long", "Long"),
        ("Sheikh Hasina", "Hasina"),
        ("Prime Minister Li", "Prime Minister Zhu"),
    ],
)
def test_a_name_that_looks_like_a_title_stays(one: str, other: str) -> None:
    left, right = person_keys([one, other], alias_table(None))
    assert not left & right


def test_lists_that_write_a_traveller_with_and_without_a_title_agree() -> None:
    visit = {"date": ["2000-05-29"], "origin": ["CHN"], "destination": ["PRK"]}
    lists = {
        "one": pd.DataFrame(visit | {"visitor": ["Foreign Minister Tang Jiaxuan"]}),
        "two": pd.DataFrame(visit | {"visitor": ["Tang Jiaxuan"]}),
    }
    merged = summitry.merge_sources(lists)
    assert merged.visits["n_sources"].tolist() == [2]
    assert merged.visits["n_conflicts"].tolist() == [0]


@pytest.mark.parametrize("cell", ["N/A", "Vice President"])
def test_visits_of_nobody_named_are_left_to_be_reviewed(cell: str) -> None:
    visit = {"date": ["2000-05-29"], "origin": ["CHN"], "destination": ["PRK"]}
    row = pd.DataFrame(visit | {"visitor": [cell]})
    merged = summitry.merge_sources({"one": row, "two": row.copy()})
    assert len(merged.visits) == 2
    assert len(merged.review) == 1
