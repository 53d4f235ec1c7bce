"""Every code of an error with its messages, those of the package and of the core."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from codes_of_python import Code, python_codes
from codes_of_rust import rust_codes

ROOT = Path(__file__).parent.parent.parent
FROM_DATA = [
    Code("error", "InputError", "a mistake without a word of its own", ""),
    Code("several_mistakes", "InputError", "… has … mistakes of several kinds", ""),
    Code("not_toml", "StudyError", "this is not TOML: …", ""),
    Code(
        "unknown_<column>",
        "CategoryError",
        "the column, or what a study calls it, has no such value: its name follows "
        "the word, as in unknown_origin",
        "the nearest of those known, and which these are",
    ),
]
"""What no reader of sources can see: words that are made while a program runs."""


def every_code() -> dict[str, dict[tuple[str, str], set[str]]]:
    """Return for each code what is said and what to do, with the classes of it."""
    found: dict[str, dict[tuple[str, str], set[str]]] = defaultdict(dict)
    package, core = ROOT / "python" / "summitry", ROOT / "src"
    for code, kind, said, hint in [
        *FROM_DATA,
        *python_codes(package),
        *rust_codes(core),
    ]:
        found[code].setdefault((said, hint), set()).add(kind)
    return dict(sorted(found.items()))
