"""A way of dating eras that no list has is refused, wherever a study names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from small_study import era, study_of, visit

import summitry
from summitry.exceptions import StudyError

if TYPE_CHECKING:
    from pathlib import Path

VISITS = [visit("2001-06-01"), visit("2003-03-01")]
PARTY, STATE = {"rule": "party"}, {"rule": "state"}
ERAS = [
    era("One", "2001-01-01", "2004-01-01", **PARTY),
    era("Two", "2004-01-01", **PARTY),
    era("One", "2001-01-01", "2003-01-01", **STATE),
    era("Two", "2003-01-01", **STATE),
    era("Their own", "2001-01-01", side="BBB"),
]
CLAIM = 'quantity = "count"\nat = { side = "AAA", era = "One" }\nprinted = 2\n'
MAIN = "[eras]\npath = 'eras.csv'\nrules = { AAA = 'party' }\n"


def study(folder: Path, own: str = MAIN, of_claim: str = "") -> summitry.Study:
    written = {"eras": ERAS}
    return study_of(folder, CLAIM + of_claim, VISITS, more=own, tables=written)


@pytest.mark.parametrize(
    ("own", "of_claim", "code", "hint"),
    [
        ("[decisions]\nrules = { AAA = ['party', 'sate'] }", "", "rule", "'state'"),
        ("[decisions]\nrules = { AA = ['party'] }", "", "side", "'AAA'"),
        ("[decisions]\nrules = { BBB = ['party'] }", "", "rule", "none"),
        ("", "with = { rules = { AAA = 'sate' } }", "rule", "'state'"),
        ("", "with = { rules = { AA = 'state' } }", "side", "'AAA'"),
        ("", "with = { rules = { BBB = 'state' } }", "rule", "none"),
    ],
)
def test_it_is_refused_at_its_key(
    own: str, of_claim: str, code: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(StudyError) as caught:
        study(tmp_path, MAIN + own, of_claim)
    error = caught.value
    key = "claim[0].with.rules" if of_claim else "decisions.rules"
    assert str(error.key).startswith(key)
    assert error.code == f"unknown_{code}"
    assert hint in str(error.hint)


def test_so_is_the_main_one(tmp_path: Path) -> None:
    for said, key in (("AAA = 'sate'", "AAA"), ("AAA = 'party', AA = 'state'", "AA")):
        with pytest.raises(StudyError) as caught:
            study(tmp_path, MAIN.replace("AAA = 'party'", said))
        assert (caught.value.key, caught.value.line) == (f"eras.rules.{key}", 9)


def test_without_eras_there_is_none(tmp_path: Path) -> None:
    more = "[decisions]\nrules = { AAA = ['party'] }\n"
    with pytest.raises(StudyError) as caught:
        study_of(tmp_path, 'quantity = "count"\nprinted = 2\n', VISITS, more=more)
    assert caught.value.key == "decisions.rules.AAA"


def test_known_ones_are_varied(tmp_path: Path) -> None:
    told = study(tmp_path, f"{MAIN}[decisions]\nrules = {{ AAA = ['state'] }}\n")
    table = told.robustness(progress=False)
    assert table["specifications"].tolist() == [2]
    assert (table["undetermined"] == 0).all()


def test_eras_that_are_given_may_be_of_fewer_sides(tmp_path: Path) -> None:
    study(tmp_path)
    path = tmp_path / "study.toml"
    more = "AAA = 'party', CCC = 'king'"
    path.write_text(path.read_text("utf-8").replace("AAA = 'party'", more), "utf-8")
    given = pd.DataFrame([era("One", "2001-01-01", **PARTY)]).assign(end=None)
    assert summitry.read_study(path, eras=given).check()["it"].verdict == "reproduced"
    with pytest.raises(StudyError) as caught:
        summitry.read_study(path, eras=given.assign(rule="state"))
    assert caught.value.key == "eras.rules.AAA"
