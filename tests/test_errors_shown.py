"""Errors as readers meet them: the message first, then only their own lines."""

from __future__ import annotations

import re
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

import summitry
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    InputError,
    InternalError,
    MissingValueError,
    SummitryError,
)
from summitry.frames.suggestion import MOST_CHOICES, choices

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Maker

OBSERVED: dict[str, Any] = {"since": "2005-01-01", "through": "2017-03-15"}
VISITS = {"date": ["2010-05-03", "2011-05-20"], "origin": ["PRK"] * 2}
ERAS = {"era": ["Hu"], "start": ["2002-11-15"], "end": ["2012-11-15"]}
CELL = """
import summitry

def mine(table):
    return summitry.visit_gaps(table, since="2005-01-01", through="2017-03-15")

mine({"dat": ["2010-05-03"]})
"""


def shown(cell: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What a notebook writes when a cell fails."""
    with warnings.catch_warnings():
        # Which environment is active is not asked here.
        warnings.filterwarnings("ignore", "Attempting to work in a virtualenv")
        shell: Any = InteractiveShell()  # type: ignore[no-untyped-call]
    capsys.readouterr()
    shell.run_cell(cell)
    found = capsys.readouterr()
    text = re.sub(r"\x1b\[[0-9;]*m", "", found.out + found.err)
    return [line for line in text.splitlines() if line.strip()]


def test_rows_of_a_table_and_of_a_sheet_say_how_they_are_counted(
    tmp_path: Path,
) -> None:
    rows = {"date": ["2001-01-01", "03/04/2010"], "origin": ["CHN", "PRK"]}
    frame = pd.DataFrame(rows | {"destination": ["PRK", "CHN"]})
    frame.to_csv(tmp_path / "visits.csv", index=False)
    for given, said in (
        (frame, r"visits row 1, .*; rows are counted from 0\n"),
        (tmp_path / "visits.csv", r"visits\.csv line 3, [^;]*\n"),
    ):
        with pytest.raises(InputError, match=said):
            summitry.read_visits(given)
    titled = frame.assign(visitor_office=["Premier", "No such office"])
    with pytest.raises(InputError, match=r"\(row 1\b.*; rows are counted from 0"):
        summitry.rank_offices(titled)
    with pytest.raises(InputError, match=r"shocks row 1: .*; rows are counted from 0"):
        summitry.response_lags(frame, {"date": ["2001-01-01", None]}, **OBSERVED)
    sheet = {"era": ["A", "A", None], "start": ["2001-01-01"] * 3, "end": [None] * 3}
    with pytest.raises(InputError, match=r"\nRows are counted from 0\.") as several:
        summitry.era_frequency(frame.head(1), sheet, **OBSERVED)
    assert str(several.value).count("counted from 0") == 1


def test_a_notebook_shows_the_message_first_and_the_callers_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = shown(CELL, capsys)
    assert lines[0] == "ColumnError: visits has no column 'date'"
    assert lines[1] == "Hint: did you mean 'dat'? Its columns are 'dat'"
    assert [line.strip() for line in lines[2:]][1::2] == [
        'mine({"dat": ["2010-05-03"]})',
        'return summitry.visit_gaps(table, since="2005-01-01", through="2017-03-15")',
    ]
    assert all("line" in line for line in lines[2::2])
    assert len(lines) <= 6
    assert not any("summitry/measure" in line for line in lines)


def test_a_bug_of_ours_shows_every_frame(capsys: pytest.CaptureFixture[str]) -> None:
    cell = (
        "from summitry.exceptions import InternalError\nraise InternalError('broken')"
    )
    assert "Traceback" in shown(cell, capsys)[0]
    assert "broken" in InternalError("broken")._render_traceback_()[-1]


def test_notes_to_an_error_are_shown() -> None:
    error = InputError("wrong", hint="mend it")
    error.add_note("Counted within rows 0 to 9 of all files")
    assert error._render_traceback_() == [
        "InputError: wrong\nHint: mend it",
        "Counted within rows 0 to 9 of all files",
    ]


def error_of(call: Callable[[], Any]) -> SummitryError:
    with pytest.raises(SummitryError) as caught:
        call()
    return caught.value


def test_a_dozen_choices_are_told_and_the_nearest_is_among_them(make: Maker) -> None:
    wide = make({f"column_{n}": [1] for n in range(60)} | {"daet": ["2010-05-03"]})
    error = error_of(lambda: summitry.visit_gaps(wide, **OBSERVED))
    assert isinstance(error, ColumnError)
    said = str(error)
    assert said.index("did you mean 'daet'?") < said.index("Its columns are")
    assert said.count("'column_") + said.count(", 'daet'") == MOST_CHOICES
    assert said.endswith("and 49 more")


@pytest.mark.parametrize("number", [0, 1, MOST_CHOICES, MOST_CHOICES + 1, 500])
def test_choices_are_counted(number: int) -> None:
    words = [f"w{n}" for n in range(number)]
    told = choices("zzzz", words)
    assert told.count("'") == 2 * min(number, MOST_CHOICES)
    more = re.search(r"and (\d+) more", told)
    assert (int(more.group(1)) if more else 0) == max(number - MOST_CHOICES, 0)


def test_one_value_is_no_row() -> None:
    for wrong in ("1953-7-27", "yesterday", "03/04/2010", "2017-02-30"):
        for name in ("since", "through"):
            asked = OBSERVED | {name: wrong}
            error = error_of(partial(summitry.visit_gaps, VISITS, **asked))
            assert "row" not in error.message.split(wrong)[0]
            assert error.message.startswith(f"{name}: '{wrong}'")
            assert (error.column, error.rows, error.n_bad) == (name, (), 0)
    for nothing in (None, float("nan"), pd.NaT, pd.NA):
        asked = OBSERVED | {"since": nothing}
        error = error_of(partial(summitry.visit_gaps, VISITS, **asked))
        assert isinstance(error, MissingValueError)
        assert "since must be given" in error.message


def test_an_unweighted_table_asks_for_a_scheme(make: Maker) -> None:
    table = summitry.era_frequency(make(VISITS), make(ERAS), **OBSERVED)
    for ask in (
        lambda: summitry.show(table, columns=["era", "weighted_frequency"]),
        lambda: summitry.plot.frequency(table, weighted=True),
    ):
        error = error_of(ask)
        assert "unweighted" in str(error.hint)
        assert "scheme=" in str(error.hint)
        assert "did you mean" not in str(error.hint)


def test_a_near_name_is_suggested() -> None:
    for module, wrong, right in (
        (summitry, "era_freq", "era_frequency"),
        (summitry, "Compare_eras", "compare_eras"),
        (summitry.plot, "frequencies", "frequency"),
    ):
        with pytest.raises(AttributeError, match=f"did you mean '{right}'") as caught:
            getattr(module, wrong)
        assert caught.value.name == wrong
    assert not hasattr(summitry, "nothing_like_it")
    assert not hasattr(summitry, "_repr_html_")


def test_a_column_in_the_index_is_said_to_be_there() -> None:
    visits = pd.DataFrame(VISITS)
    for index in ("date", ["date", "origin"]):
        moved = visits.set_index(index)
        for ask in (
            partial(summitry.visit_gaps, moved, **OBSERVED),
            partial(summitry.read_visits, moved),
        ):
            error = error_of(ask)
            assert isinstance(error, ColumnError)
            assert "in the index" in str(error)
            assert ".reset_index()" in str(error)
    error = error_of(
        lambda: summitry.era_frequency(
            visits, pd.DataFrame(ERAS).set_index("era"), **OBSERVED
        )
    )
    assert "eras has no column 'era': it is in the index" in str(error)


def test_a_word_that_is_none_is_followed_by_those_there_are() -> None:
    error = error_of(
        lambda: summitry.era_frequency(VISITS, ERAS, interval="garwod", **OBSERVED)  # type: ignore[call-overload]
    )
    assert str(error).splitlines()[0] == (
        "interval is 'garwod', which is not one of its words"
    )
    assert str(error.hint).startswith("did you mean 'garwood'? They are 'dispersed'")
    record = error_of(lambda: summitry.datasets.load_visits("china"))
    assert isinstance(record, CategoryError)
    assert "Known are 'china-dprk', 'china-rok'" in str(record.hint)
