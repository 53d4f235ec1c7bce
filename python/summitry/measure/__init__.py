"""Which visits count, what they weigh, and how often they came."""

from __future__ import annotations
