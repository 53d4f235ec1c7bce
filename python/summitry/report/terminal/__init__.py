"""What is told of a study: in the terminal and in memos."""

from __future__ import annotations
