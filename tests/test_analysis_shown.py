"""A run as it shows itself: its tables a line each, the first of them, and by name."""

from __future__ import annotations

import copy
import pickle
from html.parser import HTMLParser

import pytest
from conftest import bundled

from summitry.exceptions import InputError
from summitry.facade.analysis_result import Analysis
from summitry.study.source import bundled_studies

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


@pytest.mark.parametrize("name", bundled_studies())
@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_a_bare_run_is_brief_and_its_tables_are_whole(name: str) -> None:
    found = bundled(name).run()
    text = str(found)
    assert len(text.splitlines()) < 120
    assert "could have shown" not in text
    assert "could_show" in found["comparisons"].columns


@pytest.mark.parametrize("name", ["lags", "frequency"])
def test_a_table_taken_for_an_attribute_says_how_it_is_had(name: str) -> None:
    found = Analysis("A", "2001-01-01", "2002-01-01", {"lags": LAGS, "frequency": LAGS})
    with pytest.raises(AttributeError, match=rf'is run\["{name}"\]'):
        getattr(found, name)
    with pytest.raises(AttributeError, match=f"did you mean '{name}'"):
        getattr(found, name[:-1])
    with pytest.raises(AttributeError, match=r"no attribute '_nothing'$"):
        getattr(found, "_no" + "thing")
    assert pickle.loads(pickle.dumps(found)) == copy.copy(found) == found
