"""Summaries of waits in tables, answers and sentences: one number, and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from small_study import NO, ONE_AND_TWO, OPEN, YES, shock, study_of, value_of, visit

from summitry import _core
from summitry.cli import main

if TYPE_CHECKING:
    from pathlib import Path

MEDIAN = "quantity = 'median_lag'\n"
HALF = "which day is the median where just half of the lags had ended"
DAYS = "dates that are not known to the day"


@pytest.mark.parametrize(
    ("days", "ends", "said"),
    [
        (("2001-01-31", "2003-02-10"), (30, 40), "from 30 to 40 days"),
        (("2001-01-01", "2003-12-27"), (0, 360), "from 0 to 360 days"),
        (("2001-01-31", None), (30, None), "from 30 days on"),
    ],
)
def test_a_median_that_may_be_any_day_is_one_number_with_two_ends(
    days: tuple[str, str | None],
    ends: tuple[int, int | None],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Table, check and multiverse have two numbers, and the reason is made up."""
    shocks = [shock("s1", "2001-01-01"), shock("s2", "2003-01-01")]
    visits = [visit(day) for day in days if day is not None]
    claims = {
        "printed": f"{MEDIAN}printed = 35",
        "order": f"{MEDIAN}higher_than = {{ shocks = ['s1'] }}",
    }
    study = study_of(tmp_path, claims, visits, ONE_AND_TWO, shocks)
    one, order = study.check()
    least, greatest = ends
    middle = least if greatest is None else (least + greatest) / 2
    assert one.verdict == OPEN
    assert (one.value, one.lower, one.upper) == (middle, least, greatest)
    assert value_of(study, "printed") == middle
    assert one.reason.endswith(f"; just half of them had ended {said}")
    row: Any = study.run().tables["lag_summary"].iloc[0]
    assert row["median_least"] == least
    if greatest is None:
        assert row["median_greatest"] != row["median_greatest"]
    else:
        assert (row["median"], row["median_greatest"]) == (middle, greatest)
        main(["run", str(tmp_path), "--full"])
        assert f" {least} to {greatest} [" in capsys.readouterr().out
    if order.verdict == OPEN:
        assert order.reason.endswith(f"; it turns on {HALF}")
    assert not any("source" in each.reason for each in (one, order))


@pytest.mark.parametrize(
    ("days", "computed", "verdict"),
    [
        (("2001-04",), "one after 90 days (90 to 119)", NO),
        (("2001-04-01",), "one after 90 days", NO),
        (("2001-04", ""), "one after 90 days (at least 90)", OPEN),
        (("2000-05-01",), "none in 2190 days", YES),
    ],
)
def test_that_nobody_came_is_answered_with_the_range_of_the_wait(
    days: tuple[str, ...], computed: str, verdict: str, tmp_path: Path
) -> None:
    """The first day alone was told, beside a table with the range."""
    visits = [visit(day) | ({"source": ""} if days[1:] else {}) for day in days[:1]]
    claim = "quantity = 'lag'\nat = { shocks = ['s1'] }\n"
    claims = {
        "nobody": f"{claim}censored = true",
        "somebody": f"{claim}censored = false",
    }
    shocks = [shock("s1", "2001-01-01")]
    study = study_of(tmp_path, claims, visits, ONE_AND_TWO, shocks)
    nobody, somebody = study.check()
    assert nobody.computed == somebody.computed == computed
    assert nobody.verdict == verdict
    if verdict == OPEN:
        assert "no visit had followed" in nobody.reason
        assert "source" in nobody.reason
    else:
        assert somebody.verdict == {NO: YES, YES: NO}[verdict]


SOURCES = "visits without a source"
COUNTED = f"as {SOURCES} are left out or count"
OVER = f"over all days of {DAYS}"


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        (
            {"2001-06": "true", "2003-03-01": "true"},
            {
                "lag": f"31 to 60 {OVER}",
                "mean": f"40.5 to 55 {OVER}",
                "order": f"it turns on {DAYS}",
                "gap": f"609 to 638 {OVER}",
            },
        ),
        (
            {"2001-06-05": "false", "2003-03-01": "true"},
            {
                "lag": f"35 to 669 {COUNTED}",
                "mean": f"42.5 to 359.5 {COUNTED}",
                "order": f"it turns on {SOURCES}",
                "gap": f"it turns on {SOURCES}",
            },
        ),
        (
            {"2001-06": "true", "2003-02-20": "false", "2003-03-25": "true"},
            {
                "lag": f"31 to 60 {OVER}",
                "mean": f"36 to 67 {COUNTED} and {OVER}",
                "order": f"it turns on {SOURCES} and {DAYS}",
                "gap": f"600 to 662 {COUNTED} and {OVER}",
            },
        ),
    ],
)
def test_a_reason_names_what_is_open_and_nothing_else(
    visits: dict[str, str], said: dict[str, str], tmp_path: Path
) -> None:
    """Whatever is open, a reason tells of visits without a source."""
    shocks = [shock("s1", "2001-05-01"), shock("s2", "2003-01-10")]
    first, least = "at = { shocks = ['s1'] }\n", "comparison = 'at_least'"
    claims = {
        "lag": f"quantity = 'lag'\n{first}printed = 50\n{least}",
        "mean": f"quantity = 'mean_lag'\nprinted = 50\n{least}",
        "order": f"quantity = 'mean_lag'\n{first}lower_than = {{ shocks = ['s2'] }}",
        "gap": f"quantity = 'longest_gap'\nprinted = 634\n{least}",
    }
    rows = [visit(day, sourced=sourced) for day, sourced in visits.items()]
    results = study_of(tmp_path, claims, rows, ONE_AND_TWO, shocks).check()
    assert {one.verdict for one in results} == {OPEN}
    told = {one.id: one.reason.partition("; ")[2] or one.reason for one in results}
    assert told == said


@pytest.mark.parametrize("unvisited", ["2006-10-06", "2004-02-01", "2005-01-17"])
def test_no_reading_changes_the_numbers_of_another(
    unvisited: str, tmp_path: Path
) -> None:
    """One horizon for both readings: what is without unclear turns on the unclear."""
    visits = [
        visit("2004-03-06", qualifies="true"),
        visit(unvisited, qualifies="unclear"),
    ]
    shocks = [shock("s1", "2003-12-03"), shock("s2", "2005-01-17")]
    claim = "quantity = 'restricted_mean_lag'\nprinted = 403.5"
    tables: dict[str, dict[str, Any]] = {}
    values = {}
    for word in ("exclude", "include", "both"):
        (folder := tmp_path / word).mkdir()
        more = f"[conventions]\nunclear = '{word}'\n"
        study = study_of(folder, claim, visits, ONE_AND_TWO, shocks, more)
        tables[word] = study.run().tables
        values[word] = study.check()["it"].value
    for name in ("lag_summary", "placebo"):
        alone = [
            row
            for word in ("exclude", "include")
            for row in tables[word][name].to_dict("records")
        ]
        together = tables["both"][name].to_dict("records")
        assert repr(together) == repr(alone)
    for word, row in zip(
        ("exclude", "include"),
        tables["both"]["lag_summary"].to_dict("records"),
        strict=True,
    ):
        assert row["restricted_mean"] == pytest.approx(values[word])
        moved = tables["both"]["placebo"]
        own = moved[moved["reading"] == row["reading"]]
        assert set(own["tau"]) == {row["tau"]}
        assert set(own["restricted_mean"]) == {row["restricted_mean"]}


def test_an_extrapolated_mean_is_called_so_wherever_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tables mark it; claims, memos and ways to a print say the bare number."""
    visits = [visit("2001-06-01"), visit("2006-08-01")]
    days = ("2001-05-01", "2006-07-10", "2006-09-01")
    shocks = [shock(f"s{number}", day) for number, day in enumerate(days)]
    mean = "quantity = 'restricted_mean_lag'\n"
    claims = {
        "far": f"{mean}printed = 360",
        "near": f"{mean}printed = 26\nwith = {{ tau = 50 }}",
        "order": f"{mean}higher_than = {{ shocks = ['s0'] }}",
        "other": "quantity = 'mean_lag'\nprinted = 26",
    }
    more = "[conventions]\ntau = 1000\n"
    study = study_of(tmp_path, claims, visits, ONE_AND_TWO, shocks, more)
    results = study.check()
    assert results["far"].computed == "351 days, extrapolated"
    assert "extrapolated" not in str(results["near"])
    followed = "extrapolated: some shocks were not followed so long"
    for name in ("far", "order", "other"):
        assert followed in results[name].reason
    assert "extrapolated" not in results["other"].computed
    assert "351 days, extrapolated" in study.memos()["far"]
    assert study.run().tables["lag_summary"]["extrapolated"].all()
    main(["check", str(tmp_path)])
    assert "351 days, extrapolated" in capsys.readouterr().out
    ways = study.explain("far")["numbers"].tolist()
    assert any(way.endswith(", extrapolated") for way in ways)
    assert "extrapolated" not in "".join(study.explain("near")["numbers"])


def test_the_usual_horizon_is_called_what_it_is() -> None:
    """It is documented as the longest wait."""
    schema = _core.study_schema()
    assert "the longest wait" not in schema
    assert "the longest time anyone waited" not in schema
    wanted = "the shortest wait that still runs, or the longest lag where none"
    assert " ".join(schema.replace("\\n", " ").split()).count(wanted) == 2


@pytest.mark.parametrize(("key", "at"), [("lower", "['s1']"), ("higher", "[]")])
def test_an_order_tells_whichever_mean_is_extrapolated(
    key: str, at: str, tmp_path: Path
) -> None:
    """Only the shock that nothing followed waits for less than the days of `tau`."""
    shocks = [shock("s1", "2001-01-01"), shock("s2", "2006-11-30")]
    other = "['s1']" if key == "higher" else "[]"
    claim = "quantity = 'restricted_mean_lag'\nwith = { tau = 200 }\n"
    claim += f"at = {{ shocks = {at} }}\n{key}_than = {{ shocks = {other} }}"
    study = study_of(tmp_path, claim, [visit("2001-01-21")], None, shocks)
    assert "the mean is extrapolated" in study.check()["it"].reason


def test_one_other_shock_is_no_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, word in ((2, "other"), (3, "others")):
        shocks = [
            shock(f"s{year}", f"200{year}-02-01") for year in range(1, number + 1)
        ]
        visits = [visit(f"200{year}-0{year + 2}-01") for year in range(1, 5)]
        study_of(tmp_path, {}, visits, shocks=shocks)
        assert main(["run", str(tmp_path), "--full"]) == 0
        told = " ".join(capsys.readouterr().out.split())
        assert f"The first shock against the {word}: log-rank" in told
