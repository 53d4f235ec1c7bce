"""What the manual says to write in marimo and Quarto does what it says."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = (Path(__file__).parent.parent / "docs" / "howto" / "notebooks.md").read_text(
    "utf-8"
)


class App:
    """Runs cells in the order of the page, as marimo does where none goes back."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}

    def cell(self, function: Callable[..., Any]) -> Callable[..., Any]:
        taken = inspect.signature(function).parameters
        given = function(**{name: self.names[name] for name in taken})
        source = inspect.getsource(function) if given is not None else ""
        returned = source.rpartition("return ")[2].strip().strip("()").rstrip(",")
        named = [name.strip() for name in returned.split(",") if name.strip()]
        self.names |= dict(zip(named, given or (), strict=True))
        return function

    def run(self) -> None:
        """Do nothing more: every cell has run."""


def test_the_notebook_of_marimo_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = re.search(r"```python\n(import marimo.*?)```", PAGE, re.DOTALL)
    assert found
    slider = lambda *_, value, **__: SimpleNamespace(value=value)
    module: Any = SimpleNamespace(App=App, ui=SimpleNamespace(slider=slider))
    monkeypatch.setitem(sys.modules, "marimo", module)
    path = tmp_path / "visits.py"
    path.write_text(found.group(1), "utf-8")
    space: dict[str, Any] = {"__name__": "notebook"}
    exec(compile(found.group(1), str(path), "exec"), space)  # noqa: S102
    table = space["app"].names["table"].set_index("era")
    assert table.loc["Xi Jinping", "count"] == 6
    assert table.loc["Hu Jintao", "weighted_frequency"] > 6
    plt.close("all")


def test_the_cells_of_the_quarto_document_run() -> None:
    pytest.importorskip("IPython")
    cells = re.findall(r"^```\{python\}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert len(cells) == 3
    space: dict[str, Any] = {}
    for cell in cells:
        exec(compile(cell, "visits.qmd", "exec"), space)  # noqa: S102
    written = re.findall(r"`\{python\} (.*?)`", PAGE)
    assert [eval(one, space) for one in written] == [6, 1.39]
    assert space["shown"].to_markdown().startswith("| era | count | frequency |")
    plt.close("all")
