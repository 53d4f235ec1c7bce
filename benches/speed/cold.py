"""Process start to the first table of 161 visits, and the commands of the study.

Each is a process of its own, the whole of it timed, in turns.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

VISITS = """
import numpy as np
day = (np.arange(161) * 139 - 6000).astype("datetime64[D]")
start = np.array(["1953", "1976", "1989", "2002", "2012"], "datetime64[D]")
end = np.append(start[1:], np.datetime64("2018", "D"))
"""
OURS = """
import summitry
eras = {"era": ["Mao", "Deng", "Jiang", "Hu", "Xi"], "start": start, "end": end}
found = summitry.era_frequency(
    visits, eras, since="1953-07-27", through="2017-03-15"
)
assert sum(found["count"]) == 161
"""
PLAIN = """
era = np.searchsorted(start, day, "right") - 1
found = np.bincount(era)
assert found.sum() == 161
"""
POLARS = """
eras = pl.DataFrame({"era": [0, 1, 2, 3, 4], "start": start})
found = visits.sort("date").join_asof(eras, left_on="date", right_on="start")
assert found.group_by("era").len()["len"].sum() == 161
"""
FRAME = 'import polars as pl\nvisits = pl.DataFrame({"date": day})\n'
PANDAS = 'import pandas as pd\nvisits = pd.DataFrame({"date": day})\n'
PANDAS_WAY = """
era = pd.cut(visits["date"], [*pd.DatetimeIndex(start), pd.Timestamp("2018")])
assert visits.groupby(era, observed=True).size().sum() == 161
"""
SCRIPTS = {
    "import numpy": "import numpy",
    "numpy": VISITS + PLAIN,
    "summitry, from arrays": VISITS + 'visits = {"date": day}\n' + OURS,
    "polars": VISITS + FRAME + POLARS,
    "summitry, from polars": VISITS + FRAME + OURS,
    "pandas": VISITS + PANDAS + PANDAS_WAY,
    "summitry, from pandas": VISITS + PANDAS + OURS,
}
RUN = ["-m", "summitry", "run", "china-dprk"]


def main() -> None:
    """Print the median of each, and how often `import numpy` fits in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--save", type=Path)
    asked = parser.parse_args()
    rounds = asked.rounds
    with tempfile.TemporaryDirectory() as folder:
        report = str(Path(folder) / "report.html")
        commands = {name: ["-c", script] for name, script in SCRIPTS.items()}
        commands["summitry run"] = RUN
        commands["summitry run --full"] = [*RUN, "--full"]
        commands["summitry run --report"] = [*RUN, "--report", report, "--overwrite"]
        # An installed package is compiled: what the first round compiles is kept.
        compiled = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        compiled.pop("PYTHONDONTWRITEBYTECODE", None)
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds + 1):
            for name, words in commands.items():
                start = time.perf_counter()
                command = [sys.executable, *words]
                done = subprocess.run(
                    command, check=False, capture_output=True, env=compiled
                )
                taken[name].append(1e3 * (time.perf_counter() - start))
                if done.returncode:
                    raise SystemExit(f"{name} ended with status {done.returncode}")
    # The first round only fills the caches of the machine.
    medians = {name: median(times[1:]) for name, times in taken.items()}
    print(f"{'':26}{'median ms':>10}{'x numpy':>9}")
    kept = []
    for name, spent in medians.items():
        ratio = spent / medians["import numpy"]
        print(f"{name:26}{spent:>10.0f}{ratio:>9.2f}")
        kept.append({"process": name, "median": spent / 1e3, "ratio": ratio})
    if asked.save:
        asked.save.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
