"""From raw lists to visits: files, states, leaders, offices, trips and merging."""

from __future__ import annotations
