"""Studies over the two bundled records, as files and as they are bundled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conftest import bundled

import summitry

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = ("china-dprk", "china-rok")
BOTH = '["china-dprk", "china-rok"]'
NORTH, SOUTH = '["CHN", "PRK"]', '["CHN", "KOR"]'


def written(folder: Path, text: str, **frames: Any) -> summitry.Study:
    path = folder / "study.toml"
    path.write_text(text, "utf-8")
    return summitry.read_study(path, **frames)


def both() -> summitry.Study:
    return bundled("pyongyang-or-seoul")
