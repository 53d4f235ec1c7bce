"""
Simulate how often equal eras are told apart whose years vary.

    python benches/dispersed_coverage.py

Yearly rates are the frequency of an era times factors of mean 1, gamma with variance
`alpha`; they are independent, or normal scores of neighbouring years are correlated.
Printed is, for each method, the worst of nine designs with its simulation error: the
share of records in which the last two eras, of equal frequency, are told apart at 5 %,
and the coverage of the 95 % interval of either. Then the power at a ratio of 0.35, the
mean of the designs, and families of equal eras under Holm's adjustment. The tables are
kept in docs/coverage.md.
"""

from __future__ import annotations

import argparse
import sys
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from varying_years import CAMPAIGNS, OVER, SHORT, Design, Setting, factors_of

from summitry import _core

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    Reals = npt.NDArray[np.float64]
    Counts = npt.NDArray[np.uint64]

LEVEL = 0.95
ALPHA = 0.05
RATIO = 0.35
METHODS = {"central": "", "dispersed_years": "excess_years", "dispersed": "excess"}
"""Each method, and what of the dispersion it allows for."""
PERMUTATION = "permutation"
DRAWS = 999


DESIGNS = (
    Design((10, 4), (2, 2)),
    Design((10, 10), (1, 1)),
    Design((41, 17, 5), (2, 2, 2)),
    Design((41, 17, 5), (2, 4, 4)),
    Design((5, 5, 5, 5), (2, 2, 2, 2)),
    Design((13, 14, 4), (1, 5, 5)),
    Design((23, 13, 13, 10, 4), (2, 2, 1, 3, 3)),
    Design((9,) * 7, (3,) * 7),
    Design((20, 10, 20, 6), (5, 1, 1, 1)),
)
FAMILIES = (3, 5, 7)
FAMILY_METHODS = ("central", "dispersed")
PROMISED = (
    Setting(0),
    Setting(0.13),
    Setting(0.29),
    Setting(0.13, 0.3),
    Setting(0.29, 0.3),
)
BEYOND = (
    Setting(0, kind=OVER),
    Setting(0.29, kind=CAMPAIGNS),
    Setting(0.29, kind=SHORT),
    Setting(0.13, 0.6),
    Setting(0.29, 0.6),
)


class Drawn(NamedTuple):
    """Records of one design: the visits of each year and era, and the dispersion."""

    design: Design
    by_year: Counts
    counts: Counts
    years: Reals
    dispersion: dict[str, Any]

    def allowed(self, method: str, era: int) -> dict[str, Reals]:
        """Return what a method allows for in one era of each record."""
        name, n = METHODS[method], len(self.counts)
        excess = self.dispersion[name].reshape(n, -1)[:, era] if name else np.zeros(n)
        freedom = self.dispersion["degrees_of_freedom"]
        return {
            "excess": np.ascontiguousarray(excess),
            "degrees_of_freedom": np.ascontiguousarray(freedom, float),
        }

    def side(self, method: str, era: int) -> dict[str, Any]:
        """Return one era of each record, as the core compares it."""
        n = len(self.counts)
        return {
            "count": np.ascontiguousarray(self.counts[:, era]),
            "years": np.full(n, self.years[era]),
            "allowed": self.allowed(method, era),
        }


def draw(
    random: np.random.Generator, records: int, design: Design, setting: Setting
) -> Drawn:
    """Draw records of one design."""
    of_year = np.repeat(np.arange(len(design.years)), design.years)
    means = np.array(design.rates, float)[of_year]
    factors = factors_of(random, records, design, setting)
    by_year = random.poisson(means * factors).astype(np.uint64)
    starts = np.cumsum((0, *design.years[:-1]))
    slots = np.arange(records)[:, None] * len(design.years) + of_year
    dispersion = _core.dispersion(
        by_year.ravel(),
        np.ones(by_year.size),
        slots.ravel().astype(np.int64),
        ends=np.arange(1, records + 1) * len(design.years),
    )
    counts = np.add.reduceat(by_year, starts, axis=1)
    return Drawn(
        design, by_year, counts, np.array(design.years, float), dict(dispersion)
    )


def p_values(drawn: Drawn, method: str, first: int, second: int) -> Reals:
    """Compare two eras of each record."""
    found = _core.compare_frequencies(
        drawn.side(method, first),
        drawn.side(method, second),
        level=LEVEL,
        method=method,
    )
    return found["p"]


def permuted(drawn: Drawn, records: int) -> Reals:
    """Compare the last two eras of some records by their years."""
    *_, first, second = drawn.design.years
    years = np.ones(first + second)
    pairs = np.ascontiguousarray(drawn.by_year[:records, -(first + second) :])
    options: dict[str, Any] = {"level": LEVEL, "draws": DRAWS, "seed": 0}
    return np.array(
        [
            _core.year_permutation(pair, years, first=first, **options)["p"]
            for pair in pairs
        ]
    )


def told(
    drawn: Drawn, methods: Iterable[str], permutations: int = 0
) -> Iterator[tuple[str, Cell]]:
    """How often each method tells the last two eras apart."""
    last = len(drawn.design.years) - 1
    for method in methods:
        p = p_values(drawn, method, last - 1, last)
        yield method, Cell.of(p <= ALPHA, drawn.design)
    if permutations:
        p = permuted(drawn, permutations)
        yield PERMUTATION, Cell.of(p <= ALPHA, drawn.design)


def covered(drawn: Drawn, methods: Iterable[str]) -> Iterator[tuple[str, Cell]]:
    """How often the interval of each of the last two eras holds the truth."""
    for method in methods:
        interval = "garwood" if method == "central" else method
        for era in (-2, -1):
            limits = _core.poisson_interval(
                np.ascontiguousarray(drawn.counts[:, era]),
                np.full(len(drawn.counts), drawn.years[era]),
                level=LEVEL,
                interval=interval,
                excess=drawn.allowed(method, era),
            )
            rate = drawn.design.rates[era]
            held = (limits["lower"] <= rate) & (rate <= limits["upper"])
            yield interval, Cell.of(held, drawn.design)


class Cell(NamedTuple):
    """A share of records, with its simulation error."""

    share: float
    error: float
    records: int
    where: str

    @classmethod
    def of(cls, held: npt.NDArray[np.bool_], where: Design | str) -> Cell:
        """Return the share of records in which something holds."""
        share, n = float(np.mean(held)), held.size
        return cls(share, sqrt(share * (1 - share) / n), n, str(where))

    def __str__(self) -> str:
        """As the table has it, in percent."""
        return f"{100 * self.share:.1f} ({100 * self.error:.2f})"


class Found(NamedTuple):
    """What every design gave under one setting, by method."""

    told: dict[str, list[Cell]]
    covered: dict[str, list[Cell]]
    power: dict[str, list[Cell]]


def simulate(seed: int, setting: Setting, records: int, permutations: int) -> Found:
    """Draw records of every design under one setting."""
    found = Found({}, {}, {})
    for place, design in enumerate(DESIGNS):
        random = np.random.default_rng([seed, place])
        equal = draw(random, records, design, setting)
        for method, cell in told(equal, METHODS, permutations):
            found.told.setdefault(method, []).append(cell)
        for method, cell in covered(equal, METHODS):
            found.covered.setdefault(method, []).append(cell)
        lower = (*design.rates[:-1], RATIO * design.rates[-1])
        unequal = draw(random, records, design._replace(rates=lower), setting)
        for method, cell in told(unequal, METHODS, permutations):
            found.power.setdefault(method, []).append(cell)
    return found


def mean(cells: list[Cell]) -> Cell:
    """Return the mean of the designs."""
    share = float(np.mean([cell.share for cell in cells]))
    error = sqrt(sum(cell.error**2 for cell in cells)) / len(cells)
    return Cell(share, error, cells[0].records, "all")


def families(seed: int, setting: Setting, records: int) -> Iterator[tuple[str, Cell]]:
    """How often any pair of equal eras is told apart after Holm's adjustment."""
    for size in FAMILIES:
        random = np.random.default_rng([seed, size])
        drawn = draw(random, records, Design((9,) * size, (3,) * size), setting)
        pairs = [(one, two) for two in range(size) for one in range(two)]
        family = np.repeat(np.arange(records, dtype=np.uint32), len(pairs))
        for method in FAMILY_METHODS:
            p = np.stack([p_values(drawn, method, *pair) for pair in pairs], axis=1)
            adjusted = _core.adjusted(p.ravel(), family, adjustment="holm")
            any_told = (adjusted.reshape(p.shape) <= ALPHA).any(axis=1)
            yield f"{size} eras, {method}", Cell.of(any_told, f"{size} eras")


class Table:
    """Rows of cells, one a setting, one column a method."""

    def __init__(self, title: str, *, where: bool) -> None:
        self.title = title
        self.where = where
        self.lines: list[str] = []

    def add(self, name: str, cells: dict[str, Cell]) -> None:
        """Add a setting."""
        last = {"dispersed worst for": cells["dispersed"].where} if self.where else {}
        texts = {method: str(cell) for method, cell in cells.items()} | last
        if not self.lines:
            self.lines.append(line("yearly rates", {name: name for name in texts}))
            self.lines.append(line("---", dict.fromkeys(texts, "---:")))
        self.lines.append(line(name, texts))

    def __str__(self) -> str:
        """As markdown."""
        return "\n".join([f"## {self.title}", "", *self.lines, ""])


def line(name: str, texts: dict[str, str]) -> str:
    """Return a line of a table."""
    return f"| {' | '.join([name, *texts.values()])} |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--records-beyond", type=int, default=5_000)
    parser.add_argument("--permutations", type=int, default=2_000)
    options = parser.parse_args()
    told_apart = Table("Told apart although equal, %", where=True)
    coverage = Table("Coverage of the interval of one era, %", where=True)
    power = Table(f"Told apart at a ratio of {RATIO}, %", where=False)
    several = Table("Any of several equal eras told apart, %", where=False)
    for place, setting in enumerate((*PROMISED, *BEYOND)):
        promised = setting in PROMISED
        records = options.records if promised else options.records_beyond
        found = simulate(place, setting, records, options.permutations)
        told_apart.add(setting.name, {m: max(c) for m, c in found.told.items()})
        coverage.add(setting.name, {m: min(c) for m, c in found.covered.items()})
        power.add(setting.name, {m: mean(c) for m, c in found.power.items()})
        several.add(setting.name, dict(families(place, setting, records)))
        sys.stderr.write(f"{told_apart.lines[-1]}\n{coverage.lines[-1]}\n")
    for table in (told_apart, coverage, power, several):
        sys.stdout.write(f"{table}\n")


if __name__ == "__main__":
    main()
