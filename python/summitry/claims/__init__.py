"""Claims: what is said of what, and whether the record bears it out."""

from __future__ import annotations
