"""What is shown, taken on into documents: Markdown, LaTeX, HTML, Excel and Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.exceptions import InputError, MissingExtraError
from summitry.frames import build
from summitry.frames.arguments import path_of
from summitry.frames.door import at_the_door
from summitry.output.escape import visible
from summitry.output.export import parts_csv
from summitry.output.html import page_of, styled
from summitry.output.latex import parts_latex
from summitry.output.markdown import parts_markdown
from summitry.output.paper import on_paper
from summitry.output.readable import (
    Readable,
    Title,
    flat,
    parts_html,
    parts_text,
)
from summitry.output.text_table import Grid
from summitry.output.writing import refuse_existing, refuse_suffix, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from great_tables import GT

    from summitry.output.readable import Part


class HandedOn(Readable):
    """Something to read that can be taken on into documents."""

    def _all_(self) -> Sequence[Part]:
        """Everything, also rows beyond those that are displayed."""
        return self._parts_()

    def to_markdown(self) -> str:
        r"""
        Return it as Markdown.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.show({"era": ["Hu|Xi"], "count": [61]}).to_markdown())
        | era | count |
        | :--- | ---: |
        | Hu\|Xi | 61 |
        <BLANKLINE>
        """
        return parts_markdown(self._all_())

    def to_latex(self) -> str:
        r"""
        Return it as LaTeX, for a document that loads booktabs and longtable.

        A table that fits on a page floats, with its title as caption and its notes
        below; a longer one stands where it is, its heads again on every page.

        Examples
        --------
        >>> import summitry
        >>> table = summitry.show({"era": ["Hu & Xi"], "count": [61]}).to_latex()
        >>> print(table.splitlines()[6])
        Hu \& Xi & 61 \\
        """
        return parts_latex(self._all_())

    @at_the_door
    def to_html(self, *, page: bool = False) -> str:
        """
        Return it as HTML without scripts: a piece with its style, or a whole page.

        Examples
        --------
        >>> import summitry
        >>> shown = summitry.show({"era": ["Xi"], "count": [6]}, title="Visits")
        >>> shown.to_html(page=True).splitlines()[0]
        '<!DOCTYPE html>'
        """
        content = parts_html(self._all_())
        return page_of(_title(self), content) if page else styled(content)

    @at_the_door
    def to_excel(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """
        Write it as the sheet of a workbook.

        Numbers are numbers, shown with as many decimals and kept in full; the limits of
        an estimate have columns of their own. No text becomes a formula.

        Raises
        ------
        MissingExtraError
            If openpyxl is not installed.
        InputError
            If the file is there already, or cannot be written.

        Examples
        --------
        >>> import summitry, tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp(), "visits.xlsx")
        >>> summitry.show({"era": ["Xi"], "count": [6]}).to_excel(path).name
        'visits.xlsx'
        """
        refuse_suffix(path, ".xlsx")
        path = refuse_existing(path, overwrite=overwrite)
        return write_whole(path, _workbook(self), overwrite=overwrite)

    def to_gt(self) -> GT:
        """
        Return it as a table of great_tables, to be styled further.

        Raises
        ------
        MissingExtraError
            If great_tables is not installed.
        InputError
            If it is several tables, or none.
        """
        grids = [part for part in flat(self._all_()) if isinstance(part, Grid)]
        if len(grids) != 1:
            raise InputError(
                f"there are {len(grids)} tables here; great_tables makes one",
                code="not_one_table",
                hint="show one table alone",
            )
        return _great_table(grids[0])

    @at_the_door
    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        r"""
        Write it as a file of the kind that its name says.

        Parameters
        ----------
        path : str or path
            Ends with ``.md``, ``.tex``, ``.html``, ``.txt``, ``.csv``, ``.xlsx``,
            ``.docx`` or ``.pdf``. A CSV file has title and notes below its rows, and
            begins with the mark by which Excel knows UTF-8.
        overwrite : bool, default False
            Whether a file that is there already may be replaced.

        Returns
        -------
        Path
            The file; it appears whole or not at all.

        Raises
        ------
        MissingExtraError
            If what makes such a file is not installed.
        InputError
            If no such kind is known, the file is there already, or cannot be written.

        Examples
        --------
        >>> import summitry, tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp(), "visits.md")
        >>> summitry.show({"era": ["Xi"], "count": [6]}).save(path).read_text("utf-8")
        '| era | count |\n| :--- | ---: |\n| Xi | 6 |\n'
        """
        path = path_of(path, "path")
        make = _KINDS.get(path.suffix.lower())
        if make is None:
            raise InputError(
                f"'{path.name}' names no kind of file that can be made",
                code="unknown_kind",
                column="path",
                hint=f"end it with one of {', '.join(_KINDS)}",
            )
        path = refuse_existing(path, overwrite=overwrite)
        return write_whole(path, make(self), overwrite=overwrite)


def _title(shown: HandedOn) -> str:
    parts = shown._all_()
    titles = [str(part) for part in parts if isinstance(part, Title)]
    titles += [one.title for one in parts if isinstance(one, Grid) and one.title]
    return titles[0] if titles else "Table"


def _word(shown: HandedOn) -> bytes:
    from summitry.output.word import word_bytes

    return word_bytes(parts_html(on_paper(shown._all_())), _title(shown))


def _pdf(shown: HandedOn) -> bytes:
    from summitry.output.pdf import pdf_bytes

    content = parts_html(on_paper(shown._all_()))
    return pdf_bytes(page_of(_title(shown), content))


def _workbook(shown: HandedOn) -> bytes:
    from summitry.output.workbook import sheet_bytes

    return sheet_bytes(shown._all_(), _title(shown))


_KINDS: dict[str, Callable[[HandedOn], str | bytes]] = {
    ".md": HandedOn.to_markdown,
    ".tex": HandedOn.to_latex,
    ".html": lambda shown: shown.to_html(page=True),
    ".txt": lambda shown: f"{parts_text(shown._all_())}\n",
    ".csv": lambda shown: f"\ufeff{parts_csv(shown._all_())}",
    ".xlsx": _workbook,
    ".docx": _word,
    ".pdf": _pdf,
}


def _great_table(grid: Grid) -> GT:
    try:
        from great_tables import GT
    except ImportError:
        raise MissingExtraError(
            "for to_gt, great_tables is needed",
            extra="gt",
        ) from None
    names = [f"c{place}" for place, _ in enumerate(grid.columns)]
    shown = dict(zip(names, grid.columns, strict=True))
    cells = {name: [visible(cell) for cell in one.cells] for name, one in shown.items()}
    # It escapes what it is given.
    table: GT = GT(build(cells, "pandas"))
    table = table.cols_label(
        {name: visible(one.heading) for name, one in shown.items()}
    )
    for name, one in shown.items():
        table = table.cols_align("right" if one.right else "left", columns=name)
    if grid.title:
        table = table.tab_header(title=visible(grid.title))
    for note in grid.notes:
        table = table.tab_source_note(visible(note))
    return table
