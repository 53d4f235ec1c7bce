"""Small things that a reader meets: names, endings, empty tables, notes."""

from __future__ import annotations

import importlib
import inspect
import io
import random
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import china_dprk

import summitry
from summitry import _core
from summitry.exceptions import FrameError, InputError

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACES = ("summitry", "summitry.datasets", "summitry.plot", "summitry.spark")


@pytest.mark.parametrize("name", NAMESPACES)
def test_a_misspelt_name_is_answered_with_the_one_meant(name: str) -> None:
    module, draw = importlib.import_module(name), random.Random(name)
    for public in module.__all__:
        if len(public) < 5 or public.startswith("_"):
            continue
        place = draw.randrange(1, len(public) - 1)
        wrong = public[:place] + public[place + 1 :]
        if wrong in module.__all__:
            continue
        with pytest.raises(AttributeError) as caught:
            getattr(module, wrong)
        assert "did you mean '" in str(caught.value), (name, wrong)
    with pytest.raises(AttributeError, match="did you mean 'load_visits'"):
        _ = summitry.datasets.load_visit  # type: ignore[attr-defined]


def test_an_empty_table_says_so_in_every_form(tmp_path: Path) -> None:
    empty = pd.DataFrame({"era": [], "count": []})
    shown = summitry.show(empty, title="None")
    forms = [str(shown), shown.to_markdown(), shown.to_latex(), shown.to_html()]
    forms.append(shown.save(tmp_path / "table.txt").read_text("utf-8"))
    for text in forms:
        assert text.count("(no rows)") == 1
    assert "| (no rows) |  |" in shown.to_markdown()
    assert r"\multicolumn{2}{l}{(no rows)} \\" in shown.to_latex()
    none = summitry.show(pd.DataFrame())
    assert "(no columns)" in str(none)
    assert "(no columns)" in none.to_markdown()
    assert "(no columns)" in none.to_latex()


@pytest.mark.parametrize("ending", [".txt", ".csv", ".docx", ".PDF", ".md"])
def test_a_name_of_another_kind_of_file_is_refused(ending: str, tmp_path: Path) -> None:
    table = {"era": ["Hu"], "count": [55]}
    shown, path = summitry.show(table), tmp_path / f"table{ending}"
    study = china_dprk()
    calls: dict[str, list[Any]] = {
        ".xlsx": [
            lambda: shown.to_excel(path),
            lambda: study.run().save_workbook(path),
        ],
        ".zip": [lambda: study.bundle(path)],
    }
    if ending not in {".txt", ".csv"}:
        calls[".csv"] = [lambda: summitry.write_csv(table, path)]
    if ending != ".txt":
        calls[".bib"] = [lambda: summitry.cite("china-dprk").save(path)]
    for own, several in calls.items():
        for call in several:
            with pytest.raises(InputError, match="another kind of file") as caught:
                call()
            assert f"Hint: end it with {own}" in str(caught.value)
    assert not [*tmp_path.iterdir()]


def test_other_endings_are_left_to_the_caller(tmp_path: Path) -> None:
    table = {"era": ["Hu"], "count": [55]}
    for name in ("table", "table.v2", "table.csv", "table.txt"):
        assert summitry.write_csv(table, tmp_path / name).is_file()


@pytest.mark.parametrize("wrong", [True, 1, "yes", str.upper, len])
def test_what_reports_no_progress_is_refused_before_any_work(wrong: Any) -> None:
    study = china_dprk()
    study.robustness(progress=False)
    counted = {"era": ["Hu", "Xi"], "count": [55, 6], "years": [10.0, 4.33]}
    calls: list[Any] = [
        lambda: study.robustness(progress=wrong),
        lambda: study.multiverse(progress=wrong),
        lambda: study.explain("hu-frequency", changes=0, progress=wrong),
        lambda: summitry.rank_eras(counted, draws=1000, progress=wrong),
    ]
    for call in calls:
        with pytest.raises(FrameError, match="progress is ") as caught:
            call()
        assert "Hint: leave it out for a bar" in str(caught.value)


def test_what_reports_progress_is_taken() -> None:
    counted = {"era": ["Hu", "Xi"], "count": [55, 6], "years": [10.0, 4.33]}
    seen: list[tuple[int, int]] = []

    def two(done: int, total: int = 0) -> None:
        seen.append((done, total))

    for one in (None, False, two, lambda *both: seen.append(both), print):
        summitry.rank_eras(counted, draws=1000, progress=one)


def test_chosen_columns_keep_the_notes_on_method() -> None:
    run = china_dprk().run()
    frequency = run["frequency"]
    whole = summitry.show(frequency)
    some = summitry.show(frequency, columns=["era", "count", "frequency"])
    assert "Frequency in visits a year." in str(some)
    for text in ("level 0.95", "of 240 visits"):
        assert text in " ".join(str(whole).split())
        assert text in " ".join(str(some).split())
    assert "level" not in str(summitry.show(frequency, columns=["era", "count"]))
    named = {"era": "leader", "frequency": "a year"}
    said = " ".join(str(summitry.show(frequency, columns=named)).split())
    assert "Frequency in" not in said
    assert "level 0.95" in said
    # What is a column of its own is not told again.
    both = summitry.show(run["comparisons"], columns=["era", "ratio", "method"])
    assert "Method " not in str(both)


def test_tables_in_word_have_a_title_and_a_summary(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    counts = {"era": ["Hu", "<Xi> & \x07"], "count": [55, 6]}
    shown = summitry.show(counts, title="Visits & eras")
    other = tmp_path / "other.docx"
    summitry.show(counts).save(other)
    path = shown.save(tmp_path / "table.docx")
    for file, title in ((path, "Visits &amp; eras"), (other, "Table")):
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
            text = archive.read("word/document.xml").decode()
        tables = re.findall(r"<w:tblPr>.*?</w:tblPr>", text, re.DOTALL)
        assert len(tables) == 1
        for table in tables:
            names = re.findall(r"<w:(\w+)\b", table)
            assert names[-2:] == ["tblCaption", "tblDescription"]
            assert f'<w:tblCaption w:val="{title}"/>' in table
            assert '<w:tblDescription w:val="2 rows: era, count"/>' in table


def test_every_table_of_a_word_report_is_described(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    summitry.new_study(tmp_path / "mine")
    study = summitry.read_study(tmp_path / "mine")
    document = docx.Document(str(study.report(tmp_path / "report.docx")))
    assert document.tables
    for table in document.tables:
        said = {one.tag.partition("}")[2] for one in table._tbl.tblPr}
        assert said >= {"tblCaption", "tblDescription"}


def objects_of_the_core() -> dict[str, Any]:
    """Return objects of the core as an analysis meets them, by their class."""
    study = china_dprk()
    found: dict[str, Any] = {}

    def take(value: Any) -> None:
        kind = type(value)
        if kind.__module__ == "summitry._core":
            found.setdefault(kind.__name__, value)
            for name in dir(value):
                if not name.startswith("_"):
                    take(getattr(value, name))
        elif isinstance(value, list | tuple):
            for one in value[:3]:
                take(one)

    take(study.declared.record.core)
    for one in study.check():
        take(one.answer)
        take(one.claim.core)
    return found


def test_no_object_of_the_core_shows_its_address() -> None:
    classes = [one for _, one in inspect.getmembers(_core, inspect.isclass)]
    assert len(classes) > 20
    for one in classes:
        assert "__repr__" in vars(one), one
    found = objects_of_the_core()
    assert {"Answer", "Claim", "Record", "Compared", "LagFact"} <= {*found}
    for name, value in found.items():
        assert repr(value).startswith(f"{name}("), name
        assert " at 0x" not in repr(value)
    result = china_dprk().check()["xi-frequency"]
    assert repr(result.answer).startswith("Answer(verdict='reproduced', value=1.25,")
    assert repr(result.claim.core) == "Claim(about a number)"
