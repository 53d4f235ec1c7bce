"""The claims of a run, as a table: the sentence first, and how many came out how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest import bundled
from small_study import ONE_AND_TWO, study_of, visit

import summitry
from summitry.study.source import bundled_studies

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("name", bundled_studies())
def test_the_claims_of_a_run_are_shown_as_those_of_a_check(name: str) -> None:
    study = bundled(name)
    run, results = study.run(), study.check()
    if run.claims is None:
        return
    for places in (run.claims, run["claims"]):
        shown = str(summitry.show(places))
        assert shown.startswith("claim ")
        assert f"{results.tallied()}." in " ".join(shown.split())
        checked = str(results).splitlines()[1:]
        assert shown.splitlines()[: len(results)] == checked[: len(results)]


def claims(n: int) -> dict[str, Any]:
    return {
        "id": [f"c{k}" for k in range(n)],
        "says": [f"Sentence\n {k} of them." for k in range(n)],
        "printed": ["1"] * n,
        "computed": ["2"] * n,
        "verdict": ["reproduced", "not reproduced"] * (n // 2),
        "condition": ["only if so", ""] * (n // 2),
        "as_expected": [True] * (n - 1) + [False],
        "reason": ["why"] * n,
    }


@pytest.mark.parametrize("form", ["to_markdown", "to_latex", "to_html"])
def test_every_form_has_the_caption_and_the_sentences(form: str) -> None:
    told = getattr(summitry.show(claims(4), caption="Mine."), form)()
    assert "4 claims: 2 reproduced, 2 not reproduced; 1 unexpected." in told
    for words in ("Mine.", "Sentence 3 of them.", "not reproduced, unexpected"):
        assert words in told
    assert "reproduced only if so" in told


def test_the_caption_is_of_all_claims_where_fewer_are_shown() -> None:
    told = " ".join(str(summitry.show(claims(80), rows=2)).split())
    assert "80 claims: 40 reproduced, 40 not reproduced; 1 unexpected." in told
    assert "The first 2 of 80 rows." in told
    assert "Columns not shown: reason." in told


def test_columns_that_are_asked_for_are_shown() -> None:
    shown = summitry.show(claims(2), columns=["id", "reason"])
    assert str(shown).splitlines()[0].split() == ["id", "reason"]


def test_visits_with_several_countries_are_said_to_be_counted_together(
    tmp_path: Path,
) -> None:
    at = "quantity = 'frequency'\nprinted = 1\nat = { era = 'One'"
    claims = {
        "side": f"{at}, side = 'AAA' }}",
        "pair": f"{at}, dyad = ['AAA', 'BBB'] }}",
    }
    days = [f"200{year}-0{month}-11" for year in (1, 2, 4) for month in (1, 3, 8)]
    for number, ends in enumerate(
        (["BBB"], ["BBB", "CCC"], ["BBB", "CCC", "DDD", "EEE"])
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        rows = [
            visit(day, "AAA", ends[place % len(ends)]) for place, day in enumerate(days)
        ]
        study = study_of(folder, claims, rows, ONE_AND_TWO)
        said = {one.id: one.definition for one in study.check()}
        if len(ends) == 4:
            assert study.run().tables["notes"]["note"].str.endswith("together.").any()
        together = f"visits with {len(ends)} other countries together"
        assert (together in said["side"]) == (len(ends) > 1)
        assert "together" not in said["pair"]
        notes = " ".join(study.run().tables["notes"]["note"])
        assert ("all other countries together" in notes) == (len(ends) > 1)
        assert ("(BBB, CCC)" in notes) == (len(ends) == 2)
