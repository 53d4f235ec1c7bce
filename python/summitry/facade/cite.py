"""How to cite a result: one call for a study, a run, verdicts or a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.result import ClaimResult, ClaimResults
from summitry.exceptions import InputError
from summitry.facade.analysis_result import Analysis
from summitry.facade.analysis_shown import Tables
from summitry.facade.read_study import read_study
from summitry.facade.study import Study
from summitry.frames import Table
from summitry.frames.door import at_the_door
from summitry.output.readable import Readable
from summitry.output.shown import Shown
from summitry.report.citing import Citations, citations
from summitry.report.claim_references import keys_of_claim
from summitry.report.memos import Memo, Memos
from summitry.report.references import keys_of
from summitry.robustness.bounds_result import Bounds
from summitry.robustness.break_even_result import BreakEven
from summitry.robustness.multiverse_result import Multiverse
from summitry.study.source import bundled_studies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from summitry.frames import Frame

_METHODS: dict[type, tuple[str, ...]] = {
    Bounds: ("manski2003",),
    BreakEven: ("lahdelma1998",),
    Multiverse: ("steegen2016", "saltelli2008", "owen2014"),
}
"""What stands behind results that are no tables."""


@at_the_door
def cite(
    data: Frame | Readable | str, *, record: str | Study | Analysis | None = None
) -> Citations:
    """
    Return in BibTeX what stands behind a result: software, record and methods.

    Parameters
    ----------
    data : frame, result or str
        A table of numbers, what `show` made of one, a run, the verdict on a claim or on
        several, a memo, a multiverse, a study, or the name of a bundled record.
    record : str, Study or Analysis, optional
        Of which record a table is: the name of a bundled record, or a study or its run
        whose data the table was made of. A table cannot tell by itself.

    Returns
    -------
    Citations
        Prints as the text of a ``.bib`` file; ``save`` writes it. The software comes
        first, then the records (data of your own by their SHA-256), then the published
        methods that the table or the tables of the run were made by.

    Raises
    ------
    CategoryError
        If there is no such record.
    FrameError
        If `data` is neither a table nor a result.
    InputError
        If `record` is none of these, or `data` says itself that it is of another.

    Notes
    -----
    Of a table the methods are told by its columns: keep those such as ``interval``,
    ``method`` and ``adjustment``, which say how it was made. A table does not say which
    record it is of: name it by `record`. A study, its run, verdicts and memos do.

    Examples
    --------
    >>> import summitry
    >>> eras = {"era": ["Hu", "Xi"], "count": [55, 6], "years": [10.0, 4.33]}
    >>> found = summitry.cite(summitry.compare_eras(eras, method="central"))
    >>> found.keys
    ['summitry', 'fay2010', 'holm1979', 'przyborowski1940']
    >>> run = summitry.read_study("china-dprk").run()
    >>> summitry.cite(run["frequency"], record=run).keys
    ['summitry', 'china-dprk', 'fay1997', 'garwood1936', 'mccullagh1989']
    >>> print(summitry.cite("china-dprk").entries[1].splitlines()[2].strip())
    title = {High-level visits between China and North Korea since 1953},
    """
    found = _found(data)
    if record is None:
        return found
    software, *others = found.entries
    records = _entries_of(record)
    named = [one for one in others if one.startswith("@misc")]
    if any(one not in records for one in named):
        raise InputError(
            "what is cited says itself of which record it is, and it is another",
            hint="cite it without record=",
        )
    return Citations([software, *records, *(one for one in others if one not in named)])


def _found(data: Any) -> Citations:
    for kind, how in _HOW.items():
        if isinstance(data, kind):
            return how(data)
    return citations(_keys([data]))


def _entries_of(record: Any) -> list[str]:
    """Return the entries of what a table is said to be of."""
    if isinstance(record, str):
        found = citations(records=[record])
    elif isinstance(record, Study | Analysis):
        found = _of_tables([], record.record_names, record.title, record.provenance)
    else:
        raise InputError(
            f"record must be a study, its run, or the name of a bundled record; "
            f"{type(record).__name__} is none",
            hint='record="china-dprk" or record=study',
        )
    return list(found.entries[1:])


def _of_run(run: Analysis) -> Citations:
    tables = list(run.tables.values())
    return _of_tables(tables, run.record_names, run.title, run.provenance)


def _of_study(study: Study) -> Citations:
    """A study: what its tables were made by, and its claims if it makes any."""
    tables = list(study.run().tables.values())
    if study.claims:
        found = study.multiverse()
        tables += [study.robustness(), found.claims, found.drivers]
    return _of_tables(tables, study.record_names, study.title, study.provenance)


def _of_claims(keys: Iterable[str], made: Mapping[str, str]) -> Citations:
    """Verdicts or memos: their methods, and the record by which study they are of."""
    if not made:
        return citations(keys)
    records = []
    if made["study"] in bundled_studies():
        bundled = read_study(made["study"])
        # A file of the caller's may have that name.
        records = bundled.record_names if bundled.hash == made["study_sha256"] else []
    return citations(keys, records, (made["study"], made["data_sha256"]))


def _of_tables(
    tables: Iterable[Frame],
    records: Iterable[str],
    title: str,
    provenance: Mapping[str, str],
) -> Citations:
    digest = provenance.get("data_sha256")
    data = None if digest is None else (title or provenance["study"], digest)
    return citations(_keys(tables), records, data)


def _keys(tables: Iterable[Frame]) -> list[str]:
    return [key for table in tables for key in keys_of(Table(table, "data"))]


_HOW: dict[type, Callable[[Any], Citations]] = {
    # A memo is a text too, and what is shown is a result.
    Memo: lambda memo: _of_claims(memo.methods, memo.provenance),
    str: lambda name: citations(records=[name]),
    Shown: lambda shown: citations() if shown.of is None else _found(shown.of),
    Study: _of_study,
    Analysis: _of_run,
    ClaimResult: lambda one: _of_claims(keys_of_claim(one), one.provenance),
    ClaimResults: lambda every: _of_claims(
        [key for one in every for key in keys_of_claim(one)], every.provenance
    ),
    Memos: lambda memos: _of_claims(
        [key for one in memos.values() for key in one.methods],
        next((one.provenance for one in memos.values()), {}),
    ),
    Tables: lambda tables: citations(_keys(tables.values())),
    Readable: lambda result: citations(_METHODS.get(type(result), ())),
}
"""How each kind of result is cited; the first that fits."""
