"""Write what was measured into the manual: `python benches/speed/page.py FILE...`.

Each file is one that `benches/speed --save` or `benches/speed/cold.py --save` wrote; of
rows that stand in several the last is taken.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[2] / "docs" / "speed.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
WORK = {
    "tally": "weighted tally, 8 eras, categories in",
    "tally_text": "the same, text columns in",
    "directions": "the same by direction, 320,000 rows out",
    "own_eras": "each pair's own eras, one call",
    "lags": "lags, shocks of many pairs",
    "panel": "zero-filled panel",
    "qualifying": "`qualify`",
    "specifications": "100,000 specifications, values",
    "verdicts": "100,000 specifications, verdicts",
    "limits": "Fay and Feuer's limits, 320,000 cells",
    "replicates": "10,000 placebo draws",
    "blocks": "Bayesian blocks",
}
PEERS = ("polars", "numba", "duckdb", "pandas", "scipy", "astropy", "every column")
FIXED = ("specifications", "verdicts", "limits", "replicates", "blocks")
"""Works of one size, whatever rows are asked for."""
LIBRARIES = ("summitry", "numpy", "polars", "numba", "duckdb", "pandas", "scipy")


def machine() -> str:
    """Return the processor, its cores, the system and the versions of the libraries."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.split(":")[1].strip() for line in lines if "model name" in line]
    found = []
    for library in LIBRARIES:
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            continue
    python = platform.python_version()
    return (
        f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, "
        f"{platform.system()}; Python {python}, {', '.join(found)}; "
        f"{datetime.now(UTC):%Y-%m-%d}"
    )


def time_of(seconds: float) -> str:
    """Return milliseconds with three figures that count."""
    return f"{1e3 * seconds:,.3g}" if seconds < 1 else f"{1e3 * seconds:,.0f}"


def _place(group: tuple[tuple[str, int, str], object]) -> tuple[int, bool]:
    (_, n, order), _ = group
    return n, order == "shuffled"


def lines_of(rows: list[dict[str, Any]]) -> list[str]:
    """Return the table, a line for each work, size and order."""
    groups: dict[tuple[str, int, str], dict[str, dict[str, Any]]] = {}
    for row in rows:
        key = (row["task"], row["rows"], row["order"])
        groups.setdefault(key, {})[row["peer"]] = row
    named = [peer for peer in PEERS if any(peer in found for found in groups.values())]
    lines = [
        f"| work | rows | order | ms | extra MB | {' | '.join(named)} |",
        "|---|--:|---|--:|--:|" + "--:|" * len(named),
    ]
    for task, words in WORK.items():
        for (found_task, n, order), found in sorted(groups.items(), key=_place):
            if found_task != task:
                continue
            ours = found["summitry"]
            ratios = [f"{found[p]['ratio']:.3g}" if p in found else "" for p in named]
            size = "" if task in FIXED else f"{n:,}"
            cells = [words, size, order.strip("-"), time_of(ours["median"])]
            cells += [f"{ours['extra']:.0f}", *ratios]
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def cold_lines(rows: list[dict[str, Any]]) -> list[str]:
    """Return the table of whole processes."""
    lines = ["| process | ms | `import numpy` = 1 |", "|---|--:|--:|"]
    return lines + [
        f"| {row['process']} | {1e3 * row['median']:,.0f} | {row['ratio']:.2f} |"
        for row in rows
    ]


def main() -> None:
    """Replace what stands between the marks of the page."""
    kept = [row for name in sys.argv[1:] for row in json.loads(Path(name).read_text())]
    warm = [row for row in kept if "peer" in row]
    cold = [row for row in kept if "process" in row]
    text = PAGE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    parts = [BEGIN, "", f"Measured on: {machine()}.", ""]
    if warm:
        parts += [*lines_of(warm), ""]
    if cold:
        parts += [*cold_lines(cold), ""]
    PAGE.write_text(before + "\n".join([*parts, END]) + after, "utf-8")


if __name__ == "__main__":
    main()
