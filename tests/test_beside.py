"""What the manual says of lifelines is what lifelines says, where it is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def test_lifelines_says_what_the_page_shows() -> None:
    lifelines = pytest.importorskip("lifelines")
    if lifelines.__version__ != "0.30.3":
        pytest.skip("the page speaks of lifelines 0.30.3")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(DOCS / "beside_lifelines.py")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"```text\n{done.stdout}```" in (DOCS / "beside.md").read_text("utf-8")
