"""Memos: a paragraph in plain English for each claim, no stronger than its evidence."""

from __future__ import annotations

from math import isfinite, isnan
from typing import TYPE_CHECKING, NamedTuple

from summitry.claims.statement import ToldApart
from summitry.claims.told import NO_VALUE, NOT_DETERMINED, REPRODUCED
from summitry.infer.families import INDEPENDENT
from summitry.output.captions import as_sentence, begun
from summitry.output.era_words import named_era, under_era
from summitry.output.escape import visible
from summitry.output.format import (
    level_text,
    many,
    number,
    p_text,
    share_text,
    spoken,
)
from summitry.report.evidence import is_order_alone
from summitry.report.strength import awaited, compared, located

if TYPE_CHECKING:
    from summitry.claims.result import ClaimResult
    from summitry.report.evidence_facts import Drought, Evidence, Flip, Pair, Rate, Wait

_ORDER_ALONE = (
    "This is the order as counted; whether it is more than chance was not tested."
)
_SUPPOSED = f"Intervals of these visits hold {INDEPENDENT}."
_TOLD_APART = 2
"""In how many ways visits can undo that two eras are told apart; else twice as many."""


class Ways(NamedTuple):
    """In how many of the specifications that a study lists a claim comes out how."""

    holds: int
    fails: int
    undetermined: int


def memo(result: ClaimResult, evidence: Evidence, ways: Ways | None = None) -> str:
    """
    Write a paragraph on one claim.

    Parameters
    ----------
    result : ClaimResult
        What became of it.
    evidence : Evidence
        The intervals behind it.
    ways : Ways, optional
        What becomes of it when visits are counted otherwise.
    """
    sentences = [
        f'{_whose(result)}: "{as_sentence(result.says)}"',
        _verdict(result, _reason(result, evidence)),
        *_how_sure(result, evidence),
        _SUPPOSED if evidence.supposed else "",
        _readings(result),
        "" if ways is None or result.claim.is_series else _on_ways(ways),
    ]
    if result.because and result.as_expected:
        sentences.append(as_sentence(result.because))
    return visible(" ".join(sentence for sentence in sentences if sentence))


def _whose(result: ClaimResult) -> str:
    """What the sentence is: only what says where it was printed was published."""
    return "Published" if result.claim.is_published else "Claim"


def _reason(result: ClaimResult, evidence: Evidence) -> str:
    """What the number is made of, where that says more than the number."""
    reason = result.reason.removesuffix(f"; {result.computed}")
    if evidence.wait is not None:
        reason = reason.partition(";")[0]
    return "" if _opens(reason, result.computed) else reason


def _opens(reason: str, computed: str) -> bool:
    """Whether a reason begins with the computed number, not just its digits."""
    return f"{reason} ".startswith(tuple(f"{computed}{end}" for end in " ,;"))


def _verdict(result: ClaimResult, reason: str) -> str:
    computed = result.computed
    condition = f" {result.condition}" if result.condition else ""
    if result.verdict == NOT_DETERMINED:
        known = computed != NO_VALUE and not _opens(result.reason, computed)
        told = f"{computed}; {result.reason}" if known else result.reason
        return f"The record cannot decide it{condition}: {told}."
    beside = f"; {reason}" if computed.endswith(")") else f" ({reason})"
    same = "the same" if result.verdict == REPRODUCED else "something else"
    return f"The record gives {same}{condition}: {computed}{beside if reason else ''}."


def _how_sure(result: ClaimResult, evidence: Evidence) -> list[str]:
    sentences = []
    words = result.claim.quantity.replace("_", " ")
    if evidence.rate is not None and not evidence.pairs:
        sentences.append(_on_rate(words, evidence.rate))
    if len(evidence.pairs) == 1:
        pair = evidence.pairs[0]
        shown = pair.could_show
        sentences += [_on_pair(words, pair), begun(shown)]
    elif evidence.pairs:
        sentences.append(_on_pairs(words, evidence.pairs))
    if evidence.flips and result.verdict != NOT_DETERMINED:
        level = any(pair.silent or pair.ratio == 1 for pair in evidence.pairs)
        sentences.append(_on_flips(result, evidence, level=level))
    told = result.verdict != NOT_DETERMINED or result.computed != NO_VALUE
    if told and is_order_alone(result, evidence):
        sentences.append(_ORDER_ALONE)
    if evidence.wait is not None:
        sentences.append(_on_wait(evidence.wait))
    if evidence.drought is not None:
        sentences.append(_on_drought(evidence.drought))
    return sentences


def _on_rate(quantity: str, rate: Rate) -> str:
    words = located(rate.lower, rate.upper)
    return (
        f"Allowing for chance, the {quantity} behind these visits {words.text} "
        f"{number(rate.value, 2)} a year ({level_text(rate.level)} interval "
        f"{number(rate.lower, 2)} to {_limit(rate.upper)})."
    )


def _on_pair(quantity: str, pair: Pair) -> str:
    if pair.silent:
        return _on_silent([pair])
    return (
        f"Allowing for chance, the {quantity} of {named_era(pair.era)} "
        f"{_stands(pair)} that of {named_era(pair.other)} ({_interval(pair)}{_all_pairs(pair)})."
    )


def _on_pairs(quantity: str, pairs: tuple[Pair, ...]) -> str:
    """Which eras are below, which above, and from which it cannot be told apart."""
    silent = [pair for pair in pairs if pair.silent]
    pairs = tuple(pair for pair in pairs if not pair.silent)
    if not pairs:
        return _on_silent(silent)
    era = named_era(pairs[0].era)
    by_words: dict[str, list[str]] = {}
    for pair in pairs:
        by_words.setdefault(_stands(pair), []).append(named_era(pair.other))
    parts = [
        f"{words} {'that' if len(names) == 1 else 'those'} of {spoken(names)}"
        for words, names in by_words.items()
    ]
    said = f"Allowing for chance, the {quantity} of {era} {'; it '.join(parts)}."
    return f"{said} {_on_silent(silent)}".rstrip()


def _on_silent(pairs: list[Pair]) -> str:
    """Nothing can be told of two eras of which neither has a visit."""
    if not pairs:
        return ""
    era, *others = (
        under_era(one) for one in [pairs[0].era, *(pair.other for pair in pairs)]
    )
    return f"No visit counts {era} or {spoken(others)}: of these nothing can be told."


def _on_flips(result: ClaimResult, evidence: Evidence, *, level: bool) -> str:
    """Every way in which a few visits would flip whether two eras are told apart."""
    asserted, flips = result.claim.statement.asserted, evidence.flips
    claimed = asserted.being if isinstance(asserted, ToldApart) else None
    if claimed and result.verdict != REPRODUCED:
        era = named_era(evidence.era or str(result.claim.statement.at.era))
        return f"{era} would be told apart as the {claimed} with {_ways(flips)}."
    if len(flips) == _TOLD_APART:
        return f"They would no longer be told apart with {_ways(flips)}."
    if level:
        return f"They would be told apart with {_ways(flips)}."
    return (
        "They would be told apart in the order in which they are with "
        f"{_ways(flips[:2])}; in the opposite order with {_ways(flips[2:])}."
    )


def _ways(flips: tuple[Flip, ...]) -> str:
    """Every way that there is; then those in which no number of visits would do."""
    ways = [_way(flip) for flip in flips if flip.visits is not None]
    said = " or with ".join(ways) or "no number of visits"
    never = [
        f"{'more' if flip.added else 'fewer'} {under_era(flip.era)}"
        for flip in flips
        if flip.visits is None
    ]
    if not (ways and never):
        return said
    return f"{said} ({' or '.join(never)} would not do it, however many)"


def _way(flip: Flip) -> str:
    return f"{flip.visits} {'more' if flip.added else 'fewer'} {under_era(flip.era)}"


def _on_wait(wait: Wait) -> str:
    if not wait.waiting:
        return ""
    limits = (
        ""
        if isnan(wait.lower) or isnan(wait.upper)
        else f" ({level_text(wait.level)} interval {number(wait.lower, 0)} to "
        f"{number(wait.upper, 0)})"
    )
    beyond = ", to which not every wait was followed," if wait.extrapolated else ""
    shocks = "one shock" if wait.answered == 1 else f"{wait.answered} shocks"
    return (
        f"This mean is of the {shocks} that a visit followed and leaves out "
        f"{wait.waiting} that still waited at the {'next shock or the ' * wait.cut}end; "
        f"counting "
        f"{'them' if wait.waiting > 1 else 'it'}, "
        f"the mean wait within {many(f'{wait.tau:.0f}', 'day')}{beyond} is "
        f"{number(wait.restricted, 1)} days{limits}."
    )


def _on_drought(drought: Drought) -> str:
    words = awaited(drought.probability)
    return (
        f"At a steady rate, a wait of {many(drought.days, 'day')} or more would have the "
        f"probability {p_text(drought.probability)}: {words.text}."
    )


def _readings(result: ClaimResult) -> str:
    """The number by other readings of doubtful visits."""
    if not result.readings:
        return ""
    said = result.claim.statement
    what = "It" if said.relative_to is None else "The ratio of ratios"
    if isinstance(said.asserted, ToldApart):
        what = "The test"
    told = [f"{text} {name}" for name, text in result.readings.items()]
    return f"{what} would {'give' if what == 'The test' else 'be'} {spoken(told)}."


def _on_ways(ways: Ways) -> str:
    """In how many ways to count it comes out how."""
    every = sum(ways)
    if max(ways) == every:
        if every <= 1:
            return ""
        how = "holds in all" if ways.holds else "is left open in all"
        how = "holds in none" if ways.fails else how
        return f"Of the {every:,} ways to count that the study lists it {how}."
    share = f" ({share_text(ways.holds / every)})" if ways.holds else ""
    held = f"{ways.holds:,}" if ways.holds else "none"
    parts = [f"holds in {held}{share}"]
    if ways.fails:
        parts.append(f"fails in {ways.fails:,}")
    if ways.undetermined:
        parts.append(f"is left open in {ways.undetermined:,}")
    return f"Of the {every:,} ways to count that the study lists it {spoken(parts)}."


def _stands(pair: Pair) -> str:
    words = compared(pair.lower, pair.upper, settled=pair.settled)
    return f"{'is ' if words.strength else ''}{words.text}"


def _interval(pair: Pair) -> str:
    lower = number(0.0 if isnan(pair.lower) else pair.lower, 2)
    ratio = "" if isnan(pair.ratio) else f"ratio {number(pair.ratio, 2)}, "
    return f"{ratio}{level_text(pair.level)} interval {lower} to {_limit(pair.upper)}"


def _limit(upper: float) -> str:
    return number(upper, 2) if isfinite(upper) else "no limit"


def _all_pairs(pair: Pair) -> str:
    """Why two are not told apart although the interval of this pair leaves out 1."""
    apart = pair.lower > 1 or pair.upper < 1
    return " for this pair alone, not among all pairs" * (apart and not pair.settled)
