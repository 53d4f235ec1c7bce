"""Claims under many schemes at once against each scheme by itself."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

import summitry
from summitry import _core
from summitry.claims.record import Record
from summitry.claims.scope import Scope

KINDS = ("a", "b", "c")
ERAS = ("One", "Two", "Three", "Four")
CODES = {"not reproduced": 0, "reproduced": 1, "not determined": 2}
SINCE, THROUGH = "2001-01-01", "2008-12-31"


def drawn(seed: int) -> tuple[pd.DataFrame, pd.DataFrame, list[Any]]:
    """Visits, eras, and schemes whose decimals tie where floating point does not."""
    draws = np.random.default_rng(seed)
    n = 18
    days = pd.Timestamp(SINCE) + pd.to_timedelta(draws.integers(0, 2900, n), "D")
    visits = pd.DataFrame(
        {
            "date": days,
            "origin": "A",
            "destination": "B",
            "kind": draws.choice(KINDS, n),
            "qualifies": draws.choice(["true", "unclear"], n, p=[0.9, 0.1]),
        }
    )
    if seed % 2:
        visits["sourced"] = draws.random(n) < 0.8
    starts = pd.to_datetime(["2001-01-01", "2003-01-01", "2005-01-01", "2007-01-01"])
    eras = pd.DataFrame(
        {"era": ERAS, "start": starts, "end": [*starts[1:], pd.NaT], "side": "A"}
    )
    weights = [0.1, 0.2, 0.3, 1.0, 3.0, 0.0, 1 / 3]
    table = draws.choice(weights, (12, len(KINDS)))
    table[:, 0] += 0.1
    return visits, eras, [{"kind": dict(zip(KINDS, row, strict=True))} for row in table]


def claims() -> list[summitry.Claim]:
    found = []
    for quantity in ("weighted_frequency", "weighted_count"):
        asked: dict[str, Any] = {"quantity": quantity}
        found += [
            summitry.Claim.lowest("Two", **asked),
            summitry.Claim.highest("One", **asked),
            summitry.Claim.ascending(["Three", "One", "Four"], **asked),
            summitry.Claim.value(Scope(era="One"), 0.3, **asked),
            summitry.Claim.lower("One", "Two", **asked),
        ]
    asked = {"quantity": "weighted_frequency"}
    return [*found, summitry.Claim.ratio("Three", "Two", 1.0, **asked)]


@pytest.mark.parametrize("unclear", ["exclude", "include", "both"])
@pytest.mark.parametrize("seed", range(6))
def test_a_claim_has_the_answer_that_each_scheme_gives_alone(
    unclear: Any, seed: int
) -> None:
    visits, eras, schemes = drawn(seed)
    record = Record(visits, eras, schemes=schemes)
    own = summitry.Specification(SINCE, THROUGH, unclear=unclear)
    choices = json.dumps({"scheme": list(range(len(schemes)))})
    asked = [claim.core for claim in claims()]
    found = _core.multiverse_answers(record.core, asked, own.to_json(), choices)
    for number in range(len(schemes)):
        alone = json.loads(own.to_json()) | {"scheme": number}
        told = _core.evaluate(record.core, asked, [json.dumps(alone)] * len(asked))
        for column, answer in zip(found, told, strict=True):
            assert column.verdicts[number] == CODES[answer.verdict]
            np.testing.assert_array_equal(column.values[number], answer.value)


@pytest.mark.parametrize("seed", range(6))
def test_a_rank_is_that_of_exact_numbers(seed: int) -> None:
    visits, eras, schemes = drawn(seed)
    record = Record(visits, eras, schemes=schemes)
    own = summitry.Specification(SINCE, THROUGH, unclear="include").to_json()
    choices = json.dumps({"scheme": list(range(len(schemes)))})
    found = _core.multiverse_frequencies(record.core, "A", list(ERAS), own, choices)
    for era, column in zip(ERAS, found, strict=True):
        for place in range(1, 5):
            core = summitry.Claim.rank(era, place, quantity="weighted_frequency").core
            told = _core.multiverse_answers(record.core, [core], own, choices)[0]
            exactly = column.ranks == place
            # Equal eras share each of their places, and are told the lower one.
            assert (told.verdicts[exactly] != CODES["not reproduced"]).all()
            np.testing.assert_array_equal(told.values, column.values)
