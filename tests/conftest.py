"""The same tests over every kind of table."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from math import isnan
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, settings
from written_reports import REPORTED, written_report

import summitry
from summitry.frames.array_table import ArrayTable

# The same examples every time, however slow the machine is; others are drawn by
# `pytest --hypothesis-profile=new`.
settings.register_profile(
    "new", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("fixed", settings.get_profile("new"), derandomize=True)
settings.load_profile("fixed")

collect_ignore_glob = ["vectors/make_*.py", "mutants/*"]
"""Scripts that made the vectors, and `make mutants`: they need what tests do not."""

Maker = Callable[[dict[str, Any]], Any]

KINDS: dict[str, Maker] = {
    "pandas": pd.DataFrame,
    "polars": lambda columns: pl.DataFrame(columns, strict=False),
    "pyarrow": pa.table,
}


@pytest.fixture(autouse=True)
def _no_figure_stays_open() -> Iterator[None]:
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


@pytest.fixture(params=list(KINDS))
def make(request: pytest.FixtureRequest) -> Maker:
    """Make a table of one of the kinds."""
    return KINDS[request.param]


def columns_of(frame: Any) -> dict[str, list[Any]]:
    """Return a table's columns as lists, nulls as None, whatever its kind."""
    if isinstance(frame, pd.DataFrame):
        listed = {name: frame[name].tolist() for name in frame.columns}
    elif isinstance(frame, pl.DataFrame):
        listed = frame.to_dict(as_series=False)
    elif isinstance(frame, ArrayTable):
        listed = {name: values.tolist() for name, values in frame.items()}
    else:
        listed = frame.to_pydict()
    return {
        name: [_plain(value) for value in values] for name, values in listed.items()
    }


def in_pandas(frame: Any) -> Any:
    """Return a table of arrays as one of pandas, and any other as it is."""
    return frame.to_pandas() if isinstance(frame, ArrayTable) else frame


def _plain(value: Any) -> Any:
    if value is pd.NA or value is pd.NaT or (isinstance(value, float) and isnan(value)):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


@cache
def bundled(name: str) -> summitry.Study:
    """Read a bundled study once: it keeps what it has computed, so it runs once."""
    return summitry.read_study(name)


def china_dprk() -> summitry.Study:
    """Read the first bundled study once."""
    return bundled("china-dprk")


CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
"""What the program is called by those who package it; `.ci/run` looks for the same."""


def chromium_program() -> str | None:
    """Return where a Chromium is on this machine, if there is one."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((program for program in found if program), None)


CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start the system's Chromium, driven by Playwright."""
    sync = pytest.importorskip(
        "playwright.sync_api", reason="needs pip install '.[browser]'"
    )
    program = chromium_program()
    if program is None:
        pytest.skip(f"needs one of {', '.join(CHROMIUM_NAMES)} on the path")
    with sync.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the report of the first bundled study, for a browser to open."""
    return written_report(tmp_path_factory, "china-dprk")


@pytest.fixture(params=REPORTED)
def reported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Write the report of a study of each kind, for a browser to open."""
    return written_report(tmp_path_factory, request.param)
