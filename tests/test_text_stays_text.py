"""Text of others in tables: it stays text on a screen, in HTML and in a spreadsheet."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st
from shown_eras import ERAS

import summitry
from summitry.output.escape import html, prose, safe_link, spreadsheet, visible
from summitry.output.shown import text_table
from summitry.output.text import width_of

if TYPE_CHECKING:
    from conftest import Maker

HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e\"'>\n=1+1"


class Parsed(HTMLParser):
    """The elements, attributes and text of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@given(
    names=st.lists(st.text(max_size=60), min_size=1, max_size=5),
    width=st.integers(20, 100),
)
@settings(max_examples=60, deadline=None)
def test_no_text_can_break_the_lines(names: list[str], width: int) -> None:
    frame = {"name": names, "other": names[::-1], "n": list(range(len(names)))}
    text = text_table(frame, ["name", "other", "n"], width)
    assert all(line == visible(line) for line in text.split("\n"))
    assert max(map(width_of, text.split("\n"))) <= width


@given(text=st.text())
@settings(max_examples=80, deadline=None)
def test_what_is_visible_stays_so(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    parsed = Parsed(f'<p title="{html(text)}">{html(text)}</p>')
    assert parsed.tags == ["p"]
    assert "".join(parsed.texts) == visible(text)
    assert parsed.attributes == [("title", visible(text))]


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066"])
def test_controls_and_turns_are_escapes(char: str) -> None:
    assert char not in visible(f"a{char}b")
    assert visible(f"a{char}b").startswith("a\\")


def test_joiners_stay_where_a_script_needs_them() -> None:
    persian = "می\u200cخواهم"  # noqa: RUF001
    assert visible(persian) == persian
    assert visible("Kim\u200c Il") == r"Kim\u200c Il"


def test_hostile_text_stays_text_in_html(make: Maker) -> None:
    frame = make({HOSTILE: [HOSTILE], "n": [1]})
    shown = summitry.show(frame, title=HOSTILE, caption=HOSTILE)._repr_html_()
    parsed = Parsed(shown)
    assert not {"script", "img", "a"} & set(parsed.tags)
    assert not [name for name, _ in parsed.attributes if name.startswith("on")]
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "<bdi>&lt;script&gt;" in shown


def test_a_name_read_from_right_to_left_turns_nothing_beside_it() -> None:
    shah = "محمد رضا"
    assert prose(f"{shah}, 2002-03-06: 9") == f"<bdi>{shah}</bdi>, 2002-03-06: 9"
    assert prose(f"{shah} & שם 3") == f"<bdi>{shah}</bdi> &amp; <bdi>שם</bdi> 3"
    note = summitry.show({"who": ["x"]}, title=shah, caption=f"{shah} [1, 2]")
    assert f"<bdi>{shah}</bdi> [1, 2]" in note._repr_html_()


def test_html_does_not_break_days_and_numbers(make: Maker) -> None:
    lags = make({"date": [dt.date(2016, 9, 9)], "label": ["fifth"], "lag": [187]})
    html = summitry.show(lags)._repr_html_()
    assert '<th scope="row" class="d">' in html
    assert '<td class="n">187</td>' in html
    assert "<bdi>fifth</bdi></td>" in html


def test_a_word_too_long_for_a_page_is_broken_in_html() -> None:
    shown = summitry.show({"who": ["x" * 60, "Xi"], "n": [1, 2]})._repr_html_()
    assert f'<th scope="row" class="w"><bdi>{"x" * 60}</bdi>' in shown
    assert '<th scope="row" class="d"><bdi>Xi</bdi>' in shown


def test_html_says_what_heads_what(make: Maker) -> None:
    parsed = Parsed(summitry.show(make(ERAS), title="Eras")._repr_html_())
    assert parsed.tags.count("th") == 5 + 3
    assert parsed.attributes.count(("scope", "col")) == 5
    assert parsed.attributes.count(("scope", "row")) == 3
    assert "caption" in parsed.tags
    assert "1.39 [0.51, 3.02]" in parsed.texts
    assert "script" not in parsed.tags


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "https://",
        "https://a b",
        'https://x"onmouseover=alert(1)',
        "https://good.example@evil.example/",
        "https://x\u202e.example",
        "https://x/\n",
        "https://[::1",
        "file:///etc/passwd",
        "",
    ],
)
def test_only_web_addresses_are_links(address: str) -> None:
    assert safe_link(address) is None


def test_web_addresses_are_links() -> None:
    for address in [
        "http://a.example",
        "https://a.example/b?c=d&e=f#g",
        "https://习.cn/",
    ]:
        assert safe_link(address) == address


@pytest.mark.parametrize("sign", list("=+-@\t\r\n\0＝＋－＠"))  # noqa: RUF001
def test_formulas_become_text(sign: str) -> None:
    assert spreadsheet(f"{sign}1") == f"'{sign}1"
    assert spreadsheet(f"  {sign}1") == f"'  {sign}1"
    assert spreadsheet(f"a{sign}") == f"a{sign}"


def test_what_data_say_cannot_act_on_a_terminal_or_become_a_formula() -> None:
    """Escape codes and direction marks are shown; a dollar is a dollar."""
    evil = "Kim\x1b[31m\u202e\u2066 $x$"
    table = summitry.ArrayTable({f"who {evil}": [evil, "Xi"]})
    claim = summitry.Claim.lowest(evil)
    shown = summitry.show({"who": [evil]})
    for told in (
        *(repr(table), table._repr_html_(), str(claim), repr(claim)),
        *(claim._repr_html_(), str(shown), shown._repr_html_()),
    ):
        assert not {*told} & {*"\x1b\u202e\u2066"}
        assert r"\x1b[31m\u202e" in told
    for page in (table._repr_html_(), claim._repr_html_(), shown._repr_html_()):
        assert 'class="tex2jax_ignore mathjax_ignore"' in page
