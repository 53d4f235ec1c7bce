"""What a wheel may hold, and what `make` says that it can make."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
NAME = "summitry-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl"
CORE = "summitry/_core.abi3.so"

pytestmark = pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="needs the repository"
)


@pytest.fixture(scope="module")
def check() -> Callable[[Path], list[str]]:
    checker = runpy.run_path(str(ROOT / ".ci" / "check_wheel.py"))
    found: Callable[[Path], list[str]] = checker["wrong_in"]
    return found


def whole() -> dict[str, bytes]:
    """The names that a wheel should hold."""
    checker = runpy.run_path(str(ROOT / ".ci" / "check_wheel.py"))
    listed = subprocess.run(
        ["git", "ls-files", "python"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [name.removeprefix("python/") for name in listed.stdout.splitlines()]
    names += [f"summitry-0.1.0.dist-info/{name}" for name in checker["BESIDE"]]
    return dict.fromkeys([*names, CORE], b"")


def write(folder: Path, files: dict[str, bytes], name: str = NAME) -> Path:
    with ZipFile(folder / name, "w") as archive:
        for file, held in files.items():
            archive.writestr(file, held)
    return folder / name


def test_a_whole_wheel(check: Callable[[Path], list[str]], tmp_path: Path) -> None:
    assert check(write(tmp_path, whole())) == []


@pytest.mark.parametrize(
    "name",
    [
        "summitry/py.typed",
        "summitry/_core.pyi",
        "summitry/datasets/china-dprk/visits.csv",
        "summitry/study/template/study.toml",
        "summitry-0.1.0.dist-info/licenses/LICENSE-MIT",
        CORE,
    ],
)
def test_a_file_that_a_wheel_lacks(
    check: Callable[[Path], list[str]], tmp_path: Path, name: str
) -> None:
    files = {file: held for file, held in whole().items() if file != name}
    (said,) = check(write(tmp_path, files))
    assert said.startswith("missing: ")


@pytest.mark.parametrize(
    "name",
    [
        "summitry/notes.txt",
        "summitry/__pycache__/cli.cpython-311.pyc",
        "tests/test_dates.py",
        "summitry/libother.so",
    ],
)
def test_a_stray_file(
    check: Callable[[Path], list[str]], tmp_path: Path, name: str
) -> None:
    assert check(write(tmp_path, whole() | {name: b""})) == [f"stray: {name}"]


def test_a_core_that_names_a_home(
    check: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    held = f"\0{Path.home()}/registry/src\0".encode()
    (said,) = check(write(tmp_path, whole() | {CORE: held}))
    assert said.startswith("names the builder's folder")


def test_a_wheel_for_one_python_only(
    check: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    name = NAME.replace("abi3", "cp311")
    (said,) = check(write(tmp_path, whole(), name))
    assert "is not the name of an abi3 wheel" in said


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_help_lists_every_target() -> None:
    done = subprocess.run(
        ["make", "--no-print-directory"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    listed = [line.split()[0] for line in done.stdout.splitlines()]
    text = (ROOT / "Makefile").read_text("utf-8")
    phony = [
        line.split()[1] for line in text.splitlines() if line.startswith(".PHONY: ")
    ]
    assert listed == phony
    assert {"help", "wheel"} <= set(listed)
