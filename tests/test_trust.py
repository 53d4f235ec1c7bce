"""The page of promises has a place for each figure, and each command exists."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "trust.md").read_text("utf-8")
TRUST: dict[str, Any] = runpy.run_path(str(ROOT / "benches" / "trust.py"))
FIGURES: dict[str, Any] = TRUST["FIGURES"]


def test_every_figure_has_its_place_and_every_place_its_command() -> None:
    places = re.findall(r"<!-- (\w+) -->\n[^<]+\n<!-- end -->", PAGE)
    assert sorted(places) == sorted(FIGURES)
    for name in places:
        assert f"`python benches/trust.py {name}" in " ".join(PAGE.split()) or name in {
            "core",
            "newest",
        }


@pytest.mark.parametrize("name", FIGURES)
def test_what_is_measured_can_be_run(name: str) -> None:
    words = FIGURES[name].command.split()
    made = re.findall(r"^([a-z ]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    if words[0] == "make":
        assert words[1] in " ".join(made).split()
    for word in words:
        if word.endswith(".py"):
            assert (ROOT / word).is_file()


@pytest.mark.parametrize(
    ("name", "output", "figure"),
    [
        (
            "studies",
            "9 studies with 40 claims compared, 1 left out, 0 differences in 0 studies",
            "9 random studies with 40 claims, 0 differences",
        ),
        ("suite", "1 skipped\n7282 passed, 3 skipped in 300 s", "7282 tests passed"),
        (
            "same",
            f"{'a' * 64} b/1.whl\n{'a' * 64} b/2.whl\n",
            f"one wheel: SHA-256 `{'a' * 64}`",
        ),
    ],
)
def test_a_figure_is_read_from_what_a_command_prints(
    name: str, output: str, figure: str
) -> None:
    (*_, last) = re.findall(FIGURES[name].pattern, output)
    parts = (last,) if isinstance(last, str) else last
    assert FIGURES[name].shown.format(*parts).endswith(figure)


def test_declared_versions_are_those_of_the_recipe() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    recipe = (ROOT / ".ci" / "conda" / "meta.yaml").read_text("utf-8")
    for needed in project["dependencies"]:
        name, _, floor = needed.partition(">=")
        assert f"- {name} >={floor}\n" in recipe
    assert f"- python {project['requires-python']}\n" in recipe


def test_workflows_pin_what_they_use() -> None:
    for file in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        text = file.read_text("utf-8")
        used = re.findall(r"uses: (\S+)", text)
        assert used
        assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one) for one in used)
        assert "\npermissions: {}\n" in text
