"""Era frequency: exposure, counts, accounts, intervals (vectors M1, M12)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st
from oracle import count_in_era, days_in_era

import summitry
from summitry import exceptions as ex

CUTS = ["2010-01-01", "2011-12-17", "2012-11-15", "2013-03-14", "2016-12-31"]
ERAS: dict[str, Any] = {"era": ["a", "b", "c", "d"], "start": CUTS[:4], "end": CUTS[1:]}
EVENTS = [
    "2011-12-17",
    "2012-08-03",
    "2012-11-15",
    "2013-03-14",
    "2013-05-22",
    "2015-10-09",
    "2016-05-31",
]
OBSERVED: dict[str, Any] = {"since": "2002-11-15", "through": "2012-11-14"}
M1: dict[str, Any] = {"since": "2010-01-01", "through": "2016-12-30"}


@pytest.mark.parametrize(
    ("handover", "counts", "rates"),
    [
        (
            "successor",
            [0, 2, 1, 4],
            [0.0, 2.187125748503, 3.069327731092, 1.052593659942],
        ),
        (
            "predecessor",
            [1, 2, 1, 3],
            [0.510839160839, 2.187125748503, 3.069327731092, 0.789445244957],
        ),
    ],
)
def test_vector_m1(
    make: Any, handover: Any, counts: list[int], rates: list[float]
) -> None:
    found = columns_of(
        summitry.era_frequency(
            make({"date": EVENTS}), make(ERAS), handover=handover, **M1
        )
    )
    assert found["days"] == [715, 334, 119, 1388]
    assert found["years"] == pytest.approx(
        [1.957563312799, 0.914442162902, 0.325804243669, 3.800136892539], rel=1e-11
    )
    assert found["count"] == counts
    assert found["frequency"] == pytest.approx(rates, rel=1e-11)


def test_ranks_share_the_better_place_at_a_tie() -> None:
    eras: dict[str, Any] = {
        "era": ["a", "b", "c"],
        "start": ["2001", "2002", "2003"],
        "end": [None] * 3,
    }
    eras["start"] = ["2001-01-01", "2002-01-01", "2003-01-01"]
    eras["end"] = ["2002-01-01", "2003-01-01", "2004-01-01"]
    visits: dict[str, Any] = {
        "date": ["2001-05-01", "2002-05-01", "2003-05-01", "2003-06-01"]
    }
    found = summitry.era_frequency(
        visits, eras, since="2001-01-01", through="2003-12-31"
    )
    assert found["rank"].tolist() == [1, 1, 3]


def test_calendar_years(make: Any) -> None:
    eras: dict[str, Any] = {
        "side": ["CHN", "CHN"],
        "era": ["Hu", "Xi"],
        "start": ["2002-11-15", "2012-11-15"],
        "end": ["2012-11-15", None],
    }
    visits: dict[str, Any] = {
        "date": ["2012-12-01", "2013-05-22", "2015-10-09", "2017-01-05", "2002-12-01"],
        "origin": ["CHN"] * 5,
        "destination": ["PRK"] * 5,
    }
    found = columns_of(
        summitry.era_frequency(
            make(visits),
            make(eras),
            since="2002-11-15",
            through="2017-03-15",
            exposure="calendar_years",
        )
    )
    assert found["years"] == [10.0, 4.0]
    assert found["years_used"] == ["2003 to 2012", "2013 to 2016"]
    assert found["count"] == [1, 2], "2012 is Hu's year; 2002 and 2017 are cut short"
    assert found["frequency"] == [0.1, 0.5]
    assert found["outside_window"] == [2, 2]


def test_every_row_is_accounted_for(make: Any) -> None:
    visits: dict[str, Any] = {
        "date": ["2009-12-31", *EVENTS, "2017-05-01", "2011-01-01", "2011-01-02"],
        "qualifies": ["true"] * 9 + ["false", "unclear"],
    }
    eras: dict[str, Any] = {"era": ["b"], "start": [CUTS[1]], "end": [CUTS[2]]}
    with pytest.warns(ex.SummitryWarning, match="in no era"):
        found = columns_of(
            summitry.era_frequency(make(visits), make(eras), unclear="both", **M1)
        )
    parts = ("used", "outside_window", "in_no_era", "excluded_by_rule", "unclear")
    for row in range(2):
        assert found["rows_in"][row] == 11
        assert sum(found[part][row] for part in parts) + found["other_dyads"][row] == 11
    assert found["count"] == [2, 2]
    assert found["reading"] == ["without unclear", "with unclear"]


def test_assign_eras_lists_the_same_rows(make: Any) -> None:
    visits: dict[str, Any] = {
        "date": ["2009-12-31", *EVENTS[:2]],
        "qualifies": ["true", "false", "unclear"],
    }
    eras: dict[str, Any] = {"era": ["b"], "start": [CUTS[1]], "end": [CUTS[2]]}
    found = columns_of(summitry.assign_eras(make(visits), make(eras), **M1))
    assert found["era_eras"] == [None, "b", "b"]
    assert found["status_eras"] == ["outside_window", "excluded_by_rule", "unclear"]


def test_two_sides_overlap_and_join(make: Any) -> None:
    eras: dict[str, Any] = {
        "side": ["CHN", "CHN", "PRK", "PRK"],
        "era": ["Hu", "Xi", "Kim Jong Il", "Kim Jong Un"],
        "start": ["2002-11-15", "2012-11-15", "1994-07-08", "2011-12-17"],
        "end": ["2012-11-15", None, "2011-12-17", None],
    }
    visits: dict[str, Any] = {
        "date": ["2005-01-01", "2012-01-01", "2013-01-01", "2014-01-01"],
        "origin": ["CHN", "PRK", "CHN", "RUS"],
        "destination": ["PRK", "CHN", "PRK", "CHN"],
    }
    span: dict[str, Any] = {"since": "2003-01-01", "through": "2015-12-31"}
    found = columns_of(summitry.era_frequency(make(visits), make(eras), **span))
    assert found["count"] == [2, 2, 1, 2], (
        "the visit from Russia is in China's eras only"
    )
    assert found["other_dyads"] == [0, 0, 1, 1]
    joint = summitry.joint_eras(make(eras), sides=("CHN", "PRK"))
    both = columns_of(summitry.era_frequency(make(visits), joint, **span))
    assert both["era"] == [
        "Hu and Kim Jong Il",
        "Hu and Kim Jong Un",
        "Xi and Kim Jong Un",
    ]
    assert both["count"] == [1, 1, 1]
    assert sum(both["days"]) == days_in_era(0, 4748, 0, 4747)


def test_by_dyad_and_by_direction(make: Any) -> None:
    visits: dict[str, Any] = {
        "date": ["2005-01-01"] * 4,
        "origin": ["CHN", "PRK", "RUS", "CHN"],
        "destination": ["PRK", "CHN", "CHN", "PRK"],
    }
    eras: dict[str, Any] = {
        "era": ["Hu"],
        "start": ["2002-11-15"],
        "end": ["2012-11-15"],
    }
    found = columns_of(
        summitry.era_frequency(make(visits), make(eras), **OBSERVED, by="dyad")
    )
    pairs = list(zip(found["country"], found["other_country"], strict=True))
    assert pairs == [("CHN", "PRK"), ("CHN", "RUS")]
    assert found["count"] == [3, 1]
    found = columns_of(
        summitry.era_frequency(make(visits), make(eras), **OBSERVED, by="direction")
    )
    assert found["count"] == [2, 1, 1]
    one_way = summitry.era_frequency(
        make(visits), make(eras), **OBSERVED, direction=("PRK", "CHN")
    )
    assert columns_of(one_way)["count"] == [1]


def test_weighted_frequency_counts_classes_that_never_occurred(make: Any) -> None:
    visits = make({"date": ["2013-05-22"] * 9, "summit": [False] * 9})
    eras = make({"era": ["Xi"], "start": ["2012-01-01"], "end": ["2016-12-31"]})
    scheme: dict[str, Any] = {"summit": {True: 2.0, False: 1.0}}
    found = columns_of(
        summitry.era_frequency(
            visits, eras, since="2012-01-01", through="2016-12-30", scheme=scheme
        )
    )
    years = found["years"][0]
    assert found["weighted_frequency"][0] == pytest.approx(9 / years)
    assert found["weighted_upper"][0] > found["upper"][0]
    assert found["weighted_lower"][0] == pytest.approx(found["lower"][0], rel=1e-13)
    column = summitry.weigh(visits, scheme)
    as_column = columns_of(
        summitry.era_frequency(
            column, eras, since="2012-01-01", through="2016-12-30", scheme="weight"
        )
    )
    assert as_column["weighted_upper"] == pytest.approx(found["upper"], rel=1e-13)


def test_an_era_outside_the_observation_keeps_its_row(make: Any) -> None:
    eras: dict[str, Any] = {
        "era": ["past", "now"],
        "start": ["1950-01-01", "2010-01-01"],
    }
    eras |= {"end": ["1960-01-01", None]}
    found = columns_of(summitry.era_frequency(make({"date": EVENTS}), make(eras), **M1))
    assert found["days"] == [0, 2556]
    assert found["frequency"][0] is None
    assert found["lower"][0] is None
    assert found["upper"][0] is None
    assert found["rank"] == [None, 1]


@pytest.mark.filterwarnings("ignore:visits has no row")
def test_no_visits_is_zero_with_an_interval() -> None:

    empty = pd.DataFrame({"date": pd.to_datetime([])})
    found = summitry.era_frequency(empty, ERAS, **M1)
    assert found["count"].tolist() == [0] * 4
    assert found["frequency"].tolist() == [0.0] * 4
    expected = [3.688879454113936 / years for years in found["years"]]
    assert found["upper"].tolist() == pytest.approx(expected, rel=1e-12)


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


def test_a_side_that_never_occurs_is_said(make: Any) -> None:
    eras: dict[str, Any] = {
        "side": ["CHI"],
        "era": ["Hu"],
        "start": ["2002-11-15"],
        "end": [None],
    }
    visits: dict[str, Any] = {
        "date": EVENTS,
        "origin": ["CHN"] * 7,
        "destination": ["PRK"] * 7,
    }
    with pytest.warns(ex.SummitryWarning, match="no visit has 'CHI'"):
        summitry.era_frequency(make(visits), make(eras), **M1)


@pytest.mark.parametrize("rows", ["summit", "weight"])
def test_tally_adds_up_to_the_frequency(make: Any, rows: str) -> None:
    visits: dict[str, Any] = {"date": EVENTS, "summit": [True, False] * 3 + [True]}
    visits["weight"] = [2.0 if summit else 1.0 for summit in visits["summit"]]
    scheme: Any = {"summit": {True: 2.0, False: 1.0}} if rows == "summit" else "weight"
    tally = columns_of(
        summitry.era_tally(make(visits), make(ERAS), scheme=scheme, **M1)
    )
    table = columns_of(
        summitry.era_frequency(make(visits), make(ERAS), scheme=scheme, **M1)
    )
    weighted = [
        sum(
            weight * count
            for era, weight, count in zip(
                tally["era"], tally["weight"], tally["count"], strict=True
            )
            if era == label
        )
        for label in table["era"]
    ]
    assert weighted == table["weighted_count"]


def test_a_single_calendar_year_is_named_once() -> None:
    eras: dict[str, Any] = {
        "era": ["One", "Two"],
        "start": ["2001-01-01", "2002-01-01"],
        "end": ["2002-01-01", None],
    }
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2003-12-31"}
    found = summitry.era_frequency(
        {"date": ["2001-05-01"]}, eras, exposure="calendar_years", **seen
    )
    assert found["years_used"].tolist() == ["2001", "2002 to 2003"]


LONG = st.integers(1, 10**15).map(lambda digits: f"{digits / 10**15:.15f}")
"""Weights of fifteen decimals, whose sums over quarters of days pass 64 bits."""


@given(
    st.lists(st.sampled_from("abc"), min_size=3, max_size=12),
    st.tuples(LONG, LONG, LONG),
    st.tuples(*[st.integers(1, 9000)] * 3),
)
@settings(max_examples=60, deadline=None)
def test_weighted_ranks_are_those_of_exact_quotients(
    kinds: list[str], weights: tuple[str, ...], days: tuple[int, ...]
) -> None:
    """Equal weighted frequencies rank apart, or long weights wrap around."""
    starts = np.datetime64("1900-01-01") + np.cumsum([0, *days])
    eras: dict[str, Any] = {"era": list("xyz"), "start": starts[:3], "end": starts[1:]}
    visits = {"date": starts[np.arange(len(kinds)) % 3], "kind": kinds}
    scheme = {"kind": dict(zip("abc", map(float, weights), strict=True))}
    observed: dict[str, Any] = {"since": starts[0], "through": starts[-1] - 1}
    found = summitry.era_frequency(visits, eras, scheme=scheme, **observed)
    exact = [
        sum(Fraction(repr(scheme["kind"][kind])) for kind in kinds[era::3]) / length
        for era, length in enumerate(days)
    ]
    expected = [1 + sum(other < own for other in exact) for own in exact]
    assert found["weighted_rank"].tolist() == expected


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 900), max_size=20),
    st.lists(st.integers(0, 800), min_size=2, max_size=6, unique=True),
    st.integers(0, 200),
    st.integers(300, 900),
    st.randoms(use_true_random=False),
)
@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_counts_and_exposure_equal_the_oracle(
    visits: list[int], cuts: list[int], since: int, through: int, random: Any
) -> None:
    def dates(numbers: list[int]) -> list[dt.date]:
        return [dt.date(1970, 1, 1) + dt.timedelta(number) for number in numbers]

    cuts = sorted(cuts)
    eras: dict[str, Any] = {
        "era": [str(number) for number in range(len(cuts) - 1)],
        "start": dates(cuts[:-1]),
        "end": dates(cuts[1:]),
    }
    span: dict[str, Any] = {"since": dates([since])[0], "through": dates([through])[0]}
    frame: Any = {"date": dates(visits or [2000])}
    found = columns_of(summitry.era_frequency(frame, eras, **span))
    spans = list(pairwise(cuts))
    assert found["count"] == [count_in_era(visits, *s, since, through) for s in spans]
    assert found["days"] == [days_in_era(*s, since, through) for s in spans]
    assert found["used"][0] == sum(found["count"])
    assert found["rows_in"][0] == len(frame["date"])
    shuffled = frame["date"][:]
    random.shuffle(shuffled)
    again = columns_of(summitry.era_frequency({"date": shuffled}, eras, **span))
    assert again == found
    joined = {"era": ["all"], "start": [dates(cuts)[0]], "end": [dates(cuts)[-1]]}
    whole = columns_of(summitry.era_frequency(frame, joined, **span))
    assert whole["count"] == [sum(found["count"])]
    assert whole["days"] == [sum(found["days"])]


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


@pytest.mark.parametrize("end", [None, "2030-01-01"])
def test_an_open_era_overlaps_one_that_starts_after_the_end(end: str | None) -> None:
    eras = {
        "era": ["a", "b"],
        "start": ["2000-01-01", "2025-01-01"],
        "end": [None, end],
    }
    with pytest.raises(ex.TenureError) as raised:
        summitry.era_frequency(
            {"date": ["2001-01-01"]}, eras, since="2000-01-01", through="2010-12-31"
        )
    assert raised.value.code == "overlapping_eras"


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
