"""The report on a phone: words whole, the answer on the first screen, letters large."""

from __future__ import annotations

from typing import Any

import pytest
from page_scripts import BEYOND, BROKEN

SENTENCES = "h1, .lead, caption b, caption span, #answers th, #answers td, #answer img"


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_no_word_of_the_answers_is_broken(
    chromium: Any, reported: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 844})
    page.goto(reported)
    broken = page.evaluate(BROKEN, ["#answers table", r"[\p{L}\p{N}]+"])
    across = page.locator("#answers tbody th").first.bounding_box()["width"]
    named = page.evaluate(
        "[2, 3].map(n => getComputedStyle("
        "document.querySelector(`#answers td:nth-child(${n})`), '::before').content)"
    )
    swiped = page.evaluate("document.documentElement.scrollWidth")
    beyond = page.evaluate(BEYOND, [SENTENCES, width])
    page.close()
    assert broken == []
    assert across > 0.85 * width
    assert named == ['"printed: "', '"computed: "']
    assert beyond == []
    assert swiped <= width


UNBROKEN = """
sign => {
    const OURS = "script, style, .verdict, time";
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walk.nextNode(); node; node = walk.nextNode())
        if (node.textContent.trim() && !node.parentElement.closest(OURS))
            texts.push(node);
    texts.forEach(one => one.textContent += " " + sign.repeat(64));
    document.querySelectorAll("details").forEach(one => one.open = true);
    return texts.length;
}
"""
"""Ends every text of a page in a long word, such as a hash, and unfolds all of it."""


def test_on_a_phone_no_long_word_makes_the_page_wide(
    chromium: Any, reported: str
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(reported)
    texts = page.evaluate(UNBROKEN, "7")
    beyond = page.evaluate(BEYOND, [f"{SENTENCES}, p, li, dt, dd, figcaption", 390])
    swiped = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert texts > 300
    assert beyond == []
    assert swiped <= 390


def test_on_a_phone_the_first_screen_has_the_answer(
    chromium: Any, reported: str
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(reported)
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


def test_on_a_phone_the_letters_of_figures_can_be_read(
    chromium: Any, reported: str
) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 844})
    page.goto(reported)
    # Letters have 7.5 points at least; a picture of so many points is 4/3 as many dots.
    small = page.evaluate(LETTERS, [7.5, 0.75])
    page.set_viewport_size({"width": 390, "height": 844})
    sizes = page.evaluate(LETTERS, [7.5, 0.75])
    moved = page.evaluate(
        "[...document.querySelectorAll('.drawn')].map(one => "
        "one.tabIndex === 0 && one.scrollWidth > one.clientWidth && "
        "one.getBoundingClientRect().right <= innerWidth)"
    )
    drawn = page.locator("#answer img").count()
    page.close()
    assert drawn >= 1
    assert len(sizes) == drawn + len(moved) >= 6
    assert min(sizes) >= 9
    assert min(small) >= 8
    assert all(moved)
