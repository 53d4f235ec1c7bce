"""Memos: what they say of the article, and that wider intervals never say more."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf, isnan, nan
from typing import TYPE_CHECKING, Any

import pytest
from conftest import china_dprk
from hypothesis import given, settings, strategies as st
from small_study import era, study_of, visit

import summitry
from summitry.claims.result import ClaimResult
from summitry.report.evidence import evidence_of
from summitry.report.evidence_facts import (
    Drought,
    Evidence,
    Flip,
    Pair,
    Rate,
    Wait,
)
from summitry.report.memo import _ways, memo
from summitry.report.strength import awaited, compared, located
from summitry.report.terminal.run_text import run_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIMITS = st.floats(0, 50) | st.sampled_from([0.0, 0.5, 1.0, 2.0, inf])


@pytest.fixture(scope="module")
def written() -> Mapping[str, str]:
    return china_dprk().memos()


def widened(data: Any) -> tuple[float, float, float, float]:
    """An interval, and a wider one around it."""
    lower, upper = sorted(data.draw(st.tuples(LIMITS, LIMITS)))
    low = data.draw(st.floats(0, lower) if lower < inf else LIMITS)
    high = data.draw(st.floats(upper, 1e6) if upper < inf else st.just(inf))
    if data.draw(st.booleans()):
        high = nan
    return lower, upper, low, high


@given(data=st.data(), settled=st.booleans(), still_settled=st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_wider_interval_never_gives_stronger_words(
    data: Any,
    settled: bool,  # noqa: FBT001
    still_settled: bool,  # noqa: FBT001
) -> None:
    lower, upper, low, high = widened(data)
    narrow = compared(lower, upper, settled=settled)
    wide = compared(low, high, settled=settled and still_settled)
    assert abs(wide.strength) <= abs(narrow.strength)
    assert wide.strength * narrow.strength >= 0
    assert located(low, high).strength <= located(lower, upper).strength


@given(one=st.floats(0, 1), more=st.floats(0, 1))
def test_a_likelier_wait_is_never_more_unusual(one: float, more: float) -> None:
    low, high = sorted((one, more))
    assert awaited(high).strength <= awaited(low).strength


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_memo_never_says_more_for_a_wider_interval(data: Any) -> None:
    lower, upper, low, high = widened(data)
    result = claim("reproduced")

    def said(lower: float, upper: float, *, settled: bool = True) -> int:
        pair = Pair("Xi", "Hu", 1.0, lower, upper, 0.95, settled)
        return strength_in(memo(result, Evidence(pairs=(pair,))))

    assert said(low, high) <= said(lower, upper)
    assert said(low, high, settled=False) == 0


def strength_in(text: str) -> int:
    """How strong a memo's words are, found in its text alone."""
    words = (
        ("cannot be told apart from", 0),
        ("is lower than", 1),
        ("is higher than", 1),
        ("is less than half of", 2),
        ("is more than twice", 2),
    )
    (found,) = (strength for phrase, strength in words if phrase in text)
    return found


def claim(verdict: str, **fields: Any) -> ClaimResult:
    plain = ClaimResult(
        id="c",
        says="Fewer visits under Xi than under Hu.",
        printed="lower than Hu",
        computed="Xi 1.25, Hu 5.60",
        value=1.25,
        lower=1.25,
        upper=1.25,
        verdict=verdict,
        condition="",
        reason="Xi 1.25, Hu 5.60",
        definition="visits a year",
        readings={},
        rows=(),
        expected=verdict,
        because=None,
        line=1,
        answer=None,  # type: ignore[arg-type]
        claim=summitry.Claim.lower("Xi", "Hu"),
        specification=summitry.Specification("2012-11-15", "2017-03-15"),
    )
    return replace(plain, **fields)


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        ((0.2, 0.4), "is less than half of that of Hu"),
        ((0.2, 0.9), "is lower than that of Hu"),
        ((0.2, 1.0), "cannot be told apart from that of Hu"),
        ((0.9, nan), "cannot be told apart from that of Hu"),
        (
            (1.1, nan),
            "is higher than that of Hu (ratio 1.00, 95% interval 1.10 to no limit",
        ),
        ((2.1, 9.0), "is more than twice that of Hu"),
    ],
)
def test_a_difference_is_worded_by_its_interval(
    interval: tuple[float, float], words: str
) -> None:
    pair = Pair("Xi", "Hu", 1.0, *interval, 0.95, settled=True)
    assert words in memo(claim("reproduced"), Evidence(pairs=(pair,)))
    adjusted = replace(pair, settled=False)
    said = memo(claim("reproduced"), Evidence(pairs=(adjusted,)))
    assert "cannot be told apart from that of Hu" in said


def test_each_verdict_has_its_words() -> None:
    nothing = Evidence()
    assert "The record gives the same: Xi 1.25" in memo(claim("reproduced"), nothing)
    other = memo(claim("not reproduced", reason="5 visits in 4 years"), nothing)
    assert "The record gives something else: Xi 1.25, Hu 5.60 (5 visits" in other
    open_ = memo(claim("not determined", reason="it turns on two rows"), nothing)
    assert (
        "The record cannot decide it: Xi 1.25, Hu 5.60; it turns on two rows." in open_
    )


def test_waits_and_droughts_say_what_is_left_out() -> None:
    wait = Wait(3, 1, 119.67, 136.5, 103.4, 169.6, 0.95, 187, extrapolated=False)
    said = memo(claim("reproduced"), Evidence(wait=wait))
    assert "leaves out 1 that still waited" in said
    assert "within 187 days is 136.5 days (95% interval 103 to 170)" in said
    complete = memo(claim("reproduced"), Evidence(wait=replace(wait, waiting=0)))
    assert "leaves out" not in complete
    drought = Evidence(drought=Drought(2126, 0.02))
    assert "it is unusually long" in memo(claim("reproduced"), drought)
    rate = Evidence(rate=Rate("Xi", 1.25, 0.4, 2.9, 0.95))
    assert "may be far from 1.25 a year (95% interval 0.40 to 2.90)" in memo(
        claim("reproduced"), rate
    )


def test_the_articles_sentences_get_no_more_than_the_record_allows(
    written: Mapping[str, str],
) -> None:
    assert len(written) == len(china_dprk().claims)
    assert (
        "cannot be told apart from those of Mao Zedong, Deng Xiaoping, Jiang Zemin and "
        "Hu Jintao" in (written["weighted-lowest"])
    )
    assert (
        "cannot be told apart from that of Kim Jong Il (ratio 0.46, 95% interval"
        in (written["kim-jong-un-below-kim-jong-il"])
    )
    assert (
        "(ratio 0.22, 95% interval 0.02 to 0.98 for this pair alone, not among all pairs)"
        in (written["xi-below-hu"])
    )
    assert (
        "may be far from 1.25 a year (95% interval 0.28 to 3.49)"
        in (written["xi-frequency"])
    )
    assert "The test would give p 0.51 with" in written["kim-jong-un-significant-drop"]
    assert (
        "something else: 3.94 (67 visits in 17 years)"
        in (written["kim-jong-il-frequency"])
    )
    assert (
        "the mean wait within 187 days is 136.5 days"
        in (written["later-tests-mean-lag"])
    )
    assert (
        "the record does not show it to be unusually long" in written["summit-drought"]
    )


def test_evidence_agrees_with_what_was_judged() -> None:
    study = china_dprk()
    checked = 0
    for result in study.check():
        rate = evidence_of(result, study.declared.record).rate
        if rate is not None:
            assert rate.value == pytest.approx(result.value, rel=1e-9)
            assert isnan(rate.lower) or rate.lower <= rate.value <= rate.upper
            checked += 1
    assert checked >= 8


def test_hostile_names_stay_text() -> None:
    said = memo(claim("reproduced", says="\x1b[31m<b>\u202e"), Evidence())
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_ways_that_no_number_of_visits_makes_stand_apart() -> None:
    some, never = (
        Flip(added=True, era="Hu", visits=8),
        Flip(added=False, era="Xi", visits=None),
    )
    assert _ways((some, never)) == (
        "8 more under Hu (fewer under Xi would not do it, however many)"
    )
    assert _ways((some, some)) == "8 more under Hu or with 8 more under Hu"
    assert _ways((never, never)) == "no number of visits"


def test_an_era_that_is_a_clause_is_named_as_one(tmp_path: Path) -> None:
    names = ["before Crimea", "after Crimea", "Putin", "during the war", "Under-Duress"]
    eras = [
        era(name, f"{2001 + n}-01-01", f"{2002 + n}-01-01")
        for n, name in enumerate(names)
    ]
    visits = [visit(f"{2001 + n % 4}-03-{n + 1:02}") for n in range(9)]
    claims = {
        f"c{n}": f"quantity = 'frequency'\nat = {{ era = '{name}' }}\n{said}"
        for n, (name, said) in enumerate(
            [
                ("after Crimea", "lower_than = { era = 'before Crimea' }"),
                ("Under-Duress", "lower_than = { era = 'during the war' }"),
                ("after Crimea", "told_apart_from = { era = 'Putin' }"),
                ("during the war", "rank = { place = 1 }"),
                ("Putin", "printed = 2"),
            ]
        )
    }
    study = study_of(tmp_path, claims, visits, eras)
    told = [*study.memos().values(), str(study.robustness().to_dict("records"))]
    told += [str(one.claim) for one in study.check()]
    told.append(run_text(study.run(), study.check(), study.explained))
    everything = "\n".join(told)
    assert not re.search(
        r"\b(?:under|of|than|from|against) (?:before|after|during|under)\b",
        everything,
        re.IGNORECASE,
    )
    assert "in the era “after Crimea”" in everything
    assert "under Putin" in everything


def test_a_memo_says_in_how_many_ways_to_count_a_claim_holds() -> None:
    study = china_dprk()
    claims, results = study.multiverse().claims.set_index("claim"), study.check()
    for name, text in study.memos().items():
        holds, left, every = claims.loc[
            name, ["holds", "undetermined", "specifications"]
        ]
        if results[name].claim.is_series:
            assert "ways to count" not in text, name
            continue
        assert f"Of the {every:,} ways to count" in text, name
        told = {holds: f"holds in {holds:,}", 0: "holds in none"}[holds]
        if every in {holds, left}:
            told = f"{'holds' if holds else 'is left open'} in all"
        assert told in text, name
    assert "holds in none." in study.memos()["hu-frequency"]
    assert (
        "holds in 1,440 (50.0%) and fails in 1,440."
        in (study.memos()["later-tests-mean-lag"])
    )


def test_the_studys_own_words_on_a_pair_agree_with_its_p() -> None:
    result = china_dprk().check()["xi-significant-drop"]
    told = " ".join(str(result.because).split())
    alone, among = result.answer.p, result.answer.adjusted_p
    assert alone is not None
    assert among is not None
    assert ("this pair alone can be told apart" in told) == (alone <= 0.05)
    assert ("not among all of them" in told) == (among > 0.05)
