"""Shells themselves complete the names of studies, and the ids of their claims."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
from time import monotonic
from typing import TYPE_CHECKING

import pytest

import summitry

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("shtab")
ENOUGH = 20
"""Seconds in which a shell has answered."""

TYPED = {
    "run pyong": ["run pyongyang-or-seoul"],
    "diff china-dprk china-r": ["diff china-dprk china-rok"],
    "check min": ["check mine"],
    "check oth": ["check other.toml"],
    "run china-dprk --only xi-f": ["run china-dprk --only xi-frequency"],
    "check china-rok --only xi-f": ["check china-rok --only xi-f"],
    "check mine --only {own}": ["check mine --only {whole}"],
    "run mine/study.toml --only {own}": ["run mine/study.toml --only {whole}"],
    "run --json china-dprk --only summit-d": [
        "run --json china-dprk --only summit-drought"
    ],
    "run nowhere --only xi-f": ["run nowhere --only xi-f"],
}
"""What is typed before the tab, and what then stands there."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shells")
    summitry.new_study(folder / "mine")
    # No study is in a table, whatever its name begins with.
    for name in ("minutes.csv", "other.toml", "other.xlsx"):
        (folder / name).touch()
    for shell in ("bash", "zsh", "fish"):
        made = subprocess.run(
            [sys.executable, "-m", "summitry", "completion", shell],
            capture_output=True,
            check=True,
        ).stdout
        file = {"zsh": "zfunc/_summitry"}.get(shell, f"words.{shell}")
        (folder / "zfunc").mkdir(exist_ok=True)
        (folder / file).write_bytes(made)
    return folder


def typed(folder: Path) -> list[tuple[str, str]]:
    """What is typed, and what is to become of it."""
    ids = [one["id"] for one in summitry.read_study(folder / "mine").claims]
    whole = ids[0]
    own = next(
        whole[:n] for n in range(1, 99) if sum(i.startswith(whole[:n]) for i in ids) < 2
    )
    return [
        (given.format(own=own), wanted[0].format(whole=whole))
        for given, wanted in TYPED.items()
    ]


def needs(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


def completed(shell: str, start: str, folder: Path, line: str) -> str:
    """Type a line and a tab in an interactive shell, and return what it then runs."""
    ours, theirs = pty.openpty()
    words = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"]}[shell]
    env = os.environ | {"TERM": "dumb", "PS1": "> ", "HOME": str(folder)}
    with subprocess.Popen(
        [shell, *words], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=env
    ) as process:
        os.close(theirs)
        asked = 'summitry() { printf "<<%s>>\\n" "$*"; }'
        try:
            begin = f'{start}; {asked}; echo rea""dy\n'
            _told(ours, begin, r"\nready")
            shown = _told(ours, f"summitry {line}\t\n", r"\n<<.*>>")
        finally:
            process.kill()
            os.close(ours)
    said: list[str] = re.findall(r"\n<<(.*)>>", shown)
    return said[-1].strip()


def _told(terminal: int, text: str, until: str) -> str:
    """Write to a terminal, and read until something is shown."""
    os.write(terminal, text.encode())
    shown, end = "", monotonic() + ENOUGH
    while monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            shown += os.read(terminal, 65536).decode(errors="replace")
        elif re.search(until, shown):
            return shown
    raise AssertionError(shown)


def test_bash_completes_studies_and_claims(folder: Path) -> None:
    needs("bash")
    for line, wanted in typed(folder):
        found = completed("bash", "source words.bash", folder, line)
        assert found.rstrip("/") == wanted, line


def test_zsh_completes_studies_and_claims(folder: Path) -> None:
    needs("zsh")
    start = "fpath=($PWD/zfunc $fpath); autoload -Uz compinit; compinit -u -D"
    for line, wanted in typed(folder):
        assert completed("zsh", start, folder, line).rstrip("/") == wanted, line


def test_fish_completes_studies_and_claims(folder: Path) -> None:
    needs("fish")
    for line, wanted in typed(folder):
        asked = f"source words.fish; complete -C 'summitry {line}'"
        done = subprocess.run(
            ["fish", "--no-config", "-c", asked],
            cwd=folder,
            env=os.environ | {"HOME": str(folder)},
            capture_output=True,
            text=True,
            check=True,
        )
        offers = [one.partition("\t")[0] for one in done.stdout.splitlines()]
        *before, last = wanted.split()
        begun = line.split()[-1]
        assert [one.rstrip("/") for one in offers] == ([last] if last != begun else [])
        del before
