"""Explanations of numbers that are no counts, and of what no visits give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import explain_kinds as kinds
import pytest
from conftest import columns_of
from small_study import ONE_AND_TWO, shock, study_of, visit

import summitry
from summitry.report.explained_words import explained_together

if TYPE_CHECKING:
    from pathlib import Path

VISITS = [visit(f"{year}-06-01") for year in range(2001, 2007)]
SHOCKS = [
    shock("a", "2002-05-02", kind="test"),
    shock("b", "2003-05-22", kind="test"),
    shock("c", "2004-05-12", kind="test"),
    shock("d", "2006-08-01", kind="other"),
]
MEAN = 'quantity = "mean_lag"\nat = { shocks = ["a", "b"] }\nprinted = '


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("quantity", [*kinds.RATES, *kinds.WAITS])
def test_the_front_is_that_of_every_row_on_every_day(quantity: str, seed: int) -> None:
    """`python tests/explain_kinds.py --count 200` asks many more."""
    case = kinds.planted(quantity, seed)
    assert kinds.fast_front(case) == kinds.slow_front(case)


def test_weights_that_no_linear_programme_ends_with() -> None:
    case = kinds.planted("weighted_ratio", 24)
    assert kinds.fast_front(case) == kinds.slow_front(case) == [(0, 2), (1, 1)]


def test_a_mean_lag_may_need_another_list_of_shocks(tmp_path: Path) -> None:
    study = study_of(tmp_path, MEAN + "20", VISITS, shocks=SHOCKS)
    found = columns_of(study.explain("it", decisions=["shocks"]))
    assert found["toggles"] == [0]
    assert found["numbers"] == ["20 days"]
    # 30 and 10 days are 20 on average, 10 and 20 days are 15.
    study = study_of(tmp_path, MEAN + "15.0", VISITS, shocks=SHOCKS)
    found = columns_of(study.explain("it", decisions=["shocks"]))
    changed = [
        change
        for change, rows in zip(found["changes"], found["rows"], strict=True)
        if rows == 0
    ]
    assert changed == ["shock a is left out; shock c is taken in"]
    assert found["visits"][0] == "1 more on 2002-05-22"


def test_the_days_of_rows_are_told(tmp_path: Path) -> None:
    lag = 'quantity = "lag"\nat = { shocks = ["a"] }\nprinted = '
    study = study_of(
        tmp_path, lag + "11\ncomparison = 'at_most'", VISITS, shocks=SHOCKS
    )
    found = columns_of(study.explain(decisions=[]))
    assert found["visits"] == ["1 more from 2002-05-02 to 2002-05-13"]
    assert found["numbers"] == ["0 days"]
    study = study_of(tmp_path, lag + "395", VISITS, shocks=SHOCKS)
    found = columns_of(study.explain(decisions=[]))
    assert found["visits"] == ["1 fewer on 2002-06-01"]


def test_waits_come_out_with_others_by_conventions_alone(tmp_path: Path) -> None:
    claims = {
        "wait": MEAN + "18",
        "few": 'quantity = "count"\nat = { era = "One" }\nprinted = 4',
        "all": 'quantity = "count"\nprinted = 7',
    }
    study = study_of(tmp_path, claims, VISITS, ONE_AND_TWO, shocks=SHOCKS)
    found = columns_of(study.explain(decisions=[]))
    rows = dict(zip(found["target"], found["rows"], strict=True))
    assert rows == {
        "wait": 1,
        "few": 1,
        "all": 1,
        "every number": None,
        "every number of visits": 1,
    }
    (why,) = filter(None, found["reason"])
    assert why.endswith("where the days of wait are those of the record as it is")
    second = {"again": MEAN + "20", "more": MEAN + "22"}
    study = study_of(tmp_path, claims | second, VISITS, ONE_AND_TWO, shocks=SHOCKS)
    frame = study.explain(decisions=[])
    assert "of wait, again and more are those" in str(columns_of(frame)["reason"])
    says = {"wait": "Long, and long.", "again": "Again.", "more": "More."}
    says |= {"few": "Few.", "all": "All."}
    told = " ".join(explained_together(frame, says))
    assert "of “Long, and long”, “Again” and “More” are those" in told


def test_more_numbers_than_can_be_searched_at_once(tmp_path: Path) -> None:
    count = 'quantity = "count"\nat = {{ period = "{}/2006" }}\nprinted = 9'
    claims = {
        f"n{n}": count.format(2001 + n % 6).replace("9", str(n)) for n in range(65)
    }
    study = study_of(tmp_path, claims, VISITS)
    found = columns_of(study.explain(decisions=[]))
    reason = found["reason"][found["target"].index("every number")]
    assert "65" in reason
    assert "64" in reason
    with pytest.raises(summitry.exceptions.LimitError, match="64"):
        study.explain(list(claims), decisions=[])


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("0\ncomparison = 'less_than'", "no whole number of visits is less than 0"),
        ("2.5", "no whole number of visits gives 2.5"),
    ],
)
def test_what_no_visits_give_is_said_as_it_was_printed(
    tmp_path: Path, printed: str, said: str
) -> None:
    study = study_of(tmp_path, f'quantity = "count"\nprinted = {printed}', VISITS)
    (reason,) = columns_of(study.explain(decisions=[]))["reason"]
    assert reason.startswith(said)


def test_a_series_is_said_to_have_no_visits(tmp_path: Path) -> None:
    series = '[series]\npath = "series.csv"\n'
    table = {"series": [{"series": "coal", "date": "2002-01", "value": "5"}]}
    claim = (
        'quantity = "series"\nat = { series = "coal", period = "2002" }\nprinted = 9'
    )
    study = study_of(tmp_path, claim, VISITS, more=series, tables=table)
    found = columns_of(study.explain())
    assert found["rows"] == [None]
    assert "is of no visits" in found["reason"][0]


def test_visits_of_a_weight_and_of_a_part_are_named(tmp_path: Path) -> None:
    scheme = "[scheme]\nsummit = { true = 3.0, false = 1.0 }\n"
    visits = [row | {"summit": "false"} for row in VISITS]
    claims = {
        "heavy": 'quantity = "weighted_count"\nat = { era = "One" }\nprinted = 6',
        "part": 'quantity = "share"\nat = { era = "One" }\nof = {}\nprinted = "30%"',
    }
    study = study_of(tmp_path, claims, visits, ONE_AND_TWO, more=scheme)
    found = columns_of(study.explain("heavy", decisions=[]))
    assert found["visits"] == ["1 more of weight 3 in One"]
    assert found["numbers"] == ["6 weighted visits"]
    found = columns_of(study.explain("part", decisions=[]))
    assert found["visits"] == ["4 more in the whole observation, not One"]
    assert found["numbers"] == ["3 visits over 10 visits = 30%"]
