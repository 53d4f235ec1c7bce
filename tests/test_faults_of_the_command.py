"""Commands that cannot write or read: one line, status 2, and nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import china_dprk
from faults.dying import disk_of, in_child, out_of_room

import summitry
from summitry.cli import main
from summitry.exceptions import InputError, StudyError

CLEAN = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """The lines in which a call is refused."""
    capsys.readouterr()
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def mine(home: Path) -> Path:
    summitry.new_study(home / "mine")
    return home / "mine"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root"
)
@pytest.mark.parametrize(
    "words", [("run", "--report", "r.html"), ("run", "--report", "r.docx"), ("bundle",)]
)
def test_a_full_disk_is_told_in_one_line(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command, *rest = words
    with disk_of(8_192) as disk:
        given = [*rest[:-1], str(disk / (rest[-1] if rest else "b.zip"))]
        lines = told(capsys, command, str(mine(tmp_path)), *given)
        assert len(lines) == 1
        assert lines[0].endswith("No space left on device")
        assert not [*disk.iterdir()]


def test_a_folder_that_is_not_there_is_hinted_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = str(mine(tmp_path))
    lines = told(capsys, "run", study, "--report", str(tmp_path / "no" / "r.html"))
    assert lines[1:] == ["Hint: the folder must be there, and yours to write in"]


@CLEAN
@pytest.mark.parametrize("size", [0, 500, 20_000])
@pytest.mark.parametrize("there", [None, "", "mine/deep", "other"])
def test_a_new_study_appears_whole_or_not_at_all(
    size: int, there: str | None, tmp_path: Path
) -> None:
    home = tmp_path / "mine" / "deep"
    if there == "other":
        home.mkdir(parents=True)
        (home / "notes.txt").write_text("kept")
    elif there is not None:
        (tmp_path / there).mkdir(parents=True, exist_ok=True)
    before = sorted(tmp_path.rglob("*"))

    def work() -> None:
        out_of_room(size)
        with pytest.raises(StudyError, match="cannot be written to"):
            summitry.new_study(home)

    assert in_child(work) == 0
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc")
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (("run",), ("check",)):
        (line,) = told(capsys, *command, "/proc/self/mem")
        assert "'mem': it cannot be read (" in line
    study = mine(tmp_path) / "study.toml"
    text = study.read_text("utf-8").replace("eras.csv", "mem")
    (tmp_path / "mine" / "mem").symlink_to("/proc/self/mem")
    study.write_text(text, "utf-8")
    assert "mem" in told(capsys, "check", str(study))[0]


@pytest.mark.parametrize("path", ["", " "])
@pytest.mark.parametrize("more", [(), ("--overwrite",)])
def test_a_report_without_a_name_is_refused(
    path: str, more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = told(capsys, "run", "china-dprk", "--report", path, *more)
    assert "not the name of a file" in lines[0]


@pytest.mark.parametrize(
    "words",
    [
        ("run", "x", "--as-of", "2010-01-01", "--as-of", "2011-01-01"),
        ("run", "x", "--report", "a.html", "--report", "b.html"),
        ("run", "x", "--report", "a.html", "--json"),
        ("run", "x", "--full", "--json"),
        ("diff", "x", "y", "--key", "id", "--key=date"),
        ("bundle", "x", "y", "--author", "a", "--author", "a"),
    ],
)
def test_no_option_is_passed_over_for_another(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert "it is given twice" in last or "not allowed with argument" in last


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_ctrl_c_ends_a_command_without_a_traceback() -> None:
    stopped = (
        "import signal, sys\nfrom summitry import cli\n"
        "cli._ACTS['check'] = lambda _: signal.raise_signal(signal.SIGINT)\n"
        "sys.argv[1:] = ['check', 'x']\nsys.exit(cli.command())"
    )
    done = subprocess.run(
        [sys.executable, "-c", stopped], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGINT
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.parametrize("more", [(), ("--json",), ("--full",), ("--only", "x")])
def test_to_overwrite_goes_with_a_report(
    more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = told(capsys, "run", "china-dprk", "--overwrite", *more)
    assert "it goes with --report" in line


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(document.title)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.org",
        "https://",
        "https://user@example.org/",
        "HTTPS//example.org",
        "cc by 4.0",
        "",
    ],
)
def test_a_licence_has_a_web_address(address: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not the web address of one") as caught:
        china_dprk().bundle(tmp_path / "b.zip", license=address)
    assert caught.value.code == "bad_license"
    assert not [*tmp_path.iterdir()]
