"""Claims of a study under every declared specification, and pushed until they fail."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import china_dprk
from small_study import ONE_AND_TWO, study_of, visit

import summitry
from summitry.exceptions import CategoryError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def study() -> summitry.Study:
    return china_dprk()


@pytest.fixture(scope="module")
def found(study: summitry.Study) -> summitry.Multiverse:
    return study.multiverse()


def plain(table: pd.DataFrame, **choices: str) -> pd.Series[Any]:
    """The one specification of these choices, all else as the study has it."""
    usual = {
        "unclear": "exclude",
        "unsourced": "include",
        "date_rule": "start",
        "rule_CHN": "five_eras",
        "rule_PRK": "de_facto",
        "handover": "successor",
        "exposure": "days",
        "through": "2017-03-15",
        "scheme": "summit true 3",
    }
    table = table.iloc[1:]  # row 0 is what the study itself says, before the product
    for column, value in (usual | choices).items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_a_claim_is_found_by_its_id(study: summitry.Study) -> None:
    claims = [study.claim(one["id"]) for one in study.claims]
    assert [claim.form for claim in claims] == study.claims
    assert str(study.claim("xi-below-hu")) == (
        "frequency of Xi Jinping is lower than that of Hu Jintao"
    )
    with pytest.raises(CategoryError, match="xi-below-hu"):
        study.claim("xi-below-hue")


def test_the_studys_own_specification_agrees_with_its_check(
    study: summitry.Study, found: summitry.Multiverse
) -> None:
    results = study.check()
    holds = {"reproduced": True, "not reproduced": False}
    for result in results:
        own = found.table[f"{result.id}_holds"].iloc[0]
        if result.verdict == "not determined":
            assert pd.isna(own)
        else:
            assert own == holds[result.verdict]
        row = plain(
            found.table,
            unsourced="doubt",
            **study.claim(result.id).form.get("with", {}),
        )
        assert row[result.id] == pytest.approx(
            found.table[result.id].iloc[0], nan_ok=True
        )
        assert pd.isna(row[f"{result.id}_holds"]) == pd.isna(own)
        assert pd.isna(own) or row[f"{result.id}_holds"] == own


def test_what_the_ranking_turns_on(found: summitry.Multiverse) -> None:
    name = "unweighted-second-lowest"
    drivers = found.drivers[found.drivers["claim"] == name].set_index("decision")
    assert drivers["share"].sum() == pytest.approx(1)
    assert {"rule_CHN", "exposure", "unsourced"} <= set(drivers.index[:4])
    holds = f"{name}_holds"
    assert not plain(found.table)[holds]
    assert plain(found.table, unsourced="exclude")[holds]
    for choices in (
        {"exposure": "calendar_years"},
        {"exposure": "calendar_years", "unsourced": "exclude"},
        {"unsourced": "exclude", "rule_CHN": "paramount"},
    ):
        assert not plain(found.table, **choices)[holds]


def test_a_printed_number_and_its_definitions(study: summitry.Study) -> None:
    years = study.find_definition("xi-frequency")
    assert set(years["exposure"]) == {"calendar_years"}
    assert (years["value"] == 1.25).all()
    assert len(study.find_definition("hu-frequency")) == 0
    mean = study.find_definition("later-tests-mean-lag")
    assert set(mean["date_rule"]) == {"start"}


def test_the_visits_that_would_overturn_a_claim(study: summitry.Study) -> None:
    table = study.robustness().set_index("id")
    assert table.loc["xi-below-hu", "overturned_by"] == "18 more under Xi Jinping"
    visits = summitry.datasets.load_visits()
    one = visits[visits["id"] == "2013-07-chn-li-yuanchao"]
    for more, verdict in ((17, "reproduced"), (18, "not reproduced")):
        frame = pd.concat([visits, *[one] * more], ignore_index=True)
        again = summitry.read_study("china-dprk", visits=frame)
        assert again.check("xi-below-hu")["xi-below-hu"].verdict == verdict
    assert table.loc["vice-minister-excluded", "overturned_by"] == "not tried"
    of_coal = table.index.str.startswith("coal")
    assert table.loc[~of_coal, "share"].notna().all()
    assert table.loc[of_coal, "share"].isna().all(), "no way to count bears on them"
    assert table.loc["weighted-lowest", "turns_on"] == "scheme"


STUDY = """
title = "Weights"
[observation]
since = 2010-01-01
through = 2018-12-31
[visits]
[definition]
ladder = ["king", "minister", "clerk"]
minimum = { "*" = "minister" }
[scheme.summit]
true = 2
false = 1
[eras]
list = [
  { era = "A", start = 2010-01-01, end = 2015-01-01 },
  { era = "B", start = 2015-01-01 },
]
[[claim]]
id = "leads"
says = "A leads."
quantity = "weighted_frequency"
at = { era = "A" }
rank = { from = "top", place = 1 }
"""


def visits() -> pd.DataFrame:
    first = pd.DataFrame(
        {"date": pd.date_range("2010-03-01", periods=9, freq="6MS"), "summit": False}
    )
    second = pd.DataFrame(
        {
            "date": pd.date_range("2015-03-01", periods=5, freq="6MS"),
            "summit": [True, True, True, False, False],
        }
    )
    frame = pd.concat([first, second], ignore_index=True)
    return frame.assign(origin="X", destination="Y", visitor_rank="minister")


def with_decisions(decisions: str, folder: Path) -> summitry.Study:
    path = folder / "study.toml"
    path.write_text(f"{STUDY}\n{decisions}", "utf-8")
    return summitry.read_study(path, visits=visits())


def test_the_break_even_weight_of_a_claim(tmp_path: Path) -> None:
    declared = "[decisions.scheme.summit]\ntrue = [1, 1.5, 2, 5]\n"
    study = with_decisions(declared, tmp_path)
    table = study.robustness()
    # 9 in 1826 days against (3 w + 2) in 1461: w = (9 * 1461 / 1826 - 2) / 3
    assert table["break_even"].tolist() == ["summit 1.73"]
    assert table["share"].tolist() == [0.5]
    assert table["specifications"].tolist() == [4]
    assert study.check()["leads"].verdict == "not reproduced"


def test_a_weight_that_the_study_does_not_vary_is_tried_beyond_its_own(
    tmp_path: Path,
) -> None:
    path = tmp_path / "study.toml"
    path.write_text(STUDY, "utf-8")
    study = summitry.read_study(path, visits=visits().drop(index=9))
    assert study.check()["leads"].verdict == "reproduced"
    # 9 in 1826 days against (2 w + 2) in 1461: w = (9 * 1461 / 1826 - 2) / 2
    assert study.robustness()["break_even"].tolist() == ["summit 2.6"]


def test_declared_alternatives_and_those_left_alone(tmp_path: Path) -> None:
    found = with_decisions('[decisions]\nexposure = ["days"]\n', tmp_path).multiverse()
    assert len(found) == 1
    declared = '[decisions]\nminimum = { "*" = ["king", "minister"] }\n'
    found = with_decisions(declared, tmp_path).multiverse()
    assert found.table["definition"].tolist() == ["as given", "* king"]
    undeclared = with_decisions("", tmp_path).multiverse()
    assert len(undeclared) == 1


COUNTED = "quantity = 'frequency'\nat = { era = 'One' }\nprinted = '1.00'"
WHOLE_YEARS = f"{COUNTED}\nwith = {{ exposure = 'calendar_years' }}"


def test_what_a_claim_settles_is_a_choice_of_all(tmp_path: Path) -> None:
    """The convention of one claim is no alternative of the others."""
    visits = [visit(f"200{year}-05-01") for year in (1, 2, 3, 4)]
    claims = {"days": COUNTED, "years": WHOLE_YEARS}
    found = study_of(tmp_path, claims, visits, ONE_AND_TWO).multiverse()
    assert found.table["exposure"].isna().tolist() == [True, False, False]
    assert found.table["exposure"].tolist()[1:] == ["days", "calendar_years"]
    # Row 0 is what the study says, not one of the specifications.
    for claim in claims:
        held, failed = found.holding(claim), found.failing(claim)
        assert (len(held), len(failed)) == (2, 0)
        assert set(held["exposure"]) == {"days", "calendar_years"}


def test_a_claim_by_itself_has_its_own_conventions_first(tmp_path: Path) -> None:
    """The study's convention stands beside the one that the only claim has."""
    visits = [visit(f"200{year}-05-01") for year in (1, 2, 3, 4)]
    study = study_of(tmp_path, WHOLE_YEARS, visits, ONE_AND_TWO)
    assert study.multiverse().table["exposure"].tolist() == ["calendar_years"]
    assert study.find_definition("it")["exposure"].tolist() == ["calendar_years"]


@pytest.mark.parametrize("date_rule", ["start", "end"])
def test_a_claim_is_pushed_under_the_conventions_it_has(
    date_rule: str, tmp_path: Path
) -> None:
    """Unclear visits that count are pushed as if they did not."""
    claim = "quantity = 'frequency'\nat = { era = 'One' }\nlower_than = { era = 'Two' }"
    found = []
    for word in ("true", "unclear"):
        visits = [visit("2001-05-01", qualifies="true")]
        visits += [visit(f"2005-0{n}-01", qualifies="true") for n in (1, 2, 3)]
        visits += [visit(f"2006-0{n}-01", qualifies=word) for n in (1, 2, 3)]
        more = f"[conventions]\nunclear = 'include'\ndate_rule = '{date_rule}'\n"
        study = study_of(tmp_path, claim, visits, ONE_AND_TWO, more=more)
        found.append(study.robustness().iloc[0])
    assert found[0]["overturned_by"] == found[1]["overturned_by"] != ""
    # Of days dated by their end one only is kept, so nothing is said of the others.
    certain = {"start": "certain", "end": ""}[date_rule]
    assert [one["inexact_dates"] for one in found] == [certain] * 2


def test_the_command_line_shows_how_robust_claims_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from summitry.cli import main

    assert main(["check", "china-dprk"]) == 0
    text = capsys.readouterr().out
    assert "HOW FAR EACH CLAIM CAN BE PUSHED" in text
    assert max(len(line) for line in text.splitlines()) <= 80
    assert main(["check", "china-dprk", "--json"]) == 0
    claims = {one["id"]: one for one in json.loads(capsys.readouterr().out)["claims"]}
    robust = claims["weighted-lowest"]["robustness"]
    assert robust["break_even"] == "none, summit from 1 to 5"
    assert robust["share"] == pytest.approx(1768 / 2880)
