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
        from weasyprint import HTML
    except (ImportError, OSError):
        # Without the system's Pango its import ends in an OSError.
        raise MissingExtraError(
            "to write a PDF, weasyprint and the system's Pango are needed",
            code="missing_extra",
            hint="pip install 'summitry[pdf]', or write an HTML file and print it from "
            "the browser",
        ) from None
    made: bytes = HTML(string=page, url_fetcher=_refused).write_pdf()
    return made


def _refused(url: str, *_: object, **__: object) -> dict[str, object]:
    """Only what the page holds itself is drawn."""
    from weasyprint import default_url_fetcher

    if not url.startswith("data:"):
        raise ValueError("nothing is fetched for a page")
    found: dict[str, object] = default_url_fetcher(url)
    return found
