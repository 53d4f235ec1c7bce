"""Long lists of eras: ranks and pairs take memory for their result, or are refused."""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from limited_memory import run_limited

import summitry
from summitry.exceptions import LimitError

LIMITED = """
import resource, warnings
import numpy as np, pandas as pd, summitry
warnings.simplefilter("ignore")
def ranked(n, draws):
    eras = {"era": [f"e{row}" for row in range(n)], "years": np.ones(n)}
    table = pd.DataFrame(eras | {"count": np.arange(n) % 7 + 1})
    return summitry.rank_eras(table, draws=draws, progress=False)
ranked(30, 2_000)
status = open("/proc/self/status").read().split()
now = int(status[status.index("VmSize:") + 1]) << 10
# Threads have stacks of their own.
resource.setrlimit(resource.RLIMIT_AS, (now + (700 << 20),) * 2)
found = ranked(1_200, 4_000)
assert np.allclose(found.filter(like="p_rank_").sum(axis=1), 1)
print("done")
"""


def eras(n: int, **columns: Any) -> pd.DataFrame:
    """Some eras of one list."""
    row = np.arange(n)
    names = [f"e{number}" for number in row]
    table = {"era": names, "count": row % 7 + 1, "years": 1.0 + row % 3}
    return pd.DataFrame(table | columns)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("threads", [1, 8])
def test_ranks_take_a_matrix_a_thread_however_many_draws_there_are(
    threads: int,
) -> None:
    assert run_limited(LIMITED, threads) == "done\n"


@pytest.mark.parametrize("n", [3, 40, 300])
@pytest.mark.parametrize("method", ["dispersed", "poisson"])
def test_ranks_are_the_same_on_any_number_of_threads(
    n: int, method: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    varying = {"dispersion": 1.4, "excess": 0.3, "dispersion_df": 9.0}
    found = []
    for threads in ("1", "2", "8"):
        monkeypatch.setenv("SUMMITRY_THREADS", threads)
        table = eras(n, **varying)
        found.append(summitry.rank_eras(table, method=method, draws=5_001, seed=4))
    for other in found[1:]:
        pd.testing.assert_frame_equal(found[0], other, check_exact=True)
    ranks = found[0].filter(like="p_rank_").to_numpy()
    assert np.allclose(ranks.sum(axis=0), 1)
    assert (np.rint(ranks * 5_001) / 5_001 == ranks).all()


def test_one_list_that_is_too_long_is_refused_before_anything_is_made() -> None:
    for table in (eras(4_097), eras(1_000_000), eras(50_000, years=0.0)):
        start = time.monotonic()
        with pytest.raises(LimitError, match=r"at most 4,096 of a list are ranked"):
            summitry.rank_eras(table)
        assert time.monotonic() - start < 60


def test_long_and_short_lists_whose_ranks_do_not_fit_are_refused() -> None:
    short = 30_000
    sides = ["long"] * 4_000 + [f"s{row}" for row in range(short)]
    with pytest.raises(LimitError, match="67,108,864 ranks in all"):
        summitry.rank_eras(eras(4_000 + short, side=sides))


@pytest.mark.parametrize("n", [6_000, 1_000_000])
def test_pairs_that_do_not_fit_are_refused_before_any_is_made(n: int) -> None:
    table = eras(n)
    for most, asked in (
        ("16,777,216", summitry.compare_eras),
        ("5,000", summitry.detectable_ratio),
    ):
        with pytest.raises(LimitError, match=f"at most {most} are asked"):
            asked(table)


def test_shares_of_weights_that_do_not_fit_are_refused() -> None:
    n = 5_000
    table = {"era": [f"e{row}" for row in range(n)], "years": np.ones(n)}
    table |= {"summit": [True] * n, "weight": np.ones(n), "count": np.ones(n, int)}
    ranges: Any = {"summit": {True: (1, 5)}}
    with pytest.raises(LimitError, match="the ranks of one list of eras"):
        summitry.rank_acceptability(table, vary=ranges)
