"""Warnings that are said elsewhere are left out, and no thread changes another's."""

from __future__ import annotations

import ast
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import pytest
from small_study import era, study_of, visit

import summitry
from summitry.exceptions import AllCensoredWarning, SummitryWarning
from summitry.frames.warned import quiet, warn

SEEN: dict[str, Any] = {"since": "2010-01-01", "through": "2016-12-30"}
ERAS: dict[str, Any] = {"era": ["Xi"], "start": ["2012-11-15"], "end": [None]}
HOME: dict[str, Any] = {
    "date": ["2013-03-01", "2011-01-01"],
    "origin": ["PRK", "CHN"],
    "destination": ["PRK", "PRK"],
}
PACKAGE = Path(summitry.__file__).parent


def test_only_what_is_not_ours_changes_the_filters_of_the_process() -> None:
    """What pandas 2 and openpyxl warn of can be kept from nobody in another way."""
    changing = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"catch_warnings", "simplefilter", "filterwarnings"}
    }
    others = {"frames/library_frame.py", "sources/spreadsheets.py"}
    assert changing == {str(Path(one)) for one in others}


def test_threads_leave_the_filters_as_they_were() -> None:
    before = list(warnings.filters)
    often = sys.getswitchinterval()
    failed: list[BaseException] = []

    def count() -> None:
        try:
            for _ in range(20):
                summitry.Tally(ERAS, **SEEN).update(HOME)
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(often)
    assert failed == []
    assert list(warnings.filters) == before


def test_another_thread_is_warned_while_one_is_quiet() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with quiet():
            warn("here")
            thread = threading.Thread(target=warn, args=("there",))
            thread.start()
            thread.join()
        warn("afterwards")
    # From Python 3.14 on a build without the lock of the interpreter hands it on.
    handed = getattr(sys.flags, "thread_inherit_context", False)
    wanted = ["afterwards"] if handed else ["there", "afterwards"]
    assert [str(one.message) for one in caught] == wanted


def test_quiet_of_one_kind_leaves_the_others() -> None:
    with quiet(AllCensoredWarning):
        warn("left out", AllCensoredWarning)
        with pytest.warns(SummitryWarning, match="said"):
            warn("said")
        with quiet():
            warn("left out")
        with pytest.warns(SummitryWarning, match="said again"):
            warn("said again")


def test_a_run_tells_visits_in_no_era_once(tmp_path: Path) -> None:
    rows = [
        visit("2001-05-05", visitor_rank="head"),
        visit("2004-05-05", visitor_rank="minister"),
    ]
    more = '[definition]\nladder = ["head", "minister"]\nminimum = { AAA = "minister" }'
    eras = [era("One", "2003-01-01"), era("Two", "2003-01-01", side="BBB")]
    study = study_of(tmp_path, {}, rows, eras, more=more + "\n")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        study.run()
    assert [str(one.message) for one in caught] == [
        (
            "of 2 visits, 1 in no era of AAA, 1 in no era of BBB; they are counted in the "
            "column in_no_era, and assign_eras lists them"
        )
    ]
