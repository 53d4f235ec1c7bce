"""The bundled study over two records: its claims and the numbers of its sentences."""

from __future__ import annotations

import re

import pandas as pd
from both_records import both

from summitry.output.format import p_text


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def computed() -> dict[str, set[str]]:
    """Every number that may stand in the sentences of the study, by claim."""
    results = both().check()

    def pairs(name: str) -> list[int]:
        beside = results[name].answer.beside
        assert beside is not None
        return [*beside.counts, *beside.baseline]

    def left(name: str) -> str:
        one, two, rest, more = pairs(name)
        return f"{one * more / (two * rest):.2f}"

    p = results["more-than-chance"].answer.p
    alone = results["if-independent"].answer.p
    one = results["if-independent"]
    counted = one.specification.with_(unclear="include")
    (included,) = both().declared.record.evaluate_under([one.claim], [counted])
    assert included.p is not None
    assert one.readings["with unclear visits"] == f"p {p_text(included.p)}"
    south, north = (
        f"{visits_a_year(dyad, 'Hu Jintao', ['true', 'unclear']):.1f}"
        for dyad in ("KOR", "PRK")
    )
    waits = results["second-test-sooner"].answer.compared
    return {
        "fell-relative": {
            *map(str, pairs("fell-relative")),
            left("fell-relative"),
            f"{results['fell-relative'].value:.2f}",
        },
        "more-than-chance": {f"{p:.2f}"},
        "if-independent": {f"{alone:.3f}", f"{included.p:.4f}"},
        "foreign-ministers-up": set(map(str, pairs("foreign-ministers-up"))),
        "deputy-heads-up": {
            *map(str, pairs("deputy-heads-up")),
            left("deputy-heads-up"),
        },
        "already-under-hu": set(map(str, pairs("already-under-hu"))),
        "seoul-first-under-hu": {south, north},
        "second-test-sooner": {f"{wait.upper:.0f}" for wait in waits},
    }


def visits_a_year(other: str, era: str, outcomes: list[str]) -> float:
    visits, eras = both().visits, both().eras
    assert eras is not None
    row = eras[(eras["side"] == "CHN") & (eras["era"] == era)].iloc[0]
    there = (visits["origin"] == other) | (visits["destination"] == other)
    start = max(row["start"], pd.Timestamp(both().since))
    through = pd.Timestamp(both().through) + pd.Timedelta(days=1)
    end = through if pd.isna(row["end"]) else row["end"]
    inside = (visits["date"] >= start) & (visits["date"] < end)
    kept = visits[there & inside & visits["qualifies"].isin(outcomes)]
    return float(len(kept) / ((end - start).days / 365.25))


def test_the_study_has_claims_of_each_kind_and_expects_what_comes_out() -> None:
    table = both().check().to_frame()
    assert set(table["verdict"]) == {"reproduced", "not reproduced", "not determined"}
    assert table["as_expected"].all()
    for one in both().check():
        if one.id in {"more-than-chance", "if-independent"}:
            assert one.verdict != "reproduced"


def test_every_number_in_its_sentences_is_computed() -> None:
    known = computed()
    for one in both().claims:
        own = known.get(one["id"], set())
        assert not numbers_in(one["says"])
        assert numbers_in(one.get("because", "")) == own, one["id"]
    # To a quarter: what was left of contact with Pyongyang, a year.
    hu, xi = (
        visits_a_year("PRK", era, ["true"]) for era in ("Hu Jintao", "Xi Jinping")
    )
    assert round(xi / hu, 2) == 0.25
    assert not numbers_in(both().about)


def test_the_largest_groups_of_unclear_visits_are_those_it_names() -> None:
    visits = both().visits
    days = visits["date"].between("2002-11-15", "2017-03-15")
    open_ = visits[days & (visits["qualifies"] == "unclear")]
    most = open_.groupby("record")["reason"].agg(lambda one: one.mode()[0])
    assert most["china-dprk"].startswith("head or deputy head of a party department")
    assert most["china-rok"].startswith("officer of a parliament")


def test_its_most_frequent_years_with_pyongyang_are_those_of_hu() -> None:
    rates = {
        era: visits_a_year("PRK", era, ["true"])
        for era in ("Jiang Zemin", "Hu Jintao", "Xi Jinping")
    }
    assert max(rates, key=lambda era: rates[era]) == "Hu Jintao"
