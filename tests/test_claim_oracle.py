"""The slow oracle of claims, against cases worked by hand."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from typing import Any

import pytest
from asked_oracle import ask, known
from claim_oracle import tables
from claim_oracle.apart import holm, p_value
from claim_oracle.printed import region_of
from small_study import NO, ONE_AND_TWO, OPEN, YES, Rows, era, visit


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
