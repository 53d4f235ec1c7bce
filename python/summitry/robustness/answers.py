"""Claims asked of a record under every combination of a product of choices."""

from __future__ import annotations

import json
from itertools import product as combinations_of
from typing import TYPE_CHECKING, Any

from summitry import _core
from summitry.claims.claim import Claim, refuse_other
from summitry.claims.record import Record
from summitry.exceptions import InputError
from summitry.frames.arguments import several

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summitry.claims.specification import Specification
    from summitry.frames import Frame, Table
    from summitry.measure.eras import Axis
    from summitry.robustness.decisions import Product


def record_of(
    table: Table,
    eras: Frame | None,
    shocks: Frame | None,
    product: Product,
    claims: Mapping[str, Claim],
    *,
    date: str,
    axes: Sequence[Axis],
) -> Record:
    """Encode what the specifications of a product choose from."""
    first = {decision.name: decision for decision in product.decisions}
    return Record(
        table,
        eras,
        shocks,
        definitions=first["definition"].values,
        schemes=first["scheme"].values,
        date=date,
        columns=[column for claim in claims.values() for column in claim.columns],
        axes=axes,
    )


def verify(
    record: Record, claims: Mapping[str, Claim], own: Specification, product: Product
) -> None:
    """
    Hold the names in claims against the record, under one of the lists of eras.

    Raises
    ------
    InputError
        If a claim names what the record does not have under any of them.
    """
    lists = [
        [(decision.side, rule) for rule in decision.values]
        for decision in product.decisions
        if decision.side is not None and decision.values
    ]
    choices = [dict(chosen) for chosen in combinations_of(*lists)]
    for claim in claims.values():
        _verify_under_any(record, claim, (own.with_(rules=one) for one in choices))


def _verify_under_any(
    record: Record, claim: Claim, specifications: Iterable[Specification]
) -> None:
    faults = []
    for specification in specifications:
        try:
            record.verify(claim, specification)
        except InputError as error:
            faults.append(error)
        else:
            return
    raise faults[0]


def answers_of(
    record: Record,
    claims: Mapping[str, Claim],
    own: Specification,
    product: Product,
    progress: Any,
) -> list[_core.AnswerColumn]:
    """Return the answer of every specification to every claim."""
    core = [claim.core for claim in claims.values()]
    choices = json.dumps(product.core())
    return _core.multiverse_answers(
        record.core, core, own.to_json(), choices, progress=progress
    )


def frequencies_of(
    record: Record,
    axes: list[Axis],
    own: Specification,
    product: Product,
    progress: Any,
) -> dict[str, _core.FrequencyColumn]:
    """The frequency and rank of each era of each side, by the name of its column."""
    sides = list(dict.fromkeys(axis.side for axis in axes))
    choices = json.dumps(product.core())
    found: dict[str, _core.FrequencyColumn] = {}
    for side in sides:
        own_axes = [axis for axis in axes if axis.side == side]
        eras = list(dict.fromkeys(era for axis in own_axes for era in axis.labels))
        columns = _core.multiverse_frequencies(
            record.core, side, eras, own.to_json(), choices, progress=progress
        )
        prefix = f"{side}: " if len(sides) > 1 else ""
        found |= {
            f"{prefix}{era}": column for era, column in zip(eras, columns, strict=True)
        }
    return found


def named_claims(
    claims: Mapping[str, Claim] | Sequence[Claim] | None,
) -> dict[str, Claim]:
    """Return claims by their names; those without one are called what they say."""
    if claims is None:
        return {}
    if isinstance(claims, Claim):
        claims = [claims]
    hint = "claims={'lowest': Claim.lowest('Xi')}"
    if hasattr(claims, "keys"):
        named = dict(claims)
    else:
        listed = several(claims, "claims", hint)
        named = {str(one): one for one in listed}
        if len(named) < len(listed):
            told = [str(one) for one in listed]
            twice = max(told, key=told.count)
            raise InputError(
                f"two claims are called '{twice}'",
                code="double_claim",
                column="claims",
                hint=f"name each: {hint}",
            )
    if not named:
        raise InputError("there is no claim", code="no_claims", column="claims")
    for name, claim in named.items():
        refuse_other(claim, f"claim '{name}'")
    return {str(name): claim for name, claim in named.items()}
