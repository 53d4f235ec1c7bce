"""The slow oracle of claims on eras and days, against cases worked by hand."""

from __future__ import annotations

import tomllib
from fractions import Fraction

import pytest
from asked_oracle import WINDOW, ask, known
from claim_oracle import EraRow, tables
from small_study import NO, ONE_AND_TWO, OPEN, YES, era, visit


def test_joint_eras_are_about_visits_between_the_two() -> None:
    eras = [
        era("One", "2001-01-01", "2003-01-01"),
        era("Two", "2003-01-01"),
        era("Uno", "2002-01-01", "2004-01-01", side="BBB"),
    ]
    visits = [
        visit("2002-05-01"),
        visit("2002-06-01", "BBB", "AAA"),
        visit("2002-07-01", "AAA", "CCC"),
        visit("2002-08-01", "CCC", "BBB"),
        visit("2001-05-01"),
        visit("2003-01-01"),
    ]
    at = "at = { eras = { AAA = 'One', BBB = 'Uno' } }"
    count = ask(f"quantity = 'count'\n{at}\nprinted = 2", visits, eras)
    assert (count.verdict, count.value, count.rows) == (YES, 2, {0, 1})
    frequency = ask(f"quantity = 'frequency'\n{at}\nprinted = 2.0", visits, eras)
    assert frequency.value == pytest.approx(2 / (365 / 365.25), abs=1e-15)
    rank = f"quantity = 'count'\n{at}\nrank = {{ ahead_only_of = ['Two and Uno'] }}"
    assert ask(rank, visits, eras).verdict == YES


def test_the_day_of_a_handover() -> None:
    visits = [visit("2004-01-01"), visit("2001-01-01"), visit("2006-12-31")]
    claim = "quantity = 'count'\nat = {{ era = 'One' }}\nprinted = 1\n{}"
    found = ask(claim.format(""), visits, ONE_AND_TWO)
    assert (found.value, found.rows) == (1, {1})
    with_ = "with = { handover = 'predecessor' }"
    # The era is the days after its first one: 2001-01-01 belongs to nobody.
    found = ask(claim.format(with_), visits, ONE_AND_TWO)
    assert (found.value, found.rows) == (1, {0})
    both = [
        tables(
            tomllib.loads(f"{WINDOW}[conventions]\nhandover = '{rule}'"),
            visits,
            ONE_AND_TWO,
            [],
        ).eras["AAA"]
        for rule in ("successor", "predecessor")
    ]
    assert [[row.days for row in one.values()] for one in both] == [[1095, 1096]] * 2


def test_only_whole_calendar_years() -> None:
    window = "[observation]\nsince = 2001-03-01\nthrough = 2004-12-31\n"
    visits = [visit("2001-05-01"), visit("2002-05-01"), visit("2004-12-31")]
    years = "with = { exposure = 'calendar_years' }"
    whole = ask(
        f"quantity = 'frequency'\nprinted = 0.67\n{years}", visits, None, window=window
    )
    assert (whole.verdict, whole.value, whole.rows) == (YES, 2 / 3, {1, 2})
    cut = ask(
        f"quantity = 'count'\nat = {{ period = '2001' }}\nprinted = 1\n{years}",
        visits,
        window=window,
    )
    assert (cut.verdict, known(cut), cut.rows) == (OPEN, (None, None, None), set())


def test_a_year_belongs_to_the_era_with_most_of_its_days() -> None:
    eras = [
        era("One", "2001-01-01", "2003-07-01"),
        era("Two", "2003-07-01", "2004-07-02"),
        era("Three", "2004-07-02", "2005-02-01"),
        era("Late", "2006-11-01"),
    ]
    study = "[conventions]\nexposure = 'calendar_years'"
    visits = [visit("2003-01-01"), visit("2006-01-01"), visit("2004-01-01")]
    rows = tables(tomllib.loads(WINDOW + study), visits, eras, []).eras["AAA"]
    # 2003: 181 days of One, 184 of Two. 2004: 183 of each, so the later one's.
    # 2005: only 31 days, all of Three's. 2006: 61 days, all of Late's.
    assert {name: (row.days, row.years, row.count) for name, row in rows.items()} == {
        "One": (None, Fraction(2), 0),
        "Two": (None, Fraction(1), 1),
        "Three": (None, Fraction(2), 1),
        "Late": (None, Fraction(1), 1),
    }


def test_an_era_of_the_only_side_that_has_it_in_the_list_in_force() -> None:
    eras = [
        era("One", "2001-01-01", "2003-01-01", rule="party"),
        era("One", "2001-01-01", "2004-01-01", rule="state"),
        era("Uno", "2001-01-01", side="BBB", rule="only"),
    ]
    visits = [visit("2003-05-01"), visit("2003-06-01", "CCC", "BBB")]
    study = "[eras]\npath = 'eras.csv'\nrules = { AAA = 'party' }"
    claim = "quantity = 'count'\nprinted = 1\nat = {{ era = 'One'{} }}{}"
    for rule, with_, verdict in [
        ("", "", NO),
        (", rule = 'state'", "", YES),
        ("", "\nwith = { rules = { AAA = 'state' } }", YES),
    ]:
        found = ask(claim.format(rule, with_), visits, eras, study=study)
        assert found.verdict == verdict
    uno = ask("quantity = 'count'\nprinted = 2\nat = { era = 'Uno' }", visits, eras)
    assert uno.verdict == YES


def test_an_era_that_was_not_observed_has_no_place() -> None:
    eras = [era("Before", "1990-01-01", "1995-01-01"), *ONE_AND_TWO]
    visits = [visit("2001-05-01")]
    claim = "quantity = 'frequency'\nat = {{ side = 'AAA', era = '{}' }}\nrank = {}"
    for own, rank, verdict in [
        ("Before", "{ place = 1 }", OPEN),
        ("Two", "{ place = 1 }", YES),
        ("One", "{ ahead_only_of = ['Before'] }", OPEN),
        ("One", "{ ahead_only_of = ['Two'], place = 2 }", YES),
        ("One", "{ ahead_only_of = ['Two'], place = 2, from = 'top' }", NO),
    ]:
        assert ask(claim.format(own, rank), visits, eras).verdict == verdict


def test_dates() -> None:
    visits = [
        visit("2003-12-30", end_date="2004-01-02"),
        visit("2003-12-30", end_date=""),
        visit("2003-12", end_date=""),
        visit("2003-12-31/2004-01-04", end_date=""),
    ]
    claim = "quantity = 'count'\nat = {{ period = '2003' }}\nprinted = 4\n{}"
    assert ask(claim.format(""), visits).value == 4
    end = ask(claim.format("with = { date_rule = 'end' }"), visits)
    assert (end.value, end.rows) == (3, {1, 2, 3})


def test_the_table_of_a_side() -> None:
    study = tomllib.loads(
        WINDOW + "[scheme.summit]\ntrue = 3.0\nfalse = 0.5", parse_float=str
    )
    visits = [
        visit("2001-05-01", summit="true", qualifies="true", source="x"),
        visit("2002-05-01", summit="false", qualifies="true", source=""),
        visit("2003-05-01", summit="true", qualifies="unclear", source="x"),
        visit("2004-05-01", summit="true", qualifies="false", source="x"),
    ]
    found = tables(study, visits, ONE_AND_TWO, [])
    year = Fraction("365.25")
    assert found.eras["AAA"] == {
        "One": EraRow(1095, 1095 / year, 2, 1, 1, Fraction("3.5")),
        "Two": EraRow(1096, 1096 / year, 0, 0, 0, Fraction(0)),
    }
    assert [days for _, _, days in found.gaps.closed] == [365]
    assert found.gaps.open_days == 365 * 4 + 31 + 30 + 31 + 31 + 30 + 31 + 30 + 31
