"""Check what a wheel holds: every file of the package, its licences, and no other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parent.parent
NAME = re.compile(r"(summitry-[0-9][^-]*)-cp311-abi3-[a-z0-9_.]+\.whl")
BESIDE = {
    "METADATA",
    "RECORD",
    "WHEEL",
    "entry_points.txt",
    "licenses/LICENSE-APACHE",
    "licenses/LICENSE-MIT",
    "licenses/python/summitry/datasets/china-dprk/LICENSE",
    "licenses/python/summitry/datasets/china-rok/LICENSE",
    "licenses/python/summitry/datasets/leaders/LICENSE",
    "licenses/python/summitry/datasets/states/LICENSE",
    "sboms/summitry.cyclonedx.json",
}
"""What stands beside the package, in its folder of metadata."""


def wrong_in(wheel: Path) -> list[str]:
    """Return what is wrong with a wheel, a line each."""
    named = NAME.fullmatch(wheel.name)
    if named is None:
        return [f"{wheel.name} is not the name of an abi3 wheel for Python 3.11"]
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if not name.endswith("/")}
        compiled = [name for name in held if re.search(r"\.(so|pyd)$", name)]
        builder = str(Path.home()).encode() + b"/"
        told = [name for name in compiled if builder in archive.read(name)]
    tracked = subprocess.run(
        ["git", "ls-files", "--", "python"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    wanted = {name.removeprefix("python/") for name in tracked if name}
    wanted |= {f"{named[1]}.dist-info/{name}" for name in BESIDE}
    core = [name for name in compiled if name.startswith("summitry/_core.")]
    return [
        *(f"missing: {name}" for name in sorted(wanted - held)),
        *(f"stray: {name}" for name in sorted(held - wanted - set(core))),
        *(["missing: the compiled core"] if not core else []),
        *(f"names the builder's folder: {name}" for name in told),
    ]


if __name__ == "__main__":
    (given,) = sys.argv[1:]
    faults = wrong_in(Path(given))
    sys.exit("\n".join(faults) if faults else 0)
