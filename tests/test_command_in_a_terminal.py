"""The command line in a terminal: its width, colours, one claim, completion."""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

import pytest

from summitry.cli import main
from summitry.output.text import width_of
from summitry.report.terminal.completion import SHELLS

if TYPE_CHECKING:
    from pathlib import Path

fcntl = pytest.importorskip("fcntl", reason="needs terminals of Unix")
PAINTED = re.compile(r"\x1b\[[\d;]*m")
WORDS = {"check": ["check", "china-dprk"], "run": ["run", "china-dprk"]}


def in_a_terminal(words: list[str], columns: int = 80, **changed: str) -> str:
    """Run a command whose standard output is a terminal of so many columns."""
    ours, theirs = pty.openpty()
    size = struct.pack("HHHH", 50, columns, 0, 0)
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
    kept = ("COLUMNS", "NO_COLOR", "TERM")
    env = {name: value for name, value in os.environ.items() if name not in kept}
    with subprocess.Popen(
        [sys.executable, "-m", "summitry", *words],
        stdout=theirs,
        env=env | {"TERM": "xterm"} | changed,
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how a terminal says that nobody writes to it any more
                break
            if not piece:
                break
            shown += piece
        process.wait(timeout=60)
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("columns", "used"), [(40, 60), (60, 60), (97, 97), (300, 120)]
)
@pytest.mark.parametrize("name", WORDS)
def test_lines_have_the_width_of_the_terminal(
    name: str, columns: int, used: int
) -> None:
    text = PAINTED.sub("", in_a_terminal(WORDS[name], columns))
    widths = [width_of(line) for line in text.splitlines()]
    assert used - 12 < max(widths) <= used


def test_a_narrow_terminal_loses_no_word_of_the_safest_sentences() -> None:
    wide, narrow = (
        PAINTED.sub("", in_a_terminal(WORDS["run"], columns)) for columns in (120, 60)
    )
    safest = [" ".join(text.partition("SAFEST")[2].split()) for text in (wide, narrow)]
    start = safest[0].partition(" NOT REPRODUCED")[0]
    assert safest[1].startswith(start)


def test_verdicts_are_coloured_in_a_terminal_and_nowhere_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = in_a_terminal(WORDS["check"])
    assert "\x1b[1;32mREPRODUCED\x1b[0m: " in shown
    assert "\x1b[1;31mNOT REPRODUCED\x1b[0m: " in shown
    assert "\x1b[1;33mNOT DETERMINED\x1b[0m: " in shown
    assert main(WORDS["check"]) == 0
    assert PAINTED.sub("", shown) == capsys.readouterr().out
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        plain = in_a_terminal(WORDS["check"], 80, **{name: value})
        assert PAINTED.search(plain) is None


def test_one_claim_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "china-dprk", "--only", "xi-frequency"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("PRINTED AGAINST COMPUTED\n\nREPRODUCED: 1.25 visits a")
    assert "IN A MEMO\n\nClaim:" in told
    assert "\n5 VISITS BEHIND IT\n" in told
    assert "every average" not in told.lower()


def test_some_claims_alone(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--only", "xi-frequency", "--only", "hu-frequency"]
    assert main(["check", "china-dprk", *asked]) == 0
    told = capsys.readouterr().out
    assert told.index("1.25 visits") < told.index("6.6 visits")
    assert "2 claims: 1 reproduced and 1 not reproduced" in told
    assert "Kim Jong Un" not in told
    assert main(["check", "china-dprk", "--only", "xi-freq"]) == 2
    assert "Hint: did you mean 'xi-frequency'?" in capsys.readouterr().err


def test_a_claim_alone_decides_the_status(tmp_path: Path) -> None:
    mine = str(tmp_path / "mine")
    assert main(["new", mine]) == 0
    file = tmp_path / "mine" / "study.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("printed = 0.9", "printed = 9.9"), encoding="utf-8")
    names = re.findall(r'^id = "([\w-]+)"', text, re.MULTILINE)
    statuses = {name: main(["check", mine, "--only", name]) for name in names}
    assert sorted(statuses.values()) == [0] * (len(names) - 1) + [1]
    assert main(["check", mine]) == 1


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_gets_its_script(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("shtab")
    assert main(["completion", shell]) == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("rerun", "bundle", "check"))


def test_bash_completes_commands_options_and_files(tmp_path: Path) -> None:
    pytest.importorskip("shtab")
    (tmp_path / "study.toml").touch()
    made = subprocess.run(
        [sys.executable, "-m", "summitry", "completion", "bash"],
        capture_output=True,
        check=True,
    ).stdout
    (tmp_path / "words.bash").write_bytes(made)
    ask = (
        'source words.bash; words() { COMP_WORDS=(summitry "$@"); COMP_CWORD=$#; '
        "COMPREPLY=(); _shtab_summitry; echo ${COMPREPLY[@]}; }; "
        "words ru; words check --on; words run stu"
    )
    done = subprocess.run(
        ["bash", "-c", ask], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == ["run", "--only", "study.toml"]


def test_the_first_screen_is_coloured_too() -> None:
    assert "\x1b[1;31mNOT REPRODUCED\x1b[0m, 6: " in in_a_terminal(WORDS["run"])


@pytest.mark.parametrize("other", [["--full"], ["--report", "r.html"]])
def test_one_claim_goes_with_no_table_and_no_page(
    other: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "china-dprk", "--only", "xi-frequency", *other]) == 2
    assert "--only tells of claims in the terminal" in capsys.readouterr().err
