"""Pages as PDF, by weasyprint."""

from __future__ import annotations

from summitry.exceptions import MissingExtraError


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
            code="missing_extra",
            hint="pip install 'summitry[pdf]', or write an HTML file and print it from "
            "the browser",
        ) from None
    # Only what the page holds itself is drawn.
    held = URLFetcher(allowed_protocols=("data",))
    # Columns of text are laid out many times over.
    plain = CSS(string="*{column-count:auto!important}td,th{overflow-wrap:anywhere}")
    made: bytes = HTML(string=page, url_fetcher=held).write_pdf(stylesheets=[plain])
    return made
