"""The report in a real browser: no error, no request, and readable by everybody."""

from __future__ import annotations

from math import isnan
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_accessibility_checker_finds_nothing(
    chromium: Any, address: str, scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    context = chromium.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    found = axe.Axe().run(page).response
    context.close()
    assert [violation["id"] for violation in found["violations"]] == []
    assert len(found["passes"]) > 15


BEYOND = """
([selector, edge]) => [...document.querySelectorAll(selector)]
    .filter(one => one.getBoundingClientRect().right > edge + 1)
    .map(one => one.textContent.slice(0, 60))
"""
"""The text of the elements that end on the right of an edge."""


def test_nothing_is_cut_off_on_paper(chromium: Any, address: str) -> None:
    # What A4 leaves between margins of 12 mm, at 96 dots an inch.
    width = round((210 - 24) / 25.4 * 96)
    page = chromium.new_page(viewport={"width": width, "height": 1000})
    page.goto(address)
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


def test_on_paper_it_is_a_booklet(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.goto(address)
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    page.close()
    assert 20 < printed.count(b"/Type /Page\n") <= 38


RED = "h1,h2,h3,caption,caption *,thead th,summary{color:rgb(254,0,0)!important}"
"""Marks what belongs to something below it, so that it is found on paper."""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_page_ends_with_a_heading(chromium: Any, address: str, paper: str) -> None:
    mu = pytest.importorskip("pymupdf", reason="needs pip install '.[browser]'")
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address)
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


BROKEN = """
([selector, pattern]) => [...document.querySelectorAll(selector)].flatMap(place => {
    const found = [];
    const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        for (const part of node.textContent.matchAll(new RegExp(pattern, "gu"))) {
            const range = document.createRange();
            range.setStart(node, part.index);
            range.setEnd(node, part.index + part[0].length);
            const boxes = [...range.getClientRects()].filter(box => box.width > 0);
            if (new Set(boxes.map(box => Math.round(box.top))).size > 1)
                found.push(part[0]);
        }
    }
    return found;
})
"""
"""The parts of a text that match and stand on more than one line."""


@pytest.mark.parametrize("millimetres", [210, 215.9])
def test_on_paper_days_numbers_and_intervals_stay_whole(
    chromium: Any, address: str, millimetres: float
) -> None:
    width = round((millimetres - 24) / 25.4 * 96)
    page = chromium.new_page(viewport={"width": width, "height": 1000})
    page.goto(address)
    page.emulate_media(media="print")
    days = page.evaluate(
        BROKEN, ["main :is(p, li, th, td, dd)", r"\d{4}-\d\d(-\d\d)?(?![\w-])"]
    )
    number = r"\d+\.\d+|\[[\d., %]+\]"
    numbers = page.evaluate(BROKEN, ["td.n", number])
    page.close()
    assert (days, numbers) == ([], [])


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
            else:
                assert text == found.verdict(name, picked)
        rates = (
            table.nth(0).locator("tbody tr:visible td:nth-child(2)").all_inner_texts()
        )
        wanted = [f"{one:.2f}" for one in found.frequencies[cell] if not isnan(one)]
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
