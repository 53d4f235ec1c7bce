"""Phases that cannot be found: bad counts, bad times, bad choices."""

from __future__ import annotations

from typing import Any

import pytest
from epoch_days import day
from found_phases import found, single

import summitry
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    FrameError,
    InputError,
    MissingValueError,
    RangeError,
    SummitryError,
    TenureError,
)


@pytest.mark.parametrize(
    ("options", "kind", "code"),
    [
        ({"method": "pelt"}, InputError, "unknown_choice"),
        ({"unclear": "drop"}, InputError, "unknown_choice"),
        ({"level": 1}, RangeError, "bad_level"),
        ({"level": 95}, RangeError, "bad_level"),
        ({"level": "95%"}, FrameError, "not_a_number"),
        ({"level": 0.999}, RangeError, "out_of_range"),
        ({"draws": 0}, RangeError, "out_of_range"),
        ({"draws": 1e3}, FrameError, "not_a_number"),
        ({"seed": -1}, RangeError, "out_of_range"),
        ({"where": {"summit": True}}, ColumnError, "no_column"),
        ({"where": {"date": "x"}}, CategoryError, "unknown_value"),
        ({"since": day(2000)}, TenureError, "empty_observation"),
        ({"through": None}, MissingValueError, "missing_date"),
    ],
)
def test_refusals(options: dict[str, Any], kind: type[Exception], code: str) -> None:
    with pytest.raises(kind) as caught:
        found([1, 5], **options)
    assert caught.value.code == code  # type: ignore[attr-defined]


def test_refusals_of_counts() -> None:
    calls: list[tuple[str, Any]] = [
        ("out_of_range", lambda: single([1, 2], draws=0)),
        ("negative_count", lambda: single([-1])),
        ("broken_periods", lambda: single([1, 2], since="1970-01-02")),
        ("broken_periods", lambda: single([1, 2], through="1980-01-01")),
        ("undefined", lambda: single([1, 2], method="scargle")),
        ("needless_option", lambda: single([1, 2], where={"summit": True})),
        ("limit", lambda: single([10**9, 1], draws=999)),
        ("not_an_integer", lambda: single([1.5])),  # type: ignore[list-item]
    ]
    for code, call in calls:
        with pytest.raises(SummitryError) as caught:
            call()
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("times", "options", "code"),
    [
        ([3.0], {"since": 3, "through": 3}, "undefined"),
        ([3.0, float("nan")], {}, "out_of_range"),
        ([3.0, 4.0], {"through": 3.5}, "out_of_range"),
        ([3.0, 4.0], {"level": 5}, "bad_level"),
        ([3.0, 4.0], {"since": float("nan")}, "out_of_range"),
        ([3.0, 4.0], {"direction": ("PRK", "CHN")}, "needless_option"),
        ([3.0, 4.0], {"unclear": "both"}, "needless_option"),
        (["2001-01-01"], {}, "not_numeric"),
        ([3.0, 4.0], {"since": "2001-01-01"}, "not_a_number"),
    ],
)
def test_refusals_of_times(
    times: list[Any], options: dict[str, Any], code: str
) -> None:
    with pytest.raises(SummitryError) as caught:
        summitry.phases(times, **{"since": 0, "through": 10} | options)
    assert caught.value.code == code
