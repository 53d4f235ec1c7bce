"""Pages as PDF, by weasyprint."""

from __future__ import annotations

import re

from summitry.exceptions import MissingExtraError

_TEXT = re.compile(r">[^<]+")
_WORD = re.compile(r"[^\s<>&;]{25,}")
_PIECE = re.compile(r".{1,12}")

# Columns of text are laid out many times over, and to break any word anywhere the
# narrowest width of each is sought: the long ones are told where they may be broken.
_PLAIN = """\
*{column-count:auto!important}
td,th,dd,code,#receipts tr>*{overflow-wrap:break-word!important}
"""


def pdf_bytes(page: str) -> bytes:
    """
    Return an HTML page that needs no network as the bytes of a PDF.

    Raises
    ------
    MissingExtraError
        If weasyprint, or what it draws letters with, is not installed.
    """
    try:
        from weasyprint import CSS, HTML, URLFetcher
    except (ImportError, OSError):
        # Without the system's Pango its import ends in an OSError.
        raise MissingExtraError(
            "to write a PDF, weasyprint and the system's Pango are needed",
            extra="pdf",
            instead="write an HTML file and print it from the browser",
        ) from None
    # Only what the page holds itself is drawn.
    held = URLFetcher(allowed_protocols=("data",))
    head, body, rest = page.partition("<body")
    text = head + body + _TEXT.sub(_breakable, rest)
    plain = CSS(string=_PLAIN)
    made: bytes = HTML(string=text, url_fetcher=held).write_pdf(stylesheets=[plain])
    return made


def _breakable(text: re.Match[str]) -> str:
    """A text whose long words may be broken."""
    return _WORD.sub(lambda word: "<wbr>".join(_PIECE.findall(word[0])), text[0])
