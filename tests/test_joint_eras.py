"""Joint eras of every dyad, against every pair of eras compared one by one."""

from __future__ import annotations

import datetime as dt
from itertools import combinations, pairwise
from typing import Any

import pandas as pd
import polars as pl
import pytest
from conftest import in_pandas
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import CategoryError, InputError, TenureError

DAY = dt.date(2000, 1, 1)
FAR = dt.date(9999, 1, 1)

Row = dict[str, Any]


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """Eras of up to four sides by one or two rules, their rows in any order."""
    rows: list[Row] = []
    for side in "ABCD"[: draw(st.integers(2, 4))]:
        for rule in ("r", "q")[: draw(st.integers(1, 2))]:
            cuts = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=6)))
            for place, (start, end) in enumerate(pairwise(cuts)):
                if draw(st.integers(0, 3)) == 0:
                    continue
                is_open = place == len(cuts) - 2 and draw(st.booleans())
                rows.append(
                    {
                        "side": side,
                        "rule": rule,
                        "era": f"{side}{rule}{place}",
                        "start": DAY + dt.timedelta(start),
                        "end": None if is_open else DAY + dt.timedelta(end),
                        "acting": draw(st.booleans()),
                        "known_through": FAR if draw(st.booleans()) else None,
                    }
                )
    return draw(st.permutations(rows))


def one_by_one(rows: list[Row], dyads: list[tuple[str, str]]) -> set[tuple[Any, ...]]:
    found = set()
    for first, second in dyads:
        for one in rows:
            for two in rows:
                start = max(one["start"], two["start"])
                end = min(one["end"] or FAR, two["end"] or FAR)
                if (one["side"], two["side"]) == (first, second) and start < end:
                    rules = dict.fromkeys([one["rule"], two["rule"]])
                    found.add(
                        (
                            first,
                            second,
                            " and ".join(rules),
                            f"{one['era']} and {two['era']}",
                            start,
                            None if end == FAR else end,
                            one["acting"] or two["acting"],
                        )
                    )
    return found


def told(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    names = ["side", "other_side", "rule", "era", "start", "end", "acting"]
    return [
        tuple(
            None if pd.isna(one) else one.date() if hasattr(one, "date") else one
            for one in row
        )
        for row in frame[names].itertuples(index=False)
    ]


@given(tables(), st.data())
@settings(max_examples=60, deadline=None)
def test_every_pair_that_shares_a_day_is_there_once(
    rows: list[Row], data: st.DataObject
) -> None:
    sides = list(dict.fromkeys(row["side"] for row in rows))
    if len(sides) < 2:
        return
    every = list(combinations(sides, 2))
    frame = pd.DataFrame(rows)
    found = told(summitry.joint_eras(frame))
    assert len(found) == len(set(found))
    assert set(found) == one_by_one(rows, every)
    turned = [pair[:: data.draw(st.sampled_from([1, -1]))] for pair in every]
    some = data.draw(st.lists(st.sampled_from(turned), min_size=1, unique=True))
    part = told(summitry.joint_eras(frame, sides=some))
    assert set(part) == one_by_one(rows, some)
    order = [row[:2] for row in part]
    assert list(dict.fromkeys(order)) == [pair for pair in some if pair in order]
    for pair in some:
        alone = told(summitry.joint_eras(frame, sides=pair))
        assert alone == [row for row in part if row[:2] == pair]
        by_rule = [row[4] for row in alone if row[2] == "r"]
        assert by_rule == sorted(by_rule)


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@given(tables())
@settings(max_examples=20, deadline=None)
def test_the_joint_eras_of_a_dyad_are_eras(rows: list[Row]) -> None:
    if len({row["side"] for row in rows}) < 2:
        return
    joint = summitry.joint_eras(pd.DataFrame(rows).drop(columns="known_through"))
    if not len(joint):
        return
    visits = pd.DataFrame({"date": [DAY], "origin": ["A"], "destination": ["B"]})
    seen: dict[str, Any] = {"since": DAY, "through": DAY + dt.timedelta(70)}
    table = summitry.era_frequency(visits, joint, **seen)
    assert len(table) == len(joint)


ERAS: dict[str, Any] = {
    "side": ["CHN", "CHN", "PRK", "USA"],
    "era": ["Hu", "Xi", "Kim", "Obama"],
    "start": ["2002-11-15", "2012-11-15", "2011-12-17", "2009-01-20"],
    "end": ["2012-11-15", None, None, "2017-01-20"],
    "known_through": ["2025-12-31", "2025-12-31", "2020-01-01", None],
}


def test_the_earlier_last_day_is_what_a_joint_era_knows() -> None:
    joint = in_pandas(summitry.joint_eras(ERAS))
    known = joint.set_index("era")["known_through"].astype(str).to_dict()
    assert known["Hu and Obama"] == "2025-12-31"
    assert known["Xi and Kim"] == known["Kim and Obama"] == "2020-01-01"


def test_leaders_of_pooled_terms_meet_several_times() -> None:
    eras = {
        "side": ["USA", "USA", "USA", "FRA"],
        "era": ["Trump", "Biden", "Trump", "Macron"],
        "term": [1, 1, 2, 1],
        "start": ["2017-01-20", "2021-01-20", "2025-01-20", "2017-05-14"],
        "end": ["2021-01-20", "2025-01-20", None, None],
    }
    joint = in_pandas(summitry.joint_eras(eras))
    met = joint[joint["era"] == "Trump and Macron"]
    assert met["term"].tolist() == [1, 2]
    visits = {
        "date": ["2018-04-23", "2025-02-24"],
        "origin": ["FRA"] * 2,
        "destination": ["USA"] * 2,
    }
    table = summitry.era_frequency(
        visits, joint, since="2017-05-14", through="2025-12-31"
    )
    assert table["era"].tolist() == ["Trump and Macron", "Biden and Macron"]
    assert table["count"].tolist() == [2, 0]


def test_it_gives_back_the_kind_of_table_it_was_given() -> None:
    joint = summitry.joint_eras(pl.DataFrame(ERAS))
    assert isinstance(joint, pl.DataFrame)
    assert len(joint) == 5


@pytest.mark.parametrize(
    ("sides", "code", "said"),
    [
        (("CHN", "FRA"), "unknown_side", "eras has no side 'FRA'"),
        ([("CHN", "FRX"), ("GBR", "PRK")], "unknown_side", "'FRX' or 'GBR'"),
        (("CHN", "CHN"), "bad_dyad", "not two sides"),
        (("CHN",), "bad_dyad", "not two sides"),
        ([("CHN", "PRK"), ("CHN", "PRK")], "bad_dyad", "asked for twice"),
        ([], "unknown_side", "names no dyad"),
    ],
)
def test_dyads_that_are_none_are_refused(sides: Any, code: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        summitry.joint_eras(ERAS, sides=sides)
    assert caught.value.code == code


def test_a_table_of_one_side_has_no_dyads() -> None:
    with pytest.raises(CategoryError, match="eras has 1 sides"):
        summitry.joint_eras({name: values[:2] for name, values in ERAS.items()})


# All mistakes of a table at once


WRONG: dict[str, Any] = {
    "side": ["A", "A", "A", "A", "B", "B", "B", None],
    "era": ["one", "two", "three", "one", "four", None, "six", "seven"],
    "start": [
        *("2000-01-01", "2003-01-01", "2002-06-01", "2010-01-01"),
        *("2000-01-01", "2001-01-01", "2005-01-01", "2000-01-01"),
    ],
    "end": [
        *("2001-01-01", "2002-01-01", "2004-01-01", "2010-01-01"),
        *(None, "2002-01-01", "2006-01-01", "2000-02-01"),
    ],
}
SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2012-12-31"}


@pytest.mark.parametrize(
    "call",
    [
        lambda eras: summitry.era_frequency({"date": ["2001-01-01"]}, eras, **SEEN),
        lambda eras: summitry.assign_eras({"date": ["2001-01-01"]}, eras, **SEEN),
        lambda eras: summitry.multiverse({"date": ["2001-01-01"]}, eras, **SEEN),
        lambda eras: summitry.joint_eras(eras, sides=("A", "B")),
    ],
    ids=["era_frequency", "assign_eras", "multiverse", "joint_eras"],
)
def test_all_mistakes_of_a_table_of_eras_are_told_at_once(call: Any) -> None:
    with pytest.raises(InputError) as caught:
        call(WRONG)
    error, text = caught.value, str(caught.value)
    assert error.code == "several_mistakes"
    for said in (
        "eras has 5 mistakes:",
        "rows 0, 3: era 'one' of A is named twice",
        "row 1: era 'two' of A ends on 2002-01-01, before its start 2003-01-01",
        "row 3: era 'one' of A starts and ends on 2010-01-01: it holds no day",
        "row 5: the era has no name",
        "'four' has no end",
    ):
        assert said in text
    assert error.rows == (0, 1, 3, 3, 4, 5, 5)
    assert error.n_bad == 5


def test_mistakes_of_one_kind_keep_their_class_and_code() -> None:
    eras = {
        "era": ["a", "b", "c"],
        "start": ["2000-01-01", "2000-06-01", "2001-06-01"],
        "end": ["2001-01-01", "2002-01-01", "2003-01-01"],
    }
    with pytest.raises(TenureError) as caught:
        summitry.era_frequency({"date": ["2001-01-01"]}, eras, **SEEN)
    assert caught.value.code == "overlapping_eras"
    assert "'a' and 'b' of eras share the days 2000-06-01 to 2001-01-01" in str(
        caught.value
    )
    assert "'b' and 'c' of eras share the days 2001-06-01 to 2002-01-01" in str(
        caught.value
    )


def test_unreadable_days_are_told_for_both_ends() -> None:
    eras = {
        "era": ["a", None],
        "start": ["x", "2001-01-01"],
        "end": ["y", "2002-13-01"],
    }
    with pytest.raises(InputError) as caught:
        summitry.era_frequency({"date": ["2001-01-01"]}, eras, **SEEN)
    text = str(caught.value)
    assert "'x' is not a date" in text
    assert "'y' is not a date" in text
    assert "row 1: the era has no name" in text
    assert len(caught.value.rows) == 4


def test_an_error_of_many_mistakes_stays_short_and_names_every_kind() -> None:
    n = 400
    eras = {
        "era": [f"era {place}" for place in range(n)],
        "start": ["2000-01-02"] * n,
        "end": ["2000-01-01"] * (n - 1) + ["2000-01-02"],
    }
    with pytest.raises(TenureError) as caught:
        summitry.era_frequency({"date": ["2001-01-01"]}, eras, **SEEN)
    text = str(caught.value)
    assert len(text) <= 2000
    assert "eras has 400 mistakes" in text
    assert "end_before_start" in text
    assert "empty_era 1 times more: row 399" in text
    assert caught.value.n_bad == n


def test_every_overlap_is_told_once() -> None:
    @given(
        st.lists(
            st.tuples(st.integers(0, 50), st.integers(1, 20)), min_size=1, max_size=8
        )
    )
    @settings(max_examples=60, deadline=None)
    def check(spans: list[tuple[int, int]]) -> None:
        eras = {
            "era": [str(place) for place in range(len(spans))],
            "start": [DAY + dt.timedelta(start) for start, _ in spans],
            "end": [DAY + dt.timedelta(start + size) for start, size in spans],
        }
        late = [
            place
            for place, (start, _) in enumerate(spans)
            if any(
                (one, other) < (start, place) and one + size > start
                for other, (one, size) in enumerate(spans)
            )
        ]
        if not late:
            summitry.assign_eras(pd.DataFrame({"date": [DAY]}), eras, **SEEN)
            return
        with pytest.raises(TenureError) as caught:
            summitry.assign_eras(pd.DataFrame({"date": [DAY]}), eras, **SEEN)
        assert str(caught.value).count("share the days") == len(late)

    check()


def test_a_dyad_is_asked_for_once_in_either_order() -> None:
    eras = {
        "side": ["A", "B"],
        "era": ["x", "y"],
        "start": ["2000-01-01"] * 2,
        "end": [None] * 2,
    }
    with pytest.raises(InputError, match="asked for twice"):
        summitry.joint_eras(eras, sides=[("A", "B"), ("B", "A")])
