"""Names of persons as they are compared: folded, and by a table of aliases."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from summitry.frames import Table
from summitry.sources.packages import read_table
from summitry.sources.person_titles import NOBODY, is_office, without_titles
from summitry.sources.spelling import unaccented

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.frames import Frame

_SEPARATORS = re.compile(r"\s*(?:;|/|\band\b|&|\n)\s*", re.IGNORECASE)
"""What stands between the names of several travellers in one cell."""

_HONOURS = re.compile(
    r"\s*(?:(?:h\.\s?e\.|h\.\s?m\.|h\.\s?(?:r|s)\.\s?h\.|hrh|hsh)(?!\w)"
    r"|(?:his|her|their)\s+(?:(?:royal|imperial|serene|all)\s+)*"
    r"(?:excellency|excellencies|majesty|majesties|highness|highnesses|holiness)\b)"
)
"""What stands before a title, as unaccented."""

_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")

_ROMANISED = (
    ("ch", "j"), ("ts", "j"), ("hs", "x"), ("eo", "o"), ("eu", "u"), ("oo", "u"),
    ("ee", "i"), ("yi", "i"), ("rh", "l"), ("r", "l"), ("k", "g"), ("p", "b"),
    ("t", "d"), ("c", "j"), ("z", "j"), ("w", "u"), ("y", "i"),
)  # fmt: skip
"""Letters that one romanisation writes and another does not, in this order."""


def person_keys(
    cells: Sequence[str], aliases: Mapping[str, str]
) -> list[frozenset[str]]:
    """
    Return the persons that each cell names, as keys that are equal for one person.

    Case, accents, width, spaces, hyphens and apostrophes do not matter, nor do titles
    and words in brackets; a name with a comma is also read in the other order. A cell
    that holds no more than a title or a word such as ``unknown`` names nobody. Titles
    of several words are those of the table of offices.

    Parameters
    ----------
    cells : sequence of str
        Cells of a column of travellers, each perhaps with several names.
    aliases : mapping of folded name to folded name
        As `alias_table` gives it.

    Examples
    --------
    >>> keys = person_keys(["Kim Jong-il", "KIM Chŏng Il", "Bush, George; Rice"], {})
    >>> [sorted(one) for one in keys]
    [['kim jongil'], ['kim chongil'], ['bush george', 'george bush', 'rice']]
    """
    return [_keys_of(cell, aliases) for cell in cells]


def _keys_of(cell: str, aliases: Mapping[str, str]) -> frozenset[str]:
    outside = _IN_BRACKETS.sub(" ", unicodedata.normalize("NFKC", cell))
    keys: set[str] = set()
    # A title may hold what stands between names: "N/A", "Foreign Affairs and Trade".
    if folded(outside) in NOBODY or is_office(outside):
        return frozenset()
    for name in _SEPARATORS.split(outside):
        orders = [name]
        if name.count(",") == 1:
            last, first = name.split(",")
            orders.append(f"{first} {last}")
        folds = [folded(order) for order in orders]
        keys |= {
            aliases.get(fold, fold) for fold in folds if fold and fold not in NOBODY
        }
    return frozenset(keys)


def remark(cell: str) -> str:
    """
    Return what stands in brackets, which may tell namesakes apart.

    Examples
    --------
    >>> remark("Kim Yong Il (premier)"), remark("Kim Yong Il")
    ('premier', '')
    """
    return " ".join(
        part.strip().casefold()
        for part in _IN_BRACKETS.findall(unicodedata.normalize("NFKC", cell))
    )


def folded(name: str) -> str:
    """
    Return a name without what spellings differ in: one text, of letters alone.

    Examples
    --------
    >>> folded("Premier Kim Chŏng-il"), folded("金正日"), folded("O'Neill Jr.")
    ('kim chongil', '金正日', 'oneill jr')
    >>> folded("Deputy Prime Minister Li Lanqing"), folded("President")
    ('li lanqing', '')
    """
    words = [
        "".join(letter for letter in word if letter.isalnum())
        for word in re.split(r"[\s,.]+", _HONOURS.sub(" ", unaccented(name)))
    ]
    words = [word for word in words if word]
    words = without_titles(words)
    # Only the first space counts: Kim Jong-il is Kim Jong Il, Wang Anli no Wan Ganli.
    return " ".join([words[0], "".join(words[1:])]).strip() if words else ""


def romanised(fold: str) -> str:
    """
    Return a folded name without what romanisations differ in, to suggest, not to merge.

    Examples
    --------
    >>> romanised("kim chongil") == romanised("gim jeongil")
    True
    >>> romanised("kim jongun") == romanised("kim jongil")
    False
    """
    for written, other in _ROMANISED:
        fold = fold.replace(written, other)
    return re.sub(r"(.)\1+", r"\1", fold)


def alias_table(given: Frame | None) -> dict[str, str]:
    """
    Return every known alias, folded, with the folded name that it stands for.

    Parameters
    ----------
    given : frame, optional
        With ``name`` and ``alias``, beside those that are bundled and before them.
    """
    known = dict(_bundled())
    if given is not None:
        table = Table(given, "aliases")
        names, aliases = table.values("name"), table.values("alias")
        for name, alias in zip(names, aliases, strict=True):
            if name and alias:
                known[folded(str(alias))] = folded(str(name))
    return {alias: _last(known, name) for alias, name in known.items()}


def _last(known: Mapping[str, str], name: str) -> str:
    """The name at the end of a chain of aliases, which may be a circle."""
    seen = {name}
    while known.get(name, name) not in seen:
        name = known[name]
        seen.add(name)
    return name


@cache
def _bundled() -> tuple[tuple[str, str], ...]:
    table = read_table("aliases", "aliases")
    return tuple(
        (folded(alias), folded(name))
        for name, aliases in zip(table["name"], table["aliases"], strict=True)
        for alias in aliases.split(";")
    )
