"""Runs and tables of which little can be told: no test, no order, and why."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import summitry
from summitry.exceptions import SummitryWarning
from summitry.frames.suggestion import column_meant
from summitry.report.archive_words import told_floors
from summitry.report.terminal.run_text import run_text

AWAY: dict[str, Any] = {"since": "2001-01-01", "through": "2004-12-31"}
BEFORE = {
    "era": ["x", "y"],
    "side": ["AAA", "AAA"],
    "start": ["1950-01-01", "1960-01-01"],
    "end": ["1960-01-01", "1970-01-01"],
}
IN_IT = BEFORE | {
    "start": ["2001-01-01", "2003-01-01"],
    "end": ["2003-01-01", "2005-01-01"],
}
VISITS = {
    "date": [f"200{1 + n % 4}-0{1 + n}-01" for n in range(8)],
    "origin": ["AAA"] * 8,
    "destination": ["BBB"] * 8,
}


@pytest.mark.filterwarnings("ignore:of 8 visits")
@pytest.mark.parametrize(
    "test", ["trend", "dispersion", "permutation_test", "composition"]
)
def test_eras_outside_the_observation_have_the_same_columns_and_a_reason(
    test: str,
) -> None:
    options: dict[str, Any] = AWAY | {"progress": False}
    if test == "composition":
        options["where"] = {"origin": "AAA"}
    function = getattr(summitry, test)
    visits = pd.DataFrame(VISITS)
    outside, inside = (function(visits, eras, **options) for eras in (BEFORE, IN_IT))
    assert list(outside.columns) == list(inside.columns)
    assert len(outside) == len(inside)
    reason = outside["says" if test == "dispersion" else "note"]
    assert reason.str.contains("no exposure|cannot be told|no era was observed").all()


@pytest.mark.filterwarnings("ignore:of 8 visits")
def test_years_of_no_era_are_none_with_a_reason() -> None:
    for exposure in ("calendar_years", "days"):
        with pytest.warns(SummitryWarning, match="no era has a .* there is no row"):
            found = summitry.yearly_counts(VISITS, BEFORE, exposure=exposure, **AWAY)
        assert len(found) == 0


@pytest.mark.filterwarnings("ignore:of 8 visits")
def test_an_interval_says_where_nothing_is_known_of_the_years() -> None:
    lists = BEFORE | {"start": ["2001-01-01", "2002-01-01"]}
    lists["end"] = ["2002-01-01", "2003-01-01"]
    scheme = {"origin": {"AAA": 2.0}}
    for weighted in (None, scheme):
        short = summitry.era_frequency(
            pd.DataFrame(VISITS), lists, **AWAY, scheme=weighted
        )
        whole = summitry.era_frequency(VISITS, IN_IT, **AWAY, scheme=weighted)
        assert short["dispersion"].isna().all()
        assert set(short["interval"]) == {"garwood"}
        assert set(whole["interval"]) == {"dispersed"}
    tally = summitry.era_tally(VISITS, lists, **AWAY, by_year=True)
    assert set(summitry.era_frequency(tally)["interval"]) == {"garwood"}


def test_vague_lags_have_no_standard_error_of_first_days() -> None:
    shocks = pd.DataFrame({"date": ["2001-01-01", "2001-06-01", "2002-01-01"]})
    visits = {"date": ["2001-02", "2001-08", "2002-05-04"]}
    lags = summitry.response_lags(shocks, visits, **AWAY)
    found = summitry.lag_summary(lags).iloc[0]
    gone = [name for name in found.index if name.startswith("constant_rate")]
    assert found[["restricted_mean_se", *gone]].isna().all()
    assert "standard error" in found["message"]
    exact = summitry.lag_summary(
        pd.DataFrame({"lag": [3, 4, 9], "observed": [True] * 3})
    ).iloc[0]
    assert exact[["restricted_mean_se", *gone]].notna().all()


def test_an_empty_record_has_no_negative_zero() -> None:
    empty = {"era": ["a", "a", "b", "b"], "year": [1, 2, 3, 4]}
    years = empty | {"count": [0] * 4, "years": [1.0] * 4}
    numbers = [summitry.dispersion(years, progress=False)["chi_square"][0]]
    for counts in ([0, 0], [0]):
        era_counts = {"era": ["a", "b"][: len(counts)], "count": counts}
        era_counts["years"] = [1.0] * len(counts)
        found = summitry.equal_frequency_test(era_counts)
        numbers += [found["chi_square"][0], found["likelihood_ratio"][0]]
    assert not np.signbit(numbers).any()


@pytest.mark.parametrize(
    ("column", "known", "meant"),
    [
        ("date", ["Day", "origin"], "Day"),
        ("date", ["DATE", "Day"], "DATE"),
        ("date", ["Start", "End"], "Start"),
        ("date", ["Visit date"], "Visit date"),
        ("end_date", ["from", "to"], "to"),
        ("origin", ["from", "to"], "from"),
        ("destination", ["From", "To"], "To"),
        ("era", ["Leader", "From", "To"], "Leader"),
        ("start", ["Leader", "From", "To"], "From"),
        ("end", ["Leader", "From", "To"], "To"),
        ("visitor_rank", ["Rank"], "Rank"),
        ("visitor", ["vistor"], "vistor"),
        ("rank", ["reason", "visitor_rank"], "visitor_rank"),
        ("Office", ["note", "visitor_office"], "visitor_office"),
        ("who", ["note", "visitor"], "visitor"),
    ],
)
def test_a_missing_column_has_the_one_that_may_be_meant(
    column: str, known: list[str], meant: str
) -> None:
    assert column_meant(column, known) == f"did you mean '{meant}'?"
    assert column_meant(column, ["height", "weight"]) is None


RANKS = ["head_of_state", "cabinet_minister"] * 4
EMPTY = {"since": "2011-01-01", "through": "2014-12-31"}
LATER = IN_IT | {"start": ["2011-01-01", "2013-01-01"], "end": ["2013-01-01", None]}
OF_A_PAIR = pd.DataFrame(
    {
        "date": ["2001-02-01", "2002-02-05", "2003-03-05"],
        "origin": ["CCC", "AAA", "AAA"],
        "destination": ["DDD", "BBB", "BBB"],
    }
)


def run_of(eras: Any, **options: Any) -> tuple[Any, str]:
    """A run without a study file, and all that it says, in one line."""
    visits = pd.DataFrame(VISITS | {"visitor_rank": RANKS})
    run = summitry.analyse(visits, eras, **(AWAY | options))
    return run, " ".join(run_text(run).split())


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_a_run_without_a_visit_claims_no_test() -> None:
    run, text = run_of(LATER, **EMPTY, shocks={"date": ["2012-02-01", "2013-02-01"]})
    for said in (
        "No visit counts in any era, so none has fewer than another.",
        "No visit counts, so nothing can be told of changes of their rate.",
        "intervals and verdicts hold if visits are independent of each other",
        "Not tested: x against y (no visit in either era).",
        "followed by the same mean wait each time: that tests nothing",
        "No visit is on the days asked.",
        "No rank floor leaves out a visit that counts.",
    ):
        assert said in text
    for said in ("100% of", "penalty", "does not show the wait", "(no rows)", "None"):
        assert said not in text
    assert set(run.tables["placebo"]["note"]) == {
        "every arrangement gives the same mean: nothing is tested"
    }


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_a_coverage_of_nothing_compares_nothing() -> None:
    nothing = {"origin": ["AAA"], "since": ["2004-12-31"], "through": ["2004-12-31"]}
    _, text = run_of(IN_IT, coverage=nothing, shocks={"date": ["2001-02-01"]})
    assert "By rank floor nothing is compared: no two eras were observed." in text
    assert "A claim counts everybody whom it speaks of" in text
    assert "How the shares of visits move is not tested under a coverage." in text
    assert "Not tested: x; y (no exposure)." in text
    for said in ("same verdict under every", "None", "phases: ", "(no rows)"):
        assert said not in text


@pytest.mark.parametrize(
    ("lower", "floors"),
    [
        ("head_of_government", []),
        ("deputy_head", ["heads only"]),
        ("politburo_member", ["heads only"]),
        ("foreign_minister", ["heads only"]),
        ("vice_minister", ["heads only"]),
    ],
)
def test_floors_that_leave_out_no_visit_more_are_not_told(
    lower: str, floors: list[str]
) -> None:
    ranks = ["head_of_state", lower] * 4
    visits = pd.DataFrame(VISITS | {"visitor_rank": ranks})
    run = summitry.analyse(visits, IN_IT, **AWAY)
    for name in ("comparisons_by_floor", "phases_by_floor"):
        told = told_floors(run.tables[name]).values("floor")
        assert list(dict.fromkeys(told)) == [*floors, *["the full rule"] * len(floors)]
    alike = "No rank floor leaves out a visit that counts."
    assert (alike in " ".join(run_text(run).split())) is not bool(floors)


def test_an_only_era_has_no_order() -> None:
    _, text = run_of({"era": ["x"], "side": ["AAA"], "start": ["2001-01-01"], "end": [None]})  # fmt: skip
    assert "x is the only era that was observed: there is no order to tell." in text
    assert "rank may be" not in text


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_shocks_of_an_unvisited_pair_are_told_and_not_compared() -> None:
    run, text = run_of(IN_IT, shocks=OF_A_PAIR)
    assert run.tables["lags"]["unvisited_pair"].tolist() == [True, False, False]
    assert "Of 3 shocks 1 is of a pair of countries that no visit on record is" in text
    assert "no such visits" in text
    assert run.tables["lag_comparison"]["n"].tolist() == [1, 1]
    # It alone can be moved: that tests nothing.
    assert run.tables["placebo"]["note"].notna().all()
    assert "that tests nothing. Too late to be moved: 2 of 3." in text


def test_a_method_that_allows_for_nothing_says_so() -> None:
    years = [2001] * 6 + [2003] * 3 + [2004]
    visits = {"date": [f"{year}-03-0{n}" for n, year in enumerate(years, 1) if n < 10]}
    eras = {name: IN_IT[name] for name in ("era", "start", "end")}
    told = {}
    for method in ("dispersed", "central"):
        run = summitry.analyse(visits, eras, method=method, **AWAY)
        assert run.tables["dispersion"]["dispersion"][0] > 1
        told[method] = " ".join(run_text(run).split())
        interval = {"dispersed": "dispersed", "central": "garwood"}[method]
        assert set(run.tables["frequency"]["interval"]) == {interval}
    assert "Intervals and verdicts allow for it." in told["dispersed"]
    assert "verdicts allow for it" not in told["central"]
    assert "It is not allowed for: intervals and verdicts hold if" in told["central"]
    assert "All this holds if visits are independent of each other" in told["central"]


def test_phases_of_untold_years_say_what_they_suppose() -> None:
    eras = {"era": ["a", "b"], "start": ["2001-01-01", "2002-01-01"], "end": ["2002-01-01", "2003-01-01"]}  # fmt: skip
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2002-12-31"}
    run = summitry.analyse({"date": ["2001-05-05", "2002-02-02"]}, eras, **seen)
    text = " ".join(run_text(run).split())
    assert "All this holds if visits are independent of each other: how much" in text
    assert "How much years vary cannot be told; intervals and verdicts hold if" in text


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_a_coverage_that_lags_cannot_have_leaves_the_rest_of_a_run() -> None:
    by_country = {"origin": ["AAA", "BBB"], "since": ["2001-01-01", "2002-01-01"]}
    visits = pd.DataFrame(VISITS | {"destination": ["BBB", "CCC"] * 4})
    shocks = {"date": ["2002-02-05"], "origin": ["AAA"], "destination": ["BBB"]}
    run = summitry.analyse(visits, IN_IT, shocks, coverage=by_country, **AWAY)
    assert "lags" not in run.tables
    assert run.tables["notes"]["note"].str.startswith("There are no lags: the").any()
