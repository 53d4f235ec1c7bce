"""Studies that are hostile: paths, links, huge files, control characters, code."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from written_study import TEXT, visits_of, write

import summitry
from summitry import _core
from summitry.exceptions import StudyError

if TYPE_CHECKING:
    from pathlib import Path

TEN_MB = 10 << 20


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("../visits.csv", "path_outside"),
        ("sub/../../visits.csv", "path_outside"),
        (".", "path_outside"),
        ("/etc/passwd", "bad_path"),
        ("~/visits.csv", "bad_path"),
        ("..\\\\visits.csv", "bad_path"),
        (" ", "bad_path"),
        ("https://example.org/visits.csv", "url"),
        ("file:///etc/passwd", "url"),
        ("C:/visits.csv", "url"),
        ("$HOME/visits.csv", "no_file"),
        ("*.csv", "no_file"),
        ("missing.csv", "no_file"),
        ("sub", "not_a_file"),
        ("link.csv", "path_outside"),
        ("linked/visits.csv", "path_outside"),
        ("pipe.csv", "not_a_file"),
    ],
)
def test_a_path_stays_inside_the_folder(named: str, code: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "sub").mkdir(parents=True)
    outside = tmp_path / "visits.csv"
    outside.write_text("date\n2011-01-01\n")
    (home / "link.csv").symlink_to(outside)
    (home / "linked").symlink_to(tmp_path)
    os.mkfifo(home / "pipe.csv")
    path = write(home, TEXT.replace("visits.csv", named))
    with pytest.raises(StudyError) as caught:
        visits_of(path)
    assert caught.value.code == code
    assert caught.value.key == "visits.path"
    assert caught.value.line == 6
    assert str(tmp_path) not in str(caught.value)


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.replace("visits.csv", "link.csv"))
    (tmp_path / "link.csv").symlink_to(tmp_path / "visits.csv")
    assert len(summitry.read_study(path).visits) == 1


@pytest.mark.parametrize(
    ("csv", "code"),
    [
        ("", "empty_file"),
        ("date,date\n", "double_column"),
        ("date,\n", "unnamed_column"),
        ("date\n2011-01-01,2\n2011-01-02\n2011-01-03,4\n", "ragged_row"),
        ('date\n"2011-01-01\n', "bad_csv"),
        ("date\n2011\0\n", "bad_csv"),
        ("date,note\n2011," + "x" * (2 << 20) + "\n", "bad_csv"),
        (",".join(f"c{n}" for n in range(10_001)) + "\n", "limit"),
    ],
)
def test_hostile_csv(csv: str, code: str, tmp_path: Path) -> None:
    path = write(tmp_path, csv=csv)
    with pytest.raises(StudyError) as caught:
        visits_of(path)
    assert caught.value.code == code
    assert "visits.csv" in str(caught.value)


def test_ragged_rows_are_all_named(tmp_path: Path) -> None:
    path = write(tmp_path, csv="date\n2011-01-01,2\n2011-01-02\n2011-01-03,4\n")
    with pytest.raises(StudyError) as caught:
        visits_of(path)
    assert (caught.value.rows, caught.value.n_bad) == ((0, 2), 2)


HOSTILE: dict[str, str] = {
    "many keys": "a=1\n" * (TEN_MB // 4),
    "long text": f'title = "{"x" * TEN_MB}"',
    "long list": f"x = [{'1,' * (TEN_MB // 2)}]",
    "long key": f"{'x' * TEN_MB} = 1",
    "many claims": "[[claim]]\n" * (TEN_MB // 10),
    "open text": f'"{"x" * TEN_MB}',
    "brackets": "[" * TEN_MB,
    "deep list": f"title = {'[' * 70}1{']' * 70}",
    "deep table": f"title = {'{a=' * 5000}1{'}' * 5000}",
    "dotted": f"{'a.' * 5000}a = 1",
    "doubled": TEXT + 'path = "other.csv"\n',
    "doubled table": TEXT + "[observation]\n",
    "nan": TEXT + "[scheme.summit]\ntrue = nan\n",
    "infinity": TEXT + "[scheme.summit]\ntrue = -inf\n",
    "overflow": TEXT + "[scheme.summit]\ntrue = 1e999\n",
    "control": TEXT.replace("A study", "A \\u0007 study"),
    "raw NUL": TEXT.replace("A study", "A \0 study"),
    "many lines": "x = 1 # \n" * 40_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_studies_end_soon(name: str, tmp_path: Path) -> None:
    path = write(tmp_path, HOSTILE[name])
    start = time.process_time()
    with pytest.raises(StudyError) as caught:
        summitry.read_study(path)
    assert time.process_time() - start < 1
    assert len(str(caught.value)) <= 2000
    assert caught.value.line is not None


def test_a_hostile_study_needs_little_memory(tmp_path: Path) -> None:
    code = (
        "import resource, sys, summitry\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "for path in sys.argv[1:]:\n"
        "    try: summitry.read_study(path)\n"
        "    except summitry.exceptions.StudyError: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    paths = []
    for number, text in enumerate(HOSTILE.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths.append(str(write(folder, text)))
    done = subprocess.run(
        [sys.executable, "-c", code, *paths], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 200 * 1024


def test_a_study_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    with path.open("wb") as file:
        file.truncate(_core.largest_study() + 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(StudyError, match="at most"):
        summitry.read_study(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024


def test_nothing_in_a_study_is_executed(tmp_path: Path) -> None:
    words = "{0.__class__} %(x)s ${HOME} $(touch ran) `touch ran` __import__('os')"
    text = (
        TEXT.replace("A study", words)
        + "[[eras.list]]\n"
        + f'era = "{words}"\nstart = 2010-01-01\n'
        + f'[[claim]]\nid = "it"\nsays = "{words}"\nquantity = "count"\n'
        + f'at = {{ era = "{words}" }}\nprinted = 1\n'
    )
    study = summitry.read_study(write(tmp_path, text))
    result = study.check()["it"]
    assert study.title == result.says == words
    assert words in result.definition
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "study.toml",
        "visits.csv",
    ]


def test_control_characters_of_data_are_shown_as_escapes(tmp_path: Path) -> None:
    text = TEXT + '[[claim]]\nid = "n"\nsays = "s"\nquantity = "count"\nprinted = 1\n'
    csv = "date,visitor\n2011-01-01,A\x1b[31mB\u202eC\n"
    results = summitry.read_study(write(tmp_path, text, csv)).check()
    (line,) = results.visits("n")
    assert line.endswith("A\\x1b[31mB\\u202eC")
