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
import inspect
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


def divided(
    seed: int, design: Design, setting: Setting, records: int, draws: int
) -> float:
    """Return the share of records that are divided."""
    options: dict[str, Any] = {"draws": draws, "progress": False}
    options["since"] = f"{FIRST}-01-01"
    options["through"] = f"{FIRST + sum(ERAS) - 1}-12-31"
    # Eras are given where phases measure dispersion within them.
    if "eras" in inspect.signature(summitry.phases).parameters:
        options["eras"] = eras()
    random = np.random.default_rng(seed)
    several = 0
    for _ in range(records):
        record = visits(random, design, setting)
        several += len(summitry.phases(record, **options)) > 1
    return several / records


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--records", type=int, default=2_000)
    parser.add_argument("--records-changed", type=int, help="if not as many")
    parser.add_argument("--draws", type=int, default=399)
    options = parser.parse_args()
    sys.stdout.write("| yearly rates | divided | divided where they changed |\n")
    sys.stdout.write("| --- | ---: | ---: |\n")
    of_designs = [
        (EVEN, options.records),
        (CHANGED, options.records_changed or options.records),
    ]
    for seed, setting in enumerate(SETTINGS):
        shown = []
        for design, records in of_designs:
            share = divided(seed, design, setting, records, options.draws)
            error = sqrt(share * (1 - share) / records)
            shown.append(f"{100 * share:.1f} ({100 * error:.2f})")
        sys.stdout.write(f"| {setting.name} | {' | '.join(shown)} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
