"""Run the manual's notebooks and store what they show: ``python docs/refresh.py``."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

TESTS = Path(__file__).parent.parent / "tests"


def refresh(path: Path) -> None:
    """Run a notebook in a fresh kernel and write it back, without times or versions."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        NotebookClient(
            notebook,
            kernel_name="python3",
            record_timing=False,
            resources={"metadata": {"path": folder}},
        ).execute()
    notebook.metadata["language_info"] = {"name": "python"}
    text = nbformat.writes(notebook, indent=1)
    path.write_text(text.rstrip("\n") + "\n", "utf-8")


if __name__ == "__main__":
    # Pages find the scripts of the tests.
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, [str(TESTS), os.environ.get("PYTHONPATH")])
    )
    for found in sorted(Path(__file__).parent.rglob("*.ipynb")):
        if not {"_build", "jupyter_execute"} & set(found.parts):
            refresh(found)
