"""Whatever writes a file: exclusively, through links, keeping its mode."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from conftest import china_dprk

import summitry
from summitry.exceptions import InputError, StudyError
from summitry.output.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> summitry.Study:
    folder = tmp_path_factory.mktemp("study")
    return summitry.read_study(summitry.new_study(folder)[0])


@pytest.fixture(params=["csv", "report", "bundle", "workbook"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def end(kind: str) -> str:
    """The ending that a name needs: a report is refused without one."""
    return ".html" if kind == "report" else ""


@pytest.fixture
def write(kind: str, study: summitry.Study) -> Any:
    """One of the functions that write a file to a path that is given."""
    ways: dict[str, Any] = {
        "csv": lambda path, **how: summitry.write_csv({"n": [1]}, path, **how),
        "report": study.report,
        "bundle": study.bundle,
        "workbook": lambda path, **how: study.run().save_workbook(path, **how),
    }
    return ways[kind]


def test_a_link_is_written_through(write: Any, end: str, tmp_path: Path) -> None:
    target, link = tmp_path / "kept", tmp_path / f"link{end}"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target.name)
    with pytest.raises(InputError, match="is there already"):
        write(link, overwrite=False)
    assert target.read_text("utf-8") == "old"
    write(link, overwrite=True)
    assert link.is_symlink()
    assert target.stat().st_size > 3
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kept", link.name]


def test_a_link_to_nothing_is_followed_only_where_asked(
    write: Any, end: str, tmp_path: Path
) -> None:
    link = tmp_path / f"link{end}"
    link.symlink_to("not-yet")
    with pytest.raises(InputError, match="is there already"):
        write(link, overwrite=False)
    write(link, overwrite=True)
    assert link.is_symlink()
    assert (tmp_path / "not-yet").is_file()


def keeps_the_mode(write: Any, path: Path, mode: int) -> None:
    path.write_text("old", encoding="utf-8")
    path.chmod(mode)
    write(path, overwrite=True)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.stat().st_size > 3


def test_the_mode_is_kept(write: Any, end: str, tmp_path: Path) -> None:
    keeps_the_mode(write, tmp_path / f"file{end}", 0o600)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_any_mode_is_kept(tmp_path: Path, mode: int) -> None:
    write = partial(write_whole, data="new text")
    keeps_the_mode(write, tmp_path / "file", mode)


def test_what_is_no_regular_file_is_never_replaced(write: Any, tmp_path: Path) -> None:
    pipe, folder, link = tmp_path / "pipe", tmp_path / "folder", tmp_path / "null"
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to(os.devnull)
    for path in (pipe, folder, link, os.devnull):
        for overwrite in (False, True):
            with pytest.raises(InputError) as caught:
                write(path, overwrite=overwrite)
            expected = "not_a_file" if overwrite else "file_exists"
            assert caught.value.code == expected
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert stat.S_ISCHR(link.stat().st_mode)


def test_a_link_that_leads_round_in_a_circle_is_refused(
    write: Any, tmp_path: Path
) -> None:
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    with pytest.raises(InputError) as caught:
        write(tmp_path / "one", overwrite=True)
    assert caught.value.code == "cannot_write"


@pytest.mark.parametrize("path", ["", " ", "a\0b", "a\ud800", 7, None, b"name"])
def test_what_names_no_file_is_refused(write: Any, path: Any) -> None:
    for overwrite in (False, True):
        with pytest.raises(InputError) as caught:
            write(path, overwrite=overwrite)
        assert caught.value.code == "bad_path"
        assert len(str(caught.value)) < 300


def test_of_several_writers_at_once_one_makes_the_file(tmp_path: Path) -> None:
    gate, made, refused = threading.Barrier(8), [], []

    def begin(number: int) -> None:
        gate.wait()
        try:
            made.append(write_whole(tmp_path / "one", str(number) * 9, overwrite=False))
        except InputError as error:
            refused.append(error.code)

    threads = [threading.Thread(target=begin, args=(one,)) for one in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), refused) == (1, ["file_exists"] * 7)
    (only,) = tmp_path.iterdir()
    assert len(set(only.read_text("utf-8"))) == 1


def test_of_several_new_studies_at_once_one_is_written(tmp_path: Path) -> None:
    code = (
        "import sys, summitry\n"
        "try:\n    print(len(summitry.new_study(sys.argv[1])))\n"
        "except summitry.exceptions.StudyError as error:\n    print(error.code)\n"
    )
    code = code.replace(
        "summitry.exceptions", "__import__('summitry.exceptions', fromlist=['x'])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "mine")]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    said = sorted(one.communicate()[0].strip() for one in running)
    assert said.count("file_exists") == 3, said
    assert summitry.read_study(tmp_path / "mine").check().passed


def test_a_file_that_appears_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look comes first, and the file of somebody else before the writing."""
    home = tmp_path / "mine"
    made = home / "eras.csv"
    sync = os.fsync

    def late(handle: int) -> None:
        if not made.exists():
            made.write_text("theirs", encoding="utf-8")
        sync(handle)

    monkeypatch.setattr(os, "fsync", late)
    with pytest.raises(StudyError) as caught:
        summitry.new_study(home)
    assert caught.value.code == "file_exists"
    assert made.read_text("utf-8") == "theirs"
    assert not [one for one in home.iterdir() if one.name.startswith(".")]


def test_half_a_character_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    with pytest.raises(InputError) as caught:
        summitry.write_csv({"visitor": ["Kim", "Choe \ud83d Hae"]}, path)
    assert caught.value.code == "not_unicode"
    assert "line 3" in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_a_folder_of_results_refuses_pipes_among_its_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "summitry-files.txt")
    found = china_dprk().run()
    for overwrite in (False, True):
        with pytest.raises(InputError):
            found.save(tmp_path, overwrite=overwrite)
