"""Everything that a study gives, as the bytes of files."""

from __future__ import annotations

import base64
import json
import platform
import re
from html import unescape
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from summitry.output.captions import caption_of
from summitry.output.export import csv_text
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from summitry.report.reported import ReportedStudy

_PROGRAMS = ("summitry", "numpy", "narwhals", "pandas", "matplotlib")
_FIGURE = re.compile(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]*)"')

VERSIONS = "results/versions.json"
"""Names the programs of the run; the one result that another machine may differ in."""


def results_of(study: ReportedStudy) -> tuple[dict[str, bytes], dict[str, str]]:
    """
    Return the files of everything that a study gives, and what each is.

    Tables, verdicts, memos, the report and its figures: computed anew, so the same
    study gives the same bytes.
    """
    found, results, page = study.run(), study.check(), report_html(study)
    tables = found.whole()
    if len(results):
        tables |= {"robustness": study.robustness()}
    files, told = {}, {}
    for name, table in tables.items():
        path = f"results/tables/{name}.csv"
        files[path], told[path] = csv_text(table), caption_of(name)
    for number, (image, words) in enumerate(_FIGURE.findall(page), start=1):
        path = f"results/figures/figure-{number}.svg"
        files[path], told[path] = base64.b64decode(image).decode(), unescape(words)
    rest = {
        "report.html": (page, "The report, for somebody who was not there."),
        "claims.json": (
            json.dumps([one.to_dict() for one in results], indent=1) + "\n",
            "Each claim with its verdict, its number and the rows behind it.",
        ),
        "memos.txt": (
            "\n\n".join(study.memos().values()) + "\n",
            "A paragraph for each claim.",
        ),
        "versions.json": (
            json.dumps(study.provenance | {"programs": programs()}, indent=1) + "\n",
            "What was run, by what.",
        ),
    }
    for name, (text, what) in rest.items():
        files[f"results/{name}"], told[f"results/{name}"] = text, what
    return {path: text.encode() for path, text in files.items()}, told


def programs() -> dict[str, str]:
    """Return the versions of what computes, by name."""
    found = {"Python": platform.python_version()}
    for name in _PROGRAMS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
