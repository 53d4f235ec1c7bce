"""Every peer in a process of its own; the processes take turns, round by round.

A noisy machine then slows all of them alike. The answers are compared before anything
is timed; a peer that is not installed is left out, and said.
"""

from __future__ import annotations

import gc
import importlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
MEGABYTE = 1024.0
# A peer that is this slow, in seconds, is timed once.
SLOW = 20.0


def _status(key: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / MEGABYTE
    return float("nan")


def _reset_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def work(task: str, peer: str, rows: int, order: str, answer: str) -> None:
    """Be the process of one peer: compute once, then once for each line read."""
    module = importlib.import_module(task)
    try:
        run, answered = module.PEERS[peer](module.world(rows, order))
    except ImportError as missing:
        print(f"missing {missing.name}", flush=True)
        return
    start = time.perf_counter()
    found = run()
    first = time.perf_counter() - start
    np.savez(answer, **answered(found))
    del found
    print(f"ready {first}", flush=True)
    for _ in sys.stdin:
        gc.collect()
        before = _status("VmRSS")
        _reset_peak()
        start = time.perf_counter()
        found = run()
        taken = time.perf_counter() - start
        peak = _status("VmHWM")
        del found
        print(f"took {taken} {peak - before}", flush=True)


def _agree(wanted: Any, found: Any, close: float, who: str) -> None:
    for name in wanted.files:
        some = wanted[name][: len(found[name])]
        if not np.allclose(some, found[name], rtol=close, atol=1e-12, equal_nan=True):
            raise SystemExit(f"{who} answers otherwise in {name!r}")


def measure(task: str, rows: int, order: str, rounds: int) -> list[dict[str, Any]]:
    """Time every peer of a task, one row a peer, ours first."""
    module = importlib.import_module(task)
    scale = getattr(module, "SCALE", {})
    with tempfile.TemporaryDirectory() as folder:
        started = {}
        for peer in module.PEERS:
            words = [task, peer, str(rows), order, f"{folder}/{peer}.npz"]
            process = subprocess.Popen(
                [sys.executable, str(HERE), "--work", *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "PYTHONWARNINGS": "ignore"},
            )
            word, *rest = process.stdout.readline().split() if process.stdout else []
            if word == "missing":
                print(f"{peer} is left out: {' '.join(rest)} is not installed")
                continue
            started[peer] = (process, float(rest[0]))
        answers = {peer: np.load(f"{folder}/{peer}.npz") for peer in started}
        for peer, found in answers.items():
            close = getattr(module, "TOLERANCE", 1e-9)
            _agree(answers["summitry"], found, close, f"{task}: {peer}")
        times: dict[str, list[float]] = {peer: [] for peer in started}
        extra = dict.fromkeys(started, 0.0)
        for number in range(rounds):
            for peer, (process, first) in started.items():
                if first > SLOW and number:
                    continue
                process.stdin.write("go\n")
                process.stdin.flush()
                _, taken, more = process.stdout.readline().split()
                times[peer].append(float(taken) * scale.get(peer, 1))
                extra[peer] = max(extra[peer], float(more))
        for process, _ in started.values():
            process.stdin.close()
            process.wait()
    ours = times["summitry"]
    return [
        {
            "task": task,
            "rows": rows,
            "order": order,
            "peer": peer,
            "median": median(taken),
            "least": min(taken),
            "most": max(taken),
            "ratio": median(a / b for a, b in zip(taken, ours, strict=False)),
            "extra": extra[peer],
            "rounds": len(taken),
        }
        for peer, taken in times.items()
    ]
