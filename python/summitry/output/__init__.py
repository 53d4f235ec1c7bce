"""What people look at: tables as text and HTML, memos, CSV, and the terminal."""

from __future__ import annotations

from summitry.output.shown import Shown, show, text_table

__all__ = ["Shown", "show", "text_table"]
