"""Ctrl-C, threads, forks, other interpreters, memory; more of it by `make faults`."""

from __future__ import annotations

import multiprocessing
import os
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import columns_of
from faults.growing import growth
from faults.interrupting import ALLOWED

import summitry

SEEN: dict[str, Any] = {"since": "1950-01-01", "through": "1999-12-31"}
ERAS: dict[str, Any] = {
    "era": ["a", "b", "c"],
    "start": ["1950-01-01", "1965-01-01", "1985-01-01"],
    "end": ["1965-01-01", "1985-01-01", None],
}
MANY = 300_000
FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def answers(_: object = None) -> str:
    """What several functions answer, two of them by threads of their own."""
    draw = np.random.default_rng(4)
    visits = {"date": draw.integers(-7_305, 10_957, MANY).astype("M8[D]")}
    few = {"date": visits["date"][:200]}
    frequencies = summitry.era_frequency(visits, ERAS, **SEEN)
    found = [
        frequencies,
        summitry.phases(few, **SEEN, draws=199, threads=2, progress=False),
        summitry.rank_eras(frequencies, draws=20_000),
        summitry.response_lags({"date": few["date"][:50]}, visits, **SEEN),
        summitry.visit_gaps(few, **SEEN),
    ]
    return repr([columns_of(one) for one in found])


@pytest.fixture(scope="module")
def alone() -> str:
    return answers()


def test_threads_get_the_answer_of_one(alone: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(answers, range(16))) == {alone}


def test_threads_share_a_table_that_has_not_been_read_yet() -> None:
    """What a table computes of itself is computed by the first that asks for it."""
    for _ in range(3):
        study = summitry.read_study("china-dprk")
        gate = threading.Barrier(4)
        told: list[str] = []

        def ask(study: Any = study, gate: Any = gate, told: Any = told) -> None:
            gate.wait()
            told.append(str(study.check()))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(told) == 4
        assert len(set(told)) == 1


@FORKS
@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_a_fork_after_use_answers(alone: str) -> None:
    with multiprocessing.get_context("fork").Pool(2) as pool:
        found = pool.map_async(answers, range(4)).get(timeout=60)
    assert set(found) == {alone}


WITHIN = """
import warnings
warnings.simplefilter("ignore")
try:
    import summitry
    found = summitry.era_frequency(
        {"date": ["2001-05-05"]},
        {"era": ["a"], "start": ["2001-01-01"], "end": [None]},
        since="2001-01-01",
        through="2006-12-31",
    )
    print("answer", found["count"].tolist(), flush=True)
except (ImportError, RuntimeError) as error:
    # RuntimeError is what numpy 2.0 says.
    print("refused", error, flush=True)
"""
OUTSIDE = """
import sys
if sys.version_info >= (3, 13):
    import _interpreters
    run = _interpreters.exec
else:
    import _xxsubinterpreters as _interpreters
    run = _interpreters.run_string
within, first = sys.argv[1:]
if first == "first":
    exec(within)
for _ in range(2):
    other = _interpreters.create()
    run(other, within)
    _interpreters.destroy(other)
exec(within)
"""


@pytest.mark.skipif(
    not (find_spec("_xxsubinterpreters") or find_spec("_interpreters")),
    reason="needs interpreters within one",
)
@pytest.mark.skipif(
    np.__version__.startswith("2.0."),
    reason="numpy 2.0 is broken everywhere once another interpreter has loaded it",
)
@pytest.mark.parametrize("first", ["first", "later"])
def test_an_interpreter_within_another_answers_or_says_why_not(first: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OUTSIDE, WITHIN, first],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert len(said) == 3 + (first == "first")
    assert {line.split()[0] for line in said} <= {"answer", "refused"}
    assert first != "first" or said[0] == "answer [1]"


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_ctrl_c_ends_a_long_call() -> None:
    program = Path(__file__).parent / "faults"
    names = ["response_lags, 1e6 shocks", "placebo_test"]
    done = subprocess.run(
        [sys.executable, program, "interrupts", *names, "--times=2"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    times = re.findall(r"ended ([0-9.]+|inf) s after", done.stdout)
    assert len(times) == len(names), done.stdout + done.stderr
    # A machine that does other work at the same time is given more time.
    assert max(map(float, times)) < 5 * ALLOWED


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
def test_memory_stays_as_it_is() -> None:
    assert growth(500) < 1 << 20
