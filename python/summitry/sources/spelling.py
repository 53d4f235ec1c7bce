"""Names of states as they are compared: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LETTERS = str.maketrans(
    {"\u0131": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe"}
)
"""Letters that are no other letter with an accent."""
_APOSTROPHES = re.compile("['`\u00b4\u02bb\u02bc\u2018\u2019]")
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_BETWEEN = re.compile(r"[\W_]+")
_BEHIND_COMMA = re.compile(r"(?P<name>[^,(]+),\s*(?P<kind>.+)")
_IN_BRACKETS = re.compile(r"(?P<name>[^(]+?)\s*\((?P<kind>[^)]+)\)\s*")
_ABBREVIATIONS = {
    "st": "saint",
    "rep": "republic",
    "dem": "democratic",
    "is": "islands",
}
FOOTNOTE = re.compile(
    r"\[\s*(?:\d+|([a-z])\1?|(?:n|nb|fn|note)\.? ?\d+|citation needed)\s*\]",
    re.IGNORECASE,
)
"""The mark of a footnote as pages have it: [1], [a], [note 2]."""
_RAISED = "[*\u2020\u2021\u00a7\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u2473]"
_MARKS = re.compile(rf"(?:\s*(?:{FOOTNOTE.pattern}|{_RAISED}))+\s*$", re.IGNORECASE)
_NEAR = 0.55
"""Share of letters and pairs of letters in common from which on a spelling is near."""


def without_unseen(text: str) -> str:
    r"""
    Return a text without marks that nobody sees, such as blanks of no width.

    Examples
    --------
    >>> without_unseen("\u200bFran\u00adce")
    'France'
    """
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def trimmed(text: str) -> str:
    r"""
    Return a text without blanks and marks that nobody sees at both its ends.

    Within a text such marks may join or part letters, as in Persian.

    Examples
    --------
    >>> trimmed("\ufeff\u200b France \u200e")
    'France'
    """
    bare = text.strip()
    if bare.isascii():
        return bare
    start, end = 0, len(bare)
    while start < end and _unseen(bare[start]):
        start += 1
    while end > start and _unseen(bare[end - 1]):
        end -= 1
    return bare[start:end]


def _unseen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Cf"


def without_marks(text: str) -> str:
    """
    Return a name without the marks of footnotes at its end, if it has any letter else.

    Examples
    --------
    >>> (
    ...     without_marks("Russia[1][note 2]"),
    ...     without_marks("Russia\u00b2"),
    ...     without_marks("[a]"),
    ... )
    ('Russia', 'Russia', '[a]')
    """
    return _MARKS.sub("", text) or text


def unaccented(text: str) -> str:
    """
    Return a text in lower case, without accents, width and letters of few alphabets.

    Examples
    --------
    >>> unaccented("CÔTE"), unaccented("Łódź")
    ('cote', 'lodz')
    """
    plain = unicodedata.normalize("NFKD", without_unseen(text).casefold())
    letters = plain.translate(_LETTERS)
    return "".join(char for char in letters if not unicodedata.combining(char))


def folded(text: str) -> str:
    """
    Return a name as it is compared.

    Case, accents, punctuation and "the" do not count, "&" is "and", and a few
    abbreviations are written out.

    Examples
    --------
    >>> folded("CÔTE D'IVOIRE"), folded("St. Kitts & Nevis"), folded("The U.S.S.R.")
    ('cote divoire', 'saint kitts and nevis', 'ussr')
    """
    # Taken apart, an acute accent that stands alone has a blank before it.
    plain = unaccented(_APOSTROPHES.sub("", text)).replace("&", " and ")
    plain = _APOSTROPHES.sub("", plain)
    plain = _INITIALS.sub("", plain)
    words = _BETWEEN.sub(" ", plain).split()
    written = [_ABBREVIATIONS.get(word, word) for word in words if word != "the"]
    return " ".join(written).replace("viet nam", "vietnam")


def readings(text: str) -> Iterator[str]:
    """
    Yield a name as it is compared, then turned round at its comma or brackets.

    Examples
    --------
    >>> list(readings("Korea, Republic of"))
    ['korea republic of', 'republic of korea', 'republic of of korea']
    >>> list(readings("Chad"))
    ['chad']
    """
    yield folded(text)
    turned = _BEHIND_COMMA.fullmatch(text) or _IN_BRACKETS.fullmatch(text)
    if turned:
        yield folded(f"{turned['kind']} {turned['name']}")
        yield folded(f"{turned['kind']} of {turned['name']}")


def in_brackets(text: str) -> tuple[str, str] | None:
    """
    Return a name and what stands behind it in brackets.

    Examples
    --------
    >>> in_brackets("South Korea (ROK)")
    ('South Korea', 'ROK')
    """
    found = _IN_BRACKETS.fullmatch(text)
    return (found["name"], found["kind"]) if found else None


class NearestSpellings:
    """
    The known spellings that are nearest to one that is not known.

    Parameters
    ----------
    spellings : iterable of str
        The known ones.
    """

    def __init__(self, spellings: Iterable[str]) -> None:
        self._spellings = list(dict.fromkeys(spellings))
        parts = [_parts(folded(spelling)) for spelling in self._spellings]
        self._sizes = np.array([len(one) for one in parts], dtype=np.int64)
        holding: dict[str, list[int]] = {}
        for number, one in enumerate(parts):
            for part in one:
                holding.setdefault(part, []).append(number)
        self._holding = {part: np.array(rows) for part, rows in holding.items()}

    def of(self, text: str, most: int = 3) -> list[str]:
        """
        Return the nearest spellings, the nearest first.

        Examples
        --------
        >>> NearestSpellings(["Iceland", "Ireland", "Chad"]).of("Icelnd")
        ['Iceland']
        """
        parts = _parts(folded(text))
        held = [self._holding[part] for part in parts if part in self._holding]
        if not held:
            return []
        common = np.bincount(np.concatenate(held), minlength=self._sizes.size)
        share = 2 * common / (len(parts) + self._sizes)
        close = np.flatnonzero(share >= _NEAR)
        order = close[np.argsort(-share[close], kind="stable")]
        return [self._spellings[number] for number in order[:most].tolist()]


def _parts(word: str) -> set[str]:
    """Letters by how often they stood before, pairs of neighbours, pairs around one."""
    seen: Counter[str] = Counter()
    letters = set()
    for char in word:
        seen[char] += 1
        letters.add(f"{char}{seen[char]}")
    bounded = f"^{word}$"
    neighbours = {bounded[k : k + 2] for k in range(len(bounded) - 1)}
    around = {f"{bounded[k]}.{bounded[k + 2]}" for k in range(len(bounded) - 2)}
    return letters | neighbours | around
