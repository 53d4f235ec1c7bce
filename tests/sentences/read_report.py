"""The sentences of a report: paragraphs, lists, captions, facts, words of figures."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

BLOCKS = ("p", "li", "figcaption", "b", "span", "h1", "h3", "dt", "dd", "summary")
SKIPPED = ("style", "pre", "td", "th", "nav", "title")
VOID = ("img", "br", "meta", "link", "hr", "input")


@dataclass(frozen=True)
class Said:
    """A piece of a report, in which part of it, and of which claim."""

    kind: str
    text: str
    section: str
    claim: int | None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, list[str]]] = []
        self.found: list[Said] = []
        self.section, self.term = "", ""
        self.claim: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "section":
            self.section, self.claim = given.get("id") or "", None
        name = given.get("id") or ""
        if tag == "h3" and name.startswith("claim-"):
            self.claim = int(name.removeprefix("claim-"))
        if tag == "img":
            self.add("alt", given.get("alt") or "")
        if tag not in VOID:
            self.open.append((tag, []))

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1][1].append(data)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, pieces = self.open.pop()
            text = "".join(pieces)
            inside = [one for one, _ in self.open]
            if self.stands_alone(name, inside):
                self.add(name, text)
            elif self.open and name not in SKIPPED:
                self.open[-1][1].append(text)
            if name == tag:
                return

    def stands_alone(self, name: str, inside: list[str]) -> bool:
        if name not in BLOCKS or set(inside) & set(SKIPPED):
            return False
        return name not in {"b", "span"} or inside[-1] == "caption"

    def add(self, kind: str, text: str) -> None:
        text = " ".join(text.split())
        if kind == "dt":
            self.term = text
            return
        if kind == "dd":
            text = f"{self.term}: {text}"
        if text:
            self.found.append(Said(kind, text, self.section, self.claim))


def pieces(html: str) -> list[Said]:
    """Return every piece of a report that is not the cell of a table, nor quoted."""
    reader = _Reader()
    reader.feed(html)
    return reader.found
