"""What kind of values a column holds, in one word for every library."""

from __future__ import annotations

INTEGER, FLOAT, DECIMAL = "integer", "float", "decimal"
BOOLEAN, TEXT, DATE, OBJECT, OTHER = "boolean", "text", "date", "object", "other"

NUMBERS = frozenset({INTEGER, FLOAT, DECIMAL})
"""The kinds of numbers."""
