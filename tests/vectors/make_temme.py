"""
Print the coefficient table of src/special/temme.rs.

Exact rational arithmetic; DLMF 8.12.7 and 8.12.12 give
``d[0][n] = (n + 2) alpha[n + 2]`` and
``d[k][n] = (-1)^k g[k] d[0][n] + (n + 2) d[k-1][n+2]``, where ``alpha`` are the
coefficients of mu(eta) and ``g`` those of the scaled gamma function (DLMF 5.11.3).
"""

from __future__ import annotations

import sys
from fractions import Fraction

ROWS = 11
COLUMNS = 20


def mu_coefficients(size: int) -> list[Fraction]:
    """Coefficients of mu(eta), from mu mu' = eta (1 + mu)."""
    alpha = [Fraction(0), Fraction(1)]
    for n in range(2, size):
        inner = sum(
            (alpha[i] * (n + 1 - i) * alpha[n + 1 - i] for i in range(2, n)),
            Fraction(0),
        )
        alpha.append((alpha[n - 1] - inner) / (n + 1))
    return alpha


def stirling_coefficients(alpha: list[Fraction], size: int) -> list[Fraction]:
    """Coefficients g[k] = 1 * 3 * ... * (2k + 1) * alpha[2k + 1]."""
    found, product = [], Fraction(1)
    for k in range(size):
        product *= 2 * k + 1
        found.append(product * alpha[2 * k + 1])
    return found


def temme_table() -> list[list[Fraction]]:
    """Rows of the expansion of the upper tail."""
    alpha = mu_coefficients(COLUMNS + 2 * ROWS + 4)
    g = stirling_coefficients(alpha, ROWS)
    width = COLUMNS + 2 * ROWS
    first = [Fraction(-1, 3)] + [(n + 2) * alpha[n + 2] for n in range(1, width)]
    rows = [first]
    for k in range(1, ROWS):
        last = rows[-1]
        rows.append(
            [
                (-1) ** k * g[k] * first[n] + (n + 2) * last[n + 2]
                for n in range(width - 2 * k)
            ]
        )
    return [row[:COLUMNS] for row in rows]


if __name__ == "__main__":
    for row in temme_table():
        sys.stdout.write("    [\n")
        for value in row:
            sys.stdout.write(f"        {float(value)!r},\n")
        sys.stdout.write("    ],\n")
