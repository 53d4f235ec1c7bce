"""Bounds over the completions of an imprecise record: enumeration, and refusals."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from conftest import Maker, columns_of
from hypothesis import given, settings, strategies as st
from oracle import completions, is_lowest

import summitry
from summitry import Claim
from summitry.exceptions import CategoryError, InputError, RangeError

if TYPE_CHECKING:
    from collections.abc import Callable

START = date(2001, 1, 1)
ERAS = [(0, 4), (4, 7), (8, 10)]
THROUGH = START + timedelta(days=9)


def day(number: int) -> date:
    return START + timedelta(days=number)


ERA_TABLE: dict[str, Any] = {
    "era": ["A", "B", "C"],
    "start": [day(start) for start, _ in ERAS],
    "end": [day(end) for _, end in ERAS],
}


def table(visits: list[tuple[int, int, bool]]) -> dict[str, Any]:
    return {
        "date": [day(first) for first, _, _ in visits],
        "date_latest": [day(last) for _, last, _ in visits],
        "qualifies": ["true" if sure else "unclear" for *_, sure in visits],
    }


records = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 3), st.booleans()), max_size=4
).map(lambda rows: [(first, first + more, sure) for first, more, sure in rows])


def bounds(visits: Any, **arguments: Any) -> dict[str, list[Any]]:
    found = summitry.bounds(
        visits, ERA_TABLE, since=START, through=THROUGH, **arguments
    )
    assert found.lags is None
    return columns_of(found.eras)


@given(records)
@settings(max_examples=60, deadline=None)
def test_counts_attain_both_ends_and_ranks_lie_within(
    visits: list[tuple[int, int, bool]],
) -> None:
    found = bounds(table(visits))
    tables = completions(visits, ERAS)
    years = [end - start for start, end in ERAS]
    for era in range(3):
        counts = {counts[era] for counts in tables}
        assert found["count_lower"][era] == min(counts)
        assert found["count_upper"][era] == max(counts)
        for counts_by_era in tables:
            rates = [n / t for n, t in zip(counts_by_era, years, strict=True)]
            below = sum(value < rates[era] - 1e-12 for value in rates)
            above = sum(value > rates[era] + 1e-12 for value in rates)
            assert found["rank_lower"][era] <= below + 1
            assert 3 - above <= found["rank_upper"][era]


CLAIMS: dict[str, tuple[Claim, Callable[[list[Fraction]], bool]]] = {
    "shares the lowest place": (
        Claim.lowest("B"),
        lambda rates: is_lowest(rates, 1, tied=True),
    ),
    "is strictly lower": (
        Claim.lower("B", "C"),
        lambda rates: rates[1] < rates[2],
    ),
    "strictly ascends": (
        Claim.ascending(["B", "A", "C"]),
        lambda rates: rates[1] < rates[0] < rates[2],
    ),
    "shares the second place": (
        Claim.rank("B", 2),
        lambda rates: (
            sum(rate < rates[1] for rate in rates)
            < 2
            <= sum(r <= rates[1] for r in rates)
        ),
    ),
    "is ahead of one other": (
        Claim.ahead_only_of("B", ["A"]),
        lambda rates: rates[0] < rates[1] <= rates[2],
    ),
}


@given(records, st.sampled_from(list(CLAIMS)))
@settings(max_examples=80, deadline=None)
def test_the_verdict_on_a_claim_is_that_of_enumeration(
    visits: list[tuple[int, int, bool]], name: str
) -> None:
    claim, holds = CLAIMS[name]
    found = summitry.bounds(
        table(visits), ERA_TABLE, since=START, through=THROUGH, claim=claim
    ).verdict
    outcomes = set()
    for counts in completions(visits, ERAS):
        rates = [
            Fraction(n, end - start)
            for n, (start, end) in zip(counts, ERAS, strict=True)
        ]
        outcomes.add(holds(rates))
    expected = {
        frozenset({True}): "certain",
        frozenset({False}): "impossible",
        frozenset({True, False}): "possible",
    }
    assert found == expected[frozenset(outcomes)]


def test_imprecise_texts_and_unknown_categories() -> None:
    visits = {
        "date": ["2012-11", "2013-05-22", "2016"],
        "summit": ["unknown", "false", None],
    }
    eras = {
        "era": ["Hu", "Xi"],
        "start": ["2002-11-15", "2012-11-15"],
        "end": ["2012-11-15", None],
    }
    scheme = {"summit": {True: 3.0, False: 1.0}}
    found = columns_of(
        summitry.bounds(
            visits, eras, since="2002-11-15", through="2017-03-15", scheme=scheme
        ).eras
    )
    assert found["weighted_count_lower"] == [0.0, 2.0]
    assert found["weighted_count_upper"] == [3.0, 7.0]
    years = 3653 / 365.25
    assert found["frequency_upper"][0] == pytest.approx(1 / years, rel=1e-12)
    assert found["weighted_frequency_upper"][0] == pytest.approx(3 / years, rel=1e-12)
    with pytest.raises(CategoryError, match="'unknown' is not one of"):
        summitry.bounds(
            visits,
            eras,
            since="2002-11-15",
            through="2017-03-15",
            scheme=scheme,
            unknown=(),
        )


def test_unclear_visits_as_the_caller_says() -> None:
    visits = table([(0, 0, True), (1, 1, False)])
    ends = {
        unclear: (found["count_lower"][0], found["count_upper"][0])
        for unclear in ("open", "exclude", "include")
        for found in [bounds(visits, unclear=unclear)]
    }
    assert ends == {"open": (1, 2), "exclude": (1, 1), "include": (2, 2)}


def test_exact_records_have_no_room() -> None:
    visits = {
        "date": ["2003-05-01", "2004-05-01", "2013-05-01"],
        "origin": ["CHN", "PRK", "CHN"],
        "destination": ["PRK", "CHN", "USA"],
    }
    eras = {
        "side": ["CHN", "CHN", "PRK"],
        "era": ["Hu", "Xi", "Kim"],
        "start": ["2002-11-15", "2012-11-15", "1994-07-08"],
        "end": ["2012-11-15", None, None],
    }
    for exposure in ("days", "calendar_years"):
        shared: Any = {
            "since": "2002-11-15",
            "through": "2017-03-15",
            "exposure": exposure,
        }
        found = columns_of(summitry.bounds(visits, eras, **shared).eras)
        plain = columns_of(summitry.era_frequency(visits, eras, **shared))
        assert found["count_lower"] == found["count_upper"] == plain["count"]
        for end in ("lower", "upper"):
            assert found[f"frequency_{end}"] == pytest.approx(plain["frequency"])
            assert found[f"rank_{end}"] == plain["rank"]


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 3), st.booleans()), max_size=3
    ),
    st.integers(1, 6),
    st.integers(0, 2),
    st.sampled_from(["include", "exclude"]),
)
@settings(max_examples=60, deadline=None)
def test_lags_attain_both_ends(
    rows: list[tuple[int, int, bool]], shock: int, more: int, same_day: Any
) -> None:
    visits = [(first, first + wide, sure) for first, wide, sure in rows]
    shocks = {
        "date": [f"{day(shock)}/{day(shock + more)}" if more else str(day(shock))]
    }
    both = summitry.bounds(
        table(visits), shocks=shocks, since=START, through=THROUGH, same_day=same_day
    )
    assert both.eras is None
    assert both.verdict is None
    found = columns_of(both.lags)
    each_day = [(number, number + 1) for number in range(10)]
    lags: set[int | None] = set()
    for counts in completions(visits, each_day):
        for at in range(shock, shock + more + 1):
            first = at + (same_day == "exclude")
            answers = [number for number in range(first, 10) if counts[number]]
            lags.add(answers[0] - at if answers else None)
    known = {lag for lag in lags if lag is not None}
    assert found["lag_lower"] == [min(known) if known else None]
    assert found["lag_upper"] == [max(known) if known and None not in lags else None]
    assert found["measured"] == [True]


def test_the_month_of_methods_m5(make: Maker) -> None:
    shocks = make({"date": ["2015-09-20", "2017-03-20"], "label": ["a", "b"]})
    visits = make({"date": ["2015-10"]})
    found = summitry.bounds(
        visits, shocks=shocks, since="2015-09-20", through="2017-03-15"
    ).lags
    assert type(found) is type(shocks)
    columns = columns_of(found)
    assert (columns["lag_lower"], columns["lag_upper"]) == ([11, None], [41, None])
    assert columns["measured"] == [True, False]


def test_every_kind_of_table(make: Maker) -> None:
    frame = make({"date": ["2012-11", "2013-05-22"], "summit": [True, False]})
    eras = make({"era": ["Xi"], "start": ["2012-11-15"], "end": ["2017-01-01"]})
    found = summitry.bounds(frame, eras, since="2002-11-15", through="2017-03-15").eras
    assert type(found) is type(frame)
    assert columns_of(found)["count_upper"] == [2]


def test_refusals() -> None:
    visits = {"date": ["2001-01-02"], "date_latest": ["2001-01-01"]}
    with pytest.raises(InputError, match="'date_latest' is before 'date'") as error:
        bounds(visits)
    assert error.value.code == "end_before_start"
    fine = {"date": ["2001-01-02"]}
    with pytest.raises(CategoryError, match="unclear"):
        bounds(fine, unclear="maybe")
    with pytest.raises(RangeError):
        bounds(fine, scheme={"date": {"2001-01-02": -1.0}})

    def certain(claim: Claim, **arguments: Any) -> summitry.Bounds:
        shared: Any = {"since": START, "through": THROUGH} | arguments
        return summitry.bounds(fine, ERA_TABLE, claim=claim, **shared)

    with pytest.raises(CategoryError, match="there is no era 'D'"):
        certain(Claim.lowest("D"))
    with pytest.raises(InputError, match="not one on eras"):
        certain(Claim.unanswered("2001-01-01"))
    with pytest.raises(InputError, match="needs a scheme"):
        certain(Claim.lowest("A", quantity="weighted_count"))
    with pytest.raises(InputError, match="cannot be computed"):
        certain(Claim.lowest("C"), through="2001-01-05")
    with pytest.raises(InputError, match="nothing to bound"):
        summitry.bounds(fine, since=START, through=THROUGH)


def test_an_era_of_which_no_day_is_observed_has_no_visit() -> None:
    eras = {"era": ["Before", "A"], "start": [day(-40), day(0)], "end": [day(0), None]}
    visits = {
        "date": [day(-3), day(-3)],
        "date_latest": [day(2), day(-1)],
        "origin": ["A", "A"],
        "destination": ["B", "B"],
    }
    told = summitry.bounds(visits, eras, since=START, through=THROUGH)
    found = columns_of(told.eras)
    assert found["count_lower"] == [0, 0]
    assert found["count_upper"] == [0, 1]
