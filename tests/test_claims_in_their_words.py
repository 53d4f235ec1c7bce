"""What is said of a claim is what was asked of it, and no number hides its verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from small_study import NO, ONE_AND_TWO, YES, era, shock, study_of, visit

from summitry import Claim
from summitry.claims.specification import CONVENTIONS
from summitry.claims.statement import Statement
from summitry.claims.wording import asserted, decimals_apart, number
from summitry.exceptions import InputError

if TYPE_CHECKING:
    from pathlib import Path

VISITS = [
    visit(day) for day in ("2001-03-01", "2002-05-01", "2004-02-01", "2006-06-01")
]
SHOCKS = [shock("s1", "2001-01-10"), shock("s2", "2004-01-10")]
ONE = "at = { era = 'One' }\n"
SENTENCES = {
    "count": f"quantity = 'count'\n{ONE}printed = 2",
    "frequency": f"quantity = 'frequency'\n{ONE}printed = 2",
    "ratio": f"quantity = 'ratio'\n{ONE}of = {{ era = 'Two' }}\nprinted = 2",
    "share": f"quantity = 'share'\n{ONE}of = {{ }}\nprinted = '50%'",
    "rank": f"quantity = 'frequency'\n{ONE}rank = {{ place = 1 }}",
    "ascending": "quantity = 'count'\nascending = ['One', 'Two']",
    "apart": f"quantity = 'frequency'\n{ONE}told_apart_from = {{ era = 'Two' }}",
    "lag": "quantity = 'lag'\nat = { shocks = ['s1'] }\nprinted = 50",
    "mean": "quantity = 'mean_lag'\nprinted = 50",
    "restricted": "quantity = 'restricted_mean_lag'\nprinted = 50",
    "gap": "quantity = 'longest_gap'\nprinted = 50",
    "counts": "quantity = 'qualification'\nat = { period = '2001' }\nqualifies = true",
}
ON_ERAS = {"count", "frequency", "ratio", "share", "rank", "ascending", "apart"}
LAGS = {"lag", "mean", "restricted"}
BEARS_ON = {
    "exposure": ON_ERAS,
    "handover": ON_ERAS,
    "date_rule": set(SENTENCES),
    "same_day": LAGS,
    "overlap": LAGS,
    "unclear": set(SENTENCES) - {"counts"},
    "unsourced": set(SENTENCES) - {"counts"},
    "method": {"apart"},
    "adjustment": {"apart"},
}
CHOICES = [
    *((name, f"'{word}'") for name, words in CONVENTIONS.items() for word in words[1:]),
    ("level", "0.5"),
    ("tau", "20"),
]


@pytest.mark.parametrize(("name", "word"), CHOICES)
def test_a_convention_that_bears_on_a_claim_is_told(
    name: str, word: str, tmp_path: Path
) -> None:
    """A definition in one line names every choice that is not the usual one."""
    bears = BEARS_ON | {"level": {"apart"}, "tau": {"restricted"}}
    own = {
        f"{key}-own": f"{claim}\nwith = {{ {name} = {word} }}"
        for key, claim in SENTENCES.items()
    }
    study = study_of(tmp_path, SENTENCES | own, VISITS, ONE_AND_TWO, SHOCKS)
    lines = {result.id: result.definition for result in study.check()}
    told = {key for key in SENTENCES if lines[key] != lines[f"{key}-own"]}
    kept = LAGS | {"gap"} if word == "'latest'" and name == "date_rule" else set()
    assert told == bears[name] - kept  # a wait has the range of all days anyway


def test_a_place_from_the_top_is_not_told_of_whom_it_is_ahead(tmp_path: Path) -> None:
    """Only the eras below were named: of those above nothing was asked."""
    eras = [
        era(name, f"{year}-01-01", f"{year + 1}-01-01")
        for name, year in (("A", 2001), ("B", 2002), ("C", 2003), ("D", 2004))
    ]
    visits = [
        visit(f"{year}-0{month}-01")
        for year in range(2001, 2005)
        for month in range(1, year - 1999)
    ]
    claim = "quantity = 'count'\nat = { era = 'B' }\n"
    claim += "rank = { from = 'top', ahead_only_of = ['A'] }"
    result = study_of(tmp_path, claim, visits, eras).check()["it"]
    assert result.verdict == YES
    assert result.printed == "second-lowest, ahead only of A"
    assert result.computed == "second-lowest (2)"


@pytest.mark.parametrize(
    ("printed", "comparison", "value", "told"),
    [
        ("1.8", "equals", 1.8504, "1.8504"),
        ("1.8", "equals", 1.85, "1.85"),
        ("2", "more_than", 2.04, "2.04"),
        ("2", "at_least", 1.4996, "1.4996"),
        ("2", "almost", 1.99, "1.99"),
        ("52%", "equals", 0.525004, "52.5004%"),
        ("1,200", "less_than", 1199.99, "1199.99"),
        ("120", "equals", 119.67, "119.7"),
    ],
)
def test_a_number_is_not_rounded_to_a_bound_that_it_is_not(
    printed: str, comparison: str, value: float, told: str
) -> None:
    quantity = "share" if printed.endswith("%") else "frequency"
    form = {"quantity": quantity, "printed": printed, "comparison": comparison}
    assert number(value, Statement.read(form)) == told


def test_values_of_an_order_are_seen_to_differ(tmp_path: Path) -> None:
    assert decimals_apart([1.0, 1.0], "frequency") == decimals_apart([], "share") == 2
    assert decimals_apart([0.1 + 0.2, 0.3], "ratio") == 2
    eras = [era("One", "2001-01-01", "2003-12-30"), era("Two", "2003-12-30")]
    visits = [visit(day) for day in ("2001-03-01", "2004-02-01")]
    claim = f"quantity = 'frequency'\n{ONE}higher_than = {{ era = 'Two' }}"
    result = study_of(tmp_path, claim, visits, eras).check()["it"]
    assert result.verdict == YES
    assert result.computed == "Two 0.333, One 0.334"


def test_the_step_of_rounding_is_told() -> None:
    claim = Claim.value("One", 120, rounded_to=10, quantity="count")
    assert str(claim) == "count of One equals 120, rounded to 10"
    assert asserted(claim.statement) == "120, rounded to 10"
    half = Claim.value("One", "1.5", rounded_to=0.5)
    assert asserted(half.statement) == "1.5, rounded to 0.5"
    assert half.statement.asserted.bounds == {  # type: ignore[union-attr]
        Decimal("1.25"),
        Decimal("1.5"),
        Decimal("1.75"),
    }


@pytest.mark.parametrize(
    ("printed", "step", "verdict"),
    [("60%", 10, NO), ("50%", 10, YES), ("0.5", 0.1, YES), ("90%", 50, NO)],
)
def test_a_percentage_is_rounded_in_per_cent(
    printed: str, step: float, verdict: str, tmp_path: Path
) -> None:
    """Of 4 visits 2 are half of them: nothing else than 45 to 55 % is "about 50 %"."""
    claim = f"quantity = 'share'\n{ONE}of = {{ }}\n"
    claim += f"printed = '{printed}'\nrounded_to = {step}"
    result = study_of(tmp_path, claim, VISITS, ONE_AND_TWO).check()["it"]
    assert result.verdict == verdict


@pytest.mark.parametrize("quantity", ["count", "frequency", "lag", "open_gap"])
def test_only_a_part_is_printed_in_percent(quantity: str) -> None:
    at = {"shocks": ["s1"]} if quantity == "lag" else {}
    with pytest.raises(InputError, match="in percent"):
        Claim({"quantity": quantity, "at": at, "printed": "50%"})


def test_a_gap_without_two_visits_says_so(tmp_path: Path) -> None:
    claim = "quantity = 'longest_gap'\nprinted = 3"
    result = study_of(tmp_path, claim, VISITS[:1]).check()["it"]
    assert result.computed == "—"
    assert result.reason == "fewer than two days have a visit that counts"
