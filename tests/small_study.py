"""Small studies, written as files and read again."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pandas as pd

import summitry

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[dict[str, str]]
YES, NO, OPEN = "reproduced", "not reproduced", "not determined"

HEAD = """title = "A small study"
[observation]
since = 2001-01-01
through = 2006-12-31
[visits]
path = "visits.csv"
"""


def visit(day: str, origin: str = "AAA", destination: str = "BBB", **more: str) -> Any:
    return {"date": day, "origin": origin, "destination": destination} | more


def era(name: str, start: str, end: str = "", side: str = "AAA", **more: str) -> Any:
    return {"side": side, "era": name, "start": start, "end": end} | more


def shock(name: str, day: str, **more: str) -> Any:
    return {"id": name, "date": day} | more


ONE_AND_TWO = [era("One", "2001-01-01", "2004-01-01"), era("Two", "2004-01-01")]


def study_of(
    folder: Path,
    claims: str | dict[str, str],
    visits: Rows,
    eras: Rows | None = None,
    shocks: Rows | None = None,
    more: str = "",
    tables: dict[str, Rows] | None = None,
) -> summitry.Study:
    """Write a study with claims, by their id, and read it; `more` names `tables`."""
    named = {"it": claims} if isinstance(claims, str) else claims
    text = HEAD
    for name, rows in {"visits": visits, "eras": eras, "shocks": shocks}.items():
        if rows:
            _write(folder / f"{name}.csv", rows)
            text += f'[{name}]\npath = "{name}.csv"\n' if name != "visits" else ""
    for name, rows in (tables or {}).items():
        _write(folder / f"{name}.csv", rows)
    text += more
    for name, claim in named.items():
        text += f'\n[[claim]]\nid = "{name}"\nsays = "It is so."\n{claim}\n'
    path = folder / "study.toml"
    path.write_text(text, "utf-8")
    return summitry.read_study(path)


def _write(path: Path, rows: Rows) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def verdict_everywhere(study: summitry.Study, name: str = "it") -> str:
    """The verdict of the check, after seeing that every engine gives the same."""
    result = study.check()[name]
    own = study.multiverse().table.iloc[0]
    holds = own[f"{name}_holds"]
    other = OPEN if pd.isna(holds) else YES if holds else NO
    assert other == result.verdict, str(result)
    if result.value is None:
        assert pd.isna(own[name]), str(result)
    elif pd.notna(own[name]):
        assert abs(own[name] - result.value) <= 1e-9 * max(1, abs(result.value))
    row = study.robustness().set_index("id").loc[name]
    assert row["verdict"] == result.verdict
    return result.verdict


def value_of(study: summitry.Study, name: str = "it") -> float | None:
    """The number of the check."""
    return study.check()[name].value


def counts_everywhere(study: summitry.Study, name: str = "it") -> tuple[int, int, int]:
    """In how many specifications a claim holds, fails and is not determined."""
    row = study.multiverse().claims.set_index("claim").loc[name]
    return int(row["holds"]), int(row["fails"]), int(row["undetermined"])
