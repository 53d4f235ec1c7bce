"""How a Word document of ours looks: its page, its type, the rules of its tables."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from docx.document import Document

_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST_INCHES = 6.3
_PAGE_MM, _EM_MM, _SIGN = 160, 0.353, 0.55
"""The width of a page between its margins, of a point, and of a sign in its type."""
_PADDING = 2.2
"""Signs that the space beside a cell takes, and what makes up for wide letters."""
TABLE_POINTS = (8.5, 7.5, 6.5)
"""The type of tables; the smaller where cells would be narrow and long."""
_MOST_LINES, _SENTENCE = 6, 40
"""So many lines a cell may have before the type gets smaller; texts of more signs."""
_MARGIN_TWIPS = "60"


class Run(NamedTuple):
    """Text of one look."""

    text: str
    bold: bool = False
    plain_width: bool = False
    address: str | None = None


def layout_of(document: Document, title: str) -> None:
    """Set the page and the type of a new document, and what its properties say."""
    from docx.shared import Mm, Pt

    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(22)
    normal: Any = document.styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size, normal.paragraph_format.space_after = Pt(10.5), Pt(6)
    caption: Any = document.styles["Caption"]
    caption.paragraph_format.keep_with_next = True
    close: Any = document.styles["List"]
    close.font.size, close.paragraph_format.space_after = Pt(9), Pt(1)
    close.paragraph_format.left_indent = close.paragraph_format.first_line_indent = 0
    said = document.core_properties
    said.title, said.author, said.comments = title[:255], "", ""
    said.created = said.modified = dt.datetime.now(dt.UTC).replace(tzinfo=None)


def write_run(paragraph: Any, run: Run, *, points: float | None = None) -> None:
    """Write text of one look at the end of a paragraph."""
    from docx.shared import Pt

    text = _NOT_XML.sub("\ufffd", run.text)
    made = paragraph.add_run(text)
    made.bold = run.bold or None
    if run.plain_width:
        made.font.name = "Consolas"
        points = points or 8
    if points is not None:
        made.font.size = Pt(points)
    if run.address is not None:
        _link(paragraph, made, run.address)


def picture(document: Document, data: bytes, words: str) -> None:
    """Put an image of our own making in, with the words for those who listen."""
    from docx.shared import Inches

    shape = document.add_picture(io.BytesIO(data))
    wide = min(_WIDEST_INCHES, shape.width.inches)
    shape.height = round(shape.height * Inches(wide) / shape.width)
    shape.width = Inches(wide)
    named: Any = shape._inline.docPr  # noqa: SLF001
    named.set("descr", _NOT_XML.sub("\ufffd", words))
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def described(table: Any, title: str, summary: str) -> None:
    """Give a table its title and its summary, for readers who do not see it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = table._tbl.tblPr  # noqa: SLF001
    # The last two elements of the schema, in this order.
    for name, text in (("w:tblCaption", title), ("w:tblDescription", summary)):
        said = OxmlElement(name)
        said.set(qn("w:val"), _NOT_XML.sub("", text))
        properties.append(said)


def ruled(table: Any, heads: int) -> None:
    """Draw a rule above and below a table, and one below its heads."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for edge in ("top", "bottom"):
        borders.append(_rule(f"w:{edge}", "8"))
    for side in ("left", "right"):
        space = OxmlElement(f"w:{side}")
        space.set(qn("w:w"), _MARGIN_TWIPS)
        space.set(qn("w:type"), "dxa")
        margins.append(space)
    properties = table._tbl.tblPr  # noqa: SLF001
    # The order of these elements is that of the schema.
    layout = properties.find(qn("w:tblLayout"))
    if layout is None:
        properties.append(borders)
        properties.append(margins)
    else:
        layout.addprevious(borders)
        layout.addnext(margins)
    for row in list(table.rows)[max(heads - 1, 0) : heads]:
        for cell in row.cells:
            below = OxmlElement("w:tcBorders")
            below.append(_rule("w:bottom", "4"))
            cell._tc.get_or_add_tcPr().append(below)  # noqa: SLF001


def fitting(widest: list[int], least: list[int]) -> tuple[float, list[float]]:
    """
    Return the type of a table, and the share of the page that each column takes.

    Each column has what its longest word needs, and those of long texts what is left.

    Examples
    --------
    >>> points, shares = fitting([10, 300], [8, 12])
    >>> points, [round(share, 2) for share in shares]
    (8.5, [0.11, 0.89])
    """
    pairs = list(zip(least, widest, strict=True))
    least = [max(a, _SENTENCE // 2) if b > _SENTENCE else a for a, b in pairs]
    points, room, signs = 0.0, 0.0, [0.0]
    for points in TABLE_POINTS:
        room = _PAGE_MM / (points * _EM_MM * _SIGN) - _PADDING * len(widest)
        asked = [more - word for more, word in zip(widest, least, strict=True)]
        spare = max(room - sum(least), 0) / (sum(asked) or 1)
        signs = [a + min(spare, 1) * b for a, b in zip(least, asked, strict=True)]
        lines = max(more / sign for more, sign in zip(widest, signs, strict=True))
        if sum(signs) <= room and lines <= _MOST_LINES:
            break
    whole = max(room, sum(signs)) + _PADDING * len(widest)
    return points, [(one + _PADDING) / whole for one in signs]


def measured(table: Any, shares: list[float]) -> None:
    """Give each column of a table its share of the page."""
    from docx.shared import Mm

    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(share * _PAGE_MM)
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Mm(share * _PAGE_MM)


def row_of_heads(table: Any, heads: int) -> None:
    """Let heads stand again on every page, and no row break over two."""
    from docx.oxml import OxmlElement

    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001
        properties.append(OxmlElement("w:cantSplit"))
        if place < heads:
            properties.append(OxmlElement("w:tblHeader"))


def _rule(name: str, eighths: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    rule = OxmlElement(name)
    for key, value in (("val", "single"), ("sz", eighths), ("space", "0")):
        rule.set(qn(f"w:{key}"), value)
    return rule


def _link(paragraph: Any, run: Any, address: str) -> None:
    """Make a run a link to a web address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    part = paragraph.part
    name = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), name)
    run.font.color.rgb = RGBColor(0x05, 0x63, 0xC1)
    paragraph._p.append(link)  # noqa: SLF001
    link.append(run._r)  # noqa: SLF001
