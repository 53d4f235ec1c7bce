"""Weight schemes: what a visit is worth, as a product of factor tables."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from itertools import islice, pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import InputError, RangeError, ShapeError
from summitry.frames import Frame, Table, build, label_of
from summitry.frames.arguments import known_name, mapping_of_texts
from summitry.frames.backends import BACKENDS
from summitry.frames.door import at_the_door
from summitry.frames.same_kind import same_kind
from summitry.output.format import many
from summitry.output.readable import Readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames.backends import Backend
    from summitry.frames.coded import Numbered
    from summitry.output.readable import Part


_TRUE_FIRST = ("true", "false")
_MOST_CLASSES = 60
"""Of more classes the first so many are shown."""


class Scheme(Readable):
    """
    A weight scheme: for each of some columns, the weight of each category.

    A visit's weight is the product of its weights. Every combination of categories is
    a class, whether or not a visit falls into it.

    Parameters
    ----------
    factors : mapping of column to mapping of category to weight
        The factor tables. A weight is a finite number of at least 0.
    name : str, optional
        What results call it; by default what it counts, such as
        ``summit: true 3, false 1``.

    Raises
    ------
    RangeError
        If a weight is negative or not finite, or every weight is zero.
    InputError
        If there is no factor, or a factor has no category.

    Examples
    --------
    >>> Scheme({"summit": {True: 3.0, False: 1.0}})
    summit  weight
    ──────────────
    true         3
    false        1
    """

    def __init__(
        self,
        factors: Mapping[str, Mapping[Any, float]],
        *,
        name: str | None = None,
    ) -> None:
        hint = "factors={'summit': {True: 3.0, False: 1.0}}"
        factors = mapping_of_texts(factors, "factors", hint)
        for column, table in factors.items():
            if not isinstance(table, Mapping):
                raise InputError(
                    f"the weights of '{column}' are {table!r}, not a mapping of its "
                    "categories to weights",
                    code="bad_factor",
                    column=str(column),
                    hint=f"{{'{column}': {{'a category': 3.0, 'another': 1.0}}}}",
                )
        if not factors or not all(factors.values()):
            raise InputError(
                "a weight scheme needs at least one column with at least one category",
                code="empty_scheme",
                hint="{'summit': {True: 3.0, False: 1.0}}",
            )
        # Schemes come by hundreds: nothing is called for what nearly every weight is.
        self.factors = {
            str(column): {
                key if type(key) is str else label_of(key): weight
                if type(weight) is float and 0 <= weight < math.inf
                else _weight(column, key, weight)
                for key, weight in table.items()
            }
            for column, table in factors.items()
        }
        for column, categories in self.factors.items():
            if len(categories) < len(factors[column]):
                raise InputError(
                    f"the scheme's column '{column}' names a category twice",
                    code="double_category",
                    column=column,
                )
        if name is not None:
            self.name = name
        self._tables = [list(table.values()) for table in self.factors.values()]
        self.weights = _core.class_weights(self._tables)

    @cached_property
    def name(self) -> str:
        """What the scheme is called: without a name, what it counts."""
        return _described(self.factors)

    @property
    def columns(self) -> list[str]:
        """The columns that the scheme reads."""
        return list(self.factors)

    @property
    def classes(self) -> list[tuple[str, ...]]:
        """Every combination of categories, in the order of the weights."""
        return list(product(*self.factors.values()))

    def truth_table(self, *, backend: Backend = "pandas") -> Frame:
        """
        Every class and its weight, as a table.

        Examples
        --------
        >>> Scheme({"summit": {True: 3.0, False: 1.0}}).truth_table()
          summit  weight
        0   true     3.0
        1  false     1.0
        """
        known_name(backend, BACKENDS, "backend")
        return build(self.class_columns() | {"weight": self.weights}, backend)

    def class_columns(self) -> dict[str, list[str]]:
        """The categories of each class, column by column."""
        parts = zip(*self.classes, strict=True)
        return dict(zip(self.columns, (list(part) for part in parts), strict=True))

    @at_the_door
    def check_monotone(
        self, *, ladder: Sequence[str] = (), columns: Sequence[str] = ()
    ) -> None:
        """
        Refuse a scheme in which more pays less.

        Parameters
        ----------
        ladder : sequence of str
            Ranks, high to low: of each column whose categories are all on it, a higher
            rank must not weigh less than a lower one.
        columns : sequence of str
            Columns of true and false in which true must not weigh less, such as
            ``summit``.

        Raises
        ------
        RangeError
            Naming the two categories.

        Examples
        --------
        >>> Scheme({"summit": {True: 3, False: 1}}).check_monotone(columns=["summit"])
        """
        orders: dict[str, tuple[str, ...]] = dict.fromkeys(columns, _TRUE_FIRST)
        for column, table in self.factors.items():
            if ladder and set(table) <= set(ladder):
                orders[column] = tuple(rank for rank in ladder if rank in table)
        for column, order in orders.items():
            table = self.factors.get(column, {})
            for higher, lower in pairwise(order):
                if table.get(higher, 0.0) < table.get(lower, 0.0):
                    raise RangeError(
                        f"the scheme's column '{column}' gives '{higher}' the weight "
                        f"{table[higher]:g}, less than '{lower}' with {table[lower]:g}",
                        code="not_monotone",
                        column=column,
                    )

    def class_of(self, table: Table) -> npt.NDArray[np.uint32]:
        """
        Class of each visit of a table; an unknown or missing category is refused.

        Raises
        ------
        CategoryError
            Naming the rows and the categories that the scheme knows.
        ColumnError
            If the table lacks one of the scheme's columns.
        """
        table = Table(table, "visits")
        codes = [
            table.places(column, list(weights), "category")
            for column, weights in self.factors.items()
        ]
        if len(codes) == 1:
            return codes[0].astype(np.uint32, copy=False)
        return _core.classes(self._tables, codes)

    def numbered(self, table: Table) -> tuple[Numbered, ...]:
        """
        Return columns of numbers whose sum is the class of each visit, as they lie.

        Whoever adds them up has to refuse a row that has none; `class_of` says which.
        """
        table = Table(table, "visits")
        found, width = [], 1
        for column, weights in reversed(self.factors.items()):
            numbers = {label: width * place for place, label in enumerate(weights)}
            found.append(table.coded(column).numbered(numbers))
            width *= len(weights)
        return tuple(found)

    def _parts_(self) -> list[Part]:
        from summitry.output.text_table import Column, Grid

        first = list(islice(product(*self.factors.values()), _MOST_CLASSES))
        columns = [
            Column(
                name, name.replace("_", " "), [one.replace("_", " ") for one in cells]
            )
            for name, cells in zip(self.columns, zip(*first, strict=True), strict=True)
        ]
        weights = [f"{weight:g}" for weight in self.weights[:_MOST_CLASSES].tolist()]
        grid = Grid([*columns, Column("weight", "weight", weights, right=True)])
        more = len(self.weights) - len(first)
        return (
            [grid, f"and {many(more, 'more class', 'more classes')}"]
            if more
            else [grid]
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scheme) and self.factors == other.factors

    __hash__ = None  # type: ignore[assignment]


def _described(factors: Mapping[str, Mapping[str, float]]) -> str:
    """
    Say what a scheme counts, or by which columns where that would be long.

    Examples
    --------
    >>> _described({"summit": {"true": 3.0, "false": 1.0}})
    'summit: true 3, false 1'
    """
    told = "; ".join(
        f"{column}: " + ", ".join(f"{label} {w:g}" for label, w in table.items())
        for column, table in factors.items()
    )
    return told if len(told) <= _LONGEST_NAME else f"by {' and '.join(factors)}"


_LONGEST_NAME = 80


@same_kind
def weigh(
    visits: Frame,
    scheme: Scheme | Mapping[str, Mapping[Any, float]],
    *,
    column: str = "weight",
) -> Frame:
    """
    Give each visit its weight.

    Parameters
    ----------
    visits : frame of n rows
        With every column of the scheme.
    scheme : Scheme or mapping of column to mapping of category to weight
        The weights.
    column : str, default "weight"
        Where to write them.

    Returns
    -------
    frame of n rows, the kind that was given
        With the weights (float).

    Raises
    ------
    CategoryError
        If a value is not one of the scheme's categories, or missing. Nothing weighs
        zero by oversight.
    ColumnError
        If a column is missing.

    Notes
    -----
    To see the scheme before it is used, print it: ``print(Scheme(...))``.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame({"summit": [True, False]})
    >>> summitry.weigh(visits, {"summit": {True: 3.0, False: 1.0}})
       summit  weight
    0    True     3.0
    1   False     1.0
    """
    table = Table(visits, "visits")
    scheme = as_scheme(scheme)
    return table.with_columns({column: scheme.weights[scheme.class_of(table)]})


def as_scheme(scheme: Scheme | Mapping[str, Mapping[Any, float]]) -> Scheme:
    """Return a scheme as it is, and a mapping as a scheme."""
    if isinstance(scheme, Scheme):
        return scheme
    if isinstance(scheme, Mapping):
        return Scheme(scheme)
    raise ShapeError(
        f"a scheme is a mapping of columns to factor tables, not a "
        f"{type(scheme).__name__}",
        code="bad_scheme",
        hint="{'summit': {True: 3.0, False: 1.0}}",
    )


def _weight(column: str, category: Any, weight: Any) -> float:
    wrong = isinstance(weight, bool) or not isinstance(weight, int | float | np.number)
    try:
        value = math.nan if wrong else float(weight)
    except OverflowError:
        value = math.inf
    if math.isfinite(value) and value >= 0:
        return value
    raise RangeError(
        f"the weight of {column} = {label_of(category)!r} is {weight!r:.40}; it must be "
        "a finite number of at least 0",
        code=weight_code(value),
        column=column,
    )


def weight_code(value: float) -> str:
    """Return the code of the error about a weight that is none."""
    return {"nan": "nan_weight", "inf": "inf_weight"}.get(str(value), "negative_weight")
