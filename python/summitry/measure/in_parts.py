"""What is counted in parts: a state of its own, whatever becomes of its copies."""

from __future__ import annotations

from copy import copy
from typing import Any

from summitry.output.readable import Readable


class InParts(Readable):
    """What takes visits part by part; a copy of it goes on by itself."""

    def __getstate__(self) -> dict[str, Any]:
        """Return what it holds; what grows where it stands is copied."""
        return {
            name: copy(held) if isinstance(held, dict | list | set) else held
            for name, held in vars(self).items()
        }
