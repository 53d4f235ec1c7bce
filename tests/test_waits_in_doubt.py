"""Waits that hang on visits in doubt: each subset of these is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_study import NO, OPEN, YES, shock, study_of, verdict_everywhere, visit

if TYPE_CHECKING:
    from pathlib import Path

S1 = [shock("s1", "2001-01-01")]
AT = "at = { shocks = ['s1'] }\n"
HOLES = {
    "lag": f"quantity = 'lag'\n{AT}",
    "mean": "quantity = 'mean_lag'\n",
    "median": "quantity = 'median_lag'\n",
    "restricted": "quantity = 'restricted_mean_lag'\n",
    "open": "quantity = 'open_gap'\n",
    "longest": "quantity = 'longest_gap'\n",
}
SURE = [visit("2001-04-11", sourced="true"), visit("2004-04-11", sourced="true")]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("lag", (9, 100)),
        ("mean", (9, 100)),
        ("median", (9, 100)),
        ("restricted", (9, 100)),
        ("open", (30, 994)),
        ("longest", (963, 1096)),
    ],
)
def test_between_two_values_nothing_holds(
    name: str, values: tuple[int, int], tmp_path: Path
) -> None:
    """A visit in doubt took place or not: neither gives what lies between."""
    doubted = ["2001-01-10", "2006-12-01"]
    if name == "longest":
        doubted = ["2001-08-22"]
    rows = [*SURE, *[visit(day, sourced="false") for day in doubted]]
    low, high = values
    verdicts = []
    for printed in (low, (low + high) // 2, high):
        folder = tmp_path / str(printed)
        folder.mkdir()
        claim = f"{HOLES[name]}printed = {printed}"
        verdicts.append(verdict_everywhere(study_of(folder, claim, rows, None, S1)))
    assert verdicts == [OPEN, NO, OPEN]


def test_days_of_one_visit_are_no_holes(tmp_path: Path) -> None:
    """On which day of a month a visit was is open, whatever else is in doubt."""
    rows = [visit("2001-03", sourced="true"), visit("2001-01-10", sourced="false")]
    for printed, verdict in ((9, OPEN), (30, NO), (70, OPEN)):
        folder = tmp_path / str(printed)
        folder.mkdir()
        claim = f"quantity = 'lag'\n{AT}printed = {printed}"
        assert verdict_everywhere(study_of(folder, claim, rows, None, S1)) == verdict


@pytest.mark.parametrize("doubted", [{"sourced": "false"}, {"day": "2001-03"}])
@pytest.mark.parametrize("quantity", ["mean_lag", "median_lag", "restricted_mean_lag"])
def test_two_numbers_hang_on_the_same_visits(
    doubted: dict[str, str], quantity: str, tmp_path: Path
) -> None:
    """The later shock waits so many days less, whichever visit answers both."""
    first = {"sourced": "true"} | doubted
    rows = [visit(first.pop("day", "2001-03-11"), **first)]
    rows.append(visit("2001-05-11", sourced="true"))
    shocks = [*S1, shock("s2", "2001-01-21")]
    at = "at = { shocks = ['s2'] }\n"
    claims = {
        "lower": f"quantity = '{quantity}'\n{at}lower_than = {{ shocks = ['s1'] }}",
        "higher": f"quantity = '{quantity}'\n{at}higher_than = {{ shocks = ['s1'] }}",
        "itself": f"quantity = '{quantity}'\n{at}lower_than = {{ shocks = ['s2'] }}",
    }
    study = study_of(tmp_path, claims, rows, None, shocks)
    told = {name: verdict_everywhere(study, name) for name in claims}
    assert told == {"lower": YES, "higher": NO, "itself": NO}


def test_visits_of_one_side_alone_are_still_open(tmp_path: Path) -> None:
    rows = [
        visit("2001-02-01", sourced="true"),
        visit("2002-02-01", sourced="false"),
        visit("2002-03-01", sourced="true"),
    ]
    shocks = [*S1, shock("s2", "2002-01-05")]
    claim = f"quantity = 'mean_lag'\n{AT}higher_than = {{ shocks = ['s2'] }}"
    assert verdict_everywhere(study_of(tmp_path, claim, rows, None, shocks)) == OPEN


PAIR = {"origin": "AAA", "destination": "BBB"}


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("overlap", "waited"), [("both", 80), ("latest", None), ("first", 80)]
)
def test_a_shock_of_no_countries_is_one_of_every_pair(
    overlap: str, waited: int | None, order: int, tmp_path: Path
) -> None:
    """Among visits of several pairs it ends, or follows, the waits of each."""
    shocks = [shock("s1", "2001-01-01", **PAIR), shock("s2", "2001-02-20")]
    rows = [visit("2001-03-22"), visit("2001-02-01", "AAA", "CCC")][::order]
    own = f"with = {{ overlap = '{overlap}' }}"
    claims = {
        "answered": f"quantity = 'lag'\n{AT}printed = 80\n{own}",
        "waiting": f"quantity = 'lag'\n{AT}censored = true\n{own}",
    }
    study = study_of(tmp_path, claims, rows, None, shocks)
    cut = waited is None
    assert verdict_everywhere(study, "answered") == (OPEN if cut else YES)
    assert verdict_everywhere(study, "waiting") == (YES if cut else NO)
    assert study.check()["answered"].value == waited


@pytest.mark.parametrize("overlap", ["both", "latest", "first"])
def test_another_shock_that_is_not_dated_matters_where_shocks_overlap(
    overlap: str, tmp_path: Path
) -> None:
    shocks = [*S1, shock("s2", "2001-02")]
    claim = f"quantity = 'lag'\n{AT}printed = 80\nwith = {{ overlap = '{overlap}' }}"
    study = study_of(tmp_path, claim, [visit("2001-03-22")], None, shocks)
    assert study.check()["it"].verdict == (YES if overlap == "both" else OPEN)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"date_latest": "2007-01-10"}, "on some days of dates that are not known"),
        ({"sourced": "false"}, "if visits without a source are left out"),
    ],
)
def test_what_may_leave_a_wait_without_end_is_told(
    more: dict[str, str], why: str, tmp_path: Path
) -> None:
    rows = [visit("2006-12-20", **more), visit("2001-01-02", sourced="true")]
    shocks = [shock("s1", "2005-06-01")]
    result = study_of(tmp_path, f"{HOLES['lag']}printed = 567", rows, None, shocks)
    reason = result.check()["it"].reason
    assert reason.startswith("no visit had followed when the observation ended")
    assert why in reason
