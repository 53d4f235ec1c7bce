"""Lists of leaders read into eras: the traps of two published lists, and receipts."""

from __future__ import annotations

import datetime as dt
import warnings
from itertools import pairwise
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import ColumnError, InputError, SummitryWarning, TenureError

DAY = dt.date(2000, 1, 1)

# Archigos 4.1. Invented countries and people, the columns and traps of the list: dates
# as text, ends that are the last day or the successor's first, a leader of one day, one
# who came back under the same leadid, two of one name, and those still in office.

ARCHIGOS: Any = pd.DataFrame(
    [
        ("AAA-1900", "a1", 900, "AAA", "Ames", "1900-01-01", "1904-03-04", "Regular"),
        ("AAA-1904", "a2", 900, "AAA", "Bell", "1904-03-04", "1908-03-03", "Regular"),
        ("AAA-1908", "a1", 900, "AAA", "Ames", "1908-03-04", "1909-05-01", "Irregular"),
        ("AAA-1909-1", "a3", 900, "AAA", "Cole", "1909-05-01", "1909-05-01", "Irregular"),
        ("AAA-1909-2", "a4", 900, "AAA", "Dunn", "1909-05-01", "1950-06-30", "Natural"),
        ("AAA-1950", "a5", 900, "AAA", "Dunn", "1950-08-01", "2015-12-31", "Still in Office"),
        ("BBB-1990", "b1", 910, "BBB", "Eyre", "1990-01-01", "1990-01-01", "Suicide"),
        ("BBB-1990", "b2", 910, "BBB", "Ford", "1990-01-02", "2015-12-31", "Still in Office"),
    ],
    columns=["obsid", "leadid", "ccode", "idacr", "leader", "startdate", "enddate", "exit"],
).assign(entry="Regular")  # fmt: skip


def spans(eras: Any) -> list[tuple[Any, ...]]:
    return [
        (
            row.era,
            str(row.start.date()),
            None if pd.isna(row.end) else str(row.end.date()),
        )
        for row in eras.itertuples()
    ]


def test_archigos() -> None:
    found = summitry.eras_from(ARCHIGOS, layout="archigos", in_office="open")
    assert spans(found.eras) == [
        ("Ames (1)", "1900-01-01", "1904-03-04"),
        ("Bell", "1904-03-04", "1908-03-04"),
        ("Ames (2)", "1908-03-04", "1909-05-01"),
        ("Dunn (from 1909)", "1909-05-01", "1950-07-01"),
        ("Dunn (from 1950)", "1950-08-01", None),
        ("Eyre", "1990-01-01", "1990-01-02"),
        ("Ford", "1990-01-02", None),
    ]
    assert found.known_through == "2015-12-31"
    assert set(found.eras["known_through"]) == {pd.Timestamp("2015-12-31")}
    assert found.account["reading"].tolist() == [
        "the successor's first day",
        "the last day in office",
        "the successor's first day",
        "without a day: the successor's first day",
        "the last day in office",
        "still in office",
        "the last day in office",
        "still in office",
    ]
    assert found.dropped["leader"].tolist() == ["Cole"]
    assert found.dropped["row"].tolist() == [3]
    assert "8 rows: 7 eras of 2 sides; 1 rows dropped" in str(found)


def test_archigos_eras_are_counted_up_to_their_last_day() -> None:
    found = summitry.eras_from(ARCHIGOS, layout="archigos", in_office="open")
    visits = pd.DataFrame({"date": ["1903-01-01", "2010-05-01"], "origin": ["AAA"] * 2})
    visits["destination"] = ["BBB"] * 2
    seen: dict[str, Any] = {"since": "1900-01-01", "through": "2015-12-31"}
    with pytest.warns():
        table = summitry.era_frequency(visits, found.eras, **seen)
    assert table.set_index("era")["count"].to_dict()["Ames (1)"] == 1
    with pytest.raises(InputError, match="known through 2015-12-31"):
        summitry.era_frequency(visits, found.eras, **seen | {"through": "2016-01-01"})


def test_terms_still_in_office_can_end_with_the_list() -> None:
    found = summitry.eras_from(ARCHIGOS, layout="archigos", in_office="close")
    assert not found.eras["end"].isna().any()
    assert found.eras["end"].max() == pd.Timestamp("2016-01-01")
    assert "closed after the last day of the list: 2" in str(found)


def test_pooled_terms_share_a_name() -> None:
    found = summitry.eras_from(
        ARCHIGOS, layout="archigos", in_office="open", pool_terms=True
    )
    ames = found.eras[found.eras["era"] == "Ames"]
    assert ames["term"].tolist() == [1, 2]
    seen: dict[str, Any] = {"since": "1900-01-01", "through": "1909-12-31"}
    with pytest.warns():
        table = summitry.era_frequency(
            pd.DataFrame(
                {"date": ["1901-01-01"], "origin": ["AAA"], "destination": ["BBB"]}
            ),
            found.eras,
            **seen,
        )
    days = table.set_index("era")["days"]
    assert (
        days["Ames"]
        == (dt.date(1904, 3, 4) - dt.date(1900, 1, 1)).days
        + (dt.date(1909, 5, 1) - dt.date(1908, 3, 4)).days
    )


@pytest.mark.parametrize(
    ("ends", "bell"), [("last_day", "1908-03-04"), ("successor", "1908-03-03")]
)
def test_what_an_end_means_can_be_told(ends: Any, bell: str) -> None:
    found = summitry.eras_from(
        ARCHIGOS, layout="archigos", in_office="open", ends=ends, overlaps="cut"
    )
    assert ("Bell", "1904-03-04", bell) in spans(found.eras)
    assert len(found.account) == len(ARCHIGOS)


def test_another_column_can_be_the_side() -> None:
    found = summitry.eras_from(
        ARCHIGOS, layout="archigos", in_office="open", columns={"side": "ccode"}
    )
    assert set(found.eras["side"]) == {"900", "910"}


# REIGN: days in three columns, ends as a month, no end while in office, sons of their
# fathers, and successors who start in the month of the end, before it, or after it.

REIGN: Any = pd.DataFrame(
    [
        ("CCC", 920, "t1", "Gray", 1, 2, 1960, 3.0, 1964.0, 1900),
        ("CCC", 920, "t2", "Hill", 15, 3, 1964, 9.0, 1970.0, 1910),
        ("CCC", 920, "t3", "Gray", 20, 7, 1970, 5.0, 1975.0, 1900),
        ("CCC", 920, "t4", "Ives", 2, 8, 1975, 8.0, 1975.0, 1920),
        ("CCC", 920, "t5", "Gray", 2, 8, 1975, None, None, 1940),
        ("DDD", 930, "t6", "Jung", 1, 1, 1980, 10.0, 1990.0, 1930),
    ],
    columns=["stateabb", "ccode", "leadid", "leader", "sdate", "smonth", "syear",
             "emonth", "eyear", "birthyear"],
)  # fmt: skip
TOLD: dict[str, Any] = {
    "layout": "reign",
    "in_office": "open",
    "known_through": "2021-03-31",
}


def test_reign() -> None:
    found = summitry.eras_from(REIGN, **TOLD)
    assert spans(found.eras) == [
        ("Gray (from 1960) (1)", "1960-02-01", "1964-03-15"),
        ("Hill", "1964-03-15", "1970-07-20"),
        ("Gray (from 1960) (2)", "1970-07-20", "1975-06-01"),
        ("Gray (from 1975)", "1975-08-02", None),
        ("Jung", "1980-01-01", "1990-11-01"),
    ]
    assert found.account["reading"].tolist() == [
        "in the month in which the successor starts",
        "before the month, where the successor starts",
        "the last day of the month",
        "without a day: another starts on the same day and stays",
        "still in office",
        "the last day of the month",
    ]
    assert found.account["said_end"].tolist()[:2] == ["1964-03", "1970-09"]
    assert found.account["said_start"].tolist()[0] == "1960-02-01"
    assert pd.isna(found.account["said_end"][4])


@pytest.mark.parametrize(
    "kind", [pl.from_pandas, pa.Table.from_pandas], ids=["polars", "pyarrow"]
)
def test_lists_of_any_kind_come_back_as_that_kind(kind: Any) -> None:
    frame = kind(REIGN)
    found = summitry.eras_from(frame, **TOLD)
    assert isinstance(found.eras, type(frame))
    assert isinstance(found.account, type(frame))
    assert isinstance(found.dropped, type(frame))


def test_reign_with_days_of_the_end() -> None:
    days = REIGN.rename(columns={"sdate": "sday"}).assign(
        emonth=[3, 7, 5, 8, None, 10], eday=[14, 19, 31, 2, None, 3]
    )
    found = summitry.eras_from(days, **TOLD)
    assert spans(found.eras)[0][2] == "1964-03-15"
    with pytest.raises(TenureError) as caught:
        summitry.eras_from(days.assign(eday=[14, 24, 31, 2, None, 3]), **TOLD)
    assert caught.value.code == "overlapping_eras"
    assert "Hill and Gray of CCC share the days 1970-07-20 to 1970-07-24" in str(
        caught.value
    )


MONTHLY: Any = pd.DataFrame(
    [
        *((940, "Erewhon", "Kent", 1999, month) for month in range(10, 13)),
        *((940, "Erewhon", "Lane", 1999, 12), (940, "Erewhon", "Lane", 2000, 1)),
        *((940, "Erewhon", "Kent", 2000, month) for month in (3, 4)),
        (950, "Utopia", "More", 1999, 11),
    ],
    columns=["ccode", "country", "leader", "year", "month"],
).assign(tenure_months=1)


def test_leader_months() -> None:
    found = summitry.eras_from(MONTHLY, layout="reign", in_office="open")
    assert spans(found.eras) == [
        ("Kent (1)", "1999-10-01", "1999-12-01"),
        ("Lane", "1999-12-01", "2000-02-01"),
        ("Kent (2)", "2000-03-01", None),
        ("More", "1999-11-01", "1999-12-01"),
    ]
    assert found.known_through == "2000-04-30"
    assert len(found.account) == len(MONTHLY)
    assert found.account["era"].tolist()[:4] == ["Kent (1)"] * 3 + ["Lane"]


# What is refused, all at once


def test_all_mistakes_are_told_at_once() -> None:
    wrong = pd.DataFrame(
        {
            "side": ["A", "A", "A", None, "B", "B", "B", "B"],
            "leader": ["a", "b", "c", "d", None, "f", "g", "h"],
            "start": [
                *("2000-01-01", "2001-02-30", "2003-05-05", "2000-01-01"),
                *("2000-01-01", "2000-01", "2001-01-01", "2001-06-01"),
            ],
            "end": [
                *("2000-12-31", "2002-01-01", "2003-01-01", "2000-02-01"),
                *("2000-02-01", "2000-03-01", "2001-12-31", None),
            ],
        }
    )
    with pytest.raises(InputError) as caught:
        summitry.eras_from(wrong)
    text = str(caught.value)
    for said in (
        "row 1: start: '2001-02-30' is not a date",
        "row 2: c of A ends on 2003-01-01, before the start 2003-05-05",
        "row 3: 'side' is missing",
        "row 4: 'leader' is missing",
        "row 5: the start 2000-01 of f of B is no day",
        "rows 6, 7: g and h of B share the days 2001-06-01 to 2001-12-31",
        "row 7: h of B was still in office",
    ):
        assert said in text, said
    assert caught.value.code == "several_mistakes"
    assert set(caught.value.rows) == {1, 2, 3, 4, 5, 6, 7}


@pytest.mark.parametrize(
    ("frame", "told", "hint"),
    [
        (ARCHIGOS, {"layout": "archigos"}, "in_office='open'"),
        (REIGN, {"layout": "reign"}, "known_through="),
        (REIGN, {"layout": "reign", "in_office": "open"}, "known_through="),
        (REIGN, {"layout": "reign", "known_through": "2021-03-31"}, "in_office="),
        (MONTHLY, {"layout": "reign"}, "in_office="),
    ],
)
def test_what_becomes_of_those_in_office_is_asked(
    frame: Any, told: dict[str, Any], hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        summitry.eras_from(frame, **told)
    assert caught.value.code == "still_in_office"
    assert hint in str(caught.value.hint)


@pytest.mark.parametrize(
    ("frame", "hint"),
    [
        (ARCHIGOS, "layout='archigos'"),
        (REIGN, "layout='reign'"),
        (MONTHLY, "layout='reign'"),
        ({"sides": ["A"], "leader": ["a"], "start": ["2000"]}, "did you mean 'sides'?"),
    ],
)
def test_missing_columns_are_told_with_what_they_may_be(frame: Any, hint: str) -> None:
    with pytest.raises(ColumnError) as caught:
        summitry.eras_from(frame)
    assert hint in str(caught.value.hint)


def test_every_missing_column_is_told() -> None:
    with pytest.raises(ColumnError, match="'idacr', 'leader', 'startdate', 'enddate'"):
        summitry.eras_from({"x": [1]}, layout="archigos")
    with pytest.raises(ColumnError, match="no column 'born'"):
        summitry.eras_from(REIGN, columns={"person": "born"}, **TOLD)


def test_an_end_that_lacks_and_is_not_in_office_is_a_mistake() -> None:
    lost = ARCHIGOS.assign(
        enddate=[None, *ARCHIGOS["enddate"][1:]],
    )
    with pytest.raises(InputError, match="Ames of AAA has no end") as caught:
        summitry.eras_from(lost, layout="archigos", in_office="open")
    assert caught.value.rows == (0,)


@pytest.mark.parametrize(
    "odd",
    [
        {"layout": "archigoss"},
        {"in_office": "yes"},
        {"ends": "last"},
        {"overlaps": "drop"},
    ],
)
def test_words_that_are_none_are_refused(odd: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="not one of its words"):
        summitry.eras_from(REIGN, **TOLD | odd)


def test_days_after_the_last_one_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        summitry.eras_from(REIGN, **TOLD | {"known_through": "1980-01-01"})
    assert caught.value.code in {"beyond_known", "several_mistakes"}
    assert "Jung of DDD" in str(caught.value)


# Properties


@st.composite
def lists(draw: st.DrawFn) -> pd.DataFrame:
    rows = []
    for side in "AB"[: draw(st.integers(1, 2))]:
        cuts = sorted(draw(st.lists(st.integers(0, 900), min_size=2, max_size=8)))
        for start, end in pairwise(cuts):
            gap = draw(st.integers(0, 2))
            last = max(start, end - gap)
            day = DAY + dt.timedelta(last)
            said = day.isoformat()[: draw(st.sampled_from([10, 10, 7]))]
            leader = draw(st.sampled_from(["x", "y", "z"]))
            rows.append((side, leader, (DAY + dt.timedelta(start)).isoformat(), said))
    frame = pd.DataFrame(rows, columns=["side", "leader", "start", "end"])
    return frame.iloc[list(draw(st.permutations(range(len(frame)))))]


@given(lists(), st.booleans().map(lambda pool: {"pool_terms": pool}))
@settings(max_examples=60, deadline=None)
def test_rows_are_conserved_and_eras_are_sound(
    frame: pd.DataFrame, told: dict[str, Any]
) -> None:
    found = summitry.eras_from(frame, overlaps="cut", **told)
    account = found.account
    assert account["row"].tolist() == list(range(len(frame)))
    assert account["leader"].tolist() == frame["leader"].tolist()
    assert (account["status"] == "era").sum() == len(found.eras)
    assert len(found.dropped) + len(found.eras) == len(frame)
    assert account["era"].isna().tolist() == (account["status"] == "dropped").tolist()
    for _, eras in found.eras.groupby("side"):
        own = eras.sort_values("start")
        assert (own["start"] < own["end"]).all()
        assert (own["end"].to_numpy()[:-1] <= own["start"].to_numpy()[1:]).all()
        for _, terms in own.groupby("leader"):
            assert terms["term"].tolist() == list(range(1, len(terms) + 1))
    if len(found.eras):
        visits = pd.DataFrame({"date": [DAY], "origin": ["A"], "destination": ["C"]})
        with warnings.catch_warnings():
            # Eras of a side that no visit has are told, which is not the matter here.
            warnings.simplefilter("ignore", SummitryWarning)
            summitry.assign_eras(
                visits, found.eras, since=DAY, through=DAY + dt.timedelta(1000)
            )


@given(lists(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_does_not_matter(frame: pd.DataFrame, order: Any) -> None:
    shuffled = frame.sample(frac=1, random_state=order.randrange(1000))
    one, two = (
        summitry.eras_from(rows, overlaps="cut").eras.drop(columns="leader")
        for rows in (frame, shuffled)
    )
    named = one.merge(two, on=["side", "start", "end"], how="outer", indicator=True)
    assert (named["_merge"] == "both").all()


@given(lists())
@settings(max_examples=30, deadline=None)
def test_what_is_not_cut_is_refused_or_the_same(frame: pd.DataFrame) -> None:
    cut = summitry.eras_from(frame, overlaps="cut")
    if cut.account["reading"].str.contains("cut where").any():
        with pytest.raises(TenureError) as caught:
            summitry.eras_from(frame)
        assert caught.value.code == "overlapping_eras"
    else:
        pd.testing.assert_frame_equal(summitry.eras_from(frame).eras, cut.eras)


def test_every_kind_of_end_by_hand() -> None:
    """A slow reading of each end, from the words of the documentation alone."""

    @given(lists())
    @settings(max_examples=60, deadline=None)
    def check(frame: pd.DataFrame) -> None:
        try:
            found = summitry.eras_from(frame)
        except TenureError:
            return
        account: Any = found.account
        rows: list[Any] = list(frame.itertuples())
        for row in account.itertuples():
            # A month ends after each of its days, which a "~" sorts behind as well.
            mine = (row.said_start, row.said_end.ljust(10, "~"), row.row)
            own = [
                one.start
                for at, one in enumerate(rows)
                if one.side == row.side
                and (one.start, one.end.ljust(10, "~"), at) > mine
            ]
            if row.status == "dropped":
                assert row.said_start in own
                continue
            end = str(row.end.date())
            if len(row.said_end) == 10:
                day = dt.date.fromisoformat(row.said_end)
                after = (day + dt.timedelta(1)).isoformat()
                assert end == (row.said_end if row.said_end in own else after)
            elif later := [one for one in own if one > row.said_start]:
                following = min(later)
                month = pd.Period(row.said_end, "M")
                whole = str((month + 1).start_time.date())
                assert end == min(following, whole)

    check()
