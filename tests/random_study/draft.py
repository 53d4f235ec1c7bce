"""A study while it is drawn, and how it is written down."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

Row = dict[str, str]


@dataclass
class Draft:
    """A study under way: its days, its tables, and what its file says."""

    rng: Random
    since: int
    through: int
    countries: list[str]
    visits: list[Row] = field(default_factory=list)
    eras: list[Row] = field(default_factory=list)
    shocks: list[Row] = field(default_factory=list)
    series: list[Row] = field(default_factory=list)
    study: dict[str, Any] = field(default_factory=dict)
    tied: list[str] = field(default_factory=list)
    """Eras that were made to be of equal frequency."""

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day(self) -> int:
        return self.rng.randint(self.since, self.through)


def text_of(day: int) -> str:
    return date.fromordinal(day).isoformat()


def day_of(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def toml_value(value: Any) -> str:
    """Write a value; a `Decimal` keeps its last zeros."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal, date)):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(one) for one in value) + "]"
    if isinstance(value, dict):
        pairs = [f"{toml_key(key)} = {toml_value(one)}" for key, one in value.items()]
        return "{ " + ", ".join(pairs) + " }" if pairs else "{}"
    return json.dumps(value)


def toml_key(key: str) -> str:
    return key if key.replace("_", "").isalnum() else json.dumps(key)


def toml_text(study: dict[str, Any]) -> str:
    """Write a study: its tables, its scheme column by column, then its claims."""
    lines = [f"title = {toml_value(study['title'])}"]
    for name, table in study.items():
        if name == "scheme":
            parts = {f"scheme.{column}": weights for column, weights in table.items()}
        elif isinstance(table, dict):
            parts = {name: table}
        else:
            continue
        for heading, keys in parts.items():
            lines += ["", f"[{heading}]"]
            lines += [f"{toml_key(k)} = {toml_value(v)}" for k, v in keys.items()]
    for name in ("coverage", "claim"):
        for row in study.get(name, []):
            lines += ["", f"[[{name}]]"]
            lines += [f"{key} = {toml_value(value)}" for key, value in row.items()]
    return "\n".join([*lines, ""])


def write_rows(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
