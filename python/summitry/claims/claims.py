"""Claims: published numbers computed again, each with its verdict and its visits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims import wording as _wording
from summitry.claims.measured import Reading
from summitry.claims.verdicts import NOT_DETERMINED, NOT_REPRODUCED, REPRODUCED
from summitry.frames import Table, build
from summitry.frames.arguments import known_name
from summitry.output import show
from summitry.output.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summitry.claims.judging import Judge
    from summitry.claims.verdicts import Judged
    from summitry.frames import Frame
    from summitry.output import Shown

VERDICTS = (REPRODUCED, NOT_REPRODUCED, NOT_DETERMINED)
"""What can become of a claim."""

_COLUMNS = (
    "id",
    "says",
    "printed",
    "computed",
    "verdict",
    "expected",
    "as_expected",
    "value",
    "low",
    "high",
    "reason",
    "definition",
    "because",
)
_WIDEST = 60
_RECEIPT = ("id", "date", "origin", "destination", "visitor", "visitor_office")


@dataclass(frozen=True)
class ClaimResult:
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
    value, low, high : float or None
        The computed number, in the unit of the print, and the ends of what it may be
        where visits without a source are in doubt. None where there is no number.
    verdict : str
        ``reproduced``, ``not reproduced`` or ``not determined``.
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
    """

    id: str
    says: str
    printed: str
    computed: str
    value: float | None
    low: float | None
    high: float | None
    verdict: str
    reason: str
    definition: str
    readings: dict[str, str]
    rows: tuple[int, ...]
    expected: str
    because: str | None
    line: int

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is the one that the study expects."""
        return self.verdict == self.expected

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return fields | {"rows": list(self.rows), "as_expected": self.as_expected}

    def __str__(self) -> str:
        lines = [
            f"{self.id}: {self.verdict}",
            f"  {' '.join(self.says.split())}",
            f"  printed   {self.printed}",
            f"  computed  {self.computed}",
            *(f"            {text} {name}" for name, text in self.readings.items()),
            f"  why       {self.reason}",
            f"  counted   {self.definition}",
        ]
        return "\n".join(visible(line) for line in lines)


@dataclass(frozen=True)
class ClaimResults:
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

    @property
    def failed(self) -> tuple[ClaimResult, ...]:
        """The claims whose verdict is not the one expected."""
        return tuple(one for one in self.results if not one.as_expected)

    @property
    def passed(self) -> bool:
        """Whether every verdict is the one expected."""
        return not self.failed

    def to_frame(self) -> Frame:
        """One row a claim, in the kind of table that the visits have."""
        columns = {name: [getattr(one, name) for one in self] for name in _COLUMNS}
        numbers = {
            name: np.array([np.nan if v is None else v for v in columns[name]], float)
            for name in ("value", "low", "high")
        }
        flags = {"as_expected": np.array(columns["as_expected"], dtype=bool)}
        return build(columns | numbers | flags, self._visits.backend)

    def with_robustness(self, rows: list[dict[str, Any]]) -> Frame:
        """The claims and their verdicts beside what says how robust they are."""
        names = ("id", "says", "printed", "computed", "verdict")
        columns: dict[str, Any] = {
            name: [getattr(one, name) for one in self] for name in names
        }
        for name in ("break_even", "overturned_by", "inexact_dates", "turns_on"):
            columns[name] = [row[name] for row in rows]
        columns["share"] = np.array([row["share"] for row in rows], dtype=np.float64)
        counts = [row["specifications"] for row in rows]
        columns["specifications"] = np.array(counts, dtype=np.int64)
        return build(columns, self._visits.backend)

    def receipts(self, name: str) -> Frame:
        """The visits behind a claim, with every column."""
        return self._visits.rows(np.array(self[name].rows, dtype=np.int64))

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
        widths = [max(map(len, column), default=0) for column in cells]
        lines = [
            "  ".join(
                cell.ljust(wide) for cell, wide in zip(line, widths, strict=True)
            ).rstrip()
            for line in zip(*cells, strict=True)
        ]
        more = len(rows) - most
        return lines + ([f"and {more} more"] if more > 0 else [])

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        claims = [one.to_dict() for one in self.results]
        return {"provenance": self.provenance, "passed": self.passed, "claims": claims}

    def __str__(self) -> str:
        return str(self._shown())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self._shown()._repr_html_()

    def _shown(self) -> Shown:
        failed = len(self.failed)
        told = "as the study expects" if not failed else f"{failed} not as expected"
        return show(
            self.to_frame(),
            title=f"Claims of {visible(self.provenance['study'])}, {told}",
            columns={name: name for name in ("id", "printed", "computed", "verdict")},
        )


def check_claims(
    judge: Judge, provenance: dict[str, str], only: str | None = None
) -> ClaimResults:
    """
    Compute and judge the claims of a study, or one of them.

    Raises
    ------
    StudyError
        If a claim names an era, a shock, a side or a value that the data do not have.
    """
    claims = judge.places.tables.model.get("claim", [])
    keys = [f"claim[{number}]" for number in range(len(claims))]
    places = judge.places.source.locate_all(keys)
    results = [
        _result(judge, claim, key, line)
        for claim, key, (line, _) in zip(claims, keys, places, strict=True)
        if only is None or claim["id"] == only
    ]
    return ClaimResults(tuple(results), provenance, judge.places.visits)


def _result(judge: Judge, claim: Mapping[str, Any], key: str, line: int) -> ClaimResult:
    conventions = judge.conventions(claim)
    found = judge.judge(claim, key, conventions)
    return ClaimResult(
        id=claim["id"],
        says=claim["says"],
        printed=_wording.asserted(claim),
        computed=found.text,
        value=found.value,
        low=found.low,
        high=found.high,
        verdict=found.verdict,
        reason=found.reason,
        definition=_wording.counted(claim, conventions, found.measured),
        readings=_readings(judge, claim, key, conventions, found),
        rows=tuple(int(row) for row in found.rows),
        expected=claim["expect"],
        because=claim.get("because"),
        line=line,
    )


def _readings(
    judge: Judge,
    claim: Mapping[str, Any],
    key: str,
    conventions: dict[str, str],
    found: Judged,
) -> dict[str, str]:
    """What the number is when doubtful visits are read otherwise."""
    if found.value is None:
        return {}
    sourced_only = conventions["unsourced"] == "exclude"
    counted = "include" if conventions["unclear"] == "include" else "exclude"
    other = "exclude" if counted == "include" else "include"
    words = {"include": "with unclear visits", "exclude": "without unclear visits"}
    asked = {words[other]: Reading(sourced_only, other)}
    if judge.places.sourced is not None and not sourced_only:
        asked["with a source only"] = Reading(sourced_only=True, unclear=counted)
    texts = {}
    for name, reading in asked.items():
        value = judge.value_in(claim, key, conventions, reading)
        text = "no value" if np.isnan(value) else _wording.number(value, claim)
        if text != _wording.number(found.value, claim):
            texts[name] = text
    return texts


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value.date().isoformat() if hasattr(value, "date") else str(value)
    return visible(text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…")
