"""Reports that a browser opens, each written once for all who test side by side."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

import summitry

if TYPE_CHECKING:
    from pathlib import Path

REPORTED = ("china-dprk", "new study", "pyongyang-or-seoul")
"""A study of one record, one that `summitry new` writes, and one of two records."""

_SECONDS = 300


def written_report(factory: pytest.TempPathFactory, name: str) -> str:
    """Return the address of a study's report, which whoever comes first writes."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    file = folder / f"{name}.html"
    try:
        (folder / name).mkdir()
    except FileExistsError:
        _wait_for(file, folder / name / "failed")
    else:
        try:
            _study(name, folder / name).report(file)
        except BaseException:
            (folder / name / "failed").touch()
            raise
    return file.as_uri()


def _study(name: str, folder: Path) -> summitry.Study:
    if name == "new study":
        summitry.new_study(folder / "mine")
        return summitry.read_study(folder / "mine")
    return summitry.read_study(name)


def _wait_for(file: Path, failed: Path) -> None:
    """Wait until another process has written a file, which it does at once."""
    for _ in range(_SECONDS):
        if file.exists():
            return
        if failed.exists():
            break
        time.sleep(1)
    pytest.fail(f"nobody wrote {file.name}")
