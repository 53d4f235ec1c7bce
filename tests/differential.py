"""Random studies, answered by the slow oracle and by the package.

`python tests/differential.py --count 5000` prints how many studies were compared, every
difference, and how often each trait occurred; its status is 1 if there is a difference.
"""

from __future__ import annotations

import argparse
import sys
import traceback
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from differences.found import Difference
from differences.of_apart import of_apart
from differences.of_claims import of_check, of_multiverse
from differences.of_memos import of_memos
from differences.of_reasons import of_reasons
from differences.of_tables import of_gaps, of_run
from random_studies import Tabled, read_tabled, write_files
from random_study.traits import traits_of

import summitry
from summitry.exceptions import SummitryWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CHUNK = 25
DAY = len("2001-01-01")


@dataclass
class Compared:
    """What came of some studies."""

    compared: int = 0
    refused: int = 0
    """Those with a shock that is known to the month: the package refuses them."""
    claims: int = 0
    differences: list[Difference] = field(default_factory=list)
    traits: Counter[str] = field(default_factory=Counter)

    def add(self, other: Compared) -> None:
        self.compared += other.compared
        self.refused += other.refused
        self.claims += other.claims
        self.differences += other.differences
        self.traits.update(other.traits)


def compare(
    seeds: Iterable[int], *, traits: bool = False, run_every: int = 1
) -> Compared:
    """Compare the studies of some seeds; the tables of a run of every so many only."""
    found = Compared()
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", SummitryWarning)
        for seed in seeds:
            place = Path(folder, str(seed))
            compare_one(seed, place, found, traits=traits, run_every=run_every)
    return found


def compare_one(
    seed: int, folder: Path, found: Compared, *, traits: bool, run_every: int
) -> None:
    """Compare one study, unless the package refuses it as it should."""
    write_files(folder, seed)
    tabled = read_tabled(folder)
    expected = tabled.answers()
    if traits:
        tables = (tabled.study, tabled.visits, tabled.eras, tabled.shocks)
        told = traits_of(*tables, expected)
        found.traits.update({name: int(has) for name, has in told.items()})
    if has_vague_shock(tabled):
        found.refused += 1
        return
    found.compared += 1
    found.claims += len(expected)
    try:
        study = summitry.read_study(folder)
    except Exception as error:  # noqa: BLE001
        found.differences.append(fault(seed, "read_study", error))
        return
    engines: dict[str, Callable[[], Iterator[Difference]]] = {
        "check": lambda: of_check(seed, study, expected),
        "multiverse": lambda: of_multiverse(seed, study, expected),
        "run": lambda: of_run(seed, study, tabled),
        "visit_gaps": lambda: of_gaps(seed, study, tabled),
        "reasons": lambda: of_reasons(seed, study, tabled),
        "memos": lambda: of_memos(seed, study, expected),
        "robustness": lambda: of_robustness(study),
        "told apart": lambda: of_apart(seed, study, tabled),
    }
    if "coverage" in tabled.study:
        # The oracle knows which claims are not covered, and nothing of other tables.
        del engines["run"], engines["told apart"]
    elif seed % run_every:
        del engines["run"]
    for name, differences in engines.items():
        try:
            found.differences += differences()
        except Exception as error:  # noqa: BLE001
            found.differences.append(fault(seed, name, error))


def of_robustness(study: summitry.Study) -> Iterator[Difference]:
    """Ask only that there is an answer."""
    study.robustness(progress=False)
    yield from ()


def fault(seed: int, engine: str, error: Exception) -> Difference:
    """Tell an exception and where it was raised."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    said = f"{type(error).__name__} at {where}: {error}"
    return Difference(seed, "the study", engine, "an answer", said)


def has_vague_shock(tabled: Tabled) -> bool:
    return any(len(shock["date"]) != DAY for shock in tabled.shocks)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="how many studies")
    parser.add_argument("--from-seed", type=int, default=0, help="the first seed")
    parser.add_argument("--workers", type=int, default=2, help="how many processes")
    parser.add_argument(
        "--run-every", type=int, default=1, help="run only every so many studies"
    )
    parser.add_argument("--minutes", type=float, help="stop after so long")
    asked = parser.parse_args()
    begun = perf_counter()
    end = asked.from_seed + asked.count
    chunks = [
        range(first, min(first + CHUNK, end))
        for first in range(asked.from_seed, end, CHUNK)
    ]
    found = Compared()
    with ProcessPoolExecutor(asked.workers) as workers:
        compared = partial(compare, traits=True, run_every=asked.run_every)
        for part in workers.map(compared, chunks):
            found.add(part)
            sys.stdout.writelines(f"{one}\n" for one in part.differences)
            sys.stdout.flush()
            if asked.minutes and perf_counter() - begun > 60 * asked.minutes:
                workers.shutdown(wait=False, cancel_futures=True)
                break
    studies = found.compared + found.refused
    for name, number in sorted(found.traits.items()):
        sys.stdout.write(f"{number / studies:7.1%} {name}\n")
    sys.stdout.write(
        f"{found.compared} studies with {found.claims} claims compared, "
        f"{found.refused} left out, {len(found.differences)} differences in "
        f"{len({one.seed for one in found.differences})} studies, "
        f"{perf_counter() - begun:.0f} s\n"
    )
    return 1 if found.differences else 0


if __name__ == "__main__":
    sys.exit(main())
