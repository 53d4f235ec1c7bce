"""Pairs of countries without visits, and visits of a country to itself."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Maker, columns_of
from misnamed_countries import SEEN, SHOCKS, VISITS

import summitry
from summitry.claims.record import Record
from summitry.claims.scope import Scope
from summitry.exceptions import InputError, SummitryWarning


def test_a_shock_of_a_pair_without_visits_has_a_status_of_its_own(make: Maker) -> None:
    visits = VISITS | {"origin": ["CHN", "CHN", "RUS"], "destination": ["PRK"] * 3}
    shocks = {
        "date": ["2000-01-01"] * 4,
        "origin": ["CHN", "CHN", "USA", "CHN"],
        "destination": ["PRK", "RUS", "PRK", "CHN"],
    }
    with pytest.warns(SummitryWarning) as caught:
        found = summitry.response_lags(make(shocks), make(visits), **SEEN)
    assert len(caught) == 1
    assert "no visit has 'USA' as origin or destination" in str(caught[0].message)
    assert "no visit is between 'CHN' and 'RUS'" in str(caught[0].message)
    columns = columns_of(found)
    assert columns["status"] == ["observed", *["unvisited_pair"] * 3]
    assert columns["lag"] == [31, None, None, None]
    assert columns["observed"] == [True, None, None, None]
    assert columns["lag_lower"] == [31, None, None, None]
    summary = columns_of(summitry.lag_summary(found))
    assert (summary["n"], summary["left_out"]) == ([1], [3])


def test_pairs_without_visits_are_censored_when_asked() -> None:
    visits = VISITS | {"origin": ["CHN"] * 3, "destination": ["PRK"] * 3}
    shocks = SHOCKS | {"origin": ["CHN", "USA", "USA"], "destination": ["PRK"] * 3}
    with pytest.warns(SummitryWarning, match="'USA'"):
        found = summitry.response_lags(shocks, visits, unvisited_pairs="censor", **SEEN)
    assert found["status"].tolist() == ["observed", "censored", "censored"]
    assert found["lag"].tolist() == [31, 365, 365]
    counts = {}
    for asked in ("leave_out", "censor"):
        with pytest.warns(SummitryWarning, match="'USA'"):
            test = summitry.placebo_test(
                shocks, visits, tau=100, unvisited_pairs=asked, **SEEN
            )
        counts[asked] = (int(test["n"][0]), int(test["left_out"][0]))
    assert counts == {"leave_out": (1, 2), "censor": (3, 0)}
    with pytest.raises(InputError, match="unvisited_pairs"):
        summitry.response_lags(shocks, visits, unvisited_pairs="drop", **SEEN)


def test_a_pair_visited_outside_the_observation_or_the_rule_is_a_visited_one() -> None:
    visits = {
        "date": ["1980-01-01", "2000-02-01"],
        "origin": ["CHN", "RUS"],
        "destination": ["PRK", "PRK"],
        "qualifies": ["true", "false"],
    }
    shocks = {
        "date": ["2000-01-01"] * 2,
        "origin": ["CHN", "RUS"],
        "destination": ["PRK", "PRK"],
    }
    with pytest.warns(SummitryWarning, match="every lag is censored"):
        found = summitry.response_lags(shocks, visits, **SEEN)
    assert found["status"].tolist() == ["censored", "censored"]


def test_without_any_visit_every_shock_is_censored() -> None:
    empty: dict[str, Any] = {"date": [], "origin": [], "destination": []}
    with pytest.warns(SummitryWarning, match="every lag is censored"):
        found = summitry.response_lags(SHOCKS, empty, **SEEN)
    assert set(found["status"]) == {"censored"}


OWN = {
    "date": ["2000-02-01", "2000-03-01", "2000-04-01"],
    "origin": ["CHN", "CHN", "USA"],
    "destination": ["PRK", "CHN", "USA"],
}


@pytest.mark.parametrize("side", ["CHN", None])
def test_a_visit_to_oneself_is_counted_apart_and_named(
    make: Maker, side: str | None
) -> None:
    eras = {"era": ["one"], "start": ["1990-01-01"], "end": [None]}
    eras |= {} if side is None else {"side": [side]}
    with pytest.warns(SummitryWarning) as caught:
        found = columns_of(summitry.era_frequency(make(OWN), make(eras), **SEEN))
    assert len(caught) == 1
    assert "2 visits are of a country to itself, 'CHN', 'USA'" in str(caught[0].message)
    assert (found["count"], found["own_country"], found["other_dyads"]) == (
        [1],
        [2],
        [0],
    )
    assert found["rows_in"] == [3]


def test_visits_to_oneself_that_the_rule_leaves_out_are_excluded_by_it() -> None:
    eras = {"side": ["CHN"], "era": ["one"], "start": ["1990-01-01"], "end": [None]}
    judged = OWN | {"qualifies": ["true", "false", "true"]}
    with pytest.warns(SummitryWarning, match="to itself"):
        found = summitry.era_frequency(judged, eras, **SEEN)
    assert found["excluded_by_rule"].tolist() == [1]
    assert found["own_country"].tolist() == [1]
    with pytest.warns(SummitryWarning, match="to itself"):
        status = summitry.assign_eras(judged, eras, **SEEN)["status_CHN"].tolist()
    assert status == ["used", "excluded_by_rule", "own_country"]


def test_a_visit_to_oneself_makes_no_dyad_and_ends_no_gap() -> None:
    eras = {"side": ["CHN"], "era": ["one"], "start": ["1990-01-01"], "end": [None]}
    with pytest.warns(SummitryWarning, match="to itself"):
        found = summitry.era_frequency(OWN, eras, by="dyad", **SEEN)
    assert found["other_country"].tolist() == ["PRK"]
    with pytest.warns(SummitryWarning, match="to itself"):
        gaps = summitry.visit_gaps(OWN, by="dyad", **SEEN)
    assert set(gaps["other_country"]) == {"PRK"}


COUNTED: dict[str, tuple[Any, str]] = {
    "visit_gaps": (summitry.visit_gaps, "visit_days"),
    "phases": (summitry.phases, "count"),
    "archive_check": (summitry.archive_check, "visits"),
}


@pytest.mark.parametrize("name", COUNTED)
def test_a_visit_to_oneself_is_not_counted_where_no_pair_is_asked_for(
    name: str, make: Maker
) -> None:
    count, column = COUNTED[name]
    with pytest.warns(SummitryWarning, match="2 visits are of a country to itself"):
        found = columns_of(count(make(OWN), **SEEN))
    two = {key: values[:1] for key, values in OWN.items()}
    plain = columns_of(count(make(two), **SEEN))
    assert found[column][:1] == plain[column][:1] == [1]
    if "rows_in" in found:
        assert (found["used"][0], found["other_visits"][0]) == (1, 2)


def test_a_claim_counts_as_the_frequency_does() -> None:
    record = Record(OWN)
    seen = summitry.Specification(SEEN["since"], SEEN["through"])
    counts = [summitry.Claim.value(Scope(), n, quantity="count") for n in (1, 3)]
    answers = [answer.verdict for answer in record.evaluate(counts, seen)]
    assert answers == ["reproduced", "not reproduced"]


def test_no_visits_are_no_finding_without_a_word() -> None:
    visits = {"date": ["2001-02-03"], "origin": ["CHN"], "destination": ["PRK"]}
    none: dict[str, list[str]] = {name: [] for name in visits}
    eras = {"side": ["CHN"], "era": ["x"], "start": ["2001-01-01"], "end": [None]}
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2002-12-31"}
    for count in (summitry.era_frequency, summitry.yearly_counts):
        with pytest.warns(SummitryWarning, match="rests on no visit"):
            count(none, eras, **seen)
    with pytest.warns(SummitryWarning, match="rests on no visit") as told:
        summitry.phases(none, **seen)
    assert [one.filename for one in told] == [__file__]
    both = {**eras, "other_side": ["PRK"]}
    summitry.era_frequency(visits, both, **seen)
    more = {
        name: [*values, "X" if name == "destination" else values[0]]
        for name, values in visits.items()
    }
    with pytest.warns(SummitryWarning, match="no visit is between 'CHN' and 'X'"):
        summitry.era_frequency(
            {**more, "origin": ["CHN", "PRK"]}, {**eras, "other_side": ["X"]}, **seen
        )
