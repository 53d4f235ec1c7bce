"""The public face: documented, keyword-only after the data, helpful when misspelt."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

import summitry
from summitry import _core, exceptions as ex
from summitry.infer import (
    compare_eras,
    equal_frequency,
    event_coincidence,
    phases,
    placebo,
    rank_eras,
    survival,
    trend,
)

SECTIONS = [
    *("Parameters", "Attributes", "Returns", "Raises", "Warns", "Notes"),
    *("References", "Examples"),
]
DATA = {
    *("visits", "eras", "shocks", "lags", "tally", "frequencies", "periods", "table"),
    *("data", "found", "sources", "merged", "curve", "gaps", "times", "frame"),
    *("study", "results", "claim", "name", "source", "path", "scheme"),
    *("folder", "summary", "ax", "columns", "old", "new", "baseline", "paths"),
}
"""What may be given by position: the data, and what is said or written of them."""


def public() -> dict[str, Any]:
    names = {name: getattr(summitry, name) for name in summitry.__all__}
    plots = {f"plot.{n}": getattr(summitry.plot, n) for n in summitry.plot.__all__}
    return {**names, **plots}


FUNCTIONS = {name: one for name, one in public().items() if inspect.isfunction(one)}
CLASSES = {name: one for name, one in public().items() if inspect.isclass(one)}
METHODS = {
    f"{name}.{part}": value
    for name, one in CLASSES.items()
    for part, value in vars(one).items()
    if not part.startswith("_") and isinstance(value, property | classmethod | Callable)
}


def sections(docstring: str) -> dict[str, str]:
    parts = re.split(r"^(\w+)\n-+\n", docstring, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def documented(section: str) -> list[str]:
    heads = re.findall(r"^(\S[^:\n]*?)(?: :.*)?$", section, flags=re.MULTILINE)
    return [name.lstrip("*") for head in heads for name in head.split(", ")]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_have_their_sections_in_order(name: str) -> None:
    found = sections(inspect.getdoc(FUNCTIONS[name]) or "")
    assert {"Parameters", "Returns", "Raises", "Examples"} <= set(found)
    assert list(found) == [one for one in SECTIONS if one in found]
    assert f"summitry.{name}(" in found["Examples"] or ">>> " in found["Examples"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_parameter_is_documented_and_no_other(name: str) -> None:
    taken = list(inspect.signature(FUNCTIONS[name]).parameters)
    told = documented(sections(inspect.getdoc(FUNCTIONS[name]) or "")["Parameters"])
    assert sorted(told) == sorted(taken)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_only_data_are_given_by_position(name: str) -> None:
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    kinds = {one.name: one.kind for one in parameters}
    by_position = {
        name
        for name, kind in kinds.items()
        if kind == inspect.Parameter.POSITIONAL_OR_KEYWORD
    }
    assert by_position <= DATA
    assert inspect.Parameter.VAR_POSITIONAL not in kinds.values()


@pytest.mark.parametrize("name", [*FUNCTIONS, *CLASSES, *METHODS])
def test_a_docstring_begins_with_one_sentence(name: str) -> None:
    text = inspect.getdoc({**FUNCTIONS, **CLASSES, **METHODS}[name]) or ""
    first, _, rest = text.partition("\n")
    assert first.endswith((".", "?")), first
    assert first[0].isupper() or first.startswith("`")
    assert not rest or rest.startswith("\n"), "one line, then a blank one"
    assert max(map(len, text.splitlines())) <= 88


@pytest.mark.parametrize("name", CLASSES)
def test_classes_say_what_they_hold(name: str) -> None:
    assert {"Attributes", "Parameters"} & set(
        sections(inspect.getdoc(CLASSES[name]) or "")
    )


def test_the_package_introduces_itself() -> None:
    text = inspect.getdoc(summitry) or ""
    assert "Examples" in sections(text)
    named = set(re.findall(r"(?<!`)`(\w+)`(?!`)", text))
    assert {"datasets", "era_frequency", "response_lags", "read_study"} <= named
    assert named <= set(summitry.__all__)


@pytest.mark.parametrize("name", ["datasets", "plot", "spark"])
def test_completion_offers_the_names_for_callers_alone(name: str) -> None:
    module = getattr(summitry, name)
    assert dir(module) == sorted(module.__all__)


def test_the_reference_lists_every_public_name() -> None:
    folder = Path(__file__).parent.parent / "docs" / "api"
    text = "\n".join(path.read_text("utf-8") for path in folder.glob("*.md"))
    listed = set(
        re.findall(r"^\.\. auto(?:function|class|data):: (\w+)$", text, re.MULTILINE)
    )
    assert listed >= set(summitry.__all__) - {
        "__version__",
        "datasets",
        "plot",
        "spark",
    }
    assert ".. automodule:: summitry.plot" in text


VISITS: dict[str, Any] = {
    "date": ["2013-05-22"],
    "origin": ["PRK"],
    "destination": ["CHN"],
    "visitor_rank": ["politburo_member"],
    "summit": [False],
}
ERAS = {"side": ["CHN"], "era": ["Xi Jinping"], "start": ["2012-11-15"], "end": [None]}
END: dict[str, Any] = {"since": "2010-01-01", "through": "2017-03-15"}


PUBLIC: Any = summitry
"""For calls that no type allows."""


def renamed(table: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if name == old else name: column for name, column in table.items()}


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (
            lambda: summitry.era_frequency(
                renamed(VISITS, "date", "dates"), ERAS, **END
            ),
            "did you mean 'dates'?",
        ),
        (
            lambda: summitry.era_frequency(
                VISITS, renamed(ERAS, "start", "stat"), **END
            ),
            "did you mean 'stat'?",
        ),
        (
            lambda: summitry.response_lags(
                VISITS, renamed(VISITS, "date", "Date"), **END
            ),
            "did you mean 'Date'?",
        ),
        (
            lambda: summitry.qualify(VISITS, minimum={"*": "vice_ministre"}),
            "did you mean 'vice_minister'?",
        ),
        (
            lambda: summitry.qualify(
                VISITS | {"visitor_rank": ["politburo_membr"]}, minimum={"*": "other"}
            ),
            "did you mean 'politburo_member'?",
        ),
        (
            lambda: summitry.weigh(VISITS, {"sumit": {True: 3, False: 1}}),
            "did you mean 'summit'?",
        ),
        (
            lambda: summitry.era_frequency(VISITS, ERAS, exposure="day", **END),  # type: ignore[call-overload]
            "did you mean 'days'?",
        ),
        (
            lambda: summitry.era_frequency(VISITS, ERAS, interval="garwod", **END),  # type: ignore[call-overload]
            "did you mean 'garwood'?",
        ),
        (
            lambda: summitry.joint_eras(ERAS, sides=("CHI", "PRK")),
            "did you mean 'CHN'?",
        ),
        (
            lambda: summitry.compare_eras(
                {"era": ["Xi Jinping", "Hu"], "count": [1, 2], "years": [1.0, 1.0]},
                reference="Xi Jinpin",
            ),
            "did you mean 'Xi Jinping'?",
        ),
        (
            lambda: summitry.datasets.load_visits("china-drpk"),
            "did you mean 'china-dprk'?",
        ),
        (
            lambda: summitry.datasets.load_eras("DEU"),
            "side='DEU' asks for the terms of one side",
        ),
        (
            lambda: summitry.datasets.load_shocks(kind="nuclear_tests"),
            "did you mean 'nuclear_test'?",
        ),
        (
            lambda: summitry.datasets.load_eras(rules={"CHN": "five-eras"}),
            "did you mean 'five_eras'?",
        ),
        (
            lambda: summitry.read_study("china-dprk").check("xi-frequenzy"),
            "did you mean 'xi-frequency'?",
        ),
        (
            lambda: summitry.show(VISITS, columns=["visitor_ranks"]),
            "did you mean 'visitor_rank'?",
        ),
    ],
)
def test_what_is_misspelt_gets_a_suggestion(
    call: Callable[[], object], hint: str
) -> None:
    with pytest.raises(ex.SummitryError) as caught:
        call()
    assert str(caught.value.hint).startswith(hint)


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda: PUBLIC.trend(VISITS, ERAS, expsure="days"), "'exposure'"),
        (lambda: PUBLIC.qualify(VISITS, minimums={}), "'minimum'"),
        (lambda: PUBLIC.read_study("china-dprk").check(claims="x"), "'claim'"),
        (lambda: PUBLIC.compare_by_floor(VISITS, ERAS, handovr=1, **END), "'handover'"),
    ],
)  # fmt: skip
def test_a_misspelt_argument_gets_a_suggestion(
    call: Callable[[], object], hint: str
) -> None:
    with pytest.raises(TypeError, match=f"did you mean {hint}"):
        call()


@pytest.mark.parametrize("words", [[], ["run"], ["check"], ["new"]])
def test_the_help_of_the_command_fits_a_screen(words: list[str]) -> None:
    command = [sys.executable, "-m", "summitry", *words, "--help"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"COLUMNS": "80"}
    )
    lines = done.stdout.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    if not words:
        assert "summitry run china-dprk" in done.stdout


@pytest.mark.parametrize(
    ("alias", "convention"),
    [
        (compare_eras.Method, "method"),
        (compare_eras.Adjustment, "adjustment"),
        (equal_frequency.Method, "equality_method"),
        (event_coincidence.Convention, "convention"),
        (rank_eras.Method, "rank_method"),
        (phases.Method, "phase_method"),
        (phases.Calibration, "calibration"),
        (placebo.Method, "placebo_method"),
        (trend.Method, "trend_method"),
        (survival.Limits, "limits"),
        (survival.MeanLimits, "mean_limits"),
    ],
)
def test_types_name_the_words_of_the_core(alias: Any, convention: str) -> None:
    assert get_args(alias) == _core.words()[convention]


OLD_WORDS = {
    *("weights", "ties", "simulations", "replicates", "alpha", "p0", "false_positive"),
    *(
        "weighted_interval",
        "low",
        "high",
        "rank",
        "lines",
        "finding",
        "tied",
    ),
}
"""What parameters were called once; each thing has one word now."""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_parameters_have_the_one_word_for_their_thing(name: str) -> None:
    given = set(inspect.signature(FUNCTIONS[name]).parameters)
    assert not given & OLD_WORDS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_observation_has_two_ends(name: str) -> None:
    given = set(inspect.signature(FUNCTIONS[name]).parameters)
    if "through" in given and not name.startswith("plot."):
        assert "since" in given or "alternatives" in given
