"""Notes on what became of the visits, where rows of a table were taken out."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from conftest import bundled

import summitry
from summitry.exceptions import SummitryWarning
from summitry.study.source import bundled_studies

WHOLE = "in all rows of the whole table"


def told(frame: Any) -> str:
    return " ".join(str(summitry.show(frame, rows=10_000)).split())


@pytest.mark.parametrize("name", bundled_studies())
def test_a_whole_table_tells_of_its_own_visits_and_a_part_of_the_whole(
    name: str,
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SummitryWarning)
        run = bundled(name).run()
    checked = 0
    for table in ("frequency", "frequency_years", "frequency_sourced"):
        if table not in [*run]:
            continue
        frame: Any = run[table]
        assert WHOLE not in told(frame), table
        first = frame[frame["era"] == frame["era"].iloc[0]]
        group = frame[frame["side"] == frame["side"].iloc[0]]
        assert WHOLE not in told(group)
        if int(first["count"].iloc[0]) < int(first["used"].iloc[0]):
            assert f"{first['rows_in'].iloc[0]} visits given" in told(first)
            assert WHOLE in told(first)
            checked += 1
    assert checked or "frequency" not in [*run]


def test_countries_that_were_taken_out() -> None:
    table: dict[str, Any] = {
        "country": ["DZA", "DZA", "FRA"],
        "era": ["a", "b", "a"],
        "count": [4, 10, 20],
        "frequency": [0.5, 1.5, 2.5],
        "rows_in": [42] * 3,
        "used": [34] * 3,
        "outside_window": [8] * 3,
    }
    assert "Of 42 visits 34 used and 8 outside the observation." in told(table)
    part = {name: values[:2] for name, values in table.items()}
    assert (
        f"Of 42 visits given 34 used and 8 outside the observation, {WHOLE}."
        in told(part)
    )
