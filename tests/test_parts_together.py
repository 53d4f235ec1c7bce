"""Parts go together or are refused: by their eras, their options and their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pytest
from two_leaders import ERAS, SEEN

import summitry
from summitry import exceptions as ex

if TYPE_CHECKING:
    from collections.abc import Callable

LATER = ERAS | {"start": ["2002-11-15", "2013-03-14"], "end": ["2013-03-14", None]}
SHOCKS: dict[str, Any] = {"label": ["third"], "date": ["2013-02-12"]}
PAIR: dict[str, Any] = {"country": ["CHN"], "other_country": ["PRK"]}
VISITS: dict[str, Any] = {
    "date": ["2013-05-22", "2014-07-03"],
    "origin": ["PRK", "CHN"],
    "destination": ["CHN", "PRK"],
    "summit": [True, False],
    "rank": ["head", "envoy"],
}
QUALIFIES: dict[str, Any] = {"qualifies": ["false", "true"]}


def tally(eras: Any = ERAS, **options: Any) -> summitry.Tally:
    return summitry.Tally(eras, **(SEEN | options))


def waits(shocks: Any = SHOCKS, **options: Any) -> summitry.Waits:
    return summitry.Waits(shocks, **(SEEN | options))


def listed(found: Any) -> dict[str, list[Any]]:
    return {name: list(map(str, found[name])) for name in found.columns}


@pytest.mark.parametrize("counted", ["neither", "first", "second"])
@pytest.mark.parametrize(
    ("made", "first", "second"),
    [
        (tally, {}, {"eras": LATER}),
        (tally, {}, {"eras": ERAS | {"era": ["Hu", "other"]}}),
        (tally, {"by": "dyad"}, {"by": "dyad", "dyads": PAIR}),
        (tally, {"direction": ("PRK", "CHN")}, {"direction": ["CHN", "PRK"]}),
        (waits, {}, {"shocks": SHOCKS | {"date": ["2013-02-13"]}}),
        (waits, {}, {"dyads": PAIR}),
        (waits, {"dyads": PAIR}, {"dyads": PAIR | {"since": ["2011-01-01"]}}),
        (waits, {}, {"date": "left"}),
    ],
)
def test_parts_of_other_things_are_refused_even_where_one_is_empty(
    made: Callable[..., Any], first: Any, second: Any, counted: str
) -> None:
    one, other = made(**first), made(**second)
    if counted == "first":
        one.update(VISITS)
    if counted == "second":
        other.update(VISITS | {"left": VISITS["date"]})
    with pytest.raises(ex.InputError, match="made with another"):
        one.merge(other)


SCHEME: dict[str, dict[Any, float]] = {
    "summit": {True: 3.1, False: 0.7},
    "rank": {"head": 1.3, "envoy": 0.1},
}
TURNED = {
    column: dict(reversed(factors.items()))
    for column, factors in reversed(SCHEME.items())
}


@pytest.mark.parametrize(
    ("made", "first", "second"),
    [
        (tally, {"scheme": SCHEME}, {"scheme": TURNED}),
        (tally, {"direction": ("PRK", "CHN")}, {"direction": ["PRK", "CHN"]}),
        (tally, {}, {"eras": pd.DataFrame(ERAS)}),
        (tally, {}, {"eras": pa.table(ERAS)}),
        (
            tally,
            {"by": "dyad", "dyads": PAIR},
            {"by": "dyad", "dyads": {"country": ["PRK"], "other_country": ["CHN"]}},
        ),
        (waits, {"direction": ["PRK", "CHN"]}, {"direction": ("PRK", "CHN")}),
        (waits, {"dyads": PAIR}, {"dyads": pd.DataFrame(PAIR)}),
    ],
)
def test_equal_options_go_together_however_they_are_written(
    made: Callable[..., Any], first: Any, second: Any
) -> None:
    more: dict[str, Any] = {} if made is tally else {"part": 1}
    one = {name: values[:1] for name, values in VISITS.items()}
    two = {name: values[1:] for name, values in VISITS.items()}
    found = made(**first).update(one).merge(made(**second, **more).update(two))
    wanted = made(**first).update(one).merge(made(**first, **more).update(two))
    assert listed(found.finish()) == listed(wanted.finish())


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("made", "more"), [(tally, QUALIFIES), (waits, QUALIFIES), (waits, None)]
)
def test_columns_that_decide_are_in_every_part_or_in_none(
    made: Callable[..., Any], more: Any, *, turned: bool
) -> None:
    plain = {"date": VISITS["date"]}
    wide = plain | (more or {end: VISITS[end] for end in ("origin", "destination")})
    first, second = (plain, wide) if turned else (wide, plain)
    one = made().update(first)
    before = listed(one.finish())
    with pytest.raises(ex.InputError, match="some parts") as raised:
        one.update(second)
    assert raised.value.column in wide
    other = made(**({"part": 1} if made is waits else {})).update(second)
    with pytest.raises(ex.InputError, match="some parts"):
        one.merge(other)
    assert listed(one.finish()) == before
    nothing = {name: values[:0] for name, values in second.items()}
    assert listed(one.update(nothing).finish()) == before


@pytest.mark.parametrize("made", [tally, waits])
def test_what_is_asked_is_its_own_from_the_start(made: Callable[..., Any]) -> None:
    given = pd.DataFrame(ERAS if made is tally else SHOCKS)
    dyads = pd.DataFrame(PAIR)
    options: dict[str, Any] = {"dyads": dyads}
    if made is tally:
        options["by"] = "dyad"
    wanted = listed(made(given.copy(), **options).update(VISITS).finish())
    one = made(given, **options)
    given.loc[0, given.columns[-1]] = "2014-01-01"
    dyads.loc[0, "country"] = "KOR"
    one.update(VISITS)
    given.loc[0, given.columns[-1]] = "2015-01-01"
    assert listed(one.finish()) == wanted
