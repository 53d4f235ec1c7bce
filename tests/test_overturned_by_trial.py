"""The fewest visits after which a claim fails, against every record with so many."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from summitry import Claim, _core
from summitry.claims.record import Record
from summitry.claims.specification import Specification
from summitry.exceptions import InputError
from summitry.robustness.era_tally import recorded_tally
from summitry.robustness.fragility import of_eras, of_pair, test_of as asked_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIRST = date(2001, 1, 1)
LENGTH = 90
ERAS = {
    "side": ["AAA"] * 3,
    "era": ["P", "Q", "R"],
    "start": ["2001-01-01", "2001-01-25", "2001-03-01"],
    "end": ["2001-01-25", "2001-03-01", None],
}
INSIDE = {"P": 3, "Q": 40, "R": 80}
"""A day of each era."""
MOST = 8
ROWS = range(7)
NO, YES, OPEN = "not reproduced", "reproduced", "not determined"

Rows = list[tuple[int, str]]


def day(number: int) -> str:
    return (FIRST + timedelta(number)).isoformat()


def own(**conventions: Any) -> Specification:
    return Specification(day(0), day(LENGTH - 1), unsourced="include", **conventions)


def record_of(rows: Rows, shocks: Sequence[int] = (), *, eras: bool = True) -> Record:
    table = {
        "date": [day(number) for number, _ in rows],
        "origin": ["AAA"] * len(rows),
        "destination": [other for _, other in rows],
    }
    dated = {"id": [f"s{n}" for n in shocks], "date": [day(n) for n in shocks]}
    columns = ["origin", "destination"]
    return Record(
        table, ERAS if eras else None, dated if shocks else None, columns=columns
    )


def claims_on_eras(rng: Random) -> Iterator[dict[str, Any]]:
    one, other = rng.sample("PQR", 2)
    at, of = {"era": one}, {"era": other}
    for kind in ("count", "frequency"):
        for comparison in ("equals", "at_least", "at_most"):
            printed = {"printed": str(rng.randint(0, 4)), "comparison": comparison}
            ratio = {"printed": str(rng.randint(1, 3)), "comparison": comparison}
            yield {"quantity": kind, "at": at} | printed
            yield {"quantity": "ratio", "at": at, "of": of} | ratio
        yield {"quantity": kind, "at": at, "lower_than": of}
        yield {"quantity": kind, "at": at, "higher_than": of}
        yield {"quantity": kind, "at": at, "rank": {"place": rng.randint(1, 3)}}
        yield {"quantity": kind, "at": at, "rank": {"ahead_only_of": [other]}}
        yield {"quantity": kind, "ascending": [one, other]}
    yield {"quantity": "frequency", "at": at, "told_apart_from": of}
    dyad = {"dyad": ["AAA", "BBB"]}
    for key in ("lower_than", "higher_than", "told_apart_from"):
        yield {"quantity": "frequency", "at": at | dyad, key: of, "relative_to": {}}


def fragility_on(record: Record, claim: Claim, spec: Specification) -> Any:
    text = spec.to_json()
    if claim.is_relative:
        eras, found = _core.relative_fragility(record.core, claim.core, text)
        return found, eras
    listed = _core.list_tally(record.core, claim.core, text)
    counted = recorded_tally(listed, record.visits, None)
    if not claim.is_told_apart:
        return of_eras(counted, claim), counted.eras
    test = asked_by(spec.method, spec.level, spec.adjustment)
    return of_pair(counted, claim, listed.allowed, test)[1], counted.eras


def changed(rows: Rows, change: str, era: str, number: int) -> Rows | None:
    """The record with visits more or fewer in an era; none if there are too few."""
    if change == "added":
        return rows + [(INSIDE[era], "BBB")] * number
    bounds = {"P": (0, 24), "Q": (24, 59), "R": (59, LENGTH)}[era]
    inside = [one for one in rows if bounds[0] <= one[0] < bounds[1]]
    inside = [one for one in inside if one[1] == "BBB"]
    if len(inside) < number:
        return None
    left = list(rows)
    for one in inside[:number]:
        left.remove(one)
    return left


def fewest_by_trial(
    rows: Rows, claim: Claim, spec: Specification, change: str, eras: Sequence[str]
) -> int | None:
    now = record_of(rows).evaluate([claim], spec)[0].verdict
    # Whether eras are told apart is flipped; any other claim fails.
    sought = {YES: NO, NO: YES}[now]
    for number in range(1, MOST + 1):
        for era in eras:
            others = changed(rows, change, era, number)
            if others is None or not others:
                continue
            if record_of(others).evaluate([claim], spec)[0].verdict == sought:
                return number
    return None


@pytest.mark.parametrize("seed", range(12))
def test_no_claim_on_eras_is_overturned_by_what_leaves_it_open(seed: int) -> None:
    rng = Random(seed)
    # Few visits, so that eras are emptied, and years that vary are told from none.
    mixed = [(rng.randrange(LENGTH), rng.choice(["BBB", "BBB", "CCC"])) for _ in ROWS]
    spec, seen = own(method="central", level=rng.choice([0.3, 0.8])), 0
    for form in claims_on_eras(rng):
        # Of a claim that is relative to others only its own visits are moved.
        alone = [(number, "BBB") for number, _ in mixed]
        rows = mixed if "relative_to" in form else alone
        record = record_of(rows)
        claim = Claim(form)
        verdict = record.evaluate([claim], spec)[0].verdict
        if verdict == OPEN or (verdict == NO and not claim.is_told_apart):
            continue
        found, eras = fragility_on(record, claim, spec)
        for change in ("added", "removed"):
            own_rows = [one for one in found if one.change == change]
            numbers = [one.visits for one in own_rows if one.visits is not None]
            least = min((n for n in numbers if n <= MOST), default=None)
            among = [eras[one.era] for one in own_rows if one.era is not None]
            tried = among if claim.is_told_apart else eras
            due = fewest_by_trial(rows, claim, spec, change, tried)
            assert least == due, (form, rows, change)
            seen += 1
    assert seen


def claims_on_waits(rng: Random, ids: list[str]) -> Iterator[dict[str, Any]]:
    one = rng.sample(ids, 1)
    for comparison in ("equals", "at_least", "at_most"):
        printed = {"comparison": comparison}
        yield {"quantity": "lag", "at": {"shocks": one}} | printed
        for quantity in ("mean_lag", "median_lag", "restricted_mean_lag"):
            yield {"quantity": quantity} | printed
        yield {"quantity": "longest_gap"} | printed
        yield {"quantity": "open_gap"} | printed
    yield {"quantity": "lag", "at": {"shocks": one}, "censored": rng.random() < 0.5}
    some, others = {"shocks": ids[:1]}, {"shocks": ids[1:]}
    for quantity in ("mean_lag", "median_lag"):
        yield {"quantity": quantity, "at": some, "lower_than": others}
        yield {"quantity": quantity, "at": some, "higher_than": others}


def one_visit_by_trial(
    days: list[int], shocks: list[int], claim: Claim, spec: Specification
) -> tuple[bool, bool]:
    """Whether it fails with a visit more on some day, and without some visit."""

    def fails(rows: Rows) -> bool:
        answers = record_of(rows, shocks, eras=False).evaluate([claim], spec)
        return answers[0].verdict == NO

    rows = [(number, "BBB") for number in days]
    more = any(fails([*rows, (number, "BBB")]) for number in range(LENGTH))
    fewer = combinations(rows, len(rows) - 1)
    return more, any(fails(list(left)) for left in fewer)


@pytest.mark.parametrize("seed", range(10))
def test_one_visit_overturns_a_wait_if_one_does_by_trial(seed: int) -> None:
    rng = Random(seed)
    days = [rng.randrange(LENGTH) for _ in range(rng.randint(2, 6))]
    shocks = sorted(rng.sample(range(LENGTH), 3))
    record = record_of([(number, "BBB") for number in days], shocks, eras=False)
    overlap = ("both", "latest", "first")[seed % 3]
    spec = own(overlap=overlap, same_day=rng.choice(["include", "exclude"]))
    seen = 0
    for form in claims_on_waits(rng, [f"s{n}" for n in shocks]):
        if "comparison" in form:
            probe = record.evaluate([Claim(form | {"printed": "0"})], spec)[0].value
            if probe != probe:  # noqa: PLR0124
                continue
            shift = {"equals": 0, "at_least": -1, "at_most": 1}[form["comparison"]]
            printed = max(0, round(probe) + shift * rng.randint(0, 9))
            form["printed"] = str(printed)
        claim = Claim(form)
        if record.evaluate([claim], spec)[0].verdict != YES:
            continue
        text = spec.to_json()
        try:
            found = _core.fragility_of_waits(record.core, claim.core, text)
        except InputError:
            found = _core.one_visit_of_waits(record.core, claim.core, text)
        by_one = tuple(one.visits == 1 for one in found)
        due = one_visit_by_trial(days, shocks, claim, spec)
        assert by_one == due, (form, days, shocks, spec.overlap, spec.same_day)
        if "gap" not in form["quantity"] or form["quantity"] == "longest_gap":
            also = _core.one_visit_of_waits(record.core, claim.core, text)
            assert tuple(one.visits == 1 for one in also) == due, form
        seen += 1
    assert seen
