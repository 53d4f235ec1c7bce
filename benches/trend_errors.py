"""
Simulate how often a trend or a step is told where there is none.

    python benches/trend_errors.py

Three eras of 13, 14 and 4 years have 2, 4 and 4 visits a year, whose yearly rates vary
by `alpha` (gamma) or, log-normal, with a correlation of neighbouring years. Printed is
the share of records in which a test of the second era, or of the step from the second
to the third, has a p of at most 0.05. The table is kept in docs/coverage.md.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

import numpy as np

from summitry import _core

if TYPE_CHECKING:
    import numpy.typing as npt

    Counts = npt.NDArray[np.uint64]

ALPHA = 0.05
ERAS = ((13, 2.0), (14, 4.0), (4, 4.0))
SETTINGS = ((0.0, 0.0), (0.13, 0.0), (0.29, 0.0), (0.29, 0.3))
DRAWS = 399


def rates(
    random: np.random.Generator, years: int, alpha: float, correlation: float
) -> npt.NDArray[np.float64]:
    """Draw yearly factors of mean 1 and variance `alpha`."""
    if not alpha:
        return np.ones(years)
    if not correlation:
        return random.gamma(1 / alpha, alpha, years)
    noise = random.normal(size=years)
    for year in range(1, years):
        own = np.sqrt(1 - correlation**2) * noise[year]
        noise[year] = correlation * noise[year - 1] + own
    spread = np.sqrt(np.log1p(alpha))
    return np.exp(spread * noise - spread**2 / 2)


def told(eras: list[Counts]) -> dict[str, bool]:
    """Return which tests tell something of one record."""
    columns = [(np.arange(era.size), era, np.ones(era.size)) for era in eras]
    dispersion = _core.dispersion_of_years(columns)
    trend = _core.trend_of_years(
        *columns[1],
        method="auto",
        dispersed=dispersion is not None and dispersion > 1,
        level=1 - ALPHA,
        draws=DRAWS,
        seed=0,
    )
    both = np.concatenate(eras[1:])
    step = _core.trend_or_step(
        np.arange(both.size), both, np.ones(both.size), handover=eras[1].size
    )
    return {
        "auto": trend["p"] <= ALPHA,
        "exact": trend["exact_p"] <= ALPHA,
        "permutation": trend["permutation_p"] <= ALPHA,
        "quasi": trend["quasi_p"] <= ALPHA,
        "step": step["p_step"] <= ALPHA,
        "trend beside step": step["p_trend"] <= ALPHA,
    }


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=3_000)
    records = parser.parse_args().records
    random = np.random.default_rng(1)
    error = 100 * np.sqrt(ALPHA * (1 - ALPHA) / records)
    sys.stdout.write(f"{records} records a row, standard error {error:.1f} points\n")
    for alpha, correlation in SETTINGS:
        found = []
        for _ in range(records):
            eras = [
                random.poisson(mean * rates(random, years, alpha, correlation))
                for years, mean in ERAS
            ]
            found.append(told([era.astype(np.uint64) for era in eras]))
        shares = {
            name: 100 * np.mean([one[name] for one in found]) for name in found[0]
        }
        row = " | ".join(f"{share:.1f}" for share in shares.values())
        if not alpha:
            sys.stdout.write(f"alpha, correlation | {' | '.join(shares)}\n")
        sys.stdout.write(f"{alpha}, {correlation} | {row}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
