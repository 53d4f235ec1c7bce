"""Every sentence of many random studies, read beside their tables.

`python tests/every_sentence.py --count 500` prints each sentence that states a number
which is not that of its place; its status is 1 if there is one.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from differential import fault, has_vague_shock
from random_studies import read_tabled, write_files
from sentences.reader import Reader

import summitry
from summitry.exceptions import SummitryWarning


def faults(seed: int, *, report_every: int) -> list[str] | None:
    """Read one study; None where the package refuses it."""
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", SummitryWarning)
        write_files(Path(folder), seed)
        if has_vague_shock(read_tabled(Path(folder))):
            return None
        try:
            reader = Reader(summitry.read_study(folder))
            return reader.everything(report=seed % report_every == 0)
        except Exception as error:  # noqa: BLE001
            return [str(fault(seed, "sentences", error))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many studies")
    parser.add_argument("--from-seed", type=int, default=0, help="the first seed")
    parser.add_argument("--workers", type=int, default=2, help="how many processes")
    parser.add_argument(
        "--report-every", type=int, default=8, help="read so many's report as well"
    )
    asked = parser.parse_args()
    seeds = range(asked.from_seed, asked.from_seed + asked.count)
    read = wrong = 0
    with ProcessPoolExecutor(asked.workers) as workers:
        ask = partial(faults, report_every=asked.report_every)
        for seed, found in zip(seeds, workers.map(ask, seeds), strict=True):
            read += found is not None
            wrong += len(found or ())
            sys.stdout.writelines(f"{seed}: {one}\n" for one in found or ())
            sys.stdout.flush()
    sys.stdout.write(f"{read} studies read, {wrong} sentences do not fit\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
