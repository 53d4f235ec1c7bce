"""Replication bundles: a study with everything that it gives, as one archive."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from typing import TYPE_CHECKING, Any

from summitry.exceptions import InputError, brief
from summitry.facade.results import programs, results_of
from summitry.frames.dates import day_of, iso
from summitry.frames.half_characters import is_whole
from summitry.output.escape import safe_link, shell_word
from summitry.output.writing import refuse_existing, refuse_suffix, write_whole
from summitry.sources.files import MOST_BYTES
from summitry.sources.packages import folder_of
from summitry.study.crate import METADATA, crate_metadata
from summitry.study.given_files import given_files
from summitry.study.source import STUDY_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from summitry.report.reported import ReportedStudy

SUMS = "sha256sums.txt"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day that every file bears, so that the same files give the same archive."""

_GIVEN = """\
- `given/`: tables that were given to the study in place of those that it names.
"""
_READ_ME = """\
# {title}

A replication bundle: a study, and everything that it gave.

- `study/`: the study file and the tables that it names{records}.
{given}- `results/`: tables, figures, verdicts (`claims.json`), memos, the report, and the
  versions of what computed them.
- `ro-crate-metadata.json`: what each file is, as an RO-Crate 1.1.
- `{sums}`: the SHA-256 of every file, for `sha256sum -c {sums}`.

To compute everything anew and compare it byte by byte:

    pip install "summitry=={version}" matplotlib
    {command}
"""


def write_bundle(
    study: ReportedStudy,
    path: str | Path,
    *,
    license: str | None = None,
    author: str | None = None,
    published: Any = None,
    overwrite: bool = False,
) -> Path:
    """Write a study with everything that it gives; see `Study.bundle`."""
    refuse_suffix(path, ".zip")
    path = refuse_existing(path, overwrite=overwrite)
    _refuse_words(license, author)
    day = dt.datetime.now(tz=dt.UTC).date() if published is None else published
    files, told = study_files(study)
    results, meant = results_of(study)
    files |= results
    told |= meant
    command = f"summitry rerun {shell_word(path.name)}"
    versions = programs()
    files["README.md"] = _READ_ME.format(
        title=study.title,
        command=command,
        version=versions["summitry"],
        sums=SUMS,
        records=", and the bundled records" if _named(study, "record") else "",
        given=_GIVEN if study.declared.tables.given else "",
    ).encode()
    metadata = crate_metadata(
        files,
        told,
        title=study.title,
        about=" ".join(study.about.split()),
        published=iso(day_of(day, "published")),
        license=license,
        author=author,
        versions=versions,
        command=command,
    )
    files[METADATA] = metadata.encode()
    sums = [
        f"{hashlib.sha256(data).hexdigest()}  {file}" for file, data in files.items()
    ]
    files[SUMS] = ("\n".join(sums) + "\n").encode()
    return write_whole(path, _archive(files), overwrite=overwrite)


def _refuse_words(license: str | None, author: str | None) -> None:
    if license is not None and safe_link(str(license)) is None:
        raise InputError(
            f"license is {brief(license)}, not the web address of one",
            code="bad_license",
            column="license",
            hint="such as 'https://creativecommons.org/licenses/by/4.0/'",
        )
    if author is not None and not (author.strip() and is_whole(author)):
        raise InputError(
            f"author is {brief(author)}, not a name", code="bad_author", column="author"
        )


def study_files(study: ReportedStudy) -> tuple[dict[str, bytes], dict[str, str]]:
    """
    Return the study file and the files that it names, and what each is.

    Raises
    ------
    ColumnError
        If the study was given a table that no file can hold exactly.
    """
    given, source = study.declared.tables.given, study.declared.source
    files = {f"study/{STUDY_FILE}": source.text.encode()} | given_files(given)
    told = {f"study/{STUDY_FILE}": "The study."}
    told |= {
        path: "A table that was given to the study."
        for path in files
        if path not in told
    }
    for named in _named(study, "path"):
        files[f"study/{named}"] = source.read(named, MOST_BYTES, "visits.path")
        told[f"study/{named}"] = "A table that the study names."
    for record in _named(study, "record"):
        for file in sorted(one for one in folder_of(record).iterdir() if one.is_file()):
            path = f"study/records/{record}/{file.name}"
            files[path] = file.read_bytes()
            told[path] = f"A file of the bundled record {record}."
    return files, told


def _named(study: ReportedStudy, key: str) -> list[str]:
    """What stands under a key of each table of a study file that it reads, once."""
    given = study.declared.tables.given
    tables = study.to_dict().items()
    read = [one for name, one in tables if isinstance(one, dict) and name not in given]
    said = [one[key] for one in read if key in one]
    listed = [one if isinstance(one, list) else [one] for one in said]
    return list(dict.fromkeys(str(name) for names in listed for name in names))


def _archive(files: dict[str, bytes]) -> bytes:
    """A zip file that is the same whenever and wherever it is made."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return whole.getvalue()
