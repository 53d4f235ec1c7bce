"""How soon Ctrl-C ends a call: SIGINT from outside, at moments drawn by chance."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
from math import inf
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple

from faults.long_calls import calls

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = 0.2
"""Seconds that a call may go on."""

_SENDER = """
import os, signal, sys, time
for line in sys.stdin:
    time.sleep(float(line))
    sent = time.monotonic()
    os.kill(int(sys.argv[1]), signal.SIGINT)
    print(sent, flush=True)
"""


class Stopped(NamedTuple):
    """How a call behaved."""

    name: str
    whole: float
    """Seconds that the call takes where nobody stops it."""
    slowest: float
    """Seconds from the signal to the end of the call, at worst."""
    times: int
    """How often it was stopped."""


@contextlib.contextmanager
def sender() -> Iterator[Any]:
    """Start a process that sends this one SIGINT when told to, and tells when."""
    command = [sys.executable, "-I", "-S", "-c", _SENDER, str(os.getpid())]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        start_new_session=True,
    ) as process:
        yield process
        process.kill()


def stopped(name: str, times: int, seed: int = 0) -> Stopped:
    """Stop one call so many times, at moments drawn by chance."""
    # A shell lets what it runs in the background ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    call = calls()[name]
    call()
    begin = monotonic()
    call()
    whole = monotonic() - begin
    draw = random.Random(seed)
    lags = []
    with sender() as other:
        for _ in range(times):
            lag = _one(call, other, whole * draw.uniform(0.02, 0.9))
            if lag is not None:
                lags.append(lag)
    call()
    return Stopped(name, whole, max(lags, default=0.0), len(lags))


def _one(call: Any, other: Any, after: float) -> float | None:
    """Seconds from the signal to the end; none where the call ended first."""
    ended, first = inf, False
    other.stdin.write(f"{after}\n")
    try:
        call()
        first = True
        # The signal comes yet, unless the call has swallowed it.
        sleep(after + 5.0)
    except KeyboardInterrupt:
        ended = monotonic()
    lag = ended - float(other.stdout.readline())
    return None if first and lag < inf else lag
