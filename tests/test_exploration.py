"""A study under a reader's choices gives what it gives when it says so itself."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import bundled, china_dprk
from small_study import ONE_AND_TWO, study_of, visit

import summitry
from summitry.exceptions import CategoryError, StudyError
from summitry.report._explore import _told

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = (Path(summitry.__file__).parent / "datasets/china-dprk/study.toml").read_text(
    "utf-8"
)
CHOICES = {
    "unclear": {"left out": "exclude", "counted": "include"},
    "unsourced": {
        "counted": "include",
        "counted, and doubted": "doubt",
        "left out": "exclude",
    },
    "rule_CHN": {
        word.replace("_", " "): word
        for word in ("five_eras", "paramount", "party_post", "state_post")
    },
    "rule_PRK": {"de facto": "de_facto", "formal post": "formal_post"},
    "scheme": {weight: weight for weight in ("1", "1.5", "2", "3", "5")},
}


def rewritten(folder: Path, words: Mapping[str, str]) -> summitry.Study:
    """The bundled study with other words in its file."""
    text = TEXT
    for name in ("unclear", "unsourced"):
        text = re.sub(
            rf'^{name} = "\w+"$',
            f'{name} = "{words[name]}"',
            text,
            count=1,
            flags=re.MULTILINE,
        )
    rules = f'CHN = "{words["rule_CHN"]}", PRK = "{words["rule_PRK"]}"'
    text = re.sub(
        r"^rules = \{ CHN = \".*$",
        f"rules = {{ {rules} }}",
        text,
        count=1,
        flags=re.MULTILINE,
    )
    text = text.replace("true = 3.0", f"true = {float(words['scheme'])}", 1)
    while True:
        (folder / "study.toml").write_text(text, encoding="utf-8")
        try:
            return summitry.read_study(folder)
        except StudyError as error:
            if error.code != "unknown_era" or error.line is None:
                raise
            text = without_claim(text, error.line)


def without_claim(text: str, line: int) -> str:
    """A study file without the claim that stands around a line."""
    lines = text.splitlines(keepends=True)
    first = max(k for k in range(line) if lines[k].startswith("[[claim]]"))
    after = [k for k in range(line, len(lines)) if lines[k].startswith("[")]
    return "".join(lines[:first] + lines[after[0] :])


def picked(seed: int) -> dict[str, str]:
    drawn = random.Random(seed)
    return {name: drawn.choice(sorted(words)) for name, words in CHOICES.items()}


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("seed", range(6))
def test_a_cell_is_what_a_study_that_says_so_gives(seed: int, tmp_path: Path) -> None:
    found, chosen = china_dprk().exploration, picked(seed)
    words: dict[str, Any] = {
        name: CHOICES[name][choice] for name, choice in chosen.items()
    }
    other = rewritten(tmp_path, words)
    asked = {result.id: result for result in other.check()}
    assert len(asked) > 15
    for name in found.claims:
        # An era that a list does not have leaves what is said of it open.
        verdict = asked[name].verdict if name in asked else "not determined"
        assert found.verdict(name, chosen) == verdict, name
    cell, own = found.cell(chosen), other.exploration
    for result in other.check():
        here, there = (one.claims.index(result.id) for one in (found, own))
        assert found.missed[cell, here] == own.missed[own.cell({}), there], result.id
    assert other.declared.eras is not None
    table: Any = summitry.era_frequency(
        other.declared.counted().native,
        other.declared.eras.native,
        scheme=other.scheme,
        since=other.since,
        through=other.through,
        unclear=words["unclear"],
    )
    cell = found.cell(chosen)
    assert list(table["era"])
    for side, era, rate, rank in zip(
        table["side"],
        table["era"],
        table["weighted_frequency"],
        table["weighted_rank"],
        strict=True,
    ):
        if rank is pd.NA:  # an era before the observation has no frequency anywhere
            assert np.isnan(rate)
            continue
        place = found.eras.index(f"{side}: {era}")
        assert found.frequencies[cell, place] == pytest.approx(rate)
        assert found.ranks[cell, place] == rank


def test_a_floor_counts_nobody_below_it_and_nobody_that_the_rule_leaves_out() -> None:
    study = china_dprk()
    found, visits = study.exploration, study.visits
    heads = ["head_of_state", "head_of_party", "head_of_government"]
    for unclear, known in (
        ("left out", ["true"]),
        ("counted", ["true", "unclear"]),
    ):
        kept = visits[
            visits["visitor_rank"].isin(heads) & visits["qualifies"].isin(known)
        ]
        counted = summitry.era_frequency(
            kept.assign(qualifies="true"),
            study.eras,
            since=study.since,
            through=study.through,
        )
        chosen = {"definition": "heads only", "scheme": "1", "unclear": unclear}
        cell = found.cell(chosen)
        for side, era, rate in zip(
            counted["side"], counted["era"], counted["frequency"], strict=True
        ):
            place = found.eras.index(f"{side}: {era}")
            assert found.frequencies[cell, place] == pytest.approx(rate)


def test_without_a_choice_it_is_the_study(tmp_path: Path) -> None:
    for study in (china_dprk(), bundled("pyongyang-or-seoul")):
        own = study.exploration
        told = [own.verdict(one.id, {}) for one in study.check()]
        assert told == [one.verdict for one in study.check()]
    claim = "quantity = 'count'\nat = { era = 'One' }\nprinted = 1"
    small = study_of(tmp_path, claim, [visit("2002-02-02")], ONE_AND_TWO)
    assert small.exploration.controls == ()
    assert small.exploration.verdicts.tolist() == [[1]]


def test_words_that_are_no_choice_are_refused() -> None:
    found = china_dprk().exploration
    with pytest.raises(CategoryError, match="control 'weight' is not one of"):
        found.cell({"weight": "3"})
    with pytest.raises(CategoryError, match="scheme '4' is not one of"):
        found.cell({"scheme": "4"})


def test_the_widget_tells_what_was_chosen() -> None:
    pytest.importorskip("anywidget")
    study = china_dprk()
    widget, found = study.explore(), study.exploration
    for chosen in (found.own, [1, 1, 2, 1, 1, 4]):
        widget.chosen = chosen
        cell = found.at(chosen)
        assert widget.found["verdicts"] == found.verdicts[cell].tolist()
        assert widget.found["missed"] == found.missed[cell].tolist()
        assert widget.found["ranks"] == found.ranks[cell].tolist()


def test_of_several_records_each_is_counted_by_itself() -> None:
    study = bundled("pyongyang-or-seoul")
    found, run = study.exploration, study.run()
    own, told = found.frequencies[found.cell({})], 0
    for record, tables in run.records.items():
        # Rows that count the unclear visits as well stand behind the others.
        table: Any = tables["frequency"].drop_duplicates(["side", "era"])
        for side, era, rate in zip(
            table["side"], table["era"], table["frequency"], strict=True
        ):
            assert own[found.eras.index(f"{record}: {side}: {era}")] == pytest.approx(
                rate
            )
            told += 1
    assert told == np.count_nonzero(~np.isnan(own)) > 8


def test_a_page_holds_rare_frequencies_with_two_digits() -> None:
    seen = np.array([[0.0049838, 0.05212, 0.09999, 0.126, 4.0, 0.0, np.nan]])
    wanted = [0.005, 0.052, 0.1, 0.13, 4.0, 0.0, np.nan]
    np.testing.assert_array_equal(_told(seen)[0], wanted)
