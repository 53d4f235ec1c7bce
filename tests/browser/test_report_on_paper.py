"""The report on paper: nothing cut off, no heading left alone, no number broken."""

from __future__ import annotations

from typing import Any

import pytest
from page_scripts import BEYOND, BROKEN

import summitry


def test_nothing_is_cut_off_on_paper(chromium: Any, reported: str) -> None:
    # What A4 leaves between margins of 12 mm, at 96 dots an inch.
    width = round((210 - 24) / 25.4 * 96)
    page = chromium.new_page(viewport={"width": width, "height": 1000})
    page.goto(reported)
    page.emulate_media(media="print")
    beyond = page.evaluate(BEYOND, ["th, td, img, pre, p, dd", width])
    hidden = page.evaluate(
        "[...document.querySelectorAll('.summitry, pre')]"
        ".filter(one => one.scrollWidth > one.clientWidth + 1).length"
    )
    links = page.locator("nav").is_visible()
    page.close()
    assert (beyond, hidden, links) == ([], 0, False)


def test_what_is_folded_on_a_screen_is_open_on_paper(
    chromium: Any, address: str
) -> None:
    page = chromium.new_page()
    page.goto(address)
    last = page.locator("#receipts tbody tr").last
    seen = [last.is_visible()]
    page.emulate_media(media="print")
    seen.append(last.evaluate("one => one.getBoundingClientRect().height") > 0)
    page.close()
    assert seen == [False, True]


def test_on_paper_a_note_is_parted_from_the_source_before_it(
    chromium: Any, address: str
) -> None:
    page = chromium.new_page()
    page.goto(address)
    parting = "one => getComputedStyle(one, '::before').content"
    note = page.locator("#receipts .note").first
    seen = [note.evaluate(parting)]
    page.emulate_media(media="print")
    seen.append(note.evaluate(parting))
    page.close()
    assert seen == ["none", '"; "']


def test_on_paper_it_is_a_booklet(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.goto(address)
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    page.close()
    assert 20 < printed.count(b"/Type /Page\n") <= 38


RED = "h1,h2,h3,caption,caption *,thead th,summary{color:rgb(254,0,0)!important}"
"""Marks what belongs to something below it, so that it is found on paper."""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_page_ends_with_a_heading(chromium: Any, reported: str, paper: str) -> None:
    mu = pytest.importorskip("pymupdf", reason="needs pip install '.[browser]'")
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(reported)
    page.add_style_tag(content=RED)
    printed = mu.open(stream=page.pdf(format=paper))
    context.close()
    ends = []
    for number, sheet in enumerate(printed, start=1):
        blocks = sheet.get_text("dict")["blocks"]
        lines = [line for block in blocks for line in block.get("lines", [])]
        spans = [one for line in lines for one in line["spans"] if one["text"].strip()]
        low = max(one["bbox"][3] for one in spans)
        last = [one for one in spans if one["bbox"][3] > low - 4]
        ends += [(number, one["text"]) for one in last if one["color"] == 0xFE0000]
    assert ends == []


def test_on_paper_days_numbers_and_intervals_stay_whole(
    chromium: Any, reported: str
) -> None:
    page = chromium.new_page()
    page.goto(reported)
    page.emulate_media(media="print")
    number = r"\d+\.\d+|\[[\d., %]+\]"
    day = r"\d{4}-\d\d(-\d\d)?(?![\w-])"
    broken = []
    for millimetres in (210, 215.9):
        width = round((millimetres - 24) / 25.4 * 96)
        page.set_viewport_size({"width": width, "height": 1000})
        broken += page.evaluate(BROKEN, ["main :is(p, li, th, td, dd)", day])
        broken += page.evaluate(BROKEN, ["td.n", number])
    page.close()
    assert broken == []


NOTED = """
() => {
    const table = [...document.querySelectorAll(".summitry table")]
        .find(one => one.querySelectorAll("tr").length > 40);
    const note = table.caption.appendChild(document.createElement("span"));
    note.textContent = "Not tested: one against another. ".repeat(150);
    document.querySelectorAll("caption").forEach((caption, number) => {
        caption.style.color = `rgb(${number + 1},254,0)`;
        const row = caption.parentElement.tBodies[0].rows[0];
        for (const one of row.querySelectorAll("*")) one.style.color = "inherit";
        row.style.color = `rgb(${number + 1},0,254)`;
    });
}
"""
"""Gives a long table a long note, and each note and its first row a colour."""


def test_on_paper_a_note_stands_whole_above_the_first_row(
    chromium: Any, address: str
) -> None:
    mu = pytest.importorskip("pymupdf", reason="needs pip install '.[browser]'")
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.add_style_tag(
        content="#receipts{display:none}caption *{color:inherit!important}"
    )
    page.evaluate(NOTED)
    printed = mu.open(stream=page.pdf(format="A4", prefer_css_page_size=True))
    context.close()
    places: dict[int, set[int]] = {}
    for number, sheet in enumerate(printed, start=1):
        for block in sheet.get_text("dict")["blocks"]:
            for line in block.get("lines", []):
                for one in line["spans"]:
                    red, rest = divmod(one["color"], 1 << 16)
                    if rest in (0xFE00, 0xFE) and red:
                        places.setdefault(red, set()).add(number)
    assert len(places) > 10
    assert [red for red, pages in places.items() if len(pages) > 1] == []


def test_on_paper_it_says_how_it_is_cited(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    part = page.locator("#cite")
    said = part.locator("li").all_inner_texts()
    shown = part.locator("pre").evaluate("one => one.getBoundingClientRect().height")
    page.close()
    version = summitry.__version__
    assert len(said) == 2
    assert said[0].startswith("The summitry developers (2026). summitry: How close")
    assert said[0].endswith(f"version {version}.")
    assert "High-level visits between China and North Korea since 1953." in said[1]
    assert shown > 100
