"""What a frequency cannot be told of: bad eras, bad words, frames of any kind."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from few_eras import CUTS, ERAS, EVENTS, M1

import summitry
from summitry import exceptions as ex


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"end": ["2009-01-01", *CUTS[2:]]}, "end_before_start", "era 'a'"),
        ({"end": ["2010-01-01", *CUTS[2:]]}, "empty_era", "era 'a'"),
        ({"end": ["2012-01-01", *CUTS[2:]]}, "overlapping_eras", "'a' and 'b'"),
        ({"end": [None, *CUTS[2:]]}, "overlapping_eras", "'a' and 'b'"),
        ({"era": ["a", "a", "c", "d"]}, "duplicate_era", "'a'"),
        ({"era": [None, "b", "c", "d"]}, "missing_era", "row 0"),
        ({"start": [None, *CUTS[1:4]]}, "missing_date", "row 0"),
    ],
)
def test_bad_eras(make: Any, change: dict[str, Any], code: str, said: str) -> None:
    with pytest.raises(ex.SummitryError, match=said) as caught:
        summitry.era_frequency(make({"date": EVENTS}), make(ERAS | change), **M1)
    assert caught.value.code == code


def test_other_refusals(make: Any) -> None:

    none = pd.DataFrame({"era": [], "start": [], "end": []})
    with pytest.raises(ex.InputError) as caught:
        summitry.era_frequency(make({"date": EVENTS}), none, **M1)
    assert caught.value.code == "no_eras"
    cases: list[tuple[dict[str, Any], str]] = [
        ({"exposure": "months"}, "unknown_choice"),
        ({"unclear": "maybe"}, "unknown_choice"),
        ({"handover": "nobody"}, "unknown_choice"),
        ({"interval": "wald"}, "unknown_choice"),
        ({"level": 95}, "bad_level"),
        ({"level": float("nan")}, "bad_level"),
        ({"through": "2009-01-01"}, "empty_observation"),
        ({"through": None}, "missing_date"),
    ]
    for arguments, code in cases:
        with pytest.raises(ex.SummitryError) as caught_one:
            summitry.era_frequency(
                make({"date": EVENTS}), make(ERAS), **(M1 | arguments)
            )
        assert caught_one.value.code == code
    wrong = make({"date": EVENTS, "qualifies": ["yes"] * 7})
    with pytest.raises(ex.CategoryError, match="qualify"):
        summitry.era_frequency(wrong, make(ERAS), **M1)
    weights = make({"date": EVENTS, "weight": [1.0] * 6 + [-1.0]})
    with pytest.raises(ex.RangeError) as caught_weight:
        summitry.era_frequency(weights, make(ERAS), scheme="weight", **M1)
    assert (caught_weight.value.code, caught_weight.value.rows) == (
        "negative_weight",
        (6,),
    )


def test_frames_that_nobody_prepared() -> None:

    doubled = pd.DataFrame([["2001-01-01", "2002-01-01"]], columns=["date", "date"])
    with pytest.raises(ex.ColumnError) as caught:
        summitry.era_frequency(doubled, ERAS, **M1)
    assert caught.value.code == "double_column"
    numbered = pd.DataFrame({0: EVENTS}, index=list("zzzzzzz"))
    found = summitry.era_frequency(numbered, ERAS, date="0", **M1)
    assert found["count"].tolist() == [0, 2, 1, 4]
    open_ended = {"era": ["a"], "start": ["2010-01-01"], "end": [""]}
    found = summitry.era_frequency({"date": EVENTS}, open_ended, **M1)
    assert found["count"].tolist() == [7]
    dyads = pd.DataFrame(
        {"date": EVENTS, "origin": ["CHN"] * 7, "destination": ["PRK"] * 7}
    )
    wrong: Any = "CHN"
    with pytest.raises(ex.InputError, match="pair of countries"):
        summitry.era_frequency(dyads, ERAS, direction=wrong, **M1)
    level: Any = "0.95"
    with pytest.raises(ex.FrameError, match="not a number"):
        summitry.era_frequency({"date": EVENTS}, ERAS, level=level, **M1)


def test_a_handover_is_one_of_two_words() -> None:
    eras = {"era": ["a"], "start": ["2000-01-01"], "end": [None]}
    handover: Any = 3
    with pytest.raises(ex.InputError, match="handover is 3"):
        summitry.era_frequency(
            {"date": ["2001-01-01"]},
            eras,
            since="2000-01-01",
            through="2010-12-31",
            handover=handover,
        )


def test_text_views_of_arrow_are_text() -> None:
    ranks = pa.array(["x", "y", "x"], pa.string_view())
    visits = pa.table({"date": pa.array(["2001-01-01"] * 3), "rank": ranks})
    eras = {"era": ["a"], "start": ["2000-01-01"], "end": [None]}
    scheme = {"rank": {"x": 2, "y": 1}}
    found = summitry.era_frequency(
        visits, eras, since="2000-01-01", through="2010-12-31", scheme=scheme
    )
    assert found["weighted_count"].to_pylist() == [5.0]


def test_a_direction_is_of_two_countries() -> None:
    """A direction from a country to itself was counted as none, in silence."""
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2004-12-31"}
    visits: dict[str, Any] = {"date": ["2001-01-01"], "origin": ["CHN"]}
    visits["destination"] = ["PRK"]
    shocks = {"date": ["2000-05-01"]}
    seen["direction"] = ("CHN", "CHN")
    for call in (
        lambda: summitry.era_frequency(visits, ERAS, **seen),
        lambda: summitry.Tally(ERAS, **seen).update(visits),
        lambda: summitry.visit_gaps(visits, **seen),
        lambda: summitry.response_lags(shocks, visits, **seen),
        lambda: summitry.Waits(shocks, **seen).update(visits),
        lambda: summitry.phases(visits, draws=19, **seen),
        lambda: summitry.placebo_test(shocks, visits, draws=19, **seen),
        lambda: summitry.event_coincidence(shocks, visits, window=9, **seen),
    ):
        with pytest.raises(ex.InputError, match="to itself never count") as caught:
            call()
        assert caught.value.code == "bad_direction"


def test_a_convention_of_a_run_that_there_is_not_is_told_the_nearest() -> None:
    wrong: dict[str, Any] = {"handovr": "successor"}
    with pytest.raises(TypeError, match=r"analyse\(\) .*did you mean 'handover'"):
        summitry.analyse({"date": EVENTS}, ERAS, **M1, **wrong)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"date_rule": "latest"}, "on the day in 'date'"),
        ({"unsourced": "exclude"}, "without a source"),
        ({"exposure": "calendar_years"}, "both ways"),
        ({"rules": {"CHN": "five_eras"}}, "one rule"),
        ({"definition": 1}, ""),
    ],
)
def test_a_run_refuses_a_convention_that_it_would_not_heed(
    wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(TypeError, match=f"'{next(iter(wrong))}'.*{said}"):
        summitry.analyse({"date": EVENTS}, ERAS, **M1, **wrong)
