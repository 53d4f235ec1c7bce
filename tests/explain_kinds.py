"""Numbers that are no counts, said slowly: every reading, and every row on every day.

`python tests/explain_kinds.py --count 200` compares so many made records of each
quantity with the search; its status is 1 if a front differs.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from explain_oracle import ends

import summitry
from summitry.frames import Table

RATES = ("ratio", "share", "weighted_count", "weighted_frequency", "weighted_ratio")
WAITS = (
    *("lag", "mean_lag", "median_lag", "restricted_mean_lag"),
    *("open_gap", "longest_gap"),
)
TURN, DAYS = 26, 60
"""The day on which the second era begins, and the days in all."""
HEAVY = Fraction(5, 2)
MOST = 2
"""How many rows the slow search adds or removes."""

_FIRST = date(2001, 1, 1)
_Ends = tuple[Fraction, Fraction] | None


@dataclass(frozen=True)
class Case:
    """
    A small record with one printed number.

    `visits` are days with whether each is heavy and whether its line is unclear.
    """

    quantity: str
    visits: tuple[tuple[int, bool, bool], ...]
    shocks: tuple[int, ...]
    printed: str = "0"

    def counting(self, *, lines: bool) -> list[tuple[int, bool]]:
        """The visits that count, with the line that is unclear or without."""
        return [(day, heavy) for day, heavy, open_ in self.visits if lines or not open_]

    def fits(self, rows: list[tuple[int, bool]]) -> bool:
        """Whether these visits give the number that was printed."""
        found = value(self, rows)
        low, high = ends(self.printed)
        return found is not None and low <= found[0] and found[1] <= high


def value(case: Case, rows: list[tuple[int, bool]]) -> _Ends:
    """The number, as the ends of what it may be; None where it has none."""
    days = sorted(day for day, _ in rows)
    match case.quantity:
        case "open_gap":
            return _both(Fraction(DAYS - 1 - days[-1])) if days else None
        case "longest_gap":
            gaps = [b - a for a, b in pairwise(days) if b > a]
            return _both(Fraction(max(gaps))) if gaps else None
        case quantity if quantity in RATES:
            return _rate(quantity, rows)
    waits = [_wait(shock, days) for shock in case.shocks]
    if case.quantity == "lag":
        wait, ended = waits[0]
        return _both(Fraction(wait)) if ended else None
    if case.quantity == "mean_lag":
        done = [Fraction(wait) for wait, ended in waits if ended]
        return _both(sum(done, Fraction(0)) / len(done)) if done else None
    return _read_off(case.quantity, waits)


def _both(number: Fraction) -> _Ends:
    return number, number


def _rate(quantity: str, rows: list[tuple[int, bool]]) -> _Ends:
    weighted = quantity.startswith("weighted")

    def of(first: int, after: int) -> Fraction:
        weights = [HEAVY if heavy and weighted else Fraction(1) for _, heavy in rows]
        pairs = zip(rows, weights, strict=True)
        return sum((w for (day, _), w in pairs if first <= day < after), Fraction(0))

    one, other, every = of(0, TURN), of(TURN, DAYS), of(0, DAYS)
    if quantity == "weighted_count":
        return _both(one)
    if quantity == "weighted_frequency":
        return _both(one * Fraction(1461, 4 * TURN))
    over = every if quantity == "share" else other
    if not over:
        return None
    days = Fraction(1) if quantity == "share" else Fraction(DAYS - TURN, TURN)
    return _both(one / over * days)


def _wait(shock: int, days: list[int]) -> tuple[int, bool]:
    later = [day for day in days if day >= shock]
    return (later[0] - shock, True) if later else (DAYS - 1 - shock, False)


def _read_off(quantity: str, waits: list[tuple[int, bool]]) -> _Ends:
    """The median or the restricted mean of Kaplan and Meier."""
    times = sorted({wait for wait, ended in waits if ended})
    alive, steps = Fraction(1), [(0, Fraction(1))]
    for time in times:
        at_risk = sum(wait >= time for wait, _ in waits)
        gone = sum(wait == time and ended for wait, ended in waits)
        alive *= 1 - Fraction(gone, at_risk)
        steps.append((time, alive))
    if quantity == "median_lag":
        half = Fraction(1, 2)
        at_most = [time for time, left in steps[1:] if left <= half]
        below = [time for time, left in steps[1:] if left < half]
        if not at_most:
            return None
        return Fraction(at_most[0]), Fraction(below[0] if below else 10**9)
    open_ = [wait for wait, ended in waits if not ended]
    tau = min(open_, default=max(wait for wait, _ in waits))
    steps = [step for step in steps if step[0] < tau] or steps[:1]
    marks = [time for time, _ in steps[1:]] + [tau]
    return _both(
        sum(
            (
                left * (after - time)
                for (time, left), after in zip(steps, marks, strict=True)
            ),
            Fraction(0),
        )
    )


def fewest(case: Case, *, lines: bool) -> int | None:
    """Return the fewest rows, on any days, that give the number; None if too many."""
    rows = case.counting(lines=lines)
    kinds = (False, True) if case.quantity.startswith("weighted") else (False,)
    days = (0, DAYS - 1) if case.quantity in RATES else range(DAYS)
    new = [(day, heavy) for day in days for heavy in kinds]
    for n_rows in range(MOST + 1):
        for n_gone in range(n_rows + 1):
            for gone in combinations(range(len(rows)), n_gone):
                left = [row for at, row in enumerate(rows) if at not in gone]
                for more in combinations_with_replacement(new, n_rows - n_gone):
                    if case.fits([*left, *more]):
                        return n_rows
    return None


def slow_front(case: Case) -> list[tuple[int, int]]:
    """Changes of the one line, and the fewest rows."""
    own, other = fewest(case, lines=False), fewest(case, lines=True)
    found = [] if own is None else [(0, own)]
    if other is not None and (own is None or other < own):
        found.append((1, other))
    return found


def planted(quantity: str, seed: int) -> Case:
    """Make a record of which up to two rows, and perhaps the line, were taken out."""
    random = Random(f"{quantity} {seed}")
    weighing = random.random
    day = random.randrange
    visits = tuple(
        (day(DAYS), weighing() < 0.4, weighing() < 0.2) for _ in range(day(5, 9))
    )
    shocks = tuple(sorted(random.sample(range(DAYS - 5), day(2, 4))))
    full = Case(quantity, visits, shocks[:1] if quantity == "lag" else shocks)
    rows = full.counting(lines=weighing() < 0.5)
    found = value(full, rows)
    digits = random.choice((0, 0, 1)) if quantity in WAITS else random.choice((1, 2))
    text = f"{float(found[0] if found else 3):.{digits}f}"
    kept = list(visits)
    for _ in range(day(0, 3)):
        kept.pop(day(len(kept)))
    if weighing() < 0.3:
        kept.append((day(DAYS), weighing() < 0.4, False))
    return replace(full, visits=tuple(kept), printed=text)


def _day(number: int) -> str:
    return (_FIRST + timedelta(number)).isoformat()


def write(case: Case, folder: Path) -> Path:
    """Write a record as a study."""
    visits = [
        {
            "date": _day(day),
            "origin": "AAA",
            "destination": "BBB",
            "visitor_rank": "other",
            "kind": "odd" if open_ else "plain",
            "summit": str(heavy).lower(),
        }
        for day, heavy, open_ in case.visits
    ]
    eras = [
        {"era": "One", "start": str(_FIRST), "end": _day(TURN)},
        {"era": "Two", "start": _day(TURN), "end": ""},
    ]
    shocks = [{"id": f"s{d}", "date": _day(d)} for d in case.shocks]
    for name, table in {"visits": visits, "eras": eras, "shocks": shocks}.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]))
            writer.writeheader()
            writer.writerows(table)
    at = 'at = { era = "One" }\n' if case.quantity in RATES else ""
    if case.quantity == "share":
        at += "of = {}\n"
    elif case.quantity.endswith("ratio"):
        at += 'of = { era = "Two" }\n'
    elif case.quantity.endswith("lag"):
        names = ", ".join(f'"{shock["id"]}"' for shock in shocks)
        at = f"at = {{ shocks = [{names}] }}\n"
    text = f"""title = "Made"
[observation]
since = {_FIRST}
through = {_day(DAYS - 1)}
[visits]
path = "visits.csv"
[eras]
path = "eras.csv"
[shocks]
path = "shocks.csv"
[scheme]
summit = {{ true = {float(HEAVY)}, false = 1.0 }}
[definition]
minimum = {{ "*" = "other" }}
[[definition.rule]]
when = {{ kind = "odd" }}
outcome = "unclear"
reason = "odd"
[[claim]]
id = "it"
says = "It is so."
quantity = "{case.quantity}"
printed = {case.printed}
{at}"""
    path = folder / "study.toml"
    path.write_text(text, "utf-8")
    return path


def fast_front(case: Case) -> list[tuple[int, int]]:
    """What the search finds, up to as many rows as the slow one."""
    with TemporaryDirectory() as folder:
        study = summitry.read_study(write(case, Path(folder)))
    found = Table(study.explain("it", decisions=["lines"]), "explained")
    steps = zip(found.values("toggles"), found.values("rows"), strict=True)
    front = dict.fromkeys(step for step in steps if step[1] is not None)
    return [(toggles, rows) for toggles, rows in front if rows <= MOST]


def main() -> int:
    """Compare as many records of each quantity as are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    given = parser.parse_args()
    n_faults = 0
    for quantity in (*RATES, *WAITS):
        for seed in range(given.count):
            case = planted(quantity, seed)
            slow, fast = slow_front(case), fast_front(case)
            if slow != fast:
                n_faults += 1
                print(f"{quantity} {seed}: {slow}, found {fast}: {case}")  # noqa: T201
    print(f"{n_faults} faults")  # noqa: T201
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
