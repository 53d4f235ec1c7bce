"""The package against the slow oracle, on 500 random studies."""

from __future__ import annotations

import pytest
from differential import compare

STUDIES, CHUNK = 500, 25


@pytest.mark.parametrize("first", range(0, STUDIES, CHUNK))
def test_the_package_says_what_the_oracle_says(first: int) -> None:
    # The tables of a whole run are held against the oracle in every tenth study.
    found = compare(range(first, first + CHUNK), run_every=10)
    assert found.compared + found.refused == CHUNK
    assert [str(one) for one in found.differences] == []
