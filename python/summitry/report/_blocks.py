"""Pieces of a report: paragraphs, lists, tables, figures; every text escaped."""

from __future__ import annotations

import base64
import io
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from summitry.exceptions import InputError, MissingExtraError
from summitry.frames import Table
from summitry.output.escape import bdi, host_of, html, prose, safe_link
from summitry.output.format import MISSING
from summitry.output.html import grid_html
from summitry.output.text_table import Column, Grid, columns_of, whole_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from summitry.frames import Frame

_DOTS_PER_INCH = 120
_PRINTED_DOTS = 200
_IMAGE: ContextVar[Literal["svg", "png"]] = ContextVar("image", default="svg")
_MIME = {"svg": "svg+xml", "png": "png"}

_PHONE = 3.6
"""Inches of a figure that is drawn for phones."""


class _Image(NamedTuple):
    """A plot as the address of an image, its words, and its size on a screen."""

    data: str
    words: str
    wide: int
    high: int


@contextmanager
def drawn_as(kind: Literal["svg", "png"]) -> Iterator[None]:
    """Draw the plots of what is made meanwhile as images of a kind."""
    before = _IMAGE.set(kind)
    try:
        yield
    finally:
        _IMAGE.reset(before)


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph of text."""
    return f"<p{_class(kind)}>{prose(text)}</p>" if text else ""


def bullets(texts: Iterable[str]) -> str:
    """Return a list of texts."""
    items = "".join(f"<li>{prose(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def folded(summary: str, body: Iterable[str]) -> list[str]:
    """Return parts that open where somebody asks for them, and stand open on paper."""
    return [f"<details><summary>{html(summary)}</summary>", *body, "</details>"]


def verbatim(text: str, label: str) -> str:
    """A text quoted line by line, under a name for those who cannot see it."""
    lines = "\n".join(html(line) for line in text.splitlines())
    begin = f'<pre tabindex="0" role="region" aria-label="{label}">'
    return f"{begin}<code>{lines}</code></pre>"


def facts(pairs: Mapping[str, str]) -> str:
    """Return names and what belongs to them; the latter is HTML already."""
    rows = "".join(
        f"<dt>{html(name)}</dt><dd>{value}</dd>" for name, value in pairs.items()
    )
    return f"<dl>{rows}</dl>" if rows else ""


def table(
    frame: Frame | Table,
    title: str,
    headings: Mapping[str, str | None] | None = None,
    notes: Iterable[str] = (),
) -> str:
    """
    Return a table with its title and notes as its caption.

    Parameters
    ----------
    frame : frame or Table
        The table.
    title : str
        What it shows.
    headings : mapping of column to str, optional
        Which columns, and what heads them; those that the table lacks are left out. By
        default all, with what is known of units and methods in the caption.
    notes : iterable of str
        Sentences below the title.
    """
    data = Table(frame, "table")
    if headings is None:
        grid = whole_table(data)
        said = [*notes, *grid.notes]
    else:
        present = {name: text for name, text in headings.items() if data.has(name)}
        grid, said = Grid(columns_of(data, present)), list(notes)
    told = [column for column in grid.columns if not _empty(column)]
    whole = Grid(told or grid.columns, title, [note for note in said if note])
    return grid_html(whole, region=True)


def _empty(column: Column) -> bool:
    """Whether a column of some rows says nothing in any of them."""
    return bool(column.cells) and {*column.cells} <= {MISSING, ""}


def spaced(frame: Frame | Table, *columns: str) -> Table:
    """Return a table with blanks for underscores and dashes for nothing."""
    data = Table(frame, "table")
    words = {
        name: [str(value or MISSING).replace("_", " ") for value in data.values(name)]
        for name in columns
        if data.has(name)
    }
    return Table(data.with_columns(words), "table")


def figure(caption: str, draw: Callable[[], Axes], *, narrow: bool = False) -> str:
    """
    Return a plot as an image inside the page, with its words for those who listen.

    Without matplotlib, or anything to draw, the caption says so.

    Parameters
    ----------
    caption : str
        What stands below it.
    draw : callable
        Draws on a new figure, and returns its axes.
    narrow : bool, default False
        Whether it is drawn once more for phones, on which the others are wider than
        the screen and move to the side.
    """
    try:
        image = _drawn(draw)
        phone = _drawn(draw, _PHONE) if narrow and _IMAGE.get() == "svg" else None
    except MissingExtraError:
        return paragraph(
            f"{caption} (The plot is left out: matplotlib is not installed.)", "quiet"
        )
    except InputError as error:
        if error.code != "nothing_to_draw":
            raise
        return paragraph(f"{caption} (Here is nothing to draw.)", "quiet")
    shown = (
        f'<img src="{image.data}" alt="{html(image.words)}" '
        f'width="{image.wide}" height="{image.high}">'
    )
    if phone is not None:
        other = (
            f'<source media="screen and (max-width:40rem)" srcset="{phone.data}" '
            f'width="{phone.wide}" height="{phone.high}">'
        )
        shown = f"<picture>{other}{shown}</picture>"
    else:
        named = html(f"Figure: {caption.partition('.')[0]}")
        place = f'class="drawn" tabindex="0" role="region" aria-label="{named}"'
        shown = f"<div {place}>{shown}</div>"
    return f"<figure>{shown}<figcaption>{prose(caption)}</figcaption></figure>"


def link(address: Any, text: str) -> str:
    """Return a link and its host if the address may be followed, else the text."""
    safe = safe_link(str(address)) if address is not None else None
    if safe is None:
        return bdi(text)
    return (
        f'<a href="{html(safe)}" rel="noopener noreferrer nofollow">{bdi(text)}</a> '
        f'<span class="quiet">({html(host_of(safe))})</span>'
    )


def _drawn(draw: Callable[[], Axes], inches: float | None = None) -> _Image:
    """Draw a plot, so wide if it is no page."""
    from summitry.plot import alt_text
    from summitry.plot._axes import off_screen
    from summitry.plot._canvas import defaults, style
    from summitry.plot._room import PAGE, figure_of, on_page

    # The same study gives the same bytes, also where somebody likes larger letters.
    with defaults(), style(), off_screen(), on_page(inches or PAGE):
        import matplotlib as mpl

        ax = draw()
        paper = figure_of(ax)
        fixed: Any = {"svg.hashsalt": "summitry", "svg.fonttype": "path"}
        with mpl.rc_context(rc=fixed):
            image = _png(paper) if _IMAGE.get() == "png" else _svg(paper)
    wide, high = (round(inches * _DOTS_PER_INCH) for inches in paper.get_size_inches())
    written = base64.b64encode(image).decode("ascii")
    data = f"data:image/{_MIME[_IMAGE.get()]};base64,{written}"
    return _Image(data, alt_text(ax), wide, high)


def _png(paper: Figure) -> bytes:
    file = io.BytesIO()
    paper.savefig(file, format="png", dpi=_PRINTED_DOTS)
    return file.getvalue()


def _svg(paper: Figure) -> bytes:
    _lay_out(paper)
    # It comes in small pieces, which are put together before they are encoded.
    file = io.StringIO()
    paper.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue().encode()


def _lay_out(paper: Figure) -> None:
    """Place what is on a figure, once: to save it would else draw all of it twice."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    engine = paper.get_layout_engine()
    if engine is not None:
        FigureCanvasSVG(paper)
        paper.dpi = FigureCanvasSVG.fixed_dpi
        engine.execute(paper)
        paper.set_layout_engine(None)


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
