"""Try bad calls for a while: python tests/hostile [SECONDS] [FIRST_SEED]."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import matplotlib as mpl

mpl.use("Agg")

from hostile.calls import calls
from hostile.trying import attempt


def main() -> int:
    """Tell each kind of foreign error once, with the seed that finds it again."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3600.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    # Some bad names of files can be written.
    os.chdir(tempfile.mkdtemp())
    made, ends = calls(), monotonic() + seconds
    told: set[tuple[str, str, int]] = set()
    first = seed
    while monotonic() < ends:
        found = attempt(seed, made)
        seed += 1
        if found is None:
            continue
        ours = [
            one
            for one in traceback.extract_tb(found.error.__traceback__)
            if "summitry" in one.filename
        ]
        frame = ours[-1]
        place = (type(found.error).__name__, frame.filename, frame.lineno or 0)
        if place in told:
            continue
        told.add(place)
        sys.stdout.write(
            f"seed {found.seed}: {found.name}({found.changed}): {place[0]} in "
            f"{Path(place[1]).name}:{place[2]}: {found.error!s:.100}\n"
        )
    sys.stdout.write(f"{seed - first} calls, {len(told)} kinds of foreign errors\n")
    return 1 if told else 0


if __name__ == "__main__":
    raise SystemExit(main())
