"""Studies over several bundled records: each judged by its own, none pooled unasked."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from both_records import BOTH, NORTH, RECORDS, SOUTH, both, written

import summitry
from summitry import Claim
from summitry.exceptions import InputError, StudyError
from summitry.measure.definition import Definition, DefinitionRule
from summitry.study.several_records import united

if TYPE_CHECKING:
    from pathlib import Path

HEAD = f"""
title = "Both"
[observation]
since = 2002-11-15
through = 2017-03-15
[visits]
record = {BOTH}
[definition]
record = {BOTH}
[eras]
record = {BOTH}
rules = {{ CHN = "five_eras", PRK = "de_facto", KOR = "in_office" }}
[shocks]
record = {BOTH}
where = {{ kind = "nuclear_test" }}
[conventions]
method = "central"
"""


def claim(said: str) -> str:
    return f'\n[[claim]]\nid = "it"\nsays = "It."\n{said}\n'


@cache
def judged(record: str) -> pd.DataFrame:
    rule = summitry.datasets.load_definition(record)
    visits = summitry.datasets.load_visits(record)
    found: pd.DataFrame = summitry.qualify(visits, definition=rule)
    return found


def test_the_visits_of_each_record_are_judged_by_its_own_definition() -> None:
    visits = both().visits
    for record in RECORDS:
        own, alone = visits[visits["record"] == record], judged(record)
        for column in ("id", "qualifies", "reason"):
            assert own[column].tolist() == alone[column].tolist()
    assert len(visits) == sum(len(judged(record)) for record in RECORDS)


def test_an_era_that_both_records_have_stands_there_once() -> None:
    eras = both().eras
    assert eras is not None
    assert not eras.duplicated(["side", "era"]).any()
    assert set(eras["side"]) == {"CHN", "PRK", "KOR"}


def test_a_shock_is_of_the_countries_of_its_record() -> None:
    shocks = both().shocks
    assert shocks is not None
    pairs = {"china-dprk": ("CHN", "PRK"), "china-rok": ("CHN", "KOR")}
    ends = zip(shocks["origin"], shocks["destination"], strict=True)
    assert [pairs[record] for record in shocks["record"]] == list(ends)


@pytest.mark.parametrize(
    ("old", "new", "key", "code"),
    [
        (f"[definition]\nrecord = {BOTH}", '[definition]\nrecord = "china-rok"',
         "definition.record", "contradiction"),
        (f"[visits]\nrecord = {BOTH}", '[visits]\nrecord = "china-rok"',
         "definition.record", "contradiction"),
        (f"[visits]\nrecord = {BOTH}", '[visits]\npath = "visits.csv"',
         "definition.record", "contradiction"),
        (f"[visits]\nrecord = {BOTH}", '[visits]\nrecord = ["china-rok", "china-rok"]',
         "visits.record[1]", "duplicate_record"),
        (f"[eras]\nrecord = {BOTH}", '[eras]\nrecord = ["china-rok", "china-usa"]',
         "eras.record[1]", "contradiction"),
        (f"[visits]\nrecord = {BOTH}", '[visits]\nrecord = []', "visits.record", ""),
        ("since = 2002-11-15", "since = 1990-01-01",
         "observation.since", "record_not_observed"),
        ("through = 2017-03-15", "through = 2017-12-31",
         "observation.through", "record_not_observed"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(
    tmp_path: Path, old: str, new: str, key: str, code: str
) -> None:
    assert old in HEAD
    with pytest.raises(StudyError) as caught:
        written(tmp_path, HEAD.replace(old, new))
    assert caught.value.key == key
    assert caught.value.code == code or not code
    line = int(re.findall(r"line (\d+)", str(caught.value))[0])
    assert key.partition(".")[2].partition("[")[0] in HEAD.splitlines()[line - 1]


def test_a_decision_does_not_leave_the_days_of_a_record(tmp_path: Path) -> None:
    more = "[decisions]\nsince = [1992-08-01]\n"
    with pytest.raises(StudyError, match="'china-rok' begins on 1992-08-24"):
        written(tmp_path, HEAD + more)


def test_definitions_that_differ_in_what_a_study_has_one_of() -> None:
    stop = DefinitionRule({"stop": True}, "false", "a stop")
    known = {
        "a": Definition({"A": "other", "B": "other"}, rules=[stop]),
        "minimum": Definition({"B": "vice_minister", "C": "other"}),
        "ladder": Definition({"C": "low"}, ladder=["high", "low"]),
        "b": Definition({"B": "other", "C": "other"}, rules=[stop]),
    }
    for other in ("minimum", "ladder"):
        with pytest.raises(InputError, match=other):
            united(["a", other], known.__getitem__)
    both = united(["a", "b"], known.__getitem__)
    assert dict(both.minimum) == {"A": "other", "B": "other", "C": "other"}
    assert [rule.when["record"] for rule in both.rules] == [["a"], ["b"]]


XI = 'side = "CHN", era = "Xi Jinping"'
HU = 'side = "CHN", era = "Hu Jintao"'
BESIDE = f"at = {{ {XI}, dyad = {NORTH} }}\nof = {{ {HU} }}"
FREQUENCY = 'quantity = "frequency"\n'
POOLED = {
    "a number": ("at", FREQUENCY + f"printed = '1'\nat = {{ {XI} }}"),
    "the whole": ("at", 'quantity = "count"\nprinted = "1"'),
    "a rank": ("at", FREQUENCY + f"rank = {{ place = 1 }}\nat = {{ {XI} }}"),
    "an order": (
        "lower_than",
        FREQUENCY + f"at = {{ {XI}, dyad = {NORTH} }}\nlower_than = {{ {HU} }}",
    ),
    "a ratio": ("of", f'quantity = "ratio"\nprinted = "1"\n{BESIDE}'),
    "eras in order": (
        "at",
        FREQUENCY + 'at = { side = "CHN" }\nascending = ["Xi Jinping", "Hu Jintao"]',
    ),
    "told apart": (
        "at",
        FREQUENCY + f"at = {{ {XI} }}\ntold_apart_from = {{ {HU} }}",
    ),
    "relative": (
        "at",
        FREQUENCY
        + f"at = {{ {XI} }}\nlower_than = {{ {HU} }}\nrelative_to = {{ dyad = {SOUTH} }}",
    ),
    "a gap": ("at", 'quantity = "longest_gap"\nprinted = "1"'),
    "a mean": ("at", 'quantity = "mean_lag"\nprinted = "1"'),
    "two shocks": (
        "at",
        'quantity = "mean_lag"\nprinted = "1"\nat = { shocks = ["s13", "k12"] }',
    ),
}


def asked(said: str) -> Claim:
    return Claim({"id": "it", "says": "It."} | tomllib.loads(said))


@pytest.mark.parametrize("what", POOLED)
def test_a_claim_that_counts_both_records_is_refused(what: str) -> None:
    key, said = POOLED[what]
    with pytest.raises(InputError) as caught:
        both().declared.record.verify(asked(said), both().specification)
    assert caught.value.code == "several_records"
    assert caught.value.column == key
    assert "'china-dprk', 'china-rok'" in caught.value.message
    assert "dyad" in str(caught.value.hint)


def test_it_is_refused_at_its_line(tmp_path: Path) -> None:
    text = HEAD + claim(POOLED["an order"][1])
    with pytest.raises(StudyError) as caught:
        written(tmp_path, text)
    assert caught.value.key == "claim[0].lower_than"
    line = next(
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.startswith("lower_than")
    )
    assert caught.value.line == line


TOLD = {
    "dyad": f"{XI}, dyad = {SOUTH}",
    "other side": 'side = "KOR", era = "Park Geun-hye"',
    "origin": f'{XI}, origin = "PRK"',
    "record": f'{XI}, where = {{ record = "china-rok" }}',
    "both eras": 'eras = { CHN = "Xi Jinping", PRK = "Kim Jong Un" }',
}


@pytest.mark.parametrize("how", TOLD)
def test_a_claim_names_its_pair_in_several_ways(how: str) -> None:
    one = asked(FREQUENCY + f"printed = '1'\nat = {{ {TOLD[how]} }}")
    record, spec = both().declared.record, both().specification
    record.verify(one, spec)
    (answer,) = record.evaluate([one], spec)
    assert len(set(both().visits["record"].iloc[answer.rows])) == 1


def test_shocks_of_one_record_name_the_pair_and_the_rest_is_asked_for() -> None:
    record, spec = both().declared.record, both().specification
    lag = asked('quantity = "lag"\nprinted = "114"\nat = { shocks = ["s13"] }')
    said = FREQUENCY + f"at = {{ {XI}, dyad = {NORTH} }}\nlower_than = {{ {HU} }}\n"
    rest, dyad = (
        asked(f"{said}relative_to = {other}")
        for other in ("{}", f"{{ dyad = {SOUTH} }}")
    )
    for one in (lag, rest, dyad):
        record.verify(one, spec)
    answered, everybody, south = record.evaluate([lag, rest, dyad], spec)
    assert answered.verdict == "reproduced"
    assert everybody.value == south.value


def test_as_known_on_a_day_before(tmp_path: Path) -> None:
    said = f'quantity = "count"\nprinted = 1\nat = {{ dyad = {SOUTH} }}'
    then = written(tmp_path, HEAD + claim(said), as_of="2014-12-31")
    days = then.visits["date"]
    assert days.max() <= pd.Timestamp("2014-12-31")
    assert then.through == "2014-12-31"
