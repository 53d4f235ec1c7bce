"""
A hundred million visits in Parquet, counted: time, and the peak of memory.

`python benches/hundred_million.py [ROWS]` writes the files to a temporary folder (about
1.2 GB for 100,000,000 rows), counts them in a process of its own, and removes them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

AT_ONCE = 1_000_000
COUNT = """
import resource, sys, time
import summitry
eras = {
    "side": ["C1", "C1", "C1", "C2", "C2"],
    "era": ["First", "Second", "Third", "Early", "Late"],
    "start": ["1990-01-01", "1997-05-01", "2007-06-27", "1992-02-01", "2004-08-12"],
    "end": ["1997-05-01", "2007-06-27", None, "2004-08-12", None],
}
seen = {"since": "1992-02-01", "through": "2016-12-31"}
shocks = {"date": ["1999-03-24"], "origin": ["C1"], "destination": ["C2"]}
scheme = {"summit": {True: 3.0, False: 1.0}}
before = time.perf_counter()
tally = summitry.tally_files(sys.argv[1], eras, by="dyad", scheme=scheme, **seen)
found = tally.finish()
between = time.perf_counter()
lags = summitry.Waits(shocks, **seen).read(sys.argv[1]).finish()
after = time.perf_counter()
print("rows", found["rows_in"][0].as_py(), "rows of the table", len(found))
print(f"tally {between - before:.0f} s, lags {after - between:.0f} s")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"peak of memory {peak / 1024:.0f} MB, the start of Python included")
"""


def write(folder: Path, n_rows: int) -> None:
    rng = np.random.default_rng(1)
    countries = pa.array([f"C{number}" for number in range(30)])
    for number, first in enumerate(range(0, n_rows, AT_ONCE)):
        rows = min(AT_ONCE, n_rows - first)
        origin = rng.integers(0, 30, rows, dtype=np.int32)
        other = (origin + rng.integers(1, 30, rows, dtype=np.int32)) % 30
        day = (7_305 + rng.integers(0, 10_000, rows)).astype(np.int32)
        table = pa.table(
            {
                "date": pa.array(day).cast(pa.date32()),
                "origin": pa.DictionaryArray.from_arrays(origin, countries),
                "destination": pa.DictionaryArray.from_arrays(other, countries),
                "summit": rng.random(rows) < 0.1,
            }
        )
        parquet.write_table(table, folder / f"part-{number:04}.parquet")


def main() -> None:
    n_rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000_000
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), n_rows)
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", COUNT, folder], check=True
        )


if __name__ == "__main__":
    main()
