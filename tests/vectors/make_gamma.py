"""
Write gamma.csv: gamma quantiles to 40 digits.

mpmath at 60 digits. The tail is mpmath's own incomplete gamma function for shapes up
to 2,000, and beyond that the integral of the density over the tail in units of its
width, by Gauss-Legendre quadrature; both are used at shape 2,000 and must agree.
"""

from __future__ import annotations

import csv
from pathlib import Path

import mpmath as mp
from scipy import special

mp.mp.dps = 60

LEVELS = ["0.5", "0.8", "0.9", "0.95", "0.99", "0.999", "0.9999", "0.999999"]
COUNTS = [0, 1, 2, 3, 4, 5, 9, 10, 14, 15, 16, 17, 20, 30, 66, 100, 161, 500]
COUNTS += [1000, 4096, 10**4, 10**5, 10**6, 10**8, 10**10, 10**12]
SHAPES = ["0.5", "0.75", "1.25", "1.5", "2.7", "5.5", "9.3", "9.5", "15.9", "16.1"]
SHAPES += ["25.6", "77.7", "161.5", "1234.5", "98765.4", "1e7"]
DIRECT = 2000


def tail_integral(a: mp.mpf, x: mp.mpf, *, upper: bool) -> mp.mpf:
    """One tail by quadrature, steps of one standard deviation outwards."""
    log_scale = -mp.loggamma(a)
    width = mp.sqrt(a)

    def density(t: mp.mpf) -> mp.mpf:
        return mp.exp((a - 1) * mp.log(t) - t + log_scale)

    steps = [x + (s if upper else -s) * width for s in range(26)]
    found = mp.quad(density, steps, method="gauss-legendre")
    return found if upper else -found


def tail(a: mp.mpf, x: mp.mpf, *, upper: bool) -> mp.mpf:
    """One tail by whichever method is quick and exact."""
    if a > DIRECT:
        return tail_integral(a, x, upper=upper)
    if upper:
        return mp.gammainc(a, x, mp.inf, regularized=True)
    return mp.gammainc(a, 0, x, regularized=True)


def quantile(a: mp.mpf, p: mp.mpf, *, upper: bool) -> mp.mpf:
    """Newton's iteration on the logarithm of the tail, in the logarithm of x."""
    inverse = special.gammainccinv if upper else special.gammaincinv
    x = mp.mpf(float(inverse(float(a), float(p))))
    for _ in range(8):
        at = tail(a, x, upper=upper)
        flow = mp.exp(a * mp.log(x) - x - mp.loggamma(a))
        step = mp.log(at / p) * at / flow * (1 if upper else -1)
        x *= mp.exp(step)
        if abs(step) < mp.mpf("1e-45"):
            return x
    message = f"no convergence at shape {a}"
    raise ArithmeticError(message)


def rows() -> list[dict[str, str]]:
    """Every shape with every level, both sides."""
    found = []
    for level in LEVELS:
        p = (1 - mp.mpf(level)) / 2
        wanted = [(str(n), False) for n in COUNTS if n] + [
            (str(n + 1), True) for n in COUNTS
        ]
        wanted += [(shape, upper) for shape in SHAPES for upper in (False, True)]
        found += [
            {
                "shape": shape,
                "level": level,
                "side": "upper" if upper else "lower",
                "quantile": mp.nstr(quantile(mp.mpf(shape), p, upper=upper), 40),
            }
            for shape, upper in wanted
        ]
    return found


if __name__ == "__main__":
    check = mp.mpf(DIRECT)
    one, two = (
        mp.gammainc(check, 2100, mp.inf, regularized=True),
        tail_integral(check, mp.mpf(2100), upper=True),
    )
    if abs(one / two - 1) > mp.mpf("1e-45"):
        message = "the two tails disagree"
        raise ArithmeticError(message)
    with Path(__file__).with_name("gamma.csv").open("w", newline="") as file:
        file.write("# made by make_gamma.py with mpmath at 60 digits\n")
        table = rows()
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
