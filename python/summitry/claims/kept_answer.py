"""What the core answered, as plain values that can be copied and sent."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any


def kept(value: Any) -> Any:
    """
    Return a class of the core as a record with the same attributes.

    Those classes are made by the core alone, so that nothing else could build one from
    what a pickle holds.
    """
    if isinstance(value, list | tuple):
        return type(value)(kept(one) for one in value)
    if not type(value).__module__.startswith("summitry._core"):
        return value
    names = [name for name in dir(value) if not name.startswith("_")]
    return SimpleNamespace(**{name: kept(getattr(value, name)) for name in names})
