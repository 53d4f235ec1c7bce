"""Writers that are killed, out of room, not allowed, or two at once.

The same for every kind of file, and at random moments, by `make faults`.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest
from faults.dying import as_nobody, in_child, killed_at, out_of_room, refused
from faults.writers import NEW, OLD, SMALL, half_written, sums, unlisted

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.mark.parametrize("kind", SMALL)
@pytest.mark.parametrize("there", [False, True])
def test_a_writer_that_is_killed_leaves_whole_files(
    tmp_path: Path, kind: str, there: Any
) -> None:
    """Killed at each of its changes to the folder, over old files at each third."""
    old, new = tmp_path / "a" / "out", tmp_path / "b" / "out"
    for path, which in ((old, OLD), (new, NEW)):
        path.parent.mkdir()
        SMALL[kind](path, which)
    known = (sums(old), sums(new))
    home = tmp_path / "home"
    for change in range(1, 1_000, 3 if there else 1):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        path = home / "out"
        if there:
            SMALL[kind](path, OLD)

        def work(change: int = change, path: Path = path) -> None:
            killed_at(change, str(home))
            SMALL[kind](path, NEW)

        status = in_child(work)
        if status == 0:
            assert sums(path) == known[1]
            assert change > 3
            return
        assert status == -signal.SIGKILL
        assert half_written(kind, path, *known) == {}
        assert not there or sums(path)
        if kind == "folder":
            assert unlisted(path) == set()
        # What was begun is finished by whoever writes next.
        SMALL[kind](path, NEW)
        assert sums(path) == known[1]


@pytest.mark.parametrize("kind", SMALL)
@pytest.mark.parametrize("size", [0, 100, 2_000])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, kind: str, size: int
) -> None:
    path = tmp_path / "out"
    SMALL[kind](path, OLD)
    old = sums(path)
    new = tmp_path / "new"
    SMALL[kind](new / "out" if kind == "folder" else new, NEW)
    then = sums(new / "out" if kind == "folder" else new)

    def work() -> None:
        out_of_room(size)
        refused(lambda: SMALL[kind](path, NEW))

    assert in_child(work) == 0
    if kind == "csv":
        assert sums(path) == old
    assert half_written(kind, path, old, then) == {}
    assert not list(tmp_path.rglob(".*"))


@pytest.mark.parametrize("kind", SMALL)
def test_a_folder_that_nobody_may_write_to(kind: str) -> None:
    # Where nobody may go into the folders of the tests, a folder beside them.
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "out"
        SMALL[kind](path, OLD)
        old = sums(path)
        folders = [Path(home), *([path] if kind == "folder" else [])]
        for folder in folders:
            folder.chmod(0o555)

        def work() -> None:
            as_nobody()
            refused(lambda: SMALL[kind](path, NEW))

        assert in_child(work) == 0
        for folder in folders:
            folder.chmod(0o755)
        assert sums(path) == old


@pytest.mark.parametrize("kind", SMALL)
def test_two_that_write_at_once_leave_whole_files(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "out"
    known = []
    for which in (OLD, NEW):
        SMALL[kind](path, which)
        known.append(sums(path))
    other = threading.Thread(
        target=in_child, args=(lambda: [SMALL[kind](path, NEW) for _ in range(10)],)
    )
    other.start()
    for _ in range(10):
        SMALL[kind](path, OLD)
        assert half_written(kind, path, *known) == {}
    other.join()
    assert half_written(kind, path, *known) == {}
