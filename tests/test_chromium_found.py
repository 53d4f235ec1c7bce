"""Wherever there is a Chromium, by whichever name, pages are looked at in it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from conftest import CHROMIUM_NAMES, chromium_program

CI = Path(__file__).parents[1] / ".ci" / "run"


@pytest.mark.parametrize("name", CHROMIUM_NAMES)
def test_it_is_found_by_each_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium_program() == str(program)
    search = re.search(
        r"^browser=.*?^done$", CI.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert search is not None
    script = f'set -euo pipefail\n{search[0]}\nprintf %s "$browser"'
    done = subprocess.run(
        ["/bin/bash", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == str(program)


def test_without_one_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium_program() is None
