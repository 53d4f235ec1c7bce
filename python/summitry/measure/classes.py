"""The classes that visits fall into by what they weigh, and the class of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from summitry.exceptions import RangeError
from summitry.frames.coded import Numbered
from summitry.measure.weights import Scheme, as_scheme, weight_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.frames import Table


class Classes(NamedTuple):
    """The classes that weights define."""

    columns: dict[str, list[str]]
    weights: npt.NDArray[np.float64]
    source: str


Weights: TypeAlias = "Scheme | Mapping[str, Mapping[Any, float]] | str | None"
"""What visits are weighed by: a scheme, or a column of weights."""


def classes_of(table: Table, scheme: Weights) -> tuple[Classes, tuple[Numbered, ...]]:
    """
    Sort visits into classes: by a scheme, or by the distinct values of a column.

    The class of a visit is the sum of its numbers. A category that is not in the scheme
    has none, and is not refused yet.

    Raises
    ------
    RangeError
        If a weight in the column is not a finite number of at least 0.
    """
    if scheme is None:
        return Classes({}, np.ones(1), "none"), ()
    if not isinstance(scheme, str):
        scheme = as_scheme(scheme)
        classes = Classes(scheme.class_columns(), scheme.weights, scheme.name)
        return classes, scheme.numbered(table)
    values = table.floats(scheme)
    bad = np.flatnonzero(~(np.isfinite(values) & (values >= 0)))
    if bad.size:
        value = float(values[bad[0]])
        raise RangeError(
            f"{table.name} row {bad[0]}: the weight in '{scheme}' is {value:g}; it "
            "must be a finite number of at least 0",
            code=weight_code(value),
            column=scheme,
            rows=bad[:10],
            n_bad=bad.size,
        )
    found, codes = np.unique(values, return_inverse=True)
    found = found if found.size else np.ones(1)
    return Classes({}, found, f"column '{scheme}'"), (Numbered(codes),)


def classify(
    table: Table, scheme: Weights
) -> tuple[Classes, npt.NDArray[np.uint32 | np.int64] | None]:
    """
    Return the classes and that of each visit, where there is more than one.

    Raises
    ------
    CategoryError
        If a category is not in the scheme.
    RangeError
        As for `classes_of`.
    """
    classes, numbered = classes_of(table, scheme)
    if scheme is None or isinstance(scheme, str):
        return classes, numbered[0].codes if numbered else None
    return classes, as_scheme(scheme).class_of(table)
