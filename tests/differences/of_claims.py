"""The answers to claims: of `check`, of row 0 of the multiverse, and of the memos."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from differences.found import Difference, plain, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claim_oracle import Answer

    import summitry

UNSEEN = {"shock_after_end", "shock_before_start", "left_out"}
HOLDS = {"reproduced": True, "not reproduced": False, "not determined": None}


def of_check(
    seed: int, study: summitry.Study, expected: dict[str, Answer]
) -> Iterator[Difference]:
    """Compare verdicts, values, ends and the visits behind them."""
    results = study.check()
    for name, answer in expected.items():
        one = results[name]
        pairs: dict[str, tuple[Any, Any]] = {
            "verdict": (answer.verdict, one.verdict),
            "value": (answer.value, one.value),
            "lower": (answer.low, one.lower),
            "upper": (None if answer.high == inf else answer.high, one.upper),
            "no highest": (answer.high == inf, one.answer.upper == inf),
            "p": (answer.p, plain(one.answer.adjusted_p)),
        }
        if answer.rows is not None:
            pairs["rows"] = (sorted(answer.rows), sorted(one.rows))
        if answer.waits is not None:
            pairs["waits"] = (answer.waits, tuple(w.status for w in one.answer.lags))
            left_out = [status for status in answer.waits if status in UNSEEN]
            if left_out and one.value is not None and "printed" in one.claim.form:
                pairs["left out"] = (True, one.condition.endswith("left out"))
        for key, (wanted, got) in pairs.items():
            if not same(wanted, got):
                yield Difference(seed, name, f"check, {key}", wanted, got)


def of_multiverse(
    seed: int, study: summitry.Study, expected: dict[str, Answer]
) -> Iterator[Difference]:
    """Compare row 0: the number of each claim, and whether it holds."""
    table: Any = study.multiverse(progress=False).table
    for name, answer in expected.items():
        for key, wanted in (
            (name, answer.value),
            (f"{name}_holds", HOLDS[answer.verdict]),
        ):
            got = plain(table[key].iloc[0])
            if not same(wanted, got):
                yield Difference(seed, name, f"multiverse, {key}", wanted, got)
