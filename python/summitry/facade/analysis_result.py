"""What a run found: tables by name, and files and a workbook of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NoReturn

from summitry.exceptions import InputError
from summitry.facade.analysis_shown import Tables, analysis_parts
from summitry.frames import Table
from summitry.frames.alike import Alike
from summitry.frames.arguments import asked_name
from summitry.frames.door import at_the_door
from summitry.frames.same_kind import KindT
from summitry.frames.suggestion import choices, did_you_mean
from summitry.output.captions import caption_of, observed_title
from summitry.output.export import csv_text
from summitry.output.readable import Readable, Title
from summitry.output.saved_folder import write_folder
from summitry.output.shown import Shown, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from summitry.output.readable import Part


@dataclass(frozen=True, eq=False, repr=False)
class Analysis(Alike, Readable, Generic[KindT]):
    """
    What a study found: ``run["frequency"]`` is one of its tables.

    It shows its title, its tables one a line, and the first of them.

    Attributes
    ----------
    title : str
        The study's.
    since, through : str
        First and last day observed, as YYYY-MM-DD.
    tables : dict of name to frame
        ``record`` (how many visits there are, and how many have a source),
        ``left_out`` (why visits do not count), ``archive`` (visits by rank group and
        decade), ``archive_totals``, ``archive_change`` (its plainest step),
        ``archive_check`` (rank groups that begin late), ``archive_doubts`` (which
        differences that could make), ``missing_to_flip`` (how bad the archive must be),
        ``comparisons_by_floor`` and ``phases_by_floor`` (by the visits at or above a
        rank), ``notes`` (on dates and doubts), ``frequency`` (by days), ``dispersion``
        (how much the years of eras vary), ``comparisons`` (of each two eras),
        ``permutation`` (a check of these by whole years), ``trend`` (within each era),
        ``trend_or_step`` (at each handover), ``handovers_untested`` (those that could
        not be), ``composition`` (whether heads' visits or one direction took the place
        of others), ``ranks`` (how sure each era's place is),
        ``frequency_years`` (by whole calendar years), ``frequency_sourced`` (only
        visits with a source), ``frequency_joint`` (both sides' leaders), ``lags``,
        ``lag_summary``, ``placebo`` (whether the lags are unusual, over the whole
        observation and within eras), ``lag_comparison`` (the first shock against the
        others), ``summit_gaps``, ``phases`` (when the rate changed); those that the
        data allow.
        Of a study over several records each table has a column ``record``, and beside
        them are ``dyads`` and ``dyads_by_floor``: whether one record fell relative to
        another.
    claims : frame or None
        What became of the study's claims, which is saved beside the tables.
    record_names : tuple of str
        The bundled records that it is of; none where the visits are the caller's own.
    provenance : mapping of str to str
        Hashes of the study and its data, and the version of the package, where it is
        the run of a study.
    records : mapping of str to mapping of name to frame
        Of a study over several records, the tables of each by itself; else empty.
    """

    title: str
    since: str
    through: str
    tables: dict[str, KindT]
    claims: KindT | None = None
    records: Mapping[str, Mapping[str, KindT]] = field(default_factory=dict)
    record_names: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", Tables(self.tables))

    @at_the_door
    def save(self, folder: str | Path, *, overwrite: bool = False) -> Path:
        """
        Write every table as a CSV file, and a README that says what each shows.

        Parameters
        ----------
        folder : str or path
            Where to write; it is made if it is not there.
        overwrite : bool, default False
            Whether files that are there already may be replaced, but for those of a
            study in its own folder. Tables of an earlier run that this one does not
            have are removed if they still are as they were written, by
            ``summitry-files.txt``; files of yours are left alone.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        InputError
            If a file is there already, or cannot be written.

        Examples
        --------
        >>> import summitry, tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> files = summitry.new_study(folder / "mine")
        >>> found = summitry.read_study(folder / "mine").run()
        >>> saved = found.save(folder / "tables")
        >>> (saved / "lags.csv").read_text("utf-8").splitlines()[0].split(",")[:3]
        ['id', 'date', 'label']
        """
        return write_folder(folder, self.files(), overwrite=overwrite)

    @at_the_door
    def save_workbook(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """
        Write every table, with its caption and the notes, as one Excel workbook.

        Parameters
        ----------
        path : str or path
            Where to write; the file appears whole or not at all.
        overwrite : bool, default False
            Whether a file that is there already may be replaced.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        MissingExtraError
            If openpyxl is not installed.
        InputError
            If the file is there already, or cannot be written.

        Examples
        --------
        >>> import summitry, tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> files = summitry.new_study(folder / "mine")
        >>> found = summitry.read_study(folder / "mine").run()
        >>> found.save_workbook(folder / "tables.xlsx").name
        'tables.xlsx'
        """
        from summitry.output.workbook import write_workbook

        return write_workbook(
            self.whole(),
            path,
            title=self._heading(),
            notes=self._notes(),
            overwrite=overwrite,
        )

    @at_the_door
    def report(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """
        Write every table, with its caption and the notes, as one document.

        Parameters
        ----------
        path : str or path
            Where to write, as `Shown.save` takes it: ``.docx``, ``.pdf``, ``.html``,
            ``.md``, ``.tex`` or ``.txt``.
        overwrite : bool, default False
            Whether a file that is there already may be replaced.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        MissingExtraError
            If what makes such a file is not installed.
        InputError
            If no such kind is known, the file is there already, or cannot be written.

        Examples
        --------
        >>> import summitry, tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> files = summitry.new_study(folder / "mine")
        >>> found = summitry.read_study(folder / "mine").run()
        >>> found.report(folder / "tables.md").name
        'tables.md'
        """
        parts: list[Part] = [Title(self._heading())]
        for name, table in self.whole().items():
            rows = max(len(Table(table, name)), 1)
            parts.append(show(table, title=caption_of(name), rows=rows))
        return Shown([*parts, *self._notes()]).save(path, overwrite=overwrite)

    def files(self) -> dict[str, str]:
        """Return the files that `save` writes: their names, and what they say."""
        lines = [self._heading(), ""]
        lines += [f"{name}.csv: {caption_of(name)}" for name in self.whole()]
        lines += ["", *self._notes()] if self._notes() else []
        tables = {f"{name}.csv": csv_text(one) for name, one in self.whole().items()}
        return {"README.txt": "\n".join(lines) + "\n"} | tables

    def whole(self) -> dict[str, KindT]:
        """Return the tables, and what became of the claims."""
        more = {} if self.claims is None else {"claims": self.claims}
        return Tables(self.tables | more)

    def __getitem__(self, name: str) -> KindT:
        """Return one table, or ``"claims"``."""
        tables = self.whole()
        if name not in self:
            told = asked_name(name)
            raise InputError(
                f"this run has no table '{told}'",
                code="no_table",
                column=told,
                hint=choices(told, tables, "it has"),
            )
        return tables[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self.whole()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> NoReturn:
            """Say how a table is had whose name was taken for an attribute."""
            said = f"'{type(self).__name__}' object has no attribute '{name}'"
            made = "tables" in vars(self) and not name.startswith("_")
            known = self.whole() if made else {}
            if name in known:
                said = f'{said}; the table of this name is run["{name}"]'
            elif made and (near := did_you_mean(name, [*known, *_public(self)])):
                said = f"{said}; {near}"
            raise AttributeError(said, name=name, obj=self)

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the tables."""
        return iter(self.whole())

    def _ipython_key_completions_(self) -> list[str]:
        return [*self.whole()]

    def _parts_(self) -> list[Part]:
        return analysis_parts(self._heading(), self.whole())

    def _heading(self) -> str:
        return observed_title(self.title or "Visits", self.since, self.through)

    def _notes(self) -> list[str]:
        if "notes" not in self.tables:
            return []
        return list(Table(self.tables["notes"], "notes").values("note"))


def _public(run: Analysis[Any]) -> list[str]:
    return [name for name in dir(run) if not name.startswith("_")]
