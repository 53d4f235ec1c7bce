"""The house rules: who may import whom, how large files are, what an import costs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import summitry

ROOT = Path(__file__).parent.parent
GROUND = ("error", "word", "progress", "threads", "sorting")
RUST_ROOMS = (
    *GROUND,
    "special",
    "time",
    "random",
    "sources",
    "measure",
    "infer",
    "claims",
    "robustness",
    "study",
    "python",
)
"""The rooms of the core; each uses only rooms that stand before it."""
PYTHON_ROOMS = (
    "_core",
    "exceptions",
    "frames",
    "output",
    "sources",
    "measure",
    "infer",
    "claims",
    "robustness",
    "datasets",
    "study",
    "plot",
    "report",
    "facade",
    "doors",
)
"""The rooms of the package, likewise. A study names bundled records."""
DOORS = {"__init__", "__main__", "cli", "pytest_plugin", "spark"}
"""Modules that only open the way into the package."""
RUST = sorted((ROOT / "src").rglob("*.rs"))
PYTHON = sorted((ROOT / "python" / "summitry").rglob("*.py"))
TESTS = sorted(
    path for path in (ROOT / "tests").rglob("*") if path.suffix in {".py", ".rs"}
)


def rust_room(path: Path) -> str:
    return path.relative_to(ROOT / "src").parts[0].removesuffix(".rs")


@pytest.mark.parametrize("path", RUST, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_rust_room_uses_only_rooms_before_it(path: Path) -> None:
    name = rust_room(path)
    if name == "lib":
        return
    used = set(re.findall(r"\bcrate::([a-z_]+)\b", path.read_text("utf-8")))
    for other in used & set(RUST_ROOMS):
        before = RUST_ROOMS.index(other) < RUST_ROOMS.index(name)
        assert before or other == name or {name, other} <= set(GROUND), other
    if name in {"measure", "infer"}:
        text = path.read_text("utf-8")
        siblings = set(re.findall(rf"\bcrate::{name}::([a-z_]+)", text))
        own = path.relative_to(ROOT / "src").parts[1].removesuffix(".rs")
        assert siblings <= {own}, f"{path.name} imports its siblings {siblings}"


@pytest.mark.parametrize("path", RUST, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_boundary_knows_python(path: Path) -> None:
    if rust_room(path) not in {"python", "lib"}:
        assert not re.search(r"\b(pyo3|numpy)\b", path.read_text("utf-8"))


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_door_knows_data_frame_libraries(path: Path) -> None:
    if path.parent.name == "frames":
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


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_claims_know_the_keys_of_a_study_file(path: Path) -> None:
    """Everybody else asks a claim what it says; one file writes claims down again."""
    reads = re.search(r"\b(claim|one|c)\.form\b", path.read_text("utf-8"))
    if path.parent.name != "claims" and path.name != "declared.py":
        assert not reads


def test_no_file_is_a_junk_room() -> None:
    vague = re.compile(r"^(utils?|helpers?|common|misc)$")
    names = [path.stem for path in [*RUST, *PYTHON, *TESTS]]
    assert not [name for name in names if vague.match(name)]


def test_every_file_is_read_in_one_go() -> None:
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in [*RUST, *PYTHON, *TESTS]
    }
    assert {name: size for name, size in sizes.items() if size > 350} == {}


def test_every_nat_has_a_unit() -> None:
    """From numpy 2.5 on, a NaT without one warns of an error to come."""
    bare = re.compile(r"""(datetime|timedelta)64\(\s*["']NaT["']\s*\)""")
    places = [*PYTHON, *TESTS, *ROOT.glob("docs/**/*.md")]
    assert not [path for path in places if bare.search(path.read_text("utf-8"))]


def test_import_is_light() -> None:
    code = (
        "import sys, numpy; before = set(sys.modules); import summitry; "
        "print(*sorted({m.split('.')[0] for m in set(sys.modules) - before}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    heavy = {"pandas", "polars", "pyarrow", "matplotlib", "narwhals"}
    assert not heavy & set(done.stdout.split())


def test_every_public_name_is_where_it_is_said_to_be() -> None:
    for name in summitry.__all__:
        assert getattr(summitry, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        getattr(summitry, "nothing")  # noqa: B009


def python_room(name: str) -> str:
    parts = name.split(".")
    if len(parts) == 1 or parts[1] in DOORS:
        return "doors"
    return parts[1]


def test_every_room_has_its_place() -> None:
    rooms = {
        python_room(".".join(path.relative_to(ROOT / "python").with_suffix("").parts))
        for path in PYTHON
    }
    assert rooms <= set(PYTHON_ROOMS)
    assert {rust_room(path) for path in RUST} <= {*RUST_ROOMS, "lib"}


def imported(tree: ast.AST) -> set[str]:
    """Every module that a file imports, inside functions and for types as well."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("summitry.")}


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_rooms_before_it(path: Path) -> None:
    inside = path.relative_to(ROOT / "python").with_suffix("").parts
    own = python_room(".".join(inside))
    for name in imported(ast.parse(path.read_text("utf-8"))):
        other = python_room(name)
        before = PYTHON_ROOMS.index(other) < PYTHON_ROOMS.index(own)
        assert before or other == own, f"{own} imports {name}"


def circles(graph: dict[str, set[str]]) -> list[str]:
    """Files that use each other, directly or by way of others."""
    left = {name: others & graph.keys() - {name} for name, others in graph.items()}
    # One that uses none that is left is on no circle, nor is one that none uses.
    while off := {name for name, others in left.items() if not others} or (
        left.keys() - set().union(*left.values())
    ):
        left = {name: left[name] - off for name in left.keys() - off}
    return sorted(left)


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {}
    for path in PYTHON:
        parts = path.relative_to(ROOT / "python").with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        # A folder's own file only hands its files on.
        folders = {name.rpartition(".")[0]}
        graph[name] = imported(ast.parse(path.read_text("utf-8"))) - folders
    assert circles(graph) == []


def rust_module(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return "::".join(part for part in parts if part != "mod")


def named_in(use: str) -> list[str]:
    """Every path that one `use` names, without its braces."""
    start, brace, rest = re.sub(r"\s+", "", use).partition("{")
    if not brace:
        return [start.partition(" as ")[0]]
    parts, depth = [""], 0
    for char in rest.removesuffix("}"):
        depth += (char == "{") - (char == "}")
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [start + one for part in parts if part for one in named_in(part)]


def rust_uses(code: str) -> list[list[str]]:
    """The paths that a file of the core names, in `use` and amid its code."""
    code = re.sub(r"//.*", "", code)
    uses = re.findall(r"^ *(?:pub\S* )?use ([^;]+);", code, re.MULTILINE)
    inline = re.findall(r"\b(?:crate|super)(?:::\w+)+", code)
    return [one.split("::") for use in uses for one in named_in(use)] + [
        one.split("::") for one in inline
    ]


def test_no_rust_modules_use_each_other_in_a_circle() -> None:
    files = {rust_module(path): path for path in RUST}
    graph: dict[str, set[str]] = {name: set() for name in files}
    for name, path in files.items():
        own = name.split("::")
        for first, *rest in rust_uses(path.read_text("utf-8")):
            up = rest.count("super")
            at = {"crate": [], "self": own, "super": own[:-1]}.get(first, [*own, first])
            parts = [*at[: len(at) - up], *rest[up:]]
            while parts and "::".join(parts) not in files:
                parts.pop()
            if parts and not name.startswith("::".join(parts)):
                graph[name].add("::".join(parts))
    assert circles(graph) == []


FIRST = """
import os, sys
import narwhals, numpy, pandas
failed = []
for name in sys.argv[1:]:
    # A process of its own for each, in which nothing of the package is there yet.
    child = os.fork()
    if not child:
        import summitry
        getattr(summitry, name)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        failed.append(name)
print(*failed)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
def test_every_public_name_can_be_the_first_one_used() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST, *summitry.__all__],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert done.stdout.split() == [], done.stderr
