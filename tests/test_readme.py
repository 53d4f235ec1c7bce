"""The README tells the truth: its code runs, and its output is real."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from summitry.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def block_after(mark: str, language: str) -> str:
    found = re.search(
        rf"<!-- {re.escape(mark)} -->.*?```{language}\n(.*?)```", README, re.DOTALL
    )
    assert found, mark
    return found.group(1)


def printed(code: str) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102
    return out.getvalue()


@pytest.mark.parametrize("name", ["pandas", "raw list"])
def test_the_examples_print_what_is_shown(name: str) -> None:
    code = block_after(f"python: {name}", "python")
    assert printed(code).rstrip() == block_after(f"python: {name}", "text").rstrip()


def told_by(*arguments: str) -> list[str]:
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(arguments) == 0
    return out.getvalue().splitlines()


def test_the_first_screen_is_real() -> None:
    lines = told_by("run", "china-dprk")
    wanted = block_after("output: summitry run china-dprk", "text").splitlines()
    assert lines == wanted
    assert len(lines) <= 20
    assert max(map(len, lines)) <= 80


def test_the_output_of_the_main_job_is_real() -> None:
    lines = told_by("run", "china-dprk", "--full")
    shown = block_after("output: summitry run china-dprk --full", "text")
    excerpts = shown.split("[...]\n")
    for excerpt in excerpts:
        wanted = excerpt.rstrip().splitlines()
        assert wanted
        places = range(len(lines) - len(wanted) + 1)
        assert any(lines[k : k + len(wanted)] == wanted for k in places), wanted[0]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("name", ["run-command", "test-command"])
def test_the_commands_use_plain_pip(name: str) -> None:
    command = block_after(name, "sh")
    assert "python3 -m venv" in command
    assert ".venv/bin/pip install" in command


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_is_linked_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    linked = re.findall(r"\]\((?!https?://)([^)#]+)", text)
    assert linked
    assert not [path for path in linked if not (ROOT / path).exists()]


def test_the_first_lines_say_what_it_answers_and_show_it() -> None:
    begun, _, _ = README.partition("<!-- run-command -->")
    assert "How close are two governments, and did it change?" in begun
    assert re.search(r"!\[[^\]]{40,}\]\(docs/images/timeline\.png\)", begun)
