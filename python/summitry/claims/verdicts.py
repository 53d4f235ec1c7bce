"""Verdicts: a printed number, place or fact against all that the record allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims import wording as _wording
from summitry.claims.measured import Measured, in_years

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

REPRODUCED, NOT_REPRODUCED, NOT_DETERMINED = (
    "reproduced",
    "not reproduced",
    "not determined",
)
SHOWN_ERAS = 8
"""How many values of an order a sentence repeats."""


@dataclass(frozen=True)
class Open:
    """A quantity over everything that a reading leaves open, beside the plain one."""

    plain: Measured
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and highest value of what the claim is about."""
        own = self.plain.own
        return float(self.low[own]), float(self.high[own])

    def at(self, order: Sequence[int]) -> Open:
        """The same for some of its values, in the order given."""
        places = list(order)
        labels = [self.plain.labels[place] for place in places]
        plain = Measured(self.plain.low[places], self.plain.high[places], labels)
        return Open(plain, self.low[places], self.high[places])

    @classmethod
    def of(cls, parts: Sequence[Open], about: Measured) -> Open:
        """Set single quantities side by side; the claim is about one of them."""
        ends = np.array([part.ends for part in parts])
        plain = Measured(
            np.array([part.plain.value for part in parts]),
            np.array([part.plain.high[part.plain.own] for part in parts]),
            [part.plain.labels[part.plain.own] for part in parts],
            next(n for n, part in enumerate(parts) if part.plain is about),
            about.rows,
            about.facts,
        )
        return cls(plain, ends[:, 0], ends[:, 1])

    def divided(self, other: Open) -> Open:
        """Divide what the claim is about by another; there is no share of nothing."""
        (low, high), (least, most) = self.ends, other.ends
        own, of = self.plain.value, other.plain.value
        pairs = [(own, of), (low, most), (high, least)]
        value, low, high = (a / b if b > 0 else np.nan for a, b in pairs)
        facts = {"parts": (own, of), "reason": "there is nothing to divide by"}
        one = np.array([value])
        plain = Measured(one, one, [""], 0, self.plain.rows, facts)
        return Open(plain, np.array([low]), np.array([high]))


@dataclass(frozen=True)
class Judged:
    """
    What became of one claim.

    Attributes
    ----------
    verdict : str
        ``reproduced``, ``not reproduced`` or ``not determined``.
    value, low, high : float or None
        What was computed and the ends of what it may be, in the unit of the print.
    text : str
        What was computed, in words.
    reason : str
        Why the verdict is what it is.
    rows : (n,) int64
        The visits behind it.
    measured : Measured or None
        The quantity.
    """

    verdict: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    reason: str
    rows: npt.NDArray[np.int64]
    measured: Measured | None


def on_number(claim: Mapping[str, Any], found: Open) -> Judged:
    """Judge a printed number."""
    ends = found.ends
    if np.isnan(ends).any():
        return unanswered(found, _why_not(found.plain.facts))
    if claim.get("unit") == "years":
        ends = in_years(ends[0]), in_years(ends[1])
    verdict = _core.judge_value(
        claim["printed"],
        claim.get("comparison", "equals"),
        *ends,
        rounded_to=claim.get("rounded_to"),
        step=_step(claim["quantity"], found.plain.facts),
    )
    low, high = (_wording.number(end, claim) for end in ends)
    plain = found.plain
    still_runs = bool(np.isinf(plain.high[plain.own]))
    value = in_years(plain.value) if claim.get("unit") == "years" else plain.value
    text = _wording.number(value, claim) + _wording.unit_of(claim)
    if still_runs:
        text = f"at least {text}: no visit yet"
    reason = _wording.made_of(claim, plain) or text
    if verdict == NOT_DETERMINED and still_runs:
        reason = f"no visit had followed when the observation ended; {text}"
    elif verdict == NOT_DETERMINED:
        reason += f", {low} to {high} as those without a source are left out or count"
    return judged(verdict, found, text, reason, value=value, ends=ends)


def on_censoring(claim: Mapping[str, Any], found: Open) -> Judged:
    """Judge whether a visit had followed a shock."""
    if np.isnan(found.ends).any():
        return unanswered(found, _why_not(found.plain.facts))
    runs = np.isinf(found.plain.high[found.plain.own]), np.isinf(found.high.max())
    agree = [bool(one) == claim["censored"] for one in runs]
    verdict = REPRODUCED if all(agree) else NOT_DETERMINED if any(agree) else ""
    days = found.plain.value
    text = f"none in {days - 1:.0f} days" if runs[0] else f"one after {days:.0f} days"
    return judged(verdict or NOT_REPRODUCED, found, text, text)


def on_order(found: Open) -> Judged:
    """Judge an order of eras or of places, from the lowest to the highest."""
    if np.isnan(found.low).any():
        return unanswered(found, f"no value for {_without(found)}")
    verdict = _core.judge_ascending(found.low.tolist(), found.high.tolist())
    text = values(found)
    return judged(verdict, found, text, text + _doubt(verdict))


def on_rank(rank: Mapping[str, Any], found: Open, lower: list[int] | None) -> Judged:
    """Judge the place of an era; `lower` are those that it is said to be ahead of."""
    plain = found.plain
    if np.isnan(plain.value):
        return unanswered(found, f"{plain.labels[plain.own]} has no exposure")
    verdict = _core.judge_rank(
        found.low.tolist(),
        found.high.tolist(),
        plain.own,
        from_end=rank["from"],
        place=rank.get("place"),
        ahead_only_of=lower,
    )
    text = _standing(plain, rank["from"])
    return judged(verdict, found, text, values(found) + _doubt(verdict))


def judged(
    verdict: str,
    found: Open,
    text: str,
    reason: str,
    *,
    value: float | None = None,
    ends: tuple[float, float] | None = None,
) -> Judged:
    """Put a verdict together; infinite ends are none."""
    value = found.plain.value if value is None else value
    low, high = found.ends if ends is None else ends
    plain = found.plain
    return Judged(
        verdict,
        _finite(value),
        _finite(low),
        _finite(high),
        text,
        reason,
        plain.rows,
        plain,
    )


def unanswered(found: Open, reason: str) -> Judged:
    """Return the verdict on a claim that the record cannot answer."""
    rows = found.plain.rows
    return Judged(NOT_DETERMINED, None, None, None, "—", reason, rows, found.plain)


def values(found: Open) -> str:
    """Print the values of an order from the lowest, with both ends if they differ."""
    order = np.argsort(found.plain.low, kind="stable")
    told = []
    for place in order[:SHOWN_ERAS]:
        low, high = found.low[place], found.high[place]
        if np.isnan(low):
            continue
        open_end = "" if high == low else f" to {high:.2f}"
        told.append(f"{found.plain.labels[place]} {low:.2f}{open_end}")
    return ", ".join(told)


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _standing(plain: Measured, end: str) -> str:
    """The place that an era has, with whom it shares it."""
    known = plain.low[~np.isnan(plain.low)]
    ahead = known < plain.value if end == "bottom" else known > plain.value
    words = _wording.placed(int(ahead.sum()) + 1, end)
    level = int((known == plain.value).sum()) - 1
    shared = f", level with {level} more" if level else ""
    return f"{words} ({plain.value:.2f}{shared})"


def _step(quantity: str, facts: Mapping[str, Any]) -> float | None:
    if quantity == "count":
        return 1.0
    if quantity == "frequency" and facts.get("years"):
        return 1.0 / float(facts["years"])
    return None


def _why_not(facts: Mapping[str, Any]) -> str:
    if "reason" in facts:
        return str(facts["reason"])
    if "status" in facts:
        words = {
            "shock_after_end": "the shock came after the observation",
            "shock_before_start": "the shock came before the observation",
            "left_out": "the shock fell while an earlier one waited",
            "censored": "no visit had followed any shock when the observation ended",
        }
        found = [words[one] for one in dict.fromkeys(facts["status"]) if one in words]
        return str(facts.get("message") or "") or "; ".join(found) or "no shock there"
    return "the era has no exposure in the observation"


def _without(found: Open) -> str:
    missing = np.flatnonzero(np.isnan(found.low))
    return ", ".join(found.plain.labels[place] for place in missing)


def _doubt(verdict: str) -> str:
    return "; it turns on visits without a source" * (verdict == NOT_DETERMINED)
