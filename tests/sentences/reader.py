"""Read every sentence of a study, and report those that its tables do not bear out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sentences import of_claims, of_report, of_run, of_trends, of_waits
from sentences.read_report import Said, pieces
from sentences.read_run import first_screen, paragraphs, sentences
from sentences.shown import COUNTED
from sentences.tables import Study
from summitry.output.state_names import in_names
from summitry.report.named_countries import codes_in
from summitry.report.terminal.lines import with_names_of
from summitry.report.terminal.run_text import run_text
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import summitry
    from sentences.templates import Template

RUN = [
    *of_run.FIRST_SCREEN,
    *of_run.ARCHIVE,
    *of_run.NOTES,
    *of_run.ERAS,
    *of_run.CHECK,
    *of_trends.TRENDS,
    *of_waits.WAITS,
    *of_run.PHASES,
    *of_claims.IN_RUN,
]
REPORT = [
    *of_report.FACTS,
    *of_report.CAPTIONS,
    *of_report.METHODS,
    *of_report.ALTS,
    *RUN,
]
CLAIM_FACTS = [*of_report.CLAIM_FACTS, *of_claims.EXPLAINED]
CITATION = re.compile(r"(?:[A-Z][\w.]+(?:,| and| et al\.)? ?)+ \(\d{4}\)[^=]*\.")


def coded(text: str) -> list[str]:
    """Return the lines in which a reader would see the code of a country."""
    return [line for line in text.splitlines() if in_names(line) != line]


class Reader:
    """Reads what a study prints, beside its tables."""

    def __init__(self, study: summitry.Study) -> None:
        self.read = Study(study)
        self.tables = self.read.tables

    def fits(
        self, text: str, templates: Sequence[Template], context: Mapping[str, Any]
    ) -> bool:
        return any(one.fits(text, self.tables, context) for one in templates)

    def faults(
        self,
        paragraph: str,
        templates: Sequence[Template],
        context: Mapping[str, Any] | None = None,
    ) -> list[str]:
        """Return the sentences of a paragraph that state a number not in its place."""
        of, text = context or {}, self.read.hidden(paragraph)
        if not COUNTED.search(text) or self.fits(text, templates, of):
            return []
        return [*self._unfit(sentences(text), templates, of)]

    def _unfit(
        self, parts: list[str], templates: Sequence[Template], of: Mapping[str, Any]
    ) -> Iterator[str]:
        """Take as many sentences as make one template, the most of them first."""
        start = 0
        while start < len(parts):
            for end in range(len(parts), start, -1):
                text = " ".join(parts[start:end])
                if not COUNTED.search(text) or self.fits(text, templates, of):
                    break
            else:
                yield parts[start]
            start = end

    def of_first_screen(self, text: str) -> Iterator[str]:
        for item in first_screen(text):
            yield from self.faults(item, RUN)

    def of_run(self, text: str) -> Iterator[str]:
        for paragraph in paragraphs(text):
            yield from self.faults(paragraph, RUN)

    def of_memo(self, claim: str, text: str) -> Iterator[str]:
        yield from self.faults(text, of_claims.MEMO, {"id": claim})

    def of_claims(self) -> Iterator[str]:
        """Read the texts of the claims themselves, which the others repeat."""
        for one in self.read.results:
            of = {"id": one.id}
            yield from self.faults(one.definition, of_claims.DEFINITION, of)
            if one.claim.quantity == "qualification":
                continue
            yield from self.faults(one.computed, of_claims.COMPUTED, of)
            if one.answer.reason is None:
                yield from self.faults(one.reason, of_claims.REASON, of)

    def of_report(self, html: str) -> Iterator[str]:
        cited = html.partition("References in BibTeX")[2]
        entries = re.findall(r"^(?:.*>)?@\w+\{", cited, re.MULTILINE)
        self.tables["study"][0]["references"] = len(entries)
        for piece in pieces(html):
            yield from self.of_piece(piece)
            yield from coded(piece.text)

    def of_piece(self, piece: Said) -> Iterator[str]:
        ids = [one.id for one in self.read.results]
        of = {} if piece.claim is None else {"id": ids[piece.claim - 1]}
        if piece.section == "methods" and CITATION.match(piece.text):
            return
        if piece.section == "claims" and piece.kind == "p":
            templates = [*of_claims.MEMO, *CLAIM_FACTS]
        elif piece.section == "claims":
            templates = CLAIM_FACTS
        elif piece.section == "counted" and piece.kind == "li":
            templates = [*REPORT, *of_report.ASKED]
        else:
            templates = REPORT
        yield from self.faults(piece.text, templates, of)

    def everything(self, *, report: bool = True) -> list[str]:
        """Render everything that a study prints, and return every fault."""
        study = self.read.study
        with with_names_of(codes_in(study.visits, study.eras)):
            run = run_text(self.read.run, self.read.results)
        found = [*self.of_claims(), *self.of_first_screen(study.summary())]
        found += [*self.of_run(run), *coded(run)]
        for claim, memo in study.memos().items():
            found += self.of_memo(claim, memo)
        if report:
            found += self.of_report(report_html(study))
        return found
