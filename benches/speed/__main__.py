"""
Measure summitry beside its peers: `python benches/speed tally lags --rows 1e6 1e7`.

Without a task every one is measured. `--save FILE` keeps the rows. Peers that are not
installed are left out: `pip install duckdb polars pyarrow numba scipy astropy`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import rounds

# What is measured, and whether the order of its events matters.
TASKS = {
    "tally": True,
    "tally_text": True,
    "directions": True,
    "own_eras": True,
    "lags": True,
    "panel": True,
    "qualifying": False,
    "specifications": False,
    "verdicts": False,
    "limits": False,
    "replicates": False,
    "blocks": False,
}


def told(row: dict[str, object]) -> str:
    return (
        f"{row['peer']:12}{1e3 * row['median']:>11.1f}{1e3 * row['least']:>10.1f}"
        f"{1e3 * row['most']:>10.1f}{row['ratio']:>8.2f}{row['extra']:>8.0f}"
    )


def main() -> None:
    """Print a table for each task, size and order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", nargs="*", choices=[*TASKS, []], default=[])
    parser.add_argument("--rows", nargs="+", type=float, default=[1e6])
    parser.add_argument("--order", nargs="+", default=["sorted", "shuffled"])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--save", type=Path)
    given = parser.parse_args()
    kept = []
    for task in given.tasks or TASKS:
        for rows in map(int, given.rows):
            for order in given.order if TASKS[task] else ["-"]:
                found = rounds.measure(task, rows, order, given.rounds)
                print(f"\n{task}, {found[0]['rows']:,} rows, {order}")
                print("peer          median ms     least      most   ratio extra MB")
                print(*map(told, found), sep="\n", flush=True)
                kept += found
                if given.save:
                    given.save.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        task, peer, rows, order, answer = sys.argv[2:]
        rounds.work(task, peer, int(rows), order, answer)
    else:
        main()
