"""Which tests run a line of the source."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

from coverage import CoverageData

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mutants.drawn import Mutant

# Pages in a browser take long; the others read the source itself and not what it does.
LEFT_OUT = ("tests/browser", "tests/test_structure.py", "tests/test_interface.py")

# A line that very many tests run is tried with some of them after the others. A change
# that only the rest would have noticed is then called unnoticed, as is one in what is
# computed once for several tests: the share of the caught is not too high.
AT_ONCE, MOST = 80, 400


def environment(root: Path, **more: str) -> dict[str, str]:
    """Return the environment in which the package of a folder is imported."""
    return os.environ | {"PYTHONPATH": str(root / "python")} | more


def look(root: Path, kept: Path) -> None:
    """Run every test once, and keep which lines each runs."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-p",
        "no:cacheprovider",
    ]
    command += ["--cov=summitry", "--cov-context=test", "--cov-report="]
    command += [f"--ignore={one}" for one in LEFT_OUT]
    subprocess.run(
        [*command, "tests"],
        cwd=root,
        check=False,
        env=environment(root, COVERAGE_FILE=str(kept)),
    )


class Reached:
    """The tests by the lines that they run."""

    def __init__(self, root: Path, kept: Path) -> None:
        self._root = root
        self._data = CoverageData(str(kept))
        self._data.read()

    def tests(self, mutant: Mutant) -> list[str]:
        """Return the tests that run the line of a change, or else its file."""
        lines = self._data.contexts_by_lineno(str(self._root / mutant.path))
        told = _functions(lines.get(mutant.line, []))
        told = told or _functions(one for each in lines.values() for one in each)
        return random.Random(0).sample(told, min(MOST, len(told)))


def _functions(contexts: Iterable[str]) -> list[str]:
    names = {one.partition("|")[0].partition("[")[0] for one in contexts}
    return sorted(names - {""})
