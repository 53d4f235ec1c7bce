"""Several lists made one: which trips and names are one, conflicts, mistakes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest

import summitry
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    InputError,
    SummitryWarning,
)
from summitry.sources.person_names import alias_table, person_keys, remark
from summitry.sources.row_matches import FEW


def small() -> dict[str, pd.DataFrame]:
    """Two lists of three visits; each has one that the other does not have."""
    return {
        "a": pd.DataFrame(
            {
                "id": ["1", "2"],
                "date": ["2000-05-29", "2001-01"],
                "origin": ["PRK", "PRK"],
                "destination": ["CHN", "CHN"],
                "visitor": ["Kim Jong Il", "Kim Jong Il"],
                "rank": ["head", "head"],
                "size": [3, None],
            }
        ),
        "b": pd.DataFrame(
            {
                "id": ["1", "2", "3"],
                "date": ["2000-05-30", "2001-01-15", "2001-09-03"],
                "origin": ["PRK", "PRK", "CHN"],
                "destination": ["CHN", "CHN", "PRK"],
                "visitor": ["Kim Jong-il", "김정일", "Jiang Zemin"],
                "rank": ["Head ", "leader", None],
                "size": [4, 5, 6],
            }
        ),
    }


def test_a_no_keeps_apart_what_the_rules_would_join() -> None:
    lists = small()
    joined = summitry.merge_sources(lists)
    pair = {
        "same": [False],
        "left_source": ["a"],
        "left_id": ["1"],
        "right_source": ["b"],
        "right_id": ["1"],
    }
    apart = summitry.merge_sources(lists, review=pair)
    assert len(apart.visits) == len(joined.visits) + 1
    assert len(apart.review) == len(joined.review)


def test_conflicts_say_who_said_what_and_which_was_taken() -> None:
    merged = summitry.merge_sources(small(), precedence=["b", "a"])
    told = merged.conflicts.groupby(["visit", "field"])
    values = {
        key: dict(zip(part["source"], zip(part["value"], part["taken"], strict=True),
                      strict=True))
        for key, part in told
    }  # fmt: skip
    assert values == {
        ("b:1", "date"): {"a": ("2000-05-29", False), "b": ("2000-05-30", True)},
        ("b:1", "size"): {"a": ("3", False), "b": ("4", True)},
        ("b:2", "rank"): {"a": ("head", False), "b": ("leader", True)},
    }
    assert merged.visits["n_conflicts"].tolist() == [2, 1, 0]
    assert merged.visits["size"].tolist() == [4, 5, 6]
    assert "b, then a" in merged.rule
    other = summitry.merge_sources(small(), precedence=["a", "b"])
    assert other.visits["rank"].tolist()[:2] == ["head", "head"]
    # A day of the month is more exact than the month, whoever is trusted.
    assert str(other.visits["date"].iloc[1])[:10] == "2001-01-15"
    assert other.visits["size"].tolist() == [3, 5, 6]


def test_what_most_sources_say_is_taken() -> None:
    one = {"date": ["2001-01-15"], "origin": ["A"], "destination": ["B"],
           "visitor": ["X Y"], "host": ["P"]}  # fmt: skip
    lists = {"a": one, "b": {**one, "host": ["Q"]}, "c": {**one, "host": ["q "]}}
    merged = summitry.merge_sources(lists)
    assert merged.visits["host"].tolist() == ["Q"]
    assert merged.conflicts["taken"].tolist() == [False, True, False]
    assert merged.visits["sources"].tolist() == ["a; b; c"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kim Jong-il", "Kim Jong Il", True),
        ("KIM JONG IL", "김정일", True),
        ("金正日", "Kim Chŏng-il", True),
        ("Kim Jong Il", "Kim Jong Un", False),
        ("Kim Yong Il (premier)", "Kim Yong Il", True),
        ("Bush, George W.", "George W. Bush", True),
        ("President Xi Jinping", "Xi Jinping", True),
        ("Deng Xiaoping; Hu Yaobang", "Hu Yaobang", True),
        ("unknown", "unknown", False),
        ("President", "President", False),
        ("the Foreign Minister", "the Foreign Minister", False),
        ("Wang Anli", "Wan Ganli", False),
        ("George Bush Sr.", "George Bush Jr.", False),
        ("Wilhelm II", "Wilhelm", False),
        ("Zhou En-lai", "Chou En-lai", True),
        ("Chou En-lai", "周恩来", True),
        ("José Pérez", "Jose\u0301 Perez", True),
        ("Ｘｉ　Ｊｉｎｐｉｎｇ", "Xi Jinping", True),  # noqa: RUF001
        ("Li Peng", "Li Keqiang", False),
        ("Ro Tu Chol", "No Tu Chol", False),
    ],
)
def test_names_are_compared_after_folding_and_aliases(
    one: str, other: str, *, same: bool
) -> None:
    left, right = person_keys([one, other], alias_table(None))
    assert bool(left & right) == same


def test_an_alias_of_ones_own_comes_first_and_circles_end() -> None:
    own = {"name": ["Zhou Enlai", "A B", "C D"], "alias": ["Zhou En Lai", "C D", "A B"]}
    known = alias_table(pd.DataFrame(own))
    left, right = person_keys(["Zhou En-lai", "Chou En-lai"], known)
    assert left == right
    assert person_keys(["A B"], known)[0]
    assert remark("Kim Yong Il (WPK) [party]") == "wpk party"


def test_rows_of_nobody_are_shown_beside_their_nearest_only() -> None:
    days = pd.date_range("2001-01-01", periods=3).repeat(20)
    many = pd.DataFrame({"date": days, "origin": "A", "destination": "B"})
    many["visitor"] = None
    many["note"] = [f"row {n}" for n in range(60)]
    lists = {"one": many, "two": many.sample(frac=1, random_state=1)}
    merged = summitry.merge_sources(lists)
    assert len(merged.review) <= 2 * FEW * len(many)
    assert "are not shown: each row has its nearest three of a list" in merged.account
    assert f"{60 * 60 - len(merged.review)} further pairs" in merged.account


def test_rows_without_ids_are_known_by_what_they_say() -> None:
    lists = {name: frame.drop(columns="id") for name, frame in small().items()}
    one = summitry.merge_sources(lists)
    other = summitry.merge_sources(
        {name: frame.iloc[::-1] for name, frame in lists.items()}
    )
    assert one.receipts["id"].tolist() == other.receipts["id"].tolist()
    assert one.receipts["id"].is_unique
    double = {**lists, "b": pd.concat([lists["b"], lists["b"].iloc[:1]])}
    merged = summitry.merge_sources(double)
    assert merged.receipts["id"].str.endswith(" #2").sum() == 1


def test_tables_are_of_the_kind_of_the_first_source() -> None:
    lists = small()
    merged = summitry.merge_sources({"a": pl.from_pandas(lists["a"]), "b": lists["b"]})
    for table in (merged.visits, merged.receipts, merged.conflicts, merged.review):
        assert isinstance(table, pl.DataFrame)
    assert merged.visits["size"].to_list() == [3, 5, 6]
    assert lists["a"].columns.tolist() == small()["a"].columns.tolist()


def test_similar_names_and_nearby_trips_are_given_for_review() -> None:
    base = {"origin": ["A"], "destination": ["B"]}
    one = {**base, "date": ["2001-03-01"], "visitor": ["Jo Myong Rok"]}
    for name, day, reason in [
        ("Jo Myong Nok", "2001-03-02", "names alike, 1 day apart"),
        ("Wen Jiabao", "2001-03-01", "other traveller, same day"),
        ("Jo Myong Rok", "2001-04-02", "same traveller, 32 days apart"),
        (None, "2001-03-01", "no traveller named, same day"),
    ]:
        other = {**base, "date": [day], "visitor": [name]}
        found = summitry.merge_sources({"x": one, "y": other}).review
        assert found["reason"].tolist() == [reason]
    far = {**base, "date": ["2001-03-20"], "visitor": ["Wen Jiabao"]}
    assert len(summitry.merge_sources({"x": one, "y": far}).review) == 0


def of_kim(*days: str, **more: Any) -> pd.DataFrame:
    rows = {
        "date": list(days),
        "origin": "PRK",
        "destination": "CHN",
        "visitor": "Kim X",
    }
    return pd.DataFrame(rows).assign(**more)


def test_trips_that_were_over_are_not_one() -> None:
    one = of_kim("2000-05-01", end_date="2000-05-02")
    later = of_kim("2000-05-06", end_date="2000-05-08")
    merged = summitry.merge_sources({"a": one, "b": later})
    assert (len(merged.visits), len(merged.review)) == (2, 1)
    near = of_kim("2000-05-03", end_date="2000-05-08")
    assert len(summitry.merge_sources({"a": one, "b": near}).visits) == 1


def test_a_traveller_beside_others_is_not_enough() -> None:
    one = of_kim("2000-05-01", visitor="Kim Jong Il; Kang Sok Ju")
    other = of_kim("2000-05-04", visitor="Kim Yong Nam; Kang Sok Ju")
    merged = summitry.merge_sources({"a": one, "b": other})
    assert (len(merged.visits), len(merged.review)) == (2, 1)


def test_a_double_row_joins_nothing_and_does_not_stand_in_the_way() -> None:
    once = of_kim("2000-05-01")
    twice = pd.concat([once, once])
    merged = summitry.merge_sources({"a": twice, "b": once})
    assert len(merged.visits) == 2
    assert merged.visits["n_sources"].tolist() == [2, 1]
    assert "1 row says word for word" in merged.account


def test_a_third_list_takes_back_only_the_weakest_link() -> None:
    lists = {
        "a": of_kim("2000-05-01", "2000-05-06", id=["1", "2"]),
        "b": of_kim("2000-05-02", id="3"),
        "c": of_kim("2000-05-07", id="4"),
    }
    assert len(summitry.merge_sources(lists).visits) == 2
    del lists["c"]
    assert len(summitry.merge_sources(lists).visits) == 2


def test_columns_that_trace_rows_are_receipts_and_no_conflict() -> None:
    read = [
        summitry.read_visits(of_kim(*days)).visits
        for days in (["2001-05-01"], ["1990-05-01", "1 May 2001"])
    ]
    merged = summitry.merge_sources({"a": read[0], "b": read[1]})
    assert len(merged.conflicts) == 0
    assert merged.visits["n_sources"].tolist() == [1, 2]
    assert "visit_id" not in merged.visits.columns
    assert "visit_id" in merged.receipts.columns


def test_a_review_that_contradicts_itself_is_refused() -> None:
    lists = {name: of_kim("2001-05-01", id=name) for name in "abc"}
    review = {
        "same": ["no", "yes", "yes"],
        "left_source": ["a", "a", "b"],
        "left_id": ["a", "a", "b"],
        "right_source": ["b", "c", "c"],
        "right_id": ["b", "c", "c"],
    }
    with pytest.raises(InputError, match="joins them by way of others"):
        summitry.merge_sources(lists, review=review)


def test_countries_that_look_alike_are_warned_of() -> None:
    lists = {"a": of_kim("2001-05-01"), "b": of_kim("2001-05-01", origin="Prk")}
    with pytest.warns(SummitryWarning, match="Prk"):
        summitry.merge_sources(lists)


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"end_date": "1999-01-01"}, "before it begins"),
        ({"origin": None}, "'origin' is missing"),
    ],
)
def test_a_row_that_is_no_trip_is_refused(odd: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        summitry.merge_sources(
            {"a": of_kim("2001-05-01", **odd), "b": of_kim("2001-05-01")}
        )


def test_lists_without_names_are_numbered() -> None:
    merged = summitry.merge_sources(list(small().values()))
    assert merged.sources == ("list 1", "list 2")
    assert len(merged.visits) == 3


def test_mistakes_are_told() -> None:
    lists = small()
    with pytest.raises(InputError, match="at least two"):
        summitry.merge_sources({"a": lists["a"]})
    with pytest.raises(ColumnError, match="a has no column 'origin'"):
        summitry.merge_sources({**lists, "a": lists["a"].drop(columns="origin")})
    with pytest.raises(CategoryError, match="leaves out"):
        summitry.merge_sources(lists, precedence=["a"])
    with pytest.raises(CategoryError, match="'c', which is no source"):
        summitry.merge_sources(lists, precedence=["a", "c"])
    with pytest.raises(InputError, match="'soon' is not a date"):
        summitry.merge_sources({**lists, "a": lists["a"].assign(date="soon")})
    pair = {"same": ["perhaps"], "left_source": ["a"], "left_id": ["1"],
            "right_source": ["b"], "right_id": ["1"]}  # fmt: skip
    with pytest.raises(CategoryError, match="yes, no or empty"):
        summitry.merge_sources(lists, review=pair)
    told = summitry.merge_sources(
        lists, review={**pair, "same": ["yes"], "right_id": ["9"]}
    )
    assert "1 decided pair names rows that are not there" in told.account


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("column", ["visit", "sources", "n_sources", "n_conflicts"])
def test_a_column_of_a_list_is_kept_beside_one_of_the_result(column: str) -> None:
    """A list's own `visit` went over the names by which receipts are found."""
    once = summitry.merge_sources(small())
    lists = {name: table.assign(**{column: "own"}) for name, table in small().items()}
    merged = summitry.merge_sources(lists)
    assert merged.visits[f"{column}_there"].tolist() == ["own"] * len(once.visits)
    kept = [name for name in once.visits.columns if name != "visit"]
    assert merged.visits[kept].equals(once.visits[kept])
    seen: dict[str, Any] = {"since": "1990-01-01", "through": "2020-12-31"}
    for again in (merged, summitry.merge_sources({"ab": merged.visits, **small()})):
        gaps = summitry.visit_gaps(again.visits, **seen)
        assert len(summitry.receipts(gaps, again))
        assert len(summitry.completeness(again, **seen))
        assert again.visits.columns.is_unique
