"""Claims on two eras relative to other visits: with another dyad, or with everybody."""

from __future__ import annotations

import random
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from differences.of_claims import of_check, of_multiverse
from random_studies import read_tabled
from relative_claim import APART, AT, ERAS, LOWER, SOUTH, judged, visits_of
from small_study import NO, OPEN, YES, Rows, study_of, verdict_everywhere, visit

import summitry
from summitry import Claim, Scope

HIGHER = "higher_than = { side = 'AAA', era = 'Two' }\n"


@pytest.mark.parametrize(
    ("north", "lower", "higher", "apart"),
    [
        ((1, 14, 3), YES, NO, YES),
        ((11, 2, 3), NO, YES, NO),
        ((8, 8, 3), NO, NO, NO),
        ((0, 0, 3), OPEN, OPEN, OPEN),
        ((0, 6, 3), YES, NO, NO),
    ],
)
def test_lower_higher_and_told_apart(
    tmp_path: Path, north: Any, lower: str, higher: str, apart: str
) -> None:
    found = study_of(
        tmp_path,
        {
            "lower": AT + LOWER + SOUTH,
            "higher": AT + HIGHER + SOUTH,
            "apart": AT
            + APART
            + SOUTH
            + "with = { adjustment = 'none', method = 'central' }",
        },
        visits_of(north, (7, 7, 2)),
        ERAS,
    )
    for name, verdict in (("lower", lower), ("higher", higher), ("apart", apart)):
        assert verdict_everywhere(found, name) == verdict
    if verdict == OPEN:
        reason = found.check()["lower"].reason
        assert reason == "the dyad has no visits in either era"


@pytest.mark.parametrize("method", ["central", "dispersed", "dispersed_years"])
@pytest.mark.parametrize("against", ["", "against = ['Two']"])
def test_it_is_the_row_of_compare_dyads(
    tmp_path: Path, method: Any, against: str
) -> None:
    rows = visits_of((2, 9, 5), (7, 4, 3))
    claim = APART + SOUTH + against + f"\nwith = {{ method = '{method}' }}"
    result = judged(tmp_path, claim, rows).check()["it"]
    table = pd.DataFrame(rows)
    eras = pd.DataFrame(ERAS).replace("", None)
    parts = [table[table["destination"] == end] for end in ("BBB", "CCC")]
    asked: dict[str, Any] = {"since": "2001-01-01", "through": "2006-12-31"}
    found = summitry.compare_dyads(
        *parts, eras=eras, reference="Two" if against else None, method=method, **asked
    )
    row = found[(found["era"] == "One") & (found["other_era"] == "Two")].iloc[0]
    beside = result.answer.beside
    assert beside is not None
    assert beside.limits == pytest.approx((row["lower"], row["upper"]), rel=1e-12)
    assert beside.counts == (row["count"], row["other_count"])
    assert beside.baseline == (row["baseline_count"], row["baseline_other_count"])
    assert result.value == pytest.approx(row["ratio"], rel=1e-12)
    assert result.answer.p == pytest.approx(row["p"], rel=1e-12)
    if not against:
        assert result.answer.adjusted_p == pytest.approx(row["p_adjusted"], rel=1e-12)
    else:
        assert result.answer.adjusted_p == result.answer.p


def test_all_others_are_all_but_its_own(tmp_path: Path) -> None:
    north, south = visits_of((1, 9, 5), (7, 4, 3)), "CCC"
    rows = [
        *north,
        *(row | {"destination": "DDD"} for row in north if row["destination"] == south),
    ]
    abroad = [visit("2001-07-01", "BBB", "CCC")]
    everybody = judged(tmp_path, LOWER + "relative_to = {}", [*rows, *abroad])
    beside = everybody.check()["it"].answer.beside
    assert beside is not None
    assert (beside.counts, beside.baseline) == ((1, 9), (14, 8))
    within = AT + LOWER + "relative_to = { where = { destination = ['BBB', 'DDD'] } }"
    named = study_of(tmp_path, within, [*rows, *abroad], ERAS)
    beside = named.check()["it"].answer.beside
    assert beside is not None
    assert beside.baseline == (7, 4)


def test_twice_as_much_travel_of_one_leader_changes_the_width_alone(
    tmp_path: Path,
) -> None:
    answers = []
    for times in (1, 2):
        north, south = ((2 * times, 5, 3), (4 * times, 3, 2))
        central = "with = { method = 'central' }"
        found = judged(tmp_path, LOWER + SOUTH + central, visits_of(north, south))
        answers.append(found.check()["it"].answer)
    one, two = (answer.beside for answer in answers)
    assert one is not None
    assert two is not None
    (a, b), (c, d) = two.counts, two.baseline
    (e, f), (g, h) = one.counts, one.baseline
    assert a * d / (b * c) == e * h / (f * g)
    assert two.limits[1] / two.limits[0] < one.limits[1] / one.limits[0]  # type: ignore[index]


def test_it_is_told_with_its_limits_and_counts(tmp_path: Path) -> None:
    claims = {"order": LOWER, "apart": APART}
    central = "with = { method = 'central' }"
    found = study_of(
        tmp_path,
        {name: AT + said + SOUTH + central for name, said in claims.items()},
        visits_of((1, 12, 3), (7, 7, 2)),
        ERAS,
    )
    order, apart = (found.check()[name] for name in ("order", "apart"))
    assert order.computed == "ratio of ratios 0.09 (0.00 to 0.95), p 0.043"
    assert order.reason.startswith("1 and 12 visits, relative to 7 and 7; ratio of")
    assert order.printed == "lower than Two (AAA), relative to AAA and CCC"
    assert apart.computed.endswith(
        "p 0.13 adjusted for the other comparisons, 0.043 unadjusted"
    )
    assert "relative to AAA and CCC" in apart.definition
    assert "relative to AAA and CCC" in str(order.claim)
    for name in ("order", "apart"):
        memo = found.memos()[name]
        assert "ratio of ratios 0.09" in memo
        assert "was not tested" not in memo
    pushed = found.robustness(progress=False).set_index("id")["overturned_by"]
    # 12 x 7 visits against 12 x 7: with as many they are level.
    assert pushed["order"] == "11 more under One"
    assert pushed["apart"] == "1 fewer under One or 4 more under Two"


MOVED = re.compile(r"(\d+) (more|fewer) under (One|Two)")


@pytest.mark.parametrize("said", [LOWER, HIGHER, APART])
@pytest.mark.parametrize(
    ("north", "south"),
    [((1, 12, 3), (7, 7, 2)), ((9, 3, 3), (5, 8, 1)), ((5, 8, 2), (9, 12, 4))],
)
def test_so_few_of_its_visits_overturn_it_and_one_fewer_do_not(
    tmp_path: Path, north: Any, south: Any, said: str
) -> None:
    central = "with = { method = 'central' }"

    def verdict(counts: Any) -> str:
        one = judged(tmp_path, said + SOUTH + central, visits_of(counts, south))
        return one.check()["it"].verdict

    study = judged(tmp_path, said + SOUTH + central, visits_of(north, south))
    plain = study.check()["it"].verdict
    (text,) = study.robustness(progress=False)["overturned_by"]
    ways = MOVED.findall(text)
    # An order that fails has nothing to overturn; of two eras either verdict flips.
    assert bool(ways) == (plain == YES or said == APART)
    for number, change, era_name in ways:
        for visits in (int(number) - 1, int(number)):
            moved = list(north)
            place = ("One", "Two").index(era_name)
            moved[place] += visits if change == "more" else -visits
            flipped = verdict(moved) != plain
            assert flipped == (visits == int(number)), (text, moved)


WORDS: dict[str, Any] = {
    "lower": lambda xi, **more: Claim.lower(xi, "Hu", **more),
    "told apart": lambda xi, **more: Claim.told_apart(xi, "Hu", **more),
}


@pytest.mark.parametrize("said", WORDS)
def test_claims_made_in_python(said: str) -> None:
    make = WORDS[said]
    one = make(Scope("Xi", dyad=("CHN", "PRK")), relative_to=Scope(origin="KOR"))
    assert one.form["relative_to"] == {"origin": "KOR"}
    assert str(one).endswith("that of Hu, relative to origin South Korea")
    assert str(make("Xi", relative_to=Scope())).endswith("relative to all others")
    assert "relative" not in str(make("Xi"))


def random_rows(rng: random.Random) -> Rows:
    """Return visits among three countries, some unclear, at most four unsourced."""
    rows = []
    for number in range(rng.randint(8, 30)):
        pair = rng.sample(["AAA", "AAA", rng.choice(["BBB", "CCC", "DDD"])], 2)
        if len(set(pair)) < 2:
            continue
        rows.append(
            visit(
                f"{rng.randint(2001, 2006)}-{rng.randint(1, 12):02}-07",
                *pair,
                qualifies=rng.choices(["true", "false", "unclear"], [8, 1, 1])[0],
                sourced="false" if number < 4 else "true",
            )
        )
    return rows


def random_claim(rng: random.Random) -> str:
    claim = (
        AT
        if rng.random() < 0.8
        else AT.replace(", dyad = ['AAA', 'BBB']", ", destination = 'BBB'")
    )
    claim += rng.choice([LOWER, HIGHER, APART, APART])
    baselines = ["{ dyad = ['AAA', 'CCC'] }", "{}", "{ origin = 'AAA' }"]
    claim += f"relative_to = {rng.choice(baselines)}\n"
    own = [f"level = {rng.choice([0.5, 0.8, 0.95])}"]
    own.append(f"method = '{rng.choice(['central', 'dispersed', 'dispersed_years'])}'")
    own.append(f"unclear = '{rng.choice(['exclude', 'include', 'both'])}'")
    own.append(f"unsourced = '{rng.choice(['exclude', 'include', 'doubt', 'doubt'])}'")
    own.append(f"exposure = '{rng.choice(['days', 'calendar_years'])}'")
    if "told_apart" in claim:
        own.append(f"adjustment = '{rng.choice(['holm', 'none'])}'")
        claim += "against = ['Two']\n" * (rng.random() < 0.3)
    return claim + f"with = {{ {', '.join(own)} }}\n"


@pytest.mark.parametrize("seed", range(12))
def test_the_slow_oracle_says_the_same(seed: int) -> None:
    rng = random.Random(seed)
    rows = random_rows(rng)
    rows += [
        visit("2001-02-03", *pair, qualifies="true", sourced="true")
        for pair in (("AAA", "BBB"), ("AAA", "CCC"))
    ]
    with TemporaryDirectory() as folder:
        claims = {f"c{number}": random_claim(rng) for number in range(4)}
        one = study_of(Path(folder), claims, rows, ERAS)
        expected = read_tabled(Path(folder)).answers()
        assert not list(of_check(seed, one, expected))
        assert not list(of_multiverse(seed, one, expected))
