"""Every command keeps to the width of the terminal, also where letters are wide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from random_studies import write_study

import summitry
from summitry import cli
from summitry.output.text import running, width_of
from summitry.report.terminal import arguments
from summitry.study.source import bundled_studies

if TYPE_CHECKING:
    from pathlib import Path

WIDTHS = (60, 80, 120)
WIDE = {
    "Ada": "习近平总书记",
    "Abe": "胡锦涛与温家宝",
    "Ann": "박근혜 대통령",
    "Ali": "金正日",
    "Park": "박근혜",
    "Li": "李克强总理",
    "Wu": "吴邦国委员长",
    "Shock": "核试验",
    "A sentence": "关于高层互访的一句很长的话、其中没有空格、一直写到这里才算完。A sentence",
    "It was miscounted": "这个数字当时数错了、因为有一次访问没有记录在案、后来才补上",
    "Random study": "中国与朝鲜半岛高层往来研究从一九五三年到二〇一七年的全部记录、第",
}


def write_wide_study(folder: Path, seed: int) -> Path:
    """Write a random study whose names and sentences are Chinese and Korean."""
    folder.mkdir()
    write_study(folder, seed)
    for file in folder.iterdir():
        text = file.read_text("utf-8")
        for name, wide in WIDE.items():
            text = re.sub(rf"\b{name}\b", wide, text)
        if file.name == "visits.csv":
            head, *rows = text.splitlines()
            numbered = [f"{row},{number}" for number, row in enumerate(rows)]
            text = "\n".join([f"{head},id", *numbered]) + "\n"
        file.write_text(text, "utf-8")
    return folder


def assert_keeps_to(text: str, places: int) -> None:
    for line in text.splitlines():
        assert width_of(line) <= places or " " not in line.strip(), line


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("places", [min(WIDTHS), max(WIDTHS)])
@pytest.mark.parametrize("seed", [3])
def test_every_command_keeps_to_the_width(
    seed: int,
    places: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli, "terminal_width", lambda: places)
    monkeypatch.chdir(tmp_path)
    for name, one in (("a", seed), ("b", seed + 1)):
        write_wide_study(tmp_path / name, one)
    claims = [one["id"] for one in summitry.read_study("a").claims]
    only = [word for claim in claims for word in ("--only", claim)]
    calls = [
        ["run", "a"],
        ["run", "a", "--full"],
        ["run", "a", *only],
        ["check", "a"],
        ["check", "a", *only],
        ["diff", "a", "b"],
        ["bundle", "a", "a.zip"],
        ["rerun", "a.zip"],
        ["new", "mine"],
        ["run", "a", "--report", "a.html"],
    ]
    for words in calls:
        assert cli.main(words) in {0, 1}, words
        told = capsys.readouterr().out
        assert told, words
        assert_keeps_to(told, places)


@pytest.mark.parametrize("places", [60])
@pytest.mark.parametrize("name", bundled_studies())
def test_bundled_studies_do_too(
    name: str,
    places: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli, "terminal_width", lambda: places)
    calls = [["run", name], ["run", name, "--full"], ["check", name]]
    for words in [*calls, ["diff", "china-dprk", name]]:
        cli.main(words)
        assert_keeps_to(capsys.readouterr().out, places)


@pytest.mark.parametrize("places", WIDTHS)
def test_help_keeps_to_the_width(places: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(places))
    parser = arguments.parser_of(cli._ACTS)
    assert_keeps_to(parser.format_help(), places)
    (commands,) = (
        one.choices for one in parser._actions if isinstance(one.choices, dict)
    )
    for command in commands.values():
        assert_keeps_to(command.format_help(), places)


@pytest.mark.parametrize("places", [20, 60, 97])
def test_no_word_is_lost(places: int) -> None:
    text = (
        f"1. {WIDE['A sentence']} of Xi Jinping; {WIDE['It was miscounted']} under 1 %"
    )
    lines = running(text, places, indent=2, hanging=3)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert lines[0].startswith("  1.")
    assert all(line.startswith("     ") for line in lines[1:])
    assert max(map(width_of, lines)) <= places
    (first,) = running(text, places, most=1)
    assert first.endswith("…")
    assert width_of(first) <= places
