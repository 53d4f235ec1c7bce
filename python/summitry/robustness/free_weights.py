"""Free weights: which weights of a scheme move, and how far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.claim import refuse_other
from summitry.exceptions import InputError, brief
from summitry.frames import Frame, label_of
from summitry.frames.arguments import mapping_of_texts, real_number
from summitry.measure.weights import Scheme
from summitry.robustness.era_tally import EraTally, read_tally

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.claims.claim import Claim

    Factors = Scheme | Mapping[str, Mapping[Any, float]]
    Ranges = Mapping[str, Mapping[Any, tuple[float, float]]]


def weighable(tally: Frame, claim: Claim, unclear: str) -> EraTally:
    """
    Read the list of eras of a claim on weighted visits.

    Raises
    ------
    InputError
        If the claim is about a waiting time.
    """
    refuse_other(claim, "claim")
    if claim.is_wait:
        raise InputError(
            "a waiting time does not depend on weights", code="not_on_eras"
        )
    found = read_tally(tally, claim, unclear=unclear)
    return found.in_counts() if claim.is_on_counts else found


def free_weights(
    tally: EraTally, ranges: Ranges, scheme: Factors | None
) -> tuple[list[str], tuple[Any, Any, Any]]:
    """
    Name the free weights, and give them the form in which the core takes them.

    Raises
    ------
    CategoryError
        If the tally has no such category.
    """
    hint = "vary={'summit': {True: (1, 5)}}"
    ranges = mapping_of_texts(ranges, "vary", hint)
    for column, table in ranges.items():
        if not isinstance(table, Mapping):
            raise InputError(
                f"the weights of '{column}' are a {type(table).__name__}, not ranges by "
                "category",
                code="bad_weight",
                column=str(column),
                hint="{'summit': {True: (1, 5)}}",
            )
    free = [
        (column, label_of(category), category, ends_of(column, bounds))
        for column, table in ranges.items()
        for category, bounds in table.items()
    ]
    if not free:
        raise InputError("no weight is free", code="bad_weight", column="vary")
    fixed = tally.fixed([part[:2] for part in free], _factors(scheme))
    acts = [tally.having(column, category) for column, _, category, _ in free]
    bounds = [ends for *_, ends in free]
    names = [f"{column}={label}" for column, label, *_ in free]
    return names, (fixed, acts, bounds)


def ends_of(column: str, bounds: Any) -> tuple[float, float]:
    """Return the lowest and the highest weight of a range."""
    if not isinstance(bounds, tuple | list) or len(bounds) != 2:  # noqa: PLR2004
        raise InputError(
            f"the range of a weight of '{column}' is {brief(bounds)}; it must be a low "
            "and a high weight",
            code="bad_weight",
            column=str(column),
            hint="(1, 5)",
        )
    return real_number(bounds[0], "bounds"), real_number(bounds[1], "bounds")


def starting_weights(
    tally: EraTally, ranges: Ranges, scheme: Factors | None
) -> npt.NDArray[np.float64]:
    """
    Return the free weights as they are: in the scheme, or in the tally's classes.

    Raises
    ------
    InputError
        If there is no scheme and classes of a category differ in weight.
    """
    factors = _factors(scheme)
    start = []
    for column, table in ranges.items():
        known = {label_of(k): w for k, w in factors.get(column, {}).items()}
        for category in table:
            own = np.unique(tally.weights[tally.having(column, category)])
            if label_of(category) not in known and own.size > 1:
                raise InputError(
                    f"the classes of {column}={label_of(category)} differ in weight",
                    code="no_scheme",
                    column=column,
                    hint="give the scheme of the tally",
                )
            start.append(float(known.get(label_of(category), own[0])))
    return np.array(start)


def _factors(scheme: Factors | None) -> Mapping[str, Mapping[Any, float]]:
    if isinstance(scheme, Scheme):
        return scheme.factors
    return scheme or {}
