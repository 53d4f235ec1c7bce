"""A study: what is asked of it in one place."""

from __future__ import annotations
