"""Threads share draws, and change no bit of a result."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import columns_of

import summitry
from summitry.exceptions import RangeError

SEEN: dict[str, Any] = {"since": "1950-01-01", "through": "1999-12-31"}
ERAS: dict[str, Any] = {
    "era": ["a", "b", "c"],
    "start": ["1950-01-01", "1965-01-01", "1985-01-01"],
    "end": ["1965-01-01", "1985-01-01", None],
}


def visits() -> dict[str, Any]:
    rng = np.random.default_rng(4)
    years = np.repeat(np.arange(1950, 2000), rng.poisson(rng.gamma(2, 1.5, 50)))
    days = rng.integers(0, 360, years.size)
    dates = (years - 1970).astype("datetime64[Y]").astype("datetime64[D]") + days
    kinds = np.where(rng.random(years.size) < 0.4, "head", "minister").tolist()
    return {"date": dates, "kind": kinds}


def drawn() -> list[dict[str, list[Any]]]:
    """Everything that is drawn, of one record."""
    table = visits()
    frequency = summitry.era_frequency(table, ERAS, **SEEN)
    shocks = pd.DataFrame(
        {"date": ["1955-03-01", "1961-07-01", "1972-02-03", "1980-09-09"]}
    )
    found = [
        summitry.phases(table, **SEEN, eras=ERAS, draws=199),
        summitry.dispersion(table, ERAS, **SEEN, draws=3_000),
        summitry.rank_eras(frequency, draws=20_000),
        summitry.placebo_test(shocks, table, **SEEN, draws=20_000),
        summitry.composition(table, ERAS, **SEEN, where={"kind": "head"}, draws=2_000),
        summitry.equal_frequency_test(frequency, method="monte_carlo", draws=3_000),
    ]
    return [columns_of(one) for one in found]


def test_the_same_bits_on_any_number_of_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    each = []
    for threads in ("1", "2", "8"):
        monkeypatch.setenv("SUMMITRY_THREADS", threads)
        each.append(repr(drawn()))
    assert each[0] == each[1] == each[2]


def test_a_caller_may_say_how_many() -> None:
    table = visits()
    each = [
        columns_of(summitry.phases(table, **SEEN, draws=99, threads=threads))
        for threads in (None, 1, 3)
    ]
    assert repr(each[0]) == repr(each[1]) == repr(each[2])


@pytest.mark.parametrize("wrong", ["0", "many", "-1", "1025"])
def test_a_setting_that_is_no_number_is_refused(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMITRY_THREADS", wrong)
    with pytest.raises(RangeError, match=r"SUMMITRY_THREADS is .*from 1 to 1024"):
        summitry.phases(visits(), **SEEN, draws=99)


def test_a_number_of_threads_that_is_none_is_refused() -> None:
    with pytest.raises(RangeError, match="threads"):
        summitry.phases(visits(), **SEEN, draws=99, threads=0)
