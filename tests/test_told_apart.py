"""Claims that two eras are told apart: their p, and what it is adjusted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from record_231 import SINCE, THROUGH, eras, study, visits

import summitry
from summitry import Claim, Specification
from summitry.claims.record import Record
from summitry.exceptions import InputError

if TYPE_CHECKING:
    import pandas as pd

HU, XI, MAO = "Hu Jintao", "Xi Jinping", "Mao Zedong"


def p_of(claim: Claim, method: str = "dispersed") -> tuple[float, float]:
    record = Record(study().visits, eras("five_eras"))
    own = Specification(SINCE, THROUGH, method=method)
    (answer,) = record.evaluate([claim], own)
    assert answer.p is not None
    assert answer.adjusted_p is not None
    return answer.p, answer.adjusted_p


def table(method: str, **how: str) -> pd.DataFrame:
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
        row = table(method, reference=XI).loc[(other, XI)]
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
