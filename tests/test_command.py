"""The command as a shell runs it: its exit status when output cannot be told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from summitry import cli, new_study

SCRIPT = Path(sysconfig.get_path("scripts")) / "summitry"
WAYS = {
    "module": [sys.executable, "-m", "summitry"],
    "script": [str(SCRIPT)],
}
COMMANDS = {
    "run": ["run", "good"],
    "run --json": ["run", "good", "--json"],
    "run --report": ["run", "good", "--report", "r.html"],
    "check": ["check", "good"],
    "check --json": ["check", "good", "--json"],
    "check, and a claim fails": ["check", "bad"],
    "check --json, and a claim fails": ["check", "bad", "--json"],
    "new": ["new", "mine"],
    "--help": ["--help"],
    "--version": ["--version"],
    "check --help": ["check", "--help"],
}
UNIX = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a study that is as it expects, and with one that is not."""
    monkeypatch.chdir(tmp_path)
    for name in ("good", "bad"):
        new_study(name)
    study = tmp_path / "bad" / "study.toml"
    text = study.read_text("utf-8")
    study.write_text(text.replace("printed = 0.9", "printed = 9.9"), encoding="utf-8")
    return tmp_path


def environment(**changed: str) -> dict[str, str]:
    """The environment without what changes the output, but for what is asked."""
    own = {"COLUMNS", "PYTHONUNBUFFERED", "PYTHONIOENCODING", "PYTHONUTF8"}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return kept | changed


def run(
    words: list[str],
    *,
    way: str = "module",
    shell: str = "",
    encoding: str = "utf-8",
    **changed: str,
) -> subprocess.CompletedProcess[str]:
    """Run a command, its output redirected as a shell does."""
    command = ["sh", "-c", f'exec "$@" {shell}', "sh", *WAYS[way], *words]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding=encoding,
        env=environment(**changed),
        check=False,
        timeout=120,
    )


def unread(words: list[str], *, take: int = 0, **changed: str) -> tuple[int, str]:
    """Run a command whose reader goes away, perhaps after some bytes."""
    reading, writing = os.pipe()
    if not take:
        os.close(reading)
    with subprocess.Popen(
        [*WAYS["module"], *words],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**changed),
    ) as process:
        os.close(writing)
        if take:
            os.read(reading, take)
            os.close(reading)
        _, told = process.communicate(timeout=120)
    return process.returncode, told


def test_without_a_fault_the_status_is_the_verdict(home: Path) -> None:
    assert home.is_dir()
    expected = {name: 1 if "fails" in name else 0 for name in COMMANDS}
    found = {name: run(words).returncode for name, words in COMMANDS.items()}
    assert found == expected


@pytest.mark.parametrize("name", COMMANDS)
def test_a_reader_that_has_gone(home: Path, name: str) -> None:
    assert home.is_dir()
    status, told = unread(COMMANDS[name])
    assert (status, told) == (2, "summitry: standard output: its reader has gone\n")


# Every command tells what it says by one function: some stand for all of them here.
@UNIX
@pytest.mark.parametrize("name", ["run", "check, and a claim fails", "new", "--help"])
def test_a_full_disk(home: Path, name: str) -> None:
    assert home.is_dir()
    done = run(COMMANDS[name], shell=">/dev/full")
    said = "summitry: standard output: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, said)


@UNIX
@pytest.mark.parametrize("name", ["check, and a claim fails", "--help"])
def test_faults_without_a_buffer(home: Path, name: str) -> None:
    assert home.is_dir()
    words = COMMANDS[name]
    assert unread(words, PYTHONUNBUFFERED="1")[0] == 2
    for shell in (">/dev/full", ">&-", ">/dev/full 2>/dev/full"):
        assert run(words, shell=shell, PYTHONUNBUFFERED="1").returncode == 2
    plain, other = run(words), run(words, PYTHONUNBUFFERED="1")
    assert (plain.returncode, plain.stdout) == (other.returncode, other.stdout)


@pytest.mark.parametrize("name", ["run --report", "check --json", "new", "--version"])
def test_a_closed_output(home: Path, name: str) -> None:
    done = run(COMMANDS[name], shell=">&-")
    said = "summitry: standard output: it is closed\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    assert not (home / "mine").exists()
    assert not (home / "r.html").exists()


@UNIX
@pytest.mark.parametrize(
    ("way", "out", "error"),
    [
        ("module", "", "2>&-"),
        ("script", "", "2>/dev/full"),
        ("script", ">&-", "2>&-"),
        ("module", ">/dev/full", "2>/dev/full"),
    ],
)
def test_standard_error_may_be_lost_as_well(
    home: Path, way: str, out: str, error: str
) -> None:
    assert home.is_dir()
    for words, status in (
        (["check", "bad"], 2 if out else 1),
        (["check", "nowhere"], 2),
        (["chekc"], 2),
        (["--version"], 2 if out else 0),
    ):
        done = run(words, way=way, shell=f"{out} {error}")
        assert done.returncode == status, words
        assert "Traceback" not in done.stdout + done.stderr


@UNIX
def test_warnings_that_nobody_can_be_told_change_no_status(home: Path) -> None:
    visits = home / "good" / "visits.csv"
    lines = visits.read_text("utf-8").splitlines(keepends=True)
    visits.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    heard = run(["check", "good"])
    assert run(["check", "good"], shell="2>/dev/full").returncode == heard.returncode


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_in_the_middle(unbuffered: str) -> None:
    """The output is longer than a pipe holds, so the command is still writing."""
    words = ["run", "china-dprk", "--json"]
    status, told = unread(words, take=100, PYTHONUNBUFFERED=unbuffered)
    assert (status, told) == (2, "summitry: standard output: its reader has gone\n")


ENCODINGS = {
    "ascii": {"PYTHONIOENCODING": "ascii:strict"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "LC_ALL=C": {"LC_ALL": "C", "PYTHONUTF8": "0"},
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["run", "check, and a claim fails"])
def test_characters_that_cannot_be_shown_are_replaced(
    home: Path, name: str, encoding: str
) -> None:
    study = home / "good" / "study.toml"
    text = study.read_text("utf-8").replace("Visits have", "Café 金正日 – visits have")
    study.write_text(text, encoding="utf-8")
    read_as = "latin-1" if encoding == "latin-1" else "utf-8"
    done = run(COMMANDS[name], encoding=read_as, **ENCODINGS[encoding])
    assert (done.returncode, done.stderr) == (1 if "fails" in name else 0, "")
    assert done.stdout.isascii() or encoding == "latin-1"
    if name == "run":
        cafe = "Café" if encoding == "latin-1" else "Caf?"
        assert f"{cafe} ??? - visits" in " ".join(done.stdout.split())


@pytest.mark.parametrize("encoding", [name for name in ENCODINGS if name != "latin-1"])
def test_json_loses_nothing(home: Path, encoding: str) -> None:
    study = home / "good" / "study.toml"
    text = study.read_text("utf-8").replace(
        "Visits have", "“Café” 金正日 – visits have"
    )
    study.write_text(text, encoding="utf-8")
    words = COMMANDS["check --json"]
    plain, wide = run(words, **ENCODINGS[encoding]), run(words, PYTHONUTF8="1")
    assert plain.stdout.isascii()
    assert not wide.stdout.isascii()
    assert json.loads(plain.stdout) == json.loads(wide.stdout)


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (KeyError("a\nb"), "KeyError in test_command.py, line "),
        (RecursionError("too deep"), "RecursionError in test_command.py, line "),
        (PermissionError(13, "Permission denied", "mine"), "mine: Permission denied"),
        (OSError("no device"), "no device"),
    ],
)
def test_a_fault_is_no_verdict(
    raised: Exception,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing(_: object) -> int:
        raise raised

    monkeypatch.setitem(cli._ACTS, "check", failing)
    assert cli.main(["check", "china-dprk"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"summitry: {said}")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["run", "good", "--report", "none/r.html"],
        ["new", "good/study.toml/mine"],
        ["check", "."],
        ["check", "x" * 5000],
        ["check", b"a\x80"],
    ],
)
def test_files_that_cannot_be_used(home: Path, words: list[str | bytes]) -> None:
    command = [*WAYS["module"], *words]
    done = subprocess.run(
        command, cwd=home, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"summitry: ")
    assert done.stderr.count(b"\n") <= 2


@pytest.mark.parametrize(
    ("typed", "meant"), [("rnu", "run"), ("chek", "check"), ("bundel", "bundle")]
)
def test_a_misspelt_command_is_answered_with_the_one_meant(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([typed, "china-dprk"])
    told = capsys.readouterr()
    assert ended.value.code == 2
    assert not told.out
    assert told.err.splitlines()[-1] == f"Hint: did you mean '{meant}'?"


def test_a_warning_is_told_without_a_line_of_code(home: Path) -> None:
    eras = home / "good" / "eras.csv"
    eras.write_text(
        eras.read_text("utf-8").replace("2007-01-20", "2010-06-01"), "utf-8"
    )
    told = run(["run", "good"]).stderr
    assert told.startswith("summitry: of ")
    assert told.count("\n") == 1
    assert "Warning" not in told
