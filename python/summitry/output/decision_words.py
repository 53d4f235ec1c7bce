"""What a decision and its alternatives are called for readers."""

from __future__ import annotations

import re

from summitry.output.format import spaced
from summitry.output.state_names import in_names, state_name

_DECISIONS = {
    "definition": "definition",
    "unclear": "unclear visits",
    "unsourced": "visits without source",
    "date_rule": "visit dated by",
    "handover": "day of handover",
    "exposure": "years counted by",
    "since": "first day",
    "through": "last day",
    "scheme": "weights",
    "same_day": "visit on the day",
    "overlap": "shocks that overlap",
    "method": "test",
}
_CHOICES = {
    ("unclear", "exclude"): "left out",
    ("unclear", "include"): "counted",
    ("unsourced", "doubt"): "counted, doubted",
    ("unsourced", "include"): "counted",
    ("unsourced", "exclude"): "left out",
    ("date_rule", "start"): "first day",
    ("date_rule", "end"): "last day",
    ("handover", "successor"): "the successor's",
    ("handover", "predecessor"): "the predecessor's",
    ("same_day", "include"): "answers",
    ("same_day", "exclude"): "does not answer",
    ("overlap", "both"): "each waits",
    ("overlap", "first"): "the first waits",
    ("overlap", "latest"): "the next cuts",
}


def decision_words(decision: str) -> str:
    """
    Return what a decision is about, for readers.

    Examples
    --------
    >>> decision_words("rule_PRK"), decision_words("date_rule"), decision_words("a_b")
    ('eras of North Korea', 'visit dated by', 'a b')
    """
    if decision.startswith("rule_"):
        return f"eras of {state_name(decision.removeprefix('rule_'))}"
    return _DECISIONS.get(decision, spaced(decision))


def choice_words(decision: str, choice: str) -> str:
    """
    Return what an alternative of a decision is, for readers.

    Examples
    --------
    >>> choice_words("unclear", "exclude"), choice_words("exposure", "calendar_years")
    ('left out', 'calendar years')
    >>> choice_words("definition", "KOR foreign_minister")
    'South Korea foreign minister'
    """
    plain = choice.removesuffix(" 00:00:00")
    return in_names(_CHOICES.get((decision, plain), spaced(plain)))


def convention_words(text: str) -> str:
    """
    Return several decisions, each with its alternative, for readers.

    Examples
    --------
    >>> convention_words("exposure = calendar_years; rule_CHN = state_post")
    'years counted by: calendar years; eras of China: state post'
    """
    return re.sub(
        r"(\w+) = ([^;]+)",
        lambda found: f"{decision_words(found[1])}: {choice_words(*found.groups())}",
        text,
    )
