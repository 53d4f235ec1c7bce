"""The report on a phone: words whole, the answer on the first screen, letters large."""

from __future__ import annotations

from typing import Any

import pytest
from page_scripts import BEYOND, BROKEN


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_no_word_of_the_answers_is_broken(
    chromium: Any, address: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 844})
    page.goto(address)
    broken = page.evaluate(BROKEN, ["#answers table", r"[\p{L}\p{N}]+"])
    across = page.locator("#answers tbody th").first.bounding_box()["width"]
    named = page.evaluate(
        "[2, 3].map(n => getComputedStyle("
        "document.querySelector(`#answers td:nth-child(${n})`), '::before').content)"
    )
    swiped = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert broken == []
    assert across > 0.85 * width
    assert named == ['"printed: "', '"computed: "']
    assert swiped <= width


def test_on_a_phone_sentences_and_verdicts_are_seen_whole(
    chromium: Any, address: str
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(address)
    beyond = page.evaluate(
        BEYOND,
        [
            "h1, .lead, caption b, caption span, #answers th, #answers td, #answer img",
            390,
        ],
    )
    swiped = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert beyond == []
    assert swiped <= 390


def test_on_a_phone_the_first_screen_has_the_answer(
    chromium: Any, address: str
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(address)
    safest = page.locator("#answer li").first.bounding_box()
    contents = page.locator("nav").bounding_box()
    page.close()
    assert safest["y"] + safest["height"] <= 844
    assert contents["y"] > safest["y"]


LETTERS = """
([smallest, points]) => [...document.images].map(one =>
    one.getBoundingClientRect().width / (one.naturalWidth * points) * smallest)
"""
"""How large the smallest letters of each figure are on the screen."""


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_letters_of_figures_can_be_read(
    chromium: Any, address: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 844})
    page.goto(address)
    # Letters have 7.5 points at least; a picture of so many points is 4/3 as many dots.
    sizes = page.evaluate(LETTERS, [7.5, 0.75])
    moved = page.evaluate(
        "[...document.querySelectorAll('.drawn')].map(one => "
        "one.tabIndex === 0 && one.scrollWidth > one.clientWidth && "
        "one.getBoundingClientRect().right <= innerWidth)"
    )
    first = page.locator("#answer img").bounding_box()
    page.close()
    assert len(sizes) == 7
    assert min(sizes) >= (9 if width == 390 else 8)
    assert moved == [True] * 6
    assert first["x"] + first["width"] <= width
