"""The same sentence has one answer everywhere: equal frequencies, and their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from small_study import (
    NO,
    ONE_AND_TWO,
    YES,
    counts_everywhere,
    era,
    study_of,
    verdict_everywhere,
    visit,
)

import summitry

if TYPE_CHECKING:
    from pathlib import Path


def tied_eras() -> list[dict[str, str]]:
    """Eras of 213 and of 1491 days, which is seven times as long."""
    return [
        era("Short", "2001-01-01", "2001-08-02"),
        era("Long", "2001-08-02", "2005-09-01"),
    ]


TIED = [
    visit("2001-03-01"),
    *(visit(f"200{year}-0{month}-01") for year in (2, 3, 4) for month in (3, 4)),
    visit("2005-03-01"),
]


@pytest.mark.parametrize(
    ("asserted", "verdict"),
    [
        ("at = { era = 'Short' }\nlower_than = { era = 'Long' }", NO),
        ("at = { era = 'Long' }\nlower_than = { era = 'Short' }", NO),
        ("at = { side = 'AAA' }\nascending = ['Short', 'Long']", NO),
        ("at = { era = 'Short' }\nrank = { place = 1 }", YES),
        ("at = { era = 'Short' }\nrank = { place = 2 }", YES),
        ("at = { era = 'Long' }\nrank = { place = 1, from = 'top' }", YES),
    ],
)
def test_equal_frequencies_are_in_no_order_and_share_their_places(
    asserted: str, verdict: str, tmp_path: Path
) -> None:
    """Ties: strict in the check, and holding in the functions on robustness."""
    study = study_of(tmp_path, f"quantity = 'frequency'\n{asserted}", TIED, tied_eras())
    assert verdict_everywhere(study) == verdict
    counts = counts_everywhere(study)
    assert counts == ((1, 0, 0) if verdict == YES else (0, 1, 0))
    overturned = study.robustness()["overturned_by"][0]
    assert (overturned != "") == (verdict == YES)
    ranks = study.run().tables["frequency"]
    assert ranks["rank"].nunique() == 1


@pytest.mark.parametrize(
    ("asserted", "verdict"),
    [
        ("{ place = 1, from = 'top', ahead_only_of = ['Two'] }", YES),
        ("{ place = 2, from = 'top', ahead_only_of = ['Two'] }", NO),
        ("{ place = 2, ahead_only_of = ['Two'] }", YES),
    ],
)
def test_an_era_that_was_not_observed_has_no_place(
    asserted: str, verdict: str, tmp_path: Path
) -> None:
    """From the top, an era after the observation takes a place from the others."""
    eras = [*ONE_AND_TWO[:1], era("Two", "2004-01-01", "2008-01-01")]
    eras.append(era("Later", "2008-01-01"))
    visits = [visit(f"200{year}-05-01") for year in (1, 2, 3, 5)]
    claim = f"quantity = 'frequency'\nat = {{ era = 'One' }}\nrank = {asserted}"
    study = study_of(tmp_path, claim, visits, eras)
    assert verdict_everywhere(study) == verdict


def test_equal_weighted_frequencies_share_their_places(tmp_path: Path) -> None:
    """Weighted: 3 visits at 0.1 against 1 at 0.3 rank apart."""
    eras = [
        era("One", "2001-01-01", "2002-01-01"),
        era("Two", "2002-01-01", "2003-01-01"),
    ]
    visits = [visit(f"2001-0{month}-01", kind="light") for month in (2, 3, 4)]
    visits.append(visit("2002-05-01", kind="heavy"))
    weights = "[scheme.kind]\nlight = 0.1\nheavy = 0.3\n"
    about = "quantity = 'weighted_frequency'\nat = { era = 'One' }\n"
    claims = {
        "lowest": f"{about}rank = {{ place = 1 }}",
        "highest": f"{about}rank = {{ place = 1, from = 'top' }}",
        "lower": f"{about}lower_than = {{ era = 'Two' }}",
        "higher": f"{about}higher_than = {{ era = 'Two' }}",
    }
    study = study_of(tmp_path, claims, visits, eras, more=weights)
    found = {name: verdict_everywhere(study, name) for name in claims}
    assert found == {"lowest": YES, "highest": YES, "lower": NO, "higher": NO}


def test_tables_rank_equal_weighted_frequencies_equally() -> None:
    """Frequencies that are equal in exact arithmetic rank apart: 3 at 0.1, 1 at 0.3."""
    kinds = ["light"] * 3 + ["heavy"]
    visits = {"date": ["2001-03-01"] * 3 + ["2002-05-01"], "kind": kinds}
    eras = {
        "era": ["One", "Two"],
        "start": ["2001-01-01", "2002-01-01"],
        "end": ["2002-01-01", "2003-01-01"],
    }
    scheme = {"kind": {"light": 0.1, "heavy": 0.3}}
    table = summitry.era_frequency(
        visits, eras, scheme=scheme, since="2001-01-01", through="2006-12-31"
    )
    assert table["weighted_rank"].tolist() == [1, 1]


def one_and_seven(days: int) -> tuple[Any, Any, dict[str, Any]]:
    """One visit in so many days, and seven in seven times as many."""
    first = np.datetime64("2001-01-01")
    ends = [first + days, first + 8 * days]
    visits = pd.DataFrame({"date": [first, *[ends[0]] * 7]})
    eras = {"era": ["Short", "Long"], "start": [first, ends[0]], "end": ends}
    return visits, eras, {"since": first, "through": ends[1] - 1}


def test_tables_rank_equal_frequencies_equally() -> None:
    """1 visit in 388 days against 7 in 2,716; 49 of 150 such pairs rank apart."""
    apart = []
    for days in range(300, 450):
        visits, eras, seen = one_and_seven(days)
        table = summitry.era_frequency(visits, eras, **seen)
        if table["rank"].tolist() != [1, 1]:
            apart.append(days)
    assert apart == []


@pytest.mark.parametrize("days", [301, 312, 324, 388])
def test_equal_frequencies_share_places_in_every_specification(days: int) -> None:
    """A claim prints "reproduced ... printed lowest, computed second-lowest"."""
    visits, eras, seen = one_and_seven(days)
    lowest, second = (summitry.Claim.rank("Short", place) for place in (1, 2))
    highest = summitry.Claim.highest("Short")
    found = summitry.multiverse(
        visits, eras, claims=[lowest, second, highest], exposure="days", **seen
    )
    own = found.table[found.table["handover"] == "successor"].iloc[0]
    assert [bool(own[f"{claim}_holds"]) for claim in (lowest, second, highest)] == [
        True
    ] * 3
