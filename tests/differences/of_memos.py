"""The numbers that a memo prints: not asked yet, as memos are being written anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from differences.found import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    import summitry

NUMBER = re.compile(r"(\d[\d,]*)(\.\d+)?( ?%)?")


def of_memos(seed: int, study: summitry.Study) -> Iterator[Difference]:
    """Look for the number of each claim in its paragraph, rounded as it is printed."""
    paragraphs = study.memos()
    for result in study.check():
        text = paragraphs[result.id]
        if result.value is not None and not prints(text, result.value):
            yield Difference(seed, result.id, "memos", result.value, text)


def prints(text: str, value: float) -> bool:
    """Whether some number in a text is a value, rounded to the digits that it shows."""
    for whole, part, percent in NUMBER.findall(text):
        unit = 0.01 if percent else 1.0
        half = 0.5 * 10.0 ** -max(len(part) - 1, 0)
        shown = float(whole.replace(",", "") + part)
        if abs(value / unit - shown) <= half * (1 + 1e-9):
            return True
    return False
