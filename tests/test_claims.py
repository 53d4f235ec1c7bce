"""Claims of every form, on a few visits, and names that are not there."""

from __future__ import annotations

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

import summitry
from summitry import Claim, Scope, Specification
from summitry.claims.record import Record
from summitry.exceptions import StudyError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Maker

REPRODUCED, NOT, OPEN = "reproduced", "not reproduced", "not determined"

STUDY = """
title = "Two countries"
[observation]
since = 2010-01-01
through = 2019-12-31
[visits]
path = "visits.csv"
[eras]
list = [
  { side = "AAA", era = "First", start = 2010-01-01, end = 2015-01-01 },
  { side = "AAA", era = "Second", start = 2015-01-01 },
  { side = "BBB", era = "Red", start = 2010-01-01, end = 2013-01-01 },
  { side = "BBB", era = "Blue", start = 2013-01-01, end = 2030-01-01 },
  { side = "BBB", era = "Later", start = 2030-01-01 },
]
[shocks]
list = [
  { id = "s1", date = 2012-01-01 },
  { id = "s2", date = 2019-06-01 },
  { id = "s3", date = 2021-01-01 },
]
"""
VISITS = {
    "date": ["2011-01-01", "2012-02-01", "2014-06-01", "2016-01-01", "2018-01-01"],
    "origin": ["AAA", "BBB", "AAA", "AAA", "BBB"],
    "destination": ["BBB", "AAA", "BBB", "BBB", "AAA"],
    "summit": [True, False, True, False, False],
}

CLAIMS: list[tuple[str, str]] = [
    ("quantity = 'count'\nprinted = 5", REPRODUCED),
    ("quantity = 'count'\nat = { period = '2012/2014' }\nprinted = 2", REPRODUCED),
    ("quantity = 'count'\nat = { origin = 'AAA' }\nprinted = 3", REPRODUCED),
    ("quantity = 'count'\nat = { dyad = ['BBB', 'AAA'] }\nprinted = 5", REPRODUCED),
    ("quantity = 'count'\nat = { where = { summit = true } }\nprinted = 2", REPRODUCED),
    ("quantity = 'frequency'\nprinted = 0.5", REPRODUCED),
    (
        (
            "quantity = 'count'\nat = { eras = { AAA = 'First', BBB = 'Blue' } }\n"
            "printed = 1"
        ),
        REPRODUCED,
    ),
    (
        "quantity = 'count'\nat = { side = 'BBB', era = 'Later' }\nprinted = 0",
        OPEN,
    ),
    (
        (
            "quantity = 'count'\nat = { eras = { AAA = 'Second', BBB = 'Red' } }\n"
            "printed = 0"
        ),
        OPEN,
    ),
    (
        "quantity = 'share'\nat = { origin = 'AAA' }\nof = {}\nprinted = '60%'",
        REPRODUCED,
    ),
    (
        (
            "quantity = 'ratio'\nat = { side = 'AAA', era = 'First' }\n"
            "of = { side = 'AAA', era = 'Second' }\nprinted = 1.5"
        ),
        REPRODUCED,
    ),
    (
        "quantity = 'count'\nat = { side = 'AAA' }\nascending = ['Second', 'First']",
        REPRODUCED,
    ),
    (
        "quantity = 'count'\nat = { side = 'AAA' }\nascending = ['First', 'Second']",
        NOT,
    ),
    (
        (
            "quantity = 'frequency'\nat = { side = 'BBB', era = 'Red' }\n"
            "rank = { from = 'top', place = 1 }"
        ),
        REPRODUCED,
    ),
    (
        (
            "quantity = 'frequency'\nat = { side = 'BBB', era = 'Later' }\n"
            "rank = { place = 1 }"
        ),
        OPEN,
    ),
    (
        "quantity = 'frequency'\nat = { side = 'BBB', era = 'Later' }\nprinted = 0",
        OPEN,
    ),
    (
        (
            "quantity = 'frequency'\nat = { side = 'AAA', era = 'First' }\n"
            "higher_than = { side = 'AAA', era = 'Second' }"
        ),
        REPRODUCED,
    ),
    ("quantity = 'lag'\nat = { shocks = ['s1'] }\nprinted = 31", REPRODUCED),
    (
        "quantity = 'lag'\nat = { shocks = ['s1'], origin = 'AAA' }\nprinted = 31",
        NOT,
    ),
    ("quantity = 'lag'\nat = { shocks = ['s2'] }\nprinted = 100", NOT),
    ("quantity = 'lag'\nat = { shocks = ['s2'] }\nprinted = 400", OPEN),
    (
        (
            "quantity = 'lag'\nat = { shocks = ['s2'] }\nprinted = 200\n"
            "comparison = 'more_than'"
        ),
        REPRODUCED,
    ),
    ("quantity = 'lag'\nat = { shocks = ['s3'] }\nprinted = 1", OPEN),
    ("quantity = 'lag'\nat = { shocks = ['s3'] }\ncensored = true", OPEN),
    ("quantity = 'lag'\nat = { shocks = ['s2'] }\ncensored = false", NOT),
    ("quantity = 'mean_lag'\nat = { shocks = ['s1', 's2'] }\nprinted = 31", REPRODUCED),
    ("quantity = 'mean_lag'\nat = { shocks = ['s2'] }\nprinted = 31", OPEN),
    (
        (
            "quantity = 'restricted_mean_lag'\nat = { shocks = ['s1', 's2'] }\n"
            "printed = 122"
        ),
        REPRODUCED,
    ),
    ("quantity = 'median_lag'\nat = { shocks = ['s2'] }\nprinted = 31", OPEN),
    (
        (
            "quantity = 'open_gap'\nat = { where = { summit = true } }\nunit = 'years'\n"
            "printed = 5.6"
        ),
        REPRODUCED,
    ),
    ("quantity = 'longest_gap'\nprinted = 851", REPRODUCED),
    ("quantity = 'open_gap'\nprinted = 729", REPRODUCED),
]


def study_with(claim: str, folder: Path) -> Path:
    pd.DataFrame(VISITS).to_csv(folder / "visits.csv", index=False)
    path = folder / "study.toml"
    path.write_text(f"{STUDY}\n[[claim]]\nid = 'it'\nsays = 'It is so.'\n{claim}\n")
    return path


@pytest.mark.parametrize(("claim", "verdict"), CLAIMS)
def test_every_form_of_claim(claim: str, verdict: str, tmp_path: Path) -> None:
    result = summitry.read_study(study_with(claim, tmp_path)).check()["it"]
    assert result.verdict == verdict, str(result)
    assert result.reason
    assert result.definition


def test_every_kind_of_frame_gives_the_same(make: Maker, tmp_path: Path) -> None:
    path = study_with(CLAIMS[9][0], tmp_path)
    study = summitry.read_study(path, visits=make(VISITS))
    results = study.check()
    assert results["it"].verdict == REPRODUCED
    assert type(results.to_frame()) is type(make(VISITS))
    by_file = summitry.read_study(path)
    assert by_file.check()["it"].computed == results["it"].computed
    hashes = {summitry.read_study(path, visits=make(VISITS)).data_hash, study.data_hash}
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("claim", "key", "near"),
    [
        (
            "quantity = 'frequency'\nat = { side = 'AAA', era = 'Frist' }\nprinted = 1",
            "claim[0].at.era",
            "'First'",
        ),
        (
            "quantity = 'frequency'\nat = { side = 'AAB', era = 'First' }\nprinted = 1",
            "claim[0].at.side",
            "'AAA'",
        ),
        (
            "quantity = 'lag'\nat = { shocks = ['s9'] }\nprinted = 1",
            "claim[0].at.shocks[0]",
            "'s1'",
        ),
        (
            "quantity = 'count'\nat = { side = 'AAA' }\nascending = ['First', 'Secnod']",
            "claim[0].ascending[1]",
            "'Second'",
        ),
        (
            (
                "quantity = 'count'\nat = { side = 'AAA', era = 'First' }\n"
                "rank = { ahead_only_of = ['Zweite'] }"
            ),
            "claim[0].rank.ahead_only_of[0]",
            "'Second'",
        ),
        (
            (
                "quantity = 'count'\nat = { eras = { AAA = 'First', BBB = 'Bleu' } }\n"
                "printed = 1"
            ),
            "claim[0].at.eras.BBB",
            "'Blue'",
        ),
    ],
)
def test_a_misspelt_name_is_a_mistake_of_the_study(
    claim: str, key: str, near: str, tmp_path: Path
) -> None:
    with pytest.raises(StudyError) as caught:
        summitry.read_study(study_with(claim, tmp_path))
    error = caught.value
    assert error.key == key
    assert error.file == "study.toml"
    assert error.line is not None
    assert error.line > 20
    assert near in str(error)


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("origin = 'AAC'", "claim[0].at.origin"),
        ("where = { summit = 'yes' }", "claim[0].at.where.summit"),
        ("where = { sumit = true }", "claim[0].at.where.sumit"),
        ("dyad = ['AAA', 'CCC']", "claim[0].at.dyad"),
        ("visitor = 'Nobody'", "claim[0].at.visitor"),
    ],
)
def test_a_value_that_no_visit_has(place: str, key: str, tmp_path: Path) -> None:
    claim = f"quantity = 'count'\nat = {{ {place} }}\nprinted = 0"
    with pytest.raises(StudyError) as caught:
        summitry.read_study(study_with(claim, tmp_path))
    assert caught.value.key == key


@given(
    value=st.decimals(0, 1000, places=5, allow_nan=False),
    places=st.integers(0, 4),
)
@settings(max_examples=80, deadline=None)
def test_a_print_is_borne_out_by_what_rounds_to_it(value: Decimal, places: int) -> None:
    unit = Decimal(1).scaleb(-places)
    up = value.quantize(unit, rounding=ROUND_HALF_UP)
    down = value.quantize(unit, rounding=ROUND_HALF_DOWN)
    # One visit that weighs the value, so that the weighted count is the value.
    weights = {"kind": {"a": float(value), "b": 1.0}}
    record = Record({"date": ["2003-05-01"], "kind": ["a"]}, schemes=[weights])
    prints = [up, down, up + unit, down - unit]
    claims = [
        Claim.value(Scope(), f"{printed:f}", quantity="weighted_count")
        for printed in prints
    ]
    answers = record.evaluate(claims, Specification("2003-01-01", "2003-12-31"))
    for printed, answer in zip(prints, answers, strict=True):
        assert answer.value == float(value)
        assert (answer.verdict == REPRODUCED) == (printed in {up, down})
