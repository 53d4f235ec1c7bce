"""Exact counts row by row, as the core gives them and as frequencies are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from summitry.frames.categories import Categories
from summitry.measure.intervals import ClassCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry import _core

    Numbers = npt.NDArray[np.uint64]

_READINGS: tuple[Literal["qualify"], Literal["unclear"]] = ("qualify", "unclear")


class RowCounts(NamedTuple):
    """
    The visits of each row of a table of eras.

    Attributes
    ----------
    qualify, unclear : (n_rows, n_classes) uint64
        Visits that count, and of which that is unclear; of all classes together where
        only those that occur are told.
    by_class : dict, optional
        The classes that occur in each row, where there are very many.
    """

    qualify: Numbers
    unclear: Numbers
    by_class: _core._ByClass | None = None

    @classmethod
    def of(cls, tally: _core._EraTally) -> RowCounts:
        """Return the counts of groups and eras, row by row."""
        *groups, n_classes = tally["qualify"].shape
        shape = (int(np.prod(groups)), n_classes)
        qualify, unclear = (tally[name].reshape(shape) for name in _READINGS)
        return cls(qualify, unclear, tally["by_class"])

    @classmethod
    def joined(cls, parts: Sequence[RowCounts]) -> RowCounts:
        """Return the rows of several parts; if one tells the classes there, all do."""
        if len(parts) == 1:
            return parts[0]
        by_class = None
        if any(part.by_class is not None for part in parts):
            by_class = _joined_classes([part.occurring() for part in parts])
            parts = [
                cls(
                    of_all_classes(part.qualify)[:, None],
                    of_all_classes(part.unclear)[:, None],
                )
                for part in parts
            ]
        return cls(
            np.concatenate([part.qualify for part in parts]),
            np.concatenate([part.unclear for part in parts]),
            by_class,
        )

    def totals(self, unclear: str) -> Numbers:
        """Return the visits of each row, of all classes together."""
        return of_all_classes(self._reading(unclear))

    def by_each_class(self, unclear: str) -> Numbers | ClassCounts:
        """Return the visits of each row by class."""
        found = self.by_class
        if found is None:
            return self._reading(unclear)
        counts = found["qualify"]
        if unclear == "include":
            counts = counts + found["unclear"]
        return ClassCounts(found["ends"], found["classes"], counts)

    def _reading(self, unclear: str) -> Numbers:
        return self.qualify if unclear == "exclude" else self.qualify + self.unclear

    def occurring(self) -> _core._ByClass:
        """Return the classes that occur in each row."""
        if self.by_class is not None:
            return self.by_class
        row, classes = np.nonzero(self.qualify + self.unclear)
        ends = np.cumsum(np.bincount(row, minlength=len(self.qualify)))
        return {
            "ends": ends,
            "classes": classes.astype(np.uint32),
            "qualify": self.qualify[row, classes],
            "unclear": self.unclear[row, classes],
        }


def of_all_classes(counts: Numbers) -> Numbers:
    """
    Return counts with the classes, their last axis, added up.

    Examples
    --------
    >>> of_all_classes(np.array([[1, 2], [0, 4]], dtype=np.uint64))
    array([3, 4], dtype=uint64)
    """
    if counts.shape[-1] == 1:
        return counts[..., 0]
    added: Numbers = counts.sum(axis=-1, dtype=np.uint64)
    return added


def _joined_classes(parts: Sequence[_core._ByClass]) -> _core._ByClass:
    before = np.cumsum([0, *(part["classes"].size for part in parts)])
    ends = [part["ends"] + at for part, at in zip(parts, before[:-1], strict=True)]
    return {
        "ends": np.concatenate(ends),
        "classes": np.concatenate([part["classes"] for part in parts]),
        "qualify": np.concatenate([part["qualify"] for part in parts]),
        "unclear": np.concatenate([part["unclear"] for part in parts]),
    }


class OnePass(NamedTuple):
    """What the core counted in one pass on axes of so many eras each."""

    found: _core._AxesTallies
    n_eras: Sequence[int]
    n_classes: int

    def rows(self) -> RowCounts:
        """Return the visits of each row of the table of all axes."""
        by_class = self.found["by_class"]
        width = self.n_classes if by_class is None else 1
        qualify, unclear = (self.found[name].reshape(-1, width) for name in _READINGS)
        return RowCounts(qualify, unclear, by_class)

    def each(self) -> list[_core._EraTally]:
        """Return the counts of each axis; of all classes if those there are told."""
        rows, accounts = self.rows(), self.found["accounts"]
        shapes = list(zip(self.found["n_groups"], self.n_eras, strict=True))
        ends = np.cumsum([n_groups * n_eras for n_groups, n_eras in shapes]).tolist()
        width = rows.qualify.shape[1]
        return [
            {
                "qualify": rows.qualify[start:end].reshape(*shape, width),
                "unclear": rows.unclear[start:end].reshape(*shape, width),
                "account": account,
                "by_class": None,
            }
            for start, end, shape, account in zip(
                [0, *ends], ends, shapes, accounts, strict=False
            )
        ]

    def members(self, labels: Categories) -> list[Categories]:
        """Return the labels of the groups of each axis, from those of all pairs."""
        codes = labels.codes[self.found["pairs"]]
        ends = np.cumsum(self.found["n_groups"]).tolist()
        parts = zip([0, *ends], ends, strict=False)
        return [Categories(codes[start:end], labels.labels) for start, end in parts]
