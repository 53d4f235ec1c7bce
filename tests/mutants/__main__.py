"""Change the Python source a little, at random, and tell which changes no test notices.

    python tests/mutants claims infer measure --count 40 --seed 1

The tests are run once to learn which lines each runs (``--look`` runs them again); then
each change is made in a copy of the repository, and the tests that run its line are run
until one fails.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mutants.drawn import Mutant, draw
from mutants.reached import AT_ONCE, Reached, environment, look

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / "build" / "mutants" / "reached"
LONGEST = 900
"""Seconds after which a change that makes the tests hang counts as noticed."""


def noticed(mutant: Mutant, tests: list[str], copy: Path) -> bool:
    """Whether a test fails with the change."""
    path = copy / mutant.path
    before, changed = path.read_text(encoding="utf-8"), mutant.source(copy)
    assert changed is not None
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    path.write_text(changed, encoding="utf-8")
    try:
        done = subprocess.run(
            [*command, *tests],
            cwd=copy,
            env=environment(copy),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(before, encoding="utf-8")
    return done.returncode != 0


def told(mutant: Mutant, tests: list[str], copy: Path) -> str:
    """Return where a change is, and what the line was and became."""
    old = (copy / mutant.path).read_text(encoding="utf-8").splitlines()
    new = (mutant.source(copy) or "").splitlines()
    changed = [(a, b) for a, b in zip(old, new, strict=False) if a != b][:1]
    lines = "".join(f"\n    {a.strip()}\n    {b.strip()}" for a, b in changed)
    return f"{mutant.path}:{mutant.line} ({len(tests)} tests run it){lines}\n"


def tried(room: str, count: int, seed: int, copy: Path) -> bool:
    """Try some changes of a room; whether at least 80 of 100 are noticed."""
    reached, caught, made = Reached(ROOT, KEPT), 0, 0
    for mutant in draw(copy, room, count, seed):
        tests = reached.tests(mutant)
        parts = (tests[at : at + AT_ONCE] for at in range(0, len(tests), AT_ONCE))
        found = any(noticed(mutant, part, copy) for part in parts)
        caught, made = caught + found, made + 1
        if not found:
            sys.stdout.write(told(mutant, tests, copy))
        sys.stdout.flush()
    sys.stdout.write(f"{room}: {caught} of {made} changes noticed by a test\n")
    return caught >= 0.8 * made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rooms", nargs="*", default=["claims", "infer", "measure"])
    parser.add_argument("--count", type=int, default=40, help="changes of each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--look", action="store_true", help="run all tests again first")
    asked = parser.parse_args()
    if asked.look or not KEPT.exists():
        look(ROOT, KEPT)
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "copy"
        leave = shutil.ignore_patterns(
            "target", "build", ".git", ".venv", "_build", "dist"
        )
        shutil.copytree(ROOT, copy, ignore=leave)
        enough = [tried(room, asked.count, asked.seed, copy) for room in asked.rooms]
    sys.exit(not all(enough))


if __name__ == "__main__":
    main()
