"""Visits of a study out of files as they are, read as the study says."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import summitry
from summitry.exceptions import CategoryError, InputError, StudyError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
title = "A study"
[observation]
since = 2000-01-01
through = 2019-12-31
[visits]
path = "visits.csv"
"""
LIST = "date;origin;destination;note\n2011-01-02;NA;Köln;a, b\n2012;X;Y;\n;;;\n"


def study(folder: Path, data: bytes | str, said: str = "", rest: str = "") -> Any:
    raw = data.encode() if isinstance(data, str) else data
    (folder / "visits.csv").write_bytes(raw)
    (folder / "study.toml").write_text(f"{TEXT}{said}\n{rest}", "utf-8")
    return summitry.read_study(folder / "study.toml")


def refused(folder: Path, data: bytes | str, said: str = "") -> StudyError:
    with pytest.raises(StudyError) as caught:
        _ = study(folder, data, said).visits
    assert str(folder) not in str(caught.value)
    return caught.value


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (
        ["A list"],
        ["date", "origin", "destination", "note"],
        [dt.datetime(2011, 1, 2), "NA", "Köln", "a, b"],  # noqa: DTZ001
        [2012, "X", "Y", None],
        [],
    ):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (LIST.encode(), ""),
        (LIST.replace(";", "\t").encode("utf-16"), ""),
        (LIST.encode("utf-8-sig"), ""),
        (LIST.encode("latin-1"), ""),
        (LIST.encode("cp1252"), 'encoding = "cp1252"'),
        (LIST.replace(";", "~").encode(), 'delimiter = "~"'),
        (LIST.replace("\n", "\r").encode(), ""),
        (workbook(), "header = 2"),
        (workbook(), 'header = 2\ntable = "Sheet"'),
        (workbook(), "header = 2\ntable = 1"),
    ],
    ids=range(10),
)
def test_a_study_reads_a_list_of_any_kind(
    data: bytes, said: str, tmp_path: Path
) -> None:
    visits = study(tmp_path, data, said).visits
    assert visits["origin"].tolist() == ["NA", "X"]
    assert visits["destination"].tolist() == ["Köln", "Y"]
    assert visits["note"].tolist()[0] == "a, b"
    assert visits["date_text"].tolist() == ["2011-01-02", "2012"]
    assert visits["row"].tolist() == [visits["row"][0], visits["row"][0] + 1]


def test_what_a_study_is_told_to_write_can_be_read(tmp_path: Path) -> None:
    below = "My list;;;\n" + LIST
    for text in ("a;b;c;d\n" + LIST, below):
        assert "header = 2" in str(refused(tmp_path, text))
    assert len(study(tmp_path, below, "header = 2").visits) == 2


def test_a_study_says_how_its_list_is_written(tmp_path: Path) -> None:
    text = (
        "When,To,Met\n03/04/2010 08:30,Fiji; Tonga,true\n"
        '"August 14–21, 2006","Korea; South",false\n39153,Peru,true\n'
    )
    said = (
        'columns = { date = "When", destination = "To", summit = "Met" }\n'
        'constant = { origin = "USA" }\n'
        'dates = ["day_first", "excel"]\nranges = "trip"\ntimes = "cut"\n'
        'places = { separator = ";", names = ["Korea; South"] }\n'
    )
    visits = study(tmp_path, text, said).visits
    assert visits["destination"].tolist() == ["Fiji", "Tonga", "Korea; South", "Peru"]
    assert visits["date"].dt.strftime("%Y-%m-%d").tolist() == [
        *("2010-04-03", "2010-04-03", "2006-08-14", "2007-03-12"),
    ]
    assert visits["end_date"].dt.day.tolist()[2] == 21
    assert visits["visit_id"].tolist() == ["2.1", "2.2", "3", "4"]
    assert visits["summit"].tolist() == [True, True, False, True]
    assert set(visits["origin"]) == {"USA"}


@pytest.mark.parametrize(
    ("row", "key", "code"),
    [
        ("03/04/2010,A,B", 'dates = "day_first"', "bad_date"),
        ("39153,A,B", 'dates = "excel"', "serial_number"),
        ('"May 1–3, 2001",A,B', 'ranges = "trip"', "range_of_days"),
        ("2001-01-01 08:30,A,B", 'times = "cut"', "has_time"),
        ("2001-01-01T08:30Z,A,B", 'zone = "Asia/Pyongyang"', "zone_required"),
    ],
)
def test_a_question_is_answered_by_a_key(
    row: str, key: str, code: str, tmp_path: Path
) -> None:
    text = f"date,origin,destination\n2001-01-02,A,B\n{row}\n"
    error = refused(tmp_path, text)
    assert (error.code, error.key, error.rows) == (code, "visits.path", (1,))
    assert "visits.csv line 3" in str(error)
    assert key in (error.hint or "")
    assert len(study(tmp_path, text, key).visits) == 2


def test_a_row_that_cannot_be_read_is_named_by_its_line(tmp_path: Path) -> None:
    text = 'date,note\n2001,"a\nb"\n2001-02-30,\n,x\n'
    error = refused(tmp_path, text)
    assert (error.code, error.rows, error.n_bad) == ("bad_date", (1, 2), 2)
    assert "visits.csv line 4: '2001-02-30' is not a date" in str(error)
    assert "row 0" not in str(error)


def test_a_bad_rank_is_named_by_its_line(tmp_path: Path) -> None:
    text = 'date,origin,visitor_rank\n2001,A,"other"\n\n2002,A,emperor\n'
    rest = '[definition]\nminimum = { A = "other" }\n'
    with pytest.raises(
        CategoryError, match=r"visits\.csv line 4, 'visitor_rank': 'emperor'"
    ) as caught:
        _ = study(tmp_path, text, rest=rest).visits
    assert "visits row" not in str(caught.value)


@pytest.mark.parametrize(
    ("said", "key", "code"),
    [
        ('dates = "dayfirst"', "visits.dates", "unknown_choice"),
        ('dates = ["day_first", "day_last"]', "visits.dates", "unknown_choice"),
        ('ranges = "trips"', "visits.ranges", "unknown_choice"),
        ('times = "keep"', "visits.times", "unknown_choice"),
        ("places = { names = ['a'] }", "visits.places", "missing_key"),
        ('zone = "Pyongyang"', "visits.zone", "unknown_zone"),
        ('encoding = "utf-9"', "visits.encoding", "unknown_encoding"),
        ('delimiter = "::"', "visits.delimiter", "bad_delimiter"),
        ("header = 99", "visits.header", "no_header"),
        ("table = 2", "visits.table", "no_table"),
        ("header = -1", "visits.header", None),
        ('constant = { origin = "A" }', "visits.constant", None),
        ('sheet = "x"', "visits.sheet", "unknown_key"),
    ],
)
def test_a_key_that_makes_no_sense_is_named(
    said: str, key: str, code: str | None, tmp_path: Path
) -> None:
    error = refused(tmp_path, "date,origin,destination\n2001,A,B\n", said)
    assert (error.key or "").startswith(key)
    assert error.line == 7
    assert code is None or error.code == code


def test_a_bundled_record_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    said = TEXT.replace('path = "visits.csv"', 'record = "china-dprk"\nranges = "trip"')
    path.write_text(said, "utf-8")
    with pytest.raises(StudyError, match="`ranges` says how a file is read"):
        summitry.read_study(path)


def test_eras_come_in_any_form_too(tmp_path: Path) -> None:
    eras = "side;era;start;end\nCHN;Ö;2000-01-01;\n;;;\n".encode("latin-1")
    (tmp_path / "eras.csv").write_bytes(eras)
    found = study(tmp_path, LIST, rest='[eras]\npath = "eras.csv"\n').eras
    assert found["era"].tolist() == ["Ö"]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("CHN;A;2000-01-01;\n;;;\nCHN;B;2001-13-01;\n", "eras.csv line 4, column"),
        ("CHN;A;2000-01-01;\nCHN;B;2001-01-01;x\n", "eras.csv line 3, column 'end'"),
        ("CHN;A;2000-01-01;\nCHN;B;;\n", "eras.csv line 3, column 'start'"),
        ("CHN;A;2000-01-01;\nCHN;B;2001;\n", "eras.csv line 3: 'start' is not"),
        ("CHN;A;2000-01-01;\n\nCHN;B;2001-01-01;\n", "eras.csv lines 2, 4: eras"),
        ("CHN;A;2002-01-01;2001-01-01\n", "eras.csv line 2: era 'A'"),
        ("CHN;;2002-01-01;\n", "eras.csv line 2: the era has no name"),
        (
            "CHN;A;2002-01-01;2001-01-01\nPRK;B;2002-01-01;2001-01-01\n",
            "eras.csv has 2 mistakes:\n- line 2: era 'A'",
        ),
    ],
)
def test_rows_of_eras_are_called_by_their_lines(
    rows: str, lines: str, tmp_path: Path
) -> None:
    (tmp_path / "eras.csv").write_text(f"side;era;start;end\n{rows}", "utf-8")
    with pytest.raises(InputError) as caught:
        study(tmp_path, LIST, rest='[eras]\npath = "eras.csv"\n').run()
    assert lines in str(caught.value)
    assert "row " not in caught.value.message


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("true = 3.0", "ture = 3.0", "scheme.summit", "visits.csv line 3, 'summit'"),
        ("[scheme.summit]", "[scheme.sumit]", "scheme.sumit", "no column 'sumit'"),
    ],
)
def test_a_scheme_that_fits_no_visit_is_told_at_its_table(
    old: str, new: str, key: str, said: str, tmp_path: Path
) -> None:
    summitry.new_study(tmp_path)
    path = tmp_path / "study.toml"
    text = path.read_text("utf-8").replace(old, new)
    path.write_text(text, "utf-8")
    line = text[: text.index("[scheme.")].count("\n") + 1
    with pytest.raises(StudyError) as caught:
        summitry.read_study(path)
    assert (caught.value.key, caught.value.line) == (key, line)
    assert said in str(caught.value)


LINES = """minimum = { '*' = 'cabinet_minister' }
[[definition.rule]]
when = { note = 'a' }
outcome = false
reason = 'a'
[[definition.rule]]
outcome = false
reason = 'b'
[definition.rule.when]
note = 'b'

other = 1
"""


@pytest.mark.parametrize(
    ("has", "key", "line"),
    [
        ("rank", "definition.minimum", 9),
        ("visitor_rank", "definition.rule[1].when.other", 20),
    ],
)
def test_a_column_that_the_definition_asks_for_is_told_at_its_key(
    has: str, key: str, line: int, tmp_path: Path
) -> None:
    said = LINES if has == "visitor_rank" else LINES.partition("\n")[0]
    table = f"date,origin,destination,note,{has}\n2011-01-02,A,B,a,cabinet_minister\n"
    told = study(tmp_path, table, rest=f"[definition]\n{said}\n")
    with pytest.raises(StudyError) as caught:
        _ = told.visits
    assert (caught.value.code, caught.value.key) == ("no_column", key)
    assert caught.value.line == line
