"""What a study without claims says first: its lowest and its highest era."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import bundled, china_dprk

import summitry
from summitry.report.frequency_words import frequency_words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["china-dprk", "china-rok"])
def test_the_extremes_are_those_of_the_table(name: str) -> None:
    run = bundled(name).run()
    said = frequency_words(run.tables)
    table: Any = run["frequency"]
    table = table[table["reading"] == "without unclear"].dropna(subset="frequency")
    compared: Any = run["comparisons"]
    compared = compared[compared["reading"] == "without unclear"]
    assert len(said) == table["side"].nunique() == 2
    for text, (_, eras) in zip(said, table.groupby("side", sort=False), strict=True):
        low = eras.loc[eras["frequency"].idxmin()]
        high = eras.loc[eras["frequency"].idxmax()]
        assert (
            f"lowest frequency is that of {low['era']}, {low['frequency']:.2f} " in text
        )
        assert f"(95% interval {low['lower']:.2f} to {low['upper']:.2f})" in text
        assert f"highest that of {high['era']}, {high['frequency']:.2f} (" in text
        pair = {low["era"], high["era"]}
        of_both = [
            row["verdict"]
            for _, row in compared.iterrows()
            if {row["era"], row["other_era"]} == pair
        ]
        assert ("cannot be told apart" in text) == (of_both == ["cannot be told apart"])


def test_equal_eras_share_the_place() -> None:
    frame = pd.DataFrame(
        {
            "era": ["One", "Two", "Three"],
            "frequency": [1.0, 1.0, 2.0],
            "lower": [0.5, 0.5, 1.0],
            "upper": [2.0, 2.0, 4.0],
            "level": [0.9, 0.9, 0.9],
        }
    )
    (said,) = frequency_words({"frequency": frame})
    assert said == (
        "The lowest frequency is that of One and Two, 1.00 visits a year (90% interval "
        "0.50 to 2.00), the highest that of Three, 2.00 (1.00 to 4.00)."
    )
    alone = frequency_words({"frequency": frame.iloc[2:]})
    assert alone == ["Three, 2.00 visits a year (90% interval 1.00 to 4.00)."]
    assert frequency_words({"frequency": frame.iloc[:0]}) == []
    assert frequency_words({}) == []


def test_screen_and_report_say_it_only_where_nothing_was_published(
    tmp_path: Path,
) -> None:
    (tmp_path / "visits.csv").write_text(
        "date,origin,destination\n2011-02-03,AAA,BBB\n2014-05-06,BBB,AAA\n"
    )
    (tmp_path / "eras.csv").write_text("era,start,end\nOne,2010-01-01,2012-01-01\n")
    (tmp_path / "study.toml").write_text(
        'title = "Two"\n[observation]\nsince = 2010-01-01\nthrough = 2011-12-31\n'
        '[visits]\npath = "visits.csv"\n[eras]\npath = "eras.csv"\n'
    )
    small = summitry.read_study(tmp_path)
    assert "One, 0.50 visits a year (95% interval" in small.summary()
    page = small.report(tmp_path / "r.html").read_text("utf-8")
    answer = page.partition('id="answer"')[2].partition("</section>")[0]
    assert "One, 0.50 visits a year" in answer
    assert "frequency is that of" not in china_dprk().summary()
