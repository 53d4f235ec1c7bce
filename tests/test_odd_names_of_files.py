"""Files and studies of any name that a system allows: told visibly, to be copied."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import summitry
from summitry.cli import main
from summitry.exceptions import CategoryError, InputError, SummitryError
from summitry.output.escape import shell_word

BASH = shutil.which("bash")
NAMES = [
    *("plain", "a b", "-x", "--", "it's", 'say "no"', "back\\slash", "$HOME", "a;b&c"),
    *(
        "a\x1b[31mred",
        "two\nlines",
        "tab\there",
        "turned\u202eround",
        "习近平",
        "*?[x]",
    ),
    *("\udcff", "it's \\ \x1b[0m\udcfe0", "~", "!!", "#no", "{a,b}", "a\u200db"),
]
ERAS = {"side": ["A"], "era": ["One"], "start": ["2000-01-01"], "end": ["2002-01-01"]}
OBSERVED = summitry.Observation(since="2000-01-01", through="2001-12-31")
UNIX = pytest.mark.skipif(os.name != "posix", reason="names that only Unix allows")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    """What a command tells, in which nothing is hidden but the ends of its lines."""
    capsys.readouterr()
    try:
        assert main(words) == status
    except SystemExit as exit_:
        # argparse leaves by itself.
        assert exit_.code == status  # noqa: PT017
    out, err = capsys.readouterr()
    told = out + err
    assert all(line.isprintable() for line in told.split("\n")), told
    return told


@UNIX
@pytest.mark.skipif(BASH is None, reason="needs bash")
@pytest.mark.parametrize("name", NAMES)
def test_a_shell_reads_the_word_as_the_path(name: str) -> None:
    code = "import os, sys; sys.stdout.buffer.write(os.fsencode(sys.argv[1]))"
    done = subprocess.run(
        [str(BASH), "-c", f'"$0" -c "$1" {shell_word(name)}', sys.executable, code],
        capture_output=True,
        check=True,
    )
    read = os.fsdecode(done.stdout)
    assert os.path.normpath(read) == os.path.normpath(name)
    assert not read.startswith("-")
    assert shell_word(name).isprintable()


@UNIX
@pytest.mark.parametrize("name", ["a b", "-x", "\udcff it's \x1b[31m\nred"])
def test_commands_that_are_suggested_work_as_printed(
    name: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = printed(capsys, "new", "--", name)
    assert made.endswith(f"Next: summitry check {shell_word(name)}\n")
    study = f"./{name}"
    bundle = f"{name}.zip"
    told = printed(capsys, "bundle", "--", study, bundle)
    again = f"summitry rerun {shell_word(bundle)}"
    assert told.endswith(f"Repeat it: {again}\n")
    with zipfile.ZipFile(here / bundle) as archive:
        assert again in archive.read("README.md").decode()
        assert "Repeated by" in archive.read("ro-crate-metadata.json").decode()
    refused = printed(capsys, "bundle", "--", study, bundle, status=2)
    assert "is there already\nHint" in refused
    assert "is there already" in printed(capsys, "new", "--", name, status=2)


@UNIX
@pytest.mark.parametrize("name", ["a b c", "习近平", "word " * 30])
def test_the_name_of_a_study_is_never_broken(
    name: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert summitry.new_study(here / name)
    told = printed(capsys, "run", name)
    assert f"Everything: summitry run {shell_word(name)} --full" in told


@pytest.mark.parametrize(
    "words",
    [
        ("run", "x", "\x1b[31mbad"),
        ("run", "x", "--o=\x1b]0;title\a"),
        ("\x1b[31mrun",),
        ("completion", "two\nlines"),
        ("run", "\x1b[31mno-such"),
        ("diff", "two\nlines", "china-dprk"),
        ("rerun", "\x1b[31mno-such.zip"),
        ("run", "china-dprk", "--only", "\x1b[31mno-such"),
    ],
)
def test_no_word_reaches_a_terminal_unescaped(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "summitry" in printed(capsys, *words, status=2)


def test_files_of_a_bundle_are_told_visibly(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summitry.new_study(here / "mine")
    path = summitry.read_study(here / "mine").bundle(here / "b.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("results/\x1b[31mred", "new")
    told = printed(capsys, "rerun", str(path), status=1)
    assert r"results/\x1b[31mred: altered" in told


@pytest.mark.parametrize("path", [".", "/"])
def test_a_folder_without_a_name_is_told_by_its_path(
    path: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert summitry.new_study(here / "mine")
    told = printed(capsys, "bundle", "mine", path, status=2)
    assert f"summitry: {Path(path)} is there already" in told
    told = printed(capsys, "bundle", "mine", path, "--overwrite", status=2)
    assert f"summitry: {Path(path)} is a folder" in told


@pytest.mark.parametrize("day", ["\udcff", "2010-\ud83d"])
def test_a_day_of_half_a_character_is_told_as_one(day: str, here: Path) -> None:
    summitry.new_study(here / "mine")
    with pytest.raises(CategoryError, match=r"as_of: '.*\\u.*half a char") as caught:
        summitry.read_study(here / "mine", as_of=day)
    assert (caught.value.code, caught.value.column) == ("not_unicode", "as_of")


def test_a_column_of_days_names_the_row() -> None:
    with pytest.raises(SummitryError, match=r"visits row 1: .*half a character"):
        summitry.assign_eras({"date": ["2001-01-01", "\udcff"]}, ERAS, **OBSERVED)


def test_a_name_that_no_system_has_is_refused(here: Path) -> None:
    summitry.new_study(here / "mine")
    study = summitry.read_study(here / "mine")
    for write in (study.bundle, study.report):
        with pytest.raises(InputError, match="not the name of a file"):
            write("half\ud83d.zip")
