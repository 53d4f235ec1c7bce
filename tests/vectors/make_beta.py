"""
Write beta.csv: quantiles and tails of beta odds to 25 digits.

mpmath at 50 digits. The tail is the integral of the density of the logarithm of the
odds, by Gauss-Legendre quadrature over steps of its width; where both shapes are at
most 50 mpmath's own incomplete beta function must agree with it.
"""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import mpmath as mp
from scipy import special

mp.mp.dps = 50

SHAPES = ["0.5", "1", "5.5", "10", "16", "67", "161.5", "1e4", "1e6", "1e9", "1e12"]
TAILS = ["0.25", "0.025", "0.0000005"]


def log_constant(a: mp.mpf, b: mp.mpf) -> mp.mpf:
    """Logarithm of the reciprocal beta function."""
    return mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)


def log_density(a: mp.mpf, b: mp.mpf, u: mp.mpf) -> mp.mpf:
    """Log density of the logarithm of the odds."""
    return a * u - (a + b) * mp.log1p(mp.exp(u)) + log_constant(a, b)


def tail(a: mp.mpf, b: mp.mpf, u: mp.mpf, *, upper: bool) -> mp.mpf:
    """One tail, integrated outwards until nothing is left."""
    pull = abs(a - (a + b) / (1 + mp.exp(-u)))
    width = 1 / max(pull, 1 / mp.sqrt(1 / a + 1 / b))
    sign = 1 if upper else -1
    constant = log_constant(a, b)
    total = mp.mpf(0)
    for step in itertools.count():
        ends = [u + sign * step * width, u + sign * (step + 1) * width]
        part = mp.quad(
            lambda t: mp.exp(a * t - (a + b) * mp.log1p(mp.exp(t)) + constant),
            ends,
            method="gauss-legendre",
        )
        total += sign * part
        if abs(part) < mp.mpf("1e-42") * total:
            return total
    raise AssertionError


def quantile(a: mp.mpf, b: mp.mpf, p: mp.mpf) -> mp.mpf:
    """Newton's iteration on the logarithm of the tail, in the logarithm of the odds."""
    x = special.betaincinv(float(a), float(b), float(p))
    u = mp.log(x / (1 - mp.mpf(x))) if 0 < x < 1 else mp.log(a / b)
    for _ in range(60):
        at = tail(a, b, u, upper=False)
        step = -mp.log(at / p) * at / mp.exp(log_density(a, b, u))
        u += step
        if abs(step) < mp.mpf("1e-14") * max(1, abs(u)):
            return mp.exp(u)
    message = f"no convergence at {a} {b} {p}"
    raise ArithmeticError(message)


def rows() -> list[dict[str, str]]:
    """Every pair of shapes with every tail; the other side by symmetry."""
    found = []
    for a, b, p in itertools.product(SHAPES, SHAPES, TAILS):
        odds = quantile(mp.mpf(a), mp.mpf(b), mp.mpf(p))
        found.append({"a": a, "b": b, "tail": p, "odds": mp.nstr(odds, 25)})
    return found


if __name__ == "__main__":
    for a, b, u in itertools.product((0.5, 3, 50), (0.5, 7, 50), (-1, 0, 2)):
        x = 1 / (1 + mp.exp(-u))
        ours = tail(mp.mpf(a), mp.mpf(b), mp.mpf(u), upper=False)
        theirs = mp.betainc(a, b, 0, x, regularized=True)
        if abs(ours / theirs - 1) > mp.mpf("1e-30"):
            message = f"the two tails disagree at {a} {b} {u}"
            raise ArithmeticError(message)
    with Path(__file__).with_name("beta.csv").open("w", newline="") as file:
        file.write("# made by make_beta.py with mpmath at 50 digits\n")
        table = rows()
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
