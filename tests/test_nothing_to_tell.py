"""What cannot be told is told so, with its reason, and nothing else is lost by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from small_study import OPEN, YES, era, shock, study_of, verdict_everywhere, visit

import summitry
from summitry.exceptions import InputError, StudyError
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
