"""Names of countries that do not agree: what is told, and how often."""

from __future__ import annotations

import itertools
import warnings
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from misnamed_countries import SEEN, SHOCKS, VISITS
from small_study import era, study_of, visit

import summitry
from summitry import Claim, Scope
from summitry.exceptions import SummitryWarning
from summitry.sources.country_names import alike, of_one_state

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Maker

ERAS: dict[str, Any] = {
    "side": ["China", "Rusia", "Narnia"],
    "era": ["one", "two", "three"],
    "start": ["1990-01-01"] * 3,
    "end": [None] * 3,
}
FIRST: dict[str, Any] = {name: values[:1] for name, values in SHOCKS.items()}


def told(call: Callable[[], object]) -> str:
    """The one warning of a call."""
    with pytest.warns(SummitryWarning) as caught:
        call()
    names = [str(one.message) for one in caught if "every lag" not in str(one.message)]
    assert len(names) == 1
    assert {one.filename for one in caught} == {__file__}
    return names[0]


CALLS: dict[str, Callable[[], object]] = {
    "frequency": lambda: summitry.era_frequency(VISITS, ERAS, **SEEN),
    "tally": lambda: summitry.era_tally(VISITS, ERAS, **SEEN),
    "assign": lambda: summitry.assign_eras(VISITS, ERAS, **SEEN),
    "lags": lambda: summitry.response_lags(SHOCKS, VISITS, **SEEN),
    "placebo": lambda: summitry.placebo_test(SHOCKS, VISITS, tau=100, **SEEN),
    "coincidence": lambda: summitry.event_coincidence(FIRST, VISITS, window=9, **SEEN),
    "gaps": lambda: summitry.visit_gaps(VISITS, by="dyad", **SEEN),
    "panel": lambda: summitry.visit_panel(VISITS, **SEEN),
    "phases": lambda: summitry.phases(VISITS, direction=("China", "Poland"), **SEEN),
    "archive": lambda: summitry.archive_table(
        VISITS, periods=pd.DataFrame(ERAS), **SEEN
    ),
    "bounds": lambda: summitry.bounds(VISITS, ERAS, **SEEN),
    "bounds_of_lags": lambda: summitry.bounds(VISITS, ERAS, shocks=SHOCKS, **SEEN),
}


@pytest.mark.parametrize("name", CALLS)
def test_names_that_look_alike_are_told_once_in_every_join(name: str) -> None:
    text = told(CALLS[name])
    assert "'China' and 'china'" in text
    assert "'Poland' and 'Polland'" in text
    without = {"coincidence", "gaps", "panel", "phases"}
    assert ("'Narnia'" in text) == (name not in without)


@pytest.mark.parametrize("name", ["frequency", "tally", "assign", "archive", "bounds"])
def test_sides_that_no_visit_has_are_told_with_the_nearest(name: str) -> None:
    text = told(CALLS[name])
    assert "no visit has 'Rusia' (near is 'Russia') or 'Narnia' as origin or" in text


def test_names_are_told_once_and_not_under_every_floor() -> None:
    ranked = VISITS | {"visitor_rank": ["head_of_state"] * 3}
    with pytest.warns(SummitryWarning) as caught:
        summitry.phases_by_floor(ranked, direction=("China", "Poland"), **SEEN)
    assert len(caught) == 1


RANKED: dict[str, Any] = {
    "origin": ["USA", "FRA"],
    "visitor_rank": ["head_of_state"] * 2,
}


@pytest.mark.parametrize("word", ["USAA", "US", "U.S.A.", "FRAU"])
def test_a_minimum_that_may_be_another_countrys_is_told(word: str) -> None:
    near = "FRA" if word == "FRAU" else "USA"
    text = told(lambda: summitry.qualify(RANKED, minimum={word: "other", "*": "other"}))
    assert f"no visit has '{word}' (near is '{near}')" in text


def test_a_minimum_by_another_name_of_the_state_is_told() -> None:
    minimum = {"United States": "other", "*": "other"}
    text = told(lambda: summitry.qualify(RANKED, minimum=minimum))
    assert "no visit has 'United States'" in text


@pytest.mark.parametrize("word", ["AUS", "Atlantis", "Belgium"])
def test_a_minimum_of_a_country_that_is_not_there_is_none(word: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        summitry.qualify(RANKED, minimum={word: "other", "*": "other"})


def test_an_analysis_tells_each_thing_about_names_once() -> None:
    visits = {**VISITS, "qualifies": ["true"] * len(VISITS["date"])}
    eras = {name: values[:2] for name, values in ERAS.items()}
    with pytest.warns(SummitryWarning) as caught:
        summitry.analyse(visits, eras, FIRST, **SEEN)
    texts = [str(one.message) for one in caught if "no era" not in str(one.message)]
    parts = [part for text in texts for part in text.split("; ")]
    assert any("'China' and 'china'" in part for part in parts)
    assert len(parts) == len(set(parts))


def test_many_sides_that_no_visit_has_make_one_warning() -> None:
    sides = [f"{a}{b}" for a, b in itertools.product("QWX", "QWXYZ")]
    eras = {
        "side": ["China", *sides],
        "era": [f"era {n}" for n in range(16)],
        "start": ["1990-01-01"] * 16,
        "end": [None] * 16,
    }
    plain = VISITS | {"origin": ["China"] * 3, "destination": ["Poland"] * 3}
    text = told(lambda: summitry.era_frequency(plain, eras, **SEEN))
    assert all(f"'{side}'" in text for side in sides)


@pytest.mark.parametrize("kind", ["alike", "unseen", "own", "pairs"])
def test_of_very_many_names_some_are_told_and_how_many_there_are(kind: str) -> None:
    letters = itertools.product("BCDFG", "HJKLM", "QRSTV")
    names = ["".join(three) for three in letters][:70]
    ends = names, ["Poland"] * 70
    eras: dict[str, Any] = {"era": ["one"], "start": ["1990-01-01"], "end": [None]}
    options: dict[str, Any] = {"by": "direction"}
    if kind == "alike":
        ends = names, [name.lower() for name in names]
    elif kind == "own":
        ends = names, names
    elif kind == "unseen":
        ends = ["China"] * 70, ["Poland"] * 70
        eras = {name: values * 70 for name, values in eras.items()}
        eras, options = {"side": names, **eras}, {}
    else:
        eras = {name: values * 70 for name, values in eras.items()}
        eras |= {"side": ["Poland"] * 70, "other_side": names}
        ends = [*names, "China"], ["China"] * 70 + ["Poland"]
        options = {}
    visits = {
        "date": ["2000-02-01"] * len(ends[0]),
        **dict(zip(("origin", "destination"), ends, strict=True)),
    }
    text = told(lambda: summitry.era_frequency(visits, eras, **SEEN, **options))
    assert " 50 more" in text
    assert sum(f"'{name}'" in text for name in names) == 20


def test_of_very_many_lists_of_eras_some_are_told_with_the_visits_in_none() -> None:
    names = [f"{a}{b}{c}" for a, b, c in itertools.product("BCDF", "HJKL", "QRST")]
    eras = {
        "side": names,
        "era": names,
        "start": ["2005-01-01"] * len(names),
        "end": [None] * len(names),
    }
    visits = {
        "date": ["2000-02-01"] * len(names),
        "origin": names,
        "destination": ["Poland"] * len(names),
    }
    text = told(lambda: summitry.era_frequency(visits, eras, **SEEN))
    assert text.count("in no era of") == 20
    assert " and 44 more; " in text


def test_names_that_agree_are_not_told(make: Maker) -> None:
    visits = {
        "date": ["2000-02-01"] * 3,
        "origin": ["Iran", "Gambia", "AUT"],
        "destination": ["Iraq", "Zambia", "AUS"],
    }
    eras = ERAS | {"side": ["Iran", "Zambia", "AUS"]}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        summitry.era_frequency(make(visits), make(eras), **SEEN)


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (("China", "CHINA"), True),
        (("China", " China"), True),
        (("Cote d'Ivoire", "C\u00f4te d\u2019Ivoire"), True),
        (("South Korea", "SouthKorea"), True),
        (("Iceland", "Icelnd"), True),
        (("Iceland", "Icelland"), True),
        (("Iceland", "Icelend"), True),
        (("Iran", "Iraq"), False),
        (("Niger", "Nigeria"), False),
        (("AUS", "AUT"), False),
        (("prk", "PRK"), True),
        (("state 11", "state 12"), False),
        (("China", "Chad"), False),
    ],
)
def test_what_looks_alike(names: tuple[str, str], wanted: bool) -> None:  # noqa: FBT001
    assert bool(alike(names)) == wanted
    assert bool(alike(names[::-1])) == wanted


def distance(one: str, other: str) -> int:
    """Letters to change, add or leave out, slowly."""
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return distance(one[1:], other[1:])
    tails = [(one[1:], other[1:]), (one[1:], other), (one, other[1:])]
    return 1 + min(distance(*pair) for pair in tails)


@given(st.lists(st.text("ab", min_size=4, max_size=6), unique=True, max_size=6))
def test_pairs_by_one_letter_are_those_of_the_slow_distance(names: list[str]) -> None:
    wanted = {
        frozenset(pair)
        for pair in itertools.combinations(names, 2)
        if distance(*pair) == 1
    }
    assert {frozenset(pair) for pair in alike(tuple(names))} == wanted


def test_sides_that_look_alike_are_told_by_joint_eras() -> None:
    eras = {**ERAS, "side": ["China", "Chinna", "Peru"]}
    assert "'China' and 'Chinna'" in told(lambda: summitry.joint_eras(eras))


def test_a_minimum_for_a_name_that_looks_like_one_of_the_visits_is_told() -> None:
    visits = {"origin": ["China"], "visitor_rank": ["vice_minister"]}
    minimum = {"CHINA ": "vice_minister", "*": "head_of_state"}
    text = told(lambda: summitry.qualify(visits, minimum=minimum))
    assert "'China' and 'CHINA '" in text
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        summitry.qualify(
            visits, minimum={"Peru": "vice_minister", "*": "head_of_state"}
        )


def test_a_leader_called_as_a_code_is_no_country(tmp_path: Path) -> None:
    rows = [
        visit("2001-05-05", "CHN", "PRK", visitor="USA"),
        visit("2005-05-05", "PRK", "CHN", visitor="B"),
    ]
    eras = [
        era("Deng", "2001-01-01", "2004-01-01", "CHN"),
        era("MAR", "2004-01-01", side="CHN"),
    ]
    claims = {
        "era": 'quantity = "count"\nat = { side = "CHN", era = "MAR" }\nprinted = 1',
        "who": 'quantity = "count"\nat = { visitor = "USA" }\nprinted = 1',
    }
    results = study_of(tmp_path, claims, rows, eras).check()
    assert "visits: MAR (China)" in " ".join(str(results["era"]).split())
    assert "visitor USA" in str(results["who"])


def test_a_claim_calls_only_countries_by_their_names() -> None:
    assert str(Claim.lowest("MAR")) == "MAR has the lowest frequency"
    claim = Claim.value(
        "USA", "2", side="CHN", quantity="count", where={"origin": "PRK"}
    )
    assert str(claim) == "count of USA (origin is North Korea) equals 2"
    assert str(Scope("MAR", visitor="USA", dyad=("CHN", "KOR"))) == (
        "MAR, China and South Korea, visitor USA"
    )


def test_names_of_one_state_are_told_as_such() -> None:
    visits = pd.DataFrame(
        {
            "date": ["2009-10-04", "2010-08-26", "2011-05-20"],
            "origin": ["China", "DPRK", "North Korea"],
            "destination": ["North Korea", "CHN", "China"],
        }
    )
    first, last = visits.iloc[:1], visits.iloc[1:]
    for call in (
        lambda: summitry.visit_gaps(visits, by="dyad", **SEEN),
        lambda: summitry.merge_sources({"first": first, "last": last}),
    ):
        said = told(call)
        assert "names of one state are counted as different countries" in said
        assert "'CHN' and 'China', 'DPRK' and 'North Korea'; match_states" in said


@pytest.mark.parametrize(
    "names",
    [
        ("CHN", "PRK", "KOR", "RUS", "SUN"),
        ("Korea", "KOR", "PRK"),
        ("Soviet Union", "Russia"),
        ("China", "Republic of China"),
        ("A", "B", "north", "south"),
    ],
)
def test_names_of_several_states_are_none_of_one(names: tuple[str, ...]) -> None:
    assert of_one_state(names) == ()
