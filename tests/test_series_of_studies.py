"""Series of a study: its file, its mistakes, and the bundled ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from asked_series import ask, of

import summitry
from summitry.claims.on_series import series_of
from summitry.exceptions import StudyError, SummitryError

if TYPE_CHECKING:
    from pathlib import Path

STUDY = """
title = "Coal"
[observation]
since = 2016-01-01
through = 2017-12-31
[visits]
path = "visits.csv"
[series]
path = "coal.csv"
columns = { value = "tonnes" }
[[claim]]
id = "winter"
says = "Five tonnes came in the winter."
quantity = "series"
at = { series = "tonnes", period = "2016-12/2017-02" }
printed = 5
[[claim]]
id = "spring"
says = "Fewer came in the spring."
quantity = "series"
at = { series = "tonnes", period = "2017-03/2017-05" }
lower_than = { series = "tonnes", period = "2016-12/2017-02" }
expect = "not determined"
because = "May is not known."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "study.toml").write_text(STUDY)
    (tmp_path / "visits.csv").write_text("date\n2016-05-01\n")
    rows = [
        "date,tonnes",
        "2016-12,2",
        "2017-01,1.5",
        "2017-02,1.5",
        "2017-03,1",
        "2017-04,0",
    ]
    (tmp_path / "coal.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_a_study_has_a_series_of_its_own(folder: Path) -> None:
    study = summitry.read_study(folder)
    found = study.check()
    assert found.passed
    assert found["winter"].computed == "5"
    assert found["winter"].reason == "3 figures: 2016-12 2, 2017-01 1.5, 2017-02 1.5"
    assert found["spring"].computed == "tonnes at least 1, tonnes 5"
    assert found["spring"].reason == "'tonnes' has no figure for 2017-05"
    assert study.series is not None
    assert len(study.series) == 5
    assert study.summary().startswith("Coal, observed")
    memos = study.memos()
    assert "more than chance" not in memos["spring"]
    assert "no figure for 2017-05" in memos["spring"]
    given = summitry.read_study(folder, series={"date": ["2016-12"], "value": [5.0]})
    assert given.check("winter")["winter"].verdict == "not determined"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('series = "tonnes", period = "2016-12/2017-02" }\nprinted', 'series = "tons", period = "2016" }\nprinted', "unknown_series"),
        ('path = "coal.csv"', 'path = "coal.csv"\nrecord = "china-dprk"', "contradiction"),
        ('[series]\npath = "coal.csv"\ncolumns = { value = "tonnes" }\n', "", "missing_table"),
        ('{ value = "tonnes" }', '{ value = "tons" }', "unknown_column"),
        ('record = "', 'record = "', None),
    ],
)  # fmt: skip
def test_mistakes_have_their_line(
    folder: Path, old: str, new: str, code: str | None
) -> None:
    (folder / "study.toml").write_text(STUDY.replace(old, new))
    if code is None:
        assert summitry.read_study(folder).check().passed
        return
    with pytest.raises(StudyError) as caught:
        summitry.read_study(folder)
    assert caught.value.code == code
    assert caught.value.line


def test_a_field_that_is_no_number_has_its_row(folder: Path) -> None:
    text = (folder / "coal.csv").read_text().replace("1.5", "n/a", 1)
    (folder / "coal.csv").write_text(text)
    with pytest.raises(StudyError, match="line 3: 'value' is 'n/a'"):
        summitry.read_study(folder).check()


def test_the_bundled_series() -> None:
    coal = summitry.datasets.load_series("china-dprk")
    assert set(coal["series"]) == {
        f"{kind} by {how}"
        for kind in ("coal", "cap on coal")
        for how in ("weight", "value")
    }
    spring = coal[coal["date_text"].isin(["2017-03", "2017-04", "2017-05"])]
    assert spring["value"].tolist() == [0.0] * 6
    assert len(series_of(coal)) == 4
    with pytest.raises(SummitryError, match="Known are 'china-dprk'"):
        summitry.datasets.load_series("china-rok")


def changed(name: str, value: float) -> Any:
    """The bundled series with another figure in a row, or a row more."""
    coal = summitry.datasets.load_series("china-dprk")
    if name in set(coal["id"]):
        return coal.assign(value=coal["value"].mask(coal["id"] == name, value))
    row = {"series": "coal by value", "unit": "US dollars", "value": value}
    rows = [
        row | {"id": name, "date": pd.Timestamp(day), "date_latest": pd.Timestamp(last)}
        for day, last in (("2017-01-01", "2017-01-31"), ("2017-02-01", "2017-02-28"))
    ]
    return pd.concat([coal, pd.DataFrame(rows)], ignore_index=True)


@pytest.mark.parametrize(
    ("claim", "name", "value", "verdict"),
    [
        ("coal-above-cap", "c04-tonnes", 400_000.0, "not reproduced"),
        ("coal-above-cap", "c04-tonnes", 1_200_000.0, "not determined"),
        ("coal-value-above-cap", "c04-usd", 50_000_000.0, "not reproduced"),
        ("coal-value-cap-reached", "more", 210_000_000.0, "reproduced"),
        ("coal-value-cap-reached", "more", 100_000_000.0, "not reproduced"),
    ],
)
def test_a_verdict_follows_the_series(
    claim: str, name: str, value: float, verdict: str
) -> None:
    study = summitry.read_study("china-dprk", series=changed(name, value))
    assert study.check(claim)[claim].verdict == verdict


def test_what_the_bundled_study_says_of_coal() -> None:
    found = summitry.read_study("china-dprk").check()
    assert found["coal-above-cap"].computed == (
        "coal by weight 2,000,000 tonnes (1,500,000 to 2,500,000), "
        "cap on coal by weight 1,000,866 tonnes"
    )
    reached = found["coal-value-cap-reached"]
    assert reached.reason == "'coal by value' has no figure for 2017-01 to 2017-02"
    assert reached.computed.startswith("coal by value no number, cap on coal by value")
    coal = summitry.datasets.load_series("china-dprk")
    tonnes = coal[coal["series"].isin(["coal by weight", "cap on coal by weight"])]
    share = {
        "at": of("2017-01/2017-02", "coal by weight"),
        "summary": "ratio",
        "of": of("2017", "cap on coal by weight"),
        "printed": "40%",
        "comparison": "less_than",
    }
    assert ask(share, tonnes).verdict == "reproduced", "far from the cap"
