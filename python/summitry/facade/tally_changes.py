"""Tallies of eras that moved between two versions of a study, and by which rows."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.claims.claim import Claim
from summitry.claims.scope import Scope
from summitry.report.movers_words import movers_in_words
from summitry.study.record_parts import countries_of, part_of
from summitry.study.several_records import RECORD

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.facade.study import Study

_LISTS = (RECORD, "side", "rule", "era")
_NUMBERS = ("count", "years", "frequency", "weighted_frequency")


class Moved(NamedTuple):
    """A row that moved a tally or the number of a claim, and how."""

    of: str
    name: str
    key: str
    how: str


class _Tally(NamedTuple):
    """What one version says of an era, with the names of the visits that it counts."""

    numbers: dict[str, Any]
    keys: set[str]
    reasons: list[str]

    @property
    def known(self) -> bool:
        """Whether there is any number that could have moved."""
        return any(value is not None for value in self.numbers.values())


def tally_changes(
    old: Study,
    new: Study,
    old_keys: npt.NDArray[Any],
    new_keys: npt.NDArray[Any],
) -> tuple[dict[str, Any], list[Moved]]:
    """
    Return the eras of which a number moved, as columns, and the rows that moved it.

    Parameters
    ----------
    old, new : Study
        The two versions.
    old_keys, new_keys : array of str
        The names of their visits.
    """
    before, after = _tallies(old, old_keys), _tallies(new, new_keys)
    by_record = any(study.declared.tables.records for study in (old, new))
    lines: list[tuple[Any, ...]] = []
    moved: list[Moved] = []
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        if one == other or not any(each and each.known for each in (one, other)):
            continue
        # An era of one version alone is no tally that rows have moved.
        # Neither is one without a number, of which it is said why.
        why = [reason for each in (one, other) if each for reason in each.reasons]
        had, has = set[str](), set[str]()
        if one is not None and other is not None and not why:
            had, has = one.keys, other.keys
        name = ", ".join(part for part in key if part)
        how = moved_between("tally", name, had, has)
        moved += how
        said = [{} if each is None else each.numbers for each in (one, other)]
        rows = movers_in_words((one.how, one.key) for one in how)
        lines.append((key, *said, rows, why[0] if why else None))
    columns: dict[str, Any] = {
        name: [line[0][place] for line in lines]
        for place, name in enumerate(_LISTS)
        if by_record or name != RECORD
    }
    for name in _NUMBERS:
        for prefix, place in (("old_", 1), ("", 2)):
            told = [line[place].get(name) for line in lines]
            numbers = [np.nan if value is None else value for value in told]
            columns[f"{prefix}{name}"] = np.array(numbers, dtype=np.float64)
    texts = {"rows": [line[3] for line in lines], "note": [line[4] for line in lines]}
    return columns | texts, moved


def moved_between(of: str, name: str, old: set[str], new: set[str]) -> list[Moved]:
    """
    Return the rows that enter a number or leave it.

    Examples
    --------
    >>> [(one.key, one.how) for one in moved_between("tally", "Xi", {"a"}, {"b"})]
    [('b', 'enters'), ('a', 'leaves')]
    """
    return [
        *(Moved(of, name, row, "enters") for row in sorted(new - old)),
        *(Moved(of, name, row, "leaves") for row in sorted(old - new)),
    ]


def _tallies(study: Study, keys: npt.NDArray[Any]) -> dict[tuple[Any, ...], _Tally]:
    """What each era counts: the same evaluator answers that answers claims."""
    tables = study.declared.tables
    sides: dict[str | None, set[str | None]] = {
        record: {None, *countries_of(part_of(tables.every, record))}
        for record in tables.records
    }
    eras = [
        (record, axis.side, axis.rule, era)
        for record in sides or [None]
        for axis in study.declared.axes
        if record is None or axis.side in sides[record]
        for era in axis.labels
    ]
    spec, rates = study.specification, ["frequency"]
    if study.scheme is not None:
        rates.append("weighted_frequency")
    found: dict[tuple[Any, ...], _Tally] = {}
    for rate in rates:
        claims = [
            Claim.value(
                Scope(
                    era,
                    side=side,
                    rule=rule,
                    where={} if record is None else {RECORD: record},
                ),
                0,
                quantity=rate,
            )
            for record, side, rule, era in eras
        ]
        for key, answer in zip(
            eras, study.declared.record.evaluate(claims, spec), strict=True
        ):
            tally = found.setdefault(key, _Tally({}, set(), []))
            # An era that was not observed has no number, in both versions alike.
            tally.numbers[rate] = None if isnan(answer.value) else answer.value
            tally.numbers.setdefault("count", answer.count)
            tally.numbers.setdefault("years", answer.years)
            if answer.reason is not None and answer.count is None:
                tally.reasons.append(answer.reason)
            tally.keys.update(keys[answer.rows].tolist())
    return found
