"""What the command line prints, and with which status it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import summitry
from summitry.cli import main
from summitry.report.terminal.run_text import run_text

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_main_job_fits_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "china-dprk", "--full"]) == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    for said in [
        "of these qualify            162     145",
        "Of the 162 visits that count, 40 are known to the month and 7 to the year",
        "NOT REPRODUCED: 4.8 visits a year in the era of Kim Jong Il.",
        "REPRODUCED: 1.25 visits a year in the era of Xi Jinping.",
        "printed 161, computed 162 (197 with unclear visits; 145 with a source only)",
        "Fifth nuclear test   2016-09-09  >187  none yet",
        "2126 days (5.82 years)",
    ]:
        assert said in text


def test_json_has_every_table_and_claim(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "china-dprk", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"study_sha256", "data_sha256", "summitry", "tables", "claims"} <= set(found)
    xi = next(
        row
        for row in found["tables"]["frequency_years"]
        if row["era"] == "Xi Jinping" and row["reading"] == "without unclear"
    )
    assert (xi["count"], xi["years"], xi["frequency"]) == (5, 4.0, 1.25)
    assert xi["end"] is None
    assert found["tables"]["lags"][0]["visit_date"] == "2006-10-18"


def test_module_and_script_are_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "summitry", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "summitry run china-dprk" in done.stdout
    assert len(done.stdout.splitlines()) <= 24


def test_a_wrong_study_ends_with_status_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["run", "china-dprc"]) == 2
    assert "china-dprk" in capsys.readouterr().err
    bad = tmp_path / "study.toml"
    bad.write_text(
        'title = "x"\n[observation]\nsince = 2001-01-01\nthrogh = 2002-01-01\n'
    )
    assert main(["check", str(bad)]) == 2
    assert "through" in capsys.readouterr().err


def test_a_run_without_sides_weights_or_shocks() -> None:
    visits = {"date": ["2013-05-22", "2016-05-31"], "qualifies": ["true", "unclear"]}
    eras = {
        "era": ["Hu", "Xi"],
        "start": ["2002-11-15", "2012-11-15"],
        "end": ["2012-11-15", None],
    }
    found = summitry.analyse(
        visits, eras, since="2003-01-01", through="2017-03-15", title="Two"
    )
    text = run_text(found)
    assert "Fewest visits a year: Hu." in text
    assert "weighted" not in text
