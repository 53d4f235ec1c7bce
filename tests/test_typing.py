"""What type checkers are told is true, and neither of them sees less than the other."""

from __future__ import annotations

import importlib.util
import inspect
import random
import re
import sys
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_overloads

import pytest
from conftest import china_dprk

import summitry
from summitry import _core, datasets
from summitry.datasets import loader_types
from summitry.frames import Table, word_types
from summitry.frames.backends import Backend
from summitry.frames.in_kind import in_kind

FILES = sorted((Path(__file__).parent / "typing").glob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_told_of_kinds_is_true(
    monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, path.stem, module)
    spec.loader.exec_module(module)

    def is_one(value: object, kind: Any) -> object:
        known = get_args(kind) if isinstance(kind, UnionType) else (kind,)
        assert type(value) in [get_origin(one) or one for one in known]
        return value

    module.assert_type = is_one
    run = [one for name, one in vars(module).items() if inspect.isfunction(one)]
    told = [
        one for one in run if one.__module__ == path.stem and one.__name__ != "mistakes"
    ]
    assert len(told) >= 4
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
        *named, last = said
        if last.kind is last.VAR_KEYWORD:
            options = re.fullmatch(r"Unpack\[(\w+)\]", last.annotation)
            assert options is not None
            more = getattr(loader_types, options[1]).__annotations__
            assert {p.name for p in named} | {*more} == {*taken}
        else:
            assert {p.name for p in said} == {*taken}


def test_functions_keep_their_own_signature() -> None:
    assert next(iter(inspect.signature(summitry.weigh).parameters)) == "visits"
    assert inspect.isfunction(summitry.weigh)


@pytest.mark.parametrize("number", range(3))
def test_every_table_of_a_study_is_of_the_kind_of_its_visits(number: int) -> None:
    draw = random.Random(number)
    kinds = list(get_args(Backend))
    load: tuple[Any, ...] = (
        datasets.load_visits,
        datasets.load_eras,
        datasets.load_shocks,
    )
    names = ("visits", "eras", "shocks")
    given: dict[str, Any] = {
        name: one("china-dprk", backend=draw.choice(kinds))
        for name, one in zip(names, load, strict=True)
        if name == "visits" or draw.random() < 0.7
    }
    study = summitry.read_study("china-dprk", **given, backend=draw.choice(kinds))
    kind = type(given["visits"])
    run = study.run()
    tables = {name: run[name] for name in run} | {
        "study.visits": study.visits,
        "study.eras": study.eras,
        "study.shocks": study.shocks,
        "study.series": study.series,
        "robustness": study.robustness(),
        "multiverse": study.multiverse().table,
        "receipts": study.check().receipts("xi-frequency"),
    }
    assert {type(one) for one in tables.values()} == {kind}, {
        name: type(one) for name, one in tables.items() if type(one) is not kind
    }
    plain = china_dprk().run()["lags"]
    assert in_kind(Table(run["lags"], "lags"), "pandas")["lag"].to_list() == (
        plain["lag"].to_list()
    )
