"""Try faults for long, and tell what was seen."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from faults.dying import die_later, disk_of, in_child, refused
from faults.growing import growth
from faults.interrupting import ALLOWED, stopped
from faults.long_calls import calls
from faults.writers import NEW, OLD, half_written, place_of, sums, unlisted, writers


def interrupts(names: list[str], times: int) -> bool:
    """Stop each long call; whether all ended soon enough."""
    found = [stopped(name, times) for name in names or calls()]
    found = [one for one in found if names or one.whole > ALLOWED]
    for one in found:
        sys.stdout.write(
            f"{one.name:<36} {one.whole:6.2f} s in all; "
            f"ended {one.slowest:5.3f} s after Ctrl-C at most\n"
        )
    late = [one.name for one in found if one.slowest > ALLOWED]
    sys.stdout.write(
        f"Ctrl-C {sum(one.times for one in found)} times in {len(found)} long calls: "
        f"{len(found) - len(late)} ended within {ALLOWED} s each time"
        f"{', not: ' + '; '.join(late) if late else ''}\n"
    )
    return not late


def kills(kinds: list[str], times: int) -> bool:
    """Kill each writer at random moments; whether every file was whole."""
    draw, broken, done = random.Random(14), 0, 0
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        each = writers(home)
        for kind in kinds or each:
            path, known = place_of(kind, home), []
            begin = time.monotonic()
            for which in (NEW, OLD):
                each[kind](path, which)
                known.append(sums(path))
            took = (time.monotonic() - begin) / 2
            for _ in range(4 * times):
                write = partial(each[kind], path, NEW)
                in_child(partial(die_later, draw.uniform(0, took), write))
                left = half_written(kind, path, *known)
                lost = kind == "folder" and unlisted(path)
                broken += bool(left or lost or not sums(path))
                done += 1
    sys.stdout.write(
        f"{done} writers killed at random moments, {broken} broken files\n"
    )
    return not broken


def full_disk(kinds: list[str], _: int) -> bool:
    """Fill a small disk, and write over a file that is there."""
    with tempfile.TemporaryDirectory() as place:
        each = writers(Path(place))
        for kind in kinds or each:
            with disk_of(8 << 20) as disk:
                path = place_of(kind, disk)
                each[kind](path, OLD)
                old = sums(path)
                filler = os.open(disk / "filler", os.O_CREAT | os.O_WRONLY)
                with suppress(OSError):
                    while os.write(filler, bytes(4096)):
                        pass
                os.close(filler)
                refused(partial(each[kind], path, NEW))
                assert sums(path) == old, kind
                assert not list(disk.rglob(".*")), kind
    sys.stdout.write(
        f"{len(kinds or each)} writers on a full disk: refused, the old files whole\n"
    )
    return True


def memory(_: list[str], times: int) -> bool:
    """Call for long; whether memory stays as it is."""
    grown = growth(10_000 * times)
    sys.stdout.write(
        f"{10_000 * times:,} calls, memory grew by {grown / 1024:.0f} KiB\n"
    )
    return grown < 1 << 20


KINDS = {"interrupts": interrupts, "kills": kills, "disk": full_disk, "memory": memory}


def main() -> int:
    """Try what is asked for, or everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", nargs="?", choices=KINDS)
    parser.add_argument("names", nargs="*", help="which calls or writers")
    parser.add_argument("--times", type=int, default=10, help="how often")
    given = parser.parse_intermixed_args()
    kinds = [given.kind] if given.kind else KINDS
    each = [KINDS[kind](given.names, given.times) for kind in kinds]
    return 0 if all(each) else 1


if __name__ == "__main__":
    raise SystemExit(main())
