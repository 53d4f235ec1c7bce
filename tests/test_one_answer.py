"""The same sentence has one answer everywhere: on eras, counts, shares and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from small_study import (
    NO,
    ONE_AND_TWO,
    OPEN,
    YES,
    counts_everywhere,
    era,
    study_of,
    value_of,
    verdict_everywhere,
    visit,
)

import summitry

if TYPE_CHECKING:
    from pathlib import Path

EIGHT = [
    *(visit(f"200{year}-05-01") for year in (1, 2)),
    *(visit(f"2004-0{month}-01") for month in (4, 5, 6)),
    visit("2005-06-01", "BBB", "AAA"),
    visit("2005-07-01", "BBB", "CCC"),
    visit("2005-08-01", "CCC", "BBB"),
]
"""Six visits touch AAA, five of them come from AAA, two of these in the era One."""


def test_a_side_without_an_era_means_all_its_visits(tmp_path: Path) -> None:
    """A claim at a side without an era is taken in that side's first era."""
    claims = {
        "share": "quantity = 'share'\nat = { side = 'AAA', origin = 'AAA' }\n"
        "of = { side = 'AAA' }\nprinted = '83%'",
        "weighted": "quantity = 'weighted_frequency'\nat = { side = 'AAA' }\n"
        "printed = '2.00'",
    }
    weights = "[scheme.origin]\nAAA = 2\nBBB = 2\nCCC = 7\n"
    study = study_of(tmp_path, claims, EIGHT, ONE_AND_TWO, more=weights)
    assert verdict_everywhere(study, "share") == YES
    assert value_of(study, "share") == pytest.approx(5 / 6)
    assert verdict_everywhere(study, "weighted") == YES
    assert value_of(study, "weighted") == pytest.approx(12 / (2191 / 365.25))


@pytest.mark.parametrize("period", ["", ", period = '2004/2005'"])
@pytest.mark.parametrize("quantity", ["count", "frequency"])
def test_a_side_is_counted_with_and_without_a_period(
    quantity: str, period: str, tmp_path: Path
) -> None:
    """The same place for counts and frequencies ends in a traceback."""
    claim = f"quantity = '{quantity}'\nat = {{ side = 'AAA'{period} }}\nprinted = 4"
    study = study_of(tmp_path, claim, EIGHT, ONE_AND_TWO)
    visits, days = (4, 731) if period else (6, 2191)
    expected = visits if quantity == "count" else visits / (days / 365.25)
    assert value_of(study) == pytest.approx(expected)
    right = YES if (quantity, visits) == ("count", 4) else NO
    assert verdict_everywhere(study) == right


def test_memos_count_the_visits_of_the_claim(tmp_path: Path) -> None:
    """Memos know only a boolean column for sources, the claim also reads a text."""
    visits = [visit(f"200{year}-03-01", source="a book") for year in (1, 2, 3)]
    visits += [visit(f"200{year}-04-01", source="") for year in (1, 2)]
    claim = "quantity = 'frequency'\nat = { era = 'One' }\nprinted = '1.00'"
    more = "[conventions]\nunsourced = 'exclude'\n"
    study = study_of(tmp_path, claim, visits, ONE_AND_TWO, more=more)
    assert verdict_everywhere(study) == YES
    assert value_of(study) == pytest.approx(3 / (1095 / 365.25))
    # 3 visits in 1095 days: Garwood 0.6187 to 8.7673, over 2.998 years.
    assert "95% interval 0.21 to 2.92" in study.memos()["it"]


def test_the_study_is_in_its_own_multiverse(tmp_path: Path) -> None:
    """The study's own specification, even its own weights, is not in its multiverse."""
    visits = [visit(f"200{year}-03-01", kind="heavy") for year in (1, 2, 3)]
    claim = "quantity = 'weighted_frequency'\nat = { era = 'One' }\nprinted = '1.5'"
    weights = "[scheme.kind]\nheavy = 1.5\nlight = 1\n"
    study = study_of(tmp_path, claim, visits, ONE_AND_TWO, more=weights)
    assert verdict_everywhere(study) == YES
    assert counts_everywhere(study) == (1, 0, 0)
    assert study.robustness()["share"][0] == 1.0


def test_whole_years_divide_a_period_and_the_observation(tmp_path: Path) -> None:
    """Under calendar years the check divides by whole years, the multiverse by days."""
    about = "quantity = 'frequency'\n"
    claims = {
        "all": f"{about}at = {{ side = 'AAA' }}\nprinted = '1.00'",
        "part": f"{about}at = {{ period = '2004-02-01/2006-12-31' }}\nprinted = '1.50'",
        "none": f"{about}at = {{ period = '2004-02-01/2004-11-30' }}\nprinted = 1",
    }
    more = "[conventions]\nexposure = 'calendar_years'\n"
    study = study_of(tmp_path, claims, EIGHT, ONE_AND_TWO, more=more)
    assert verdict_everywhere(study, "all") == YES
    assert value_of(study, "all") == 1.0
    assert verdict_everywhere(study, "part") == YES
    assert value_of(study, "part") == 1.5
    assert verdict_everywhere(study, "none") == OPEN
    assert value_of(study, "none") is None


def test_a_claim_may_choose_its_list_of_eras_and_a_joint_era(tmp_path: Path) -> None:
    """`with = { rules }` in a claim is refused; joint eras cannot be named in `at`."""
    eras = [
        era("One", "2001-01-01", "2004-01-01", rule="party"),
        era("Two", "2004-01-01", rule="party"),
        era("One", "2001-01-01", "2004-06-01", rule="state"),
        era("Two", "2004-06-01", rule="state"),
        era("Red", "2001-01-01", "2004-05-01", side="BBB", rule="party"),
        era("Blue", "2004-05-01", side="BBB", rule="party"),
    ]
    own = "quantity = 'count'\nat = { side = 'AAA', era = 'One' }\n"
    joint = "quantity = 'count'\nat = { eras = { AAA = 'Two', BBB = 'Red' } }\n"
    claims = {
        "party": f"{own}printed = 2",
        "state": f"{own}printed = 4\nwith = {{ rules = {{ AAA = 'state' }} }}",
        "joint": f"{joint}printed = 1",
    }
    more = "[eras]\npath = 'eras.csv'\nrules = { AAA = 'party' }\n"
    visits = EIGHT
    study = study_of(tmp_path, claims, visits, None, more=more, tables={"eras": eras})
    assert [one.verdict for one in study.check()] == [YES, YES, YES]
    assert [value_of(study, name) for name in claims] == [2, 4, 1]
    own_row = study.multiverse().table.iloc[0]
    assert own_row[["party", "state", "joint"]].tolist() == [2, 4, 1]
    assert own_row[["party_holds", "state_holds", "joint_holds"]].all()


def test_joint_eras_are_of_two_countries_and_a_side_is_asked_for(
    tmp_path: Path,
) -> None:
    """Joint eras count visits to third countries; an era is taken without its side."""
    eras = [
        era("One", "2001-01-01", "2004-01-01"),
        era("Two", "2004-01-01"),
        era("One", "2001-01-01", "2003-01-01", side="BBB"),
        era("Late", "2003-01-01", side="BBB"),
    ]
    joint = "quantity = 'count'\nat = { eras = { AAA = 'Two', BBB = 'Late' } }\n"
    claims = {
        "joint": f"{joint}printed = 4",
        "own": "quantity = 'count'\nat = { era = 'Two' }\nprinted = 4",
    }
    study = study_of(tmp_path, claims, EIGHT, eras)
    for name in claims:
        assert verdict_everywhere(study, name) == YES
        assert value_of(study, name) == 4
    unsaid = "quantity = 'count'\nat = { era = 'One' }\nprinted = 2"
    with pytest.raises(summitry.exceptions.StudyError, match="side"):
        study_of(tmp_path, unsaid, EIGHT, eras)


def test_doubt_takes_both_parts_of_a_share_together(tmp_path: Path) -> None:
    """Doubt takes numerator and denominator apart: "50 % to 200 %"."""
    visits = [visit("2001-05-01", sourced="true"), visit("2002-05-01", sourced="false")]
    whole = "quantity = 'share'\nat = { side = 'AAA' }\nof = { side = 'AAA' }\n"
    part = "quantity = 'share'\nat = { period = '2002' }\nof = { side = 'AAA' }\n"
    claims = {"whole": f"{whole}printed = '100%'", "part": f"{part}printed = '50%'"}
    study = study_of(tmp_path, claims, visits, ONE_AND_TWO)
    assert verdict_everywhere(study, "whole") == YES
    assert verdict_everywhere(study, "part") == OPEN
    ends = [(one.answer.lower, one.answer.upper) for one in study.check()]
    assert ends == [(1.0, 1.0), (0.0, 0.5)]
    assert pd.isna(study.multiverse().table["part_holds"][0])


def test_doubt_that_changes_no_verdict_is_no_reason(tmp_path: Path) -> None:
    """A verdict that stands whatever is in doubt is explained by the doubt."""
    visits = [visit("2001-05-01", sourced="true"), visit("2002-05-01", sourced="false")]
    about = "quantity = 'count'\nat = { era = 'One' }\nprinted"
    doubtful = f"{about} = 2"
    claims = {"certain": f"{about} = 1\ncomparison = 'at_least'", "open": doubtful}
    results = study_of(tmp_path, claims, visits, ONE_AND_TWO).check()
    assert [one.verdict for one in results] == [YES, OPEN]
    assert [(one.lower, one.upper) for one in results] == [(1, 2), (1, 2)]
    assert results["certain"].reason == "2 visits"
    why = "1 to 2 as those without a source are left out or count"
    assert results["open"].reason == f"2 visits; {why}"


@pytest.mark.parametrize(
    ("counted", "other"),
    [
        ("exclude", {"with unclear visits": "3", "with a source only": "1"}),
        ("both", {"with unclear visits": "3", "with a source only": "1"}),
        ("include", {"without unclear visits": "2", "with a source only": "2"}),
    ],
)
def test_a_number_stands_beside_its_other_readings(
    counted: str, other: dict[str, str], tmp_path: Path
) -> None:
    """Where unclear visits count, the same number is shown as another reading."""
    visits = [
        visit("2001-05-01", sourced="true", qualifies="true"),
        visit("2001-06-01", sourced="true", qualifies="unclear"),
        visit("2002-05-01", sourced="false", qualifies="true"),
    ]
    claim = "quantity = 'count'\nat = { era = 'One' }\nprinted = 2"
    for word, unsourced in ((counted, "include"), (counted, "exclude")):
        more = f"[conventions]\nunclear = '{word}'\nunsourced = '{unsourced}'\n"
        study = study_of(tmp_path, claim, visits, ONE_AND_TWO, more=more)
        wanted = dict(other)
        if unsourced == "exclude":
            del wanted["with a source only"]
            (name,) = wanted
            wanted[name] = {"3": "2", "2": "1"}[wanted[name]]
        assert study.check()["it"].readings == wanted
