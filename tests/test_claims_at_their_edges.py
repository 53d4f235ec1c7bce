"""Verdicts and reasons that hang on one choice of the evaluation each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from small_study import NO, ONE_AND_TWO, OPEN, YES, era, shock, study_of, visit

import summitry
from summitry import Claim, Scope

if TYPE_CHECKING:
    from pathlib import Path

AT = "at = { shocks = ['s1'] }\n"
SOURCES = "visits without a source"


@pytest.mark.parametrize(("rule", "verdict"), [("start", OPEN), ("end", YES)])
def test_visits_of_a_period_are_dated_by_the_rule(
    rule: str, verdict: str, tmp_path: Path
) -> None:
    claim = "quantity = 'qualification'\nat = { period = '2002' }\nqualifies = true\n"
    claim += f"with = {{ date_rule = '{rule}' }}"
    rows = [visit("2001-12-30", end_date="2002-01-02")]
    assert study_of(tmp_path, claim, rows).check()["it"].verdict == verdict


def test_an_end_without_an_earliest_one_is_exact() -> None:
    visits = pd.DataFrame(
        {
            "date": pd.to_datetime(["2009-05-05", "2009-06-09"]),
            "end_date": pd.to_datetime(["2009-05-06", "2009-06-11"]),
            "end_date_earliest": pd.to_datetime(["", "2009-06-10"]),
        }
    )
    eras = {"era": ["One"], "start": ["2009-01-01"], "end": [None]}
    found = summitry.multiverse(
        visits,
        eras,
        claims=[Claim.value("One", 2, quantity="count")],
        date_rule=["start", "end"],
        since="2009-01-01",
        through="2009-12-31",
    )
    assert found.table.filter(like="_holds").all(axis=None)


def test_eras_that_were_not_observed_have_no_place_from_the_top(tmp_path: Path) -> None:
    eras = [
        era("Before", "1990-01-01", "2000-01-01"),
        era("B", "2001-01-01", "2003-01-01"),
        era("C", "2003-01-01", "2005-01-01"),
        era("D", "2005-01-01", "2007-01-01"),
    ]
    days = ["2001-02-01", *["2003-02-01"] * 2, *["2005-02-01"] * 3]
    claim = "quantity = 'count'\nat = { era = 'C' }\n"
    claim += "rank = { from = 'top', place = 2, ahead_only_of = ['B'] }"
    study = study_of(tmp_path, claim, [visit(day) for day in days], eras)
    assert study.check()["it"].verdict == YES


def test_two_claims_on_the_same_eras_do_not_answer_each_other(tmp_path: Path) -> None:
    days = [f"2001-{month:02}-{day:02}" for month in range(1, 13) for day in (3, 9)]
    rows = [visit(day) for day in [*days, "2004-06-01"]]
    said = "quantity = 'frequency'\nat = { era = 'One' }\n"
    said += "told_apart_from = { era = 'Two' }\nwith = { method = 'central' }\n"
    claims = {name: f"{said}being = '{name}'" for name in ("lower", "higher")}
    results = study_of(tmp_path, claims, rows, ONE_AND_TWO).check()
    verdicts = {result.id: result.verdict for result in results}
    assert verdicts == {"lower": NO, "higher": YES}
    assert results["higher"].computed.endswith("adjusted or not")


def test_a_mean_is_carried_beyond_a_wait_that_began_on_the_last_day(
    tmp_path: Path,
) -> None:
    shocks = [shock("s1", "2001-01-01"), shock("s2", "2006-12-31")]
    claim = "quantity = 'restricted_mean_lag'\nprinted = 20"
    study = study_of(tmp_path, claim, [visit("2001-01-21")], None, shocks)
    assert study.check()["it"].computed == "20 days, extrapolated"


@pytest.mark.parametrize(("key", "at"), [("lower", "s2"), ("higher", "s1")])
def test_an_order_turns_on_the_doubt_about_either_side(
    key: str, at: str, tmp_path: Path
) -> None:
    rows = [visit(day, sourced="true") for day in ("2001-01-31", "2003-03-01")]
    rows.append(visit("2003-01-12", sourced="false"))
    shocks = [shock("s1", "2001-01-01"), shock("s2", "2003-01-01")]
    other = "s1" if at == "s2" else "s2"
    claim = f"quantity = 'mean_lag'\nat = {{ shocks = ['{at}'] }}\n"
    claim += f"{key}_than = {{ shocks = ['{other}'] }}"
    result = study_of(tmp_path, claim, rows, None, shocks).check()["it"]
    assert result.verdict == OPEN
    assert result.reason.endswith(f"it turns on {SOURCES}")


def test_a_wait_that_may_have_ended_is_not_told_as_one_in_vain(tmp_path: Path) -> None:
    """On its first day the visit came too early, on a later one at once."""
    claim = f"quantity = 'lag'\n{AT}printed = 50"
    shocks = [shock("s1", "2001-03-15")]
    result = study_of(tmp_path, claim, [visit("2001-03")], None, shocks).check()["it"]
    assert result.computed == "at least 0 days: no visit yet"


def test_a_wait_without_an_end_says_when_it_has_none(tmp_path: Path) -> None:
    claim = f"quantity = 'lag'\n{AT}printed = 9"
    rows = [visit("2001-01-10", sourced="false"), visit("2000-01-10", sourced="true")]
    result = study_of(tmp_path, claim, rows, None, [shock("s1", "2001-01-01")])
    said = "no visit had followed when the observation ended"
    assert result.check()["it"].reason == f"{said}, if {SOURCES} are left out"


@pytest.mark.parametrize(
    ("overlap", "told"),
    [
        ("latest", "more than 31 days: the next shock or the end came first"),
        ("both", "more than 2190 days: no visit yet"),
    ],
)
def test_a_wait_says_what_cut_it_short(overlap: str, told: str, tmp_path: Path) -> None:
    claim = f"quantity = 'lag'\n{AT}printed = 9\nwith = {{ overlap = '{overlap}' }}"
    shocks = [shock("s1", "2001-01-01"), shock("s2", "2001-02-01")]
    study = study_of(tmp_path, claim, [visit("2000-01-10")], None, shocks)
    assert study.check()["it"].computed == told


def test_a_shock_that_may_lie_in_a_period_is_not_passed_over(tmp_path: Path) -> None:
    shocks = [shock("s1", "2002-03-01"), shock("s2", "2001-12-30/2002-01-02")]
    claim = "quantity = 'mean_lag'\nat = { period = '2002' }\nprinted = 10"
    study = study_of(tmp_path, claim, [visit("2002-03-11")], None, shocks)
    assert study.check()["it"].verdict == OPEN


def test_a_number_is_told_though_the_other_has_none(tmp_path: Path) -> None:
    claim = "quantity = 'count'\nat = { era = 'One' }\nlower_than = { period = '1990' }"
    study = study_of(tmp_path, claim, [visit("2002-03-11")], ONE_AND_TWO)
    result = study.check()["it"]
    assert (result.verdict, result.computed) == (OPEN, "1")


def test_a_wait_with_unclear_visits_is_told_in_its_unit(tmp_path: Path) -> None:
    claim = "quantity = 'open_gap'\nprinted = 4.0\nunit = 'years'\n"
    claim += "with = { unclear = 'both' }"
    rows = [visit("2002-12-31", qualifies="true")]
    rows.append(visit("2004-12-31", qualifies="unclear"))
    result = study_of(tmp_path, claim, rows).check()["it"]
    assert result.computed == "4 years (2 to 4); 2 years with unclear visits"


def test_two_scopes_of_one_era_are_told_apart(tmp_path: Path) -> None:
    claim = "quantity = 'count'\nat = { era = 'One', origin = 'BBB' }\n"
    claim += "lower_than = { era = 'One' }"
    rows = [visit("2002-03-11"), visit("2002-03-12", "BBB", "AAA")]
    result = study_of(tmp_path, claim, rows, ONE_AND_TWO).check()["it"]
    assert result.computed == "One (origin BBB) 1, One (all visits) 2"


def test_what_a_scope_says_of_a_column_goes_before_what_is_said_of_all() -> None:
    own = Scope("One", side="AAA", where={"summit": True})
    about = {"summit": False, "setting": "transit"}
    claim = Claim.lower(own, "Two", side="BBB", where=about)
    here, there = claim.statement.scopes.values()
    assert dict(here.where) == {"summit": True, "setting": "transit"}
    assert (here.side, there.side, dict(there.where)) == ("AAA", "BBB", about)


@pytest.mark.parametrize("summary", ["mean", "median", "restricted_mean"])
def test_a_summary_of_one_shock_is_what_it_is_called(summary: str) -> None:
    claim = Claim.lag("s1", 9, summary=summary)
    assert claim.quantity == ("lag" if summary == "mean" else f"{summary}_lag")


def test_a_row_before_the_product_is_none_of_its_specifications(tmp_path: Path) -> None:
    """Where one of several claims settles what varies, the study's own row is apart."""
    plain = "quantity = 'count'\nat = { era = 'One' }\nprinted = 1"
    own = f"{plain}\nwith = {{ exposure = 'calendar_years' }}"
    rows = [visit("2002-03-11")]
    study = study_of(tmp_path, {"plain": plain, "own": own}, rows, ONE_AND_TWO)
    found = study.multiverse()
    counts = found.claims.set_index("claim")
    assert len(found.table) == len(found) + 1 == counts.loc["own", "specifications"] + 1
    for name in ("plain", "own"):
        assert len(found.holding(name)) == counts.loc[name, "holds"]
    folder = tmp_path / "alone"
    folder.mkdir()
    alone = study_of(folder, own, rows, ONE_AND_TWO).multiverse().table
    assert list(alone["exposure"]) == ["calendar_years"]


@pytest.mark.parametrize(
    ("asserted", "why"),
    [
        ("at = { era = 'One' }\nrank = { ahead_only_of = ['Before'] }", "Before"),
        (
            "at = { era = 'One' }\nrank = { ahead_only_of = ['Before', 'After'] }",
            "Before and After",
        ),
        ("at = { side = 'AAA' }\nascending = ['Two', 'After']", "After"),
    ],
)
def test_an_order_without_a_value_turns_on_no_doubt(
    asserted: str, why: str, tmp_path: Path
) -> None:
    """The visit without a source counts, and changes nothing."""
    outside = [
        era("Before", "1990-01-01", "1991-01-01"),
        era("After", "2010-01-01", "2011-01-01"),
    ]
    rows = [visit("2002-03-11", sourced="false"), visit("2003-03-11", sourced="true")]
    eras = [outside[0], ONE_AND_TWO[0], ONE_AND_TWO[1] | {"end": "2009-01-01"}]
    claim = f"quantity = 'frequency'\n{asserted}"
    result = study_of(tmp_path, claim, rows, [*eras, outside[1]]).check()["it"]
    assert result.verdict == OPEN
    assert result.reason.endswith(f"no value for {why}")
