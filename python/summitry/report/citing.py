"""How a result is cited: the software, the record, and the methods behind it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from summitry import _core
from summitry.frames.alike import Alike
from summitry.frames.door import at_the_door
from summitry.output.latex import latex
from summitry.output.readable import Readable, Verbatim
from summitry.output.writing import refuse_suffix, write_whole
from summitry.report.references import bibtex
from summitry.sources.packages import package_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from summitry.output.readable import Part

_NAME = "The summitry developers"
_DEVELOPERS = f"{{{_NAME}}}"
_YEAR = "2026"
"""When this version was made, and the records that come with it."""

_TITLE = "summitry: How close are two governments, and did it change?"


class Citations(Alike, Readable):
    """
    References in BibTeX; printed, they are the text of a ``.bib`` file.

    `cite` makes them.

    Attributes
    ----------
    entries : tuple of str
        The software, the records, then the methods by the alphabet.
    """

    def __init__(self, entries: Sequence[str]) -> None:
        self.entries = tuple(entries)

    @cached_property
    def keys(self) -> list[str]:
        """The keys by which a text cites them."""
        return [one.partition("{")[2].partition(",")[0] for one in self.entries]

    def to_bibtex(self) -> str:
        """Return them as the text of a ``.bib`` file."""
        return "\n\n".join(self.entries) + "\n"

    @at_the_door
    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """
        Write them as a ``.bib`` file.

        Raises
        ------
        InputError
            If the file is there already, or cannot be written.
        """
        refuse_suffix(path, ".bib", ".txt")
        return write_whole(path, self.to_bibtex(), overwrite=overwrite)

    def _parts_(self) -> list[Part]:
        return [Verbatim("\n\n".join(self.entries))]


def citations(
    keys: Iterable[str] = (),
    records: Iterable[str] = (),
    data: tuple[str, str] | None = None,
) -> Citations:
    """
    Return the software, bundled records or data of a study's own, and methods.

    Parameters
    ----------
    keys : iterable of str
        The methods.
    records : iterable of str
        Names of bundled records.
    data : (str, str), optional
        Title and SHA-256 of data that are no bundled record.

    Examples
    --------
    >>> citations(["garwood1936"], ["china-dprk"]).keys
    ['summitry', 'china-dprk', 'garwood1936']
    """
    named = dict.fromkeys(records)
    made = [software(), *map(record_entry, named)]
    if data is not None and not named:
        title, digest = data
        made.append(
            _entry("data", {"title": latex(title), "note": f"SHA-256 {digest}"})
        )
    return Citations([*made, *bibtex(keys)])


def software() -> str:
    """Return the entry of the package itself."""
    said = {
        "author": _DEVELOPERS,
        "title": f"{{{_TITLE}}}",
        "year": _YEAR,
        "version": _core.__version__,
        "note": f"Python package, version {_core.__version__}",
    }
    return _entry("summitry", said)


def record_entry(name: str) -> str:
    """
    Return the entry of a bundled record.

    Examples
    --------
    >>> print(record_entry("china-rok").splitlines()[2].strip())
    title = {High-level visits between China and South Korea since 1992},
    """
    package = package_of(name)
    authors = " and ".join(f"{{{one['title']}}}" for one in package["contributors"])
    licences = ", ".join(one["name"] for one in package["licenses"])
    said = {
        "author": authors,
        "title": latex(package["title"]),
        "year": _YEAR,
        "version": package["version"],
        "note": f"Data set, version {package['version']}, {licences}",
    }
    return _entry(re.sub(r"[^\w-]", "-", name), said)


def software_sentence() -> str:
    """
    Return the package itself as a list of references has it.

    Examples
    --------
    >>> software_sentence().startswith("The summitry developers (2026). summitry: ")
    True
    """
    version = _core.__version__
    return f"{_NAME} ({_YEAR}). {_TITLE} Python package, version {version}."


def record_sentence(name: str) -> str:
    """
    Return a bundled record as a list of references has it.

    Examples
    --------
    >>> record_sentence("china-rok").partition(". ")[0]
    'The summitry developers (2026)'
    """
    package = package_of(name)
    authors = " and ".join(one["title"] for one in package["contributors"])
    licences = ", ".join(one["name"] for one in package["licenses"])
    return (
        f"{authors} ({_YEAR}). {package['title']}. Data set, version "
        f"{package['version']}, {licences}."
    )


def _entry(key: str, fields: dict[str, str]) -> str:
    lines = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items())
    return f"@misc{{{key},\n{lines}\n}}"
