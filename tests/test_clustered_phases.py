"""Phases whose penalty allows for years that vary."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import oracle
import pandas as pd
import pytest
from conftest import columns_of
from hypothesis import given, strategies as st
from record_231 import SINCE, THROUGH, eras, visits

import summitry
from summitry import _core
from summitry.exceptions import InputError, RangeError, SummitryError
from summitry.infer.clustering import measured_in_times

DRIFT = "A change, or slow drift: the record cannot tell them apart"
WINDOW: dict[str, Any] = {"since": "1954-01-01", "through": "2016-12-31"}


def years(counts: Any, first: int = 1970, **options: Any) -> dict[str, list[Any]]:
    """Divide counts by calendar year into any number of blocks."""
    edges = [f"{first + place}-01-01" for place in range(len(counts) + 1)]
    table = pd.DataFrame({"start": edges[:-1], "end": edges[1:], "count": list(counts)})
    seen: dict[str, Any] = {
        "since": edges[0],
        "through": f"{first + len(counts) - 1}-12-31",
    }
    return columns_of(summitry.phases(table, **{"draws": 99, **seen, **options}))


def critical(counts: list[int]) -> float:
    search: _core._Search = {
        "method": "blocks",
        "level": 0.5,
        "draws": 1,
        "seed": 0,
        "alpha": 0.0,
        "rho": 0.0,
        "threads": None,
    }
    found = _core.phases_of_periods(
        np.array(counts, np.uint64), np.ones(len(counts)), search, since=0
    )
    assert found["critical"] is not None
    return found["critical"]


def of_record() -> list[int]:
    frame = visits()
    dated = frame.loc[frame["qualifies"] == "true", "date"]
    counts = np.bincount(np.array([day.year for day in dated]), minlength=2017)
    return [int(one) for one in counts[1954:2017]]


@pytest.mark.parametrize(
    ("counts", "wanted"),
    [
        ([4, 5, 7, 6, 8, 3, 5, 2, 1, 0, 2, 1, 1, 0], 11.741456198523),
        ([3, 5, 4, 6, 0, 0, 0, 0], 12.476649250079),
        ([0, 0, 9, 0, 0], 7.242470605953),
        ([2, 2, 2, 2], 0.0),
    ],
)
def test_critical_penalties_by_years(counts: list[int], wanted: float) -> None:
    assert critical(counts) == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    assert oracle.critical_penalty(counts) == pytest.approx(wanted, rel=1e-9)
    found = years(counts, calibration="poisson")["critical"][0]
    assert found == pytest.approx(wanted, rel=2e-3, abs=1e-3)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=9))
def test_the_critical_penalty_against_every_partition(counts: list[int]) -> None:
    assert critical(counts) == pytest.approx(
        oracle.critical_penalty(counts), rel=1e-9, abs=2e-9
    )


@pytest.mark.parametrize(
    ("rule", "calibration", "alpha", "rho", "p"),
    [
        ("de_facto", "dispersed_years", 0.258375587204, 0.0, 0.006),
        ("de_facto", "dispersed", 0.258375587204, 0.5, 0.053),
        ("five_eras", "dispersed_years", 0.181850927189, 0.0, 0.003),
        ("five_eras", "dispersed", 0.181850927189, 0.5, 0.023),
    ],
)
def test_the_record_by_years(
    rule: str, calibration: str, alpha: float, rho: float, p: float
) -> None:
    counts = of_record()
    assert sum(counts) == 161
    assert critical(counts) == pytest.approx(10.902165688070, rel=1e-9)
    draws = 1999
    found = years(counts, 1954, eras=eras(rule), calibration=calibration, draws=draws)
    assert found["alpha"][0] == pytest.approx(alpha, rel=1e-7)
    assert found["rho"][0] == rho
    error = 0.003 + (p * (1 - p) / draws) ** 0.5
    assert abs(found["p"][0] - p) < 3 * error
    assert found["note"][0] == (DRIFT if rho else None)


@pytest.mark.parametrize(
    ("alpha", "rho", "penalty"),
    [
        (0.0, 0.0, 4.73),
        (0.13, 0.0, 6.14),
        (0.29, 0.0, 8.15),
        (1.0, 0.0, 17.4),
        (0.13, 0.5, 7.9),
        (0.29, 0.5, 11.9),
    ],
)
def test_penalties_by_years(alpha: float, rho: float, penalty: float) -> None:
    edges = np.arange("1954", "2018", dtype="datetime64[Y]").astype("datetime64[D]")
    counts = np.full(63, 2, np.uint64) + (np.arange(63) < 34).astype(np.uint64)
    search: _core._Search = {
        "method": "blocks",
        "level": 0.95,
        "draws": 1999,
        "seed": 0,
        "alpha": alpha,
        "rho": rho,
        "threads": None,
    }
    found = _core.phases_of_periods(
        counts,
        np.diff(edges).astype(float),
        search,
        since=int(edges[0].astype(int)),
    )
    # The quantile of 1,999 draws has an error of about 4 %.
    assert found["penalty"] == pytest.approx(penalty, rel=0.12)


def test_of_several_lists_the_larger_penalty_counts() -> None:
    seen: dict[str, Any] = {"since": SINCE, "through": THROUGH, "draws": 199}
    visited = visits()
    each = {
        rule: summitry.phases(visited, eras=eras(rule), **seen)
        for rule in ("de_facto", "five_eras")
    }
    both = summitry.phases(visited, eras=eras(), **seen)
    assert both["within"][0] == "eras: PRK, de_facto"
    assert both["penalty"][0] == max(one["penalty"][0] for one in each.values())
    assert both["penalty"][0] == each["de_facto"]["penalty"][0]
    assert both["critical"][0] == each["five_eras"]["critical"][0]
    assert len(both) == 1
    plain = summitry.phases(visited, eras=eras(), **seen, calibration="poisson")
    assert (len(plain), plain["alpha"][0], plain["within"][0]) == (3, 0, "none")


def test_lists_of_which_neither_covers_the_other_are_both_drawn() -> None:
    # Neighbours alike under one list, larger variance under the other.
    counts = [1, 1, 5, 5, 1, 1, 5, 5, 1, 1, 5, 5, 0, 9, 1, 8]
    split: dict[str, list[Any]] = {
        "rule": ["one", "one", "two", "two"],
        "era": ["a", "b", "c", "d"],
        "start": ["1970-01-01", "1982-01-01", "1970-01-01", "1984-01-01"],
        "end": ["1982-01-01", None, "1984-01-01", None],
    }
    each = []
    for rule in ("one", "two"):
        rows = [place for place, own in enumerate(split["rule"]) if own == rule]
        part = {name: [values[row] for row in rows] for name, values in split.items()}
        each.append(years(counts, eras=part)["penalty"][0])
    assert years(counts, eras=split)["penalty"][0] == max(each)


@given(st.integers(0, 2**31))
def test_without_dispersion_the_draws_are_those_of_before(seed: int) -> None:
    rng = np.random.default_rng(seed)
    month, day = rng.integers(1, 13, 30), rng.integers(1, 29, 30)
    dated = {
        "date": [
            f"{1970 + place // 3}-{m:02}-{d:02}"
            for place, (m, d) in enumerate(zip(month, day, strict=True))
        ]
    }
    seen: dict[str, Any] = {"since": "1970-01-01", "through": "1979-12-31"}
    seen |= {"draws": 39, "seed": seed}
    plain = columns_of(summitry.phases(dated, calibration="poisson", **seen))
    for calibration in ("dispersed", "dispersed_years"):
        found = columns_of(summitry.phases(dated, calibration=calibration, **seen))
        assert found["alpha"][0] == 0
        for name in set(plain) - {"calibration", "within"}:
            assert found[name] == plain[name]


@given(st.lists(st.integers(0, 12), min_size=10, max_size=30))
def test_what_is_measured_is_the_dispersion_within_blocks(counts: list[int]) -> None:
    found = years(counts, draws=19)
    blocks = [
        [oracle.Year(count, Fraction(1)) for count in counts[place : place + 8]]
        for place in range(0, len(counts), 8)
    ]
    known = oracle.degrees_of_freedom(blocks) > 0
    alpha = oracle.alpha_of_years(blocks) if known else 0.0
    assert found["alpha"][0] == pytest.approx(alpha, rel=1e-6, abs=1e-9)
    rho = oracle.rho_of_years(blocks) if alpha else 0.0
    assert found["rho"][0] == pytest.approx(rho, rel=1e-6, abs=1e-9)
    assert found["within"][0] == "blocks of 8 calendar years"
    assert all(one < two for one, two in pairwise([*found["start"], found["end"][-1]]))
    assert sum(found["count"]) == sum(counts)


def test_visits_and_their_counts_are_measured_alike() -> None:
    frame = visits()
    by_day = summitry.phases(frame, **WINDOW, eras=eras(), draws=19)
    by_year = years(of_record(), 1954, eras=eras(), draws=19)
    for name in ("alpha", "rho", "within"):
        assert by_day[name][0] == by_year[name][0]


def test_bare_times_are_measured_by_years_of_their_own() -> None:
    edges = np.arange(16) * 365.25
    counts = np.array([0, 6, 0, 5, 1, 7, 0, 4, 0, 6, 1, 5, 0, 7, 0, 6])
    times = np.repeat(edges + 100.0, counts)
    found = summitry.phases(times, since=0, through=16 * 365.25, draws=99)
    assert found["within"][0] == "blocks of 8 years"
    assert found["alpha"][0] > 0.5
    short = summitry.phases([1.0, 2.0], since=0, through=100, draws=99)
    assert short["note"][0] == "if visits are independent of each other"
    endless = summitry.phases([1.0, 2.0], since=0, through=1e12, draws=99)
    assert endless["alpha"][0] == 0


def test_what_cannot_be_told_is_said() -> None:
    one = years([5])
    assert one["note"][0] == "if visits are independent of each other"
    none = years([0] * 12)
    assert (none["critical"][0], none["count"]) == (0, [0])
    long = {"start": ["1970-01-01"], "end": ["1980-01-01"], "count": [3]}
    seen: dict[str, Any] = {"since": "1970-01-01", "through": "1979-12-31", "draws": 19}
    found = summitry.phases(long, **seen)
    assert columns_of(found)["note"] == ["if visits are independent of each other"]
    outside = {"era": ["a"], "start": ["1900-01-01"], "end": ["1910-01-01"]}
    assert years([1, 2, 3], eras=outside)["alpha"] == [0]


def test_the_formula_allows_for_nothing() -> None:
    found = summitry.phases(visits(), **WINDOW, method="scargle")
    assert found["calibration"][0] == "none"
    assert found["alpha"].isna().all()


@pytest.mark.parametrize(
    ("kind", "code", "call"),
    [
        (InputError, "unknown_choice", lambda: years([1], calibration="nb")),
        (
            InputError,
            "needless_option",
            lambda: summitry.phases([1.0], since=0, through=2, eras=eras()),
        ),
        (InputError, "no_eras", lambda: years([1], eras={"era": [], "start": []})),
    ],
)
def test_refusals(kind: type[Exception], code: str, call: Any) -> None:
    with pytest.raises(kind) as caught:
        call()
    assert isinstance(caught.value, SummitryError)
    assert caught.value.code == code


@pytest.mark.parametrize(("alpha", "rho"), [(-1.0, 0.0), (np.inf, 0.0), (0.1, 1.0)])
def test_what_the_core_refuses(alpha: float, rho: float) -> None:
    search: _core._Search = {
        "method": "blocks",
        "level": 0.5,
        "draws": 1,
        "seed": 0,
        "alpha": alpha,
        "rho": rho,
        "threads": None,
    }
    with pytest.raises(RangeError):
        _core.phases_of_days(np.zeros(1, np.int64), search, since=0, through=9)


def test_unchanged_records_stay_whole_where_years_vary() -> None:
    rng = np.random.default_rng(2)
    leaders = {
        "era": ["a", "b", "c"],
        "start": ["1970-01-01", "1990-01-01", "2005-01-01"],
        "end": ["1990-01-01", "2005-01-01", None],
    }
    trials, divided = 120, {"poisson": 0, "dispersed": 0}
    for trial in range(trials):
        counts = rng.poisson(2.5 * rng.gamma(1 / 0.29, 0.29, 40))
        for calibration in divided:
            found = years(
                counts, eras=leaders, calibration=calibration, seed=trial, draws=99
            )
            divided[calibration] += len(found["era"]) > 1
    # At most 6 % and three standard errors of 120 trials; Poisson's is far beyond.
    assert divided["dispersed"] / trials < 0.06 + 3 * (0.06 * 0.94 / trials) ** 0.5
    assert divided["poisson"] / trials > 0.2


def test_years_in_times_are_of_365_days_and_a_quarter() -> None:
    # Four years have 1,461 days: with one less the fourth, of all visits, is left out.
    times = np.linspace(1100.0, 1459.0, 20)
    for days, clustered in ((1461.0, True), (1460.0, False)):
        (one,) = measured_in_times(times, (0.0, days), "dispersed_years")
        assert (one.alpha > 0) == clustered
