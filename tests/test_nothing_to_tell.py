"""What cannot be told is told so, with its reason, and nothing else is lost by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from small_study import (
    OPEN,
    YES,
    era,
    shock,
    study_of,
    verdict_everywhere,
    visit,
)

import summitry
from summitry.exceptions import InputError, StudyError, SummitryWarning
from summitry.frames.suggestion import column_meant
from summitry.report.terminal.run_text import run_text
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from pathlib import Path

ERAS = [
    era("One", "2001-01-01", "2002-01-01"),
    era("Two", "2002-01-01", "2003-01-01"),
    era("Three", "2003-01-01"),
]
LATE = [visit("2004-01-05"), visit("2005-01-05")]
OF = 'quantity = "frequency"\nat = { side = "AAA", era = "One" }\n'
TOLD = OF + 'told_apart_from = { side = "AAA", era = "Two" }\n'
COUNT = 'quantity = "count"\nprinted = "2"'
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


def test_a_memo_says_nothing_of_two_eras_without_a_visit(tmp_path: Path) -> None:
    claims = {"apart": TOLD, "low": OF + 'lower_than = { side = "AAA", era = "Two" }'}
    claims["rank"] = OF + "rank = { place = 1 }"
    memos = study_of(tmp_path, claims, LATE, ERAS).memos()
    silent = "No visit counts under One or under Two: of these nothing can be told."
    for memo in memos.values():
        assert silent in memo
        assert "in the order in which they are" not in memo
    for name in ("apart", "low"):
        assert "interval" not in memos[name]


def test_an_era_alone_has_no_place(tmp_path: Path) -> None:
    ends = {"low": "", "high": ', from = "top"'}
    claims = {key: f"{OF}rank = {{ place = 1{end} }}" for key, end in ends.items()}
    one = study_of(tmp_path, claims, LATE, [era("One", "2001-01-01")])
    for name in claims:
        assert verdict_everywhere(one, name) == OPEN
        assert one.check()[name].reason == (
            "it is the only era of its list that was observed"
        )
    unseen = [era("One", "2001-01-01"), era("Old", "1950-01-01", "1960-01-01")]
    two = study_of(tmp_path, claims, LATE, unseen)
    assert verdict_everywhere(two, "low") == OPEN
    both = study_of(tmp_path, claims, LATE, ERAS)
    assert verdict_everywhere(both, "low") == YES


def test_against_nobody_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="it names no era") as caught:
        study_of(tmp_path, TOLD + "against = []", LATE, ERAS)
    assert "line" in str(caught.value)
    assert "against" in str(caught.value) or caught.value.code == "bad_value"


def test_eras_of_two_sides_are_told_with_their_line(tmp_path: Path) -> None:
    other = [era("Uno", "2001-01-01", side="BBB")]
    claim = OF + 'told_apart_from = { side = "BBB", era = "Uno" }'
    with pytest.raises(StudyError, match=r"line \d+.*two sides are not told apart"):
        study_of(tmp_path, {"a": claim, "b": COUNT}, LATE, ERAS + other).check()


@pytest.mark.parametrize("day", ["2002-02", "2002-02-31", "soon", ""])
def test_one_bad_shock_leaves_the_other_claims(day: str, tmp_path: Path) -> None:
    lag = 'quantity = "lag"\nat = {{ shocks = ["{}"] }}\nprinted = "37"'
    claims = {
        "count": COUNT,
        "good": lag.format("good"),
        "bad": lag.format("bad"),
        "mean": 'quantity = "mean_lag"\nprinted = "37"',
    }
    shocks = [shock("bad", day), shock("good", "2003-11-29")]
    study = study_of(tmp_path, claims, LATE, ERAS, shocks)
    found = study.check()
    assert [one.verdict for one in found] == [YES, YES, OPEN, OPEN]
    for name in claims:
        verdict_everywhere(study, name)
    for name in ("bad", "mean"):
        assert "the shock 'bad'" in found[name].reason
    tables = study.run().tables
    assert tables["lags"]["id"].tolist()[-1] == "good"
    said = " ".join(tables["notes"]["note"])
    assert ("1 shock left out of the lags" in said) == (day != "2002-02")
    assert "good" in report_html(study)
    cut = study_of(
        tmp_path, claims, LATE, ERAS, shocks, '[conventions]\noverlap = "latest"\n'
    )
    assert cut.check()["good"].verdict == OPEN


def test_a_wait_that_the_next_shock_cut_is_no_wait_that_still_runs(
    tmp_path: Path,
) -> None:
    claims = {
        "lag": 'quantity = "lag"\nat = { shocks = ["a"] }\nprinted = "30"',
        "mean": 'quantity = "mean_lag"\nat = { shocks = ["b"] }\nprinted = "30"',
    }
    shocks = [shock("a", "2003-02-01"), shock("b", "2003-02-05")]
    more = '[conventions]\noverlap = "latest"\n'
    study = study_of(tmp_path, claims, LATE, ERAS, shocks, more)
    result = study.check()["lag"]
    assert "next shock" in result.reason
    assert "next shock" in result.computed
    text = run_text(study.run())
    assert "cut by the next shock" in text
    assert "none yet" not in text
    assert "cut by the next shock" in report_html(study)
    plain = study_of(tmp_path, claims, LATE[:0] + LATE, ERAS, shocks)
    assert "cut by" not in run_text(plain.run())


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
    ],
)
def test_a_missing_column_has_the_one_that_may_be_meant(
    column: str, known: list[str], meant: str
) -> None:
    assert column_meant(column, known) == f"did you mean '{meant}'?"
    assert column_meant(column, ["height", "weight"]) is None


WRONG = re.compile(
    r"\b1 (eras|days|visits|years|rows|shocks|lags|pairs|gaps|claims|phases|shocks)\b"
)


def test_one_is_singular_in_every_text(tmp_path: Path) -> None:
    lag = 'quantity = "lag"\nat = { shocks = ["a"] }\n'
    claims = {
        "count": 'quantity = "count"\nprinted = "1"',
        "lag": lag + 'printed = "1"',
        "most": lag + 'printed = "1"\ncomparison = "at_most"',
        "mean": 'quantity = "mean_lag"\nprinted = "1"\nwith = { tau = 1 }',
        "year": OF + 'printed = "0"\nwith = { exposure = "calendar_years" }',
    }
    shocks = [shock("a", "2005-01-04"), shock("b", "2006-12-30")]
    eras = [era("One", "2001-01-01", "2002-01-01"), era("Two", "2002-01-01")]
    study = study_of(
        tmp_path, claims, [visit("2005-01-05", summit="true")], eras, shocks
    )
    results = study.check()
    texts = [
        run_text(study.run(), results),
        "\n".join(map(str, results)),
        study.summary(),
        re.sub(r"<[^>]*>|data:[^\"]*", " ", report_html(study)),
        repr(study),
        repr(study.multiverse()),
        *study.memos().values(),
    ]
    for text in texts:
        assert WRONG.findall(" ".join(text.split())) == [], text


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
        "No two eras can be told apart under any rank floor.",
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


@pytest.mark.filterwarnings("ignore:no visit follows any")
def test_an_open_lag_is_more_than_what_was_waited(tmp_path: Path) -> None:
    lag = 'quantity = "lag"\nat = { shocks = ["a"] }\nprinted = "900"'
    study = study_of(tmp_path, lag, LATE, ERAS, [shock("a", "2006-01-01")])
    result = study.check()["it"]
    assert result.computed == "more than 364 days: no visit yet"
    assert ">364 none yet" in " ".join(run_text(study.run()).split())
    assert "more than 364 days" in study.memos()["it"]


def test_a_report_without_a_visit_has_no_plot_of_them(tmp_path: Path) -> None:
    study = study_of(tmp_path, COUNT, [visit("1999-01-01")], ERAS)
    assert "Here is nothing to draw." in report_html(study)


def test_eras_are_told_apart_under_a_condition_where_years_are_not_allowed_for(
    tmp_path: Path,
) -> None:
    def told(days: list[str], eras: Any, more: str = "") -> tuple[str, str]:
        study = study_of(tmp_path, TOLD, [visit(day) for day in days], eras, more=more)
        return study.check()["it"].conditional, study.memos()["it"]

    longer = [era("One", "2001-01-01", "2004-01-01"), era("Two", "2004-01-01")]
    one_year = [f"2002-0{month}-0{day}" for month in (1, 5) for day in range(1, 10)]
    even = [f"200{year}-0{n}-01" for year in (4, 5, 6) for n in range(1, 9)]
    uneven = [day.replace("2002", "2005") for day in one_year]
    supposed = f"{YES} if visits are independent of each other"
    assert told(one_year, ERAS[:2])[0] == supposed
    verdict, memo = told(even, longer)
    assert verdict == YES
    assert "independent" not in memo
    central = '[conventions]\nmethod = "central"\n'
    verdict, memo = told(uneven, longer, central)
    assert verdict == supposed
    assert "if visits are independent of each other" in memo
    assert told(even, longer, central)[0] == YES


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_a_coverage_that_lags_cannot_have_leaves_the_rest_of_a_run() -> None:
    by_country = {"origin": ["AAA", "BBB"], "since": ["2001-01-01", "2002-01-01"]}
    visits = pd.DataFrame(VISITS | {"destination": ["BBB", "CCC"] * 4})
    shocks = {"date": ["2002-02-05"], "origin": ["AAA"], "destination": ["BBB"]}
    run = summitry.analyse(visits, IN_IT, shocks, coverage=by_country, **AWAY)
    assert "lags" not in run.tables
    assert run.tables["notes"]["note"].str.startswith("There are no lags: the").any()


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_gaps_that_nobody_watched_are_told_and_not_drawn(tmp_path: Path) -> None:
    days: dict[str, Any] = {"since": "2001-01-01", "through": "2006-12-31"}
    early = {"origin": ["AAA", "BBB"], "through": ["2003-12-31"] * 2}
    one = pd.DataFrame(
        {"date": ["2003-02-02"], "origin": ["AAA"], "destination": ["BBB"]}
    )
    gaps = summitry.visit_gaps(one, coverage=early, **days)
    assert not gaps["known"].any()
    with pytest.raises(InputError, match="no gap was watched throughout"):
        summitry.plot.gaps(gaps)
    rows = [visit("2003-02-02", summit="true")]
    covered = "[[coverage]]\nthrough = 2003-12-31\n"
    study = study_of(tmp_path, COUNT, rows, ERAS, more=covered)
    assert "No gap between summits was watched throughout." in report_html(study)
