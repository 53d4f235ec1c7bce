"""What counts and waits can and cannot say."""

from __future__ import annotations
