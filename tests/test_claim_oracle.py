"""The slow oracle of claims, against cases worked by hand."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, Any

import pytest
from claim_oracle import Answer, EraRow, LagRow, answers, tables
from claim_oracle.apart import holm, p_value
from claim_oracle.lags import Lag, Range, mean, median, restricted_mean
from claim_oracle.printed import region_of
from random_studies import Tabled, read_tabled, write_study
from random_study.traits import RARE

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[dict[str, str]]
YES, NO, OPEN = "reproduced", "not reproduced", "not determined"

WINDOW = """
[observation]
since = 2001-01-01
through = 2006-12-31
"""


def visit(day: str, origin: str = "AAA", destination: str = "BBB", **more: str) -> Any:
    return {"date": day, "origin": origin, "destination": destination} | more


def era(name: str, start: str, end: str = "", side: str = "AAA", **more: str) -> Any:
    return {"side": side, "era": name, "start": start, "end": end} | more


def shock(name: str, day: str, **more: str) -> Any:
    return {"id": name, "date": day, "label": name} | more


def ask(
    claim: str,
    visits: Rows,
    eras: Rows | None = None,
    shocks: Rows | None = None,
    study: str = "",
    window: str = WINDOW,
) -> Answer:
    """Ask one claim, written as in the file, of a study."""
    text = f"{window}{study}\n[[claim]]\nid = 'it'\n{claim}"
    parsed = tomllib.loads(text, parse_float=str)
    return answers(parsed, visits, eras or [], shocks or [])["it"]


def lag_row(days: int | None, status: str) -> LagRow:
    return LagRow(days, observed=status == "observed", status=status)


def known(answer: Answer) -> tuple[float | None, float | None, float | None]:
    return answer.value, answer.low, answer.high


ONE_AND_TWO = [era("One", "2001-01-01", "2004-01-01"), era("Two", "2004-01-01")]


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


# Lags ---------------------------------------------------------------------------------

FROM_ZERO = "[observation]\nsince = 2001-01-01\nthrough = 2001-04-11\n"
"""Days 0 to 100."""


@pytest.mark.parametrize(
    ("overlap", "first", "second"),
    [
        ("both", (80, "observed"), (30, "observed")),
        ("latest", (50, "censored"), (30, "observed")),
        ("first", (80, "observed"), (None, "left_out")),
    ],
)
def test_another_shock_before_the_answer(
    overlap: str, first: tuple[int, str], second: tuple[int | None, str]
) -> None:
    shocks = [shock("a", "2001-01-01"), shock("b", "2001-02-20")]
    visits = [visit("2001-03-22")]
    study = f"[conventions]\noverlap = '{overlap}'"
    found = tables(tomllib.loads(FROM_ZERO + study), visits, [], shocks).lags
    assert found == {"a": lag_row(*first), "b": lag_row(*second)}
    claim = "quantity = 'lag'\nat = { shocks = ['a'] }\nprinted = 80"
    alone = ask(claim, visits, None, shocks, study, FROM_ZERO)
    assert alone.verdict == (OPEN if overlap == "latest" else YES)
    left_out = claim.replace("'a'", "'b'").replace("80", "30")
    second_claim = ask(left_out, visits, None, shocks, study, FROM_ZERO)
    assert second_claim.verdict == (OPEN if overlap == "first" else YES)


def test_a_visit_on_the_day_of_the_next_shock() -> None:
    shocks = [shock("a", "2001-01-01"), shock("b", "2001-02-20")]
    visits = [visit("2001-02-20")]
    for overlap, same_day, wanted in [
        ("latest", "include", [(50, "censored"), (0, "observed")]),
        ("latest", "exclude", [(50, "observed"), (50, "censored")]),
        ("first", "include", [(50, "observed"), (None, "left_out")]),
        ("first", "exclude", [(50, "observed"), (50, "censored")]),
    ]:
        study = f"[conventions]\noverlap = '{overlap}'\nsame_day = '{same_day}'"
        found = tables(tomllib.loads(FROM_ZERO + study), visits, [], shocks).lags
        assert found is not None
        assert [(lag.days, lag.status) for lag in found.values()] == wanted


def test_shocks_about_other_countries_and_outside_the_observation() -> None:
    study = "[conventions]\noverlap = 'first'"
    shocks = [
        shock("early", "2000-12-01", origin="AAA", destination="BBB"),
        shock("other", "2001-01-01", origin="AAA", destination="CCC"),
        shock("own", "2001-01-02", origin="BBB", destination="AAA"),
        shock("late", "2001-05-01", origin="AAA", destination="BBB"),
    ]
    found = tables(
        tomllib.loads(FROM_ZERO + study), [visit("2001-01-09")], [], shocks
    ).lags
    assert found == {
        "early": lag_row(None, "shock_before_start"),
        "other": lag_row(100, "censored"),
        "own": lag_row(7, "observed"),
        "late": lag_row(None, "shock_after_end"),
    }


def test_a_shock_of_two_countries_waits_for_visits_between_them() -> None:
    shocks = [shock("a", "2006-12-01", origin="BBB", destination="CCC")]
    claim = "quantity = 'lag'\nat = { shocks = ['a'] }\n"
    visits = [visit("2006-12-02"), visit("2006-12-03", "AAA", "CCC")]
    found = ask(claim + "printed = 1", visits, None, shocks)
    assert (found.verdict, known(found), found.rows) == (NO, (None, 31, inf), set())
    assert ask(claim + "censored = true", visits, None, shocks).verdict == YES
    nameless = [shock("a", "2006-12-01")]
    found = ask(claim + "censored = false", visits, None, nameless)
    assert (found.verdict, known(found)) == (OPEN, (None, None, None))
    one_pair = claim.replace("] }", "], dyad = ['AAA', 'CCC'] }")
    assert ask(one_pair + "printed = 2", visits, None, nameless).verdict == YES


def test_a_mean_of_no_answers_is_not_determined() -> None:
    claim = "quantity = 'mean_lag'\nprinted = 82\ncomparison = 'more_than'"
    shocks = [shock("a", "2001-01-01"), shock("b", "2002-01-01")]
    found = ask(claim, [], None, shocks)
    assert (found.verdict, known(found)) == (OPEN, (None, None, None))


def test_vague_days() -> None:
    window = "[observation]\nsince = 2011-01-01\nthrough = 2017-03-15\n"
    shocks = [shock("death", "2011-12-17"), shock("month", "2015-09-20")]
    visits = [visit("2012-04"), visit("2015-10")]
    claim = "quantity = 'lag'\nat = {{ shocks = ['{}'] }}\nprinted = {}\n{}"
    for name, printed, more, verdict in [
        ("death", 120, "", OPEN),
        ("death", 120, "rounded_to = 40", YES),
        ("death", 106, "comparison = 'at_least'", YES),
        ("death", 135, "comparison = 'at_most'", YES),
        ("death", 105, "", NO),
        ("month", 42, "comparison = 'less_than'", YES),
    ]:
        found = ask(claim.format(name, printed, more), visits, None, shocks, "", window)
        assert found.verdict == verdict
        assert known(found)[1:] == {"death": (106, 135), "month": (11, 41)}[name]
    maybe_before = [shock("within", "2012-04-10")]
    found = ask(claim.format("within", 1, ""), visits, None, maybe_before, "", window)
    assert known(found)[1:] == (0, 3 * 365 + 20 + 31 + 30 + 31 + 31 + 30 + 31)


def test_a_lag_that_still_runs() -> None:
    window = "[observation]\nsince = 2016-01-01\nthrough = 2017-03-15\n"
    shocks = [shock("fifth", "2016-09-09")]
    claim = "quantity = 'lag'\nat = {{ shocks = ['fifth'] }}\nprinted = {}\n{}"
    for printed, comparison, verdict in [
        (188, "at_least", YES),
        (187, "at_most", NO),
        (200, "at_least", OPEN),
        (188, "at_most", OPEN),
        (187, "more_than", YES),
        (188, "more_than", OPEN),
        (188, "less_than", NO),
        (187, "equals", NO),
        (188, "equals", OPEN),
    ]:
        more = f"comparison = '{comparison}'"
        found = ask(claim.format(printed, more), [], None, shocks, "", window)
        assert (found.verdict, known(found)) == (verdict, (None, 188, inf))
    years = claim.format("0.5", "comparison = 'more_than'\nunit = 'years'")
    found = ask(years, [], None, shocks, "", window)
    assert (found.verdict, found.low) == (YES, 188 / 365.25)


SEED = [Lag("observed", days, days) for days in (11, 114, 99, 146)]
OPEN_LAG = Lag("censored", 187)


def test_summaries_of_lags() -> None:
    lags = [*SEED, OPEN_LAG]
    assert median(lags) == Range.exactly(114)
    assert restricted_mean(lags, 187) == restricted_mean(lags, None)
    assert restricted_mean(lags, None) == Range.exactly(Fraction("111.4"))
    assert restricted_mean(lags, 180) == Range.exactly(110)
    assert mean(lags) == Range.exactly(Fraction("92.5"))
    # Without the first: 1/2 from 114 to 146.
    assert median(lags[1:]) == Range(Fraction(114), Fraction(146), Fraction(114))
    assert restricted_mean(lags[1:], None) == Range.exactly(Fraction("136.5"))
    # At 1/2 for as long as was seen, or never there.
    assert median([SEED[0], OPEN_LAG]) == Range(Fraction(11), inf, Fraction(11))
    assert median([SEED[0], OPEN_LAG, OPEN_LAG]) is None
    # Beyond the longest lag the curve goes on as it was.
    assert restricted_mean([SEED[0], OPEN_LAG], 211) == Range.exactly(111)
    assert restricted_mean([], None) is None


def test_a_censored_lag_waits_beyond_an_answer_of_the_same_day() -> None:
    # The vector of the methods page: 0, 5, 5, 5+, 12, 30, 30+.
    answered = [Lag("observed", days) for days in (0, 5, 5, 12, 30)]
    lags = [*answered, Lag("censored", 5), Lag("censored", 30)]
    whole = restricted_mean(lags, 30)
    assert whole is not None
    assert float(whole.low) == pytest.approx(15.1428571429)
    assert median(lags) == Range.exactly(12)


def test_orders_of_summaries() -> None:
    shocks = [shock("a", "2001-01-01"), shock("b", "2003-01-01")]
    visits = [visit("2001-01-11"), visit("2003-01")]
    claim = """quantity = 'mean_lag'
    at = {{ shocks = ['a'] }}
    {} = {{ shocks = ['b'] }}"""
    # 10 days against 0 to 30.
    assert ask(claim.format("lower_than"), visits, None, shocks).verdict == OPEN
    visits[1] = visit("2003-01-12/2003-01-20")
    assert ask(claim.format("lower_than"), visits, None, shocks).verdict == YES
    assert ask(claim.format("higher_than"), visits, None, shocks).verdict == NO
    period = claim.replace("shocks = ['a']", "period = '2001'")
    assert ask(period.format("lower_than"), visits, None, shocks).verdict == YES


# Gaps ---------------------------------------------------------------------------------


def test_gaps() -> None:
    visits = [visit("2001-05-01"), visit("2001-05-01"), visit("2006-12-01")]
    longest = "quantity = 'longest_gap'\nprinted = {}\n"
    assert ask(longest.format(2040), visits).verdict == YES
    # Two visits of one day are no gap of 0 days.
    same_day = ask(longest.format(0), visits[:2])
    assert (same_day.verdict, known(same_day)) == (OPEN, (None, None, None))
    opened = ask("quantity = 'open_gap'\nprinted = 30", visits)
    assert (opened.verdict, known(opened)) == (YES, (30, 30, 30))
    never = ask("quantity = 'open_gap'\nprinted = 2190\ncomparison='more_than'", [])
    assert (never.verdict, known(never)) == (YES, (None, 2191, inf))
    almost = """quantity = 'longest_gap'
    printed = 6
    comparison = 'almost'
    unit = 'years'"""
    assert ask(almost, visits).verdict == YES
    unsourced = [row | {"sourced": str(row != visits[2]).lower()} for row in visits]
    doubted = ask("quantity = 'open_gap'\nprinted = 30", unsourced)
    assert (doubted.verdict, known(doubted)) == (OPEN, (30, 30, 2070))


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


# Random studies -----------------------------------------------------------------------

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
