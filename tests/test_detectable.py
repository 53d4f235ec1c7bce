"""What a record could have shown: power, ratios, and the words for them."""

from __future__ import annotations

import json
import re
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import power_oracle
import pytest
from conftest import china_dprk
from hypothesis import assume, given, settings, strategies as st

import summitry
from summitry import _core
from summitry.exceptions import LimitError, RangeError
from summitry.frames import Table
from summitry.infer.detection_words import fall, power_text, rise, years_text
from summitry.report.evidence_facts import Evidence, Pair
from summitry.report.memo import _how_sure

M23 = json.loads((Path(__file__).parent / "vectors" / "M23.json").read_text())

YEARS = st.floats(0.5, 15)
RATES = st.floats(0.1, 5)
EXCESS = st.one_of(st.just(0.0), st.floats(0.01, 2))
DF = st.floats(1, 80)
ALPHAS = st.sampled_from([0.001, 0.01, 0.05, 0.2, 0.5])
METHODS = st.sampled_from(["dispersed", "dispersed_years", "central", "midp"])


def rates_of(rate: float, years: float, excess: float, df: float) -> _core._EraRates:
    return {
        "rate": np.array([rate], float),
        "years": np.array([years], float),
        "allowed": {
            "excess": np.array([excess], float),
            "degrees_of_freedom": np.array([df], float),
        },
    }


def power(
    rates: tuple[float, float],
    years: tuple[float, float],
    excess: tuple[float, float] = (0.0, 0.0),
    df: float = 60,
    alpha: float = 0.05,
    method: str = "dispersed",
) -> float:
    one, other = (
        rates_of(rates[k], years[k], excess[k], df) for k in range(len(rates))
    )
    found = _core.comparison_power(one, other, np.array([alpha]), method=method)
    return float(found[0])


def ratios(
    years: tuple[float, float],
    rate: float,
    excess: tuple[float, float] = (0.0, 0.0),
    df: float = 60,
    alpha: float = 0.05,
    enough: float = 0.8,
) -> dict[str, float]:
    found = _core.detectable_ratios(
        rates_of(0, years[0], excess[0], df),
        rates_of(rate, years[1], excess[1], df),
        np.array([alpha]),
        method="dispersed",
        power=enough,
    )
    names = ("down", "up", "power_at_zero", "power_at_most")
    return {name: float(found[name][0]) for name in names}  # type: ignore[literal-required]


def table(**changes: Any) -> dict[str, Any]:
    columns = {"era": ["Mao", "Xi"], "count": [42, 6], "years": [23.12, 4.33]}
    return columns | changes


def columns_of(frame: Any) -> dict[str, list[Any]]:
    found = Table(frame, "found")
    return {name: found.values(name) for name in found.columns}


@pytest.mark.parametrize("row", M23["ratios"])
def test_ratios(row: dict[str, Any]) -> None:
    years = row["years"], row["other_years"]
    found = ratios(years, row["rate"], row["excess"], row["df"])
    assert found["up"] == pytest.approx(row["up"], abs=5e-4)
    if row["down"] is None:
        assert isnan(found["down"])
        assert found["power_at_zero"] == pytest.approx(row["power_at_zero"], abs=5e-5)
    else:
        assert found["down"] == pytest.approx(row["down"], abs=1e-4)


@pytest.mark.parametrize("row", M23["power"])
def test_power(row: dict[str, Any]) -> None:
    found = power(row["rates"], row["years"], row["excess"], row["df"])
    assert found == pytest.approx(row["power"], rel=1e-10)


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(RATES, RATES),
    st.tuples(st.floats(0.5, 6), st.floats(0.5, 6)),
    st.tuples(EXCESS, EXCESS),
    DF,
    ALPHAS,
)
def test_power_is_the_sum_over_all_pairs_of_counts(
    rates: tuple[float, float],
    years: tuple[float, float],
    excess: tuple[float, float],
    df: float,
    alpha: float,
) -> None:
    assume(all(1 + e * rate < 6 for e, rate in zip(excess, rates, strict=True)))
    expected = power_oracle.power(rates, years, excess, df, alpha)
    assert power(rates, years, excess, df, alpha) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(st.tuples(RATES, RATES), st.tuples(YEARS, YEARS), EXCESS, ALPHAS, METHODS)
def test_power_is_the_same_the_other_way_round(
    rates: tuple[float, float],
    years: tuple[float, float],
    excess: float,
    alpha: float,
    method: str,
) -> None:
    options: dict[str, Any] = {"alpha": alpha, "method": method}
    here = power(rates, years, (excess, excess / 2), **options)
    there = power(rates[::-1], years[::-1], (excess / 2, excess), **options)
    assert here == pytest.approx(there, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(YEARS, YEARS, RATES, st.tuples(EXCESS, EXCESS), DF)
def test_power_rises_with_the_distance_from_one(
    years: float,
    other: float,
    rate: float,
    excess: tuple[float, float],
    df: float,
) -> None:
    for steps in ([1.0, 0.5, 0.2, 0.05, 0.0], [1.0, 2.0, 5.0, 20.0]):
        # Near 1 the far tail may weigh more than what is gained.
        found = [power((q * rate, rate), (years, other), excess, df) for q in steps]
        above = [one for one in found if one > 0.1]
        assert above == pytest.approx(sorted(above), abs=1e-9)


@settings(deadline=None)
@given(YEARS, YEARS, st.floats(0.3, 5), st.floats(1.5, 4))
def test_twice_the_years_find_more(
    years: float, other: float, rate: float, ratio: float
) -> None:
    once = power((ratio * rate, rate), (years, other))
    twice = power((ratio * rate, rate), (2 * years, 2 * other))
    # Counts are whole, so the size of an exact test jumps a little.
    assert twice > once - 0.02
    if 0.2 < once < 0.8:
        assert twice > once


@settings(max_examples=50, deadline=None)
@given(YEARS, YEARS, RATES, st.tuples(EXCESS, EXCESS), DF, st.floats(0.5, 0.95))
def test_the_power_is_reached_and_a_little_nearer_not(
    years: float,
    other: float,
    rate: float,
    excess: tuple[float, float],
    df: float,
    enough: float,
) -> None:
    found = ratios((years, other), rate, excess, df, enough=enough)
    for name, nearer in (("down", 1.001), ("up", 0.999)):
        ratio = found[name]
        if isnan(ratio):
            end = found["power_at_zero" if name == "down" else "power_at_most"]
            assert end < enough
            continue
        assert power((ratio * rate, rate), (years, other), excess, df) > enough - 1e-12
        moved = power((nearer * ratio * rate, rate), (years, other), excess, df)
        assert moved < enough or 0.998 < ratio < 1.002


def test_a_step_of_student_that_is_enormous() -> None:
    found = ratios((5.0, 10.0), 3.0, (0.3, 0.3), 0.5)
    assert isnan(found["down"])
    assert isnan(found["up"])
    assert found["power_at_zero"] < 0.2
    wide, narrow = (ratios((5.0, 10.0), 3.0, (0.3, 0.3), df) for df in (2.0, 60.0))
    assert isnan(wide["down"]) or wide["down"] < narrow["down"]


@pytest.mark.parametrize("alpha", [1e-6, 0.5, 0.99])
def test_levels_at_their_ends(alpha: float) -> None:
    found = ratios((5.0, 10.0), 3.0, (0.1, 0.1), 60, alpha)
    assert 0 <= found["power_at_zero"] <= 1
    assert isnan(found["down"]) or 0 <= found["down"] <= 1
    assert isnan(found["up"]) or 1 <= found["up"] <= 1000


def test_large_counts_take_no_time_and_are_right() -> None:
    found = ratios((10.0, 10.0), 2000.0)
    # The normal law: (1 - q) sqrt(20000) / sqrt(1 + q) is 1.96 + 0.84.
    q = found["down"]
    assert (1 - q) * 20000**0.5 / (1 + q) ** 0.5 == pytest.approx(2.80, abs=0.02)
    for years in ((10.0, 10.0), (10.0, 1.0), (1.0, 10.0)):
        assert isnan(ratios(years, 20000.0)["power_at_zero"])


def test_words() -> None:
    assert fall(0.138) == "a fall to about an eighth"
    assert fall(0.0501) == "a fall to about a twentieth"
    assert fall(0.049) == "only a fall to almost nothing"
    assert fall(0.5) == "a fall by about 50%"
    assert fall(0.97) == fall(1.0) == "a fall by about 5%"
    assert rise(2.428) == "a rise to about 2.5 times"
    assert rise(2.5) == "a rise to about 2.5 times"
    assert rise(1.0) == "a rise to about 1.1 times"
    assert years_text(0.42) == "0.42 years"
    assert power_text(0.9999999) == "99%"


@given(st.floats(0, 1), st.floats(1, 1000))
def test_words_are_never_better_than_the_number(down: float, up: float) -> None:
    said = fall(down)
    percent = re.search(r"(\d+)%", said)
    if percent:
        assert int(percent[1]) >= 100 * (1 - down) - 1e-9
    elif "about" in said:
        names = "third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth "
        names += "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
        names += "nineteenth twentieth"
        part = 3 + names.split().index(said.split()[-1])
        assert 1 / part <= down + 1e-12 < 1 / (part - 1) + 1e-9
    else:
        assert down < 0.05
    assert float(rise(up).split()[-2].replace(",", "")) >= up


def test_the_sentence_of_a_pair() -> None:
    varied = table(excess=[0.508698, 0.37125], dispersion_df=[58.0] * 2)
    found = columns_of(summitry.detectable_ratio(varied))
    assert found["era"] == ["Mao", "Xi"]
    assert found["says"][1] == (
        "4.3 years could have shown a fall to about an eighth (power 80%); with years "
        "that vary as they do here, only a fall to almost nothing."
    )
    assert found["down"][1] == pytest.approx(0.0174, abs=1e-3)
    assert found["strict_down"] == found["down"]
    compared = columns_of(summitry.compare_eras(varied))
    assert compared["could_show"] == [found["says"][1]]


def test_a_fall_that_even_an_end_would_not_show() -> None:
    short = {"era": ["a", "b"], "count": [3, 1], "years": [3.0, 2.0]}
    found = columns_of(summitry.detectable_ratio(short))
    assert found["down"][1] is None
    assert found["says"][1] == (
        "2 years could not have shown even its ending (power 1%)."
    )
    assert found["says_rise"][1] == (
        "2 years could have shown a rise to about 5.9 times (power 80%)."
    )


def test_the_strictest_step_of_many_pairs() -> None:
    many = {
        "era": ["a", "b", "c"],
        "count": [20, 24, 18],
        "years": [10.0, 11.0, 9.0],
    }
    found = columns_of(summitry.detectable_ratio(many))
    assert found["comparisons"] == [3] * 6
    assert all(np.array(found["strict_down"]) < np.array(found["down"]))
    assert all(np.array(found["strict_up"]) > np.array(found["up"]))
    alone = columns_of(summitry.detectable_ratio(many, adjustment="none"))
    assert alone["strict_down"] == alone["down"] == found["down"]
    compared = columns_of(summitry.compare_eras(many))
    assert all("as the strictest of 3 pairs" in text for text in compared["could_show"])
    plain = columns_of(summitry.compare_eras(many, adjustment="none"))
    assert not any("strictest" in text for text in plain["could_show"])


def test_no_exposure_and_no_visit() -> None:
    poor = {"era": ["a", "b", "c"], "count": [3, 0, 0], "years": [3.0, 2.0, 0.0]}
    found = columns_of(summitry.detectable_ratio(poor))
    said = dict(
        zip(
            zip(found["era"], found["other_era"], strict=True),
            found["says"],
            strict=True,
        )
    )
    assert said["a", "b"] == "no visit in b: there is no rate to compare with."
    assert said["a", "c"] == "no exposure in one of the two eras."
    assert said["b", "a"].startswith("2 years could not have shown")
    silent = columns_of(summitry.compare_eras(table(count=[0, 0])))
    assert silent["could_show"] == [
        "no visit in either: there is no rate to compare with."
    ]
    # The longer era had no visit: the shorter one's rate is taken as known.
    turned = columns_of(summitry.compare_eras(table(count=[0, 1])))
    assert turned["could_show"] == [
        "23.1 years could not have shown even its ending (power 26%)."
    ]


def test_too_many_visits_are_said() -> None:
    found = columns_of(
        summitry.detectable_ratio(table(count=[300_000, 5], years=[10.0, 4.0]))
    )
    assert found["says"][1] == "not computed for so many visits."
    assert found["down"][1] is None
    assert found["says"][0].startswith("10 years could have shown")


def test_words_stand_only_beside_what_is_not_told_apart() -> None:
    told = {"era": ["a", "b"], "count": [66, 5], "years": [10.0, 4.0]}
    assert columns_of(summitry.compare_eras(told))["could_show"] == [None]
    untold = columns_of(summitry.compare_eras(table(), power=None))
    assert untold["could_show"] == [None]
    weighted = table(
        weighted_frequency=[2.0, 2.0],
        weighted_variance=[0.1, 0.4],
        largest_weight=[0.1, 0.2],
    )
    assert columns_of(summitry.compare_eras(weighted, weighted=True))["could_show"] == [
        None
    ]
    n = 12
    many = {"era": [f"e{k}" for k in range(n)], "count": [5] * n, "years": [3.0] * n}
    assert set(columns_of(summitry.compare_eras(many))["could_show"]) == {None}


def test_what_is_asked_is_checked() -> None:
    for asked in (0.3, 1.0, -1, float("nan"), 80):
        with pytest.raises(RangeError, match="power"):
            summitry.detectable_ratio(table(), power=asked)
        with pytest.raises(RangeError, match="power"):
            summitry.compare_eras(table(), power=asked)
    with pytest.raises(RangeError, match="level"):
        summitry.detectable_ratio(table(), level=95)
    n = 120
    many = {"era": [f"e{k}" for k in range(n)], "count": [5] * n, "years": [3.0] * n}
    with pytest.raises(LimitError, match="7,140 pairs"):
        summitry.detectable_ratio(many)
    empty = summitry.detectable_ratio({"era": [], "count": [], "years": []})
    assert len(Table(empty, "empty")) == 0


def test_a_memo_says_what_could_have_been_shown() -> None:
    words = "4.3 years could have shown a fall to about an eighth (power 80%)."
    pair = Pair("Xi", "Mao", 0.8, 0.2, 1.9, 0.95, settled=False, could_show=words)

    class Result:
        verdict, computed = "reproduced", "1.2"

        class claim:  # noqa: N801
            quantity, is_series = "frequency", False
            form: dict[str, Any] = {}  # noqa: RUF012

    said = _how_sure(Result, Evidence(pairs=(pair,)))  # type: ignore[arg-type]
    assert said[-1] == words
    assert "cannot be told apart" in said[0]


def test_the_bundled_study_says_it() -> None:
    study = china_dprk()
    memos = study.memos()
    for name in ("xi-below-hu", "xi-significant-drop"):
        assert "4 years could have shown a fall to about a third" in memos[name]
    compared = columns_of(study.run().tables["comparisons"])
    for verdict, words in zip(compared["verdict"], compared["could_show"], strict=True):
        assert (verdict == "cannot be told apart") == (words is not None)
