"""Claims over dated series: what a table of dates and figures says of a period."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from asked_series import COAL, SEEN, VISITS, ask, of
from claim_oracle import judge_series
from hypothesis import given, settings, strategies as st

import summitry
from summitry.claims.on_series import series_of
from summitry.claims.record import Record
from summitry.exceptions import InputError, SummitryError


@pytest.mark.parametrize(
    ("form", "verdict"),
    [
        ({"at": of("2017-01/2017-02"), "printed": "2.67"}, "reproduced"),
        ({"at": of("2017-01/2017-02"), "printed": "2.7"}, "reproduced"),
        ({"at": of("2017-01/2017-02"), "printed": "2.66"}, "not reproduced"),
        ({"at": of("2016-12"), "higher_than": of("2016-11-30/2016-12-31", "cap")}, "reproduced"),
        ({"at": of("2016-12"), "lower_than": of("2016-11-30/2016-12-31", "cap")}, "not reproduced"),
        ({"at": of("2017-01"), "summary": "share", "of": of("2017-01/2017-02"), "printed": "54%"}, "reproduced"),
        ({"at": of("2017-01"), "summary": "ratio", "of": of("2017-02"), "printed": "1.2"}, "reproduced"),
        ({"at": of("2017-01/2017-02"), "summary": "mean", "printed": "1.335"}, "reproduced"),
        ({"at": of("2016-12/2017-02"), "summary": "maximum", "printed": "2"}, "reproduced"),
    ],
)  # fmt: skip
def test_what_the_figures_decide(form: dict[str, Any], verdict: str) -> None:
    assert ask(form).verdict == verdict


def test_a_missing_month_is_not_zero() -> None:
    answer = ask({"at": of("2017-01/2017-03"), "printed": "2.67"})
    assert answer.verdict == "not determined"
    assert (answer.lower, answer.upper) == (pytest.approx(2.67), np.inf)
    assert np.isnan(answer.value)
    assert answer.reason == "'coal' has no figure for 2017-03"
    least = ask({"at": of("2017-01/2017-03"), "printed": "2", "comparison": "at_least"})
    assert least.verdict == "reproduced"
    most = ask({"at": of("2017-01/2017-03"), "printed": "2", "comparison": "at_most"})
    assert most.verdict == "not reproduced"
    mean = ask({"at": of("2017-01/2017-03"), "summary": "mean", "printed": "0.9"})
    assert (mean.verdict, mean.upper) == ("not determined", np.inf)
    day = ask({"at": of("2016-12-24"), "printed": "0"})
    assert (day.lower, day.upper, day.verdict) == (0, 2, "not determined")


def test_a_row_without_a_value_is_a_gap() -> None:
    table = COAL | {"value": [2.0, 1.44, None, 22.5, 1.0]}
    answer = ask({"at": of("2017-01/2017-02"), "printed": "1.44"}, table)
    assert answer.verdict == "not determined"
    assert "2017-02" in answer.reason


def test_figures_that_contradict_one_another_decide_nothing() -> None:
    table = {"series": ["a"] * 2, "date": ["2016", "2016-03"], "value": [3.0, 5.0]}
    answer = ask({"at": of("2016", "a"), "printed": "3"}, table)
    assert answer.verdict == "not determined"
    assert "contradict" in answer.reason


MONTHS = [f"2016-{month:02}" for month in range(1, 7)]
DATES = st.sampled_from([*MONTHS, "2016", "2016-01/2016-03", "2016-02/2016-05"])
PERIODS = st.sampled_from([*MONTHS, "2016-01/2016-06", "2016-02/2016-04", "2016"])
ROW = st.tuples(
    st.sampled_from(["a", "b"]), DATES, st.integers(0, 6), st.sampled_from(["", "1"])
)
SUMMARIES = st.sampled_from(["sum", "mean", "maximum", "share", "ratio"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(ROW, min_size=1, max_size=6),
    SUMMARIES,
    PERIODS,
    PERIODS,
    st.integers(0, 12),
    st.sampled_from(["printed", "lower_than", "higher_than"]),
    st.booleans(),
)
def test_answers_are_those_of_a_linear_programme(
    rows: list[Any],
    summary: str,
    period: str,
    other: str,
    printed: int,
    asserted: str,
    negative: bool,  # noqa: FBT001
) -> None:
    names = ("series", "date", "value", "rounded_to")
    texts = [dict(zip(names, map(str, row), strict=True)) for row in rows]
    texts += [
        {"series": name, "date": "2016-01", "value": "", "rounded_to": ""}
        for name in "ab"
    ]
    if negative:
        texts.append(
            {"series": "a", "date": "2015-12", "value": "-1", "rounded_to": ""}
        )
    form: dict[str, Any] = {"summary": summary, "at": of(period, "a")}
    if summary in {"share", "ratio"}:
        said = f"{10 * printed}%" if summary == "share" else str(printed)
        form |= {"of": of(other, "b"), "printed": said}
    elif asserted == "printed":
        form["printed"] = str(printed)
    else:
        form[asserted] = of(other, "b")
    table = pd.DataFrame(texts)
    for column in ("value", "rounded_to"):
        table[column] = pd.to_numeric(table[column])
    answer, slow = ask(form, table), judge_series.answer(form, texts)
    assert answer.verdict == slow.verdict
    ends = [end if abs(end) < np.inf else None for end in (answer.lower, answer.upper)]
    high = None if slow.high == np.inf else slow.high
    assert all(map(judge_series.close, ends, (slow.low, high)))


@pytest.mark.parametrize(
    ("form", "code", "key"),
    [
        ({"at": of("2016-12", "cole"), "printed": "1"}, "unknown_series", "at.series"),
        ({"at": {"series": "coal"}, "printed": "1"}, "missing_key", "at"),
        ({"at": of("2016-12") | {"side": "CHN"}, "printed": "1"}, "contradiction", "at"),
        ({"at": of("2016-12"), "rank": {"place": 1}}, "contradiction", "rank"),
        ({"at": of("2016-12"), "summary": "share", "printed": "1"}, "missing_key", ""),
        ({"at": of("2016-12"), "of": of("2016"), "printed": "1"}, "contradiction", "of"),
        ({"at": of("2016-12"), "summary": "share", "of": of("2016"), "lower_than": of("2016")}, "contradiction", "summary"),
        ({"at": of("2016-12"), "unit": "years", "printed": "1"}, "contradiction", "unit"),
        ({"at": of("2016-12"), "with": {"unclear": "include"}, "printed": "1"}, "contradiction", "with"),
        ({"quantity": "count", "at": of("2016-12"), "printed": "1"}, "contradiction", "at.series"),
        ({"quantity": "count", "summary": "sum", "printed": "1"}, "contradiction", "summary"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_at_its_key(
    form: dict[str, Any], code: str, key: str
) -> None:
    with pytest.raises(SummitryError) as caught:
        ask(form)
    assert (caught.value.code, caught.value.column or "") == (code, key)


@pytest.mark.parametrize(
    ("printed", "taken"),
    [("85", False), ("1.5", False), ("2,000", False), ("1", True), ("85%", True), ("0.85", True), ("100 %", True)],
)  # fmt: skip
@pytest.mark.parametrize("quantity", ["series", "share"])
def test_a_share_is_no_number_of_percent(
    quantity: str, printed: str, *, taken: bool
) -> None:
    form: dict[str, Any] = {
        "quantity": "share",
        "at": {"side": "CHN"},
        "of": {"side": "CHN"},
    }
    if quantity == "series":
        form = {
            "quantity": "series",
            "at": of("2016-12"),
            "summary": "share",
            "of": of("2016"),
        }
    ratio = {"series": {"summary": "ratio"}, "share": {"quantity": "ratio"}}[quantity]
    summitry.Claim({**form, **ratio, "printed": printed})
    if taken:
        summitry.Claim({**form, "printed": printed})
        return
    with pytest.raises(
        SummitryError, match=rf'for {printed} percent write "{printed}%"'
    ) as caught:
        summitry.Claim({**form, "printed": printed})
    assert (caught.value.code, caught.value.column) == ("above_one", "printed")


def test_units_are_not_compared_with_others() -> None:
    table = COAL | {"unit": ["Mt"] * 4 + ["US dollars"]}
    with pytest.raises(InputError, match="Mt and 'cap' in US dollars"):
        ask({"at": of("2016-12"), "lower_than": of("2016", "cap")}, table)
    ratio = {"at": of("2016", "cap"), "summary": "ratio", "of": of("2016-12")}
    assert ask(ratio | {"printed": "0.5", "comparison": "at_most"}, table).unit is None


@pytest.mark.parametrize(
    "make", [pd.DataFrame, pl.DataFrame, dict], ids=["pandas", "polars", "mapping"]
)
def test_tables_of_every_kind_are_read_and_left_alone(make: Any) -> None:
    table = make(COAL)
    first, second = series_of(table)
    assert (first["name"], first["unit"], second["name"]) == ("coal", "Mt", "cap")
    assert first["values"].tolist() == [2.0, 1.44, 1.23, 22.5]
    assert list(table["date"]) == COAL["date"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"value": ["two"] * 5}, "not_numeric"),
        ({"value": [2.0, np.inf, 1.0, 1.0, 1.0]}, "bad_value"),
        ({"rounded_to": [-1.0] * 5}, "bad_value"),
        ({"unit": ["Mt", "t", "Mt", "Mt", "Mt"]}, "several_units"),
        ({"date": ["2016-13"] * 5}, "bad_date"),
        ({"series": ["coal", None, "coal", "coal", "cap"]}, "bad_value"),
    ],
)
def test_rows_that_cannot_be_read(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(SummitryError) as caught:
        series_of(COAL | changed)
    assert caught.value.code == code


def test_claims_are_written_in_python_too() -> None:
    cap = ("cap", "2016-11-30/2016-12-31")
    claim = summitry.Claim.series("coal", "2016-12", higher_than=cap)
    assert str(claim) == (
        "sum of coal in 2016-12 is higher than that of cap in 2016-11-30 to 2016-12-31"
    )
    share = summitry.Claim.series(
        "coal", "2017-01", "54%", summary="share", of=("coal", "2017-01/2017-02")
    )
    assert str(share) == (
        "share of coal in 2017-01 of coal in 2017-01 to 2017-02 equals 54%"
    )
    (answer,) = Record(VISITS, series=COAL).evaluate([share], SEEN)
    assert answer.verdict == "reproduced"
