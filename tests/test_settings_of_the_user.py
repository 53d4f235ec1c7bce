"""Settings of the user are told as what they are: no bug, and no fault of a file."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pytest

import summitry
from summitry.exceptions import RangeError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of which one line warns."""
    file = summitry.new_study(tmp_path_factory.mktemp("home"))[0]
    text = file.read_text("utf-8")
    changed = text.replace('setting = "transit"', 'setting = "Transit"')
    assert changed != text
    file.write_text(changed, "utf-8")
    return file


def refused(*words: str, **settings: str) -> list[str]:
    """The lines in which a command is refused under some settings."""
    done = subprocess.run(
        [sys.executable, "-m", "summitry", *words],
        capture_output=True,
        text=True,
        env=os.environ | settings,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "report it" not in done.stderr
    return done.stderr.splitlines()


def test_a_warning_that_is_made_an_error_is_told_as_one(study: Path) -> None:
    said, hint = refused("run", str(study), PYTHONWARNINGS="error")
    assert said.startswith("summitry: SummitryWarning: a rule of the definition asks")
    assert hint == "Hint: PYTHONWARNINGS or -W makes an error of this warning"


def test_a_backend_that_is_none_is_told_with_its_setting(
    study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "r.html"
    lines = refused("run", str(study), "--report", str(path), MPLBACKEND="none-such")
    assert "matplotlib cannot be loaded: Key backend: 'none-such'" in lines[-2]
    assert "MPLBACKEND" in lines[-1]
    assert not path.exists()


@pytest.mark.parametrize("words", [("run",), ("check",), ("run", "--json")])
def test_a_number_of_threads_that_is_none_blames_no_file(
    words: tuple[str, ...], study: Path
) -> None:
    command, *more = words
    (line,) = refused(command, str(study), *more, SUMMITRY_THREADS="abc")
    assert line.startswith("summitry: SUMMITRY_THREADS is abc; it must be a whole")


def test_so_does_a_study_that_is_read(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMITRY_THREADS", "1025")
    with pytest.raises(RangeError, match=r"^SUMMITRY_THREADS is 1025"):
        summitry.read_study(study)


LIKED: Any = {
    "font.size": 20,
    "font.family": ["monospace"],
    "axes.grid": True,
    "legend.fontsize": 5,
    "lines.markersize": 30,
    "savefig.pad_inches": 3,
    "xtick.bottom": False,
}


def test_what_a_user_likes_in_figures_moves_no_byte_of_a_report(tmp_path: Path) -> None:
    study = summitry.read_study(summitry.new_study(tmp_path / "mine")[0])
    plain = study.report(tmp_path / "plain.html", dated=False)
    with mpl.rc_context(LIKED):
        before = dict(mpl.rcParams)
        again = study.report(tmp_path / "again.html", dated=False)
        assert dict(mpl.rcParams) == before
    assert again.read_bytes() == plain.read_bytes()
