"""Eras of several terms, acting leaders, and the last day that a table knows."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import InputError, RangeError, TenureError

DAY = dt.date(2000, 1, 1)
SEEN: dict[str, Any] = {"since": DAY, "through": DAY + dt.timedelta(days=2999)}
NAMES = ["A", "B", "C"]


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


@st.composite
def histories(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Terms of three leaders that follow each other, with gaps; and visits."""
    cuts = sorted(draw(st.sets(st.integers(-200, 3100), min_size=3, max_size=12)))
    terms: list[tuple[str, int, int | None]] = []
    for start, end in pairwise(cuts):
        if draw(st.integers(0, 4)):
            choices = [name for name in NAMES if not terms or name != terms[-1][0]]
            terms.append((draw(st.sampled_from(choices)), start, end))
    if not terms:
        terms = [("A", cuts[0], cuts[1])]
    if draw(st.booleans()):
        terms[-1] = (*terms[-1][:2], None)
    seen: dict[str, int] = {}
    rows = []
    for name, start, last in terms:
        seen[name] = seen.get(name, 0) + 1
        rows.append((name, seen[name], day(start), None if last is None else day(last)))
    eras = pd.DataFrame(rows, columns=["era", "term", "start", "end"])
    order = draw(st.permutations(range(len(eras))))
    days = draw(st.lists(st.integers(-50, 3050), max_size=30))
    visits = pd.DataFrame(
        {"date": [day(one) for one in days], "kind": ["ab"[one % 2] for one in days]}
    )
    return eras.iloc[list(order)], visits


def numbered(eras: pd.DataFrame) -> pd.DataFrame:
    names = eras["era"] + " (" + eras["term"].astype(str) + ")"
    return eras.assign(era=names)


@pytest.mark.filterwarnings("ignore:visits has no row")
@pytest.mark.filterwarnings("ignore:of .* visits?,")
@given(histories(), st.sampled_from(["successor", "predecessor"]))
@settings(max_examples=25, deadline=None)
def test_a_pooled_era_has_the_days_and_visits_of_its_terms(
    history: tuple[pd.DataFrame, pd.DataFrame], handover: str
) -> None:
    eras, visits = history
    options: dict[str, Any] = SEEN | {
        "handover": handover,
        "scheme": {"kind": {"a": 2.0, "b": 1.0}},
    }
    apart = summitry.era_frequency(visits, numbered(eras), **options)
    together = summitry.era_frequency(visits, eras, **options)
    added = apart.assign(era=apart["era"].str[:1]).groupby("era", sort=False)[
        ["days", "years", "count", "weighted_count"]
    ]
    for name, wanted in added.sum().iterrows():
        (found,) = together[together["era"] == name].to_dict("records")
        assert found["days"] == wanted["days"]
        assert found["years"] == pytest.approx(wanted["years"], abs=1e-12)
        assert found["count"] == wanted["count"]
        assert found["weighted_count"] == pytest.approx(wanted["weighted_count"])
    for column in ("rows_in", "used", "in_no_era", "outside_window"):
        assert set(together[column]) == set(apart[column])
    assert sorted(together["era"]) == sorted(set(eras["era"]))


@pytest.mark.filterwarnings("ignore:visits has no row")
@pytest.mark.filterwarnings("ignore:of .* visits?,")
@given(histories(), st.sampled_from(["days", "calendar_years"]))
@settings(max_examples=25, deadline=None)
def test_tallies_of_pooled_eras_merge_and_give_the_same(
    history: tuple[pd.DataFrame, pd.DataFrame], exposure: str
) -> None:
    eras, visits = history
    options: dict[str, Any] = {**SEEN, "exposure": exposure}
    whole = summitry.era_frequency(visits, eras, **options)
    parts = [
        summitry.era_tally(half, eras, by_year=True, **options)
        for half in (visits[::2], visits[1::2])
    ]
    merged = summitry.era_frequency(pd.concat(parts, ignore_index=True))
    for column in ("days", "years", "count", "frequency", "lower", "upper", "rank"):
        np.testing.assert_array_equal(merged[column].isna(), whole[column].isna())
        np.testing.assert_array_equal(merged[column].dropna(), whole[column].dropna())


@pytest.mark.filterwarnings("ignore:visits has no row")
@pytest.mark.filterwarnings("ignore:no era has a .* in the observation")
@pytest.mark.filterwarnings("ignore:of .* visits?,")
@given(histories())
@settings(max_examples=30, deadline=None)
def test_years_of_pooled_eras_are_there_once(
    history: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    eras, visits = history
    years = summitry.yearly_counts(visits, eras, exposure="days", **SEEN)
    plain = summitry.era_frequency(visits, eras, **SEEN)
    assert not years.duplicated(["era", "year"]).any()
    for era, number in years.groupby("era")["count"].sum().items():
        assert number == plain.loc[plain["era"] == era, "count"].item()


TERMS: dict[str, Any] = {
    "era": ["Trump", "Biden", "Trump"],
    "term": [1, 1, 2],
    "start": ["2017-01-20", "2021-01-20", "2025-01-20"],
    "end": ["2021-01-20", "2025-01-20", None],
}
VISITS: dict[str, Any] = {
    "date": ["2018-06-12", "2019-06-30", "2023-08-18", "2025-08-15"]
}
WINDOW: dict[str, Any] = {"since": "2017-01-20", "through": "2025-12-31"}


def test_the_terms_of_an_era_are_named() -> None:
    table = summitry.era_frequency(pd.DataFrame(VISITS), TERMS, **WINDOW)
    assert table["era"].tolist() == ["Trump", "Biden"]
    assert table["count"].tolist() == [3, 1]
    assert table["days"].tolist() == [1461 + 346, 1461]
    assert table["terms"].tolist()[0] == ("2017-01-20 to 2021-01-20, from 2025-01-20")
    assert table["terms"].isna().tolist() == [False, True]
    years = summitry.era_frequency(VISITS, TERMS, exposure="calendar_years", **WINDOW)
    assert years["years_used"].tolist() == ["2018 to 2020, 2025", "2021 to 2024"]


def test_rows_are_placed_in_the_era_of_either_term() -> None:
    placed = summitry.assign_eras(VISITS, TERMS, **WINDOW)
    assert placed["era_eras"].tolist() == ["Trump", "Trump", "Biden", "Trump"]


def test_a_name_twice_without_terms_is_refused() -> None:
    bare = {name: values for name, values in TERMS.items() if name != "term"}
    with pytest.raises(TenureError) as caught:
        summitry.era_frequency(VISITS, bare, **WINDOW)
    assert (caught.value.code, caught.value.rows) == ("duplicate_era", (0, 2))
    again = TERMS | {"term": [1, 1, 1]}
    with pytest.raises(TenureError, match="named twice"):
        summitry.era_frequency(VISITS, again, **WINDOW)


def test_what_asks_for_one_stretch_says_so() -> None:
    with pytest.raises(TenureError) as caught:
        summitry.multiverse(VISITS, TERMS, **WINDOW)
    assert "cannot" not in caught.value.message
    assert "'Trump (1)'" in str(caught.value.hint)


def test_pooled_eras_are_compared_and_ranked_as_one() -> None:
    table = summitry.era_frequency(VISITS, TERMS, **WINDOW)
    assert len(summitry.compare_eras(table)) == 1
    assert summitry.rank_eras(table)["era"].tolist() == ["Trump", "Biden"]


# The last day that a table knows


KNOWN: dict[str, Any] = {
    "side": ["USA", "SUN"],
    "era": ["Biden", "Gorbachev"],
    "start": ["2021-01-20", "1985-03-11"],
    "end": [None, "1991-12-26"],
    "known_through": ["2024-06-30", None],
}
TRAVELS: dict[str, Any] = {
    "date": ["1990-05-30", "2023-01-01"],
    "origin": ["SUN", "USA"],
    "destination": ["USA", "SUN"],
}
LATE: dict[str, Any] = {"since": "1985-01-01", "through": "2024-07-01"}


def asked_of_eras() -> dict[str, Any]:
    claim = {"b": summitry.Claim.lowest("Biden", side="USA")}
    return {
        "era_frequency": lambda: summitry.era_frequency(TRAVELS, KNOWN, **LATE),
        "era_tally": lambda: summitry.era_tally(TRAVELS, KNOWN, **LATE),
        "assign_eras": lambda: summitry.assign_eras(TRAVELS, KNOWN, **LATE),
        "yearly_counts": lambda: summitry.yearly_counts(TRAVELS, KNOWN, **LATE),
        "frequency_by_group": lambda: summitry.frequency_by_group(
            TRAVELS, KNOWN, **LATE
        ),
        "composition": lambda: summitry.composition(
            TRAVELS, KNOWN, where={"origin": "USA"}, **LATE
        ),
        "dispersion": lambda: summitry.dispersion(TRAVELS, KNOWN, **LATE),
        "archive_table": lambda: summitry.archive_table(TRAVELS, periods=KNOWN, **LATE),
        "compare_by_floor": lambda: summitry.compare_by_floor(
            TRAVELS | {"visitor_rank": ["head_of_state"] * 2}, KNOWN, **LATE
        ),
        "phases": lambda: summitry.phases(TRAVELS, eras=KNOWN, **LATE),
        "bounds": lambda: summitry.bounds(TRAVELS, KNOWN, **LATE),
        "multiverse": lambda: summitry.multiverse(TRAVELS, KNOWN, **LATE),
        "multiverse of claims": lambda: summitry.multiverse(
            TRAVELS, KNOWN, claims=claim, **LATE
        ),
        "analyse": lambda: summitry.analyse(TRAVELS, KNOWN, **LATE),
        "joint": lambda: summitry.era_frequency(
            TRAVELS,
            summitry.joint_eras(
                pd.DataFrame(KNOWN).assign(start="1985-03-11"), sides=("USA", "SUN")
            ),
            **LATE,
        ),
        "plot.timeline": lambda: summitry.plot.timeline(TRAVELS, KNOWN, **LATE),
    }


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", asked_of_eras())
def test_a_day_that_the_table_does_not_know_is_refused_everywhere(name: str) -> None:
    with pytest.raises(RangeError) as caught:
        asked_of_eras()[name]()
    assert caught.value.code == "beyond_known"
    assert "known through 2024-06-30" in str(caught.value)
    assert "through='2024-06-30'" in str(caught.value.hint)


@pytest.mark.filterwarnings("ignore:of 2 visits")
def test_the_last_known_day_itself_is_taken() -> None:
    seen = LATE | {"through": "2024-06-30"}
    table = summitry.era_frequency(TRAVELS, KNOWN, **seen)
    assert table["count"].tolist() == [1, 1]


def test_bundled_leaders_are_refused_after_their_last_day() -> None:
    eras = summitry.datasets.load_eras(side=["USA", "SUN"])
    with pytest.raises(InputError, match="known through 2025-12-31"):
        summitry.era_frequency(TRAVELS, eras, since="1950-01-01", through="2026-01-01")


# Acting leaders and short eras


YEARS: dict[str, Any] = {"since": "2000-01-01", "through": "2007-12-31"}


def acting() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "era": ["One", "Caretaker", "Two"],
            "start": ["2000-01-01", "2004-01-01", "2004-01-14"],
            "end": ["2004-01-01", "2004-01-14", "2008-01-01"],
            "acting": [False, True, False],
        }
    )


def busy() -> pd.DataFrame:
    days = [dt.date(2000 + at // 4, 2 + 3 * (at % 4), 15) for at in range(32)]
    return pd.DataFrame({"date": days})


@pytest.mark.parametrize("flag", [True, "TRUE"])
def test_an_acting_leader_of_a_few_days_is_not_ranked_without_a_word(
    flag: object,
) -> None:
    eras = acting()
    eras["acting"] = eras["acting"].map({True: flag, False: False}).astype(object)
    table = summitry.era_frequency(busy(), eras, **YEARS)
    assert table["rank"].tolist() == [2, 1, 3] or table["rank"][1] == 1
    words = "an acting leader, 13 days only: 0.1 visits are expected"
    assert table["note"][1].startswith(words)
    assert table["note"].isna().tolist() == [True, False, True]
    ranked = summitry.rank_eras(table, draws=2000)
    assert ranked["note"][1].startswith(words)
    assert ranked["note"].isna().tolist() == [True, False, True]
    compared = summitry.compare_eras(table)
    told = compared["note"].fillna("").str.contains("Caretaker: an acting leader")
    pairs = compared[["era", "other_era"]].eq("Caretaker").any(axis=1)
    assert told.tolist() == pairs.tolist()


def test_a_short_era_is_told_without_being_acting() -> None:
    eras = acting().drop(columns="acting")
    table = summitry.era_frequency(busy(), eras, **YEARS)
    assert table["note"][1].startswith("13 days only")
    whole = summitry.era_frequency(busy(), eras[eras["era"] != "Caretaker"], **YEARS)
    assert "note" not in whole


def test_whether_a_leader_acted_survives_a_tally() -> None:
    tally = summitry.era_tally(busy(), acting(), **YEARS)
    table = summitry.era_frequency(tally, unclear="both")
    whole = summitry.era_frequency(busy(), acting(), unclear="both", **YEARS)
    assert table["acting"].tolist() == [False, True, False] * 2
    assert table["note"].fillna("").tolist() == whole["note"].fillna("").tolist()
    table = summitry.era_frequency(tally)
    assert summitry.rank_eras(table, draws=100)["note"][1].startswith("an acting")


def test_a_report_and_a_run_name_acting_leaders() -> None:
    from summitry.report.era_view import noted

    table = summitry.era_frequency(busy(), acting(), **YEARS)
    from summitry.frames import Table

    (line,) = noted(Table(table, "table"))
    assert line.startswith("Caretaker: an acting leader, 13 days only")


def test_every_visit_of_a_pooled_era_has_its_receipt() -> None:
    table = summitry.era_frequency(VISITS, TERMS, **WINDOW)
    rows = summitry.receipts(table, VISITS, eras=TERMS, **WINDOW)
    assert len(rows) == table["count"].sum()


def test_a_year_of_two_terms_has_no_receipt_of_who_was_between_them() -> None:
    terms: dict[str, Any] = {
        "era": ["A", "B", "A"],
        "term": [1, 1, 2],
        "start": ["2001-01-01", "2001-07-15", "2001-10-01"],
        "end": ["2001-07-15", "2001-10-01", "2002-01-01"],
    }
    visits = {"date": ["2001-02-01", "2001-08-01", "2001-11-01"]}
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2001-12-31"}
    counted: dict[Any, list[int]] = {"days": [2, 1], "calendar_years": [3]}
    for exposure, counts in counted.items():
        years = summitry.yearly_counts(visits, terms, exposure=exposure, **seen)
        assert years["count"].tolist() == counts
        rows = summitry.receipts(years, visits, eras=terms, **seen)
        assert len(rows) == 3
