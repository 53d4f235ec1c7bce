"""The slow oracle of claims, against cases worked by hand."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from typing import Any

import pytest
from asked_oracle import (
    NO,
    ONE_AND_TWO,
    OPEN,
    WINDOW,
    YES,
    Rows,
    ask,
    era,
    known,
    visit,
)
from claim_oracle import EraRow, tables
from claim_oracle.apart import holm, p_value
from claim_oracle.printed import region_of

# Counts, shares and frequencies -------------------------------------------------------


def test_a_share_of_a_side_in_one_direction() -> None:
    early = [visit("2001-05-01"), visit("2002-05-01")]
    late = [visit("2004-05-01"), visit("2004-06-01"), visit("2005-05-01")]
    visits = [*early, *late, visit("2005-06-01", "BBB", "AAA")]
    answer = ask(
        """quantity = 'share'
        at = { side = 'AAA', origin = 'AAA' }
        of = { side = 'AAA' }
        printed = '83%'""",
        visits,
        ONE_AND_TWO,
    )
    assert (answer.verdict, answer.value, answer.rows) == (YES, 5 / 6, {0, 1, 2, 3, 4})
    of_era = ask(
        """quantity = 'share'
        at = { side = 'AAA', era = 'One' }
        of = { side = 'AAA' }
        printed = 0.33""",
        visits,
        ONE_AND_TWO,
    )
    assert (of_era.verdict, of_era.value, of_era.rows) == (YES, 2 / 6, {0, 1})


@pytest.fixture
def equal() -> tuple[Rows, Rows]:
    """One visit in 388 days, and seven in 2716, which is as many a day."""
    eras = [era("Short", "2001-01-01", "2002-01-24"), era("Long", "2002-01-24")]
    days = [f"200{year}-03-01" for year in range(3, 10)]
    return [visit("2001-06-01"), *map(visit, days)], eras


EQUAL_WINDOW = """
[observation]
since = 2001-01-01
through = 2009-07-01
"""


@pytest.mark.parametrize(
    ("asserted", "verdict"),
    [
        ("at = {side = 'AAA', era = 'Short'}\nlower_than = {era = 'Long'}", NO),
        ("at = {side = 'AAA', era = 'Short'}\nhigher_than = {era = 'Long'}", NO),
        ("at = {side = 'AAA'}\nascending = ['Short', 'Long']", NO),
        ("at = {side = 'AAA'}\nascending = ['Long', 'Short']", NO),
        ("at = {era = 'Short'}\nrank = {place = 1}", YES),
        ("at = {era = 'Short'}\nrank = {place = 2}", YES),
        ("at = {era = 'Long'}\nrank = {place = 1, from = 'top'}", YES),
        ("at = {era = 'Long'}\nrank = {place = 2, from = 'top'}", YES),
        ("at = {era = 'Long'}\nrank = {place = 3, from = 'top'}", NO),
        ("at = {era = 'Long'}\nrank = {ahead_only_of = ['Short']}", NO),
    ],
)
def test_equal_frequencies_are_equal(
    equal: tuple[Rows, Rows], asserted: str, verdict: str
) -> None:
    visits, eras = equal
    row = tables(tomllib.loads(EQUAL_WINDOW), visits, eras, []).eras["AAA"]
    assert [(one.days, one.count) for one in row.values()] == [(388, 1), (2716, 7)]
    claim = f"quantity = 'frequency'\n{asserted}"
    assert ask(claim, visits, eras, window=EQUAL_WINDOW).verdict == verdict


def test_weights_are_added_as_written() -> None:
    scheme = "[scheme.visitor_rank]\nhigh = 0.3\nlow = 0.1"
    eras = [era("One", "2001-01-01", "2002-01-01"), era("Two", "2002-01-01")]
    lows = [visit(f"2001-0{month}-01", visitor_rank="low") for month in (1, 2, 3)]
    visits = [*lows, visit("2002-05-01", visitor_rank="high")]
    window = "[observation]\nsince = 2001-01-01\nthrough = 2002-12-31\n"
    for asserted in ("lower_than", "higher_than"):
        claim = f"""quantity = 'weighted_frequency'
        at = {{ era = 'One' }}
        {asserted} = {{ era = 'Two' }}"""
        assert ask(claim, visits, eras, study=scheme, window=window).verdict == NO
    ratio = """quantity = 'weighted_ratio'
    at = { era = 'One' }
    of = { era = 'Two' }
    printed = 1.000000000000"""
    found = ask(ratio, visits, eras, study=scheme, window=window)
    assert (found.verdict, known(found)) == (YES, (1, 1, 1))


def test_everything_is_all_of_itself_in_every_completion() -> None:
    visits = [visit("2001-05-01", source="a"), visit("2002-05-01", source=" ")]
    claim = "quantity = '{}'\nat = {{}}\nof = {{}}\nprinted = '100%'"
    for quantity in ("share", "ratio"):
        found = ask(claim.format(quantity), visits)
        assert (found.verdict, known(found)) == (YES, (1, 1, 1))
    nothing = ask(claim.format("share"), [visit("2002-05-01", source="")])
    assert (nothing.verdict, known(nothing)) == (OPEN, (1, 1, 1))


def test_every_subset_of_the_unsourced_visits_is_asked() -> None:
    visits = [
        visit("2001-05-01", sourced="true"),
        visit("2002-05-01", sourced="false"),
        visit("2003-05-01", sourced="false"),
    ]
    for printed, with_, verdict in [
        ("2", "", OPEN),
        ("4", "", NO),
        ("1\ncomparison = 'at_least'", "", YES),
        ("3", "with = { unsourced = 'include' }", YES),
        ("1", "with = { unsourced = 'exclude' }", YES),
    ]:
        found = ask(f"quantity = 'count'\nprinted = {printed}\n{with_}", visits)
        assert found.verdict == verdict
    doubted = ask("quantity = 'count'\nprinted = 2", visits)
    assert (known(doubted), doubted.rows) == ((3, 1, 3), {0, 1, 2})


def test_unclear_visits() -> None:
    visits = [
        visit("2001-05-01", qualifies="true"),
        visit("2002-05-01", qualifies="unclear"),
        visit("2003-05-01", qualifies="false"),
    ]
    for unclear, verdict, ends in [
        ("exclude", YES, (1, 1, 1)),
        ("include", NO, (2, 2, 2)),
        ("both", OPEN, (1, 1, 2)),
    ]:
        claim = f"quantity = 'count'\nprinted = 1\nwith = {{ unclear = '{unclear}' }}"
        found = ask(claim, visits)
        assert (found.verdict, known(found)) == (verdict, ends)


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


def test_conditions_on_columns() -> None:
    visits = [
        visit("2001-05-01", summit="true", setting="x", visitor="Wu"),
        visit("2001-06-01", summit="false", setting="y", visitor="Li"),
    ]
    for scope, rows in [
        ("where = { summit = true }", {0}),
        ("where = { setting = ['x', 'y'] }", {0, 1}),
        ("visitor = 'Li'", {1}),
        ("dyad = ['BBB', 'AAA']", {0, 1}),
        ("destination = 'AAA'", set()),
    ]:
        claim = f"quantity = 'count'\nat = {{ {scope} }}\nprinted = {len(rows)}"
        found = ask(claim, visits)
        assert (found.verdict, found.rows) == (YES, rows)


def test_qualification() -> None:
    visits = [
        visit("2001-05-01", visitor="Wu", qualifies="true", sourced="false"),
        visit("2002-06-01", visitor="Wu", qualifies="unclear", sourced="true"),
    ]
    claim = "quantity = 'qualification'\nat = {{ {} }}\nqualifies = {}"
    for scope, asserted, verdict in [
        ("visitor = 'Wu'", "true", OPEN),
        ("visitor = 'Wu', period = '2001'", "true", YES),
        ("period = '2002'", "'unclear'", YES),
        ("period = '2002'", "false", NO),
        ("visitor = 'Li'", "false", OPEN),
    ]:
        assert ask(claim.format(scope, asserted), visits).verdict == verdict


# Told apart ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "central", "midp"),
    [
        ((5, 4), (66, 10), 1.36840e-05, 8.0629e-06),
        ((0, 4), (9, 5), 0.0100827140, 0.0050413570),
    ],
)
def test_p_values(
    one: tuple[int, int], other: tuple[int, int], central: float, midp: float
) -> None:
    assert float(p_value(one, other)) == pytest.approx(central, rel=1e-5)
    assert float(p_value(other, one)) == pytest.approx(central, rel=1e-5)
    assert float(p_value(one, other, "midp")) == pytest.approx(midp, rel=1e-5)
    assert p_value((0, 4), (0, 9)) == 1


def test_holm() -> None:
    p = [Fraction(k, 100) for k in (1, 4, 3)]
    pairs = [frozenset({str(k)}) for k in range(3)]
    adjusted = holm(dict(zip(pairs, p, strict=True)))
    assert [adjusted[pair] * 100 for pair in pairs] == [3, 6, 6]


def test_told_apart() -> None:
    # In equal years 0 of 6 has p 2/64 = 0.03125, and 0.0625 as the least of two.
    eras = [
        era("One", "2001-01-01", "2002-01-01"),
        era("Two", "2002-01-01", "2003-01-01"),
        era("Three", "2003-01-01", "2004-01-01"),
    ]
    visits = [visit(f"2002-0{month}-01") for month in range(1, 7)]
    claim = """quantity = 'frequency'
    at = {{ side = 'AAA', era = 'One' }}
    told_apart_from = {{ side = 'AAA', era = '{}' }}
    with = {{ {} }}"""
    for other, with_, verdict in [
        ("Two", "adjustment = 'none'", YES),
        ("Two", "adjustment = 'holm'", NO),
        ("Two", "level = 0.9", YES),
        ("Two", "method = 'midp'", YES),
        ("Three", "", NO),
    ]:
        assert ask(claim.format(other, with_), visits, eras).verdict == verdict


# Printed numbers and tables -----------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "more", "inside", "outside"),
    [
        ("1.8", {}, ["1.75", "1.85"], ["1.749", "1.851"]),
        ("1.80", {}, ["1.795", "1.805"], ["1.79", "1.81"]),
        ("52%", {}, ["0.515", "0.525"], ["0.51", "0.53"]),
        ("1,200", {}, ["1199.5", "1200.5"], ["1199", "1201"]),
        (120, {"rounded_to": 10}, ["115", "125"], ["114.9", "125.1"]),
        (11, {"comparison": "at_most"}, ["9", "11.5"], ["11.6"]),
        (2, {"comparison": "at_least"}, ["1.5", "9"], ["1.4"]),
        (2, {"comparison": "less_than"}, ["1.99"], ["2"]),
        (2, {"comparison": "more_than"}, ["2.01"], ["2"]),
        (6, {"comparison": "almost"}, ["5.5", "5.99"], ["6", "5.4"]),
    ],
)
def test_what_a_print_stands_for(
    printed: Any, more: dict[str, Any], inside: list[str], outside: list[str]
) -> None:
    region = region_of({"printed": printed} | more)
    assert all(region.holds(Fraction(value)) for value in inside)
    assert not any(region.holds(Fraction(value)) for value in outside)


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
