"""The manual tells the truth: every notebook under docs/ runs in a fresh kernel."""

from __future__ import annotations

import doctest
import json
import os
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

DOCS = Path(__file__).parent.parent / "docs"
README = DOCS.parent / "README.md"
OPTIONS = r"(?:---\n.*?^---\n|(?::\w[^\n]*\n)*)"
CELL = re.compile(
    rf"^```\{{code-cell\}}\n{OPTIONS}(.*?)^```$", re.MULTILINE | re.DOTALL
)
MADE = {"_build", "jupyter_execute"}
SOURCES = [
    path
    for path in sorted(DOCS.rglob("*"))
    if path.suffix in {".md", ".ipynb"} and not MADE & set(path.parts)
]
PAGES = [
    path
    for path in SOURCES
    if path.suffix == ".ipynb" or "file_format: mystnb" in path.read_text("utf-8")[:200]
]
TEXTS = [
    path for path in SOURCES if path not in PAGES and ">>> " in path.read_text("utf-8")
]


def notebook_of(path: Path) -> nbformat.NotebookNode:
    """Read a notebook, or the code cells of a page in Markdown."""
    if path.suffix == ".ipynb":
        found: nbformat.NotebookNode = nbformat.read(path, as_version=4)
        return found
    cells = CELL.findall(path.read_text("utf-8"))
    assert cells, f"{path.name} has no code cell"
    made: nbformat.NotebookNode = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_code_cell(code) for code in cells]
    return made


def texts(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what cells print and show as text; figures are left out."""
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    return [
        out.text if out.output_type == "stream" else out.data["text/plain"]
        for out in outputs
        if out.output_type in {"stream", "execute_result"}
    ]


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Execute a notebook in a fresh kernel, away from the sources, beside the tests."""
    client = NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    found = [str(Path(__file__).parent), os.environ.get("PYTHONPATH")]
    there = {"PYTHONPATH": os.pathsep.join(filter(None, found))}
    return client.execute(env=os.environ | there)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_runs_without_a_warning(path: Path, tmp_path: Path) -> None:
    # Without what builds the manual the pages are left to `make docs`, which runs them.
    pytest.importorskip("myst_nb")
    found = run(notebook_of(path), tmp_path)
    outputs = [out for cell in found.cells for out in cell.get("outputs", [])]
    said = [out.text for out in outputs if out.get("name") == "stderr"]
    assert outputs
    assert not said
    if path.suffix == ".ipynb":
        stored, fresh = texts(notebook_of(path)), texts(found)
        assert stored == fresh, "run python docs/refresh.py"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_examples_in_a_text_are_true(path: Path) -> None:
    failed, tried = doctest.testfile(str(path), module_relative=False)
    assert tried
    assert not failed


def test_the_manual_lists_every_table_of_a_study_file() -> None:
    page = (DOCS / "api" / "study-file.md").read_text("utf-8")
    schema = files("summitry") / "study" / "study.schema.json"
    tables = json.loads(schema.read_text("utf-8"))["$defs"]
    named = {name for name, one in tables.items() if "properties" in one}
    listed = set(re.findall(r"^```\{study-keys\} (\w+)$", page, re.MULTILINE))
    assert listed == named - {"Part"}


def test_the_page_on_installing_lists_every_extra_with_its_packages() -> None:
    page = (DOCS / "install.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", page, re.MULTILINE)
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))
    assert {name: re.findall("`([^`]+)`", packages) for name, _, packages in rows} == (
        project["project"]["optional-dependencies"]
    )
    assert all(use.strip() for _, use, _ in rows)


def test_no_page_installs_what_no_index_has_yet() -> None:
    for path in (*SOURCES, README):
        told = path.read_text("utf-8")
        if path.name == "install.md":
            told = told.replace('`pip install\n"summitry[plot,excel,word]"`, asks', "")
        assert not re.search(r"pip install\s+[\"']?summitry(?!-)\b", told), path.name


def test_a_picture_that_goes_into_word_has_words() -> None:
    for path in SOURCES:
        told = path.read_text("utf-8")
        assert told.count("add_picture(") == told.count('docPr.set("descr", ')


def test_every_plot_of_a_notebook_is_shown(tmp_path: Path) -> None:
    first = "import summitry\nlags = {'lag': [3, 9], 'observed': [True, False]}"
    plot = "summitry.plot.lag_curve(summitry.lag_curve(lags));"
    made: nbformat.NotebookNode = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_code_cell(code) for code in (first, plot, plot)]
    cells = run(made, tmp_path).cells
    assert ["image/png" in cell.outputs[0].data for cell in cells[1:]] == [True, True]
