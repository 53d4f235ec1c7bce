"""A run as it shows itself: its tables a line each, the first of them, and by name."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from summitry.exceptions import InputError
from summitry.facade.analysis_result import Analysis

LAGS: dict[str, list[object]] = {"label": ["fifth"], "lag": [187]}


def run(**tables: dict[str, list[object]]) -> Analysis:
    return Analysis("A <study>", "2001-01-01", "2002-01-01", dict(tables))


def test_it_says_what_it_holds_and_shows_the_first() -> None:
    found = run(notes={"note": ["x"]}, lags=LAGS, frequency={"era": ["a", "b"]})
    lines = str(found).splitlines()
    assert lines[0] == "A <study>, observed from 2001-01-01 to 2002-01-01"
    assert lines[1] == '3 tables, by their names: run["notes"]'
    assert lines[3].split()[:3] == ["lags", "1", "row:"]
    assert max(map(len, lines)) <= 80
    assert lines.index("frequency", 5) < lines.index("lags", 5)
    assert repr(found) == str(found)


def test_tables_are_taken_by_name() -> None:
    found = run(lags=LAGS)
    assert found["lags"] is LAGS
    assert list(found) == found._ipython_key_completions_() == ["lags"]
    with pytest.raises(InputError, match="no table 'lag'") as unknown:
        found["lag"]
    assert (unknown.value.hint or "").startswith("did you mean 'lags'?")


def test_a_run_without_tables_shows_that() -> None:
    assert str(run()).splitlines()[1:] == ["no tables"]


def test_a_notebook_shows_the_same_escaped() -> None:
    class Text(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    parser = Text()
    shown = run(lags=LAGS)._repr_html_()
    parser.feed(shown)
    assert "A <study>, observed" in parser.said
    assert "<study>" not in shown
    assert "fifth" in parser.said
