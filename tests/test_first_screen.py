"""The first screen: short, and in the order that it promises."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import china_dprk
from random_studies import write_study
from small_study import ONE_AND_TWO, study_of, visit

import summitry
from summitry.claims.told import NOT_REPRODUCED, REPRODUCED
from summitry.cli import main
from summitry.infer.archive_change import archive_change
from summitry.output.width import in_width
from summitry.report.archive_words import archive_line
from summitry.report.first_screen import first_screen, safest

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = range(14)


@pytest.fixture(scope="module")
def bundled() -> summitry.Study:
    return china_dprk()


def assert_fits(text: str, most: int) -> None:
    lines = text.splitlines()
    assert len(lines) <= most
    assert max(map(len, lines)) <= 80
    assert not re.search(r"\bnan\b", text)
    assert "None" not in text


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("seed", SEEDS)
def test_it_fits_one_screen_whatever_the_study(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_study(tmp_path, seed)
    study = summitry.read_study(tmp_path)
    assert_fits(study.summary(), 19)
    assert main(["run", str(tmp_path), "--full"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_the_bundled_one_has_its_parts(bundled: summitry.Study) -> None:
    text = bundled.summary()
    assert_fits(text, 19)
    said = " ".join(text.split())
    for part in (
        "SAFEST OF 28 SENTENCES, 5 NOT DETERMINED 1. ",
        "NOT REPRODUCED, 6: 4.8 visits a year in the era of Kim Jong Il (3.94)",
        "The archive: rows of 'ministers' go from 1 in the 1990s to 13 in the 2000s",
        "allowing for chance, the eras cannot be told apart",
    ):
        assert part in said


@pytest.mark.parametrize("columns", [60, 66, 72, 80, 100, 120])
def test_what_is_left_out_of_those_not_reproduced_is_counted(
    bundled: summitry.Study, columns: int
) -> None:
    with in_width(columns):
        text = " ".join(bundled.summary().split())
    item = text.partition("NOT REPRODUCED, 6: ")[2].partition(" The archive: ")[0]
    said = [
        " ".join(one.says.split()).removesuffix(".")
        for one in bundled.check()
        if one.verdict == NOT_REPRODUCED
    ]
    whole = max(sum(one in item for one in said), 1)
    left = re.search(r"and (\d) more …$", item)
    assert whole + (int(left[1]) if left else 0) == 6


@pytest.mark.parametrize(
    ("few", "more", "told"), [(1, 1, False), (4, 7, False), (1, 13, True)]
)
def test_it_tells_of_no_step_that_chance_explains(
    few: int, more: int, *, told: bool
) -> None:
    decades = pd.DataFrame(
        {
            "group": ["heads"] * 2,
            "period": ["2000s", "2010s"],
            "visits": [few, more],
            "years": [10.0] * 2,
        }
    )
    tables = {
        "archive_change": archive_change(decades),
        "archive_totals": pd.DataFrame({"visits": [few + more]}),
    }
    assert ("go from" in archive_line(tables)) == told


def test_the_safest_come_first(bundled: summitry.Study) -> None:
    robust = bundled.robustness(progress=False)
    found = safest(bundled.check(), robust)
    reproduced = robust[robust["verdict"] == REPRODUCED]
    assert len(found) == len(reproduced)
    keys = [
        (bool(one.result.condition), -one.share, -one.visits, one.result.id)
        for one in found
    ]
    assert [key[:3] for key in keys] == sorted(key[:3] for key in keys)
    # Among equals the study's order.
    order = [one.id for one in bundled.check()]
    for one, two in itertools.pairwise(keys):
        if one[:3] == two[:3]:
            assert order.index(one[3]) < order.index(two[3])
    assert found[0].share == reproduced["share"].max()


def test_a_study_without_claims_has_a_screen(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text(
        "date,origin,destination\n2011-02-03,AAA,BBB\n2014-05-06,BBB,AAA\n"
    )
    (tmp_path / "study.toml").write_text(
        'title = "Two"\n[observation]\nsince = 2010-01-01\nthrough = 2019-12-31\n'
        '[visits]\npath = "visits.csv"\n'
    )
    study = summitry.read_study(tmp_path)
    text = study.summary()
    assert_fits(text, 19)
    assert text.startswith("Two, observed from 2010-01-01 to 2019-12-31")
    assert "_ran" not in vars(study), "tables were made that the screen does not show"
    assert first_screen(study.run(), study.check(), None, study.declared.record)


def test_intervals_are_said_to_allow_only_for_years_that_vary() -> None:
    from summitry.report.dispersion_words import short_clustering

    numbers = {"dispersion": [1.4, 0.9], "df": [9, 9], "p": [0.04, 0.6]}
    rest = {"even_p": [0.9, 0.4], "lag1_p": [0.5, 0.5]}
    tables: dict[str, Any] = {
        "dispersion": {"side": ["AAA", "BBB"]} | numbers | rest,
        "frequency": {"interval": ["dispersed", "dispersed"]},
    }
    assert short_clustering(tables) == [
        (
            "Years vary by (1 is chance): AAA 1.40 (p 0.040), BBB 0.90 (p 0.60); intervals "
            "and verdicts allow for it where it is above 1."
        )
    ]


def test_an_order_that_fails_is_told_with_all_its_numbers(tmp_path: Path) -> None:
    """Of "One (of AAA) 1, One (of BBB) 2" it told "One", and of two waits the first."""
    visits = [visit("2002-05-05"), visit("2003-05-05")]
    visits += [visit("2003-06-05", "BBB", "AAA")]
    claim = 'quantity = "count"\nat = { era = "One", origin = "AAA" }\n'
    claim += 'lower_than = { era = "One", origin = "BBB" }'
    told = study_of(tmp_path, claim, visits, ONE_AND_TWO).summary()
    assert "It is so (One (origin BBB) 1, One (origin AAA) 2)." in told
