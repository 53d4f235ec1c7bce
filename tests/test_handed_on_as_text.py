"""Tables taken on as Markdown, LaTeX and HTML: what is read means the same text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hostile_table import hostile_table
from hypothesis import given, settings, strategies as st

from summitry.output.escape import visible
from summitry.output.latex import latex
from summitry.output.markdown import markdown, parts_markdown


def test_markdown_has_the_cells_of_the_table() -> None:
    shown = hostile_table()
    lines = [line for line in shown.to_markdown().splitlines() if line[:1] == "|"]
    rows = [re.split(r"(?<!\\) ?\| ?", line)[1:-1] for line in lines]
    assert {len(row) for row in rows} == {4}
    assert rows[1] == [":---", "---:", "---:", ":---"]
    assert rows[2][0] == r"a\|b"
    assert rows[3][0] == r"\<b\>x\</b\>"
    assert rows[5][0] == r"\[here]\(https://example.org)"
    assert rows[9][0] == "[0.3, 1.2]"
    assert rows[2][2] == "0.50 [0.10, 1.50]"


@given(
    text=st.text(alphabet="ab1 \\`*_{}[]<>()#+-.!|~$&@^=:\"'%\n\t\x1b–∞[0", max_size=40)
)
@settings(max_examples=200, deadline=None)
def test_markdown_means_the_text(text: str) -> None:
    written = markdown(text)
    assert re.sub(r"\\([^a-z0-9\s])", r"\1", written) == visible(text)
    for sign in r"`*_<>|~$&@^{}":
        assert not re.search(rf"(?<!\\)(?:\\\\)*{re.escape(sign)}", written)


@given(text=st.text(alphabet="ab1 \\`*_{}[]<>()#+-.!|~&^=:\"'%–∞[0", max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_reader_of_markdown_sees_the_text(text: str) -> None:
    reader = pytest.importorskip("markdown_it").MarkdownIt(
        "gfm-like", {"linkify": False}
    )
    text = " ".join(text.split())
    page = reader.render(parts_markdown([f"x{text}"]))
    assert unescape(page) == f"<p>x{visible(text)}</p>\n"
    leading = reader.render(parts_markdown([text or "x"]))
    assert unescape(leading) == f"<p>{visible(text) or 'x'}</p>\n"


SIGNS = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    r"\symbol{34}": '"',
    r"\textasciigrave{}": "`",
    r"$\infty$": "∞",
    "{[}": "[",
    "{*}": "*",
    "--": "–",
}


@given(text=st.text(alphabet='ab1 \\`*_{}[]<>#|~$&^%"∞–', max_size=40))
@settings(max_examples=200, deadline=None)
def test_latex_means_the_text(text: str) -> None:
    written = latex(text)
    assert written[:1] not in {"[", "*"}
    one = "|".join(map(re.escape, SIGNS))
    plain = re.sub(
        rf"{one}|\\([{{}}$&#%_])",
        lambda match: SIGNS.get(match[0], match[1] or ""),
        written,
    )
    assert plain == visible(text)
    rest = re.sub(rf"{one}|\\[{{}}$&#%_]", "", written)
    assert not set(rest) & set('\\{}$&#%_~^<>|"`')


def test_latex_is_a_whole_table() -> None:
    shown = hostile_table()
    made = shown.to_latex()
    assert made.count(r"\begin{tabular}") == made.count(r"\end{tabular}") == 1
    assert r"\caption{Visits \& \textless{}more\textgreater{} \textbar{} 50\%}" in made
    rows = [line for line in made.splitlines() if line.endswith(r" \\")]
    assert {len(re.split(r"(?<!\\)&", row)) for row in rows} == {4}


def test_html_is_a_piece_or_a_page() -> None:
    shown = hostile_table()
    assert shown.to_html().startswith("<style>")
    page = shown.to_html(page=True)
    assert "<title>Visits &amp; &lt;more&gt; | 50%</title>" in page
    assert "<b>x</b>" not in page
    assert "<script" not in page
