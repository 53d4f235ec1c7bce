"""What is said of the check by whole years, beside the comparison of eras."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames import Table
from summitry.infer.families import REFUSED
from summitry.output.era_words import named_era
from summitry.output.table_rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Frame

_TOLD = ("lower", "higher")
_KEYS = ("side", "rule", "era", "other_era")


def about_check(tables: Mapping[str, Frame]) -> str:
    """Say what the check is, and what it supposes."""
    table = Table(tables["permutation"], "permutation")
    if not len(table):
        return ""
    if not any(p is not None for p in table.values("p")):
        return "A check by whole calendar years can be made of none of these pairs."
    holm = ", adjusted for the number of pairs (Holm)"
    return (
        "A check by whole calendar years: those of two eras are given to the two anew, in "
        "every way or in many that are drawn; p is twice the share of ways in which they "
        f"differ as much to the same side{holm if table.values('adjustment')[0] == 'holm' else ''}. It "
        "keeps what varies from year to year and supposes that no year depends on its "
        "neighbours: where neighbours are alike it errs more often than its level says. "
        "It is no verdict of its own."
    )


def checked(tables: Mapping[str, Frame]) -> list[str]:
    """Say where the check and the comparison agree, and which pairs it cannot test."""
    table = Table(tables["permutation"], "permutation")
    compared = _verdicts(Table(tables["comparisons"], "comparisons"))
    both, check, other = [], [], []
    for pair, verdict in zip(pairs_in(table), table.values("verdict"), strict=True):
        told = compared.get(pair) in _TOLD
        if told and verdict in _TOLD:
            both.append(pair)
        elif verdict in _TOLD:
            check.append(pair)
        elif told and verdict != REFUSED:
            other.append(pair)
    said = [
        f"{text}: {_listed(found)}."
        for text, found in (
            ("The check agrees where eras are told apart", both),
            ("By the check alone, which is not enough", check),
            ("By the comparison, and not by the check", other),
        )
        if found
    ]
    return said + _refused(table)


def _refused(table: Table) -> list[str]:
    """Say of each pair without a p why none could have decided."""
    found: dict[str, list[tuple[str, ...]]] = {}
    notes = table.values("note")
    for pair, note in zip(pairs_in(table), notes, strict=True):
        if note:
            found.setdefault(str(note), []).append(pair)
    return [f"Not tested: {_listed(pairs)} ({note})." for note, pairs in found.items()]


def _verdicts(table: Table) -> dict[tuple[str, ...], str]:
    """The verdict of each pair, whichever of the two comes first."""
    told = {}
    for pair, verdict in zip(pairs_in(table), table.values("verdict"), strict=True):
        *keys, one, other = pair
        told[pair] = verdict
        told[(*keys, other, one)] = verdict
    return told


def pairs_in(table: Table) -> list[tuple[str, ...]]:
    """Return the two eras of each row, behind what they are of."""
    return rows_of(table, *(name for name in _KEYS if table.has(name)))


def _listed(pairs: list[tuple[str, ...]]) -> str:
    return "; ".join(
        f"{named_era(pair[-2])} against {named_era(pair[-1])}" for pair in pairs
    )
