"""Random studies: what they are made of, and that the oracle bounds itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from random_studies import Tabled, read_tabled, write_study
from random_study.traits_of_claims import RARE
from small_study import NO, OPEN, YES

if TYPE_CHECKING:
    from pathlib import Path

    from claim_oracle import Answer

SEEDS = range(400)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, bool]]:
    folder = tmp_path_factory.mktemp("studies")
    return {seed: write_study(folder / str(seed), seed) for seed in SEEDS}


def test_every_trait_occurs_often(drawn: dict[int, dict[str, bool]]) -> None:
    often = {
        trait: sum(traits[trait] for traits in drawn.values()) / len(drawn)
        for trait in drawn[0]
    }
    seldom = {
        trait: share
        for trait, share in often.items()
        if share < 0.05 and not trait.startswith(RARE)
    }
    assert seldom == {}


def test_every_verdict_is_frequent_and_no_study_is_large(tmp_path: Path) -> None:
    verdicts: Counter[str] = Counter()
    for seed in range(100):
        write_study(tmp_path, seed)
        tabled = read_tabled(tmp_path)
        assert 4 <= len(tabled.visits) <= 24
        assert 1 <= len(tabled.study["claim"]) <= 6
        verdicts.update(answer.verdict for answer in tabled.answers().values())
    assert set(verdicts) == {YES, NO, OPEN}
    assert min(verdicts.values()) / verdicts.total() >= 0.15


def test_a_seed_draws_one_study(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_study(tmp_path / name, 7)
    one, other = (read_tabled(tmp_path / name) for name in ("one", "other"))
    assert one == other


def test_ends_hold_the_value_and_every_way_to_take_unsourced_visits(
    tmp_path: Path,
) -> None:
    for seed in range(100):
        write_study(tmp_path, seed)
        tabled = read_tabled(tmp_path)
        doubted = answered_with(tabled, "doubt")
        for rule in ("include", "exclude"):
            for name, answer in answered_with(tabled, rule).items():
                within(answer, doubted[name])
                if doubted[name].verdict != OPEN:
                    assert answer.verdict == doubted[name].verdict


def answered_with(tabled: Tabled, rule: str) -> dict[str, Answer]:
    claims = [
        claim | {"with": claim.get("with", {}) | {"unsourced": rule}}
        for claim in tabled.study["claim"]
        if claim["quantity"] != "series"
    ]
    return replace(tabled, study=tabled.study | {"claim": claims}).answers()


def within(part: Answer, whole: Answer) -> None:
    for value in (part.low, part.high, part.value):
        if value is not None:
            assert whole.low is not None
            assert whole.high is not None
            assert whole.low <= value <= whole.high
