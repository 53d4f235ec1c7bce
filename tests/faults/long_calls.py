"""Calls that take longer than anybody waits, of everything that can take long."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import summitry
from summitry import Claim
from summitry.sources.ladder import RANKS

if TYPE_CHECKING:
    from collections.abc import Callable

SEEN: dict[str, Any] = {"since": "1900-01-01", "through": "2019-12-31"}
SILENT: dict[str, Any] = {"progress": False}
ERAS: dict[str, Any] = {
    "era": list("abcd"),
    "start": ["1900-01-01", "1930-01-01", "1970-01-01", "2000-01-01"],
    "end": ["1930-01-01", "1970-01-01", "2000-01-01", None],
}
KINDS = ("summit", "talks", "transit")
SCHEME: dict[str, Any] = {"kind": {"summit": 3.0, "talks": 1.5, "transit": 0.5}}
LABELS = [f"s{number}" for number in range(300)]
VARIED: dict[str, Any] = {"kind": {"summit": (0.1, 9.0), "talks": (0.1, 9.0)}}


@cache
def days(count: int, seed: int = 1) -> Any:
    """So many days of the observation, in no order."""
    rng = np.random.default_rng(seed)
    return rng.integers(-25_567, 18_262, count).astype("M8[D]")


@cache
def visits(count: int) -> pd.DataFrame:
    """So many visits among forty states."""
    rng = np.random.default_rng(2)
    names = [f"S{number:02}" for number in range(40)]
    origin = rng.integers(0, 40, count)
    destination = (origin + rng.integers(1, 40, count)) % 40
    coded: Any = pd.Categorical.from_codes
    return pd.DataFrame(
        {
            "date": days(count).astype("M8[s]"),
            "origin": coded(origin, names),
            "destination": coded(destination, names),
            "kind": coded(rng.integers(0, 3, count), KINDS),
        }
    )


@cache
def ranked(count: int) -> pd.DataFrame:
    """The same visits, each by somebody of a rank."""
    places = np.random.default_rng(4).integers(0, len(RANKS), count)
    coded: Any = pd.Categorical.from_codes
    return visits(count).assign(visitor_rank=coded(places, RANKS))


@cache
def texts(count: int) -> list[str]:
    """So many days as text."""
    return days(count).astype(str).tolist()  # type: ignore[no-any-return]


@cache
def sources(count: int) -> dict[str, Any]:
    """Two lists that tell of much the same visits."""
    rng = np.random.default_rng(3)
    one = visits(count).astype({"origin": str, "destination": str})
    one["visitor"] = [f"Person {number}" for number in rng.integers(0, 500, count)]
    two = one.assign(date=one["date"] + pd.to_timedelta(rng.integers(0, 3, count), "D"))
    return {"one": one, "two": two}


@cache
def names(count: int) -> pd.DataFrame:
    """So many names of states, some of them spelled in a way that no list knows."""
    known = ["China", "France", "Korea, North", "Soviet Union", "Burma", "Atlantis"]
    spelled = [f"{known[n % 6]}{'' if n % 3 else n}" for n in range(count)]
    return pd.DataFrame({"date": "2001-01-01", "state": spelled})


@cache
def few() -> dict[str, Any]:
    """A record as large as those that are published."""
    return {"date": days(300), "kind": [KINDS[n % 3] for n in range(300)]}


@cache
def study() -> summitry.Study:
    """The bundled record."""
    return summitry.read_study("china-dprk")


def over_few() -> dict[str, Any]:
    """A small record with its eras, as the functions that draw take it."""
    return {"visits": few(), "eras": ERAS, **SEEN}


def frequencies() -> Any:
    """A small table of frequencies."""
    return summitry.era_frequency(**over_few())


def calls() -> dict[str, Callable[[], object]]:
    """Each long call by what it is told as."""
    shocks = {"date": days(40)}
    lowest = Claim.lowest("a")
    return {
        "response_lags, 1e6 shocks": lambda: summitry.response_lags(
            {"date": days(1_000_000)}, {"date": days(100_000)}, **SEEN
        ),
        "response_lags, 3e6 shocks": lambda: summitry.response_lags(
            {"date": days(3_000_000)}, {"date": days(100_000)}, **SEEN
        ),
        "era_tally, 3e7 rows": lambda: summitry.era_tally(
            visits(30_000_000), ERAS, scheme=SCHEME, **SEEN
        ),
        "era_frequency, 2e6 dates as text": lambda: summitry.era_frequency(
            {"date": texts(2_000_000)}, ERAS, **SEEN
        ),
        "read_visits, 5e5 rows of text": lambda: summitry.read_visits(
            {**dict.fromkeys(("origin", "destination"), ["CHN"] * 500_000)}
            | {"date": texts(500_000), "destination": ["PRK"] * 500_000}
        ),
        "era_frequency by dyad, 3e6 rows": lambda: summitry.era_frequency(
            visits(3_000_000), ERAS, by="dyad", scheme=SCHEME, **SEEN, **SILENT
        ),
        "qualify, 3e6 rows": lambda: summitry.qualify(
            ranked(3_000_000), minimum={"*": "foreign_minister"}
        ),
        "weigh, 3e6 rows": lambda: summitry.weigh(visits(3_000_000), scheme=SCHEME),
        "visit_gaps by dyad, 1e6 rows": lambda: summitry.visit_gaps(
            visits(1_000_000), by="dyad", **SEEN
        ),
        "visit_panel, 1e6 rows": lambda: summitry.visit_panel(
            visits(1_000_000), **SEEN
        ),
        "find_duplicates, 3e5 rows": lambda: summitry.find_duplicates(
            sources(300_000)["one"]
        ),
        "merge_sources, 1e5 rows each": lambda: summitry.merge_sources(
            sources(100_000)
        ),
        "collapse_trips, 3e5 rows": lambda: summitry.collapse_trips(
            sources(300_000)["one"], by="traveller", join="touching"
        ),
        "match_states, 1e5 names": lambda: summitry.match_states(
            names(100_000), columns=["state"]
        ),
        "phases": lambda: summitry.phases(few(), **SEEN, draws=20_000, **SILENT),
        "dispersion": lambda: summitry.dispersion(**over_few(), draws=1_000_000),
        "composition": lambda: summitry.composition(
            **over_few(), where={"kind": "summit"}, draws=1_000_000
        ),
        "rank_eras": lambda: summitry.rank_eras(frequencies(), draws=10_000_000),
        "equal_frequency_test": lambda: summitry.equal_frequency_test(
            frequencies(), method="monte_carlo", draws=1_000_000
        ),
        "placebo_test": lambda: summitry.placebo_test(
            shocks, few(), **SEEN, draws=1_000_000, **SILENT
        ),
        "rank_acceptability": lambda: summitry.rank_acceptability(
            summitry.era_tally(**over_few(), scheme=SCHEME),
            vary=VARIED,
            draws=10_000_000,
        ),
        "compare_dyads, 1e6 rows": lambda: summitry.compare_dyads(
            visits(1_000_000), eras=ERAS, where={"kind": "summit"}, **SEEN, **SILENT
        ),
        "fragility of a gap": lambda: summitry.fragility(
            {"date": days(3_000)}, Claim.gap(400), **SEEN
        ),
        "fragility of a lag": lambda: summitry.fragility(
            {"date": days(1_000)},
            Claim.lag(LABELS, 60, comparison="at_most"),
            shocks={"date": days(300, 7), "label": LABELS},
            **SEEN,
        ),
        "bounds": lambda: summitry.bounds(
            {**few(), "qualifies": ["true", "unclear", "false"] * 100},
            ERAS,
            scheme=SCHEME,
            **SEEN,
        ),
        "multiverse": lambda: summitry.multiverse(
            few(),
            ERAS,
            since=[
                str(day) for day in np.arange("1900-01-01", "1900-09-01", dtype="M8[D]")
            ],
            through=[
                str(day) for day in np.arange("2010-01-01", "2010-09-01", dtype="M8[D]")
            ],
            claims={"it": lowest},
            **SILENT,
        ),
        "Study.explain": lambda: study().explain(),
        "Study.multiverse": lambda: study().multiverse(),
        "Study.robustness": lambda: study().robustness(),
        "Study.run": lambda: summitry.read_study("china-dprk").run(),
        "Study.check": lambda: summitry.read_study("china-dprk").check(),
    }
