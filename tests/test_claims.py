"""Claims: verdicts that follow the record, the definition and the conventions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import china_dprk
from hypothesis import given, settings, strategies as st

import summitry
from summitry import Claim, Scope, Specification
from summitry.claims.record import Record
from summitry.exceptions import CategoryError, StudyError
from summitry.sources.packages import bundled_folder

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Maker

REPRODUCED, NOT, OPEN = "reproduced", "not reproduced", "not determined"
Change = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture(scope="module")
def visits() -> pd.DataFrame:
    frame: pd.DataFrame = summitry.datasets.load_visits("china-dprk")
    return frame


@pytest.fixture(scope="module")
def bundled() -> summitry.ClaimResults:
    return china_dprk().check()


def without(*ids: str) -> Change:
    return lambda frame: frame[~frame["id"].isin(ids)]


def changed(name: str, **values: Any) -> Change:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame = frame.copy()
        for column, value in values.items():
            frame.loc[frame["id"] == name, column] = value
        return frame

    return change


def on_day(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The visits, each begun and ended on this day."""
    columns = ("date", "date_latest", "end_date", "end_date_earliest")
    return rows.assign(**dict.fromkeys(columns, day))


def more(name: str, times: int, date: str) -> Change:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        copy = on_day(frame[frame["id"] == name], pd.Timestamp(date))
        return pd.concat([frame, *[copy] * times], ignore_index=True)

    return change


def all_sourced(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(sourced=True)


def all_but_one_sourced(frame: pd.DataFrame) -> pd.DataFrame:
    return all_sourced(without(SIMPLE)(frame))


def only_sourced(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["sourced"]]


def few_under_mao(frame: pd.DataFrame) -> pd.DataFrame:
    mao = frame["date"] < "1976-09-09"
    return frame[~mao | (mao.cumsum() <= 10)]


def even_until(year: int) -> Change:
    """So many more in each year before one that years vary no more than by chance."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        copy = frame[frame["id"] == SIMPLE]
        days = [pd.Timestamp(f"{of}-06-01") for of in range(1954, year)] * 20
        rows = [on_day(copy, day) for day in days]
        return pd.concat([frame, *rows], ignore_index=True)

    return change


def one_of_161(frame: pd.DataFrame) -> pd.DataFrame:
    counted = summitry.qualify(frame, definition=summitry.datasets.load_definition())
    doubted = counted[(counted["qualifies"] == "true") & ~counted["sourced"]]
    return all_sourced(without(doubted["id"].iloc[0])(frame))


def two_ranks(frame: pd.DataFrame) -> pd.DataFrame:
    again = frame[frame["visitor"] == "Ri Kil Song"].assign(
        visitor_rank="cabinet_minister"
    )
    return pd.concat([frame, again], ignore_index=True)


SIMPLE = "2009-09-chn-dai-bingguo"

MUTATIONS: list[tuple[str, str, Change]] = [
    ("visits-total", NOT, all_sourced),
    ("visits-total", REPRODUCED, one_of_161),
    ("visits-total", NOT, only_sourced),
    ("visits-in-63-years", NOT, all_but_one_sourced),
    ("visits-in-63-years", REPRODUCED, all_sourced),
    ("kim-jong-un-frequency", NOT, without("2013-07-chn-li-yuanchao")),
    ("xi-frequency", NOT, without("2013-07-chn-li-yuanchao")),
    ("xi-frequency", OPEN, changed("2013-07-chn-li-yuanchao", sourced=False)),
    ("kim-jong-il-frequency", REPRODUCED, more(SIMPLE, 15, "2005-05-01")),
    ("hu-frequency", REPRODUCED, more(SIMPLE, 10, "2005-05-01")),
    ("kim-jong-un-below-kim-jong-il", NOT, more(SIMPLE, 20, "2014-05-01")),
    ("xi-below-hu", NOT, more(SIMPLE, 20, "2014-05-01")),
    ("kim-jong-un-significant-drop", REPRODUCED, even_until(2012)),
    ("xi-significant-drop", REPRODUCED, even_until(2013)),
    ("weighted-lowest", NOT, few_under_mao),
    ("weighted-lowest-korean-side", NOT, more(SIMPLE, 9, "2014-05-01")),
    ("weighted-lowest-joint", NOT, few_under_mao),
    ("unweighted-second-lowest", REPRODUCED, few_under_mao),
    ("unweighted-second-lowest-korean-side", NOT, all_sourced),
    ("unweighted-second-lowest-korean-side", REPRODUCED, only_sourced),
    ("unweighted-second-lowest-joint", REPRODUCED, few_under_mao),
    ("unweighted-second-lowest-by-days", NOT, all_sourced),
    ("unweighted-second-lowest-by-days", REPRODUCED, only_sourced),
    (
        "first-test-lag",
        NOT,
        changed(
            "2006-10-chn-tang-jiaxuan",
            date=pd.Timestamp("2006-10-21"),
            date_latest=pd.Timestamp("2006-10-21"),
            end_date=pd.Timestamp("2006-10-21"),
            end_date_earliest=pd.Timestamp("2006-10-21"),
        ),
    ),
    ("later-tests-mean-lag", NOT, without(SIMPLE)),
    (
        "first-test-answered-sooner",
        NOT,
        without("2006-10-chn-tang-jiaxuan"),
    ),
    ("none-since-fifth", NOT, more(SIMPLE, 1, "2016-12-01")),
    ("kim-jong-il-trips", NOT, without("2004-04-prk-kim-jong-il")),
    ("summit-drought", NOT, changed("2015-10-chn-liu-yunshan", summit=True)),
    (
        "no-summit-under-kim-jong-un",
        NOT,
        changed("2015-10-chn-liu-yunshan", summit=True),
    ),
    (
        "vice-minister-excluded",
        NOT,
        changed("2017-02-prk-ri-kil-song", visitor_rank="cabinet_minister"),
    ),
    ("vice-minister-excluded", OPEN, two_ranks),
]


def test_the_mutations_are_of_every_claim(bundled: summitry.ClaimResults) -> None:
    of_visits = {one.id for one in bundled if not one.claim.is_series}
    assert {name for name, _, _ in MUTATIONS} == of_visits


@pytest.mark.parametrize(("name", "verdict", "change"), MUTATIONS)
def test_a_verdict_follows_the_record(
    name: str, verdict: str, change: Change, visits: pd.DataFrame
) -> None:
    before = visits.copy()
    study = summitry.read_study("china-dprk", visits=change(visits))
    result = study.check(name)[name]
    assert result.verdict == verdict, str(result)
    assert result.as_expected == (verdict == result.expected)
    pd.testing.assert_frame_equal(visits, before)


def test_the_bundled_study_comes_out_as_it_says(
    bundled: summitry.ClaimResults,
) -> None:
    assert bundled.passed, [str(one) for one in bundled.failed]
    found = {one.id: one for one in bundled}
    assert found["kim-jong-il-frequency"].readings == {"with unclear visits": "5.29"}
    assert found["hu-frequency"].readings == {"with unclear visits": "7.7"}
    assert found["visits-total"].readings["with a source only"] == "145"
    assert "restricted mean is 136.5" in found["later-tests-mean-lag"].reason
    assert "vice minister is below" in found["vice-minister-excluded"].reason
    assert found["summit-drought"].value == pytest.approx(2126 / 365.25)
    assert found["none-since-fifth"].computed == "none in 187 days"


@pytest.mark.parametrize(
    ("old", "new", "name", "verdict"),
    [
        ("calendar_years", "days", "xi-frequency", NOT),
        ("calendar_years", "days", "kim-jong-un-frequency", NOT),
        ('unclear = "exclude"', 'unclear = "include"', "kim-jong-il-frequency", NOT),
        ('unclear = "exclude"', 'unclear = "include"', "kim-jong-un-frequency", NOT),
        ('unclear = "exclude"', 'unclear = "both"', "kim-jong-un-frequency", OPEN),
        ('unclear = "exclude"', 'unclear = "both"', "xi-frequency", OPEN),
        ('unclear = "exclude"', 'unclear = "both"', "hu-frequency", NOT),
        ('unsourced = "doubt"', 'unsourced = "include"', "visits-total", NOT),
        ('unsourced = "doubt"', 'unsourced = "exclude"', "visits-total", NOT),
        (
            'unsourced = "doubt"',
            'unsourced = "exclude"',
            "unweighted-second-lowest-by-days",
            REPRODUCED,
        ),
        ('CHN = "five_eras"', 'CHN = "paramount"', "weighted-lowest", REPRODUCED),
        ("true = 3.0", "true = 0.0", "weighted-lowest", OPEN),
        ("through = 2017-03-15\n\n", "through = 2009-03-15\n\n", "hu-frequency", NOT),
        (
            'record = "china-dprk"\n\n# The article',
            (
                'ladder = ["head_of_state", "head_of_party", "head_of_government", '
                '"deputy_head", "politburo_member", "state_councillor", '
                '"foreign_minister", "cabinet_minister", "vice_minister", "other"]\n'
                "minimum = { '*' = \"vice_minister\" }\n\n# The article"
            ),
            "vice-minister-excluded",
            NOT,
        ),
    ],
)
def test_a_verdict_follows_the_study(
    old: str, new: str, name: str, verdict: str, tmp_path: Path
) -> None:
    text = (bundled_folder() / "china-dprk" / "study.toml").read_text("utf-8")
    assert old in text
    path = tmp_path / "study.toml"
    path.write_text(text.replace(old, new), "utf-8")
    assert summitry.read_study(path).check(name)[name].verdict == verdict


def test_the_rows_behind_a_claim(bundled: summitry.ClaimResults) -> None:
    frame = bundled.receipts("xi-frequency")
    assert len(frame) == 5
    assert frame["date"].between("2013-01-01", "2016-12-31").all()
    assert (frame["qualifies"] == "true").all()
    lags = bundled.receipts("later-tests-mean-lag")
    assert sorted(lags["visitor"]) == ["Choe Ryong Hae", "Dai Bingguo", "Ri Su Yong"]
    assert len(bundled.visits("hu-frequency", most=3)) == 4
    assert bundled.visits("visits-total", most=500)[0].startswith("1953-11-prk-kim-il")
    with pytest.raises(CategoryError, match="xi-frequency"):
        bundled.receipts("xi-frequencies")


def test_claims_as_a_table(bundled: summitry.ClaimResults) -> None:
    frame = bundled.to_frame()
    assert frame["verdict"].value_counts().to_dict() == {
        REPRODUCED: 17,
        NOT: 6,
        OPEN: 5,
    }
    data = bundled.to_dict()
    assert data["passed"] is True
    assert set(data["provenance"]) == {
        "study",
        "study_sha256",
        "data_sha256",
        "summitry",
    }
    assert "none unexpected." in str(bundled)
    assert "<table" in bundled._repr_html_()


STUDY = """
title = "Two countries"
[observation]
since = 2010-01-01
through = 2019-12-31
[visits]
path = "visits.csv"
[eras]
list = [
  { side = "AAA", era = "First", start = 2010-01-01, end = 2015-01-01 },
  { side = "AAA", era = "Second", start = 2015-01-01 },
  { side = "BBB", era = "Red", start = 2010-01-01, end = 2013-01-01 },
  { side = "BBB", era = "Blue", start = 2013-01-01, end = 2030-01-01 },
  { side = "BBB", era = "Later", start = 2030-01-01 },
]
[shocks]
list = [
  { id = "s1", date = 2012-01-01 },
  { id = "s2", date = 2019-06-01 },
  { id = "s3", date = 2021-01-01 },
]
"""
VISITS = {
    "date": ["2011-01-01", "2012-02-01", "2014-06-01", "2016-01-01", "2018-01-01"],
    "origin": ["AAA", "BBB", "AAA", "AAA", "BBB"],
    "destination": ["BBB", "AAA", "BBB", "BBB", "AAA"],
    "summit": [True, False, True, False, False],
}

CLAIMS: list[tuple[str, str]] = [
    ("quantity = 'count'\nprinted = 5", REPRODUCED),
    ("quantity = 'count'\nat = { period = '2012/2014' }\nprinted = 2", REPRODUCED),
    ("quantity = 'count'\nat = { origin = 'AAA' }\nprinted = 3", REPRODUCED),
    ("quantity = 'count'\nat = { dyad = ['BBB', 'AAA'] }\nprinted = 5", REPRODUCED),
    ("quantity = 'count'\nat = { where = { summit = true } }\nprinted = 2", REPRODUCED),
    ("quantity = 'frequency'\nprinted = 0.5", REPRODUCED),
    (
        (
            "quantity = 'count'\nat = { eras = { AAA = 'First', BBB = 'Blue' } }\n"
            "printed = 1"
        ),
        REPRODUCED,
    ),
    (
        "quantity = 'count'\nat = { side = 'BBB', era = 'Later' }\nprinted = 0",
        OPEN,
    ),
    (
        (
            "quantity = 'count'\nat = { eras = { AAA = 'Second', BBB = 'Red' } }\n"
            "printed = 0"
        ),
        OPEN,
    ),
    (
        "quantity = 'share'\nat = { origin = 'AAA' }\nof = {}\nprinted = '60%'",
        REPRODUCED,
    ),
    (
        (
            "quantity = 'ratio'\nat = { side = 'AAA', era = 'First' }\n"
            "of = { side = 'AAA', era = 'Second' }\nprinted = 1.5"
        ),
        REPRODUCED,
    ),
    (
        "quantity = 'count'\nat = { side = 'AAA' }\nascending = ['Second', 'First']",
        REPRODUCED,
    ),
    (
        "quantity = 'count'\nat = { side = 'AAA' }\nascending = ['First', 'Second']",
        NOT,
    ),
    (
        (
            "quantity = 'frequency'\nat = { side = 'BBB', era = 'Red' }\n"
            "rank = { from = 'top', place = 1 }"
        ),
        REPRODUCED,
    ),
    (
        (
            "quantity = 'frequency'\nat = { side = 'BBB', era = 'Later' }\n"
            "rank = { place = 1 }"
        ),
        OPEN,
    ),
    (
        "quantity = 'frequency'\nat = { side = 'BBB', era = 'Later' }\nprinted = 0",
        OPEN,
    ),
    (
        (
            "quantity = 'frequency'\nat = { side = 'AAA', era = 'First' }\n"
            "higher_than = { side = 'AAA', era = 'Second' }"
        ),
        REPRODUCED,
    ),
    ("quantity = 'lag'\nat = { shocks = ['s1'] }\nprinted = 31", REPRODUCED),
    (
        "quantity = 'lag'\nat = { shocks = ['s1'], origin = 'AAA' }\nprinted = 31",
        NOT,
    ),
    ("quantity = 'lag'\nat = { shocks = ['s2'] }\nprinted = 100", NOT),
    ("quantity = 'lag'\nat = { shocks = ['s2'] }\nprinted = 400", OPEN),
    (
        (
            "quantity = 'lag'\nat = { shocks = ['s2'] }\nprinted = 200\n"
            "comparison = 'more_than'"
        ),
        REPRODUCED,
    ),
    ("quantity = 'lag'\nat = { shocks = ['s3'] }\nprinted = 1", OPEN),
    ("quantity = 'lag'\nat = { shocks = ['s3'] }\ncensored = true", OPEN),
    ("quantity = 'lag'\nat = { shocks = ['s2'] }\ncensored = false", NOT),
    ("quantity = 'mean_lag'\nat = { shocks = ['s1', 's2'] }\nprinted = 31", REPRODUCED),
    ("quantity = 'mean_lag'\nat = { shocks = ['s2'] }\nprinted = 31", OPEN),
    (
        (
            "quantity = 'restricted_mean_lag'\nat = { shocks = ['s1', 's2'] }\n"
            "printed = 122"
        ),
        REPRODUCED,
    ),
    ("quantity = 'median_lag'\nat = { shocks = ['s2'] }\nprinted = 31", OPEN),
    (
        (
            "quantity = 'open_gap'\nat = { where = { summit = true } }\nunit = 'years'\n"
            "printed = 5.6"
        ),
        REPRODUCED,
    ),
    ("quantity = 'longest_gap'\nprinted = 851", REPRODUCED),
    ("quantity = 'open_gap'\nprinted = 729", REPRODUCED),
]


def study_with(claim: str, folder: Path) -> Path:
    pd.DataFrame(VISITS).to_csv(folder / "visits.csv", index=False)
    path = folder / "study.toml"
    path.write_text(f"{STUDY}\n[[claim]]\nid = 'it'\nsays = 'It is so.'\n{claim}\n")
    return path


@pytest.mark.parametrize(("claim", "verdict"), CLAIMS)
def test_every_form_of_claim(claim: str, verdict: str, tmp_path: Path) -> None:
    result = summitry.read_study(study_with(claim, tmp_path)).check()["it"]
    assert result.verdict == verdict, str(result)
    assert result.reason
    assert result.definition


def test_every_kind_of_frame_gives_the_same(make: Maker, tmp_path: Path) -> None:
    path = study_with(CLAIMS[9][0], tmp_path)
    study = summitry.read_study(path, visits=make(VISITS))
    results = study.check()
    assert results["it"].verdict == REPRODUCED
    assert type(results.to_frame()) is type(make(VISITS))
    by_file = summitry.read_study(path)
    assert by_file.check()["it"].computed == results["it"].computed
    hashes = {summitry.read_study(path, visits=make(VISITS)).data_hash, study.data_hash}
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("claim", "key", "near"),
    [
        (
            "quantity = 'frequency'\nat = { side = 'AAA', era = 'Frist' }\nprinted = 1",
            "claim[0].at.era",
            "'First'",
        ),
        (
            "quantity = 'frequency'\nat = { side = 'AAB', era = 'First' }\nprinted = 1",
            "claim[0].at.side",
            "'AAA'",
        ),
        (
            "quantity = 'lag'\nat = { shocks = ['s9'] }\nprinted = 1",
            "claim[0].at.shocks[0]",
            "'s1'",
        ),
        (
            "quantity = 'count'\nat = { side = 'AAA' }\nascending = ['First', 'Secnod']",
            "claim[0].ascending[1]",
            "'Second'",
        ),
        (
            (
                "quantity = 'count'\nat = { side = 'AAA', era = 'First' }\n"
                "rank = { ahead_only_of = ['Zweite'] }"
            ),
            "claim[0].rank.ahead_only_of[0]",
            "'Second'",
        ),
        (
            (
                "quantity = 'count'\nat = { eras = { AAA = 'First', BBB = 'Bleu' } }\n"
                "printed = 1"
            ),
            "claim[0].at.eras.BBB",
            "'Blue'",
        ),
    ],
)
def test_a_misspelt_name_is_a_mistake_of_the_study(
    claim: str, key: str, near: str, tmp_path: Path
) -> None:
    with pytest.raises(StudyError) as caught:
        summitry.read_study(study_with(claim, tmp_path))
    error = caught.value
    assert error.key == key
    assert error.file == "study.toml"
    assert error.line is not None
    assert error.line > 20
    assert near in str(error)


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("origin = 'AAC'", "claim[0].at.origin"),
        ("where = { summit = 'yes' }", "claim[0].at.where.summit"),
        ("where = { sumit = true }", "claim[0].at.where.sumit"),
        ("dyad = ['AAA', 'CCC']", "claim[0].at.dyad"),
        ("visitor = 'Nobody'", "claim[0].at.visitor"),
        ("period = '1990/1991'", "claim[0].at.period"),
    ],
)
def test_a_value_that_no_visit_has(place: str, key: str, tmp_path: Path) -> None:
    claim = f"quantity = 'count'\nat = {{ {place} }}\nprinted = 0"
    with pytest.raises(StudyError) as caught:
        summitry.read_study(study_with(claim, tmp_path))
    assert caught.value.key == key


@given(
    value=st.decimals(0, 1000, places=5, allow_nan=False),
    places=st.integers(0, 4),
)
@settings(max_examples=80, deadline=None)
def test_a_print_is_borne_out_by_what_rounds_to_it(value: Decimal, places: int) -> None:
    unit = Decimal(1).scaleb(-places)
    up = value.quantize(unit, rounding=ROUND_HALF_UP)
    down = value.quantize(unit, rounding=ROUND_HALF_DOWN)
    # One visit that weighs the value, so that the weighted count is the value.
    weights = {"kind": {"a": float(value), "b": 1.0}}
    record = Record({"date": ["2003-05-01"], "kind": ["a"]}, schemes=[weights])
    prints = [up, down, up + unit, down - unit]
    claims = [
        Claim.value(Scope(), f"{printed:f}", quantity="weighted_count")
        for printed in prints
    ]
    answers = record.evaluate(claims, Specification("2003-01-01", "2003-12-31"))
    for printed, answer in zip(prints, answers, strict=True):
        assert answer.value == float(value)
        assert (answer.verdict == REPRODUCED) == (printed in {up, down})
