"""The visits behind a claim: those of all that it compares, not of its own era only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.claim import Claim
from summitry.claims.statement import Ascending, Rank, ToldApart
from summitry.exceptions import SummitryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.claims.record import Record
    from summitry.claims.result import ClaimResult
    from summitry.claims.specification import Specification
    from summitry.measure.eras import Axis

_SCOPES = ("at", "of", "lower_than", "higher_than", "told_apart_from")
_NOT_COUNTED = ("series", "qualification")


def rows_behind(
    result: ClaimResult, record: Record, spec: Specification, axes: Sequence[Axis]
) -> set[int]:
    """
    Return the rows of the visits on which what became of a claim may hang.

    Parameters
    ----------
    result : ClaimResult
        What became of the claim.
    record : Record
        The visits of which it was asked.
    spec : Specification
        The study's own conventions.
    axes : sequence of Axis
        Every list of eras: a place among eras, and the p of two, hang on all of one.
    """
    rows = {*map(int, result.rows)}
    said = result.claim.statement
    if said.is_wait or said.quantity in _NOT_COUNTED:
        return rows
    own = {"quantity": "count", "printed": "0", "with": result.claim.form.get("with")}
    for scope in _scopes(result.claim, axes):
        counted = Claim(own | {"at": scope})
        try:
            record.verify(counted, spec)
            (answer,) = record.evaluate([counted], spec)
        except SummitryError:  # an era of another list than the one in use
            continue
        rows.update(answer.rows.tolist())
    return rows


def _scopes(claim: Claim, axes: Sequence[Axis]) -> Iterator[dict[str, Any]]:
    form = claim.form
    for name in _SCOPES:
        if form.get(name) is not None:
            yield dict(form[name])
    if isinstance(claim.statement.asserted, Rank | Ascending | ToldApart):
        at = dict(form.get("at") or {})
        for axis in axes:
            own = {"side": axis.side, "rule": axis.rule}
            if all(at.get(name) in (None, value) for name, value in own.items()):
                for era in axis.labels:
                    yield at | {"era": era}
