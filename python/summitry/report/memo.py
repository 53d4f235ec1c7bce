"""Memos: a paragraph in plain English for each claim, no stronger than its evidence."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from summitry.claims.verdicts import NOT_DETERMINED, REPRODUCED
from summitry.output.escape import visible
from summitry.output.format import number, p_text
from summitry.report.evidence import Evidence, EvidenceOf
from summitry.report.strength import awaited, compared, located

if TYPE_CHECKING:
    from summitry.claims.claims import ClaimResult, ClaimResults
    from summitry.facade.study import Study
    from summitry.report.evidence import Drought, Pair, Rate, Wait


def memos(study: Study, results: ClaimResults | None = None) -> dict[str, str]:
    """
    Write a paragraph for each claim of a study, as one would put it in a memo.

    Parameters
    ----------
    study : Study
        The study.
    results : ClaimResults, optional
        What ``study.check()`` returned; it is called if they are not given.

    Returns
    -------
    dict of str to str
        The paragraph of each claim, by its id.

    Raises
    ------
    StudyError
        As ``study.check()``.

    Notes
    -----
    A difference is called one only where the interval of the ratio leaves out 1 and the
    p-value stands after Holm's adjustment; otherwise the two "cannot be told apart". A
    wider interval never gives stronger words.

    Examples
    --------
    >>> import summitry
    >>> study = summitry.read_study("china-dprk")
    >>> summitry.memos(study)["summit-drought"].split(": ")[-1]
    'it is not unusually long.'
    """
    found = study.check() if results is None else results
    evidence = EvidenceOf(study)
    return {one.id: memo(one, evidence(one)) for one in found}


def memo(result: ClaimResult, evidence: Evidence) -> str:
    """
    Write a paragraph on one claim.

    Parameters
    ----------
    result : ClaimResult
        What became of it.
    evidence : Evidence
        The intervals behind it.
    """
    sentences = [
        f'Published: "{_sentence(result.says)}"',
        _verdict(result, _reason(result, evidence)),
        *_how_sure(evidence),
        _readings(result, evidence),
    ]
    if result.because and result.as_expected and result.verdict != REPRODUCED:
        sentences.append(_sentence(result.because))
    return visible(" ".join(sentence for sentence in sentences if sentence))


def _reason(result: ClaimResult, evidence: Evidence) -> str:
    """What the number is made of, where that says more than the number."""
    reason = result.reason
    if evidence.wait is not None:
        reason = reason.partition(";")[0]
    return "" if reason.startswith(result.computed) else reason


def _verdict(result: ClaimResult, reason: str) -> str:
    computed = result.computed
    if result.verdict == NOT_DETERMINED:
        return f"The record cannot decide it: {reason or computed}."
    beside = f"; {reason}" if computed.endswith(")") else f" ({reason})"
    same = "the same" if result.verdict == REPRODUCED else "something else"
    return f"The record gives {same}: {computed}{beside if reason else ''}."


def _how_sure(evidence: Evidence) -> list[str]:
    sentences = []
    if evidence.rate is not None and not evidence.pairs:
        sentences.append(_on_rate(evidence.rate))
    if len(evidence.pairs) == 1:
        sentences.append(_on_pair(evidence.pairs[0]))
    elif evidence.pairs:
        sentences.append(_on_pairs(evidence.pairs))
    if evidence.wait is not None:
        sentences.append(_on_wait(evidence.wait))
    if evidence.drought is not None:
        sentences.append(_on_drought(evidence.drought))
    return sentences


def _on_rate(rate: Rate) -> str:
    words = located(rate.lower, rate.upper)
    upper = "no limit" if isnan(rate.upper) else number(rate.upper, 2)
    return (
        f"Allowing for chance, the frequency behind these visits {words.text} "
        f"{number(rate.value, 2)} a year ({_percent(rate.level)} interval "
        f"{number(rate.lower, 2)} to {upper})."
    )


def _on_pair(pair: Pair) -> str:
    words = compared(pair.lower, pair.upper, settled=pair.settled)
    return (
        f"Allowing for chance, the frequency of {pair.era} {_verb(words.strength)}"
        f"{words.text} that of {pair.other} ({_interval(pair)})."
    )


def _on_pairs(pairs: tuple[Pair, ...]) -> str:
    """Which eras are below, which above, and from which it cannot be told apart."""
    era = pairs[0].era
    by_words: dict[str, list[str]] = {}
    for pair in pairs:
        words = compared(pair.lower, pair.upper, settled=pair.settled)
        key = f"{_verb(words.strength)}{words.text}"
        by_words.setdefault(key, []).append(pair.other)
    parts = [
        f"{words} {'that' if len(names) == 1 else 'those'} of {_and(names)}"
        for words, names in by_words.items()
    ]
    return f"Allowing for chance, the frequency of {era} {'; it '.join(parts)}."


def _on_wait(wait: Wait) -> str:
    if not wait.waiting:
        return ""
    limits = (
        ""
        if isnan(wait.lower) or isnan(wait.upper)
        else f" (95% interval {number(wait.lower, 0)} to {number(wait.upper, 0)})"
    )
    many = wait.waiting > 1
    return (
        f"This mean is of the {wait.answered} shocks that a visit followed and leaves out "
        f"{wait.waiting} that still waited at the end; counting {'them' if many else 'it'}, "
        f"the mean wait within {wait.tau:.0f} days is {number(wait.restricted, 1)} days"
        f"{limits}."
    )


def _on_drought(drought: Drought) -> str:
    words = awaited(drought.probability)
    return (
        f"At a steady rate, a wait of {drought.days} days or more would have the "
        f"probability {p_text(drought.probability)}: it is {words.text}."
    )


def _readings(result: ClaimResult, evidence: Evidence) -> str:
    """The number by other readings of doubtful visits."""
    if not result.readings:
        return ""
    what = f"The frequency of {evidence.pairs[0].era}" if evidence.pairs else "It"
    told = [f"{text} {name}" for name, text in result.readings.items()]
    return f"{what} would be {_and(told)}."


def _verb(strength: int) -> str:
    return "is " if strength else ""


def _interval(pair: Pair) -> str:
    upper = "no limit" if isnan(pair.upper) else number(pair.upper, 2)
    lower = number(0.0 if isnan(pair.lower) else pair.lower, 2)
    ratio = "" if isnan(pair.ratio) else f"ratio {number(pair.ratio, 2)}, "
    return f"{ratio}{_percent(pair.level)} interval {lower} to {upper}"


def _percent(level: float) -> str:
    return f"{level * 100:.4g}%"


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
