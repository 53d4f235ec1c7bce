"""Shocks and visits by their days, put to the placebo test."""

from __future__ import annotations

from typing import Any

from conftest import columns_of
from epoch_days import dated, day

import summitry


def found(shocks: list[int], visits: list[int], **options: Any) -> dict[str, Any]:
    options = {"since": day(0), "through": day(99), **options}
    table = summitry.placebo_test(dated(shocks), dated(visits), **options)
    return {name: values[0] for name, values in columns_of(table).items()}
