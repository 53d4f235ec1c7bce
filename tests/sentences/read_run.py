"""The sentences of what `summitry run` prints, without its tables and headings."""

from __future__ import annotations

import re

OPENINGS = (
    *("SAFEST OF ", "Of ", "NOT REPRODUCED, ", "The archive: ", "Years vary by "),
    *(r"\d\. ",),
)
"""How the items of the first screen begin."""
CUT = " …"


def first_screen(text: str) -> list[str]:
    """Return the items of a first screen, a sentence with its condition as one."""
    items: list[str] = []
    opening = re.compile("|".join(OPENINGS))
    lines = text.splitlines()
    for line, before in zip(lines, ["", *lines], strict=False):
        if not line:
            continue
        if items and before and not opening.match(line):
            items[-1] += f" {line.strip()}"
        else:
            items.append(line.strip())
    return [whole for item in items if (whole := uncut(item))]


def uncut(item: str) -> str:
    """Return an item without the part in which it was cut short."""
    if not item.endswith(CUT) or re.match(r"\d\. ", item):
        return item
    kept, cut, _ = item.rpartition("; ")
    return f"{kept}." if cut else item


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a whole run that are neither a table nor a heading."""
    found = []
    for block in text.split("\n\n"):
        lines = block.strip("\n").splitlines()
        if any(set(line) == {"─"} for line in lines):
            continue
        if "\n- " in block:
            found += [" ".join(one.split()) for one in block.split("\n- ")]
            continue
        whole = " ".join(" ".join(lines).split())
        if whole and not is_heading(whole):
            found.append(whole)
    return found


def is_heading(text: str) -> bool:
    return text == text.upper() and not text.endswith(".") and len(text) < 80


def sentences(paragraph: str) -> list[str]:
    """Divide a paragraph into its sentences."""
    return re.split(r"(?:(?<=[.?!])|(?<=[.?!]\"))\s+(?=[A-Z0-9⟦\"'])", paragraph)
