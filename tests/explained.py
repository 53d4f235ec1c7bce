"""Planted searches: records with changed conventions and rows taken out of them.

`python tests/explained.py --count 200` takes one to three conventions and up to four
rows out of each of 200 made records, and asks what explains the numbers that were
printed; its status is 1 if an answer is longer than what was planted, or does not give
the numbers.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from explain_oracle import Lists, Made, Reading, fits, numbers, spans

import summitry
from summitry.frames import Table

DECISIONS = ["lines", "rules", "exposure"]
"""What the planted searches vary."""


def made_record(random: Random, *, n_visits: int, n_lines: int) -> Made:
    """Make a record of two countries over ten years, two lists of eras on one side."""
    since, through = date(2001, 1, 1), date(2010, random.randint(6, 12), 30)
    days = (through - since).days

    def day(low: float, high: float) -> date:
        return since + timedelta(random.randint(int(low * days), int(high * days)))

    said = ("unclear", "unclear", "false", "true")
    lines = {f"kind {n}": random.choice(said) for n in range(n_lines)}
    kinds = [None, None, None, *lines]
    visits = tuple((day(0, 1), random.choice(kinds)) for _ in range(n_visits))
    early, late = day(0.3, 0.45), day(0.55, 0.7)
    lists: Lists = {
        "AAA": {
            "real": (("One", since), ("Two", early), ("Three", late)),
            "formal": (
                ("One", since),
                ("Two", early + timedelta(random.randint(40, 300))),
                ("Three", late + timedelta(random.randint(40, 300))),
            ),
        },
        "BBB": {"real": (("Low", since), ("High", day(0.35, 0.65)))},
    }
    return Made(since, through, visits, lines, lists)


def printed(made: Made, reading: Reading, names: list[str]) -> Made:
    """The record with numbers as this reading prints them."""
    asked: dict[str, tuple[str | None, str | None, str]] = {}
    for side in made.lists:
        for era in spans(made, side, {}):
            if era in names:
                asked[era] = (side, era, "0")
    if "all" in names:
        asked["all"] = (None, None, "0")
    found = numbers(replace(made, printed=asked), reading)
    for name, value in found.items():
        text = f"{value}" if name == "all" else f"{float(value or 0):.2f}"
        asked[name] = (*asked[name][:2], text)
    return replace(made, printed=asked)


def planted(seed: int, n_visits: int = 0, n_lines: int = 4) -> tuple[Made, int, int]:
    """Return a record without its rows, and how many toggles and rows were planted."""
    random = Random(seed)
    n_visits = n_visits or random.randint(25, 60)
    made = made_record(random, n_visits=n_visits, n_lines=n_lines)
    names = ["One", "Two", "Three", "Low", "High", "all"]
    asked = printed(made, {}, random.sample(names, random.randint(3, 6)))
    decisions = asked.toggles()
    varied = random.sample(decisions, min(random.randint(1, 3), len(decisions)))
    reading = dict(random.choice(choices) for choices in varied)
    asked = printed(made, reading, list(asked.printed))
    n_rows = random.randint(0, 4)
    kept = list(asked.visits)
    for _ in range(n_rows):
        kept.pop(random.randrange(len(kept)))
    return replace(asked, visits=tuple(kept)), len(reading), n_rows


def write(made: Made, folder: Path, claims: dict[str, str] | None = None) -> Path:
    """Write a record as a study; `claims` are further ones, by their id."""
    visits = [
        {
            "date": day.isoformat(),
            "origin": "AAA",
            "destination": "BBB",
            "visitor_rank": "other",
            "kind": line or "none",
        }
        for day, line in made.visits
    ]
    _table(folder / "visits.csv", visits)
    eras = []
    for of, rules in made.lists.items():
        for rule, listed in rules.items():
            ends = [*(start.isoformat() for _, start in listed[1:]), ""]
            for (era, start), end in zip(listed, ends, strict=True):
                row = {"side": of, "rule": rule, "era": era}
                eras.append(row | {"start": start.isoformat(), "end": end})
    _table(folder / "eras.csv", eras)
    text = f"""title = "Made"
[observation]
since = {made.since}
through = {made.through}
[visits]
path = "visits.csv"
[eras]
path = "eras.csv"
rules = {{ AAA = "real", BBB = "real" }}
[definition]
minimum = {{ "*" = "other" }}
"""
    for line, said in made.lines.items():
        text += f'[[definition.rule]]\nwhen = {{ kind = "{line}" }}\n'
        text += f'outcome = "{said}"\nreason = "{line}"\n'
    for name, (side, its_era, number) in made.printed.items():
        text += f'[[claim]]\nid = "{name}"\nsays = "{number}."\nprinted = {number}\n'
        text += f'quantity = "{"count" if side is None else "frequency"}"\n'
        if side is not None:
            text += f'at = {{ side = "{side}", era = "{its_era}" }}\n'
    for name, claim in (claims or {}).items():
        text += f'[[claim]]\nid = "{name}"\nsays = "It is so."\n{claim}\n'
    path = folder / "study.toml"
    path.write_text(text, "utf-8")
    return path


def _table(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def reading_of(changes: str) -> Reading:
    """Read the changes that an explanation tells."""
    reading: Reading = {}
    for part in filter(None, changes.split("; ")):
        if " = " in part:
            name, _, word = part.partition(" = ")
            reading[name] = word
        else:
            _, line, said = part.split("'")
            reading[line] = {" counts": "true", " does not count": "false"}[said]
    return reading


def read_front(made: Made, **asked: Any) -> list[dict[str, Any]]:
    """Explain every printed number of a record at once, one row for each way."""
    with TemporaryDirectory() as folder:
        study = summitry.read_study(write(made, Path(folder)))
    found = study.explain(list(made.printed), decisions=DECISIONS, **asked)
    table = Table(found, "explained")
    columns = [table.values(name) for name in table.columns]
    return [
        dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True)
    ]


def fault(seed: int) -> str | None:
    """Say what is wrong with the answer to one planted search."""
    made, n_changes, n_rows = planted(seed)
    rows = read_front(made)
    known = [row for row in rows if row["rows"] is not None]
    best = [r["rows"] for r in known if r["toggles"] <= n_changes]
    if not best or min(best) > n_rows:
        return f"planted {n_changes} changes and {n_rows} rows; found {known}"
    for row in known:
        if row["rows"] == 0 and not fits(made, reading_of(row["changes"])):
            return f"{row['changes']} does not give the numbers"
    return None


def main() -> int:
    """Search as many records as are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    given = parser.parse_args()
    faults = {seed: said for seed in range(given.count) if (said := fault(seed))}
    for seed, said in faults.items():
        print(f"record {seed}: {said}")  # noqa: T201
    print(f"{given.count} records, {len(faults)} faults")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
