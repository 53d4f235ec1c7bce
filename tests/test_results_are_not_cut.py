"""No result is cut: not in a table, and not in running text."""

from __future__ import annotations

import re

import pytest
from conftest import bundled
from hypothesis import given, strategies as st

import summitry
from summitry import cli
from summitry.output.text import width_of, wrap
from summitry.study.source import bundled_studies

WORDS = st.lists(st.text("ab19,._-", min_size=1, max_size=9), min_size=1, max_size=30)


@given(words=WORDS, width=st.integers(9, 40), most=st.integers(1, 12))
def test_what_is_cut_is_cut_between_words(
    words: list[str], width: int, most: int
) -> None:
    lines = wrap(" ".join(words), width, most)
    assert len(lines) <= most
    assert max(map(width_of, lines)) <= width
    told = " ".join(lines).split()
    if told[-1] == "…":
        assert told[:-1] == words[: len(told) - 1]
    else:
        assert told == words


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("name", bundled_studies())
def test_no_table_of_a_run_is_cut(name: str) -> None:
    run = bundled(name).run()
    for table in run:
        assert "…" not in str(summitry.show(run[table], rows=10_000)), table


@pytest.mark.parametrize("places", [60])
@pytest.mark.parametrize("name", bundled_studies())
def test_nothing_told_in_full_is_cut(
    name: str,
    places: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli, "terminal_width", lambda: places)
    cli.main(["run", name, "--full"])
    assert "…" not in capsys.readouterr().out


@pytest.mark.parametrize("rows", [1, 60])
def test_a_long_cell_is_whole(rows: int) -> None:
    note = "reconciliation_5 of 1,000,866 tonnes " * 9
    table = {"note": [note.strip()] * rows, "reason": [f"why {'so ' * 90}"] * rows}
    told = str(summitry.show(table))
    assert len(re.findall("1,000,866", told)) == 9 * rows
    assert "…" not in told
