"""Relative claims that cannot be meant, or that a record cannot answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from relative_claim import APART, AT, ERAS, LOWER, SOUTH, judged, visits_of
from small_study import OPEN, era, study_of, verdict_everywhere

import summitry
from summitry import Claim, Scope
from summitry.exceptions import InputError, StudyError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            "quantity = 'count'\nat = { era = 'One' }\nlower_than = { era = 'Two' }\n",
            "only a frequency",
        ),
        (
            "quantity = 'frequency'\nat = { era = 'One' }\nprinted = 1\n",
            "only a frequency",
        ),
        ("quantity = 'frequency'\nlower_than = { era = 'Two' }\n", "say which era"),
        (
            "quantity = 'frequency'\nat = { era = 'One' }\nlower_than = {}\n",
            "give the `era`",
        ),
        (
            "quantity = 'frequency'\nat = { era = 'One' }\nlower_than = { era = 'One' }\n",
            "not compared with itself",
        ),
        (
            AT + "lower_than = { era = 'Two', dyad = ['AAA', 'CCC'] }\n",
            "both eras are of the visits of `at`",
        ),
    ],
)
def test_what_cannot_be_meant(tmp_path: Path, claim: str, said: str) -> None:
    with pytest.raises(StudyError, match=said):
        study_of(tmp_path, claim + SOUTH, visits_of((1, 1, 1), (1, 1, 1)), ERAS)


@pytest.mark.parametrize(
    ("baseline", "said"),
    [
        ("{ era = 'Two' }", "not taken in an era"),
        ("{ period = '2003' }", "taken in the eras and the period of `at`"),
        ("{ side = 'CCC' }", "taken in the eras and the period of `at`"),
        ("{ dyad = ['BBB', 'CCC'] }", "which is neither BBB nor CCC"),
        ("{ dyad = ['AAA', 'ZZZ'] }", "ZZZ"),
        ("{ where = { kind = 'x' } }", "no column 'kind'"),
    ],
)
def test_a_baseline_that_cannot_be_meant(
    tmp_path: Path, baseline: str, said: str
) -> None:
    with pytest.raises(StudyError, match=said):
        study_of(
            tmp_path,
            AT + LOWER + f"relative_to = {baseline}",
            visits_of((1, 1, 1), (1, 1, 1)),
            ERAS,
        ).check()


def test_a_test_that_there_is_not_answers_with_its_reason(tmp_path: Path) -> None:
    claim = APART + SOUTH + "with = { method = 'midp' }"
    one = judged(tmp_path, claim, visits_of((1, 9, 3), (7, 4, 2)))
    assert verdict_everywhere(one) == OPEN
    assert "no mid-p test" in one.check()["it"].reason


def test_an_era_that_was_not_observed_answers_with_its_reason(tmp_path: Path) -> None:
    eras = [*ERAS[:2], era("Three", "2010-01-01")]
    claim = AT.replace("One", "Three") + LOWER + SOUTH
    one = study_of(tmp_path, claim, visits_of((1, 9, 3), (7, 4, 2)), eras)
    assert verdict_everywhere(one) == OPEN
    assert "no exposure" in one.check()["it"].reason


def test_days_that_the_baseline_does_not_cover(tmp_path: Path) -> None:
    covered = "".join(f"[[coverage]]\norigin = '{end}'\n" for end in ("AAA", "BBB"))
    covered += "[[coverage]]\norigin = 'CCC'\nsince = 2002-01-01\n"
    rows = visits_of((1, 9, 3), (0, 4, 2))
    back = [row | {"origin": "CCC", "destination": "AAA"} for row in rows]
    south = [
        row for row, own in zip(back, rows, strict=True) if own["destination"] == "CCC"
    ]
    for claim in (LOWER, APART):
        one = judged(tmp_path, claim + SOUTH, [*rows, *south], more=covered)
        assert verdict_everywhere(one) == OPEN
        assert "CCC" in one.check()["it"].reason


def test_tables_that_know_no_other_visits_are_refused() -> None:
    claim = Claim.told_apart("One", "Two", relative_to=Scope(dyad=("AAA", "CCC")))
    table = {"era": ["One", "Two"], "years": [2.0, 2.0], "count": [3, 9]}
    with pytest.raises(InputError):
        summitry.fragility(table, claim)
    with pytest.raises(InputError, match="relative to other visits"):
        summitry.fragility(table, Claim.told_apart("One", "Two", relative_to=Scope()))
