"""One wording wherever somebody reads: words with blanks, small shares, last days."""

from __future__ import annotations

import datetime as dt
import html
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pytest
from hypothesis import given, strategies as st

mpl.use("Agg")

from conftest import bundled, china_dprk
from differential import has_vague_shock
from random_studies import read_tabled, write_files

import summitry
from summitry.cli import main
from summitry.frames import Table
from summitry.output.captions import CAPTIONS
from summitry.output.format import cells, number, p_text, percent, share_text
from summitry.output.headings import BEHIND, heading_of
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(
    "ignore::summitry.exceptions.SummitryWarning", "ignore::DeprecationWarning"
)

_UNDERSCORED = re.compile(r"(?<![\w./\[-])[a-z]+(?:_[a-z]+)+(?![\w./(=-])")
_MARKUP = re.compile(r"<(pre|code|style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
_OF_A_DRAWN_STUDY = re.compile(r"A sentence about\s+\w+")
_TO_TYPE = {*BEHIND, *CAPTIONS}
"""Names of columns and tables, which readers are told in order to type them."""

_STALE = re.compile(
    r"\b0\.000\b|\b\d(?:\.\d+)?e-\d+|<0\.1%|>99\.9%|below 1 ?%|(?<!\d)-0%|regime"
)


def in_the_terminal(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    with suppress(SystemExit):
        main(words)
    return capsys.readouterr().out


def shown_by(
    study: summitry.Study, source: str, capsys: pytest.CaptureFixture[str]
) -> dict[str, str]:
    """Everything that a study shows, by where it does."""
    run = study.run()
    page = report_html(study)
    alts = re.findall(r'alt="([^"]*)"', page)
    tables = {
        f"table {name}": str(summitry.show(table, rows=2000))
        for name, table in run.whole().items()
    }
    return tables | {
        "run": str(run),
        "first screen": in_the_terminal(["run", source], capsys),
        "full": in_the_terminal(["run", source, "--full"], capsys),
        "check": in_the_terminal(["check", source], capsys),
        "memos": "\n".join(map(str, study.memos().values())),
        "report": html.unescape(_MARKUP.sub(" ", page)),
        "plots": html.unescape("\n".join(alts)),
    }


def faults(study: summitry.Study, shown: dict[str, str]) -> list[str]:
    """What is told in another wording than everywhere else."""
    found = []
    ends = half_open(study)
    for where, text in shown.items():
        plain = _OF_A_DRAWN_STUDY.sub("", " ".join(text.split()))
        found += [f"{where}: {stale}" for stale in sorted({*_STALE.findall(plain)})]
        words = {*_UNDERSCORED.findall(plain)} - _TO_TYPE
        found += [f"{where}: {word}" for word in sorted(words)]
        found += [
            f"{where}: {start} to {end}"
            for start, end in ends
            if f"{start} to {end}" in plain or f"{start} {end}" in plain
        ]
    return found


def half_open(study: summitry.Study) -> list[tuple[str, str]]:
    """The days on which eras begin, and the days after them."""
    if study.eras is None:
        return []
    eras = Table(study.eras, "eras")
    rows = zip(eras.values("start"), eras.values("end"), strict=True)
    return [(str(one)[:10], str(end)[:10]) for one, end in rows if end is not None]


@pytest.mark.parametrize("name", ["china-dprk", "china-rok", "pyongyang-or-seoul"])
def test_a_bundled_study_has_one_wording(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    study = bundled(name)
    assert faults(study, shown_by(study, name, capsys)) == []


@pytest.mark.parametrize("seed", range(2))
def test_a_random_study_has_one_wording(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path, seed)
    if has_vague_shock(read_tabled(tmp_path)):
        pytest.skip("the package refuses a shock that is known to the month")
    study = summitry.read_study(tmp_path)
    assert faults(study, shown_by(study, str(tmp_path), capsys)) == []


SMALL = st.floats(1e-300, 1, exclude_max=True) | st.floats(1e-9, 0.02)


@given(SMALL, st.integers(0, 6))
def test_what_is_not_zero_is_never_told_as_zero(value: float, places: int) -> None:
    texts = [number(value, places), number(-value, places), p_text(value)]
    texts += [share_text(value), percent(value)]
    texts += [
        text
        for kind in ("rate", "days", "p", "number", "share", "weight")
        for text in cells([value, 3.5, 120.0], kind)[:1]
    ]
    for text in texts:
        assert re.search("[1-9]", text), text


@given(st.floats(0, 1))
def test_a_share_is_told_in_one_way(share: float) -> None:
    for told in (percent(share), share_text(share)):
        assert (told == "under 1%") == (0 < share < 0.01)
        assert (told == "over 99%") == (0.99 < share < 1)
        assert (told == "0%") == (share == 0)
        assert (told == "100%") == (share == 1)


def test_the_last_day_of_an_era_is_shown() -> None:
    rows: dict[str, Any] = {
        "era": ["Hu Jintao", "Xi Jinping"],
        "rule": ["five_eras"] * 2,
        "start": [dt.date(2002, 11, 15), dt.date(2012, 11, 15)],
        "end": [dt.date(2012, 11, 15), None],
    }
    shown = str(summitry.show(rows))
    assert "last day" in shown
    assert "2012-11-14" in shown
    assert "five eras" in shown
    found = summitry.era_frequency(
        china_dprk().visits, rows, since="2002-11-15", through="2017-03-15"
    )
    assert str(Table(found, "found").values("end")[0])[:10] == "2012-11-15"
    # A gap ends on the day of a visit, which is shown as it is.
    gaps = china_dprk().run().tables["summit_gaps"]
    assert heading_of("end").text in str(summitry.show(gaps, columns=["start", "end"]))
    assert str(gaps["end"].iloc[0])[:10] in str(summitry.show(gaps))
