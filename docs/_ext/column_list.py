"""
Every column of a result with its unit and meaning, out of ``docs/api/columns.toml``.

``{columns}`` makes the tables; `missing` says which columns the file lacks.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SOURCE = Path(__file__).parent.parent / "api" / "columns.toml"


def sections() -> dict[str, dict[str, tuple[str, str]]]:
    """Return the columns by what they tell, each with its unit and its meaning."""
    found = tomllib.loads(SOURCE.read_text("utf-8"))
    return {
        heading: {name: (unit, meaning) for name, (unit, meaning) in columns.items()}
        for heading, columns in found.items()
    }


def missing(columns: Iterable[str]) -> list[str]:
    """Return the columns of which the file says nothing."""
    names = [name for part in sections().values() for name in part]
    plain = {name for name in names if "<" not in name}
    patterns = [name for name in names if "<" in name]

    def is_listed(column: str) -> bool:
        if column in plain:
            return True
        for pattern in patterns:
            part = re.fullmatch(re.sub(r"<\w+>", r"(\\w+)", pattern), column)
            if part and ("<column>" not in pattern or is_listed(part.group(1))):
                return True
        return False

    return sorted(one for one in {*columns} if not is_listed(one))


def tables() -> str:
    """Return the list as tables of Markdown, each under its heading."""
    lines = []
    for heading, columns in sections().items():
        lines += [f"## {heading}", "", "| column | unit | |", "| --- | --- | --- |"]
        for name, (unit, meaning) in columns.items():
            lines += [f"| `{name}` | {unit} | {meaning} |"]
        lines += [""]
    return "\n".join(lines)
