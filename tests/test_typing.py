"""What type checkers are told is true, and neither of them sees less than the other."""

from __future__ import annotations

import importlib.util
import inspect
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args, get_overloads

import pytest

import summitry
from summitry import _core, datasets
from summitry.datasets import loader_types
from summitry.frames import word_types
from summitry.frames.backends import Backend

KINDS = Path(__file__).parent / "typing" / "kinds.py"


def test_what_is_told_of_kinds_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("kinds", KINDS)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "kinds", module)
    spec.loader.exec_module(module)

    def is_one(value: object, kind: type) -> object:
        assert type(value) is kind
        return value

    module.assert_type = is_one
    run = [one for name, one in vars(module).items() if inspect.isfunction(one)]
    told = [
        one for one in run if one.__module__ == "kinds" and one.__name__ != "mistakes"
    ]
    assert len(told) == 4
    for one in told:
        one()


@pytest.mark.parametrize(
    ("alias", "convention"),
    [
        ("By", "by"),
        ("DateRule", "date_rule"),
        ("Exposure", "exposure"),
        ("Handover", "handover"),
        ("Interval", "interval"),
        ("Overlap", "overlap"),
        ("SameDay", "same_day"),
        ("Unclear", "unclear"),
        ("Unsourced", "unsourced"),
    ],
)
def test_words_are_those_of_the_core(alias: str, convention: str) -> None:
    assert get_args(getattr(word_types, alias)) == _core.words()[convention]


@pytest.mark.parametrize(
    ("loader", "kind"),
    [
        ("load_visits", loader_types.VisitsLoader),
        ("load_shocks", loader_types.ShocksLoader),
        ("load_published", loader_types.NamedLoader),
        ("load_series", loader_types.NamedLoader),
        ("load_eras", loader_types.ErasLoader),
        ("load_states", loader_types.StatesLoader),
    ],
)
def test_loaders_take_what_they_are_said_to_take(loader: str, kind: Any) -> None:
    taken = inspect.signature(getattr(datasets, loader)).parameters

    def call() -> None:
        """Stand for the method, which is only its overloads."""

    call.__module__, call.__qualname__ = kind.__module__, f"{kind.__name__}.__call__"
    overloads = get_overloads(call)
    assert len(overloads) == len(get_args(Backend))
    for one in overloads:
        said = [
            p for p in inspect.signature(one).parameters.values() if p.name != "self"
        ]
        assert [p.name for p in said] == list(taken)
        assert [p.kind for p in said] == [p.kind for p in taken.values()]


def test_functions_keep_their_own_signature() -> None:
    assert next(iter(inspect.signature(summitry.weigh).parameters)) == "visits"
    assert inspect.isfunction(summitry.weigh)


def test_pyright_agrees() -> None:
    if shutil.which("pyright") is None:
        pytest.skip("pyright is not installed")
    done = subprocess.run(
        ["pyright", "--outputjson", "--pythonpath", sys.executable, str(KINDS)],
        capture_output=True,
        text=True,
        check=False,
        cwd=KINDS.parent.parent.parent,
    )
    if not done.stdout.startswith("{"):
        pytest.skip(f"pyright does not run here: {done.stderr[-200:]}")
    found = json.loads(done.stdout)["generalDiagnostics"]
    assert [one["message"] for one in found if one["severity"] == "error"] == []
