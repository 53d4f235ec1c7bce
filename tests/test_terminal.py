"""What the command line prints, and with which status it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from small_study import era, study_of, visit

import summitry
from summitry.cli import main
from summitry.exceptions import MissingExtraError
from summitry.frames import Table
from summitry.output.width import in_width
from summitry.report.archive_words import with_origins
from summitry.report.terminal.archive_text import archive
from summitry.report.terminal.looks import terminal_width
from summitry.report.terminal.run_text import run_text

if TYPE_CHECKING:
    from pathlib import Path


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


@pytest.mark.parametrize("places", [60, 80, 120])
@pytest.mark.parametrize("countries", [["IND", "LKA", "NPL"], [*"ABCDEFGHI", "IND"]])
def test_every_country_of_origin_has_its_share(
    countries: list[str], places: int
) -> None:
    origins = [*countries, "IND"]
    visits: dict[str, list[str]] = {
        "date": ["2001-05-05"] * len(origins),
        "visitor_rank": ["head_of_state"] * len(origins),
        "origin": origins,
    }
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2003-12-31"}
    table = summitry.archive_table(visits, **seen)
    totals = {"visits": [len(origins)], "vague": [0]}
    nothing: dict[str, list[Any]] = {
        name: [] for name in ("group", "visits", "period", "next_visits")
    }
    nothing |= {name: [] for name in ("next_period", "p")}
    tables: dict[str, Any] = {
        "archive": table,
        "archive_totals": totals,
        "archive_change": nothing,
    }
    tables["archive_check"] = summitry.archive_check(visits, **seen)
    with in_width(places):
        text = archive(tables)
    assert "India" in text
    assert "IND" not in text
    assert "0 not dated" not in text
    wide, heads = with_origins(Table(table, "archive"))
    shares = [wide.values(name)[0] for name in heads]
    assert sum(shares) == pytest.approx(1)
    for head in heads.values():
        assert all(word in text for word in head.split())


def test_a_part_of_the_visits_is_called_a_part(tmp_path: Path) -> None:
    visits = [
        visit("2001-05-05", "IND", "NPL"),
        visit("2002-05-05", "NPL", "LKA"),
        visit("2005-05-05", "LKA", "IND"),
    ]
    eras = [
        era("One", "2001-01-01", "2004-01-01", "IND"),
        era("Two", "2004-01-01", side="IND"),
    ]
    found = study_of(tmp_path, {}, visits, eras).run()
    text = run_text(found)
    part = (
        "Counted here: 2 of the 3 visits that count; the others are of other pairs of"
    )
    assert part in " ".join(text.split())
    assert "Counted here: all 3 visits that count; the eras of India have 2 of" in text


def test_a_pipe_obeys_columns_and_near_names_are_all_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert terminal_width() == 100
    monkeypatch.delenv("COLUMNS")
    assert terminal_width() == 80
    assert main(["run", "chna"]) == 2
    assert "'china-rok' or 'china-dprk'?" in capsys.readouterr().err
    missing = MissingExtraError("x", extra="explore")
    assert str(missing).endswith("(from a clone: pip install '.[explore]')")


def test_one_sentence_is_one_and_published_where_it_says_where(
    tmp_path: Path,
) -> None:
    eras = [era("One", "2001-01-01", "2004-01-01")]
    claim = 'quantity = "count"\nat = { era = "One" }\nprinted = "1"'
    study = study_of(tmp_path, claim, [visit("2001-05-05")], eras)
    assert "SAFEST OF 1 SENTENCE\n" in str(study.summary())
