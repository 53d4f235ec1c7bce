"""Claims as they are written: by place, by id, what an unknown word gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import china_dprk

from summitry import Claim
from summitry.exceptions import CategoryError

if TYPE_CHECKING:
    from collections.abc import Callable


def test_claims_are_found_by_place_and_by_id() -> None:
    claims = china_dprk().claims
    assert claims["xi-frequency"] is next(
        one for one in claims if one["id"] == "xi-frequency"
    )
    assert claims[0]["id"] == "visits-total"
    assert [one["id"] for one in claims[:2]] == ["visits-total", "visits-in-63-years"]


def test_an_unknown_id_gets_the_nearest() -> None:
    with pytest.raises(CategoryError, match="'xi-frequency'"):
        china_dprk().claims["xi-freqency"]


MADE: dict[str, Callable[..., Claim]] = {
    "ascending": lambda **more: Claim.ascending(["Xi", "Hu"], **more),
    "highest": lambda **more: Claim.highest("Xi", **more),
    "lower": lambda **more: Claim.lower("Xi", "Hu", **more),
    "lowest": lambda **more: Claim.lowest("Xi", **more),
    "rank": lambda **more: Claim.rank("Xi", 2, **more),
    "ratio": lambda **more: Claim.ratio("Xi", "Hu", "0.19", **more),
    "told_apart": lambda **more: Claim.told_apart("Xi", "Hu", **more),
    "value": lambda **more: Claim.value("Xi", "1.8", **more),
}


@pytest.mark.parametrize("name", MADE)
def test_an_argument_that_a_claim_does_not_have_is_told(name: str) -> None:
    with pytest.raises(TypeError, match="'sidee'; did you mean 'side'"):
        MADE[name](sidee="CHN")
    MADE[name](side="CHN")
