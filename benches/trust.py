"""
Measure what `docs/trust.md` promises, and write each figure into the page.

    python benches/trust.py               lists what can be measured
    python benches/trust.py studies       measures one figure and writes it
    python benches/trust.py --all         measures all, which takes hours

A figure stands in the page between ``<!-- name -->`` and ``<!-- end -->``, with the day
and the versions of what was measured. A command that fails writes nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "trust.md"
PROGRAMS = ("numpy", "pandas", "polars", "pyarrow", "narwhals")


class Figure(NamedTuple):
    """A command, and the last part of its output that is its figure."""

    command: str
    pattern: str
    shown: str
    """How the parts of the pattern stand in the page."""
    added: bool = False
    """Whether there are several sets, whose numbers are added up."""
    python: str = sys.executable
    """The interpreter whose versions stand beside the figure."""


FIGURES = {
    "studies": Figure(
        "{python} tests/differential.py --count 100000 --from-seed 610000 "
        "--run-every 100 --workers 2 --minutes 120",
        r"([\d,]+) studies with ([\d,]+) claims compared.*?([\d,]+) differences",
        "{} random studies with {} claims, {} differences",
    ),
    "suite": Figure(
        "{python} -m pytest -q -n 2",
        r"([\d,]+) passed",
        "{} tests passed",
    ),
    "core": Figure(
        "cargo test --locked",
        r"test result: ok\. (\d+) passed",
        "{} tests of the core passed",
        added=True,
    ),
    **{
        f"mutants_{room}": Figure(
            f"COUNT=20 ROOMS={room} make mutants",
            r"(\d+) of (\d+) changes noticed",
            f"of {{1}} small wrong changes of `{room}` {{0}} were noticed by a test",
        )
        for room in ("measure", "infer", "claims")
    },
    "core_mutants": Figure(
        "COUNT=24 make core-mutants",
        r"(?s)(\d+) missed, (\d+) caught.*?(\d+) missed, (\d+) caught"
        r".*?(\d+) missed, (\d+) caught",
        "of small wrong changes of the core's `measure` {1} were noticed by a test and {0} "
        "not, of its `infer` {3} and {2}, of its `claims` {5} and {4}",
    ),
    "bad_calls": Figure(
        "SECONDS=240 FIRST=7000000 make fuzz",
        r"([\d,]+) calls, (\d+) kinds of foreign errors",
        "{} bad calls drawn by chance, {} kinds of foreign errors",
    ),
    "any_bytes": Figure(
        "EXECUTIONS=1000000 SEED=11 cargo test --release --locked --test seeded -- --nocapture",
        r"(\d+) inputs held against each of (\d+) targets",
        "{} seeded inputs each for {} targets, no promise broken",
    ),
    "paths": Figure(
        "for on in $(ls fuzz/corpus); do ON=$on SECONDS=900 make --no-print-directory "
        "cover || exit; done",
        r"Done (\d+) runs in \d+ second",
        "{} inputs of a fuzzer that counts where it has been, a quarter of an hour for "
        "each of 8 targets, no promise broken",
        added=True,
    ),
    "faults": Figure(
        "{python} tests/faults interrupts && {python} tests/faults kills "
        "&& {python} tests/faults disk && {python} tests/faults memory",
        r"(?s)Ctrl-C (\d+) times in (\d+) long calls: (\d+) ended within ([\d.]+) s"
        r".*?(\d+) writers killed at random moments, (\d+) broken files"
        r".*?([\d,]+) calls, memory grew by (-?\d+) KiB",
        "Ctrl-C {} times in {} long calls, of which {} ended within {} s each time; "
        "{} writers killed at random moments, {} broken files; {} calls, in which "
        "memory grew by {} KiB",
    ),
    "oldest": Figure(
        "make oldest",
        r"([\d,]+) passed",
        "{} tests passed",
        python="build/oldest/bin/python",
    ),
    "newest": Figure(
        "make newest",
        r"([\d,]+) passed",
        "{} tests passed",
        python="build/newest/bin/python",
    ),
    "same": Figure(
        "make same",
        r"([0-9a-f]{64}) .*\n\1 ",
        "two builds from nothing, one wheel: SHA-256 `{}`",
    ),
    "wheel": Figure(
        "make wheel",
        r"([\d]+) \w+ +\d+ [\d:]+ (dist/\S+\.whl)",
        "{} bytes, `{}`, built, checked and tried in a fresh environment",
    ),
    "supply": Figure(
        "cargo deny check bans licenses sources",
        r"(bans ok, licenses ok, sources ok)",
        "{}",
    ),
    "intervals": Figure(
        "{python} benches/interval_coverage.py",
        r"garwood \| ([\d.]+) %",
        "smallest coverage of an exact interval {} %",
    ),
}


def measured(name: str) -> str:
    """Run the command of a figure and return the figure in words."""
    one = FIGURES[name]
    done = subprocess.run(
        one.command.format(python=sys.executable),
        shell=True,
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    found = re.findall(one.pattern, done.stdout)
    if done.returncode or not found:
        sys.exit(f"{done.stdout[-3000:]}\n{name}: status {done.returncode}, no figure")
    last = str(sum(map(int, found))) if one.added else found[-1]
    return one.shown.format(*((last,) if isinstance(last, str) else last))


_VERSIONS = """
import platform, sys
from importlib.metadata import PackageNotFoundError, version
told = [f"Python {platform.python_version()}"]
for name in sys.argv[1:]:
    try:
        told.append(f"{name} {version(name)}")
    except PackageNotFoundError:
        continue
print(", ".join(told))
"""


def versions(python: str) -> str:
    """Name what was measured with."""
    command = [python, "-c", _VERSIONS, *PROGRAMS]
    return subprocess.check_output(command, cwd=ROOT, text=True).strip()


def write(name: str, figure: str) -> None:
    """Put a figure into the page, with the day and the versions."""
    day = dt.datetime.now(tz=dt.UTC).date()
    text = f"<!-- {name} -->\n{figure} ({day}; {versions(FIGURES[name].python)})\n<!-- end -->"
    page = PAGE.read_text("utf-8")
    held = rf"<!-- {name} -->.*?<!-- end -->"
    assert re.search(held, page, re.DOTALL), f"the page has no place for {name}"
    PAGE.write_text(re.sub(held, lambda _: text, page, flags=re.DOTALL), "utf-8")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", choices=[*FIGURES, []])
    parser.add_argument("--all", action="store_true", help="measure every figure")
    given = parser.parse_args()
    names = list(FIGURES) if given.all else given.names
    if not names:
        for name, one in FIGURES.items():
            print(f"{name:<12} {one.command.format(python='python')}")
    for name in names:
        figure = measured(name)
        write(name, figure)
        print(f"{name}: {figure}")


if __name__ == "__main__":
    main()
