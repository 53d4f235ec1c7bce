"""No sentence of a run, a report or a memo states a number that is not its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest import bundled, china_dprk
from differential import has_vague_shock
from random_studies import read_tabled, write_files
from sentences import of_claims
from sentences.mutations import mutations, swapped
from sentences.read_report import pieces
from sentences.read_run import first_screen, paragraphs, sentences
from sentences.reader import RUN, Reader
from sentences.shown import falls, quoted, rises, shows, wordless
from sentences.templates import Template
from small_study import ONE_AND_TWO, shock, study_of, visit

import summitry
from summitry.report.terminal.run_text import run_text
from summitry.report.terminal.wait_text import lags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEEDS = range(8)
REPORTED = 8
"""Every so many studies are read as a report, too, which draws every figure."""
MUTATED = (0, 1, 2, 3, 9, 14)

pytestmark = pytest.mark.filterwarnings(
    "ignore::summitry.exceptions.SummitryWarning", "ignore::DeprecationWarning"
)


def random_study(folder: Path, seed: int) -> summitry.Study:
    write_files(folder, seed)
    if has_vague_shock(read_tabled(folder)):
        pytest.skip("the package refuses a shock that is known to the month")
    return summitry.read_study(folder)


def test_the_bundled_study_states_no_number_of_another() -> None:
    reader = Reader(china_dprk())
    assert reader.everything() == []


def test_the_second_study_states_no_number_of_another() -> None:
    reader = Reader(bundled("china-rok"))
    told = [*reader.of_claims(), *reader.of_run(run_text(reader.read.run))]
    for claim, memo in reader.read.study.memos().items():
        told += reader.of_memo(claim, memo)
    assert told == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_study_states_no_number_of_another(seed: int, tmp_path: Path) -> None:
    reader = Reader(random_study(tmp_path, seed))
    assert reader.everything(report=seed % REPORTED == 0) == []


def test_a_ratio_of_ratios_states_no_number_of_another(tmp_path: Path) -> None:
    at = "at = { era = 'One', dyad = ['AAA', 'BBB'] }\n"
    at += "relative_to = { dyad = ['AAA', 'CCC'] }\n"
    keys = ("lower_than", "higher_than", "told_apart_from")
    claims = {
        key: f"quantity = 'frequency'\n{at}{key} = {{ era = 'Two' }}" for key in keys
    }
    north = [visit(f"200{year}-0{month}-11") for year in (2, 4) for month in (1, 3, 8)]
    south = [visit(f"200{year}-05-05", "AAA", "CCC") for year in (2, 3, 4, 4, 5)]
    south[-1]["sourced"] = "false"
    rows = [{"sourced": "true"} | row for row in north + south]
    reader = Reader(study_of(tmp_path, claims, rows, ONE_AND_TWO))
    assert reader.everything() == []


def told(reader: Reader) -> Iterator[tuple[str, list[Template], dict[str, Any], bool]]:
    """Return what a study prints, what it may be, and if it is no quotation."""
    results = reader.read.results
    for text in paragraphs(run_text(reader.read.run, results)):
        yield text, RUN, {}, True
    for claim, text in reader.read.study.memos().items():
        yield text, of_claims.MEMO, {"id": claim}, True
    for one in results:
        yield one.definition, of_claims.DEFINITION, {"id": one.id}, False


@pytest.mark.parametrize("seed", MUTATED)
def test_a_changed_number_is_found(seed: int, tmp_path: Path) -> None:
    """Without this the reader could take any number for any other."""
    reader = Reader(random_study(tmp_path, seed))
    tried, missed = 0, []
    for text, templates, of, own in told(reader):
        plain = reader.read.hidden(text)
        changed = [*mutations(plain), *(swapped(plain) if own else ())]
        tried += len(changed)
        missed += [one for one in changed if not reader.faults(one, templates, of)]
    assert tried > 60
    assert missed == []


WAITS = [visit(f"200{year}-0{month}-11") for year in (2, 4) for month in (1, 3, 8)]
WAITS.append(visit("2003-05-05"))
SHOCKS = [shock("a", "2001-05-01"), shock("b", "2002-02-02"), shock("c", "2006-01-01")]


def small(folder: Path) -> Reader:
    claim = "quantity = 'mean_lag'\nprinted = '100'"
    return Reader(study_of(folder, claim, WAITS, ONE_AND_TWO, SHOCKS))


@pytest.mark.parametrize(
    ("column", "other"),
    [("restricted_mean", "median"), ("complete_case_mean", "restricted_mean")],
)
def test_a_mean_that_is_another_mean_is_found(
    column: str, other: str, tmp_path: Path
) -> None:
    reader = small(tmp_path)
    frames = dict(reader.read.run.tables)
    through = reader.read.run.through
    assert list(reader.of_run(lags(frames, through))) == []
    wrong: Any = frames["lag_summary"].copy()
    for end in ("", "_least", "_greatest"):
        wrong[f"{column}{end}"] = wrong[f"{other}{end}"]
    found = list(reader.of_run(lags(frames | {"lag_summary": wrong}, through)))
    assert len(found) == 1
    assert found[0].startswith("The mean of the 2 answered shocks, ")


def test_a_number_of_another_row_is_found(tmp_path: Path) -> None:
    reader = small(tmp_path)
    (row, *_) = reader.tables["frequency"]
    claim = Template("{era} had {count} visits in {years} years.", "frequency")
    text = f"One had {row['count']} visits in {row['years']:.2f} years."
    assert claim.fits(text, reader.tables, {})
    assert not claim.fits(text.replace("One", "Two"), reader.tables, {})


def test_a_sentence_that_nobody_knows_is_found(tmp_path: Path) -> None:
    reader = small(tmp_path)
    assert reader.faults("There were 6 visits.", RUN) == ["There were 6 visits."]
    assert reader.faults("There were six of them.", RUN)
    assert reader.faults("There were some.", RUN) == []


def test_what_is_read_of_a_run() -> None:
    text = (
        "A TITLE\n\nAll of\nit.\n\na   b\n────\n1   2\n\nThese:\n- one 1\n  more\n- two"
    )
    assert paragraphs(text) == ["All of it.", "These:", "one 1 more", "two"]
    screen = "T, observed\n1. So it is.\n   Reproduced in\n   2%.\nNOT REPRODUCED, 1: A (2); B …"
    assert first_screen(screen) == [
        "T, observed",
        "1. So it is. Reproduced in 2%.",
        "NOT REPRODUCED, 1: A (2).",
    ]
    assert sentences('He said "so." It was 1.5. No more?') == [
        'He said "so."',
        "It was 1.5.",
        "No more?",
    ]


def test_what_is_read_of_a_report() -> None:
    html = (
        '<section id="s"><h3 id="claim-2">It is.</h3><p>1 &lt; <b>2</b>.</p><dl><dt>Why'
        '</dt><dd><span>3</span> days</dd></dl><img alt="4 bars"><table><caption><b>T</b>'
        "<span>Note 5.</span></caption><tr><td>6</td></tr></table><pre>7</pre></section>"
    )
    found = [(one.kind, one.text, one.claim) for one in pieces(html)]
    assert found == [
        ("h3", "It is.", 2),
        ("p", "1 < 2.", 2),
        ("dd", "Why: 3 days", 2),
        ("alt", "4 bars", 2),
        ("b", "T", 2),
        ("span", "Note 5.", 2),
    ]


@pytest.mark.parametrize(
    ("text", "value", "is_it"),
    [
        ("1.25", 1.2549, True),
        ("1.25", 1.256, False),
        ("12%", 0.1249, True),
        ("12%", 12.0, False),
        ("2,880", 2880, True),
        ("6e-05", 6.4e-5, True),
        ("6e-05", 6.6e-5, False),
        ("under 1%", 0.004, True),
        ("under 1%", 0.2, False),
        ("under 2%", 0.004, False),
        ("<0.001", 0.0002, True),
        (">0.99", 0.98, False),
        ("no limit", float("nan"), True),
        ("no limit", 3.0, False),
        ("Xi", "Xi", True),
        ("Xi", 3.0, False),
    ],
)
def test_a_number_is_read_as_it_is_rounded(
    text: str, value: float | str, *, is_it: bool
) -> None:
    assert shows(text, value) is is_it


def test_words_are_read_as_numbers() -> None:
    assert falls("a fall to about an eighth", 0.138)
    assert not falls("a fall to about a third", 0.138)
    assert not falls("a fall to about a ninth", 0.138)
    assert falls("a fall by about 40%", 0.62)
    assert not falls("a fall by about 35%", 0.62)
    assert falls("only a fall to almost nothing", 0.03)
    assert rises("a rise to about 2.5 times", 2.43)
    assert not rises("a rise to about 2.4 times", 2.43)
    assert quoted("shocks s1, in 2004", "{'shocks': ['s1'], 'period': '2004/2005'}")
    assert not quoted("shocks s1, s1", "['s1', 's2']")
    assert wordless("none of these, one of those", None)
    assert not wordless("a twelfth", None)
