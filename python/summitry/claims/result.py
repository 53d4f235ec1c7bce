"""What became of claims: each with its verdict, its numbers and its visits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Generic

import numpy as np

from summitry.frames import Table, build
from summitry.frames.alike import Alike
from summitry.frames.arguments import known_name
from summitry.frames.door import at_the_door
from summitry.frames.same_kind import KindT
from summitry.output.claims_grid import claims_grid, tallied, verdict_words
from summitry.output.escape import visible
from summitry.output.readable import Readable, Title
from summitry.output.state_names import spelt_out, state_names
from summitry.output.text import cut, pad, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summitry import _core
    from summitry.claims.claim import Claim
    from summitry.claims.specification import Specification
    from summitry.output.readable import Part

_COLUMNS = (
    "id",
    "says",
    "printed",
    "computed",
    "verdict",
    "condition",
    "expected",
    "as_expected",
    "value",
    "lower",
    "upper",
    "reason",
    "definition",
    "because",
)
_WIDEST = 60
_RECEIPT = ("id", "date", "origin", "destination", "visitor", "visitor_office")
_PRIVATE = ("answer", "claim", "specification", "provenance", "countries")


@dataclass(frozen=True, repr=False)
class ClaimResult(Readable):
    """
    What became of one claim.

    Attributes
    ----------
    id, says : str
        The claim's name and sentence.
    printed : str
        What it asserts, in words: ``1.25``, ``at most 11 days``, ``second-lowest``.
    computed : str
        What the record gives, in words.
    value, lower, upper : float or None
        The computed number, in the unit of the print, and the ends of what it may be
        over all visits in doubt and all days of dates known to the month. None where
        there is no number; `upper` also where nothing bounds it.
    verdict : str
        ``reproduced``, ``not reproduced`` or ``not determined``.
    condition : str
        What the verdict needs: a mean of answered waits is reproduced ``only if the
        shock that no visit followed is left out``, and one of several shocks ``with the
        shock that came after the observation left out``. Empty where it needs nothing.
    reason : str
        Why.
    definition : str
        How it was counted, in one line.
    readings : dict of str to str
        The computed number where doubtful visits are read otherwise, if it differs.
    rows : tuple of int
        The visits behind it, as positions in the study's visits.
    expected : str
        The verdict that the study expects.
    because : str or None
        Why it expects another than ``reproduced``.
    line : int
        Where in the study file the claim is.
    answer : Answer
        What the core answered, with what the number is made of.
    claim : Claim
        The sentence as data.
    specification : Specification
        Under which the claim was judged: the study's, and the claim's own.
    provenance : mapping of str to str
        Hashes of the study and its data, and the version of the package.
    countries : frozenset of str
        The countries of the study, which are called by their names where it is shown.
    """

    id: str
    says: str
    printed: str
    computed: str
    value: float | None
    lower: float | None
    upper: float | None
    verdict: str
    condition: str
    reason: str
    definition: str
    readings: dict[str, str]
    rows: tuple[int, ...]
    expected: str
    because: str | None
    line: int
    answer: _core.Answer = field(repr=False, compare=False)
    claim: Claim = field(repr=False)
    specification: Specification = field(repr=False)
    provenance: Mapping[str, str] = field(
        default_factory=dict, repr=False, compare=False
    )
    countries: frozenset[str] = field(
        default_factory=frozenset, repr=False, compare=False
    )

    @property
    def conditional(self) -> str:
        """The verdict with its condition."""
        return f"{self.verdict} {self.condition}".rstrip()

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is the one that the study expects."""
        return self.verdict == self.expected

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy holds: what the core answered as a plain record."""
        return vars(self) | {"answer": _kept(self.answer)}

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        names = [name for name in self.__dataclass_fields__ if name not in _PRIVATE]
        fields = {name: getattr(self, name) for name in names}
        return fields | {"rows": list(self.rows), "as_expected": self.as_expected}

    def _parts_(self) -> list[Part]:
        also = (f"{text} {name}" for name, text in self.readings.items())
        # A leader, a rank or a kind of shock may be called as a country's code is.
        names = state_names(self.countries)
        facts = {
            "verdict": self.conditional,
            "printed": spelt_out(self.printed, names),
            "computed": spelt_out("; ".join([self.computed, *also]), names),
            "why": spelt_out(self.reason, names),
            "counted": spelt_out(self.definition, names),
        }
        if not self.as_expected or self.because:
            because = [" ".join(self.because.split())] if self.because else []
            facts["expected"] = ": ".join([self.expected, *because])
        return [Title(" ".join(self.says.split())), facts | {"claim": self.id}]


@dataclass(frozen=True, eq=False, repr=False)
class ClaimResults(Alike, Readable, Generic[KindT]):
    """
    What became of the claims of a study, in the order of the file.

    Iterate over it, index it by a claim's id, or take it as a table.

    Attributes
    ----------
    results : tuple of ClaimResult
        One for each claim.
    provenance : dict of str to str
        Hash of the study, hash of the data, and version of the package.
    """

    results: tuple[ClaimResult, ...]
    provenance: dict[str, str]
    _visits: Table = field(repr=False)

    def __iter__(self) -> Iterator[ClaimResult]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def __getitem__(self, name: str) -> ClaimResult:
        found = {one.id: one for one in self.results}
        return found[known_name(name, list(found), "claim")]

    def only(self, *names: str) -> ClaimResults[KindT]:
        """Return the same with these claims alone."""
        kept = tuple(self[name] for name in names)
        return ClaimResults(kept, self.provenance, self._visits)

    @property
    def failed(self) -> tuple[ClaimResult, ...]:
        """The claims whose verdict is not the one expected."""
        return tuple(one for one in self.results if not one.as_expected)

    @property
    def passed(self) -> bool:
        """Whether every verdict is the one expected."""
        return not self.failed

    def to_frame(self) -> KindT:
        """One row a claim, in the kind of table that the visits have."""
        columns = {name: [getattr(one, name) for one in self] for name in _COLUMNS}
        numbers = {
            name: np.array([np.nan if v is None else v for v in columns[name]], float)
            for name in ("value", "lower", "upper")
        }
        flags = {"as_expected": np.array(columns["as_expected"], dtype=bool)}
        made: KindT = build(columns | numbers | flags, self._visits.backend)
        return made

    def with_robustness(self, rows: list[dict[str, Any]]) -> KindT:
        """The claims and their verdicts beside what says how robust they are."""
        names = ("id", "says", "printed", "computed", "verdict")
        columns: dict[str, Any] = {
            name: [getattr(one, name) for one in self] for name in names
        }
        for name in ("break_even", "overturned_by", "inexact_dates", "turns_on"):
            columns[name] = [row[name] for row in rows]
        columns["share"] = np.array([row["share"] for row in rows], dtype=np.float64)
        flips = [row["overturned_visits"] for row in rows]
        columns["overturned_visits"] = np.ma.array(
            [flip or 0 for flip in flips],
            mask=[flip is None for flip in flips],
            dtype=np.int64,
        )
        for name in ("undetermined", "specifications"):
            columns[name] = np.array([row[name] for row in rows], dtype=np.int64)
        made: KindT = build(columns, self._visits.backend)
        return made

    @at_the_door
    def receipts(self, name: str) -> KindT:
        """The visits behind a claim, with every column."""
        rows: KindT = self._visits.rows(np.array(self[name].rows, dtype=np.int64))
        return rows

    @at_the_door
    def visits(self, name: str, *, most: int = 12) -> list[str]:
        """Name the visits behind a claim, a line each, the first few of them."""
        rows = self[name].rows
        columns = [one for one in _RECEIPT if self._visits.has(one)]
        if self._visits.has("date_text"):
            columns[columns.index("date")] = "date_text"
        table = Table(
            self._visits.rows(np.array(rows[:most], dtype=np.int64)), "visits"
        )
        cells = [[_cell(value) for value in table.values(one)] for one in columns]
        widths = [max(map(width_of, column), default=0) for column in cells]
        lines = [
            "  ".join(
                pad(cell, wide) for cell, wide in zip(line, widths, strict=True)
            ).rstrip()
            for line in zip(*cells, strict=True)
        ]
        more = len(rows) - most
        return lines + ([f"and {more} more"] if more > 0 else [])

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        claims = [one.to_dict() for one in self.results]
        return {"provenance": self.provenance, "passed": self.passed, "claims": claims}

    def tallied(self) -> str:
        """
        Say how many claims there are, and how many came out how.

        Examples
        --------
        >>> import summitry
        >>> summitry.read_study("china-dprk").check("xi-frequency").tallied()
        '1 claim: 1 reproduced; none unexpected'
        """
        verdicts = [one.verdict for one in self]
        return tallied(verdicts, [one.as_expected for one in self])

    def _compared_(self) -> Any:
        return self.results, self.provenance, self._visits.native

    def _parts_(self) -> list[Part]:
        columns = {
            "says": [" ".join(one.says.split()) for one in self],
            "printed": [one.printed for one in self],
            "computed": [one.computed for one in self],
            "verdict": [
                verdict_words(one.verdict, one.condition, one.as_expected)
                for one in self
            ],
            "id": [one.id for one in self],
        }
        title = f"Claims of {self.provenance['study']}"
        notes = [f"{self.tallied()}."]
        return [replace(claims_grid(columns), title=title, notes=notes)]


def _kept(value: Any) -> Any:
    """
    Return a class of the core as a record with the same attributes.

    Those classes are made by the core alone, so that nothing else could build one from
    what a pickle holds.
    """
    if isinstance(value, list | tuple):
        return type(value)(_kept(one) for one in value)
    if not type(value).__module__.startswith("summitry._core"):
        return value
    names = [name for name in dir(value) if not name.startswith("_")]
    return SimpleNamespace(**{name: _kept(getattr(value, name)) for name in names})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value.date().isoformat() if hasattr(value, "date") else str(value)
    return visible(cut(text, _WIDEST))
