"""Study files: what is read, what is refused, and that nothing in one is executed."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from written_study import TEXT, visits_of, write

import summitry
from summitry import _core
from summitry.exceptions import InputError, StudyError
from summitry.study.new_study import FOLDER

if TYPE_CHECKING:
    from pathlib import Path


def test_the_schema_is_in_step() -> None:
    shipped = files("summitry") / "study" / "study.schema.json"
    assert shipped.read_text("utf-8") == _core.study_schema(), (
        "write it anew: python -c 'from summitry import _core; "
        'print(_core.study_schema(), end="")\' > python/summitry/study/study.schema.json'
    )
    schema = json.loads(_core.study_schema())
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["title", "observation"]


def test_a_study_says_what_its_file_says(tmp_path: Path) -> None:
    study = summitry.read_study(write(tmp_path))
    told = study.to_dict()
    assert told["observation"] == {"since": "2010-01-01", "through": "2019-12-31"}
    assert (study.name, study.title) == ("study.toml", "A study")
    assert told["provenance"]["study_sha256"] == study.hash
    assert len(study.data_hash) == 64
    assert json.loads(json.dumps(told)) == told


BUNDLED = """\
title = "The bundled eras"
[observation]
since = 1953-07-27
through = 2017-03-15
[visits]
record = "china-dprk"
[eras]
record = "china-dprk"
"""


def test_bundled_eras_are_dated_by_their_main_rules(tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    path.write_text(BUNDLED, "utf-8")
    study = summitry.read_study(path)
    assert study.specification.rules == {"CHN": "five_eras", "PRK": "de_facto"}
    counted = study.run().tables["frequency"]
    main = summitry.datasets.load_eras("china-dprk")
    assert set(counted["era"]) == set(main["era"])
    path.write_text(f'{BUNDLED}rules = {{ CHN = "paramount" }}\n', "utf-8")
    chosen = summitry.read_study(path).specification.rules
    assert chosen == {"CHN": "paramount", "PRK": "de_facto"}


def test_hashes_follow_study_and_data(tmp_path: Path) -> None:
    first = summitry.read_study(write(tmp_path)).provenance
    path = write(tmp_path, csv="date\n2011-01-02\n")
    other_data = summitry.read_study(path).provenance
    path = write(tmp_path, f"{TEXT}# a remark\n")
    other_text = summitry.read_study(path).provenance
    assert other_data["data_sha256"] != first["data_sha256"]
    assert other_data["study_sha256"] == first["study_sha256"]
    assert other_text["data_sha256"] == first["data_sha256"]
    assert other_text["study_sha256"] != first["study_sha256"]


def test_a_folder_is_a_study(tmp_path: Path) -> None:
    write(tmp_path)
    assert summitry.read_study(tmp_path).title == "A study"
    assert summitry.read_study(str(tmp_path)).title == "A study"


def test_columns_are_mapped_and_rows_chosen(tmp_path: Path) -> None:
    text = TEXT + 'columns = { date = "Arrival" }\nwhere = { kind = ["a", "b"] }\n'
    csv = "Arrival,kind,note\n2011,a,\n2012-03,b,x\n2013-01-01,c,y\n"
    frame = summitry.read_study(write(tmp_path, text, csv)).visits
    assert frame["date_text"].tolist() == ["2011", "2012-03"]
    assert frame["date_latest"].dt.day.tolist() == [31, 31]
    assert frame["note"].isna().tolist() == [True, False]


def test_a_run_says_what_the_study_leaves_out(tmp_path: Path) -> None:
    text = (FOLDER / "study.toml").read_text("utf-8")
    text = text.replace(
        'path = "visits.csv"',
        'path = "visits.csv"\nwhere = { visitor_rank = ["foreign_minister", '
        '"cabinet_minister", "head_of_state", "head_of_government"] }',
    ).replace(
        'exposure = "days"\nunclear',
        'exposure = "days"\nunsourced = "exclude"\ndate_rule = "end"\nunclear',
    )
    summitry.new_study(tmp_path)
    (tmp_path / "study.toml").write_text(text, "utf-8")
    tables = summitry.read_study(tmp_path).run().tables
    notes = " ".join(tables["notes"]["note"])
    assert "1 visit of the record does not meet" in notes
    assert "1 visit without a source left out" in notes
    assert "dated by their last day" in notes
    assert tables["record"]["visits"].tolist()[0] == 7


def test_a_frame_in_place_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.replace('path = "visits.csv"\n', ""))
    with pytest.raises(StudyError, match="does not say where its visits are"):
        visits_of(path)
    frame = pd.DataFrame({"date": ["2015-01-01"]})
    assert len(summitry.read_study(path, visits=frame).visits) == 1


@pytest.mark.parametrize(
    ("addition", "key", "line", "hint"),
    [
        ("claims = []\n", "visits.claims", 7, "path"),
        ("[[claim]]\nid = 'a'\nsay = 'b'\n", "claim[0].say", 9, "'says'"),
        ("columns = { date = 'Datum' }\n", "visits.columns.date", 7, "'date'"),
        ("where = { date = '2011-01-09' }\n", "visits.where.date", 7, "2011-01-01"),
        ("where = { colour = 'red' }\n", "visits.where.colour", 7, None),
        ("[eras]\nrecord = 'china-drpk'\n", "eras.record", 8, "'china-dprk'"),
        ("[eras]\nrules = { A = 'b' }\n", "eras", 7, "`record`, `path` or `list`"),
        ("[definition]\nrecord = 'china'\n", "definition.record", 8, None),
        ("[definition]\nminimum = { A = 'king' }\n", "definition.minimum", 8, None),
        ("[visits.where]\n\n'a.b' = 1\n", "visits.where.a.b", 9, None),
        ("[visits.columns]\n\n'a[0].b' = 'c'\n", "visits.columns.a[0].b", 9, None),
        ("[decisions]\nminimum = { A = ['b'] }\n", "decisions.minimum", 8, None),
    ],
)
def test_a_mistake_has_its_key_line_and_hint(
    addition: str, key: str, line: int, hint: str | None, tmp_path: Path
) -> None:
    with pytest.raises(StudyError) as caught:
        summitry.read_study(write(tmp_path, TEXT + addition)).to_dict()
    error = caught.value
    assert (error.file, error.key, error.line) == ("study.toml", key, line)
    assert hint is None or hint in str(error.hint)
    assert len(str(error)) < 2000


def test_what_is_no_study_file(tmp_path: Path) -> None:
    for named, code in (
        ("chna-dprk", "no_study"),
        (tmp_path / "missing.toml", "no_study"),
        (tmp_path, "no_study"),
    ):
        with pytest.raises(StudyError) as caught:
            summitry.read_study(named)
        assert caught.value.code == code
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(StudyError, match="not a regular file"):
        summitry.read_study(tmp_path / "pipe.toml")
    (tmp_path / "latin.toml").write_bytes(b"title = 'x'\nabout = '\xe9'\n")
    with pytest.raises(StudyError, match="line 2: byte 0xe9 is not UTF-8"):
        summitry.read_study(tmp_path / "latin.toml")


def test_a_folder_without_a_study_is_told_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"(?s)in the folder .*call it study\.toml"):
        summitry.read_study(tmp_path)


def test_a_folder_whose_study_cannot_be_looked_for(tmp_path: Path) -> None:
    """As where it may not be entered: here the path of the file is too long."""
    folder = tmp_path
    while (left := 4090 - len(str(folder))) > 0:
        folder /= "x" * min(max(left - 1, 1), 200)
        folder.mkdir()
    with pytest.raises(InputError, match="name too long") as caught:
        summitry.read_study(folder)
    assert caught.value.code == "bad_path"


def test_a_new_study_works_and_replaces_nothing(tmp_path: Path) -> None:
    home = tmp_path / "mine"
    made = summitry.new_study(home)
    assert made[0] == home / "study.toml"
    assert {path.name for path in made} == {path.name for path in home.iterdir()}
    assert summitry.read_study(home).check().passed
    (home / "study.toml").write_text("mine", "utf-8")
    with pytest.raises(StudyError, match="no file is replaced"):
        summitry.new_study(home)
    assert (home / "study.toml").read_text("utf-8") == "mine"


def test_the_template_obeys_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(_core.study_schema())
    for name in (
        FOLDER / "study.toml",
        FOLDER.parent.parent / "datasets/china-dprk/study.toml",
    ):
        text = name.read_text("utf-8")
        model: dict[str, Any] = json.loads(_core.read_study(name.name, text))
        jsonschema.validate(model, schema)


def test_the_command_line_checks_and_begins_studies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from summitry.cli import main

    home = str(tmp_path / "mine")
    assert main(["new", home]) == 0
    assert main(["check", home]) == 0
    assert "all as the study expects" in capsys.readouterr().out
    assert main(["check", home, "--json"]) == 0
    claims = json.loads(capsys.readouterr().out)["claims"]
    assert [one["as_expected"] for one in claims] == [True] * 4
    study = tmp_path / "mine" / "study.toml"
    text = study.read_text("utf-8")
    study.write_text(text.replace("printed = 0.9", "printed = 2.9"), "utf-8")
    assert main(["check", home]) == 1
    assert "Not as the study expects: first-government" in " ".join(
        capsys.readouterr().out.split()
    )
    study.write_text(text.replace('"s1"', '"s9"', 1), "utf-8")
    assert main(["check", home]) == 2
    assert "there is no shock 's9'" in capsys.readouterr().err
    shocks = tmp_path / "mine" / "shocks.csv"
    unnamed = shocks.read_text("utf-8").replace("id,date,label", "code,date,what")
    shocks.write_text(unnamed, "utf-8")
    assert main(["check", home]) == 2
    told = capsys.readouterr().err
    assert "there is no shock 's9'" in told
    assert "no column 'id' or 'label', so they are called by their rows" in told
