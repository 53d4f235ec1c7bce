"""Any list of leaders read into eras: rows conserved, order, cuts, ends by hand."""

from __future__ import annotations

import datetime as dt
import warnings
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import InputError, SummitryWarning, TenureError

DAY = dt.date(2000, 1, 1)


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


def test_days_in_english_words_are_those_of_iso() -> None:
    rows = [("x", "17 May 1995", "May 16, 2007"), ("y", "16 May 2007", "May 2012")]
    frame = pd.DataFrame(rows, columns=["leader", "start", "end"]).assign(side="A")
    iso = frame.assign(
        start=["1995-05-17", "2007-05-16"], end=["2007-05-16", "2012-05"]
    )
    last = "2020-12-31"
    found, same = (
        summitry.eras_from(one, known_through=last).eras for one in (frame, iso)
    )
    pd.testing.assert_frame_equal(found, same)
    slashed = frame.replace("17 May 1995", "17/05/1995")
    with pytest.raises(InputError, match="'17/05/1995' is not a date"):
        summitry.eras_from(slashed, known_through=last)


def test_sides_that_differ_only_by_case_or_name_one_state_are_told() -> None:
    terms = {"leader": ["A", "B"], "start": ["1990-01-01", "1995-01-01"]}
    terms |= {"end": ["1995-01-01", "2000-01-01"]}
    for sides, said in (
        (["FRA", "fra"], "differ only by case"),
        (["FRA", "FRA "], None),
        (["France", "FRA"], "names of one state"),
        (["FRA", "DEU"], None),
    ):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            summitry.eras_from(pd.DataFrame({"side": sides, **terms}))
        assert len(caught) == (said is not None)
        if said is not None:
            assert issubclass(caught[0].category, SummitryWarning)
            assert said in str(caught[0].message)
