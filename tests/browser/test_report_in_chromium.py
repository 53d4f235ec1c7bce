"""The report in a real browser: no error, no request, and readable by everybody."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest

import summitry
from summitry.robustness.exploration import NOT_TRIED


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


def test_no_table_hides_a_column_on_a_desk(chromium: Any, reported: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(reported)
    hidden = page.evaluate(
        "document.querySelectorAll('details').forEach(one => one.open = true);"
        "[...document.querySelectorAll('.summitry')]"
        ".filter(one => one.scrollWidth > one.clientWidth)"
        ".map(one => one.getAttribute('aria-label'))"
    )
    page.close()
    assert hidden == []


def test_an_accessibility_checker_finds_nothing(chromium: Any, reported: str) -> None:
    found = checked(chromium, reported, "light", {})
    assert [one["id"] for one in found["violations"]] == []
    assert len(found["passes"]) > 15


def test_nor_does_it_in_the_dark(chromium: Any, address: str) -> None:
    # In the dark nothing but colours is otherwise, and all pages have the same.
    colours = {"runOnly": ["color-contrast", "link-in-text-block"]}
    found = checked(chromium, address, "dark", colours)
    assert [one["id"] for one in found["violations"]] == []
    assert "color-contrast" in [one["id"] for one in found["passes"]]


def checked(chromium: Any, address: str, scheme: str, options: Any) -> Any:
    """Return what the accessibility checker says of a page."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    context = chromium.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    found = axe.Axe().run(page, options=options).response
    context.close()
    return found


@pytest.mark.parametrize("width", [1000, 1280])
def test_a_verdict_that_could_change_stays_in_its_column(
    chromium: Any, address: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    label = "visits that the record may have missed"
    control = page.locator(".choices label").filter(has_text=label)
    control.locator("input").press("End")
    beyond = page.evaluate(
        "[...document.querySelectorAll('#explore .verdict')].filter(one => "
        "one.getBoundingClientRect().right > "
        "one.closest('td').getBoundingClientRect().right)"
        ".map(one => one.textContent)"
    )
    shaken = page.locator("#explore .verdict", has_text="could change it").count()
    page.close()
    assert shaken > 0
    assert beyond == []


def chosen(page: Any, label: str, choice: str) -> None:
    """Choose by hand, as a reader does."""
    control = page.locator(".choices label").filter(has_text=label).first
    if control.locator("select").count():
        control.locator("select").select_option(label=choice)
        return
    slider = control.locator("input")
    for key in ("Home", *["ArrowRight"] * 20):
        slider.press(key)
        if control.locator("output").inner_text() == choice:
            return
    pytest.fail(f"no {choice} of {label}")


def test_a_reader_tries_other_ways_to_count(chromium: Any, address: str) -> None:
    study = summitry.read_study("china-dprk")
    page = chromium.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    found = study.exploration

    def agrees(picked: dict[str, str], missed: int = 0) -> None:
        cell = found.cell(picked)
        table = page.locator("#explore-view table")
        said = table.nth(1).locator("tbody .verdict").all_inner_texts()
        for text, name, fewest in zip(
            said, found.claims, found.missed[cell].tolist(), strict=True
        ):
            if 0 < fewest <= missed and found.verdict(name, picked) != "not determined":
                visits = "visit" if fewest == 1 else "visits"
                assert (
                    text == f"not determined ({fewest} missed {visits} could change it)"
                )
            elif missed and fewest == NOT_TRIED:
                untried = f"{found.verdict(name, picked)} (missed visits not tried)"
                assert text == untried
            else:
                assert text == found.verdict(name, picked)
        rates = (
            table.nth(0).locator("tbody tr:visible td:nth-child(2)").all_inner_texts()
        )
        numbers = [one for one in found.frequencies[cell] if not isnan(one)]
        wanted = [f"{one:#.2g}" if 0 < one < 0.1 else f"{one:.2f}" for one in numbers]
        assert rates == wanted

    agrees({})
    assert "as in the study" in page.locator("#explore .told").inner_text()
    chosen(page, "weight of a summit", "5")
    chosen(page, "unclear visits", "counted")
    picked = {"scheme": "5", "unclear": "counted"}
    agrees(picked)
    chosen(page, "visitors who count", "deputy heads and above")
    chosen(page, "eras of China", "paramount")
    picked |= {"definition": "deputy heads and above", "rule_CHN": "paramount"}
    agrees(picked)
    for missed in ("1", "20", "3"):
        chosen(page, "visits that the record may have missed", missed)
        agrees(picked, int(missed))
    assert "from the study" in page.locator("#explore .told").inner_text()
    page.get_by_role("button", name="as the study has it").click()
    agrees({})
    page.close()
    assert faults == []


def test_without_scripts_the_page_stays_whole(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert "needs scripts" in page.locator("#explore").inner_text()
    assert page.locator("#answers table").is_visible()
    context.close()
