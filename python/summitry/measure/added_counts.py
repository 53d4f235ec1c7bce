"""Counts of different visits on the same eras, added up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import InputError, LimitError
from summitry.frames.categories import Categories, merged
from summitry.frames.whole_numbers import MOST

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry import _core
    from summitry.measure.classes import Classes
    from summitry.measure.counts import Counts

    Rows = npt.NDArray[np.int64]


class Places(NamedTuple):
    """How many rows or columns there are, and which of them those of each part are."""

    size: int
    one: Rows
    other: Rows

    @classmethod
    def same(cls, size: int) -> Places:
        """Return the places of two parts that have the same."""
        return cls(size, np.arange(size), np.arange(size))


def alone(counts: Counts) -> Counts:
    """
    Return counts without what is of single visits, and years without classes.

    Rows of different parts are not compared, so nothing is known of duplicates.
    """
    years: Any = {
        name: counts.yearly[name].sum(axis=2, keepdims=True, dtype=np.uint64)
        for name in ("qualify", "unclear")
    }
    return replace(
        counts,
        yearly=counts.yearly | years,
        duplicates={},
    )


def added(one: Counts, other: Counts) -> Counts:
    """
    Add the counts of other visits on the same eras.

    Groups of which only one has visits are put in alphabetical order, as they are where
    all visits are counted at once.

    Raises
    ------
    InputError
        If the eras, their days or the weights differ.
    LimitError
        If there are more visits than can be counted exactly.
    """
    _refuse_others(one, other)
    _refuse_too_many(_rows_in(one) + _rows_in(other))
    groups, of_group = _joined_groups(one, other)
    scheme, of_class = _joined_classes(one, other)
    away = one.outside_existence
    return replace(
        one,
        groups=groups,
        scheme=scheme,
        **_sum(one.eras(), other.eras(), of_group, of_class),
        yearly=_sum(
            one.yearly,
            other.yearly,
            Places.same(1) if one.apart else of_group,
            Places.same(1),
        ),
        own_country=one.own_country + other.own_country,
        outside_existence=None
        if away is None
        else away + (other.outside_existence or 0),
    )


def _sum(
    one: _core._EraTally, other: _core._EraTally, of_group: Places, of_class: Places
) -> Any:
    found: dict[str, Any] = {
        "account": {
            name: one["account"][name] + other["account"][name]  # type: ignore[literal-required]
            for name in one["account"]
        }
    }
    for name in ("qualify", "unclear"):
        parts = (
            (one[name], of_group.one, of_class.one),
            (*(other[name], of_group.other, of_class.other),),
        )
        n_cells = np.arange(parts[0][0].shape[1])
        total = np.zeros((of_group.size, n_cells.size, of_class.size), dtype=np.uint64)
        for counts, rows, columns in parts:
            total[np.ix_(rows, n_cells, columns)] += counts
        found[name] = total
    return found


def _joined_groups(one: Counts, other: Counts) -> tuple[dict[str, Categories], Places]:
    first, second = _pairs(one), _pairs(other)
    if first == second:
        return one.groups, Places.same(one.n_groups)
    every = sorted({*first, *second})
    places = {pair: place for place, pair in enumerate(every)}
    ends = zip(*every, strict=True)
    groups = {
        name: merged(np.arange(len(every)), labels)
        for name, labels in zip(one.groups, ends, strict=True)
    }
    own = (
        np.array([places[pair] for pair in part], dtype=np.int64)
        for part in (first, second)
    )
    return groups, Places(len(every), *own)


def _pairs(counts: Counts) -> list[tuple[str, ...]]:
    """Return the labels of each group."""
    return list(
        zip(
            *(
                np.array(found.labels, dtype=object)[found.codes].tolist()
                for found in counts.groups.values()
            ),
            strict=True,
        )
    )


def _joined_classes(one: Counts, other: Counts) -> tuple[Classes, Places]:
    """Join weights; those of a column are whichever it has in any part."""
    if one.scheme.columns:
        n_classes, place = one.scheme.weights.size, _places_of_classes(one)
        of_other = [place[name] for name in _places_of_classes(other)]
        return one.scheme, Places(n_classes, np.arange(n_classes), np.array(of_other))
    if np.array_equal(one.scheme.weights, other.scheme.weights):
        return one.scheme, Places.same(one.scheme.weights.size)
    # Where there is no row there is no weight, and the counts are all zero.
    told = [part.scheme.weights for part in (one, other) if _rows_in(part)]
    weights = np.unique(np.concatenate(told))
    own = (
        np.minimum(np.searchsorted(weights, part.scheme.weights), weights.size - 1)
        for part in (one, other)
    )
    return one.scheme._replace(weights=weights), Places(weights.size, *own)


def _places_of_classes(counts: Counts) -> dict[tuple[str, ...], int]:
    """Return the place of each class, in whatever order the scheme has its columns."""
    columns = [counts.scheme.columns[name] for name in sorted(counts.scheme.columns)]
    return {name: place for place, name in enumerate(zip(*columns, strict=True))}


def _same_weights(one: Counts, other: Counts) -> bool:
    """Whether counts are by the same weights; those of a column may be any."""
    if one.scheme.columns.keys() != other.scheme.columns.keys():
        return False
    if not one.scheme.columns:
        return True
    mine, theirs = _places_of_classes(one), _places_of_classes(other)
    if mine.keys() != theirs.keys():
        return False
    weights = other.scheme.weights[[theirs[name] for name in mine]]
    # Multiplied in another order they may differ in the last digit.
    return bool(np.allclose(one.scheme.weights, weights, rtol=1e-12, atol=0))


def _rows_in(counts: Counts) -> int:
    return counts.accounting("exclude")["rows_in"]


def _refuse_too_many(visits: int) -> None:
    """Refuse a sum that does not fit; no cell of a tally has more than all visits."""
    if visits > MOST:
        raise LimitError(
            f"the tallies have {visits} visits, which are too many to be counted exactly",
            code="overflow",
            column="count",
            hint=f"at most {MOST} visits can be counted",
        )


def _refuse_others(one: Counts, other: Counts) -> None:
    """Refuse counts of other eras or days, or by another scheme."""
    same = (
        one.axis.name == other.axis.name
        and one.axis.labels == other.axis.labels
        and one.groups.keys() == other.groups.keys()
        and (not one.apart or _pairs(one) == _pairs(other))
        and _same_weights(one, other)
        and all(
            np.array_equal(*ends)
            for ends in (
                (one.axis.start, other.axis.start),
                (one.axis.end, other.axis.end),
                (one.years, other.years),
                (one.cells["years"], other.cells["years"]),
            )
        )
    )
    if not same:
        raise InputError(
            f"tallies of {one.axis.name} were counted with other eras, days or weights",
            code="tallies_differ",
            column="eras",
            hint="count every part with the same eras, since, through, exposure and "
            "scheme",
        )
