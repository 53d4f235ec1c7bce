"""How few missed visits change a verdict: found by adding them, wherever they fit."""

from __future__ import annotations

from itertools import combinations_with_replacement, product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import china_dprk
from small_study import NO, OPEN, YES, era, shock, study_of, visit

from summitry.robustness.exploration import MOST_MISSED, NOT_TRIED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ERAS = [
    era("One", "2001-01-01", "2003-01-01"),
    era("Two", "2003-01-01", "2004-01-01"),
    era("Three", "2004-01-01"),
]
DAYS = {"One": "2001-02-01", "Two": "2003-02-01", "Three": "2004-02-01"}
SCHEME = "[scheme]\nsummit = { true = 3.0, false = 1.0 }\n"
DOUBT = '[conventions]\nunsourced = "doubt"\n'


def dated(days: Sequence[str], summits: int = 0, **more: str) -> list[Any]:
    return [
        visit(day, summit=str(place < summits).lower(), **more)
        for place, day in enumerate(days)
    ]


RECORD = [
    *dated(["2001-03-01", "2001-05-01", "2002-02-01"], 1),
    *dated(["2003-04-01", "2003-06-01", "2003-07-01"]),
    *dated(["2004-08-01", "2005-01-01", "2005-03-01", "2006-01-01"], 2),
]


def printed_numbers() -> list[str]:
    values = {
        "count": ("2", "3", "5"),
        "frequency": ("1.5", "2.5", "2.0"),
        "weighted_count": ("5", "6", "9"),
        "weighted_frequency": ("2.5", "3.5", "4.2"),
    }
    found = [
        f'quantity = "{quantity}"\nat = {{ era = "One" }}\nprinted = "{printed}"'
        for quantity, numbers in values.items()
        for printed in numbers
    ]
    return found + [
        f'quantity = "{quantity}"\nat = {{ era = "One" }}\n'
        f'of = {{ era = "Three" }}\nprinted = "{printed}"'
        for quantity in ("ratio", "weighted_ratio")
        for printed in ("0.5", "0.75", "1.0", "1.1")
    ]


def places_in(measure: str) -> list[str]:
    others = {
        "One": ('["Two"]', '["Two", "Three"]'),
        "Two": ('["One"]', '["Three"]'),
        "Three": ('["Two", "One"]', '["One"]'),
    }
    found = []
    for name, sets in others.items():
        at = f'quantity = "{measure}"\nat = {{ era = "{name}" }}\nrank = '
        for end, place in product(("bottom", "top"), (1, 2, 3)):
            found.append(f'{at}{{ from = "{end}", place = {place} }}')
        found += [f"{at}{{ ahead_only_of = {names} }}" for names in sets]
        n = sets[-1].count(",") + 2
        found.append(f"{at}{{ ahead_only_of = {sets[-1]}, place = {n} }}")
    return found


def orders_in(measure: str) -> list[str]:
    own = f'quantity = "{measure}"\n'
    orders = (["One", "Two", "Three"], ["Three", "One"], ["Two", "Three"])
    return [f"{own}ascending = {order}" for order in orders] + [
        f'{own}at = {{ era = "{one}" }}\nlower_than = {{ era = "{other}" }}'
        for one, other in (("One", "Two"), ("Two", "One"), ("Three", "One"))
    ]


def claims_on_eras() -> dict[str, str]:
    """Claims of every kind on the eras of one list, true and false."""
    found = printed_numbers()
    for measure in ("frequency", "weighted_frequency"):
        found += places_in(measure) + orders_in(measure)
    return {f"c{n}": claim for n, claim in enumerate(found)}


def by_adding(
    folder: Path,
    claims: dict[str, str],
    visits: list[Any],
    places: Sequence[Any],
    most: int,
    **more: Any,
) -> dict[str, int]:
    """The fewest visits whose addition, anywhere, changes each verdict of the check."""

    def verdicts(added: Sequence[Any]) -> dict[str, str]:
        study = study_of(folder, claims, [*visits, *added], **more)
        return {result.id: result.verdict for result in study.check()}

    own = verdicts([])
    fewest: dict[str, int] = {}
    for number in range(1, most + 1):
        for added in combinations_with_replacement(places, number):
            for name, verdict in verdicts(added).items():
                if verdict != own[name]:
                    fewest.setdefault(name, number)
    return fewest


def agrees(
    folder: Path,
    claims: dict[str, str],
    visits: list[Any],
    places: Sequence[Any],
    most: int,
    **more: Any,
) -> dict[str, int]:
    """Hold what the exploration says against it; return what it says."""
    study = study_of(folder, claims, visits, **more)
    found, fewest = (
        study.exploration,
        by_adding(folder, claims, visits, places, most, **more),
    )
    cell = found.cell({})
    told = dict(zip(found.claims, found.missed[cell].tolist(), strict=True))
    for result in study.check():
        said = told[result.id]
        if result.verdict == OPEN:
            assert said == 0
        elif result.id in fewest:
            assert said == fewest[result.id], str(result)
        else:
            assert said == 0 or said > most, str(result)
    return told


@pytest.mark.parametrize("doubt", [False, True])
def test_on_eras_it_is_what_adding_visits_gives(doubt: bool, tmp_path: Path) -> None:  # noqa: FBT001
    places = [
        visit(day, summit=summit, source="a")
        for day in DAYS.values()
        for summit in ("true", "false")
    ]
    visits = [row | {"source": "a"} for row in RECORD]
    if doubt:
        visits[0]["source"] = visits[4]["source"] = ""
    claims = claims_on_eras()
    more = SCHEME + (DOUBT if doubt else "")
    told = agrees(tmp_path, claims, visits, places, 3, eras=ERAS, more=more)
    assert NOT_TRIED not in told.values()
    assert len(set(told.values())) > 3


def test_a_claim_that_fails_and_that_missed_visits_could_bear_out(
    tmp_path: Path,
) -> None:
    """Some visits more give the number that was printed; more than those do not."""
    claim = 'quantity = "count"\nat = { era = "Two" }\nprinted = "17"'
    study = study_of(tmp_path, claim, RECORD, ERAS)
    found = study.exploration
    assert found.verdict("it", {}) == NO
    assert found.missed[found.cell({})].tolist() == [14]
    for more, verdict in ((13, NO), (14, YES), (15, NO)):
        added = [visit("2003-02-01", summit="false")] * more
        other = study_of(tmp_path, claim, RECORD + added, ERAS)
        assert other.check()["it"].verdict == verdict


def test_the_bundled_claims_that_fail_are_told_as_the_report_does() -> None:
    found = china_dprk().exploration
    own = dict(zip(found.claims, found.missed[found.cell({})].tolist(), strict=True))
    assert own["kim-jong-il-frequency"] == 14
    assert own["hu-frequency"] == 10


def test_of_two_records_of_visits_each_side_may_be_missed(tmp_path: Path) -> None:
    ways = {"there": ("AAA", "BBB"), "away": ("AAA", "CCC")}
    visits = [
        *[visit(f"2001-0{n}-01", *ways["there"]) for n in range(1, 4)],
        *[visit(f"2003-0{n}-01", *ways["away"]) for n in range(1, 6)],
    ]
    both = 'at = { destination = "BBB" }\n'
    claims = {
        "fewer": f'quantity = "count"\n{both}lower_than = {{ destination = "CCC" }}',
        "more": f'quantity = "count"\n{both}higher_than = {{ destination = "CCC" }}',
        "half": f'quantity = "share"\n{both}'
        'of = { destination = "CCC" }\nprinted = "50%"',
        "part": f'quantity = "share"\n{both}of = {{ origin = "AAA" }}\nprinted = "60%"',
    }
    others = [("CCC", "BBB"), ("CCC", "DDD")]
    places = [visit("2002-01-01", *way) for way in (*ways.values(), *others)]
    told = agrees(tmp_path, claims, visits, places, 3)
    assert told == {"fewer": 2, "more": 3, "half": 1, "part": 3}


def test_relative_to_other_visits_one_of_the_eras_has_them(tmp_path: Path) -> None:
    dyads = {"own": ("AAA", "BBB"), "other": ("AAA", "CCC")}
    own, other = (
        [
            visit(f"{year}-0{n + 1}-01", *dyads[dyad])
            for year, most in rows
            for n in range(most)
        ]
        for dyad, rows in (
            ("own", (("2001", 5), ("2004", 3))),
            ("other", (("2001", 4), ("2004", 4))),
        )
    )
    claims = {
        f"{one}-{key}": f'quantity = "frequency"\nat = {{ era = "{one}", '
        f'dyad = ["AAA", "BBB"] }}\n{key}_than = {{ era = "{two}" }}\n'
        'relative_to = { dyad = ["AAA", "CCC"] }'
        for one, two in (("One", "Three"), ("Three", "One"))
        for key in ("lower", "higher")
    }
    places = [visit(DAYS[name], *dyads["own"]) for name in ("One", "Three")]
    told = agrees(tmp_path, claims, own + other, places, 4, eras=ERAS)
    assert set(told.values()) == {2, 3}


SHOCKS = [shock("a", "2001-01-05"), shock("b", "2001-01-20"), shock("c", "2001-02-01")]


def claims_on_waits() -> dict[str, str]:
    lags = {f"lag-{n}": ("lag", '["a"]', n) for n in (3, 9, 12, 30)}
    lags |= {f"last-{n}": ("lag", '["c"]', n) for n in (5, 13, 40)}
    lags |= {f"mean-{n}": ("mean_lag", '["a", "b"]', n) for n in (2, 8, 12, 30)}
    claims = {
        name: f'quantity = "{quantity}"\nat = {{ shocks = {shocks} }}\nprinted = {days}'
        for name, (quantity, shocks, days) in lags.items()
    }
    for which, shocks in (("a", '["a"]'), ("c", '["c"]')):
        for censored in ("true", "false"):
            claims[f"{which}-{censored}"] = (
                f'quantity = "lag"\nat = {{ shocks = {shocks} }}\ncensored = {censored}'
            )
    order = {"lower": "lower_than", "higher": "higher_than"}
    for name, key in order.items():
        claims[f"a-{name}-b"] = (
            'quantity = "mean_lag"\nat = { shocks = ["a"] }\n'
            f'{key} = {{ shocks = ["b"] }}'
        )
    for days in (10, 16, 200):
        claims[f"gap-{days}"] = f'quantity = "open_gap"\nprinted = {days}'
    return claims


def test_on_waits_it_is_what_adding_visits_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = 'title = "Waits"\n[observation]\nsince = 2001-01-01\nthrough = 2001-02-15\n'
    monkeypatch.setattr("small_study.HEAD", f'{head}[visits]\npath = "visits.csv"\n')
    days = np.arange("2001-01-01", "2001-02-16", dtype="datetime64[D]")
    visits = [visit("2001-01-14"), visit("2001-01-30")]
    places = [visit(str(day)) for day in days]
    claims = claims_on_waits()
    told = agrees(tmp_path, claims, visits, places, 1, shocks=SHOCKS)
    assert {told[name] for name in claims} >= {0, 1}
    few = [places[n] for n in (4, 9, 14, 19, 24, 31, 36, 45)]
    found = by_adding(tmp_path, claims, visits, few, 2, shocks=SHOCKS)
    for name, number in found.items():
        assert told[name] <= number, name


def test_what_is_not_worked_out_says_so(tmp_path: Path) -> None:
    claims = {
        "median": 'quantity = "median_lag"\nprinted = 9',
        "rule": 'quantity = "qualification"\nat = { origin = "AAA" }\nqualifies = true',
    }
    study = study_of(tmp_path, claims, [visit("2001-01-14")], shocks=SHOCKS[:1])
    found = study.exploration
    assert found.missed[found.cell({})].tolist() == [NOT_TRIED] * 2
    assert NOT_TRIED == MOST_MISSED + 1
