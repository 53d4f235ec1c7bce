"""Lags, gaps and their fragility grow as they should, and stop on Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import Any

import numpy as np
import polars as pl
import pytest
from conftest import columns_of

import summitry
from summitry import Claim
from summitry.exceptions import LimitError, RangeError

SEEN: Any = {"since": "2000-01-01", "through": "2019-12-31"}
DAY = np.datetime64("2000-01-01")

LIMITED = """
import resource, warnings
import numpy as np
import summitry
warnings.simplefilter("ignore")
seen = {"since": "2000-01-01", "through": "2019-12-31"}
day = np.datetime64("2000-01-01")
def lags(shocks, visits, **options):
    return summitry.response_lags(shocks, visits, threads=2, **options, **seen)
lags({"date": [day]}, {"date": [day], "id": ["a"]})
summitry.visit_gaps({"date": [day]}, **seen)
status = open("/proc/self/status").read().split()
now = int(status[status.index("VmSize:") + 1]) << 10
resource.setrlimit(resource.RLIMIT_AS, (now + (400 << 20),) * 2)

one_day = {"date": np.full(60_000, day)}
found = lags(one_day, one_day)
assert (found["visit_count"] == 60_000).all() and (found["visit_row"] == 0).all()

vague = {"date": np.full(3_000, day), "date_latest": np.full(3_000, day + 30)}
found = lags(vague, vague)
assert (found["lag_lower"] == 0).all() and not found["lag_upper_observed"].any()
print("done")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_many_on_one_day_take_memory_for_each_and_not_for_each_pair() -> None:
    run = [sys.executable, "-c", LIMITED]
    found = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (0, "done\n"), found.stderr[-2000:]


class Told:
    """An id that counts how often its text is asked for."""

    asked = 0

    def __str__(self) -> str:
        Told.asked += 1
        return "told"


def test_only_visits_that_answer_are_looked_up() -> None:
    Told.asked = 0
    visits = {"date": DAY + np.arange(400), "host": [Told() for _ in range(400)]}
    shocks = {"date": DAY + np.array([3, 500, 90])}
    found = columns_of(summitry.response_lags(shocks, visits, **SEEN))
    assert found["visit_host"] == ["told", None, "told"]
    assert found["visit_row"] == [3, None, 90]
    assert Told.asked == 2


def test_lags_of_many_pairs_are_the_same_on_any_number_of_threads() -> None:
    rng = np.random.default_rng(20)
    names = np.array([f"{number:02d}" for number in range(30)])

    def drawn(n: int) -> tuple[pl.DataFrame, Any]:
        origin, days = rng.integers(0, 30, n), rng.integers(0, 7_000, n)
        other = (origin + rng.integers(1, 30, n)) % 30
        table = {"date": DAY + days, "origin": names[origin]}
        ends = np.minimum(origin, other) * 30 + np.maximum(origin, other)
        return pl.DataFrame(table | {"destination": names[other]}), (ends, days)

    (visits, visited), (shocks, asked) = drawn(300_000), drawn(20_000)
    found = [
        summitry.response_lags(shocks, visits, threads=threads, **SEEN)
        for threads in (1, 2, 8)
    ]
    assert found[0].equals(found[1])
    assert found[0].equals(found[2])
    keys, sought = (ends * 10_000 + days for ends, days in (visited, asked))
    order = np.argsort(keys, kind="stable")
    place = np.searchsorted(keys[order], sought)
    after = np.append(keys[order], -1)[place]
    answered = after // 10_000 == asked[0]
    assert (found[0]["observed"].to_numpy() == answered).all()
    waited = np.where(answered, after - sought, 7_304 - asked[1])
    assert (found[0]["lag"].to_numpy() == waited).all()
    rows = np.where(answered, np.append(order, 0)[place], -1)
    assert (found[0]["visit_row"].fill_null(-1).to_numpy() == rows).all()


@pytest.mark.parametrize("threads", [0, 5_000])
def test_a_number_of_threads_that_is_none(threads: int) -> None:
    with pytest.raises(RangeError, match="threads"):
        summitry.response_lags(
            {"date": [DAY]}, {"date": [DAY]}, threads=threads, **SEEN
        )


def test_the_fewest_visits_that_shorten_a_mean_lag() -> None:
    shocks = {"id": ["a", "b"], "date": ["2000-01-04", "2000-01-05"]}
    visits = {"date": ["2000-01-07", "2000-01-16"]}
    claim = Claim.lag(["a", "b"], 2, comparison="at_least")
    found = summitry.fragility(
        visits,
        claim,
        shocks=shocks,
        since="2000-01-01",
        through="2000-02-09",
        same_day="exclude",
    )
    assert columns_of(found)["visits"] == [2, None]


STOPPED = """
import sys
import numpy as np
import summitry
day = np.datetime64("2000-01-01")
seen = {"since": "2000-01-01", "through": "2099-12-31"}
ids = [f"s{number}" for number in range(6_000)]
shocks = {"id": ids, "date": day + np.arange(6_000)}
visits = {"date": [day + 36_000]}
claim = summitry.Claim.lag(ids, 2, comparison="at_least")
def tell(done, total):
    print("ready", flush=True)
try:
    summitry.fragility(visits, claim, shocks=shocks, progress=tell, **seen)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_ctrl_c_stops_a_long_search() -> None:
    run = [sys.executable, "-c", STOPPED]
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.send_signal(signal.SIGINT)
        rest, _ = child.communicate(timeout=20)
    assert rest.splitlines()[-1] == "stopped"


def test_a_grid_too_large_is_refused_before_anything_is_computed(
    monkeypatch: Any,
) -> None:
    def computed(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("summitry.robustness.multiverse.record_of", computed)
    days = [str(day) for day in np.arange("2005-01-01", "2010-06-24", dtype="M8[D]")]
    eras = {"era": ["a", "b"], "start": ["1999-01-01", "2000-01-01"]}
    schemes = {f"{w}": {"summit": {True: 1.0 + w, False: 1.0}} for w in range(1_000)}
    with pytest.raises(LimitError, match=r"8,000,000 specifications.* GiB") as caught:
        summitry.multiverse(
            {"date": ["2000-01-01"], "summit": [True]},
            eras | {"end": ["2000-01-01", None]},
            since="1990-01-01",
            through=days,
            schemes=schemes,
            claims=[Claim.lowest("a", quantity="weighted_frequency")],
        )
    assert caught.value.hint is not None
    assert "through 2,000, scheme 1,000" in caught.value.hint
