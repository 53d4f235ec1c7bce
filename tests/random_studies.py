"""Small random studies, written as files: the same one for the same seed.

`python tests/random_studies.py --count 2000` tells how often each of their traits
occurs, and how often their claims come to each verdict.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from claim_oracle import Answer, answers
from random_study import claims, conventions, coverage, history, scopes, series
from random_study.draft import Draft, Row, toml_text, write_rows
from random_study.traits import traits_of

WINDOWS = [
    ("2001-01-01", "2006-12-31"),
    ("2001-01-01", "2006-12-31"),
    ("2001-01-01", "2006-12-31"),
    ("2000-01-01", "2009-12-31"),
    ("2001-03-15", "2005-10-20"),
    ("2003-05-10", "2004-11-30"),
]


NAMED = ("visits", "eras", "shocks", "series")
"""The tables of a study, each with a file of its name."""


@dataclass(frozen=True)
class Tabled:
    """A study as its files tell it."""

    study: dict[str, Any]
    visits: list[Row]
    eras: list[Row]
    shocks: list[Row]
    series: list[Row]

    def answers(self) -> dict[str, Answer]:
        tables = (self.visits, self.eras, self.shocks, self.series)
        return answers(self.study, *tables)


def draw(seed: int) -> Draft:
    """Draw a study of a few visits and claims."""
    rng = Random(seed)
    since, through = (date.fromisoformat(day) for day in rng.choice(WINDOWS))
    countries = ["AAA", "BBB", "CCC", "DDD"][: rng.choice([2, 2, 3, 4])]
    draft = Draft(rng, since.toordinal(), through.toordinal(), countries)
    draft.study = {
        "title": f"Random study {seed}",
        "observation": {"since": since, "through": through},
        "visits": {"path": "visits.csv"},
        "claim": [],
    }
    history.draw_eras(draft)
    history.draw_shocks(draft)
    history.draw_visits(draft)
    if any(
        "/" in row[key]
        for row in draft.visits
        for key in ("date", "end_date")
        if key in row
    ):
        draft.study["visits"]["ranges"] = "one_day"
    if draft.eras:
        draft.study.setdefault("eras", {"path": "eras.csv"})
    if draft.shocks:
        draft.study["shocks"] = {"path": "shocks.csv"}
    if draft.chance(0.7):
        draft.study["scheme"] = scheme(rng)
    drawn = conventions.of_study(rng, mixed_shocks=claims.is_mixed(draft))
    if drawn:
        draft.study["conventions"] = drawn
    claims.draw_claims(draft)
    scopes.move_outside(draft, Random(f"periods {seed}"))
    # With numbers of its own, so that a study is the same but for its coverage.
    reports = coverage.draw_coverage(draft, Random(f"coverage {seed}"))
    if reports:
        draft.study["coverage"] = reports
    draft.series, on_series = series.draw_series(draft, Random(f"series {seed}"))
    if draft.series:
        draft.study["series"] = {"path": "series.csv"}
        draft.study["claim"] += on_series
    return draft


def scheme(rng: Random) -> dict[str, Any]:
    """Draw weights that a sum of doubles may miss: three times 0.1 and 0.3."""
    ranks = {
        "head": Decimal("0.3"),
        "minister": Decimal("0.1"),
        "deputy": Decimal("0.2"),
    }
    summits = {"true": rng.choice([3, Decimal("2.5")]), "false": Decimal("1.0")}
    return rng.choice(
        [
            {"visitor_rank": ranks},
            {"summit": summits},
            {"visitor_rank": ranks, "summit": summits},
        ]
    )


def write_files(folder: Path, seed: int) -> None:
    """Write a random study's files into a folder."""
    draft = draw(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_text(toml_text(draft.study), "utf-8")
    for name in NAMED:
        rows = getattr(draft, name)
        if rows:
            write_rows(folder / f"{name}.csv", rows)


def write_study(folder: Path, seed: int) -> dict[str, bool]:
    """Write a random study's files into a folder, and return its traits."""
    write_files(folder, seed)
    tabled = read_tabled(folder)
    return traits_of(
        tabled.study, tabled.visits, tabled.eras, tabled.shocks, tabled.answers()
    )


def read_tabled(folder: Path) -> Tabled:
    """Read a study's files; a table that it does not have is empty."""
    with (folder / "study.toml").open("rb") as file:
        study = tomllib.load(file, parse_float=str)
    tables = []
    for name in NAMED:
        rows: list[Row] = []
        if name in study:
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
        tables.append(rows)
    return Tabled(study, *tables)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=400, help="how many studies")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    asked = parser.parse_args()
    traits: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    slowest, answering = (0.0, -1), 0.0
    with TemporaryDirectory() as folder:
        for seed in range(asked.first, asked.first + asked.count):
            own = Path(folder, str(seed))
            for trait, has in write_study(own, seed).items():
                traits[trait] += has
            tabled = read_tabled(own)
            begun = perf_counter()
            found = tabled.answers().values()
            took = perf_counter() - begun
            answering += took
            slowest = max(slowest, (took, seed))
            verdicts.update(answer.verdict for answer in found)
    for counted, of in ((traits, asked.count), (verdicts, verdicts.total())):
        for name, number in sorted(counted.items()):
            sys.stdout.write(f"{number / of:7.1%} {name}\n")
        sys.stdout.write("\n")
    sys.stdout.write(
        f"{verdicts.total()} claims; answered in {answering / asked.count:.3f} s a "
        f"study, at most {slowest[0]:.2f} s (seed {slowest[1]})\n"
    )


if __name__ == "__main__":
    main()
