"""The schema that editors use refuses no study that is read, and most that are not."""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from every_key import EVERY_KEY

from summitry import _core
from summitry.exceptions import StudyError

if TYPE_CHECKING:
    from collections.abc import Iterator

jsonschema = pytest.importorskip("jsonschema")
SCHEMA = json.loads(_core.study_schema())
EDITOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=None)
MODEL = tomllib.loads(EVERY_KEY)
VALUES: list[Any] = [
    *("", "x", "2001", "2001/2003", "50%", "1,200", ".5", "1e3", "days", "*", "true"),
    *(0, 1, -1, 2.5, 1.0, 0.0, -0.5, 1e300, 2**32, 2**63, True, False),
    *([], ["x"], ["x", "x"], ["A", "B", "C"], [1], [[]], [{}], [""]),
    *({}, {"x": "y"}, {"x": 1}, {"contains": "x"}, {"contains": []}),
    *(dt.date(2001, 1, 1), dt.datetime(2001, 1, 1, 2), dt.time(1, 2)),  # noqa: DTZ001
]
Path = tuple[Any, ...]


def written(value: Any) -> str:
    """A value as TOML on one line."""
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {written(one)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def seen(value: Any) -> Any:
    """A value as editors see it: dates are text."""
    if isinstance(value, dict):
        return {key: seen(one) for key, one in value.items()}
    if isinstance(value, list):
        return [seen(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def read(model: dict[str, Any]) -> str | None:
    """What the reader says against a study, if anything."""
    text = "".join(f"{key} = {written(value)}\n" for key, value in model.items())
    try:
        _core.read_study("study.toml", text)
    except StudyError as error:
        return str(error)
    return None


def underlined(model: dict[str, Any]) -> list[str]:
    return [error.message for error in EDITOR.iter_errors(seen(model))]


def paths(value: Any, above: Path = ()) -> Iterator[Path]:
    inner: Any = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for key, one in inner:
        yield (*above, key)
        yield from paths(one, (*above, key))


def at(model: Any, path: Path) -> Any:
    for key in path:
        model = model[key]
    return model


PATHS = [*paths(MODEL)]
KEYS = sorted({path[-1] for path in PATHS if isinstance(path[-1], str)})


def changed(rng: random.Random) -> dict[str, Any]:
    """The study with something left out, renamed, put elsewhere or of another type."""
    model = copy.deepcopy(MODEL)
    *above, key = rng.choice(PATHS)
    held = at(model, tuple(above))
    old, how = held[key], rng.randrange(5)
    if how == 0:
        del held[key]
    elif how == 1 and isinstance(held, dict):
        held[rng.choice([*KEYS, f"{key}s"])] = held.pop(key)
    elif how == 2 and isinstance(held, list):
        held.append(copy.deepcopy(old))
    elif how == 3:
        held[key] = copy.deepcopy(at(MODEL, rng.choice(PATHS)))
    else:
        held[key] = rng.choice([*VALUES, [old]])
    return model


def test_every_key_of_the_schema_is_tried() -> None:
    tables = [SCHEMA, *SCHEMA["$defs"].values()]
    known = {key for table in tables for key in table.get("properties", ())}
    assert known - {*KEYS} == {"lower_than", "record"}
    assert read(MODEL) is None
    assert underlined(MODEL) == []


@pytest.mark.parametrize("seed", range(8))
def test_what_is_read_is_valid(seed: int) -> None:
    rng = random.Random(seed)
    tried = [changed(rng) for _ in range(80)]
    outcomes = [(read(model), underlined(model)) for model in tried]
    assert [told for fault, told in outcomes if fault is None and told] == []
    assert 0 < sum(fault is None for fault, _ in outcomes) < len(tried)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("observation", [dt.date(2000, 1, 1), dt.date(2010, 1, 1)]),
        ("observation.since", "2001"),
        ("visits.record", []),
        ("visits.dates", "days_first"),
        ("visits.dates", ["excel", "day first"]),
        ("visits.header", -1),
        ("visits.places", [";"]),
        ("visits.where.a", {"contains": []}),
        ("conventions.level", 1),
        ("conventions.level", 95),
        ("conventions.tau", 0),
        ("conventions.rules", {"A": "r"}),
        ("definition.minimum", {}),
        ("definition.ladder", ["x", "x"]),
        ("scheme.s", {}),
        ("scheme.s.true", -1),
        ("eras.path", "eras.csv"),
        ("eras.list.0", ["A", "r", "e", dt.date(2000, 1, 1)]),
        ("claim.0.id", "a b"),
        ("claim.0.says", ""),
        ("claim.0.printed", 1),
        ("claim.1.printed", "about 50"),
        ("claim.1.rounded_to", 0),
        ("claim.3.rank.place", 0),
        ("claim.3.rank", ["top", 2]),
        ("claim.5.at.dyad", ["A", "B", "C"]),
        ("claim.5.at.period", "the nineties"),
        ("claim.6.ascending", []),
        ("decisions.minimum.A", []),
        ("decisions.scheme.s.true", []),
        ("decisions.scheme.s.true", [-1.0]),
    ],
)
def test_both_refuse(key: str, value: Any) -> None:
    model = copy.deepcopy(MODEL)
    *above, last = [int(one) if one.isdigit() else one for one in key.split(".")]
    if key in {"visits.record", "eras.path"}:
        model["visits"].pop("path")
        model["eras"]["record"] = "china-dprk"
        model["eras"].pop("list")
    at(model, tuple(above))[last] = value
    assert read(model)
    assert underlined(model)
