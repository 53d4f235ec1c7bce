"""Claims under a coverage: inside it as without one, outside of it not determined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from claim_oracle import answers
from hypothesis import assume, given, settings, strategies as st
from small_study import ONE_AND_TWO, OPEN, YES, era, shock, study_of, visit

import summitry
from summitry.exceptions import CategoryError, InputError, StudyError

if TYPE_CHECKING:
    from pathlib import Path

    from summitry.claims.result import ClaimResults

VISITS = [
    visit("2001-05-01", visitor_rank="head_of_state", visitor="Kim", summit="true"),
    visit("2002-06-01", visitor_rank="cabinet_minister", visitor="Pak", summit="false"),
    visit("2004-03-01", visitor_rank="head_of_state", visitor="Kim", summit="true"),
    visit("2005-07-01", visitor_rank="cabinet_minister", visitor="Li", summit="false"),
    visit(
        "2005-08-01", "BBB", "AAA", visitor_rank="deputy_head", visitor="Wu", summit=""
    ),
]
SHOCKS = [shock("early", "2001-04-01"), shock("late", "2005-06-01")]
CLAIMS = {
    "one": 'quantity = "count"\nat = { side = "AAA", era = "One" }\nprinted = 2',
    "two": 'quantity = "count"\nat = { side = "AAA", era = "Two" }\nprinted = 3',
    "from-b": 'quantity = "count"\nat = { origin = "BBB" }\nprinted = 1',
    "heads": """quantity = "count"
at = { where = { visitor_rank = "head_of_state" } }
printed = 2""",
    "summits": 'quantity = "count"\nat = { where = { summit = true } }\nprinted = 2',
    "kim": 'quantity = "count"\nat = { visitor = "Kim" }\nprinted = 2',
    "order": """quantity = "frequency"
at = { side = "AAA", era = "Two" }
rank = { place = 2 }""",
    "higher": """quantity = "frequency"
at = { side = "AAA", era = "Two" }
higher_than = { side = "AAA", era = "One" }""",
    "period": 'quantity = "count"\nat = { period = "2005" }\nprinted = 2',
    "early": 'quantity = "lag"\nat = { shocks = ["early"] }\nprinted = 30',
    "late": 'quantity = "lag"\nat = { shocks = ["late"] }\nprinted = 30',
    "mean": 'quantity = "mean_lag"\nat = {}\nprinted = 30',
    "open": 'quantity = "open_gap"\nat = {}\nprinted = 517',
    "longest": 'quantity = "longest_gap"\nat = {}\nprinted = 639',
}
ALWAYS = set(CLAIMS)


def checked(folder: Path, coverage: str) -> ClaimResults:
    return study_of(folder, CLAIMS, VISITS, ONE_AND_TWO, SHOCKS, coverage).check()


def determined(results: ClaimResults) -> set[str]:
    return {one.id for one in results if one.verdict != OPEN}


def test_every_claim_is_reproduced_without_a_coverage(tmp_path: Path) -> None:
    assert {one.verdict for one in checked(tmp_path, "")} == {YES}
    whole = checked(tmp_path, "[[coverage]]\nsource = 'everything'\n")
    assert {one.verdict for one in whole} == {YES}


@pytest.mark.parametrize(
    ("coverage", "inside"),
    [
        (
            "[[coverage]]\nsince = 2004-01-01\n",
            {"two", "period", "late", "open"},
        ),
        (
            "[[coverage]]\nthrough = 2003-12-31\n",
            {"one", "early"},
        ),
        (
            (
                '[[coverage]]\norigin = "AAA"\n[[coverage]]\norigin = "BBB"\n'
                "since = 2004-01-01\n"
            ),
            # The heads of B might have travelled as well.
            {"two", "period", "late", "open"},
        ),
        (
            (
                '[[coverage]]\nvisitor_rank = "*"\n[[coverage]]\n'
                'visitor_rank = "cabinet_minister"\nsince = 2004-01-01\n'
            ),
            {"two", "heads", "summits", "kim", "period", "late", "open"},
        ),
        ('[[coverage]]\nvisitor = "Kim"\n', {"kim"}),
    ],
)
def test_a_claim_is_answered_where_all_that_it_speaks_of_is_covered(
    tmp_path: Path, coverage: str, inside: set[str]
) -> None:
    plain, found = checked(tmp_path, ""), checked(tmp_path, coverage)
    assert determined(found) == inside
    for one in found:
        if one.id in inside:
            same = (one.value, one.verdict, one.computed, list(one.rows))
            other = plain[one.id]
            assert same == (
                other.value,
                other.verdict,
                other.computed,
                list(other.rows),
            )
        else:
            assert "the coverage leaves out" in one.reason
            assert one.value is None
            assert not len(one.rows)


def test_the_reason_names_who_and_when(tmp_path: Path) -> None:
    text = '[[coverage]]\nvisitor_rank = "*"\n[[coverage]]\n'
    text += 'visitor_rank = "cabinet_minister"\nsince = 2002-01-01\n'
    said = "the coverage leaves out cabinet_minister from 2001-01-01 to 2001-12-31"
    assert checked(tmp_path, text)["one"].reason == said
    everybody = checked(tmp_path, "[[coverage]]\nthrough = 2006-06-30\n")["two"]
    assert everybody.reason.endswith("everybody from 2006-07-01 to 2006-12-31")


def test_a_rank_that_does_not_count_need_not_be_covered(tmp_path: Path) -> None:
    rule = '[definition]\nminimum = { "*" = "deputy_head" }\n'
    late = '[[coverage]]\nvisitor_rank = "*"\n[[coverage]]\nsince = 2004-01-01\n'
    late += 'visitor_rank = "cabinet_minister"\n'
    claim = {"one": CLAIMS["one"].replace("= 2", "= 1")}
    study = study_of(tmp_path, claim, VISITS, ONE_AND_TWO, None, rule + late)
    assert study.check()["one"].verdict == YES
    # One that would count, and of which there is no visit, need be.
    lacking = late.replace("cabinet_minister", "head_of_party")
    study = study_of(tmp_path, claim, VISITS, ONE_AND_TWO, None, rule + lacking)
    assert "head_of_party" in study.check()["one"].reason


def test_a_rank_of_the_ladder_that_nobody_covers_leaves_a_claim_open(
    tmp_path: Path,
) -> None:
    rule = '[definition]\nminimum = { "*" = "deputy_head" }\n'
    ranks = ("head_of_state", "deputy_head", "cabinet_minister")
    seen = "".join(f'[[coverage]]\nvisitor_rank = "{rank}"\n' for rank in ranks)
    claim = {"one": CLAIMS["one"].replace("= 2", "= 1")}
    study = study_of(tmp_path, claim, VISITS, ONE_AND_TWO, None, rule + seen)
    found = study.check()["one"]
    assert found.verdict == OPEN
    assert "head_of_party" in found.reason


def test_robustness_and_the_multiverse_agree_with_check(tmp_path: Path) -> None:
    more = "[[coverage]]\nsince = 2004-01-01\n"
    more += '[decisions]\nunclear = ["exclude", "include"]\nsince = ["2004-01-01"]\n'
    study = study_of(tmp_path, CLAIMS, VISITS, ONE_AND_TWO, SHOCKS, more)
    results = study.check()
    table = study.multiverse(progress=False).table
    for one in results:
        first = table[f"{one.id}_holds"].iloc[0]
        assert (one.verdict == OPEN) == bool(pd.isna(first))
    # Observed from 2004 on, nothing lies outside.
    later = table[table["since"].astype(str).str.startswith("2004")]
    assert later["two_holds"].notna().all()
    assert later["longest_holds"].notna().all()
    robust = study.robustness(progress=False).set_index("id")
    outside = [one.id for one in results if one.verdict == OPEN]
    assert set(robust.loc[outside, "overturned_by"]) == {""}
    assert robust.loc["two", "overturned_by"] != ""
    memos = study.memos()
    assert "the coverage leaves out" in memos["one"]


def test_a_run_says_what_the_coverage_leaves_out(tmp_path: Path) -> None:
    more = '[[coverage]]\nvisitor_rank = "*"\n[[coverage]]\n'
    more += 'visitor_rank = "cabinet_minister"\nsince = 2004-01-01\n'
    study = study_of(tmp_path, CLAIMS, VISITS, ONE_AND_TWO, SHOCKS, more)
    found = study.run().tables
    assert found["frequency"]["count"].tolist()[:2] == [1, 2]
    notes = " ".join(found["notes"]["note"])
    assert "without cabinet_minister (covered from 2004-01-01 on)" in notes
    assert study.report(tmp_path / "report.html").exists()
    assert "without cabinet_minister" in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("coverage", "code", "line", "said"),
    [
        ('visitor_rank = "cabinet_ministre"', "unknown_rank", 1, "'cabinet_minister'?"),
        ('origin = "AAB"', "unknown_state", 1, "'AAA'?"),
        ('visitor = "Kin"', "unknown_traveller", 1, "'Kim'?"),
        ('rank = "head_of_state"', "unknown_key", 1, "'visitor_rank'?"),
        (
            "since = 2003-01-01\nthrough = 2002-01-01",
            "end_before_start",
            2,
            "before its start 2003-01-01",
        ),
        ('since = "soon"', "bad_date", 1, "YYYY-MM-DD"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, coverage: str, code: str, line: int, said: str
) -> None:
    text = f"[[coverage]]\nsource = 'all'\n[[coverage]]\n{coverage}\n"
    with pytest.raises(StudyError) as caught:
        study_of(tmp_path, CLAIMS, VISITS, ONE_AND_TWO, SHOCKS, text)
    written = (tmp_path / "study.toml").read_text("utf-8").splitlines()
    heading = [n for n, row in enumerate(written, 1) if row == "[[coverage]]"][1]
    assert (caught.value.code, caught.value.line) == (code, heading + line)
    assert said in str(caught.value)


def test_a_declared_state_and_a_rank_of_the_ladder_are_no_mistake(
    tmp_path: Path,
) -> None:
    more = '[[coverage]]\n[[coverage]]\norigin = "CCC"\n[[coverage]]\n'
    more += 'visitor_rank = "vice_minister"\n'
    eras = [*ONE_AND_TWO, era("Only", "2001-01-01", side="CCC")]
    study = study_of(tmp_path, CLAIMS, VISITS, eras, SHOCKS, more)
    assert determined(study.check()) == ALWAYS
    with pytest.raises(CategoryError, match="in no visit and not on the ladder"):
        summitry.era_frequency(
            VISITS_TABLE,
            {"era": ["a"], "start": ["2001-01-01"], "end": [None]},
            since="2001-01-01",
            through="2006-12-31",
            coverage={"visitor_rank": ["vice_ministers"]},
        )


VISITS_TABLE = {name: [row[name] for row in VISITS] for name in VISITS[0]}


DAYS = st.integers(0, 2190).map(
    lambda day: str(np.datetime64("2001-01-01") + np.timedelta64(day, "D"))
)
REPORTS = st.lists(
    st.tuples(st.sampled_from([None, "*", "AAA", "BBB"]), DAYS, st.integers(0, 2500)),
    min_size=1,
    max_size=3,
)


def reports_of(rows: list[tuple[str | None, str, int]]) -> list[dict[str, Any]]:
    return [
        ({} if origin is None else {"origin": origin})
        | {
            "since": since,
            "through": str(np.datetime64(since) + np.timedelta64(days, "D")),
        }
        for origin, since, days in rows
    ]


@settings(max_examples=40, deadline=None)
@given(st.data(), REPORTS)
def test_shrinking_turns_answers_into_unknowns_and_never_into_others(
    data: st.DataObject, rows: list[tuple[str | None, str, int]]
) -> None:
    from summitry.claims.claim import Claim
    from summitry.claims.record import Record
    from summitry.claims.scope import Scope
    from summitry.claims.specification import Specification

    eras = {name: [row[name] or None for row in ONE_AND_TWO] for name in ONE_AND_TWO[0]}
    spec = Specification("2001-01-01", "2006-12-31")
    scopes = [
        Scope(),
        Scope(side="AAA", era="One"),
        Scope(side="AAA", era="Two"),
        Scope(origin="BBB"),
        Scope(period="2005"),
    ]
    claims = [Claim.value(scope, 1, quantity="count") for scope in scopes]
    wide = reports_of(rows)
    shorter = data.draw(st.integers(0, 900))
    narrow = [
        row
        | {"through": str(np.datetime64(row["through"]) - np.timedelta64(shorter, "D"))}
        for row in wide
    ]
    kept = [row for row in narrow if row["through"] >= row["since"]]
    # Without the row that names somebody, "*" speaks of them as well: that is no less.
    assume(len(kept) == len(wide) or all(origin != "*" for origin, _, _ in rows))
    narrow = kept

    def asked(reports: list[dict[str, Any]]) -> list[Any]:
        names = ("origin", "since", "through")
        table = {name: [row.get(name) for row in reports] for name in names}
        record = Record(VISITS_TABLE, eras, coverage=table)
        return record.evaluate(claims, spec)

    whole = Record(VISITS_TABLE, eras).evaluate(claims, spec)
    study = {
        "observation": {"since": "2001-01-01", "through": "2006-12-31"},
        "claim": [dict(claim.form) | {"id": str(n)} for n, claim in enumerate(claims)],
    }
    for reports in (wide, narrow):
        own = asked(reports)
        expected = answers(
            study | {"coverage": reports or [{"since": "9999-01-01"}]},
            VISITS,
            ONE_AND_TWO,
            [],
        )
        for number, (answer, plain) in enumerate(zip(own, whole, strict=True)):
            wanted = expected[str(number)].verdict
            assert answer.verdict == wanted
            if answer.verdict != OPEN:
                assert (answer.value, answer.verdict) == (plain.value, plain.verdict)
    for before, after in zip(asked(wide), asked(narrow), strict=True):
        assert before.verdict != OPEN or after.verdict == OPEN


def test_what_pushes_a_claim_refuses_one_that_is_not_covered(tmp_path: Path) -> None:
    from summitry import _core

    study = study_of(
        tmp_path,
        CLAIMS,
        VISITS,
        ONE_AND_TWO,
        SHOCKS,
        "[[coverage]]\nsince = 2004-01-01\n",
    )
    record, text = study.declared.record, study.specification.to_json()
    with pytest.raises(InputError, match="leaves out everybody"):
        _core.list_tally(record.core, study.claim("one").core, text)
    with pytest.raises(InputError, match="leaves out everybody"):
        _core.fragility_of_waits(record.core, study.claim("early").core, text)
    # Of an era that is not covered nothing is compared with one that is.
    tally = _core.list_tally(record.core, study.claim("two").core, text)
    assert tally.years[0] == 0
    assert tally.counts.tolist()[0] == 0
