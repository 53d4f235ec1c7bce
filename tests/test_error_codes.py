"""The manual lists the code of every error that can be raised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from messages import cases

import summitry
from summitry.exceptions import SummitryError

ROOT = Path(__file__).parent.parent

from every_code import every_code

LISTED = every_code()
PYTHON = [*(ROOT / "python" / "summitry").rglob("*.py")]
RUST = [
    path
    for room in ("claims", "study", "robustness")
    for path in (ROOT / "src" / room).rglob("*.rs")
]


def test_every_word_that_stands_as_a_code_is_listed() -> None:
    given = re.compile(r'\bcode="([^"]+)"')
    words = {one for path in PYTHON for one in given.findall(path.read_text("utf-8"))}
    assert len(words) > 100
    assert not words - {*LISTED}


def test_every_code_of_the_core_is_listed() -> None:
    text = (ROOT / "src" / "error" / "mod.rs").read_text("utf-8")
    arms = text.partition("pub fn code")[2].partition("pub fn rows")[0]
    words = set(re.findall(r'"([a-z_]+)"', arms)) - {"interrupted", "inf"}
    made = re.compile(
        r'\b(?:Fault::new\(|(?:misfit|ClaimMistake::new)\([\w"&]+,)\s*"([a-z_]+)"'
    )
    for path in RUST:
        words |= {*made.findall(path.read_text("utf-8"))}
    assert len(words) > 40
    assert not words - {*LISTED}


def test_a_code_is_a_word_and_says_something() -> None:
    for code, messages in LISTED.items():
        assert re.fullmatch(r"[a-z0-9_]+(<column>)?", code)
        assert all(said or hint for said, hint in messages), code
    silent = [c for c, found in LISTED.items() if {s for s, _ in found} == {"…"}]
    assert len(silent) <= 5, silent


def test_an_error_that_hands_on_no_word_of_its_own_is_told_apart() -> None:
    own = re.compile(r"\bcode=(?!\")(.+)")
    handed = {
        line.strip().rstrip(",")
        for path in PYTHON
        if path.name not in {"exceptions.py", "state_outcome.py"}
        for line in own.findall(path.read_text("utf-8"))
    }
    known = re.compile(
        r"code(?:, .*)?|_OVERLAP|weight_code\(.*|(error|first|_QUESTIONS\[first\])\.code.*"
        r'|f"(unknown|missing|no)_\{.*'
    )
    assert not [one for one in handed if not known.fullmatch(one)]


def test_what_a_list_is_refused_with_is_listed() -> None:
    refused = []
    for group, _, _, given, arguments in cases():
        if group != "file":
            try:
                summitry.read_visits(given, **arguments)
            except SummitryError as error:
                refused.append(error)
    assert len(refused) > 20
    for one in refused:
        kinds = set().union(*LISTED[one.code].values())
        assert type(one).__name__ in kinds, one.code


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("missing_date", "MissingValueError", "date is missing"),
        ("nan_weight", "RangeError", "finite number"),
        ("no_since", "InputError", "the first and the last day observed"),
        ("unknown_rank", "StudyError", "is not a rank of the ladder"),
        ("unknown_era", "CategoryError", "there is no era"),
        ("unknown_traveller", "CategoryError", "coverage row"),
        ("bad_path", "StudyError", "it leads nowhere"),
        ("overlapping_years", "InputError", "must end before the second begins"),
        ("range_of_days", "InputError", "a range of days"),
    ],
)
def test_some_codes_have_their_class_and_words(
    code: str, kind: str, words: str
) -> None:
    found = [said for (said, _), kinds in LISTED[code].items() if kind in kinds]
    assert any(words in said for said in found), found
