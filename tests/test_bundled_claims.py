"""The claims of the bundled study: verdicts that follow the record and the study."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import china_dprk

import summitry
from summitry.exceptions import CategoryError
from summitry.sources.packages import bundled_folder

if TYPE_CHECKING:
    from pathlib import Path


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
