"""The slow oracle on lags and gaps, against cases worked by hand."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from math import inf

import pytest
from asked_oracle import ask, known, lag_row, shock
from claim_oracle import tables
from claim_oracle.lags import Lag, Range, mean, median, restricted_mean
from small_study import NO, OPEN, YES, visit

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
    assert median(lags[1:]) == Range(Fraction(114), Fraction(146), Fraction(130))
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
