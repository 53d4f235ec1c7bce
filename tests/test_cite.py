"""What stands behind a result: the references are whole, and none is forgotten."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

import pytest
from conftest import bundled, china_dprk

import summitry
from summitry.exceptions import CategoryError, FrameError, InputError
from summitry.frames import Table
from summitry.report import references
from summitry.report.references import entries, keys_of
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Maker

SEEN: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}
NOT_OF_NUMBERS = {
    *("write_csv", "read_layout", "eras_from", "merge_sources", "specifications"),
}
"""What cites a standard or a data set, or draws."""
AUTHORS = re.compile(
    r"([A-Z]\w+)(?:(?:,| and|, and)? [A-Z]\w+| et al\.| and others)*\s\((\d{4})\)"
)
NO_METHOD = {
    *("record", "left_out", "archive", "archive_totals", "archive_change", "notes"),
    *("archive_check", "archive_doubts", "claims", "handovers_untested"),
}
"""Tables of a run that count, or whose test is their own."""


def test_every_entry_is_whole() -> None:
    for key, entry in entries().items():
        assert re.fullmatch(
            r"@(article|book)\{\w+,\n(?:  \w+ = \{.+\},?\n)+\}", entry
        ), key
        fields = dict(re.findall(r"^  (\w+) = \{(.+)\},?$", entry, re.MULTILINE))
        needed = {"author", "title", "year"}
        needed |= (
            {"journal", "volume", "pages"} if "@article" in entry else {"publisher"}
        )
        assert set(fields) >= needed, key
        assert re.fullmatch(
            r"10\.\d{4,5}/[^\s\\#%]+", fields.get("doi", "10.1000/x")
        ), key
        assert entry.count("{") == entry.count("}")
        assert key.endswith(fields["year"])


def test_every_key_that_is_named_has_an_entry() -> None:
    named = {key for _, keys in references._BY_COLUMNS for key in keys}
    named |= {key for keys in references._BY_WORD.values() for key in keys}
    assert named <= set(entries())


def test_what_docstrings_cite_can_be_cited() -> None:
    for name in summitry.__all__:
        text = inspect.getdoc(getattr(summitry, name)) or ""
        _, found, rest = text.partition("References\n----------\n")
        if not found or name in NOT_OF_NUMBERS:
            continue
        cited = rest.partition("\n\n")[0]
        for surname, year in AUTHORS.findall(cited):
            known = [one for key, one in entries().items() if key.endswith(year)]
            assert any(surname in one for one in known), (name, surname, year)


def test_every_table_of_a_run_has_its_methods() -> None:
    for name in ("china-dprk", "pyongyang-or-seoul"):
        run = bundled(name).run()
        for table in run.tables:
            keys = keys_of(Table(run[table], table))
            assert bool(keys) != (table in NO_METHOD), (table, keys)


def test_words_of_a_table_tell_its_methods(make: Maker) -> None:
    eras = make({"era": ["Hu", "Xi"], "count": [55, 6], "years": [10.0, 4.33]})
    table = summitry.compare_eras(eras, method="midp", adjustment="none")
    assert summitry.cite(table).keys == ["summitry", "fay2010", "przyborowski1940"]
    dispersed = summitry.cite(summitry.compare_eras(eras, method="central"))
    assert "holm1979" in dispersed.keys


def test_a_study_cites_its_records_and_its_data(tmp_path: Path) -> None:
    study = bundled("pyongyang-or-seoul")
    keys = summitry.cite(study).keys
    assert keys[:3] == ["summitry", "china-dprk", "china-rok"]
    assert {"fisher1935", "steegen2016", "walsh2014"} <= set(keys)
    assert summitry.cite(study.run()).keys[:3] == keys[:3]
    assert summitry.cite(study.check()).keys[:3] == keys[:3]
    summitry.new_study(tmp_path / "mine")
    mine = summitry.read_study(tmp_path / "mine")
    made = summitry.cite(mine.run())
    assert made.keys[:2] == ["summitry", "data"]
    assert mine.data_hash in made.entries[1]
    assert summitry.cite(mine.check()).keys[:2] == ["summitry", "data"]


def test_a_bundled_name_of_ones_own_study_is_not_the_bundled_one(
    tmp_path: Path,
) -> None:
    summitry.new_study(tmp_path / "china-dprk")
    folder = tmp_path / "china-dprk"
    (folder / "study.toml").rename(folder / "china-dprk.toml")
    mine = summitry.read_study(folder / "china-dprk.toml")
    assert summitry.cite(mine.check()).keys[:2] == ["summitry", "data"]


def test_other_results_say_what_they_rest_on() -> None:
    study = china_dprk()
    found = summitry.cite(study.multiverse()).keys
    assert found == ["summitry", "owen2014", "saltelli2008", "steegen2016"]
    assert summitry.cite(study.scheme).keys == ["summitry"]


@pytest.fixture(scope="module")
def study() -> summitry.Study:
    return china_dprk()


def test_a_verdict_is_cited_with_its_methods_and_its_record(
    study: summitry.Study,
) -> None:
    results = study.check()
    assert summitry.cite(results["xi-below-hu"]).keys[:2] == ["summitry", "china-dprk"]
    every: set[str] = set()
    for one in results:
        keys = summitry.cite(one).keys
        every |= {*keys}
        assert keys[1] == "china-dprk"
        if one.claim.is_told_apart:
            spec = one.specification
            columns = {"method": [spec.method], "adjustment": [spec.adjustment]}
            assert {*keys_of(Table(columns, "table"))} <= {*keys}
        if one.lower != one.upper:
            assert "manski2003" in keys
    assert {*summitry.cite(results).keys} == every
    assert {"przyborowski1940", "holm1979"} <= every


def test_a_memo_is_cited_with_what_it_tells_of(study: summitry.Study) -> None:
    memos = study.memos()
    every: set[str] = set()
    for name, text in memos.items():
        keys = {*summitry.cite(text).keys}
        assert keys >= {*summitry.cite(study.check()[name]).keys}
        assert ("interval" in text and "wait" not in text) <= bool(
            keys & {"garwood1936", "fay1997"}
        ), (name, text)
        assert ("among all pairs" in text) <= ("holm1979" in keys)
        every |= keys
    found = summitry.cite(memos).keys
    assert found[:2] == ["summitry", "china-dprk"]
    assert {*found} == every
    assert isinstance(memos["summit-drought"], str)


def test_what_is_shown_is_cited_as_what_it_shows(study: summitry.Study) -> None:
    run, results = study.run(), study.check()
    whole: list[Any] = [
        run["frequency"],
        run["phases"],
        run,
        run.tables,
        results,
        results["xi-below-hu"],
        study.multiverse(),
        study.memos(),
    ]
    for one in whole:
        keys = summitry.cite(one).keys
        assert keys[1:], type(one)
        for shown in (summitry.show(one), summitry.show(one, title="Of mine")):
            assert summitry.cite(shown).keys == keys
            assert summitry.cite(summitry.show(shown, caption="Mine.")).keys == keys


def test_a_table_is_cited_with_the_record_that_is_named(
    study: summitry.Study, tmp_path: Path
) -> None:
    table = study.run()["frequency"]
    alone = summitry.cite(table).keys
    for record in (study, study.run(), "china-dprk"):
        for of in (table, summitry.show(table)):
            found = summitry.cite(of, record=record).keys
            assert found == ["summitry", "china-dprk", *alone[1:]]
    assert summitry.cite(study.check(), record=study).keys[1] == "china-dprk"
    summitry.new_study(tmp_path / "mine")
    mine = summitry.read_study(tmp_path / "mine")
    made = summitry.cite(table, record=mine)
    assert made.keys == ["summitry", "data", *alone[1:]]
    assert mine.data_hash in made.entries[1]
    with pytest.raises(InputError, match="it is another"):
        summitry.cite(study.check(), record=mine)
    with pytest.raises(InputError, match="dict is none"):
        summitry.cite(table, record={})  # type: ignore[arg-type]


def test_it_prints_and_saves_as_bibtex(tmp_path: Path) -> None:
    found = summitry.cite("china-dprk")
    assert str(found).startswith("@misc{summitry,\n  author = {{The summitry")
    path = found.save(tmp_path / "record.bib")
    assert path.read_text("utf-8").rstrip("\n") == str(found)
    assert "<pre>@misc" in found._repr_html_()
    with pytest.raises(InputError, match="is there already"):
        found.save(path)


def test_what_cannot_be_cited_is_refused() -> None:
    with pytest.raises(CategoryError, match="china-drpk"):
        summitry.cite("china-drpk")
    with pytest.raises(FrameError):
        summitry.cite(3)


def test_the_report_says_how_to_cite_it() -> None:
    page = report_html(china_dprk())
    assert '<h2 id="cite-title">How to cite</h2>' in page
    assert "@misc{china-dprk," in page
    assert "@article{garwood1936," in page
