"""Explanations of printed numbers: against a slow oracle, plants, and refusals."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import explain_oracle
import explained
import pytest
import record_231
from conftest import china_dprk
from explained_rows import front, rows_of
from small_study import ONE_AND_TWO, study_of, visit

from summitry.report._robust import explained as told_in_a_report
from summitry.report.explained_words import explained_together

if TYPE_CHECKING:
    from pathlib import Path

AVERAGES = (
    *("kim-jong-un-frequency", "xi-frequency"),
    *("kim-jong-il-frequency", "hu-frequency"),
)
GRID = ["lines", "rules", "exposure"]
"""What the published vectors vary."""
PARTY = "'head or deputy head of a party department' counts"
MILITARY = "'military or security post below minister' counts"


@cache
def before() -> Any:
    """The record before its revision, from which the vectors come."""
    return record_231.study()


@cache
def told() -> list[dict[str, Any]]:
    """What a run tells of the bundled record."""
    return rows_of(china_dprk().explained)


def of(target: str) -> list[dict[str, Any]]:
    return [row for row in told() if row["target"] == target]


@pytest.mark.parametrize(
    ("high", "low", "rows", "visits"),
    [
        (6, 7, 1, ["1 more in High and early"]),
        (6, 8, 1, ["1 more in High and late"]),
        (4, 8, 2, ["1 fewer in High and early; 1 more in Low and late"]),
        (5, 7, 0, [""]),
    ],
)
def test_a_row_may_serve_two_counts_and_not_two_of_opposite_need(
    tmp_path: Path, high: int, low: int, rows: int, visits: list[str]
) -> None:
    """High and early 2, High and late 3, Low and late 4 visits; two counts printed."""
    lists = [
        {"side": "AAA", "era": "High", "start": "2001-01-01", "end": "2005-01-01"},
        {"side": "AAA", "era": "Low", "start": "2005-01-01", "end": ""},
        {"side": "BBB", "era": "early", "start": "2001-01-01", "end": "2003-01-01"},
        {"side": "BBB", "era": "late", "start": "2003-01-01", "end": ""},
    ]
    days = ["2002-05-01"] * 2 + ["2004-05-01"] * 3 + ["2006-05-01"] * 4
    claims = {
        "high": f'quantity = "count"\nat = {{ era = "High" }}\nprinted = {high}',
        "late": f'quantity = "count"\nat = {{ era = "late" }}\nprinted = {low}',
    }
    study = study_of(tmp_path, claims, [visit(day) for day in days], lists)
    found = rows_of(study.explain(["high", "late"], decisions=[]))
    assert front(found) == [(0, rows, 1)]
    assert [row["visits"] for row in found] == visits


def test_heads_of_party_departments_give_hu_jintao_his_average() -> None:
    without, with_them = of("hu-frequency")
    assert (without["rows"], without["visits"]) == (10, "10 more in Hu Jintao (CHN)")
    assert (with_them["toggles"], with_them["rows"]) == (1, 0)
    assert with_them["changes"] == PARTY
    assert with_them["numbers"] == "66 visits in 10 years = 6.6"
    assert with_them["breaks"] == "kim-jong-un-frequency"


def test_by_the_compilers_code_one_row_more_is_a_party_department() -> None:
    """By the definition's words it is an office without a place on the ladder."""
    visits = china_dprk().visits
    unclear = visits[visits["qualifies"] == "unclear"]
    words = unclear["reason"].str.startswith("head or deputy head of a party dep")
    code = unclear["compiler_reason"] == "party_department_head"
    in_his_years = unclear["date"].astype(str).str[:4].between("2003", "2012")
    assert (
        56 + (words & in_his_years).sum(),
        56 + ((words | code) & in_his_years).sum(),
    ) == (
        66,
        67,
    )
    assert unclear["id"][code & ~words & in_his_years].tolist() == [
        "2008-07-chn-li-jingtian"
    ]


def test_kim_jong_il_needs_two_lines() -> None:
    steps = [row for row in of("kim-jong-il-frequency") if row["way"] == 1]
    assert front(steps)[0] == (0, 14, 1)
    assert [row["rows"] for row in steps] == [14, 4, 0]
    assert steps[-1]["changes"] == f"{PARTY}; {MILITARY}"
    assert steps[-1]["numbers"] == "81 visits in 17 years = 4.76"


def test_formal_posts_by_days_give_the_averages_of_calendar_years() -> None:
    for target, change, number in (
        ("xi-frequency", "rule_CHN = state_post", "5 visits in 4.01 years = 1.248"),
        ("kim-jong-un-frequency", "rule_PRK = formal_post", "in 4.93 years = 1.83"),
    ):
        rows = of(target)
        assert {row["instead_of"] for row in rows} == {"exposure = calendar_years"}
        # By days of the usual eras no number of visits is what was printed.
        assert rows[0]["rows"] is None
        assert "no whole number of visits" in rows[0]["reason"]
        found = [row for row in rows if row["changes"] == change]
        assert [row["rows"] for row in found] == [0]
        assert found[0]["numbers"].endswith(number)


def test_the_vectors_of_all_four_averages() -> None:
    found = rows_of(before().explain(AVERAGES, decisions=GRID, changes=3))
    # By the definition's words before the revision, as another solver counted them.
    assert front(found) == [(0, 14, 1), (1, 5, 1), (2, 4, 5), (3, 3, 4)]
    assert found[0]["visits"] == (
        "4 more in Jiang Zemin and Kim Jong Il; 10 more in Hu Jintao and Kim Jong Il"
    )
    assert found[1]["changes"] == PARTY
    assert found[1]["visits"] == (
        "3 more in Jiang Zemin and Kim Jong Il; 1 more in Hu Jintao and Kim Jong Il; "
        "1 fewer in Hu Jintao and Kim Jong Un"
    )
    off_ladder = "'office without a place on the ladder' counts"
    assert [row["rows"] for row in found if row["changes"] == f"{PARTY}; {off_ladder}"]
    # A number of one side alone may come from any year of its era.
    hu = rows_of(before().explain("hu-frequency", decisions=GRID))
    assert front(hu) == [(0, 10, 1), (1, 0, 1)]
    kim = rows_of(before().explain("kim-jong-il-frequency", decisions=GRID))
    assert front(kim) == [(0, 14, 1), (1, 4, 1), (2, 0, 1)]
    assert kim[-1]["changes"] == f"{PARTY}; {MILITARY}"


def test_no_reading_gives_all_four_averages_at_once() -> None:
    found = rows_of(before().explain(AVERAGES, decisions=GRID))
    assert {row["searched"] for row in found} == {"8,192 ways to count"}
    assert min(row["rows"] for row in found) > 0


def test_the_sentences_of_a_run_and_a_report() -> None:
    from summitry.report.explained_words import explained_claims, explained_together

    sentences = explained_claims(china_dprk().explained)
    assert sentences["hu-frequency"] == (
        "It would take 10 more in Hu Jintao (CHN) (66 visits in 10 years = 6.6), or "
        f"{PARTY} (66 visits in 10 years = 6.6), with which kim-jong-un-frequency would "
        "fare worse."
    )
    averages, numbers = explained_together(china_dprk().explained)
    assert "14 visits more or fewer and no changed convention" in averages
    assert "with up to 3 changes" in averages
    assert numbers.startswith("Every number at once")


@pytest.mark.parametrize("seed", [1, 2, 3, 6, 15, 19, 24])
def test_the_front_is_that_of_every_reading_and_every_edit(seed: int) -> None:
    made, _, _ = explained.planted(seed, n_visits=14, n_lines=2)
    slow = explain_oracle.front(made, changes=2, most=3)
    fast = front(explained.read_front(made, changes=2))
    assert slow == [step for step in fast if step[1] <= 3]


@pytest.mark.parametrize("seed", range(12))
def test_what_was_planted_is_found_or_less(seed: int) -> None:
    """`python tests/explained.py --count 200` asks many more."""
    assert explained.fault(seed) is None


def test_progress_grows_to_its_end() -> None:
    told: list[tuple[int, int]] = []
    china_dprk().explain(
        "kim-jong-il-frequency",
        changes=3,
        progress=lambda done, total: told.append((done, total)),
    )
    assert [*told] == sorted(told)
    assert len({total for _, total in told}) == 1
    assert told[-1][0] == told[-1][1] > 1


def test_an_id_that_is_a_word_of_the_report_stands_for_no_word(tmp_path: Path) -> None:
    claims = {
        "visits": 'quantity = "count"\nat = { era = "One" }\nprinted = 3',
        "more": 'quantity = "count"\nat = { era = "Two" }\nprinted = 2',
        "AAA": 'quantity = "frequency"\nat = { era = "One" }\nprinted = "1.0"',
        "days": 'quantity = "longest_gap"\nprinted = 99',
    }
    rows = [visit("2001-05-05"), visit("2002-05-05"), visit("2004-05-05")]
    texts = []
    for number, names in enumerate((list(claims), ["c1", "c2", "c3", "c4"])):
        (tmp_path / str(number)).mkdir()
        own = dict(zip(names, claims.values(), strict=True))
        study = study_of(tmp_path / str(number), own, rows, ONE_AND_TWO)
        says = {one["id"]: one["says"] for one in study.claims}
        told = told_in_a_report(study.explained, says)
        texts.append(" ".join([*told, *explained_together(study.explained, says)]))
    assert texts[0] == texts[1]
    assert "“It is so”: 3 visits" in texts[0]
    assert "the days of “It is so” are" in texts[0]
