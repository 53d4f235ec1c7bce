"""The elements of a report, and a small study to report on."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import summitry

if TYPE_CHECKING:
    from pathlib import Path

VOID = {"meta", "img", "br", "link", "hr", "input", "source"}


class Page(HTMLParser):
    """The elements of a page: their nesting, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.errors: list[str] = []
        self.feed(re.sub("</?time>", "", text))
        self.close()
        self.errors += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.errors.append(f"</{tag}> closes another element")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(parts) for parts in self.texts.values())


def small_study(folder: Path) -> summitry.Study:
    visits = {"date": ["2010-05-03", "2011-05-20"]}
    eras = {"era": ["a"], "start": ["2010-01-01"], "end": [None]}
    (folder / "study.toml").write_text(
        'title = "Small"\n[observation]\nsince = 2010-01-01\nthrough = 2016-12-31\n'
        '[visits]\npath = "visits.csv"\n[eras]\npath = "eras.csv"\n',
        encoding="utf-8",
    )
    for name, table in {"visits": visits, "eras": eras}.items():
        summitry.write_csv(table, folder / f"{name}.csv")
    return summitry.read_study(folder)
