"""The page of a report: one HTML file that asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

from summitry.output.escape import html, prose
from summitry.output.state_names import spelt_out
from summitry.report._style import STYLE

_KEPT = re.compile(r"(?:<(pre|code|style|title|script)\b.*?</\1>|<[^>]*>)+", re.DOTALL)
"""What is no text for readers, or is quoted letter by letter."""

_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d(?:-\d\d)?(?![\w-])")
"""What browsers break at its hyphens unless they are told that it is one word."""


@dataclass(frozen=True)
class Section:
    """A part of the page with a heading of its own, and parts with smaller ones."""

    anchor: str
    title: str
    body: list[str]
    parts: list[Section] = field(default_factory=list)


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
    labels = _labels(sections)
    written = {code: html(name) for code, name in (names or {}).items()}
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
        f"<header><h1>{prose(title)}</h1>",
        *(_told(part, written) for part in lead),
        "</header>",
        '<main id="content">',
        *(_told(part, written) for one in answer for part in _whole(one, labels)),
        f'<nav aria-label="Contents">{_links(rest)}</nav>',
        *(_told(part, written) for one in rest for part in _whole(one, labels)),
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


def _told(part: str, written: dict[str, str]) -> str:
    """HTML with names of countries for codes in its text, and days that stay whole."""
    texts, end = [], 0
    for kept in _KEPT.finditer(part):
        texts += [_text(part[end : kept.start()], written), kept[0]]
        end = kept.end()
    return "".join([*texts, _text(part[end:], written)])


def _text(text: str, written: dict[str, str]) -> str:
    return _DAY.sub(r"<time>\g<0></time>", spelt_out(text, written))


def _links(sections: list[Section]) -> str:
    items = (
        f'<li><a href="#{one.anchor}">{prose(one.title)}</a>{_links(one.parts)}</li>'
        for one in sections
    )
    return f"<ul>{''.join(items)}</ul>" if sections else ""


def _section(one: Section, level: int = 2, within: str = "") -> list[str]:
    """A section; headings below its own are one level smaller than it."""
    named = f"{within} {one.anchor}-title".lstrip()
    return [
        f'<section id="{one.anchor}" aria-labelledby="{named}">',
        f'<h{level} id="{one.anchor}-title">{prose(one.title)}</h{level}>',
        *(_HEADING.sub(rf"\g<1>{level + 1}", part) for part in one.body),
        *(line for part in one.parts for line in _section(part, level + 1, named)),
        "</section>",
    ]


_HEADING = re.compile(r"(</?h)3(?=[ >])")
_LABEL = re.compile(r' aria-label="([^"]*)"')


def _labels(sections: list[Section]) -> Counter[str]:
    """How often each label of a place on the page is given."""
    lines = (line for one in sections for line in _section(one))
    return Counter(label for line in lines for label in _LABEL.findall(line))


def _whole(one: Section, labels: Counter[str]) -> list[str]:
    """A section whose labels no other has: those who listen go from one to the next."""
    own: Counter[str] = Counter()

    def alone(found: re.Match[str]) -> str:
        label = found[1]
        own[label] += 1
        if labels[label] == 1:
            return found[0]
        number = f" {own[label]}" if own[label] > 1 else ""
        return f' aria-label="{label}{number} ({html(one.title)})"'

    return [_LABEL.sub(alone, line) for line in _section(one)]
