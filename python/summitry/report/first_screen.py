"""The first screen of a run: what was asked, what is safest, and what is not so."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from summitry.claims.statement import Ascending, Order
from summitry.claims.told import NOT_DETERMINED, NOT_REPRODUCED, REPRODUCED
from summitry.frames import Frame, Table
from summitry.output.captions import observed_title
from summitry.output.escape import visible
from summitry.output.format import many, share_text
from summitry.output.table_rows import rows_of
from summitry.output.text import running
from summitry.output.width import USUAL, width
from summitry.report.archive_words import archive_line
from summitry.report.by_record import beside_words, parts_of
from summitry.report.dispersion_words import short_clustering
from summitry.report.evidence import evidence_of, is_order_alone
from summitry.report.frequency_words import told_of_each
from summitry.robustness.fragility import NOT_TRIED

if TYPE_CHECKING:
    from summitry.claims.record import Record
    from summitry.claims.result import ClaimResult, ClaimResults
    from summitry.report.evidence_facts import Evidence
    from summitry.report.reported import ReportedRun

LINES = 19
"""What one look takes in, with one line for where the rest is."""

SAFEST = 3
"""How many sentences are put forward."""
_MOST_FAILED = 4


class Sentence(NamedTuple):
    """A reproduced sentence, and what it rests on."""

    result: ClaimResult
    share: float
    specifications: int
    overturned_by: str
    visits: int

    def condition(self, record: Record) -> str:
        """Say on what it depends, in one sentence without an end."""
        text = f"Reproduced {self.result.condition}".rstrip()
        if self.specifications > 1 and not isnan(self.share):
            ways = f"{self.specifications:,} ways to count"
            text += f" in {share_text(self.share)} of {ways}"
        parts = [text]
        if self.overturned_by and self.overturned_by != NOT_TRIED:
            parts.append(f"{self.overturned_by} would overturn it")
        parts.append(_on_chance(self.result, evidence_of(self.result, record)))
        return "; ".join(part for part in parts if part)


def _on_chance(result: ClaimResult, evidence: Evidence) -> str:
    """What an order or a change as counted leaves open; nothing where that is told."""
    if is_order_alone(result, evidence):
        return "whether it is more than chance was not tested"
    if evidence.change is not None and not evidence.change.settled:
        return "allowing for chance, the two changes cannot be told apart"
    if not all(pair.settled for pair in evidence.pairs):
        return "allowing for chance, the eras cannot be told apart"
    return ""


def safest(results: ClaimResults, robust: Frame) -> list[Sentence]:
    """
    Return the reproduced sentences, the safest first.

    Parameters
    ----------
    results : ClaimResults
        What `Study.check` found.
    robust : frame
        What `Study.robustness` found, one row a claim.

    Notes
    -----
    First comes what holds without a condition of its own, then the largest share of
    specifications, then the most visits to overturn it, then the study's order. What
    could not be pushed stands behind what could.
    """
    table = Table(robust, "robustness")
    names = ("share", "specifications", "overturned_by", "overturned_visits")
    rows = zip(results, rows_of(table, *names), strict=True)
    found = [
        Sentence(
            one,
            float("nan") if share is None else float(share),
            int(number),
            text or "",
            -1 if visits is None else int(visits),
        )
        for one, (share, number, text, visits) in rows
        if one.verdict == REPRODUCED
    ]

    def order(one: Sentence) -> tuple[bool, float, int]:
        share = 0.0 if isnan(one.share) else one.share
        return bool(one.result.condition), -share, -one.visits

    return sorted(found, key=order)


def first_screen(
    found: ReportedRun,
    results: ClaimResults,
    robust: Frame | None,
    record: Record,
    *,
    about: str = "",
    known: str = "",
) -> str:
    """
    Return what is most worth knowing of a run, in at most 19 lines.

    Parameters
    ----------
    found : Analysis
        The tables of the run.
    results, robust : ClaimResults and frame or None
        What was published against what is computed, and how robust it is.
    record : Record
        What the claims were asked of.
    about : str
        What the study asks.
    known : str
        What hangs on when visits became known.
    """
    title = observed_title(found.title, found.since, found.through)
    blocks = [[*_lines(title, 2), *_lines(_question(about), 2)]]
    if robust is not None and len(results):
        blocks.append(_safest_lines(results, robust, record))
    else:
        blocks += [_lines(told, 3) for told in told_of_each(parts_of(found))]
    noted = [*_notes(found), *_lines(known, 2)]
    lines = _room(LINES)
    left = lines - sum(map(len, blocks)) - len(noted)
    least = 1 if width() >= USUAL else 2
    most = min(max(left, least), _room(_MOST_FAILED))
    blocks += [_not_reproduced(results, most), noted]
    kept = [block for block in blocks if block]
    # Air between the parts as far as the screen has room.
    room = lines - sum(map(len, kept))
    text: list[str] = []
    for place, block in enumerate(kept):
        text += [""] * (0 < place <= room) + block
    return "\n".join(text) + "\n"


def _notes(found: ReportedRun) -> list[str]:
    """What the archive holds, how much years vary, and how several records differ."""
    if not found.records:
        notes = [archive_line(found.tables), *short_clustering(found.tables)]
        return [line for note in notes for line in _lines(note, 2)]
    words = beside_words(found.tables) if "dyads" in found.tables else []
    told = [line for note in words[:1] for line in _lines(note, 3)]
    for record, tables in found.records.items():
        varying = (note.partition(";")[0] for note in short_clustering(tables))
        told += [line for note in varying for line in _lines(f"{record}: {note}.", 1)]
    return told


def _safest_lines(results: ClaimResults, robust: Frame, record: Record) -> list[str]:
    told = safest(results, robust)[:SAFEST]
    if not told:
        verdicts = [one.verdict for one in results]
        counts = [f"{verdicts.count(one)} {one}" for one in dict.fromkeys(verdicts)]
        text = f"Of {_sentences(results)} none is reproduced"
        return _lines(f"{text}: {', '.join(counts)}.", 2)
    undecided = sum(one.verdict == NOT_DETERMINED for one in results)
    besides = f", {undecided} NOT DETERMINED" if undecided else ""
    lines = [f"SAFEST OF {_sentences(results).upper()}{besides}"]
    for number, one in enumerate(told, start=1):
        lines += _lines(f"{number}. {one.result.says}", 1, hanging=3)
        lines += _lines(f"{one.condition(record)}.", 2, indent=3)
    return lines


def _sentences(results: ClaimResults) -> str:
    """How many sentences there are; published are those that say where."""
    published = any(one.claim.is_published for one in results)
    return many(len(results), "published sentence" if published else "sentence")


def _not_reproduced(results: ClaimResults, most: int) -> list[str]:
    failed = [one for one in results if one.verdict == NOT_REPRODUCED]
    if not failed:
        return []
    said = [f"{_bare(one.says)} ({_first(one)})" for one in failed]
    opening = f"NOT REPRODUCED, {len(failed)}: "
    for shown in range(len(said), 0, -1):
        left = len(said) - shown
        rest = f"; and {left} more …" if left else "."
        lines = _wrapped(f"{opening}{'; '.join(said[:shown])}{rest}", 10 * most)
        if len(lines) <= most:
            return lines
    if len(said) == 1 or most == 1:
        return _wrapped(f"{opening}{'; '.join(said)}.", most)
    return [*_wrapped(f"{opening}{said[0]}.", most - 1), f"and {len(said) - 1} more …"]


def _bare(sentence: str) -> str:
    return " ".join(sentence.split()).removesuffix(".")


def _first(one: ClaimResult) -> str:
    """What was computed, without what stands in brackets after a single number."""
    said = one.claim.statement
    if isinstance(said.asserted, Order | Ascending) and said.relative_to is None:
        # Brackets say of which visits each of the numbers is.
        return one.computed
    return one.computed.split(" (", maxsplit=1)[0]


def _question(about: str) -> str:
    """The question in a text, or what it begins with."""
    text = " ".join(about.split())
    sentences = text.replace("? ", "?\n").replace(". ", ".\n").split("\n")
    asked = [one for one in sentences if one.endswith("?")]
    return asked[-1] if asked else sentences[0]


def _room(lines: int) -> int:
    """So many lines of the usual width, in lines that may be narrower."""
    return -(-lines * USUAL // min(width(), USUAL))


def _lines(text: str, most: int, indent: int = 0, hanging: int = 0) -> list[str]:
    """At most as much as fits so many lines of the usual width."""
    return _wrapped(text, _room(most), indent, hanging)


def _wrapped(text: str, most: int, indent: int = 0, hanging: int = 0) -> list[str]:
    """At most so many lines; what does not fit ends in an ellipsis."""
    if not text:
        return []
    return running(visible(text), width(), indent=indent, hanging=hanging, most=most)
