"""The page of a report: one HTML file that asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from summitry.output.escape import html
from summitry.output.state_names import spelt_out
from summitry.report._style import STYLE

_KEPT = re.compile(r"(<(pre|code|style|title|script)\b.*?</\2>|<[^>]*>)", re.DOTALL)
"""What is no text for readers, or is quoted letter by letter."""

_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d(?:-\d\d)?(?![\w-])")
"""What browsers break at its hyphens unless they are told that it is one word."""


@dataclass(frozen=True)
class Section:
    """A part of the page with a heading of its own."""

    anchor: str
    title: str
    body: list[str]


def page(
    title: str,
    lead: list[str],
    sections: list[Section],
    foot: list[str],
    names: dict[str, str] | None = None,
    script: str = "",
) -> str:
    """
    Return a whole page.

    Parameters
    ----------
    title : str
        The title, as text.
    lead, foot : list of str
        HTML above the first section and below the last one.
    sections : list of Section
        What is between; the first is the answer, and stands above the contents.
    names : dict of str to str, optional
        What stands in the text for codes of countries. What is quoted letter by letter,
        such as the study file, keeps them.
    script : str, optional
        What runs when the page is there; without it nothing does.
    """
    policy = f"default-src 'none'; style-src {_digest(STYLE)}; img-src data:; "
    policy += f"script-src {_digest(script)}; " if script else ""
    policy += "base-uri 'none'; form-action 'none'"
    answer, rest = sections[:1], sections[1:]
    links = "".join(
        f'<li><a href="#{one.anchor}">{html(one.title)}</a></li>' for one in rest
    )
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html(title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#content">Skip to the content</a>',
        f"<header><h1>{html(title)}</h1>",
        *(_told(part, names) for part in lead),
        "</header>",
        '<main id="content">',
        *(_told(part, names) for one in answer for part in _section(one)),
        f'<nav aria-label="Contents"><ul>{links}</ul></nav>',
        *(_told(part, names) for one in rest for part in _section(one)),
        "</main>",
        "<footer>",
        *foot,
        "</footer>",
        *([f"<script>{script}</script>"] if script else []),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(parts)


def _digest(text: str) -> str:
    """What a page may style itself by, or run, and nothing else."""
    return (
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    )


def _told(part: str, names: dict[str, str] | None) -> str:
    """HTML with names of countries for codes in its text, and days that stay whole."""
    written = {code: html(name) for code, name in (names or {}).items()}
    texts, end = [], 0
    for kept in _KEPT.finditer(part):
        texts += [_text(part[end : kept.start()], written), kept[0]]
        end = kept.end()
    return "".join([*texts, _text(part[end:], written)])


def _text(text: str, written: dict[str, str]) -> str:
    return _DAY.sub(r"<time>\g<0></time>", spelt_out(text, written))


def _section(one: Section) -> list[str]:
    return [
        f'<section id="{one.anchor}" aria-labelledby="{one.anchor}-title">',
        f'<h2 id="{one.anchor}-title">{html(one.title)}</h2>',
        *one.body,
        "</section>",
    ]
