"""Comparisons and phases by rank floor, and frequencies by rank group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import china_dprk, columns_of, in_pandas
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import CategoryError, ColumnError, InputError
from summitry.frames import Table

if TYPE_CHECKING:
    from conftest import Maker

SEEN: dict[str, Any] = {"since": "1990-01-01", "through": "2009-12-31"}
ERAS = {
    "era": ["one", "two", "three"],
    "start": ["1990-01-01", "1996-05-01", "2003-01-01"],
    "end": ["1996-05-01", "2003-01-01", None],
}
VISITS = st.lists(
    st.tuples(
        st.integers(1990, 2009),
        st.integers(1, 12),
        st.sampled_from(summitry.RANKS),
        st.sampled_from(["CHN", "PRK"]),
    ),
    min_size=1,
    max_size=40,
)
MINIMUM = {"CHN": "foreign_minister", "PRK": "deputy_head"}


def frame_of(rows: list[tuple[int, int, str, str]]) -> dict[str, list[str]]:
    return {
        "date": [f"{year}-{month:02}-11" for year, month, _, _ in rows],
        "visitor_rank": [rank for *_, rank, _ in rows],
        "origin": [origin for *_, origin in rows],
        "destination": ["CHN" if origin == "PRK" else "PRK" for *_, origin in rows],
    }


def higher(one: str, other: str) -> str:
    return min(one, other, key=summitry.RANKS.index)


@settings(max_examples=25, deadline=None)
@given(VISITS)
def test_a_floor_is_the_higher_of_the_two_minima(
    rows: list[tuple[int, int, str, str]],
) -> None:
    visits = frame_of(rows)
    own = summitry.qualify(visits, minimum=MINIMUM)
    found = summitry.compare_by_floor(own, ERAS, **SEEN, method="central")
    parts = dict(list(in_pandas(found).groupby("floor", sort=False)))
    floors = {
        "heads only": "head_of_government",
        "deputy heads and above": "deputy_head",
        "Politburo and above": "politburo_member",
        "the full rule": "other",
    }
    assert list(parts) == list(floors)
    for name, rank in floors.items():
        raised = {side: higher(rank, lowest) for side, lowest in MINIMUM.items()}
        again = summitry.qualify(visits, minimum=raised)
        counted = summitry.era_frequency(again, ERAS, **SEEN)
        wanted = columns_of(summitry.compare_eras(counted, method="central"))
        given_ = columns_of(parts[name])
        assert {key: given_[key] for key in wanted} == wanted


@settings(max_examples=25, deadline=None)
@given(VISITS)
def test_groups_add_up_to_all_visits(rows: list[tuple[int, int, str, str]]) -> None:
    visits = summitry.qualify(frame_of(rows), minimum=MINIMUM)
    whole = summitry.era_frequency(visits, ERAS, **SEEN)
    parts = in_pandas(summitry.frequency_by_group(visits, ERAS, **SEEN))
    added = parts.groupby("era")["count"].sum() if len(parts) else {}
    for era, count in zip(whole["era"], whole["count"], strict=True):
        assert (added[era] if len(parts) else 0) == count


def test_an_unknown_rank_is_unclear_under_a_floor(make: Maker) -> None:
    visits = make(
        {"date": ["1991-01-01", "1992-01-01"], "visitor_rank": ["head_of_state", None]}
    )
    found = columns_of(
        summitry.compare_by_floor(visits, ERAS, **SEEN, unclear="both", reference="two")
    )
    counts = dict(
        zip(
            zip(found["floor"], found["reading"], found["era"], strict=True),
            found["count"],
            strict=True,
        )
    )
    assert counts["heads only", "without unclear", "one"] == 1
    assert counts["heads only", "with unclear", "one"] == 2
    assert counts["the full rule", "without unclear", "one"] == 2


def test_phases_of_every_floor_are_those_of_its_visits() -> None:
    ranks = ["head_of_state", *["cabinet_minister"] * 7] * 4
    dates = [f"199{year}-0{day}-05" for year in range(4) for day in range(1, 9)]
    visits = pd.DataFrame({"date": dates, "visitor_rank": ranks})
    found = summitry.phases_by_floor(visits, **SEEN, draws=99)
    heads = pd.DataFrame({"date": dates[::8]})
    for name, part in (("heads only", heads), ("the full rule", visits)):
        wanted = summitry.phases(part, **SEEN, draws=99)
        own = found[found["floor"] == name]
        assert own["era"].tolist() == wanted["era"].tolist()
        assert own["p"].tolist() == wanted["p"].tolist()


TWO = {
    "era": ["one", "two"],
    "start": ["1980-01-01", "1993-01-01"],
    "end": ["1993-01-01", None],
}


@pytest.mark.parametrize(("eras", "within"), [(TWO, "the eras"), (None, "blocks")])
def test_a_run_finds_the_phases_of_the_full_rule_once(
    eras: Any, within: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(3)
    # Years that vary within the eras, which have one frequency: blocks of eight years
    # would see another dispersion.
    yearly = random.poisson(4 * random.gamma(2, 0.5, 20))
    dates = [
        f"{1980 + year}-{1 + place % 12:02d}-{1 + place // 12:02d}"
        for year, n in enumerate(yearly.tolist())
        for place in range(n)
    ]
    ranks = [
        "head_of_state" if n % 3 else "cabinet_minister" for n in range(len(dates))
    ]
    visits = pd.DataFrame({"date": dates, "visitor_rank": ranks})
    searched: list[int] = []

    def counting(part: Any, **options: Any) -> Any:
        searched.append(len(Table(part, "visits")))
        return summitry.phases(part, **options)

    for room in ("infer.by_floor", "facade.phases_of"):
        monkeypatch.setattr(f"summitry.{room}.phases", counting)
    seen: dict[str, Any] = {"since": "1980-01-01", "through": "1999-12-31"}
    tables = summitry.analyse(visits, eras, **seen).tables
    full = tables["phases_by_floor"].pipe(lambda t: t[t["floor"] == "the full rule"])
    own = tables["phases"]
    pd.testing.assert_frame_equal(full[own.columns].reset_index(drop=True), own)
    assert own["alpha"][0] > 0
    assert own["within"][0].startswith(within)
    floors = tables["phases_by_floor"]["floor"].nunique()
    assert len(searched) == floors


def test_other_ladders_have_their_own_floors() -> None:
    visits = {"date": ["1991-01-01", "1999-01-01"], "visitor_rank": ["king", "page"]}
    ladder = ["king", "duke", "page"]
    found = summitry.compare_by_floor(visits, ERAS, **SEEN, ladder=ladder)
    assert list(dict.fromkeys(found["floor"])) == ["king only", "the full rule"]
    with pytest.raises(InputError, match="no ladder"):
        summitry.compare_by_floor(visits, ERAS, **SEEN)
    with pytest.raises(CategoryError, match="baron"):
        summitry.compare_by_floor(
            visits, ERAS, **SEEN, ladder=ladder, floors={"high": "baron"}
        )
    with pytest.raises(ColumnError, match="visitor_rank"):
        summitry.compare_by_floor({"date": ["1991-01-01"]}, ERAS, **SEEN)


def test_no_head_went_under_kim_jong_un() -> None:
    study = china_dprk()
    seen: dict[str, Any] = {"since": study.since, "through": study.through}
    found = summitry.compare_by_floor(study.visits, study.eras, **seen)
    heads = found[(found["floor"] == "heads only") & (found["side"] == "PRK")]
    of = heads[heads["other_era"] == "Kim Jong Un"]
    assert of["other_count"].tolist() == [0, 0]
    assert of["frequency"].round(0).tolist() == [1.0, 1.0]


def test_the_full_run_shows_the_heads_alone() -> None:
    from summitry.report.terminal.run_text import run_text

    text = run_text(china_dprk().run())
    part = text.split("By the highest floor alone, heads only:")[1]
    rows = [" ".join(line.split()) for line in part.splitlines()]
    assert any(row.startswith("Kim Jong Il Kim Jong Un 19 0") for row in rows)
    assert any(row.startswith("Kim Il Sung Kim Jong Un 43 0") for row in rows)


BY_RANK: dict[str, Any] = {
    "by_floor": summitry.compare_by_floor,
    "by_group": summitry.frequency_by_group,
    "doubts": summitry.archive_doubts,
    "phases": summitry.phases_by_floor,
}


@pytest.mark.filterwarnings("ignore:no visit has 'CCC'")
@pytest.mark.parametrize(
    ("asked", "more"),
    [
        *((asked, {"visitor_rank": "low"}) for asked in BY_RANK),
        *((asked, {"origin": "CCC"}) for asked in BY_RANK if asked != "phases"),
    ],
)
def test_who_never_travelled_may_be_in_a_coverage(
    asked: str, more: dict[str, str]
) -> None:
    """A rank of the ladder that is given, and a side of an era, are no mistake."""
    days = [f"{year}-05-01" for year in range(1990, 2010)]
    late = [f"{year}-{month:02}-11" for year in range(2000, 2010) for month in (2, 8)]
    visits = {
        "date": [*days, *late],
        "visitor_rank": ["top"] * len(days) + ["mid"] * len(late),
        "origin": ["AAA"] * (len(days) + len(late)),
        "destination": ["BBB"] * (len(days) + len(late)),
    }
    rows = [{"visitor_rank": "top"}, {"visitor_rank": "mid"}, more]
    names = list(dict.fromkeys(name for row in rows for name in row))
    reports = {name: [row.get(name) for row in rows] for name in names}
    without = {name: values[:2] for name, values in reports.items()}
    eras = {
        "side": ["AAA", "AAA", "CCC"],
        "era": ["before", "after", "only"],
        "start": ["1990-01-01", "2000-01-01", "1990-01-01"],
        "end": ["2000-01-01", None, None],
    }
    given_eras = () if asked == "phases" else (eras,)
    told = [
        columns_of(
            BY_RANK[asked](
                visits,
                *given_eras,
                **SEEN,
                ladder=["top", "mid", "low"],
                coverage=coverage,
            )
        )
        for coverage in (reports, without)
    ]
    for table in told:
        table.pop("coverage", None)
    assert list(told[0]) == list(told[1])
    assert told[0].get("count") == told[1].get("count")
    assert told[0].get("group") == told[1].get("group")
