"""From raw lists to visits: files, states, leaders, offices, trips and their merging."""

from __future__ import annotations
