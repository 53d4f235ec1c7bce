"""Visits and pairs of four countries, drawn by lot."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

COUNTRIES = ("A", "B", "C", "D")
SINCE, THROUGH = date(2000, 2, 10), date(2006, 4, 20)
SEEN: dict[str, Any] = {"since": SINCE, "through": THROUGH}
ERAS = pd.DataFrame(
    {
        "era": ["one", "two", "three", "four"],
        "start": ["1999-05-01", "2001-03-02", "2003-09-15", "2005-03-01"],
        "end": ["2001-03-02", "2003-09-01", "2005-03-01", None],
    }
)


def random_visits(draws: np.random.Generator, n: int) -> pd.DataFrame:
    origin = draws.choice(COUNTRIES, n)
    other = (draws.integers(1, 4, n) + [COUNTRIES.index(one) for one in origin]) % 4
    days = [
        date(1999, 10, 1) + timedelta(int(day)) for day in draws.integers(0, 2500, n)
    ]
    return pd.DataFrame(
        {
            "date": days,
            "origin": origin,
            "destination": np.array(COUNTRIES)[other],
            "summit": draws.random(n) < 0.3,
            "qualifies": draws.choice(
                ["true", "false", "unclear"], n, p=[0.7, 0.2, 0.1]
            ),
        }
    )


def random_pairs(draws: np.random.Generator, by: str) -> pd.DataFrame:
    """Pairs with one or two stretches, which may begin or end outside what is seen."""
    rows: list[tuple[Any, ...]] = []
    for one, other in product(COUNTRIES, COUNTRIES):
        if one == other or (by == "dyad" and one > other) or draws.random() < 0.3:
            continue
        edges = sorted(draws.choice(2900, 4, replace=False).tolist())
        days = [date(1999, 1, 1) + timedelta(edge) for edge in edges]
        if draws.random() < 0.4:
            rows.append(
                (other, one, days[2], None if draws.random() < 0.5 else days[3])
            )
            rows.append(
                (other, one, None if draws.random() < 0.5 else days[0], days[1])
            )
        elif draws.random() < 0.3:
            rows.append((other, one, None, None))
        else:
            rows.append((other, one, days[0], days[2]))
    rows.append(("E", "A", None, None))
    columns = ["origin", "destination", "since", "through"]
    return pd.DataFrame(rows, columns=columns).astype({"since": object})


def pairs_of(table: Any, by: str) -> list[tuple[str, str]]:
    names = ["country", "other_country"] if by == "dyad" else ["origin", "destination"]
    return list(zip(table[names[0]], table[names[1]], strict=True))
