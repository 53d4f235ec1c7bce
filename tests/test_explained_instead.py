"""What is told of a claim whose own convention makes no difference to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_study import ONE_AND_TWO, study_of, visit

from summitry.report.explained_words import explained_claims

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2002-05-05", "what the study has does as well (1 visit)."),
        ("2004-01-01", "it would take "),
    ],
)
def test_nothing_to_take_is_told_as_that(day: str, said: str, tmp_path: Path) -> None:
    """It said "it would take (1 visit)", which is nothing."""
    claim = "quantity = 'count'\nat = { era = 'One' }\nprinted = 1\n"
    claim += "with = { handover = 'predecessor' }"
    study = study_of(tmp_path, {"it": claim}, [visit(day)], ONE_AND_TWO)
    told = explained_claims(study.explained)["it"]
    assert told.startswith("Instead of day of handover: the predecessor's ")
    assert said in told
    assert "take (" not in told
