"""
Simulate how often a record whose frequency never changed is divided into phases.

    python benches/phase_errors.py

160 visits on average fall on the 63 years of three eras, 41, 17 and 5 years long, whose
yearly rates vary about one frequency; each visit has a day of its year. Printed is the
share of records that `summitry.phases` divides, with its simulation error, and how many
it divides where the eras have 2.0, 6.1 and 1.4 visits a year over 50, 8 and 5 years.
"""

from __future__ import annotations

import argparse
import sys
from math import sqrt
from typing import Any

import numpy as np
from varying_years import Design, Setting, factors_of

import summitry

ERAS = (41, 17, 5)
EVEN = Design(ERAS, (160 / 63,) * 3)
CHANGED = Design((50, 8, 5), (2.0, 6.1, 1.4))
SETTINGS = (
    Setting(0),
    Setting(0.13),
    Setting(0.29),
    Setting(0.13, 0.3),
    Setting(0.29, 0.3),
    Setting(0.29, 0.6),
)
FIRST = 1954
HUNDRED = 100
"""Records of one seed."""


def eras() -> dict[str, list[str | None]]:
    """Return the eras of leaders, within which dispersion is measured."""
    starts = [f"{FIRST + sum(ERAS[:n])}-01-01" for n in range(len(ERAS))]
    names: list[str | None] = [f"era {n + 1}" for n in range(len(ERAS))]
    return {"era": names, "start": [*starts], "end": [*starts[1:], None]}


def visits(
    random: np.random.Generator, design: Design, setting: Setting
) -> dict[str, Any]:
    """Draw one record: the visits of each year on any of its days."""
    rates = np.repeat(design.rates, design.years)
    counts = random.poisson(rates * factors_of(random, 1, design, setting)[0])
    years = np.repeat(np.arange(FIRST, FIRST + counts.size), counts)
    first = (years - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return {"date": first + random.integers(0, 365, years.size)}


def divided(seeds: list[int], design: Design, setting: Setting, draws: int) -> int:
    """Return how many of a hundred records are divided."""
    options: dict[str, Any] = {"draws": draws, "eras": eras(), "progress": False}
    options["since"] = f"{FIRST}-01-01"
    options["through"] = f"{FIRST + sum(ERAS) - 1}-12-31"
    random = np.random.default_rng(seeds)
    records = (visits(random, design, setting) for _ in range(HUNDRED))
    return sum(len(summitry.phases(record, **options)) > 1 for record in records)


def share(number: int, design: Design, hundreds: int, draws: int) -> str:
    """Return the share of the records of a setting that are divided, and its error."""
    setting = SETTINGS[number]
    seeds = [[number, hundred] for hundred in range(hundreds)]
    several = sum(divided(one, design, setting, draws) for one in seeds)
    found = several / (HUNDRED * hundreds)
    error = sqrt(found * (1 - found) / (HUNDRED * hundreds))
    return f"{100 * found:.1f} ({100 * error:.2f})"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--records", type=int, default=2_000)
    parser.add_argument("--records-changed", type=int, help="if not as many")
    parser.add_argument("--draws", type=int, default=399)
    options = parser.parse_args()
    sys.stdout.write("| yearly rates | divided | divided where they changed |\n")
    sys.stdout.write("| --- | ---: | ---: |\n")
    designs = {
        EVEN: options.records // HUNDRED,
        CHANGED: (options.records_changed or options.records) // HUNDRED,
    }
    for number, setting in enumerate(SETTINGS):
        shown = [
            share(number, design, hundreds, options.draws)
            for design, hundreds in designs.items()
        ]
        sys.stdout.write(f"| {setting.name} | {' | '.join(shown)} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
