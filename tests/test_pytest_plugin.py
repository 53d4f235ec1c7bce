"""The pytest plugin: each claim of a study file is a test."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

import summitry

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["pytester"]


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Load what a run inside this process would otherwise load, and drop, each time."""
    summitry.read_study("china-dprk").check()


@pytest.fixture
def pytester(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> pytest.Pytester:
    """Run without the other plugins that happen to be installed."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeini("[pytest]\naddopts = -p summitry.pytest_plugin\n")
    return pytester


@pytest.fixture
def home(pytester: pytest.Pytester) -> Path:
    """A folder with the template's study: 3 claims reproduced, 1 not determined."""
    summitry.new_study(pytester.path)
    return pytester.path


def edit(home: Path, old: str, new: str) -> None:
    path = home / "study.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_each_claim_is_a_test(pytester: pytest.Pytester, home: Path) -> None:
    assert home.exists()
    result = pytester.runpytest("study.toml", "-v")
    result.assert_outcomes(passed=3, xfailed=1)
    result.stdout.fnmatch_lines(
        ["*study.toml::first-government PASSED*", "*::incident-answered XFAIL*"]
    )


def test_a_failure_is_readable(pytester: pytest.Pytester, home: Path) -> None:
    edit(home, "printed = 0.9", "printed = 2.9")
    result = pytester.runpytest("study.toml")
    result.assert_outcomes(passed=2, xfailed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "first-government: not reproduced (study.toml, line *",
            "*printed   at least 2.9",
            "*computed  1.17;*",
            "*counted   visits a year: First government (NTH)*",
            "*visits    4",
            "*v01*2009-03-02*A. Berg*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    assert result.ret == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize(
    ("printed", "verdict"), [("300", "reproduced"), ("3", "not reproduced")]
)
def test_another_verdict_than_the_expected_one_fails(
    pytester: pytest.Pytester, home: Path, printed: str, verdict: str
) -> None:
    edit(home, "printed = 21", f"printed = {printed}")
    result = pytester.runpytest("study.toml")
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(
        [f"incident-answered: {verdict}*", "*expected  not determined*"]
    )


def test_runxfail_reports_expected_failures(
    pytester: pytest.Pytester, home: Path
) -> None:
    assert home.exists()
    result = pytester.runpytest("study.toml", "--runxfail")
    result.assert_outcomes(passed=3, failed=1)


def test_a_wrong_study_is_an_error_of_collection(
    pytester: pytest.Pytester, home: Path
) -> None:
    edit(home, 'era = "First government"', 'era = "Frist government"')
    result = pytester.runpytest("study.toml")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "study.toml, line *: there is no era 'Frist government'",
            "Hint: did you mean 'First government'*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_wrong_data_fail_in_one_sentence(pytester: pytest.Pytester, home: Path) -> None:
    visits = home / "visits.csv"
    text = visits.read_text("utf-8")
    visits.write_text(text.replace("2009-03-02", "2009-02-30"), "utf-8")
    result = pytester.runpytest("study.toml", "-x")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*'2009-02-30' is not a date*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_selection_by_name_and_stop_at_the_first(
    pytester: pytest.Pytester, home: Path
) -> None:
    edit(home, "printed = 0.9", "printed = 2.9")
    pytester.runpytest("study.toml", "-k", "second").assert_outcomes(
        passed=1, deselected=3
    )
    pytester.runpytest("study.toml", "-m", "summitry and not second").assert_outcomes(
        passed=2, xfailed=1, failed=1
    )
    pytester.runpytest("study.toml::no-answer-since").assert_outcomes(passed=1)
    pytester.runpytest("study.toml", "-x").assert_outcomes(failed=1)


def test_junit_has_what_was_printed_and_computed(
    pytester: pytest.Pytester, home: Path
) -> None:
    assert home.exists()
    pytester.runpytest("study.toml", "--junitxml=out.xml")
    cases = {
        case.get("name"): case
        for case in ET.parse(pytester.path / "out.xml").iter("testcase")
    }
    assert len(cases) == 4
    found = {
        one.get("name"): one.get("value")
        for one in cases["first-government"].iter("property")
    }
    assert found["verdict"] == "reproduced"
    assert (found["printed"], found["computed"]) == ("at least 0.9", "1.17")
    skipped = cases["incident-answered"].find("skipped")
    assert skipped is not None
    assert skipped.get("type") == "pytest.xfail"


def test_with_xdist(pytester: pytest.Pytester, home: Path) -> None:
    pytest.importorskip("xdist")
    assert home.exists()
    result = pytester.runpytest("-p", "xdist", "study.toml", "-n", "2")
    result.assert_outcomes(passed=3, xfailed=1)


def test_other_toml_files_are_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makefile(".toml", pyproject="[project]\nname = 'x'\n")
    pytester.makefile(".toml", broken="= = =\n", claims="[[claim]]\nid = 1\n")
    (pytester.path / "latin.toml").write_bytes(b"\xff\xfe")
    (pytester.path / "folder.toml").mkdir()
    pytester.makepyfile("def test_it(): pass")
    pytester.runpytest().assert_outcomes(passed=1)
    named = pytester.runpytest(
        "pyproject.toml", "test_other_toml_files_are_left_alone.py"
    )
    assert named.ret in {pytest.ExitCode.OK, pytest.ExitCode.USAGE_ERROR}
    result = pytester.runpytest("claims.toml")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["claims.toml, line 2, column 6: *"])


def test_studies_are_found_by_walking(pytester: pytest.Pytester, home: Path) -> None:
    assert home.exists()
    pytester.runpytest().assert_outcomes(passed=3, xfailed=1)


CLAIM = 'id = "x", quantity = "count", at = { side = "NTH", era = "First government" }'
FORMS = {
    "inline": f"claim = [{{ {CLAIM}, printed = 99 }}]",
    "over lines": f"claim = [\n  {{ {CLAIM}, printed = 99 }},\n]",
    "quoted": f"'claim' = [{{ {CLAIM}, printed = 99 }}]",
}


@pytest.mark.parametrize("form", [*FORMS, "[[ claim ]]", '[["claim"]]', "[['claim']]"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_claims_are_found_however_they_are_written(
    form: str, mark: str, pytester: pytest.Pytester, home: Path
) -> None:
    edit(home, "printed = 0.9", "printed = 99")
    path = home / "study.toml"
    text = path.read_text("utf-8")
    if form in FORMS:
        text = f"{FORMS[form]}\n{text[: text.index('[[claim]]')]}"
    else:
        text = text.replace("[[claim]]", form)
    path.write_text(f"{mark}{text}", "utf-8")
    for words in ([], ["study.toml"]):
        outcomes = pytester.runpytest(*words).parseoutcomes()
        assert {"failed", "errors"} & {*outcomes}, outcomes


@pytest.mark.parametrize(
    "text",
    [
        "[observation]\nsince = 2001-01-01\nclaim = [1]\n",
        "claim = []\n[observation]\n",
        "[claim]\nid = 1\n[observation]\n",
        "observation = 'of a claim'\n[[claim]]\n",
        '[observation]\nabout = """\n[[claim]]\n"""\n',
        "x = [[[[[[[[" * 999 + "observation claim",
    ],
)
def test_what_only_looks_like_a_study_is_left_alone(
    text: str, pytester: pytest.Pytester
) -> None:
    pytester.makefile(".toml", other=text)
    pytester.makepyfile("def test_it(): pass")
    pytester.runpytest().assert_outcomes(passed=1)


def test_a_study_with_a_slip_is_not_passed_over(
    pytester: pytest.Pytester, home: Path
) -> None:
    edit(home, "printed = 0.9", "printed = = 0.9")
    pytester.runpytest().assert_outcomes(errors=1)


def test_nothing_heavy_is_loaded_until_a_study_is_collected(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    pytester.makeini("")
    pytester.makepyfile(
        """
        import sys

        def test_it(pytestconfig):
            assert pytestconfig.pluginmanager.has_plugin("summitry")
            heavy = {"numpy", "pandas", "narwhals", "summitry.study"}
            assert not heavy & set(sys.modules)
        """
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:nbmake", str(pytester.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
