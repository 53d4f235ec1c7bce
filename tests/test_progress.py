"""Progress: a bar where work is long and somebody watches, and nowhere else."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import summitry
from summitry.output import progress
from summitry.output.progress import watched

if TYPE_CHECKING:
    from pathlib import Path

SLOW = """
import sys, time
from summitry.output.progress import watched
with watched(None, "counting visits") as report:
    for done in range(1, 5):
        time.sleep(0.4)
        if report is not None:
            report(done, 4)
print("silent" if report is None else "reported")
"""


class Recorded:
    """A bar that remembers what it was told."""

    made: list[Recorded]

    def __init__(self, label: str) -> None:
        self.label = label
        self.shown: list[tuple[int, int]] = []
        self.closed = False
        Recorded.made.append(self)

    def show(self, done: int, total: int) -> None:
        self.shown.append((done, total))

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Somebody watches, and time is ours."""
    now = [0.0]
    Recorded.made = []
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    monkeypatch.setattr(progress, "bar_here", lambda: Recorded)
    return now


def test_a_bar_appears_after_a_second_and_leaves_at_the_end(clock: list[float]) -> None:
    with watched(None, "counting") as report:
        assert report is not None
        report(1, 10)
        assert not Recorded.made
        clock[0] = 1.5
        report(5, 10)
        report(10, 10)
        (bar,) = Recorded.made
        assert bar.label == "counting"
        assert bar.shown == [(5, 10), (10, 10)]
        assert not bar.closed
    assert bar.closed


def test_quick_work_and_work_that_is_done_show_nothing(clock: list[float]) -> None:
    with watched(None, "counting") as report:
        assert report is not None
        report(1, 2)
        clock[0] = 5.0
        report(2, 2)
    assert not Recorded.made


def test_a_bar_leaves_when_the_work_fails(clock: list[float]) -> None:
    def interrupted() -> None:
        with watched(None, "counting") as report:
            assert report is not None
            clock[0] = 2.0
            report(1, 10)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert Recorded.made[0].closed


def test_silence_and_functions_of_ones_own_are_passed_on(clock: list[float]) -> None:
    clock[0] = 9.0
    with watched(False, "counting") as report:  # noqa: FBT003
        assert report is None
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    with watched(tell, "counting") as report:
        assert report is tell
    assert not Recorded.made


@pytest.mark.parametrize("asked", [None, False])
def test_nobody_watches_a_pipe(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with watched(asked, "counting") as report:
        assert report is None
    monkeypatch.setattr(sys, "stderr", None)
    with watched(asked, "counting") as report:
        assert report is None


def test_long_work_in_a_pipe_writes_nothing_but_its_result() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SLOW], capture_output=True, text=True, check=True
    )
    assert done.stdout == "silent\n"
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_long_work_in_a_terminal_shows_a_bar_that_leaves() -> None:
    leader, follower = os.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", SLOW],
        stdout=subprocess.PIPE,
        stderr=follower,
        text=True,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80", "NO_COLOR": "1"},
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    out, _ = child.communicate()
    os.close(leader)
    assert child.returncode == 0
    assert out == "reported\n"
    text = shown.decode("utf-8")
    assert "counting visits" in text
    assert "75%" in text
    # The last thing written is a blank line, from its beginning.
    assert text.split("\r")[-2].strip() == ""
    assert text.endswith("\r")


class ZMQInteractiveShell:
    """Called as the shell of a notebook's kernel is."""


class Place:
    """A place under a cell, as IPython hands it out."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def update(self, shown: dict[str, str], *, raw: bool) -> None:
        assert raw
        self.lines.append(shown["text/plain"])


def test_in_a_notebook_it_is_one_line_that_renews_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shell = type(sys)("IPython")
    shell.get_ipython = ZMQInteractiveShell  # type: ignore[attr-defined]
    screen = type(sys)("IPython.display")
    place = Place()

    def display(shown: dict[str, str], *, raw: bool, display_id: bool) -> Place:
        assert display_id
        place.update(shown, raw=raw)
        return place

    screen.display = display  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", shell)
    monkeypatch.setitem(sys.modules, "IPython.display", screen)
    assert progress.in_notebook()
    make = progress.bar_here()
    assert make is not None
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    bar = make("ranking eras")
    for done in (3, 4, 7):
        now[0] += 0.15
        bar.show(done, 10)
    bar.close()
    assert place.lines == [
        "ranking eras: 30%, 0 s left",
        "ranking eras: 70%, 0 s left",
        "",
    ]


@pytest.mark.parametrize("stream", [None, "bare", "closed", "broken"])
def test_a_stream_that_shows_nothing_does_not_end_the_work(
    stream: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(io.StringIO):
        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> int:
            raise OSError(text)

    closed = io.StringIO()
    closed.close()
    streams = {"bare": object(), "closed": closed, "broken": Broken()}
    monkeypatch.setattr(sys, "stderr", streams.get(str(stream)))
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with watched(None, "counting") as report:
        if report is not None:
            report(1, 10)
    assert (report is not None) == (stream == "broken")


def test_functions_show_their_own_progress(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def later() -> float:
        clock[0] += 1.0
        return clock[0]

    monkeypatch.setattr(progress, "monotonic", later)
    eras = {"era": ["a", "b", "c"], "count": [3, 5, 9], "years": [4.0, 5.0, 6.0]}
    summitry.rank_eras(eras, draws=5_000_000)
    (bar,) = Recorded.made
    assert bar.label == "ranking eras"
    assert bar.shown == sorted(bar.shown)
    assert {total for _, total in bar.shown} == {5_000_000}
    assert bar.closed
    Recorded.made.clear()
    summitry.rank_eras(eras, draws=200_000, progress=False)
    assert not Recorded.made


def test_the_command_line_stays_clean_in_a_pipe(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "summitry", "check", "china-dprk"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.stderr == ""
