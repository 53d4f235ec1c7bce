"""Tables as LaTeX: one float with its caption and notes, or one table over pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from conftest import china_dprk

import summitry
from summitry.frames import Table
from summitry.output.readable import Title
from summitry.output.shown import Shown
from summitry.output.text_table import whole_table

if TYPE_CHECKING:
    from pathlib import Path


def test_latex_of_a_wide_table_is_one_float_with_its_caption_and_notes() -> None:
    table = {f"a_rather_long_name_{k}": [k + 0.5] * 3 for k in range(9)}
    made = summitry.show(table, title="Wide", caption="Mine.").to_latex()
    (inside,) = re.findall(r"\\begin{table}(.*)\\end{table}", made, re.DOTALL)
    assert inside.count(r"\begin{tabular}") > 1
    assert inside.index(r"\caption{Wide}") < inside.index(r"\begin{tabular}")
    assert inside.rindex("Mine.") > inside.rindex(r"\end{tabular}")
    assert made.count(r"\caption") == 1


@pytest.mark.parametrize("rows", [36, 37, 120])
def test_latex_of_a_long_table_goes_over_pages(rows: int) -> None:
    made = summitry.show(
        {"n": [*range(rows)]}, title="Long", caption="Mine."
    ).to_latex()
    long = rows > 36
    assert made.count(r"\begin{longtable}") == made.count(r"\endhead") == long
    assert made.count(r"\begin{table}") == 1 - long
    assert made.count(r"\caption{Long}") == made.count("Mine.") == 1
    assert len(re.findall(r"^\d+ \\\\$", made, re.MULTILINE)) == rows


def test_latex_makes_a_title_above_a_table_its_caption() -> None:
    made = summitry.show(china_dprk().claims).to_latex()
    assert r"\paragraph" not in made
    grid = whole_table(Table({"n": [1]}, "table"))
    titled = Shown([Title("What it is"), grid, Title("Alone")])
    made = titled.to_latex()
    assert r"\caption{What it is}" in made
    assert r"\paragraph{Alone}" in made


@pytest.mark.skipif(shutil.which("lualatex") is None, reason="no LaTeX here")
@pytest.mark.parametrize("rows", [2, 90])
def test_latex_can_be_set(rows: int, tmp_path: Path) -> None:
    table: dict[str, Any] = {
        "era": ["Hu & Xi_50%"] * rows,
        "says": ["So it is said. " * 9] * rows,
    }
    table |= {f"number {k}": [k + 0.5] * rows for k in range(9)}
    made = summitry.show(table, title="All", caption="Mine.").to_latex()
    head = r"\documentclass{article}\usepackage{booktabs,longtable}\begin{document}"
    (tmp_path / "a.tex").write_text(f"{head}\n{made}\\end{{document}}", "utf-8")
    done = subprocess.run(
        ["lualatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Overfull" not in done.stdout
