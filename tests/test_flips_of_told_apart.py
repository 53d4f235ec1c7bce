"""How many visits more or fewer turn a verdict that two eras are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from record_231 import SINCE, THROUGH, eras, visits
from small_study import ONE_AND_TWO, study_of, visit

import summitry
from summitry import Claim
from summitry.exceptions import InputError
from summitry.report.evidence import evidence_of

if TYPE_CHECKING:
    from pathlib import Path

HU, XI, MAO = "Hu Jintao", "Xi Jinping", "Mao Zedong"

KJI, KJU, KIS = "Kim Jong Il", "Kim Jong Un", "Kim Il Sung"
SIXTY = {"alpha": 0.2583755872038954, "dispersion_df": 60}
FIFTY_EIGHT = {"alpha": 0.18185092718919094, "dispersion_df": 58}


def frequencies(
    eras: dict[str, tuple[int, float]],
    varying: dict[str, float] | None = None,
    inflation: tuple[float, ...] = (),
) -> pd.DataFrame:
    """Return a table such as `era_frequency` makes, with what years vary by."""
    names, counts, years = (
        list(eras),
        [count for count, _ in eras.values()],
        [length for _, length in eras.values()],
    )
    table = pd.DataFrame({"era": names, "count": counts, "years": years})
    if varying is None:
        return table
    factors = inflation or (1.0,) * len(names)
    return table.assign(
        dispersion_df=varying["dispersion_df"],
        excess=[varying["alpha"] * factor for factor in factors],
        excess_years=varying["alpha"],
    )


def ways(table: pd.DataFrame, one: str, other: str, **test: Any) -> dict[Any, Any]:
    found = summitry.fragility(table, Claim.told_apart(one, other), **test)
    rows = zip(found["change"], found["era"], found["visits"], strict=True)
    return {
        (change, era): None if visits is pd.NA else int(visits)
        for change, era, visits in rows
    }


def flips(added: int, to: str, removed: int, of: str) -> dict[Any, Any]:
    return {("added", to): added, ("removed", of): removed}


@pytest.mark.parametrize(
    ("eras", "due"),
    [
        ({KJI: (67, 17.442847), KJU: (9, 5.245722)}, (2, 7)),
        ({KJI: (67, 17.442847), KJU: (9, 5.245722), KIS: (86, 40.947296)}, (1, 2)),
        ({KJI: (67, 17.0), KJU: (9, 5.0)}, (2, 6)),
        ({KJI: (67, 17.0), KJU: (9, 5.0), KIS: (85, 41.0)}, (1, 1)),
        ({KJI: (67, 17.44), KJU: (9, 5.25)}, (2, 7)),
    ],
)
def test_the_kims_as_counted(
    eras: dict[str, tuple[int, float]], due: tuple[int, int]
) -> None:
    found = ways(frequencies(eras), KJU, KJI, method="central")
    assert found == flips(due[0], KJU, due[1], KJI)


def test_hu_and_xi() -> None:
    by_days = frequencies({HU: (55, 10.0), XI: (6, 4.33)})
    assert ways(by_days, XI, HU, method="central") == flips(7, XI, 22, HU)
    counted = {HU: (56, 10.0), XI: (5, 4.0)}
    by_years = frequencies(counted)
    assert ways(by_years, XI, HU, method="central") == flips(7, XI, 24, HU)
    varying = frequencies(counted, FIFTY_EIGHT, (2.600390625, 2.0625))
    assert ways(varying, XI, HU, method="dispersed_years") == flips(4, XI, 16, HU)
    assert ways(varying, XI, HU) == flips(1, XI, 2, HU)


def test_what_is_not_told_apart_has_four_ways() -> None:
    table = frequencies({KJI: (67, 17.0), KJU: (9, 5.0)}, SIXTY)
    found = ways(table, KJU, KJI, method="dispersed_years")
    assert list(found.items()) == [
        (("added", KJI), 17),
        (("removed", KJU), 3),
        (("added", KJU), 30),
        (("removed", KJI), 58),
    ]


@pytest.mark.parametrize("days", [37, 91, 162])
def test_of_equal_frequencies_the_first_is_the_lower(days: int) -> None:
    for times in range(2, 9):
        table = frequencies(
            {HU: (times, times * days / 365.25), XI: (1, days / 365.25)}
        )
        for one, other in ((HU, XI), (XI, HU)):
            found = ways(table, one, other, method="central")
            assert list(found)[:2] == [("added", other), ("removed", one)]


def test_the_record_of_231_rows() -> None:
    table = summitry.era_frequency(
        visits(), eras("de_facto"), since=SINCE, through=THROUGH
    )
    assert ways(table, KJU, KJI, method="central") == flips(1, KJU, 2, KJI)
    claim = Claim.told_apart(KJU, KJI, against=[KJI])
    found = summitry.fragility(table, claim, method="central")
    assert found["visits"].tolist() == [2, 7]


def is_told(table: pd.DataFrame, method: Any) -> bool:
    row = summitry.compare_eras(table, method=method).iloc[0]
    return bool(row["p_adjusted"] <= 0.05)


@settings(deadline=None, max_examples=25)
@given(
    counts=st.lists(st.integers(0, 40), min_size=2, max_size=4),
    years=st.lists(st.floats(1, 20), min_size=4, max_size=4),
    alpha=st.sampled_from([0.0, 0.1, 0.3]),
    method=st.sampled_from(["dispersed", "dispersed_years", "central", "midp"]),
)
def test_the_fewest_visits_flip_and_one_fewer_do_not(
    counts: list[int], years: list[float], alpha: float, method: str
) -> None:
    names = ["A", "B", "C", "D"][: len(counts)]
    table = frequencies(
        dict(zip(names, zip(counts, years, strict=False), strict=True)),
        {"alpha": alpha, "dispersion_df": 20},
    )
    told = is_told(table, method)
    found = ways(table, "A", "B", method=method)
    assert len(found) == (2 if told else 4)
    for (change, name), fewest in found.items():
        sign = 1 if change == "added" else -1
        at = np.flatnonzero(table["era"] == name)[0]
        for moved_visits in () if fewest is None else {fewest, max(fewest - 1, 0)}:
            moved = table.copy()
            moved.loc[at, "count"] += sign * moved_visits
            assert (is_told(moved, method) != told) == (moved_visits == fewest)


@pytest.mark.parametrize("method", ["dispersed", "dispersed_years"])
def test_flips_where_years_vary_just_as_chance_has_it(
    tmp_path: Path, method: str
) -> None:
    """One visit in three years on each side: a dispersion of 1, which is none."""
    one = study_of(
        tmp_path,
        "quantity = 'frequency'\nat = { era = 'Two' }\n"
        "told_apart_from = { era = 'One' }\n"
        f"with = {{ method = '{method}', exposure = 'calendar_years' }}",
        [visit("2001-10-30"), visit("2006-12-31")],
        ONE_AND_TWO,
    )
    flips = evidence_of(one.check()["it"], one.declared.record).flips
    # 2 P(X <= 1 | 9, 1/2) = 20/512, and 18/256 with a visit less.
    assert [flip.visits for flip in flips] == [7, None, 7, None]


def test_an_era_without_exposure_is_not_compared() -> None:
    table = frequencies({KJI: (67, 17.0), KJU: (0, 0.0)})
    with pytest.raises(InputError, match="not observed"):
        ways(table, KJU, KJI)


def test_a_test_that_there_is_not() -> None:
    table = frequencies({KJI: (67, 17.0), KJU: (9, 5.0)})
    for wrong in ({"method": "fisher"}, {"adjustment": "tukey"}):
        with pytest.raises(InputError):
            ways(table, KJU, KJI, **wrong)


def test_no_weight_flips_an_unweighted_comparison() -> None:
    tally = {
        "era": ["A", "A", "B", "B"],
        "years": [5.0, 5.0, 4.0, 4.0],
        "summit": [True, False, True, False],
        "weight": [3.0, 1.0, 3.0, 1.0],
        "count": [0, 9, 3, 2],
    }
    claim = Claim.told_apart("A", "B")
    for distance in (None, "factor"):
        with pytest.raises(InputError, match="weights do not enter") as raised:
            summitry.break_even(
                tally, claim, vary={"summit": {True: (1, 5)}}, distance=distance
            )
        assert raised.value.code == "unweighted"
