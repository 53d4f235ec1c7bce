"""The report in a real browser: no error, no request, and readable by everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import summitry

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("report") / "report.html"
    summitry.read_study("china-dprk").report(file)
    return file.as_uri()


def test_it_asks_for_nothing_and_logs_nothing(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert page.locator("h1").inner_text() == "China and North Korea, 1953 to 2017"
    assert page.locator("table").count() > 10
    assert page.locator("img").count() == 7
    broken = page.evaluate(
        "[...document.images].filter(i => !(i.complete && i.naturalWidth)).length"
    )
    page.close()
    assert broken == 0
    assert told == []
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []


def test_an_accessibility_checker_finds_nothing(chromium: Any, address: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    found = axe.Axe().run(page).response
    context.close()
    assert [violation["id"] for violation in found["violations"]] == []
    assert len(found["passes"]) > 15
