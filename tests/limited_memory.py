"""Code that limits its own memory, as Linux does, run in a process of its own."""

from __future__ import annotations

import subprocess
import sys


def run_limited(code: str, threads: int = 1) -> str:
    """Return what the code prints; it must end well."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"SUMMITRY_THREADS": str(threads), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
