"""Replication bundles: complete, the same bytes, run again to the same bits."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from small_study import ONE_AND_TWO, shock, study_of, visit

import summitry
from summitry.cli import main
from summitry.exceptions import FrameError, InputError, StudyError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VISITS = [visit(f"200{year}-05-0{year}", id=f"v{year}") for year in range(1, 7)]
CLAIM = "at = { era = 'One', side = 'AAA' }\nquantity = 'count'\nprinted = '3'"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the study, which no test changes."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def study(home: Path) -> summitry.Study:
    return study_of(home, CLAIM, VISITS, ONE_AND_TWO, [shock("s", "2003-01-01")])


@pytest.fixture(scope="module")
def bundle(study: summitry.Study, home: Path) -> Path:
    return study.bundle(
        home / "b.zip", published="2017-03-16", license=LICENCE, author="A. Nalyst"
    )


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, files: dict[str, bytes]) -> Path:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    path.write_bytes(whole.getvalue())
    return path


def test_it_holds_all_that_went_in_and_came_out(
    bundle: Path, study: summitry.Study, home: Path
) -> None:
    files = unpacked(bundle)
    for name in ("study.toml", "visits.csv", "eras.csv", "shocks.csv"):
        assert files[f"study/{name}"] == (home / name).read_bytes()
    tables = {name for name in files if name.startswith("results/tables/")}
    expected = {*study.run().tables, "claims", "robustness"}
    assert tables == {f"results/tables/{name}.csv" for name in expected}
    assert json.loads(files["results/claims.json"])[0]["verdict"] == "reproduced"
    assert files["results/report.html"].startswith(b"<!DOCTYPE html>")
    assert any(name.startswith("results/figures/") for name in files)
    assert b"summitry rerun b.zip" in files["README.md"]
    sums = [line.split("  ") for line in files["sha256sums.txt"].decode().splitlines()]
    told = {name: sum_ for sum_, name in sums}
    others = {name: data for name, data in files.items() if name != "sha256sums.txt"}
    assert told == {n: hashlib.sha256(data).hexdigest() for n, data in others.items()}


def test_the_metadata_keep_what_the_specification_demands(bundle: Path) -> None:
    """RO-Crate 1.1: 2.1, 3 and 4, each MUST of it."""
    files = unpacked(bundle)
    whole = json.loads(files["ro-crate-metadata.json"])
    assert whole["@context"] == "https://w3id.org/ro/crate/1.1/context"
    entities = {one["@id"]: one for one in whole["@graph"]}
    assert len(entities) == len(whole["@graph"])
    assert all(one.get("@type") for one in entities.values())
    descriptor, root = entities["ro-crate-metadata.json"], entities["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert (root["@type"], root["datePublished"]) == ("Dataset", "2017-03-16")
    assert root["name"]
    assert root["description"]
    assert root["license"] == {"@id": LICENCE}
    assert entities[root["author"]["@id"]]["name"] == "A. Nalyst"
    parts = [part["@id"] for part in root["hasPart"]]
    assert {*parts} == {*files} - {"ro-crate-metadata.json", "sha256sums.txt"}
    for name in parts:
        assert entities[name]["@type"] == "File"
        assert entities[name]["contentSize"] == str(len(files[name]))

    def named(value: Any) -> list[str]:
        if isinstance(value, list):
            return [name for one in value for name in named(one)]
        return [value["@id"]] if isinstance(value, dict) else []

    flat = {key: one for key, one in entities.items() if key != descriptor["@id"]}
    for entity in flat.values():
        for value in entity.values():
            assert {*named(value)} <= {*entities}


def test_the_same_day_gives_the_same_bytes(
    bundle: Path, study: summitry.Study, home: Path, tmp_path: Path
) -> None:
    again = summitry.read_study(home).bundle(
        tmp_path / "b.zip",
        published="2017-03-16",
        license=LICENCE,
        author="A. Nalyst",
    )
    assert again.read_bytes() == bundle.read_bytes()
    assert study.title.encode() in unpacked(again)["README.md"]


def test_it_runs_again_to_the_same_bits(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = summitry.rerun(bundle)
    assert set(found["outcome"]) == {"same"}
    assert "results/report.html" in set(found["file"])
    assert main(["rerun", str(bundle)]) == 0
    assert (
        f"{len(found)} of {len(found)} results are the same." in capsys.readouterr().out
    )


SUMS = "sha256sums.txt"
OUTCOMES = {
    "a result": "differs",
    "the data": "differs",
    "one more": "not made",
    "one less": "not in the bundle",
}
CHANGES: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "a result": lambda f: f | {"results/memos.txt": b"It was otherwise."},
    "the data": lambda f: (
        f | {"study/visits.csv": f["study/visits.csv"].replace(b"2003-05", b"2004-05")}
    ),
    "one more": lambda f: f | {"results/tables/more.csv": b"a\r\n"},
    "one less": lambda f: {k: v for k, v in f.items() if k != "results/claims.json"},
}


@pytest.mark.parametrize("changed", CHANGES)
def test_what_was_changed_is_told(
    changed: str,
    bundle: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = packed(tmp_path / "other.zip", CHANGES[changed](unpacked(bundle)))
    assert main(["rerun", str(other)]) == 1
    said = capsys.readouterr().out
    assert ": altered" in said
    assert (": differs" in said) == (changed == "the data")
    again = {name: data for name, data in unpacked(other).items() if name != SUMS}
    sums = [f"{hashlib.sha256(data).hexdigest()}  {n}" for n, data in again.items()]
    again[SUMS] = "\n".join(sums).encode()
    packed(other, again)
    assert OUTCOMES[changed] in set(summitry.rerun(other)["outcome"])


def test_the_record_as_it_was_known_is_run_again_so(tmp_path: Path) -> None:
    late = [*VISITS, visit("2002-07-01", id="late", known_since="2009")]
    study_of(tmp_path, CLAIM, late, ONE_AND_TWO)
    study = summitry.read_study(tmp_path, as_of="2005-12-31")
    path = study.bundle(tmp_path / "b.zip")
    assert json.loads(unpacked(path)["results/versions.json"])["as_of"] == "2005-12-31"
    assert set(summitry.rerun(path)["outcome"]) == {"same"}


def test_a_bundled_record_is_in_it_and_nobody_is_named(tmp_path: Path) -> None:
    text = (
        'title = "t"\n[observation]\nsince = 2000-01-01\nthrough = 2017-03-15\n'
        '[visits]\nrecord = "china-dprk"\nwhere = { setting = "bilateral" }\n'
    )
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    files = unpacked(summitry.read_study(tmp_path).bundle(tmp_path / "b.zip"))
    assert "study/records/china-dprk/visits.csv" in files
    entities = json.loads(files["ro-crate-metadata.json"])["@graph"]
    (root,) = (one for one in entities if one["@id"] == "./")
    assert "author" not in root
    assert root["license"] == {"@id": "#no-licence"}
    assert str(tmp_path).encode() not in b"".join(files.values())


def test_a_bundled_record_that_was_revised_is_named(tmp_path: Path) -> None:
    text = (
        'title = "t"\n[observation]\nsince = 2000-01-01\nthrough = 2017-03-15\n'
        '[visits]\nrecord = "china-dprk"\nwhere = { setting = "bilateral" }\n'
    )
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    path = summitry.read_study(tmp_path).bundle(tmp_path / "b.zip")
    name = "study/records/china-dprk/visits.csv"
    files = unpacked(path)
    found = summitry.rerun(packed(path, files | {name: files[name][:-300]}))
    assert dict(zip(found["file"], found["outcome"], strict=True))[name] == "altered"


@pytest.mark.parametrize("text", [b"{", b"{}", b"[]", b"\xff"])
def test_damaged_versions_are_no_bundle(
    text: bytes, bundle: Path, tmp_path: Path
) -> None:
    files = unpacked(bundle) | {"results/versions.json": text}
    with pytest.raises(InputError, match="damaged"):
        summitry.rerun(packed(tmp_path / "o.zip", files))


def test_words_that_are_no_licence_and_no_name_are_refused(
    study: summitry.Study, tmp_path: Path
) -> None:
    odd: list[dict[str, Any]] = [
        {"license": "cc by"},
        {"author": 5},
        {"author": " "},
        {"author": "a\ud83d"},
    ]
    for words in odd:
        with pytest.raises((InputError, FrameError), match=next(iter(words))):
            study.bundle(tmp_path / "b.zip", **words)
    other: Any = study
    with pytest.raises(InputError, match=r"path is [^\n]*, not the name of a file"):
        summitry.rerun(other)


def test_what_is_no_bundle_is_refused(bundle: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.zip"
    plain.write_bytes(b"not an archive")
    for path, said in (
        (plain, "no archive"),
        (packed(tmp_path / "empty.zip", {}), "it holds no sha256sums.txt"),
        (tmp_path / "nowhere.zip", "no such file"),
    ):
        with pytest.raises((InputError, StudyError), match=said):
            summitry.rerun(path)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(bundle.read_bytes()[:-400])
    with pytest.raises(InputError, match="damaged"):
        summitry.rerun(cut)
    with pytest.raises(InputError, match="is there already"):
        summitry.read_study(bundle.parent).bundle(bundle)


def test_a_file_that_leads_out_of_the_bundle_is_left_alone(
    bundle: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away.csv"
    files = unpacked(bundle) | {f"study/../../../..{away}": b"x", str(away): b"x"}
    found = summitry.rerun(packed(tmp_path / "o.zip", files)).set_index("outcome")
    assert {*found.index} == {"same", "altered"}
    assert not away.exists()


def test_without_pandas_it_is_run_again_and_a_table_says_what_is_missing(
    bundle: Path,
) -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "import summitry\n"
        "from summitry.exceptions import SummitryError\n"
        "from summitry.cli import main\n"
        "assert main(['rerun', sys.argv[1]]) == 0\n"
        "for read in (summitry.rerun, lambda _: summitry.read_study('china-dprk')):\n"
        "    try:\n"
        "        print(read(sys.argv[1]).visits)\n"
        "    except SummitryError as error:\n"
        "        print(error.code)\n"
    )
    command = [sys.executable, "-c", code, str(bundle)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    first, *rest = done.stdout.splitlines()
    assert first.endswith("results are the same.")
    assert rest == ["missing_extra", "missing_extra"]
