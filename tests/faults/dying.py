"""Writers that are killed, out of room, not allowed, or two at once."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitry.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHANGES = frozenset(
    {"open", "os.rename", "os.link", "os.remove", "os.chmod", "os.chown", "os.mkdir"}
)


def in_child(work: Callable[[], object]) -> int:
    """Do some work in a forked process; its status, negative for a signal."""
    child = os.fork()
    if not child:
        status = 1
        try:
            work()
            status = 0
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(change: int, folder: str) -> None:
    """Let this process be killed as it makes its nth change in a folder."""
    made = 0

    def look(event: str, given: tuple[Any, ...]) -> None:
        nonlocal made
        if event in _CHANGES and str(given[0]).startswith(folder):
            made += 1
            if made == change:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


def die_later(after: float, work: Callable[[], object]) -> None:
    """Do some work, while which this process is killed after so many seconds."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, max(after, 1e-6))
    work()


@contextlib.contextmanager
def disk_of(size: int) -> Iterator[Path]:
    """A disk of so many bytes, which only the superuser can make."""
    with tempfile.TemporaryDirectory() as place:
        options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", place]
        subprocess.run(["mount", *options], check=True)
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", place], check=True)


def out_of_room(size: int) -> None:
    """Let no file of this process grow beyond so many bytes, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def as_nobody() -> None:
    """Give up the rights of the superuser, whom no mode of a folder stops."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65_534)
        os.setuid(65_534)


def refused(work: Callable[[], object]) -> None:
    """Do what must be refused as something that cannot be written."""
    try:
        work()
    except InputError as error:
        if error.code == "cannot_write" and len(str(error)) < 300:
            return
        raise
    raise AssertionError("it was written")
