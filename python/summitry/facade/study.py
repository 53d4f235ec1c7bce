"""Studies: a question, its record and its published claims, declared in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.facade.analysis_result import Analysis
from summitry.facade.known_then import known_then
from summitry.facade.study_results import StudyResults
from summitry.frames.door import at_the_door
from summitry.frames.same_kind import KindT

if TYPE_CHECKING:
    from pathlib import Path

    from summitry.report.memos import Memos


class Study(StudyResults[KindT]):
    """
    A study: what is asked, of which record, counted how, and what others claimed.

    Made by :func:`read_study`. It is read once and never changes; its tables are
    loaded when they are first needed.

    Attributes
    ----------
    name : str
        The bundled name, or the name of the file.
    title : str
        What the study is called.
    hash : str
        SHA-256 of the study file's text.
    """

    def summary(self) -> str:
        """
        Say what is most worth knowing, in at most 19 lines of 80 columns.

        Returns
        -------
        str
            What was asked, the three safest published sentences with their conditions,
            what was not reproduced, what the archive holds, and how much years vary.

        Raises
        ------
        StudyError
            As `check`.

        Examples
        --------
        >>> import summitry
        >>> study = summitry.read_study("china-dprk")
        >>> print(study.summary().splitlines()[0])
        China and North Korea, 1953 to 2017, observed from 1953-07-27 to 2017-03-15
        """
        from summitry.report.first_screen import first_screen

        results = self.check()
        robust = self._pushed(results, progress=False) if len(results) else None
        record, spec = self.declared.record, self.specification
        if self._tables.records:
            first = self.run()
        else:
            # Of the tables of a run only those that the screen tells of.
            tables = self._first.tables()
            first = Analysis(self.title, spec.since, spec.through, tables)
        return first_screen(
            first,
            results,
            robust,
            record,
            about=self.about,
            known=known_then(self.declared, results),
        )

    def memos(self) -> Memos:
        """
        Write a paragraph for each claim, as one would put it in a memo.

        Returns
        -------
        dict of str to str
            The paragraph of each claim, by its id; `summitry.cite` says what stands
            behind one or all of them.

        Raises
        ------
        StudyError
            As `check`.

        Notes
        -----
        A difference is called one only where the interval of the ratio leaves out 1 and
        the p-value stands after Holm's adjustment; otherwise the two "cannot be told
        apart". A wider interval never gives stronger words. Where the ways to count
        that the study lists disagree on it, a sentence says in how many it holds; where
        they agree, in all or in none.

        Examples
        --------
        >>> import summitry
        >>> study = summitry.read_study("china-dprk")
        >>> study.memos()["summit-drought"].split(": ")[-1].split(" Of ")[0]
        'the record does not show it to be unusually long.'
        """
        from summitry.report.memos import memos

        found = self.multiverse() if self.declared.claims else None
        return memos(self.check(), self.declared.record, found)

    def explore(self) -> Any:
        """
        Try other ways to count with sliders, in a notebook.

        The floor for visitors' ranks, the weight of a summit, the list of eras,
        unclear and unsourced rows, and visits that the record may have missed: the
        frequencies, their ranks and the verdicts change at once.

        Returns
        -------
        widget
            Shown by JupyterLab, Jupyter Notebook, VS Code, marimo and Colab. What is
            chosen and found is in its ``chosen`` and ``found``.

        Raises
        ------
        MissingExtraError
            If anywidget is not installed: ``pip install 'summitry[explore]'``.
        LimitError
            If there are over 20,000 combinations.

        Notes
        -----
        Every number is that of the same evaluation as `check`. A verdict that as many
        missed visits, or fewer, could change is shown as not determined, whether they
        would make a claim fail or bear it out.

        Examples
        --------
        >>> import summitry
        >>> widget = summitry.read_study("china-dprk").explore()
        >>> sum(verdict == 1 for verdict in widget.found["verdicts"])
        17
        """
        from summitry.facade.explorer import explorer_widget

        return explorer_widget(self)

    @at_the_door
    def report(
        self,
        path: str | Path,
        *,
        note: str | None = None,
        dated: bool = True,
        interactive: bool = True,
        overwrite: bool = False,
    ) -> Path:
        """
        Write the study as one file, for somebody who was not there.

        Parameters
        ----------
        path : str or path
            Where to write; the file appears whole or not at all. A name that ends with
            ``.html`` or ``.htm`` asks for a page, which can be printed from the browser
            too, one with ``.docx`` for a Word document (with python-docx), one with
            ``.pdf`` for a PDF (with weasyprint, which may take a minute).
        note : str, optional
            A line of yours below the title, such as who made the report. Without it the
            report names nobody.
        dated : bool, default True
            Whether the last line says on which day it was made. Without it the same
            study gives the same bytes, as in a bundle.
        interactive : bool, default True
            Whether a reader may try other weights, floors and lists of eras in the
            page, over a grid that is computed beforehand. Its script is small and in
            the page; without scripts the rest stays whole. False writes none.
        overwrite : bool, default False
            Whether a file that is there already may be replaced.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        StudyError
            If the study and its data disagree.
        InputError
            If the file is there already, cannot be written, or its name ends as no
            report does.
        MissingExtraError
            If what makes Word documents or PDF is not installed.

        Notes
        -----
        Everything that data say is escaped, and only web addresses in the column
        ``source_url`` become links. Without matplotlib the plots are left out.

        Examples
        --------
        >>> import summitry, tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> files = summitry.new_study(folder / "mine")
        >>> study = summitry.read_study(folder / "mine")
        >>> study.report(folder / "report.html").name
        'report.html'
        """
        from summitry.report.write_report import write_report

        return write_report(
            self,
            path,
            note=note,
            dated=dated,
            interactive=interactive,
            overwrite=overwrite,
        )

    @at_the_door
    def bundle(
        self,
        path: str | Path,
        *,
        license: str | None = None,
        author: str | None = None,
        published: Any = None,
        overwrite: bool = False,
    ) -> Path:
        """
        Write the study with everything that it gives as one archive that reruns.

        Parameters
        ----------
        path : str or path
            Where to write the zip file; it appears whole or not at all.
        license : str, optional
            Web address of the licence under which you give it away, such as
            ``"https://creativecommons.org/licenses/by/4.0/"``.
        author : str, optional
            Your name; without it the bundle names nobody.
        published : date, optional
            The day of the bundle; today if it is not given. With the same day the same
            study gives the same bytes.
        overwrite : bool, default False
            Whether a file that is there already may be replaced.

        Returns
        -------
        Path
            The file: an RO-Crate with the study, its data, tables, figures, verdicts,
            memos, report and the versions of what made them.

        Raises
        ------
        InputError
            If the file is there already, or cannot be written.
        ColumnError
            If the study was given a table that no file can hold exactly.

        Examples
        --------
        >>> import summitry, tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> files = summitry.new_study(folder / "mine")
        >>> study = summitry.read_study(folder / "mine")
        >>> study.bundle(folder / "bundle.zip", published="2017-03-16").name
        'bundle.zip'
        """
        from summitry.facade.bundle import write_bundle

        return write_bundle(
            self,
            path,
            license=license,
            author=author,
            published=published,
            overwrite=overwrite,
        )
