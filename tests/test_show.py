"""Tables for readers: what is shown, how wide it is, and what stands below."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st
from shown_eras import ERAS

import summitry
from summitry.exceptions import ColumnError, FrameError, RangeError
from summitry.output.escape import visible
from summitry.output.headings import heading_of
from summitry.output.shown import text_table
from summitry.output.text import width_of, wrap
from summitry.output.text_table import Grid

if TYPE_CHECKING:
    from conftest import Maker


def test_text_joins_intervals_and_tells_the_method(make: Maker) -> None:
    text = str(summitry.show(make(ERAS), title="Eras", caption="Both directions."))
    lines = text.splitlines()
    assert lines[0] == "Eras"
    assert lines[1].split() == ["side", "era", "count", "frequency", "rank"]
    assert lines[-5:] == [
        "China  Xi Jinping      6  1.39 [0.51, 3.02]     1",
        "Both directions.",
        "Frequency in visits a year. Interval Garwood (exact); level 0.95. Of 231 visits",
        "given 162 used, 23 outside the observation and 46 excluded by the rule, in all",
        "rows of the whole table.",
    ]


def test_the_representation_is_the_text_and_the_table_is_unchanged(
    make: Maker,
) -> None:
    frame = make(ERAS)
    shown = summitry.show(frame)
    assert repr(shown) == str(shown)
    assert columns_of(frame) == ERAS


def test_nulls_are_a_dash_and_booleans_are_words(make: Maker) -> None:
    frame = make({"name": ["a", None], "lag": [9.0, None], "observed": [True, False]})
    assert text_table(frame, ["name", "lag", "observed"]).splitlines()[2:] == [
        "a       9  yes",
        "–       –  no",
    ]


def test_days_are_shown_without_a_time(make: Maker) -> None:
    import datetime as dt

    frame = make({"date": [dt.datetime(2017, 3, 15), None]})  # noqa: DTZ001
    assert text_table(frame, ["date"]).splitlines()[2:] == ["2017-03-15", "–"]


def test_rows_beyond_the_limit_are_counted(make: Maker) -> None:
    lines = str(summitry.show(make({"n": list(range(100))}), rows=3)).splitlines()
    assert lines == ["n", "─", "0", "1", "2", "The first 3 of 100 rows."]


def test_an_empty_table_keeps_its_columns(make: Maker) -> None:
    shown = summitry.show(make({"era": ["x"], "count": [1]})[:0])
    assert str(shown).splitlines()[0].split() == ["era", "count"]
    assert "(no rows)" in str(shown)
    assert "(no rows)" in shown._repr_html_()


def test_chosen_columns_take_headings_and_digits() -> None:
    shown = summitry.show(
        ERAS, columns={"era": "Leader", "frequency": "Rate"}, digits=1
    )
    assert str(shown).splitlines()[0].split() == ["Leader", "Rate"]
    assert "1.4 [0.5, 3.0]" in str(shown)
    bare = text_table(ERAS, ["era", "frequency", "lower"])
    assert "[" not in bare


@pytest.mark.parametrize(
    ("keywords", "error"),
    [
        ({"columns": ["frequenzy"]}, ColumnError),
        ({"digits": 40}, RangeError),
        ({"rows": 0}, RangeError),
        ({"columns": "era"}, ValueError),
    ],
)
def test_mistakes_are_named(keywords: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        summitry.show(ERAS, **keywords)
    with pytest.raises(FrameError):
        summitry.show([1, 2, 3])


@pytest.mark.parametrize("name", ["visits", "lags", "lag_summary", "gaps"])
def test_the_record_fits_eighty_columns(name: str) -> None:
    visits = summitry.qualify(
        summitry.datasets.load_visits(), definition=summitry.datasets.load_definition()
    )
    shocks = summitry.datasets.load_shocks(kind="nuclear_test")
    seen: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}
    lags = summitry.response_lags(shocks, visits, **seen)
    table = {
        "visits": visits,
        "lags": lags,
        "lag_summary": summitry.lag_summary(lags),
        "gaps": summitry.visit_gaps(visits, **seen),
    }[name]
    shown = summitry.show(table)
    text = str(shown)
    assert max(map(width_of, text.splitlines())) <= 80
    (grid,) = shown._parts_()
    assert isinstance(grid, Grid)
    assert {column.heading for column in grid.columns} <= {
        heading_of(column).text for column in table.columns
    }
    if name == "lag_summary":
        assert "114 [9, –]" in text
        assert "111.0 [34.4, 169.1]" in text


def test_limits_stand_by_the_estimate_that_they_are_of() -> None:
    eras = {"era": ["Hu", "Xi"], "count": [55, 6], "years": [10.0, 4.33]}
    text = str(summitry.show(summitry.compare_eras(eras, reference="Xi")))
    assert "3.97 [1.71, 11.28]" in text
    assert "5.50 [" not in text


def test_methods_are_written_as_they_were_given() -> None:
    table = {"era": ["a", "b"], "level": [0.99999] * 2, "draws": [1e5] * 2}
    text = str(summitry.show(table))
    assert "Level 0.99999; draws 100,000." in text


def test_wide_characters_keep_the_columns_aligned() -> None:
    text = text_table(
        {"name": ["习近平", "김정은", "Xi"], "n": [1, 2, 3]}, ["name", "n"]
    )
    assert {width_of(line) for line in text.splitlines()[2:]} == {9}


@given(text=st.text(max_size=200), width=st.integers(2, 40))
@settings(max_examples=80, deadline=None)
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    text = visible(text)
    lines = wrap(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join(text.split(" "))


def test_the_caption_of_no_visits_is_a_sentence() -> None:
    visits: dict[str, list[str]] = {"date": []}
    gaps = summitry.visit_gaps(visits, since="2000-01-01", through="2000-12-31")
    assert "Of 0 visits none used." in " ".join(str(summitry.show(gaps)).split())


def test_limits_of_a_frequency_are_rounded_as_it_is() -> None:
    made = str(summitry.show({"frequency_lower": [2.084], "frequency_upper": [2.196]}))
    assert made.splitlines()[-1].split() == ["2.08", "2.20"]


def test_eras_that_were_observed_in_part_are_named_beside_their_days() -> None:
    start = [dt.date(1949, 10, 1), dt.date(1976, 9, 9), dt.date(2012, 11, 15)]
    end = [dt.date(1976, 9, 9), dt.date(1989, 11, 9), None]
    table = {"era": ["Mao", "Deng", "Xi"], "start": start, "end": end}
    table |= {"days": [8445, 4809, 1582], "frequency": [1.82, 2.13, 1.39]}
    said = "Of Mao only a part was observed: days and years are those of the part."
    assert said in " ".join(str(summitry.show(table)).split())
    names = ["era", "start", "frequency"]
    assert said in " ".join(str(summitry.show(table, columns=names)).split())
    names = ["era", "frequency"]
    assert "observed" not in str(summitry.show(table, columns=names))
    table |= {"days": [8445, 0, 1582], "frequency": [1.82, None, 1.39]}
    both = f"{said} Of Deng nothing was observed."
    assert both in " ".join(str(summitry.show(table)).split())


@pytest.mark.parametrize("kind", ["texts", "times", "mixed"])
def test_days_of_eras_are_read_however_they_are_held(kind: str) -> None:
    """Times beside dates ended in an error of Python; texts said nothing."""
    held: Any = {"texts": str, "times": pd.Timestamp, "mixed": lambda day: day}[kind]
    start, end = dt.date(1949, 10, 1), dt.date(1976, 9, 9)
    table = {"era": ["Mao"], "days": [8445], "start": [held(start)]}
    table["end"] = (pd.Timestamp(end),) if kind == "mixed" else [held(end)]
    assert "Of Mao only a part was observed" in str(summitry.show(table))


@pytest.mark.parametrize("handover", ["successor", "predecessor"])
def test_an_era_that_was_observed_throughout_is_not_named(handover: Any) -> None:
    visits = {"date": ["2001-05-01"], "origin": ["CHN"], "destination": ["PRK"]}
    eras = {
        "side": ["CHN"] * 2,
        "era": ["A", "B"],
        "start": ["2001-01-01", "2002-01-01"],
    }
    table = summitry.era_frequency(
        visits,
        eras | {"end": ["2002-01-01", "2003-01-01"]},
        since="2001-01-01",
        through="2004-12-31",
        handover=handover,
    )
    assert "observed:" not in str(summitry.show(table))


def test_a_column_that_is_empty_is_named_below_the_table() -> None:
    shown = str(summitry.show({"id": ["a", "b"], "why": ["", None], "n": [1, 2]}))
    head, *_, note = shown.splitlines()
    assert head.split() == ["id", "n"]
    assert note == "Without a value in any row: why."
    assert "why" not in str(summitry.show({"id": [], "n": []}))


def test_changed_conventions_are_told_in_words() -> None:
    shown = summitry.show(
        {"changes": ["exposure = calendar_years; rule_PRK = de_facto"]}
    )
    assert "years counted by: calendar years; eras of North Korea: de facto" in str(
        shown
    )


def test_a_column_of_anything_at_all_is_shown() -> None:
    values: list[Any] = [np.zeros(2), "2001-05", 1e300, None]
    assert "2001-05" in str(summitry.show({"what": values}))


def test_accounts_of_sides_name_their_countries() -> None:
    account = {"rows_in": [9, 9], "used": [5, 4], "unclear": [4, 5]}
    table = {"side": ["CHN", "PRK"], "era": ["A", "B"], "count": [5, 4]} | account
    shown = " ".join(str(summitry.show(table)).split())
    assert "China: of 9 visits 5 used and 4 unclear." in shown
    assert "CHN" not in shown


def test_an_account_is_of_every_list_and_reading_that_has_it() -> None:
    visits = {
        "date": ["2001-05-01", "2005-05-01"],
        "origin": ["AAA", "BBB"],
        "destination": ["BBB", "AAA"],
        "qualifies": ["true", "unclear"],
    }
    eras = {
        "side": ["AAA", "BBB"],
        "era": ["One", "Uno"],
        "start": ["2001-01-01", "2001-01-01"],
        "end": [None, None],
    }
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2006-12-31"}
    table = summitry.era_frequency(visits, eras, unclear="both", **seen)
    text = " ".join(str(summitry.show(table)).split())
    assert "Without unclear: of 2 visits 1 used and 1 unclear." in text
    assert "With unclear: of 2 visits 2 used." in text
    assert "AAA, without" not in text
