"""Studies in which no visit qualifies, or none is in the window, told in every way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import pytest
from small_study import ONE_AND_TWO, shock, study_of, visit

import summitry
from summitry.cli import main

if TYPE_CHECKING:
    from pathlib import Path

CLAIMS = {
    "frequency": 'quantity = "frequency"\nat = { era = "One" }\nprinted = "0.33"',
    "weighted": (
        'quantity = "weighted_frequency"\nat = { era = "One" }\nprinted = "0.33"'
    ),
    "lowest": (
        'quantity = "weighted_frequency"\nat = { era = "One" }\n'
        'rank = { place = 1, from = "bottom" }'
    ),
    "lag": 'quantity = "lag"\nat = { shocks = ["s1"] }\nprinted = "5"',
    "gap": 'quantity = "longest_gap"\nat = {}\nprinted = "6"',
    "open": 'quantity = "open_gap"\nat = {}\nprinted = "6"',
    "apart": (
        'quantity = "frequency"\nat = { era = "One" }\ntold_apart_from = { era = "Two" }'
    ),
}
MORE = """[scheme]
setting = { transit = 1, visit = 2 }
"""
STRICT = '[definition]\nminimum = { "*" = "head_of_state" }\n'

NONE: dict[str, tuple[str, str]] = {
    "none qualifies": ("2001-05-05", STRICT),
    "none in the window": ("1990-05-05", ""),
    "neither": ("1990-05-05", STRICT),
}


@pytest.fixture(params=NONE)
def study(request: pytest.FixtureRequest, tmp_path: Path) -> summitry.Study:
    day, rule = NONE[request.param]
    visits = [visit(day, setting="transit", visitor_rank="other")]
    shocks = [shock("s1", "2002-02-02")]
    return study_of(tmp_path, CLAIMS, visits, ONE_AND_TWO, shocks, more=rule + MORE)


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_every_page_table_and_figure(study: summitry.Study, tmp_path: Path) -> None:
    found, results = study.run(), study.check()
    assert len(results) == len(CLAIMS)
    assert {one.verdict for one in results} <= {
        *("reproduced", "not reproduced", "not determined", "expected")
    }
    for told in (str(found), found._repr_html_(), study.summary(), str(results)):
        assert told
    for table in found.tables.values():
        shown = summitry.show(table)
        assert str(shown)
        assert shown._repr_html_()
    assert len(study.robustness()) == len(CLAIMS)
    assert study.memos() is not None
    assert len(study.multiverse().table) > 0
    assert study.report(tmp_path / "report.html").stat().st_size > 1000
    assert study.bundle(tmp_path / "bundle.zip").stat().st_size > 1000
    assert found.save(tmp_path / "tables").is_dir()
    assert found.save_workbook(tmp_path / "tables.xlsx").is_file()
    draw: dict[str, Any] = {
        "frequency": summitry.plot.frequency,
        "lags": summitry.plot.lags,
        "gaps": summitry.plot.gaps,
    }
    for name, plot in draw.items():
        if name in found.tables:
            assert summitry.plot.alt_text(plot(found.tables[name]))
    plt.close("all")


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_every_command(
    study: summitry.Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del study
    home = str(tmp_path)
    for words in (
        ["run", home],
        ["run", home, "--full"],
        ["run", home, "--json"],
        ["run", home, "--report", str(tmp_path / "r.html")],
        ["check", home],
        ["check", home, "--json"],
        ["diff", home, home, "--key", "date"],
    ):
        status = main(words)
        told = capsys.readouterr()
        assert status == (1 if words[0] == "check" else 0), told.err
        assert told.out
        assert "report it" not in told.err
