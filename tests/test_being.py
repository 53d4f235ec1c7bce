"""Claims that two eras are told apart, in a direction: a fall is no rise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from differential import compare
from small_study import era, study_of, visit

import summitry
from summitry import Claim
from summitry.exceptions import StudyError

if TYPE_CHECKING:
    from pathlib import Path

ERAS = [era("Few", "2001-01-01", "2004-01-01"), era("Many", "2004-01-01")]
VISITS = [
    visit(f"200{year}-{month:02d}-07") for year in (4, 5) for month in range(1, 13)
]
FEW, MANY = "at = { era = 'Few' }", "at = { era = 'Many' }"
FROM = {
    FEW: "told_apart_from = { era = 'Many' }",
    MANY: "told_apart_from = { era = 'Few' }",
}
WITH = "with = { method = 'central' }"


def asked(folder: Path, at: str, *lines: str) -> summitry.Study:
    text = "\n".join(["quantity = 'frequency'", at, FROM[at], *lines, WITH])
    return study_of(folder, text, VISITS, ERAS)


@pytest.mark.parametrize(
    ("at", "being", "verdict"),
    [
        (FEW, "lower", "reproduced"),
        (FEW, "higher", "not reproduced"),
        (MANY, "higher", "reproduced"),
        (MANY, "lower", "not reproduced"),
    ],
)
def test_a_direction_is_part_of_the_claim(
    tmp_path: Path, at: str, being: str, verdict: str
) -> None:
    study = asked(tmp_path, at, f"being = '{being}'")
    result = study.check()["it"]
    assert result.verdict == verdict
    row = study.multiverse().table.iloc[0]
    assert row["it_holds"] == (verdict == "reproduced")
    assert f", and {being}" in str(result.claim)
    assert result.computed.startswith("lower" if at == FEW else "higher")
    memo = study.memos()["it"]
    rises = f"{'Few' if at == FEW else 'Many'} would be told apart as the {being} with"
    assert (rises in memo) == (verdict == "not reproduced")


def test_either_way_unless_it_is_said(tmp_path: Path) -> None:
    result = asked(tmp_path, MANY).check()["it"]
    assert result.verdict == "reproduced"
    assert result.computed.startswith("higher, p ")


def test_the_fewest_visits_keep_the_direction() -> None:
    table = {"era": ["Xi", "Hu"], "years": [4.0, 10.0], "count": [5, 56]}
    found: dict[str, Any] = {
        being: summitry.fragility(table, Claim.told_apart("Xi", "Hu", being=being))
        for being in ("lower", "higher")
    }
    assert [list(found["lower"][name]) for name in ("change", "visits", "era")] == [
        ["added", "removed"],
        [7, 24],
        ["Xi", "Hu"],
    ]
    # What makes Xi the higher: many more of Xi, or fewer of Hu.
    assert [list(found["higher"][name]) for name in ("change", "era")] == [
        ["added", "removed"],
        ["Xi", "Hu"],
    ]
    added, removed = found["higher"]["visits"]
    for count, holds in ((5 + added, True), (4 + added, False)):
        changed = table | {"count": [count, 56]}
        again = summitry.fragility(
            changed, Claim.told_apart("Xi", "Hu", being="higher")
        )
        # Visits that are added undo it only where it holds.
        assert (again["era"][0] == "Hu") == holds
    assert removed > found["lower"]["visits"][1]


@pytest.mark.parametrize("being", ["'less'", "true", "''"])
def test_another_word_is_refused(tmp_path: Path, being: str) -> None:
    with pytest.raises(StudyError, match=r"line 16, column 9: .* (choice|word)"):
        asked(tmp_path, FEW, f"being = {being}")


def test_only_what_is_told_apart_has_a_direction(tmp_path: Path) -> None:
    text = "quantity = 'frequency'\nat = { era = 'Few' }\nrank = { place = 1 }"
    with pytest.raises(StudyError, match="told_apart_from"):
        study_of(tmp_path, f"{text}\nbeing = 'lower'", VISITS, ERAS)


def test_eras_that_are_level_are_neither_the_lower_nor_the_higher() -> None:
    """1 visit in 431 days and 3 in 1,293, where a p of 0.95 tells apart."""
    assert compare([611325]).differences == []
