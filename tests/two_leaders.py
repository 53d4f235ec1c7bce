"""Two leaders of China, and days observed of both."""

from __future__ import annotations

from typing import Any

SEEN: dict[str, Any] = {"since": "2010-01-01", "through": "2016-12-30"}
ERAS: dict[str, Any] = {
    "era": ["Hu", "Xi"],
    "start": ["2002-11-15", "2012-11-15"],
    "end": ["2012-11-15", None],
}
