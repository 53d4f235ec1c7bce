"""A study as its record was known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from small_study import NO, ONE_AND_TWO, YES, shock, study_of, visit

import summitry
from summitry import read_study
from summitry.exceptions import ColumnError, StudyError
from summitry.frames import Table
from summitry.study.known_visits import known_by

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Maker

VISITS = [
    visit("2001-05-01", id="open"),
    visit("2001-06-01", id="secret", known_since="2003"),
    visit("2002-05-01", id="told", known_since="2002-06"),
    visit("2005-05-01", id="later"),
]
CLAIMS = {
    "three": "at = { era = 'One', side = 'AAA' }\nquantity = 'count'\nprinted = '3'",
    "four": "at = { period = '2001/2005' }\nquantity = 'count'\nprinted = '4'",
}


def known(folder: Path, as_of: Any) -> summitry.Study:
    study_of(folder, CLAIMS, VISITS, ONE_AND_TWO)
    return read_study(folder / "study.toml", as_of=as_of)


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        ("2002-06-29", {"open"}),
        ("2002-06-30", {"open", "told"}),
        ("2003-12-30", {"open", "told"}),
        ("2003-12-31", {"open", "secret", "told"}),
        ("2020-01-01", {"open", "secret", "told", "later"}),
    ],
)
def test_a_visit_is_known_when_its_year_or_month_has_passed(
    day: str, ids: set[str], tmp_path: Path
) -> None:
    study = known(tmp_path, day)
    assert set(study.visits["id"]) == ids
    assert study.through == min(day, "2006-12-31")


def test_a_verdict_that_hangs_on_a_late_visit_is_named(tmp_path: Path) -> None:
    study = known(tmp_path, "2003-06-30")
    assert study.check()["three"].verdict == NO
    told = " ".join(study.summary().split())
    assert "As known on 2003-06-30: 1 visit became known later; with it" in told
    assert "1 verdict of 1 would be another (three)." in told
    assert known(tmp_path, "2004-01-01").check()["three"].verdict == YES


def test_without_a_day_the_first_screen_speaks_of_what_became_known_afterwards(
    tmp_path: Path,
) -> None:
    late = [*VISITS[:3], visit("2002-09-01", id="found", known_since="2010")]
    claims = {"four": CLAIMS["three"].replace("'3'", "'4'")}
    told = " ".join(study_of(tmp_path, claims, late, ONE_AND_TWO).summary().split())
    assert (
        "1 visit became known after 2006-12-31; without it 1 verdict of 1 would be "
        "another (four)." in told
    )
    told = study_of(tmp_path, claims, VISITS, ONE_AND_TWO).summary()
    assert "became known" not in told


def test_a_claim_on_what_only_late_visits_have_is_not_called_unmoved(
    tmp_path: Path,
) -> None:
    late = [*VISITS[:3], visit("2002-09-01", "CCC", id="found", known_since="2010")]
    at = "at = { origin = 'CCC' }"
    claims = {"three": CLAIMS["three"], "of": f"quantity = 'count'\n{at}\nprinted = 1"}
    study = study_of(tmp_path, claims, late, ONE_AND_TWO)
    assert study.check()["of"].verdict == YES
    told = " ".join(study.summary().split())
    assert "without it 1 claim cannot be asked (of), and" in told


def test_a_claim_on_later_days_is_not_asked_and_named(tmp_path: Path) -> None:
    study = known(tmp_path, "2003-06-30")
    assert [one.id for one in study.check()] == ["three"]
    notes = " ".join(study.run().tables["notes"]["note"])
    assert "Not asked, since they speak of later days: four." in notes
    assert "1 visit until then became known later and is left out." in notes
    assert study.provenance["as_of"] == "2003-06-30"
    assert [one.id for one in known(tmp_path, None).check()] == ["three", "four"]


def test_a_claim_on_a_shock_that_had_not_happened_is_not_asked(tmp_path: Path) -> None:
    claims = {
        "waits": "quantity = 'mean_lag'\nprinted = 100\nat = { shocks = ['s', 't'] }",
        "first": "quantity = 'lag'\nprinted = 59\nat = { shocks = ['s'] }",
    }
    shocks = [shock("s", "2001-03-03"), shock("t", "2004-01-01")]
    study_of(tmp_path, claims, VISITS, ONE_AND_TWO, shocks)
    study = read_study(tmp_path, as_of="2003-06-30")
    assert [one.id for one in study.check()] == ["first"]
    assert study.shocks is not None
    assert study.shocks["id"].tolist() == ["s"]
    assert "later days: waits." in " ".join(study.declared.notes())


def test_no_way_to_count_goes_beyond_the_day(tmp_path: Path) -> None:
    ends = "[decisions]\nthrough = [2006-12-31, 2005-12-31, 2002-12-31]\n"
    study_of(tmp_path, CLAIMS, VISITS, ONE_AND_TWO, more=ends)
    table = read_study(tmp_path, as_of="2003-06-30").multiverse(progress=False).table
    assert {str(day)[:10] for day in table["through"]} == {"2003-06-30", "2002-12-31"}


def test_a_claim_on_a_series_is_asked_when_its_period_was_over() -> None:
    asked = [
        "coal-above-cap"
        in [one.id for one in read_study("china-dprk", as_of=day).check()]
        for day in ("2016-12-30", "2016-12-31", "2017-03-14")
    ]
    assert asked == [False, True, True]


def test_a_record_that_does_not_say_is_refused(tmp_path: Path) -> None:
    study_of(tmp_path, CLAIMS, [visit("2001-05-01", id="a")], ONE_AND_TWO)
    with pytest.raises(ColumnError, match="known_since"):
        _ = read_study(tmp_path / "study.toml", as_of="2003-01-01").visits
    with pytest.raises(StudyError, match="before its start"):
        known(tmp_path, "2000-01-01")


@pytest.mark.parametrize("said", ["soon", "2003-02-30"])
def test_what_cannot_be_read_is_refused(said: str) -> None:
    visits = Table({"known_since": [None, said]}, "visits")
    with pytest.raises(ColumnError, match="known_since"):
        known_by(visits, 0)


@given(
    years=st.lists(st.none() | st.integers(1950, 2020), min_size=1, max_size=9),
    year=st.integers(1940, 2030),
)
def test_numbers_and_texts_say_the_same(years: list[int | None], year: int) -> None:
    day = int(np.datetime64(f"{year}-12-31", "D").astype(np.int64))
    texts = [None if one is None else str(one) for one in years]
    expected = [one is None or one <= year for one in years]
    for values in (years, texts):
        table = Table({"known_since": values}, "visits")
        assert known_by(table, day).tolist() == expected


def test_every_kind_of_table_is_read(make: Maker) -> None:
    table = Table(make({"known_since": [1990, None, 2001]}), "visits")
    assert known_by(table, 11_000).tolist() == [True, True, False]


def test_fewer_visits_of_the_bundled_record_are_known_the_earlier_one_asks() -> None:
    sizes = [
        len(read_study("china-dprk", as_of=f"{year}-12-31").visits)
        for year in (1960, 1985, 2000, 2010, 2020)
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1] < 240


def test_a_verdict_that_needs_something_else_with_a_late_visit_is_another(
    tmp_path: Path,
) -> None:
    visits = [
        visit("2001-02-01", known_since="2001"),
        visit("2002-02-01", id="late", known_since="2010"),
    ]
    shocks = [shock("s", "2001-01-01"), shock("t", "2002-01-01")]
    below = "quantity = 'mean_lag'\nprinted = 100\ncomparison = 'less_than'\n"
    claims = {"soon": f"{below}at = {{ shocks = ['s', 't'] }}"}
    study_of(tmp_path, claims, visits, ONE_AND_TWO, shocks)
    then = read_study(tmp_path, as_of="2003-06-30")
    now = read_study(tmp_path)
    verdicts = [study.check()["soon"] for study in (then, now)]
    assert [one.verdict for one in verdicts] == [YES, YES]
    assert [bool(one.condition) for one in verdicts] == [True, False]
    told = " ".join(then.summary().split())
    assert "with it 1 verdict of 1 would be another (soon)." in told
