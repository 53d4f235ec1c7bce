"""A notebook in a real JupyterLab: an empty kernel, tables and plots on the screen."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SETUP = """\
import summitry
from summitry import plot
study = summitry.read_study("china-dprk")
tables = study.run().tables
columns = ["era", "years", "count", "frequency"]"""
CELLS = [
    SETUP,
    "summitry.show(tables['frequency_joint'], title='Both leaders', columns=columns)",
    "plot.frequency(tables['frequency']);",
    "study.check()",
    "widget = study.explore(); widget",
]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    pytest.importorskip("jupyterlab", reason="needs pip install '.[browser]'")
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [],
            "source": code,
        }
        for number, code in enumerate(CELLS)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "visits.ipynb").write_text(json.dumps(notebook), "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--port={port}", "--ip=127.0.0.1", "--IdentityProvider.token="]
    quiet = {
        "JUPYTER_CONFIG_DIR": str(tmp_path / "c"),
        "JUPYTER_DATA_DIR": str(tmp_path / "d"),
    }
    server = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=os.environ | quiet,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"{address}/api")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail("JupyterLab did not start")


def test_tables_and_plots_are_on_the_screen(
    chromium: Any, lab: str, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": 1200, "height": 2600})
    page.goto(f"{lab}/lab/tree/visits.ipynb")
    page.wait_for_selector(".jp-Notebook", timeout=90_000)
    page.wait_for_timeout(3_000)
    page.locator(".jp-Notebook").click()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_selector(".jp-OutputArea img", timeout=90_000)
    page.wait_for_selector(".jp-OutputArea .summitry >> nth=1", timeout=90_000)
    shot = Path(os.environ.get("SUMMITRY_SHOT", tmp_path / "lab.png"))
    page.screenshot(path=shot)
    tables = page.locator(".jp-OutputArea .summitry table")
    assert tables.count() >= 2
    assert "Xi Jinping and Kim Jong Un" in tables.first.inner_text()
    assert "not reproduced" in tables.nth(1).inner_text()
    sides = "e => [...e.querySelectorAll('td')].map(c => getComputedStyle(c).textAlign)"
    assert set(tables.nth(1).evaluate(sides)) == {"left"}
    assert page.locator(".jp-OutputArea img").first.bounding_box()["width"] > 300
    assert page.locator(".jp-OutputArea [data-mime-type*=error]").count() == 0
    assert shot.stat().st_size > 20_000
    view = page.locator(".jp-OutputArea").filter(has=page.locator(".choices")).last
    verdicts = view.locator("tbody .verdict")
    page.wait_for_selector(".told:not(:empty)", timeout=90_000)
    before = verdicts.all_inner_texts()
    assert len(before) == 28
    missed = view.locator("label").filter(has_text="may have missed")
    for _ in range(3):
        missed.locator("input").press("ArrowRight")
    page.wait_for_function(
        "() => document.querySelector('.told').textContent.includes('from the study')"
    )
    assert missed.locator("output").inner_text() == "3"
    assert "missed visits could change it" in " ".join(verdicts.all_inner_texts())
    page.close()
