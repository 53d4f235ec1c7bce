"""Ways to count that cannot be and periods outside leave the rest answered."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from small_study import (
    NO,
    ONE_AND_TWO,
    OPEN,
    YES,
    counts_everywhere,
    shock,
    study_of,
    verdict_everywhere,
    visit,
)

import summitry
from summitry import Claim
from summitry.cli import main
from summitry.exceptions import InputError, StudyError

if TYPE_CHECKING:
    from pathlib import Path

VISITS = [
    visit("2001-06-01", summit="true"),
    visit("2002-03-01", summit="false"),
    visit("2004-08-01", summit="true"),
    visit("2006-02-01", summit="false"),
]
SHOCKS = [shock("s1", "2002-01-01"), shock("s2", "2005-12-01")]
SINCE = ["2001-01-01", "2005-01-01", "2003-05-01"]
THROUGH = ["2006-12-31", "2004-12-31", "2002-06-30"]
CLAIMS = {
    "count": 'quantity = "count"\nat = { era = "One" }\nprinted = 2',
    "order": 'quantity = "frequency"\nat = { era = "One" }\nlower_than = { era = "Two" }',
    "apart": 'quantity = "frequency"\nat = { era = "One" }\n'
    'told_apart_from = { era = "Two" }',
    "lag": 'quantity = "lag"\nat = { shocks = ["s1"] }\nprinted = 59',
    "mean": 'quantity = "mean_lag"\nprinted = 60',
    "gap": 'quantity = "longest_gap"\nprinted = 884',
    "line": 'quantity = "qualification"\nqualifies = true',
}
OUTSIDE = "the period lies outside the observation"


def listed(days: list[str]) -> str:
    return f"[{', '.join(days)}]"


def test_ways_that_cannot_be_hold_nowhere_and_leave_the_others(tmp_path: Path) -> None:
    more = f"[decisions]\nsince = {listed(SINCE)}\nthrough = {listed(THROUGH)}\n"
    (tmp_path / "all").mkdir()
    study = study_of(tmp_path / "all", CLAIMS, VISITS, ONE_AND_TWO, SHOCKS, more=more)
    found = study.multiverse(progress=False).table.set_index(["since", "through"])
    assert len(found) == len(SINCE) * len(THROUGH)
    impossible = 0
    for number, (since, through) in enumerate(product(SINCE, THROUGH)):
        row = found.loc[since, through]
        holds = [row[f"{name}_holds"] for name in CLAIMS]
        if through < since:
            assert all(map(pd.isna, holds))
            assert all(pd.isna(row[name]) for name in CLAIMS)
            impossible += 1
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        study_of(folder, CLAIMS, VISITS, ONE_AND_TWO, SHOCKS)
        path = folder / "study.toml"
        text = path.read_text("utf-8").replace("2001-01-01", since, 1)
        path.write_text(text.replace("2006-12-31", through, 1), "utf-8")
        for one, so in zip(summitry.read_study(path).check(), holds, strict=True):
            due = {YES: True, NO: False, OPEN: None}[one.verdict]
            assert (None if pd.isna(so) else bool(so)) == due, (since, through, one.id)
    assert impossible == 3
    assert counts_everywhere(study, "line")[2] == impossible
    assert verdict_everywhere(study, "count") == YES
    assert set(study.memos()) == {*CLAIMS}
    study.report(tmp_path / "report.html")
    table = study.robustness(progress=False).set_index("id")
    assert (table["undetermined"] >= impossible).all()


def test_the_command_answers_where_some_ways_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = f"[decisions]\nsince = {listed(SINCE)}\nthrough = {listed(THROUGH)}\n"
    study_of(tmp_path, CLAIMS["count"], VISITS, ONE_AND_TWO, more=more)
    assert main(["check", str(tmp_path)]) == 0
    assert "1 claim: 1 reproduced" in capsys.readouterr().out


def test_frequencies_of_ways_that_cannot_be_are_null() -> None:
    visits, eras = pd.DataFrame(VISITS), pd.DataFrame(ONE_AND_TWO)
    asked: Any = {"since": SINCE, "through": THROUGH, "progress": False}
    eras["end"] = eras["end"].replace("", None)
    table = summitry.multiverse(visits, eras, **asked).table
    cannot_be = table["through"].astype(str) < table["since"].astype(str)
    assert cannot_be.any()
    assert (
        table.loc[cannot_be, ["One", "Two", "One_rank", "Two_rank"]]
        .isna()
        .all(axis=None)
    )
    assert table.loc[~cannot_be, ["One", "Two"]].notna().any(axis=1).all()
    claims = {"one": Claim.lowest("One")}
    found = summitry.multiverse(visits, eras, claims=claims, **asked).table
    cannot_be = found["through"].astype(str) < found["since"].astype(str)
    assert found.loc[cannot_be, "one_holds"].isna().all()
    with pytest.raises(InputError, match="before its start"):
        summitry.multiverse(
            visits, eras, claims=claims, since=SINCE[1], through=THROUGH[1]
        )


def test_a_study_that_itself_cannot_be_is_refused(tmp_path: Path) -> None:
    study_of(tmp_path, CLAIMS["count"], VISITS, ONE_AND_TWO)
    path = tmp_path / "study.toml"
    path.write_text(path.read_text("utf-8").replace("2006-12-31", "2000-12-31"))
    with pytest.raises(StudyError, match="before its start"):
        summitry.read_study(path)


PERIODS = {
    "count": 'quantity = "count"\nat = { {P} }\nprinted = 0',
    "era": 'quantity = "count"\nat = { era = "One", {P} }\nprinted = 0',
    "ratio": 'quantity = "ratio"\nat = { era = "One", {P} }\nof = { era = "Two" }\nprinted = 1',
    "share": 'quantity = "share"\nat = { {P} }\nof = {}\nprinted = "5%"',
    "order": 'quantity = "count"\nat = {}\nlower_than = { {P} }',
    "rank": 'quantity = "frequency"\nat = { era = "One", {P} }\nrank = { place = 1 }',
    "list": 'quantity = "frequency"\nat = { {P} }\nascending = ["One", "Two"]',
    "apart": 'quantity = "frequency"\nat = { era = "One", {P} }\n'
    'told_apart_from = { era = "Two" }',
    "beside": 'quantity = "frequency"\nat = { era = "One", dyad = ["AAA", "BBB"], {P} }\n'
    'lower_than = { era = "Two" }\nrelative_to = {}',
}


@pytest.mark.parametrize(
    "period", ["2007", "1999/2000", "2010-05", "2007-01-01/2007-02-01"]
)
def test_a_period_outside_leaves_its_claim_open_and_the_others_answered(
    period: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = f'period = "{period}"'
    claims = {name: text.replace("{P}", written) for name, text in PERIODS.items()}
    claims["other"] = CLAIMS["count"]
    study = study_of(tmp_path, claims, VISITS, ONE_AND_TWO)
    for one in study.check():
        if one.id == "other":
            assert one.verdict == YES
        else:
            assert (one.verdict, one.reason) == (OPEN, OUTSIDE), one.id
            assert one.value is None or one.id == "order", one.id
        assert verdict_everywhere(study, one.id) == one.verdict
    memos = study.memos()
    assert all(OUTSIDE in memos[name] for name in PERIODS)
    assert study.run().tables
    study.report(tmp_path / "report.html")
    assert OUTSIDE in (tmp_path / "report.html").read_text("utf-8")
    assert main(["check", str(tmp_path)]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert told.count(OUTSIDE) == len(PERIODS)


def test_a_period_that_other_last_days_take_out_holds_in_the_rest(
    tmp_path: Path,
) -> None:
    claim = 'quantity = "count"\nat = { period = "2006" }\nprinted = 1'
    more = f"[decisions]\nthrough = {listed(THROUGH)}\n"
    study = study_of(tmp_path, claim, VISITS, ONE_AND_TWO, more=more)
    assert counts_everywhere(study) == (1, 0, 2)
