"""Claims that two eras are told apart: their p, bounds and methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest import china_dprk
from record_231 import SINCE, THROUGH, eras, study, visits
from small_study import NO, ONE_AND_TWO, YES, era, study_of, verdict_everywhere, visit

import summitry
from summitry import Claim, Specification
from summitry.claims.record import Record
from summitry.exceptions import InputError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

HU, XI, MAO = "Hu Jintao", "Xi Jinping", "Mao Zedong"


def p_of(claim: Claim, method: Any = "dispersed") -> tuple[float, float]:
    record = Record(study().visits, eras("five_eras"))
    own = Specification(SINCE, THROUGH, method=method)
    (answer,) = record.evaluate([claim], own)
    assert answer.p is not None
    assert answer.adjusted_p is not None
    return answer.p, answer.adjusted_p


def table(method: Any, **how: Any) -> pd.DataFrame:
    frequencies = summitry.era_frequency(
        visits(), eras("five_eras"), since=SINCE, through=THROUGH
    )
    found: pd.DataFrame = summitry.compare_eras(frequencies, method=method, **how)
    return found.set_index(["era", "other_era"])


@pytest.mark.parametrize("method", ["dispersed", "dispersed_years", "central"])
def test_against_all_others_is_the_table_of_one_reference(method: str) -> None:
    others = [MAO, "Deng Xiaoping", "Jiang Zemin", HU]
    for other in others:
        claim = Claim.told_apart(XI, other, against=others)
        row: Any = table(method, reference=XI).loc[(other, XI)]
        found = p_of(claim, method)
        assert found == pytest.approx((row["p"], row["p_adjusted"]), rel=1e-12)


def test_the_fewer_comparisons_the_smaller_the_adjusted_p() -> None:
    alone, all_pairs = p_of(Claim.told_apart(XI, HU))
    assert alone == pytest.approx(0.0529, abs=5e-5)
    _, of_two = p_of(Claim.told_apart(XI, HU, against=[HU, MAO]))
    assert p_of(Claim.told_apart(XI, HU, against=[HU])) == (alone, alone)
    assert alone < of_two == 2 * alone < all_pairs


def test_the_order_of_against_is_none() -> None:
    one, other = ([HU, MAO], [MAO, HU])
    assert p_of(Claim.told_apart(XI, HU, against=one)) == p_of(
        Claim.told_apart(XI, HU, against=other)
    )


@pytest.mark.parametrize(
    ("against", "said"),
    [
        ([MAO], "'Hu Jintao', from which it is told apart, is not among them"),
        ([HU, XI], "an era is not compared with itself"),
        ([HU, HU], "'Hu Jintao' stands in it twice"),
    ],
)
def test_against_that_cannot_be_meant(against: list[str], said: str) -> None:
    with pytest.raises(InputError) as raised:
        Claim.told_apart(XI, HU, against=against)
    assert said in str(raised.value)


def test_an_unknown_era_is_a_mistake_at_its_place() -> None:
    record = Record(study().visits, eras("five_eras"))
    claim = Claim.told_apart(XI, HU, against=[HU, "Mao Zedung"])
    with pytest.raises(InputError, match="Mao Zedung") as raised:
        record.verify(claim, Specification(SINCE, THROUGH))
    assert raised.value.column == "against[1]"


def test_it_is_said_in_words() -> None:
    claim = Claim.told_apart(XI, HU, against=[MAO, HU])
    assert str(claim).endswith("compared with Mao Zedong and Hu Jintao alone")
    assert claim.eras == [XI, HU, MAO]


KJI, KJU, KIS = "Kim Jong Il", "Kim Jong Un", "Kim Il Sung"


@pytest.mark.parametrize(("level", "verdict"), [(0.8, YES), (0.801, NO)])
def test_p_at_the_level_is_at_most_the_level(
    tmp_path: Path, level: float, verdict: str
) -> None:
    """One visit in a year beside none in four: the mid-p value is 1/5."""
    one = study_of(
        tmp_path,
        "quantity = 'frequency'\nat = { era = 'One' }\n"
        "told_apart_from = { era = 'Two' }\n"
        f"with = {{ method = 'midp', adjustment = 'none', level = {level},"
        " exposure = 'calendar_years' }",
        [visit("2001-10-30"), visit("2006-12-31")],
        [
            era("One", "2001-01-01", "2002-01-01"),
            era("Two", "2002-01-01", "2006-01-01"),
            era("Three", "2006-01-01"),
        ],
    )
    assert verdict_everywhere(one) == verdict
    untold = "One cannot be told apart from" in one.memos()["it"]
    assert untold == (verdict == NO)


@pytest.mark.parametrize(
    ("date", "verdict"),
    [("2011-02", "certain"), ("2009-11/2010-02", "possible")],
)
def test_bounds_of_a_comparison(date: str, verdict: str) -> None:
    found = summitry.bounds(
        {"date": [*["2011-03-05"] * 5, date]},
        {
            "era": ["A", "B"],
            "start": ["2008-01-01", "2010-01-01"],
            "end": ["2010-01-01", "2012-01-01"],
        },
        since="2008-01-01",
        through="2011-12-31",
        claim=Claim.told_apart("A", "B"),
        method="central",
    )
    assert found.verdict == verdict
    # Six of six: p 2/64; with one of six in the other era it is 14/64.


def test_the_multiverse_goes_through_the_methods() -> None:
    found = summitry.multiverse(
        visits(),
        eras("de_facto"),
        since=SINCE,
        through=THROUGH,
        claims={"drop": Claim.told_apart(KJU, KJI)},
        unclear="exclude",
        unsourced="include",
        date_rule="start",
        handover="successor",
        exposure="days",
    )
    methods = ["dispersed", "dispersed_years", "central"]
    assert found.table["method"].tolist() == methods
    assert found.table["drop_holds"].tolist() == [False, False, True]
    only = summitry.multiverse(
        visits(),
        eras("de_facto"),
        since=SINCE,
        through=THROUGH,
        claims={"drop": Claim.told_apart(KJU, KJI)},
        method="central",
        unclear="exclude",
        unsourced="include",
        date_rule="start",
        handover="successor",
        exposure="days",
    )
    assert only.table["drop_holds"].tolist() == [True]


def test_a_study_declares_the_methods_that_it_varies(tmp_path: Path) -> None:
    days = [f"200{year}-0{month}-05" for year in (1, 4) for month in range(1, 8)]
    claim = """
quantity = "frequency"
at = { era = "One" }
told_apart_from = { era = "Two" }
"""
    methods = '["central", "dispersed_years", "dispersed"]'
    made = study_of(
        tmp_path,
        claim,
        [visit(day) for day in [*days, "2002-05-05", "2006-05-05"]],
        ONE_AND_TWO,
        more=f"[decisions]\nmethod = {methods}\n",
    )
    table: Any = made.multiverse(progress=False).table
    assert table["method"].tolist() == ["dispersed", "central", "dispersed_years"]
    assert table["it_holds"].tolist() == [False] * 3
    assert "told apart" in made.memos()["it"]


def test_a_memo_says_what_flips_it_and_that_an_order_is_one() -> None:
    bundled = china_dprk().memos()
    lower = "Xi Jinping would be told apart as the lower with"
    assert lower in bundled["xi-significant-drop"]
    assert "cannot be told apart" in bundled["xi-below-hu"]
    joint = bundled["unweighted-second-lowest-joint"]
    assert "whether it is more than chance was not tested" in joint
