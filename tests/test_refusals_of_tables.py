"""What tables of visits and frequencies may not say, and which words follow."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import in_pandas

import summitry
from summitry.exceptions import CategoryError, ColumnError

SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2011-12-31"}
DAYS = [f"{year}-05-01" for year in range(2000, 2012)]
ERAS = {
    "era": ["x", "y"],
    "start": ["2000-01-01", "2006-01-01"],
    "end": ["2006-01-01", "2012-01-01"],
}


def visits(**columns: Any) -> dict[str, Any]:
    many = [*DAYS, *DAYS[8:], *DAYS[8:]]
    ranks = ["head"] * 12 + ["minister"] * 8
    return {"date": many, "visitor_rank": ranks, **columns}


@pytest.mark.parametrize("word", ["maybe", "2", "source"])
def test_whether_there_is_a_source_is_yes_or_no(word: str) -> None:
    with pytest.raises(CategoryError) as caught:
        summitry.archive_table(visits(sourced=[word] * 20), **SEEN)
    assert (caught.value.code, caught.value.n_bad) == ("unknown_category", 20)


@pytest.mark.parametrize("word", ["TRUE", "yes", " true ", 1, True])
def test_yes_has_several_forms(word: Any) -> None:
    table = summitry.archive_table(visits(sourced=[word] * 20), **SEEN)
    assert table["unsourced"].sum() == 0


def test_a_ladder_names_each_rank_once() -> None:
    with pytest.raises(CategoryError, match="names the rank 'head' twice"):
        summitry.compare_by_floor(
            visits(), ERAS, ladder=["head", "head", "minister"], **SEEN
        )


def test_a_table_that_knows_dispersion_keeps_what_follows_from_it() -> None:
    found = in_pandas(summitry.era_frequency(visits(), ERAS, **SEEN))
    assert found["dispersion"].notna().all()
    lacking = found.drop(columns=["excess", "excess_years"])
    for method in ("dispersed", "dispersed_years"):
        with pytest.raises(ColumnError, match="keep every column"):
            summitry.compare_eras(lacking, method=method)
    assert len(summitry.compare_eras(lacking, method="central")) == 1


def test_a_group_that_the_coverage_leaves_out_has_visits() -> None:
    found = summitry.archive_check(
        visits(),
        ladder=["head", "minister"],
        coverage={
            "visitor_rank": ["minister", "*"],
            "since": ["2008-01-01", None],
            "through": [None, None],
        },
        **SEEN,
    )
    assert found["verdict"].tolist()[1] == "left out by the coverage"


def test_the_only_era_is_no_lowest_one() -> None:
    ranked = summitry.rank_eras({"era": ["a"], "count": [3], "years": [2.0]})
    assert ranked["verdict"].tolist() == ["the only one"]


def test_nothing_began_where_there_was_no_visit_before() -> None:
    table = {
        "era": ["p"] * 8 + ["q"] * 4,
        "year": list(range(1990, 2002)),
        "count": [0] * 11 + [5],
        "years": [1.0] * 12,
    }
    found = summitry.trend_or_step(table)
    assert found["verdict"].tolist() == ["cannot be told"]
