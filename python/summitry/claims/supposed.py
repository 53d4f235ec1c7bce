"""Where a verdict on two eras holds only if visits are independent of each other."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from summitry import _core
from summitry.claims.told import REPRODUCED
from summitry.exceptions import InputError
from summitry.infer.families import INDEPENDENT
from summitry.measure.years import DISPERSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.claims.claim import Claim
    from summitry.claims.record import Record
    from summitry.claims.specification import Specification


def supposes_independence(tally: _core.ListTally, spec: Specification) -> bool:
    """
    Say whether nothing but chance is allowed for though it may not be all.

    That is so where nothing is known of how years vary, and where they vary more than
    chance makes them and the method does not allow for it.
    """
    unknown = isnan(tally.dispersion)
    return unknown or (spec.method not in DISPERSED and tally.dispersion > 1)


def suppositions(
    record: Record,
    claims: Sequence[Claim],
    own: Specification,
    answers: Sequence[_core.Answer],
) -> list[str]:
    """
    Say under which condition eras are told apart, for each claim.

    Parameters
    ----------
    record, claims, own, answers
        As for `conditions`.

    Returns
    -------
    list of str
        ``if visits are independent of each other``, or empty where nothing of the kind
        is supposed or nothing is told apart.
    """
    return [
        _supposition(record, claim, claim.under(own))
        if claim.is_told_apart and answer.verdict == REPRODUCED
        else ""
        for claim, answer in zip(claims, answers, strict=True)
    ]


def _supposition(record: Record, claim: Claim, spec: Specification) -> str:
    try:
        tally = _core.list_tally(record.core, claim.core, spec.to_json())
    except InputError:
        return ""
    return INDEPENDENT if supposes_independence(tally, spec) else ""
