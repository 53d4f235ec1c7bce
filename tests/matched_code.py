"""The code of a name, as it is matched."""

from __future__ import annotations

from typing import Any

from conftest import columns_of

import summitry


def found(value: Any, day: str | None, system: str = "name", **options: Any) -> Any:
    """The code of one value on one day, or the reason why it has none."""
    match = summitry.match_states(
        {"place": [value]}, "place", on=day, system=system, **options
    )
    code = columns_of(match.table)["place"][0]
    return code or columns_of(match.unmatched)["reason"][0]
