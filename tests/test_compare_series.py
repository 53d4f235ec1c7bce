"""Two versions of a study that differ in a series of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from two_versions import rows, versions

if TYPE_CHECKING:
    from pathlib import Path


def of(period: str, series: str = "coal") -> str:
    return f"{{ series = '{series}', period = '{period}' }}"


WINTER = f"quantity = 'series'\nat = {of('2004-12/2005-01')}\nprinted = 3"
BELOW = f"quantity = 'series'\nat = {of('2004-12')}\nlower_than = {of('2005', 'cap')}"
COAL = [
    {"series": "coal", "date": "2004-12", "value": "1", "note": "told"},
    {"series": "coal", "date": "2005-01", "value": "2", "note": "told"},
    {"series": "coal", "date": "2005-02", "value": "9", "note": "told"},
    {"series": "cap", "date": "2005", "value": "4", "note": ""},
]


def with_series(rows: list[dict[str, str]] | None) -> dict[str, Any]:
    if rows is None:
        return {"claims": {}}
    return {
        "claims": {"winter": WINTER, "below": BELOW},
        "tables": {"coal": rows},
        "more": "[series]\npath = 'coal.csv'\n",
    }


@pytest.mark.parametrize(
    ("changed", "differ", "moved"),
    [
        # a figure of the period, and one of another month
        ([COAL[0] | {"value": "5"}, *COAL[1:]], {("coal, 2004-12", "changed")}, {("winter", "coal, 2004-12", "changes"), ("below", "coal, 2004-12", "changes")}),
        ([*COAL[:2], COAL[3]], {("coal, 2005-02", "removed")}, set()),
        ([COAL[0], *COAL[2:]], {("coal, 2005-01", "removed")}, {("winter", "coal, 2005-01", "leaves")}),
        # a cap lower than what it caps; a month more for all that it is worth
        ([*COAL[:3], COAL[3] | {"value": "1"}], {("cap, 2005", "changed")}, {("below", "cap, 2005", "changes")}),
        ([*COAL, COAL[1] | {"value": "7"}], {("coal, 2005-01 (2)", "added")}, {("winter", "coal, 2005-01 (2)", "enters"), ("below", "coal, 2005-01 (2)", "enters")}),
        # what no claim reads moves none
        ([COAL[0] | {"note": "else"}, *COAL[1:]], {("coal, 2004-12", "changed")}, set()),
    ],
    ids=["value", "other month", "gone", "other series", "twice", "note"],
)  # fmt: skip
def test_figures_are_compared_as_visits_are(
    changed: Any, differ: set[Any], moved: set[Any], tmp_path: Path
) -> None:
    changes = versions(tmp_path, with_series(COAL), with_series(changed))
    assert {*rows(changes.rows, "table", "key", "change")} == {
        ("series", *one) for one in differ
    }
    assert {*rows(changes.moved, "name", "key", "how")} == moved
    assert {*rows(changes.verdicts, "claim", "moved_by")} == {
        (claim, "series") for claim, _, _ in moved
    }
    told = "\n".join(str(changes).splitlines()).replace("\n  ", " ")
    assert all(key in told for key, _ in differ)


def test_a_figure_that_bounds_another_moves_its_claim(tmp_path: Path) -> None:
    """A year less its other months: no figure that differs is of the month asked."""
    year = [{"series": "coal", "date": "2004", "value": "10"}]
    months = [
        {"series": "coal", "date": "2004-01/2004-11", "value": value}
        for value in ("9", "3")
    ]
    old, new = ({**with_series([*year, one])} for one in months)
    claim = f"quantity = 'series'\nat = {of('2004-12')}\nprinted = 1"
    for version in (old, new):
        version["claims"] = {"last": claim}
    changes = versions(tmp_path, old, new)
    assert rows(changes.moved, "name", "key", "how") == [
        ("last", "coal, 2004-01/2004-11", "changes")
    ]


@pytest.mark.parametrize("first", [None, COAL])
def test_a_table_that_one_version_lacks_came_or_went_whole(
    first: Any, tmp_path: Path
) -> None:
    second = COAL if first is None else None
    changes = versions(tmp_path, with_series(first), with_series(second))
    how = "added" if first is None else "removed"
    assert {*rows(changes.rows, "table", "change")} == {("series", how)}
    assert len(changes.rows) == len(COAL)
    assert f"{len(COAL)} figures {how}: coal, 2004-12" in str(changes)
