"""The house rules: who may import whom, how large files are, what an import costs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import summitry

ROOT = Path(__file__).parent.parent
FLOORS = {
    "error": 0,
    "level": 1,
    "progress": 1,
    "count": 0,
    "draw": 1,
    "special": 2,
    "time": 2,
    "measure": 3,
    "infer": 3,
    "stress": 4,
    "study": 5,
    "python": 6,
}
RUST = sorted((ROOT / "src").rglob("*.rs"))
PYTHON = sorted((ROOT / "python" / "summitry").rglob("*.py"))


def floor_of(path: Path) -> str:
    first = path.relative_to(ROOT / "src").parts[0]
    return first.removesuffix(".rs")


@pytest.mark.parametrize("path", RUST, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_floor_imports_only_floors_below(path: Path) -> None:
    name = floor_of(path)
    if name == "lib":
        return
    text = path.read_text("utf-8")
    used = set(re.findall(r"\bcrate::([a-z_]+)\b", text))
    for other in used & set(FLOORS):
        below = FLOORS[other] < FLOORS[name] or other == name
        assert below, f"{name} imports {other}"
    if name in {"measure", "infer"}:
        siblings = set(re.findall(rf"\bcrate::{name}::([a-z_]+)", text))
        own = path.relative_to(ROOT / "src").parts[1].removesuffix(".rs")
        assert siblings <= {own}, f"{path.name} imports its siblings {siblings}"


@pytest.mark.parametrize("path", RUST, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_python_floor_knows_python(path: Path) -> None:
    if floor_of(path) not in {"python", "lib"}:
        assert not re.search(r"\b(pyo3|numpy)\b", path.read_text("utf-8"))


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_door_knows_data_frame_libraries(path: Path) -> None:
    if path.parent.name == "_frames":
        return
    tree = ast.parse(path.read_text("utf-8"))
    guarded = [
        node
        for test in ast.walk(tree)
        if isinstance(test, ast.If) and ast.unparse(test.test) == "TYPE_CHECKING"
        for node in ast.walk(test)
    ]
    names = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import) and node not in guarded
        for alias in node.names
    } | {
        str(node.module).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node not in guarded
    }
    assert not names & {"pandas", "polars", "pyarrow", "narwhals"}


def test_no_file_is_a_junk_room() -> None:
    vague = re.compile(r"^(utils?|helpers?|common|misc)$")
    names = [path.stem for path in [*RUST, *PYTHON]]
    assert not [name for name in names if vague.match(name)]


def test_every_nat_has_a_unit() -> None:
    """From numpy 2.5 on, a NaT without one warns of an error to come."""
    bare = re.compile(r"""(datetime|timedelta)64\(\s*["']NaT["']\s*\)""")
    places = [*PYTHON, *ROOT.glob("tests/*.py"), *ROOT.glob("docs/**/*.md")]
    assert not [path for path in places if bare.search(path.read_text("utf-8"))]


def test_import_is_light() -> None:
    code = (
        "import sys, numpy; before = set(sys.modules); import summitry; "
        "print(*sorted({m.split('.')[0] for m in set(sys.modules) - before}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    heavy = {"pandas", "polars", "pyarrow", "matplotlib", "narwhals", "rich"}
    assert not heavy & set(done.stdout.split())


def test_no_module_is_named_as_a_public_function() -> None:
    modules = {path.stem for path in PYTHON if path.parent.name == "summitry"}
    names = {name for name in summitry.__all__ if callable(getattr(summitry, name))}
    assert not modules & names, "a lazily loaded name must not be hidden by its module"


def test_every_public_name_is_where_it_is_said_to_be() -> None:
    listed = {name for names in summitry._HOMES.values() for name in names}
    assert listed | {"__version__", "plot"} == set(summitry.__all__)
    for name in summitry.__all__:
        assert getattr(summitry, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        summitry.nothing  # noqa: B018


ROOMS = {"ground": 0, "_frames": 1, "measures": 2, "display": 3, "stress": 4, "plot": 5}
ROOMS |= {"study": 5, "telling": 6, "report": 7, "doors": 8}
GROUND = {"_core", "_dates", "_suggestion", "exceptions"}
"""Modules that any other may use."""
DOORS = {"__init__", "__main__", "cli", "pytest_plugin"}
"""Modules that only open the way into the package."""


def room_of(name: str) -> str:
    parts = name.split(".")
    if len(parts) > 1 and parts[1] in ROOMS:
        return parts[1]
    if len(parts) == 1 or parts[1] in DOORS:
        return "doors"
    return "ground" if parts[1] in GROUND else "measures"


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_rooms_below(path: Path) -> None:
    inside = path.relative_to(ROOT / "python").with_suffix("").parts
    own = room_of(".".join(inside))
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(
            "summitry."
        ):
            other = room_of(str(node.module))
            allowed = other == own or ROOMS[other] < ROOMS[own]
            assert allowed, f"{own} imports {node.module}"


def test_every_public_name_can_be_the_first_one_used() -> None:
    code = (
        "import sys, summitry\n"
        "for home in list(summitry._HOMES):\n"
        "    for name in [m for m in sys.modules if m.startswith('summitry.')]:\n"
        "        if name != 'summitry._core': del sys.modules[name]\n"
        "    __import__(home)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
