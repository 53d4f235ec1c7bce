"""The eras of one list out of a tally or a table of frequencies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.claim import refuse_narrow
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    InputError,
    RangeError,
    ShapeError,
)
from summitry.frames import Frame, Table, label_of, refuse_unknown
from summitry.frames.arguments import known_name
from summitry.frames.suggestion import did_you_mean, few
from summitry.measure.tallied import OF_ERAS, OF_LISTS, class_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry import _core
    from summitry.claims.claim import Claim
    from summitry.measure.weights import Scheme

_WORDS = ("exclude", "include")


@dataclass(frozen=True)
class EraTally:
    """
    Counts by era and class on one list of eras.

    Attributes
    ----------
    table : Table
        The rows of this list, the eras one after the other; of a study's own tally its
        visits, which say only what kind of table results are.
    eras : list of str
        Names of the eras.
    counts : (n_eras, n_classes) uint64
        Visits.
    years : (n_eras,) float64
        Exposure.
    weights : (n_classes,) float64
        Weight of each class.
    classes : mapping of column to sequence of str
        The category of each class, where the table does not say it.
    """

    table: Table
    eras: list[str]
    counts: npt.NDArray[np.uint64]
    years: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    classes: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def n_classes(self) -> int:
        """How many classes there are."""
        return int(self.counts.shape[1])

    @property
    def tally(self) -> tuple[npt.NDArray[np.uint64], int, npt.NDArray[np.float64]]:
        """The form in which the core takes it."""
        return np.ascontiguousarray(self.counts.ravel()), self.n_classes, self.years

    def in_counts(self) -> EraTally:
        """Return the same with a year of exposure for every era, to compare counts."""
        years = np.where(self.years > 0, 1.0, 0.0)
        return replace(self, years=years)

    def having(self, column: str, category: Any) -> npt.NDArray[np.bool_]:
        """Classes of a category."""
        wanted = label_of(category)
        if column in self.classes:
            known = list(dict.fromkeys(self.classes[column]))
            here = np.array([label == wanted for label in self.classes[column]])
        else:
            held = class_name(column)
            found = self.table.categories(held if self.table.has(held) else column)
            known = found.labels
            here = np.asarray(found.coded([wanted])[: self.n_classes] == 0)
        if not here.any():
            raise CategoryError(
                f"'{wanted}' is not a category of the tally's column '{column}'",
                code="unknown_category",
                column=column,
                hint=did_you_mean(wanted, known),
            )
        return here

    def fixed(
        self, free: Sequence[tuple[str, str]], scheme: Mapping[str, Mapping[Any, float]]
    ) -> npt.NDArray[np.float64]:
        """
        Return the part of each class's weight that does not move with the free weights.

        With a scheme it is the product of its other weights; without one a class that a
        free weight acts on weighs just that weight.
        """
        fixed = np.ones(self.n_classes)
        acted = np.zeros(self.n_classes, dtype=bool)
        for column, category in free:
            acted |= self.having(column, category)
        if not scheme:
            return np.where(acted, 1.0, self.weights)
        for column, weights in scheme.items():
            for category, weight in weights.items():
                if (column, label_of(category)) not in free:
                    fixed[self.having(column, category)] *= float(weight)
        return fixed


def recorded_tally(
    found: _core.ListTally, table: Table, scheme: Scheme | None
) -> EraTally:
    """Return the tally that a record has of a claim's list of eras."""
    shape = (len(found.labels), found.n_classes)
    return EraTally(
        table,
        list(found.labels),
        found.counts.reshape(shape),
        found.years,
        found.weights,
        {} if scheme is None else scheme.class_columns(),
    )


def read_tally(
    frame: Frame, claim: Claim | None = None, *, unclear: str = "exclude"
) -> EraTally:
    """
    Read the list of eras that a claim is about, from a tally or from frequencies.

    Raises
    ------
    ColumnError
        If a column is missing.
    InputError
        If the claim is on fewer visits than were tallied, or the table holds several
        lists of eras and the claim does not say which.
    ShapeError
        If the eras do not have the same classes.
    """
    known_name(unclear, _WORDS, "unclear")
    if claim is not None:
        refuse_narrow(claim, (), "the tally")
    table = _one_list(Table(frame, "tally"), claim)
    if not len(table):
        raise InputError("the tally has no row", code="no_eras", column="era")
    eras = table.categories("era")
    refuse_unknown(table, "era", eras, eras.codes, eras.labels, "era")
    labels = list(eras.labels)
    rows = np.argsort(eras.codes, kind="stable")
    table = Table(table.rows(rows), "tally")
    sizes = np.bincount(eras.codes, minlength=len(labels))
    if np.unique(sizes).size > 1:
        raise ShapeError("the eras of the tally differ in their classes", code="ragged")
    n_classes = int(sizes[0]) if sizes.size else 1
    shape = (len(labels), n_classes)
    unsure = ["count_unclear"] if table.has("count_unclear") else []
    counts = table.counts("count", *unsure)
    if unclear != "include":
        counts = table.counts("count")
    weights = _per_class(table, shape) if table.has("weight") else np.ones(n_classes)
    years = table.floats("years").reshape(shape)[:, 0]
    years = np.where(np.isnan(years), 0.0, years)
    return EraTally(
        table,
        labels,
        counts.astype(np.uint64).reshape(shape),
        np.ascontiguousarray(years),
        weights,
    )


def _one_list(table: Table, claim: Claim | None) -> Table:
    """Keep one list of eras."""
    table = _named(table, claim) if claim else table
    table.require("era")
    columns = _apart(table.columns)
    if not columns:
        return table
    keys = list(zip(*(_labels(table, name) for name in columns), strict=True))
    members: dict[tuple[Any, ...], set[Any]] = {}
    named_eras = _labels(table, "era")
    for key, era in zip(keys, named_eras, strict=True):
        members.setdefault(key, set()).add(era)
    lists = list(members)
    if len(lists) < 2:  # noqa: PLR2004
        return table
    eras = set(claim.eras if claim else [])
    for era in eras:
        known_name(era, list(dict.fromkeys(map(str, named_eras))), "era")
    named = [one for one, own in members.items() if eras and eras <= own]
    if len(named) == 1:
        return Table(table.rows(np.flatnonzero([k == named[0] for k in keys])), "tally")
    raise _several(lists, columns)


def _apart(columns: Sequence[str]) -> list[str]:
    """
    Return which columns tell lists of eras apart, in whatever order columns stand.

    They are those that are known to, and any others before `era`, as long as what an
    era has stands behind it.

    Examples
    --------
    >>> _apart(["region", "era", "side", "count"]), _apart(["count", "kind", "era"])
    (['region', 'side'], [])
    """
    before = columns[: columns.index("era")]
    ahead = set() if OF_ERAS.intersection(before) else {*before}
    # In a tally with weights a column of another name may be one of the scheme.
    known = _OF_LISTS if "weight" in columns else _OF_LISTS | _OF_PARTS
    return [name for name in columns if name in known or name in ahead]


_OF_LISTS = frozenset((*OF_LISTS, "reading"))
_OF_PARTS = frozenset(("exposure", "coverage", "group", "floor", "lowest_rank"))


def _named(table: Table, claim: Claim) -> Table:
    """Keep the sides and the lists of eras that a claim names."""
    for column, named in (("side", claim.sides), ("rule", claim.rules)):
        if not named or not table.has(column):
            continue
        codes = table.categories(column).coded(named)
        for place, name in enumerate(named):
            if not (codes == place).any():
                raise CategoryError(
                    f"the tally has no {column} '{name}'",
                    code=f"unknown_{column}",
                    column=column,
                )
        table = Table(table.rows(np.flatnonzero(codes >= 0)), "tally")
    return table


def _labels(table: Table, column: str) -> list[str | None]:
    """The texts of a column; what is no text is refused at its row."""
    found = table.categories(column)
    return [found.labels[code] if code >= 0 else None for code in found.codes.tolist()]


def _several(lists: list[tuple[Any, ...]], columns: list[str]) -> InputError:
    """The error for a table of several lists, with how one of them is kept."""
    names = ["/".join(str(part) for part in one if part is not None) for one in lists]
    apart = [n for n in range(len(columns)) if len({one[n] for one in lists}) > 1]
    kept = " & ".join(f"(table['{columns[n]}'] == {lists[0][n]!r})" for n in apart)
    told = ", ".join(f"'{columns[n]}'" for n in apart)
    return InputError(
        f"the table holds {len(lists)} lists of eras: {few(names, 8)}; "
        f"they differ in {told}",
        code="several_lists",
        column=columns[apart[0]],
        hint=f"this is asked of one list: keep its rows, such as table[{kept}], and ask "
        "of the others in turn",
    )


def _per_class(table: Table, shape: tuple[int, int]) -> npt.NDArray[np.float64]:
    weights = table.floats("weight").reshape(shape)
    wrong = np.flatnonzero(~(np.isfinite(weights) & (weights >= 0)).ravel())
    if wrong.size:
        raise RangeError(
            f"tally row {wrong[0]}: the weight is {weights.flat[wrong[0]]:g}; it must be "
            "a finite number of at least 0",
            code="bad_weight",
            column="weight",
            rows=wrong[:10],
            n_bad=wrong.size,
        )
    if not np.array_equal(weights, np.broadcast_to(weights[0], shape)):
        raise ColumnError(
            "the classes of the tally differ in weight from era to era",
            code="ragged",
            column="weight",
        )
    return np.ascontiguousarray(weights[0])
