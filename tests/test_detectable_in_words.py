"""What a record could have shown, in words: of pairs, memos, the bundled study."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from conftest import china_dprk
from hypothesis import given, strategies as st

import summitry
from summitry.claims.scope import Scope
from summitry.claims.statement import Statement, ToldApart
from summitry.exceptions import LimitError, RangeError
from summitry.frames import Table
from summitry.infer.detection_words import fall, power_text, rise, years_text
from summitry.report.evidence_facts import Evidence, Pair
from summitry.report.memo import _how_sure


def table(**changes: Any) -> dict[str, Any]:
    columns = {"era": ["Mao", "Xi"], "count": [42, 6], "years": [23.12, 4.33]}
    return columns | changes


def columns_of(frame: Any) -> dict[str, list[Any]]:
    found = Table(frame, "found")
    return {name: found.values(name) for name in found.columns}


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
            statement = Statement(
                "frequency", Scope("Xi"), ToldApart(Scope("Mao"), None, ())
            )

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
