"""The ladder of ranks, high to low."""

from __future__ import annotations

RANKS = (
    "head_of_state",
    "head_of_party",
    "head_of_government",
    "deputy_head",
    "politburo_member",
    "state_councillor",
    "foreign_minister",
    "cabinet_minister",
    "vice_minister",
    "other",
)
"""The ranks that a definition knows unless it brings its own, high to low."""
