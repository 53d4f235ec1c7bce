"""The same sentence has one answer everywhere: on lags, gaps and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_study import (
    NO,
    ONE_AND_TWO,
    OPEN,
    YES,
    counts_everywhere,
    era,
    shock,
    study_of,
    value_of,
    verdict_everywhere,
    visit,
)

import summitry

if TYPE_CHECKING:
    from pathlib import Path


def test_the_table_of_lags_has_the_conventions_of_the_claims(tmp_path: Path) -> None:
    """`run` passes on only `handover`: the table of lags and the claims differ."""
    visits = [visit("2002-01-01"), visit("2002-06-01")]
    shocks = [shock("s1", "2002-01-01"), shock("s2", "2002-03-01")]
    claims = {
        "first": "quantity = 'lag'\nat = { shocks = ['s1'] }\ncensored = true",
        "second": "quantity = 'lag'\nat = { shocks = ['s2'] }\nprinted = 92",
    }
    more = "[conventions]\nsame_day = 'exclude'\noverlap = 'latest'\n"
    study = study_of(tmp_path, claims, visits, ONE_AND_TWO, shocks, more)
    assert verdict_everywhere(study, "first") == YES
    assert verdict_everywhere(study, "second") == YES
    lags = study.run().tables["lags"]
    assert lags["lag"].tolist() == [59, 92]
    assert lags["observed"].tolist() == [False, True]


def test_the_longest_gap_is_closed_and_the_open_gap_is_its_own(tmp_path: Path) -> None:
    """`longest_gap` in a study is the open gap; the open one is its own quantity."""
    visits = [visit("2001-01-01"), visit("2002-01-01"), visit("2002-03-01")]
    claims = {
        "longest": "quantity = 'longest_gap'\nprinted = 365",
        "open": "quantity = 'open_gap'\nprinted = 1766",
    }
    study = study_of(tmp_path, claims, visits, ONE_AND_TWO)
    for name in claims:
        assert verdict_everywhere(study, name) == YES
        assert counts_everywhere(study, name) == (1, 0, 0)
    with pytest.raises(summitry.exceptions.StudyError, match="open_gap"):
        study_of(tmp_path, "quantity = 'gap'\nprinted = 1", visits)


def test_what_cannot_be_answered_does_not_fail(tmp_path: Path) -> None:
    """What cannot be answered (a lag that still runs) counts as failing."""
    shocks = [shock("s1", "2006-12-01")]
    claim = "quantity = 'lag'\nat = { shocks = ['s1'] }\nprinted = 100"
    study = study_of(tmp_path, claim, [visit("2002-01-01")], ONE_AND_TWO, shocks)
    assert verdict_everywhere(study) == OPEN
    assert counts_everywhere(study) == (0, 0, 1)
    row = study.robustness().iloc[0]
    assert (row["share"], row["undetermined"], row["specifications"]) == (0.0, 1, 1)


def test_a_missing_end_date_is_the_start(tmp_path: Path) -> None:
    """Memos and the report fail on a missing end date where the check falls back."""
    visits = [
        visit("2003-12-30", end_date="2004-01-02"),
        visit("2003-05-01", end_date=""),
    ]
    claim = "quantity = 'count'\nat = { era = 'One' }\nprinted = 1"
    more = "[conventions]\ndate_rule = 'end'\n"
    study = study_of(tmp_path, claim, visits, ONE_AND_TWO, more=more)
    assert verdict_everywhere(study) == YES
    counts = study.run().tables["frequency"].groupby("reading")["count"]
    assert counts.apply(list).tolist() == [[1, 1]] * 2
    assert "1" in study.memos()["it"]
    assert study.report(tmp_path / "report.html").exists()


def test_the_multiverse_knows_what_a_shock_is_about(tmp_path: Path) -> None:
    """The multiverse forgets which pair of countries a shock is about."""
    visits = [visit("2004-10-01"), visit("2004-10-01")]
    shocks = [shock("s1", "2004-08-16", origin="BBB", destination="CCC")]
    claims = {
        "early": "quantity = 'lag'\nat = { shocks = ['s1'] }\nprinted = 46",
        "waiting": "quantity = 'lag'\nat = { shocks = ['s1'] }\ncensored = true",
        "gap": "quantity = 'longest_gap'\nprinted = 0",
    }
    study = study_of(tmp_path, claims, visits, ONE_AND_TWO, shocks)
    assert verdict_everywhere(study, "early") == NO
    assert verdict_everywhere(study, "waiting") == YES
    assert study.check()["waiting"].computed == "none in 867 days"
    # Two visits of one day are no gap.
    assert verdict_everywhere(study, "gap") == OPEN
    assert counts_everywhere(study, "gap") == (0, 0, 1)


def test_the_multiverse_keeps_the_list_and_the_period_of_a_claim(
    tmp_path: Path,
) -> None:
    """The multiverse drops `at.rule`, and the period of an order of eras."""
    eras = [
        era("One", "2001-01-01", "2004-01-01", rule="party"),
        era("Two", "2004-01-01", rule="party"),
        era("One", "2001-01-01", "2002-01-01", rule="state"),
        era("Two", "2002-01-01", rule="state"),
    ]
    visits = [visit(day) for day in ("2001-05-01", "2002-05-01", "2005-05-01")]
    claims = {
        "listed": "quantity = 'count'\nprinted = 1\n"
        "at = { side = 'AAA', era = 'One', rule = 'state' }",
        "order": "quantity = 'count'\nascending = ['Two', 'One']\n"
        "at = { side = 'AAA', period = '2001/2004' }",
        "all": "quantity = 'count'\nascending = ['Two', 'One']\nat = { side = 'AAA' }",
    }
    visits += [visit("2006-05-01"), visit("2006-06-01")]
    more = "[eras]\npath = 'eras.csv'\nrules = { AAA = 'party' }\n"
    study = study_of(tmp_path, claims, visits, more=more, tables={"eras": eras})
    found = {name: verdict_everywhere(study, name) for name in claims}
    assert found == {"listed": YES, "order": YES, "all": NO}


def test_overlap_sees_every_shock_of_the_study(tmp_path: Path) -> None:
    """`overlap` sees only the shocks that a claim names."""
    shocks = [shock("s1", "2002-01-01"), shock("s2", "2002-02-01")]
    claim = "quantity = 'lag'\nat = { shocks = ['s1'] }\n"
    for overlap, asserted in (
        ("both", "printed = 90"),
        ("latest", "censored = true"),
    ):
        more = f"[conventions]\noverlap = '{overlap}'\n"
        study = study_of(
            tmp_path,
            {"held": f"{claim}{asserted}", "ran": f"{claim}printed = 90"},
            [visit("2002-04-01")],
            ONE_AND_TWO,
            shocks,
            more,
        )
        assert verdict_everywhere(study, "held") == YES
        ran = verdict_everywhere(study, "ran")
        assert ran == (YES if overlap == "both" else OPEN)
        assert study.run().tables["lags"]["lag"][0] == (90 if overlap == "both" else 31)


@pytest.mark.parametrize("comparison", ["equals", "more_than", "at_most"])
@pytest.mark.parametrize("quantity", ["mean_lag", "median_lag"])
def test_a_mean_without_a_value_is_not_determined(
    quantity: str, comparison: str, tmp_path: Path
) -> None:
    """A mean lag without a value holds or fails ("more than 82": reproduced)."""
    claim = f"quantity = '{quantity}'\nprinted = 82\ncomparison = '{comparison}'"
    shocks = [shock("s1", "2006-01-01"), shock("s2", "2006-02-01")]
    study = study_of(tmp_path, claim, [visit("2002-01-01")], ONE_AND_TWO, shocks)
    assert verdict_everywhere(study) == OPEN
    assert value_of(study) is None
    assert counts_everywhere(study) == (0, 0, 1)


@pytest.mark.parametrize("order", ["higher_than", "lower_than"])
def test_an_order_of_means_shows_the_mean_as_counted(
    tmp_path: Path, order: str
) -> None:
    """It shows only the ends over what is in doubt, as no printed number does."""
    claim = f"quantity = 'mean_lag'\n{order} = {{ shocks = ['s1'] }}"
    shocks = [
        shock("s1", "2001-01-01"),
        shock("s2", "2003-01-01"),
        shock("s3", "2002-01-01"),
    ]
    visits = [
        visit("2001-01-11", sourced="true"),
        visit("2002-01-06", sourced="false"),
        visit("2002-04-16", sourced="true"),
        visit("2003-02-20", sourced="false"),
    ]
    study = study_of(tmp_path, claim, visits, shocks=shocks)
    assert verdict_everywhere(study, "it") == OPEN
    said = "21.67 (7.5 to 57.5) days (all shocks)"
    assert said in study.check()["it"].computed
    assert said in study.memos()["it"]
