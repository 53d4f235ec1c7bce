"""What a run over several records gives: tables, a report, changes, a bundle."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from both_records import BOTH, NORTH, RECORDS, SOUTH, both, written
from report_pages import Page

import summitry
from summitry.exceptions import MissingExtraError
from summitry.facade.bundle import study_files
from summitry.frames import Table
from summitry.report import _blocks
from summitry.report.by_record import beside_words
from summitry.report.called_records import record_title
from summitry.report.terminal.run_text import run_text
from summitry.report.write_report import report_html

SMALL = f"""
title = "Both"
about = "Did it fall with one alone?"
[observation]
since = 2009-01-01
through = 2017-03-15
[visits]
record = {BOTH}
where = {{ visitor_rank = ["head_of_state", "head_of_party", "foreign_minister"] }}
[definition]
record = {BOTH}
[conventions]
method = "central"
[[eras.list]]
side = "CHN"
era = "Before"
start = 1990-01-01
end = 2002-11-15
[[eras.list]]
side = "CHN"
era = "Hu"
start = 2002-11-15
end = 2012-11-15
[[eras.list]]
side = "CHN"
era = "Xi"
start = 2012-11-15
[[claim]]
id = "it"
says = "It fell relative to the other."
quantity = "frequency"
at = {{ side = "CHN", era = "Xi", dyad = {NORTH} }}
lower_than = {{ side = "CHN", era = "Hu" }}
relative_to = {{ dyad = {SOUTH} }}
"""
SEEN: dict[str, Any] = {"since": "2009-01-01", "through": "2017-03-15"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> summitry.Study:
    study = written(tmp_path_factory.mktemp("both"), SMALL)
    study.run()
    return study


@pytest.mark.parametrize("backend", ["polars", "pyarrow", "arrays"])
def test_a_run_stacks_the_tables_of_the_records_in_every_kind(backend: Any) -> None:
    found = summitry.read_study("pyongyang-or-seoul", backend=backend).run()
    whole = both().run()
    assert {*found.tables} == {*whole.tables}
    for name, table in found.tables.items():
        assert len(Table(table, name)) == len(Table(whole.tables[name], name)), name


def test_each_record_has_the_numbers_of_one_that_is_read_alone(
    small: summitry.Study,
) -> None:
    visits, eras = small.visits, small.eras
    assert eras is not None
    columns = ["era", "reading", "count", "years", "frequency", "lower", "upper"]
    for record in RECORDS:
        found = small.run().records[record]["frequency"]
        alone = summitry.era_frequency(
            visits[visits["record"] == record],
            eras[eras["era"] != "Before"],
            **SEEN,
            unclear="both",
            interval="garwood",
        )
        pd.testing.assert_frame_equal(found[columns], alone[columns])


def test_every_table_says_of_which_record_a_row_is(small: summitry.Study) -> None:
    found = small.run()
    for name, table in found.tables.items():
        assert table.columns[0] == "record", name
        of_study = {""} if name == "notes" else set()
        assert set(table["record"]) <= {*RECORDS, *of_study}, name
    for name, part in found.records["china-dprk"].items():
        own = found.tables[name]
        assert (own["record"] == "china-dprk").sum() == len(part), name


def test_the_records_beside_each_other_are_those_of_compare_dyads(
    small: summitry.Study,
) -> None:
    tables, visits = small.run().tables, small.visits
    direct = summitry.compare_dyads(
        *(visits[visits["record"] == record] for record in RECORDS),
        eras=small.eras,
        reference="Hu",
        method="central",
        **SEEN,
    ).set_index("era")
    (here,) = tables["dyads"].to_dict("records")
    there = direct.loc["Xi"]
    for column in ("count", "other_count", "baseline_count", "ratio", "lower", "p"):
        assert here[column] == pytest.approx(there[column])
    ends = ("record", "other_record", "era", "other_era")
    assert [here[name] for name in ends] == [*RECORDS, "Xi", "Hu"]
    counts = (here["other_count"], here["count"])
    rest = (here["baseline_other_count"], here["baseline_count"])
    said = "From Hu to Xi, china-dprk went from {} to {} visits, and china-rok from {} to {}"
    assert beside_words(tables)[0].startswith(said.format(*counts, *rest))
    claimed = small.check()["it"]
    assert claimed.answer.value == pytest.approx(here["ratio"])
    floors = tables["dyads_by_floor"]
    assert floors["floor"].iloc[-1] == "the full rule"
    assert floors["ratio"].iloc[-1] == here["ratio"]


def test_what_is_printed_names_the_record(small: summitry.Study) -> None:
    text = run_text(small.run(), small.check())
    first, *rest = re.split(r"═+\nRECORD (\S+)\n═+", text)
    assert "THE RECORDS BESIDE EACH OTHER" in first
    assert [name.lower() for name in rest[::2]] == list(RECORDS)
    assert "China  Korea\n" in rest[1]
    assert "Before" not in text
    assert max(map(len, text.splitlines())) <= 80
    screen = small.summary().splitlines()
    assert len(screen) <= 19
    assert any(line.startswith("From Hu to Xi, china-dprk") for line in screen)


@pytest.fixture(scope="module")
def undrawn(small: summitry.Study) -> str:
    def not_drawn(_: Any) -> Any:
        raise MissingExtraError("matplotlib is not installed", extra="plot")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_blocks, "_drawn", not_drawn)
        return report_html(small)


def test_the_report_has_a_part_for_each_record(undrawn: str) -> None:
    page = undrawn
    anchors = re.findall(r'<section id="([\w-]+)"', page)
    assert len(set(anchors)) == len(anchors)
    assert {"beside", "part-1", "eras-1", "part-2", "eras-2"} <= set(anchors)
    first, *parts = re.split(r'<section id="part-\d" ', page.partition("</nav>")[2])
    assert "Visits in each era" not in first
    for place, (record, own) in enumerate(zip(RECORDS, parts, strict=True), start=1):
        assert f'<h2 id="part-{place}-title">{record_title(record)}</h2>' in own
        assert f'<h3 id="eras-{place}-title">Visits in each era</h3>' in own
        assert "<h4>Which eras can be told apart</h4>" in own


def test_the_report_says_for_no_record_how_its_folder_is_called(
    undrawn: str,
) -> None:
    page = Page(undrawn)
    quoted = ("style", "code", "script", "title")
    shown = [
        one for tag, all_ in page.texts.items() if tag not in quoted for one in all_
    ]
    labels = [given.get("aria-label", "") for _, given in page.elements]
    assert [
        one for one in [*shown, *labels] if re.search("china-(dprk|rok)", one)
    ] == []
    said = " ".join(page.text.split())
    assert "From Hu to Xi, China and North Korea went from 5 to 0 visits" in said


def test_no_two_places_of_the_report_have_one_label(undrawn: str) -> None:
    page = Page(undrawn)
    named = [given for _, given in page.elements if "aria-labelledby" in given]
    labels = [
        given["aria-label"] for _, given in page.elements if "aria-label" in given
    ]
    assert "Each two eras (The records beside each other)" in labels
    for names in (labels, [given["aria-labelledby"] for given in named]):
        assert len(set(names)) == len(names)
    assert 'scope="row"></th>' not in undrawn
    assert 'scope="row" class="d"></th>' not in undrawn


def test_the_answer_has_a_figure_of_each_record(small: summitry.Study) -> None:
    answer = report_html(small, interactive=False).partition("</section>")[0]
    assert answer.count("<picture>") == len(RECORDS)
    for record in RECORDS:
        assert f"<figcaption>{record_title(record)}. Visits a year" in answer


def test_a_change_that_chance_explains_is_said_to_be_one(
    small: summitry.Study, undrawn: str
) -> None:
    told = "allowing for chance, the two changes cannot be told apart"
    claimed = small.check()["it"]
    assert claimed.verdict == "reproduced"
    assert claimed.answer.adjusted_p > 0.05  # type: ignore[operator]
    assert told in " ".join(small.summary().split())
    assert told in undrawn.partition("</section>")[0]


def test_a_revised_row_moves_the_eras_of_its_record_alone() -> None:
    study = both()
    visits = study.visits.drop(columns=["qualifies", "reason"])
    counts = (study.visits["qualifies"] == "true") & (visits["record"] == "china-rok")
    inside = visits["date"].between("2013-01-01", "2016-12-31")
    gone = visits.index[counts & inside][0]
    fewer = summitry.read_study("pyongyang-or-seoul", visits=visits.drop(index=gone))
    changes = summitry.compare_studies(study, fewer)
    assert set(changes.tallies["record"]) == {"china-rok"}
    assert (changes.tallies["old_count"] - changes.tallies["count"] == 1).all()
    assert changes.rows["key"].tolist() == [f"{visits['id'][gone]}, china-rok"]


def test_a_bundle_has_the_files_of_both_records() -> None:
    files, _ = study_files(both())
    for record in RECORDS:
        assert f"study/records/{record}/visits.csv" in files
