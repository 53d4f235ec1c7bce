"""Claims of a study as they are written: by place, by id, what an unknown id gets."""

from __future__ import annotations

import pytest
from conftest import china_dprk

from summitry.exceptions import CategoryError


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
