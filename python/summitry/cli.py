"""The command line: run a study, check its claims, begin a new one."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from summitry._core import __version__
from summitry.exceptions import SummitryError

if TYPE_CHECKING:
    from collections.abc import Sequence

OK, FAILED, WRONG = 0, 1, 2
"""Exit statuses: all well; a claim failed; the study or the call is wrong."""

_ABOUT = """\
How close are two governments, and did it change?

A STUDY is the name of a bundled one (china-dprk), a TOML file, or its folder.
"""
_EXAMPLE = """\
example:
  summitry run china-dprk                  visits, eras, lags, printed sentences
  summitry run china-dprk --report r.html  the same as one file to send
  summitry new mine                        a study of your own to start from
  summitry check mine                      is each printed sentence reproduced?
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``summitry``; those of the process if not given.

    Returns
    -------
    int
        0 if all is well, 1 if a claim failed, 2 if the study or the call is wrong.

    Raises
    ------
    SystemExit
        By argparse, for ``--help`` and for words it does not know.

    Examples
    --------
    >>> main(["check", "no-such-study"])
    2
    """
    given = _parser().parse_args(arguments)
    try:
        status: int = given.act(given)
    except SummitryError as error:
        print(_told(error), file=sys.stderr)  # noqa: T201
        return WRONG
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summitry",
        description=_ABOUT,
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"summitry {__version__}"
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    run = commands.add_parser(
        "run", help="compute a study's tables and judge its claims"
    )
    run.set_defaults(act=_run)
    check = commands.add_parser(
        "check", help="judge a study's claims; status 1 if one fails"
    )
    check.set_defaults(act=_check)
    for one in (run, check):
        one.add_argument("study", metavar="STUDY", help="name, TOML file or folder")
        one.add_argument("--json", action="store_true", help="print JSON for machines")
    run.add_argument("--report", metavar="FILE", help="write one HTML file instead")
    run.add_argument(
        "--overwrite", action="store_true", help="the report may replace a file"
    )
    new = commands.add_parser("new", help="write a working study to start from")
    new.add_argument("folder", metavar="DIR", help="where to write it")
    new.set_defaults(act=_new)
    return parser


def _run(given: argparse.Namespace) -> int:
    from summitry.facade.study import read_study
    from summitry.output.escape import visible
    from summitry.report.terminal.run_text import run_text

    study = read_study(given.study)
    if given.report:
        file = study.report(given.report, overwrite=given.overwrite)
        sys.stdout.write(f"Written: {visible(file.name)}\n")
        return OK
    found, results = study.run(), study.check()
    if given.json:
        tables = {name: _rows(table) for name, table in found.tables.items()}
        claims = [one.to_dict() for one in results]
        _print_json(study.provenance | {"tables": tables, "claims": claims})
    else:
        sys.stdout.write(run_text(found, results))
    return OK


def _check(given: argparse.Namespace) -> int:
    from summitry.facade.study import read_study
    from summitry.report.terminal.robust_text import robust_text
    from summitry.report.terminal.run_text import claims_text

    study = read_study(given.study)
    results = study.check()
    robust = study.robustness() if len(results) else None
    if given.json:
        rows = _rows(robust) if robust is not None else []
        claims = [
            one.to_dict() | {"robustness": _robust(row)}
            for one, row in zip(results, rows, strict=True)
        ]
        _print_json(study.provenance | {"claims": claims})
    else:
        parts = [claims_text(results)]
        parts += [robust_text(robust)] if robust is not None else []
        sys.stdout.write("\n\n".join(parts) + "\n")
    return OK if all(one.as_expected for one in results) else FAILED


def _robust(row: dict[str, Any]) -> dict[str, Any]:
    said = ("id", "says", "printed", "computed", "verdict")
    return {name: value for name, value in row.items() if name not in said}


def _new(given: argparse.Namespace) -> int:
    from summitry.study.new_study import new_study

    files = new_study(given.folder)
    listed = "\n".join(f"  {file}" for file in files)
    sys.stdout.write(f"Written:\n{listed}\nNext: summitry check {given.folder}\n")
    return OK


def _rows(frame: Any) -> list[dict[str, Any]]:
    from summitry.frames import Table

    table = Table(frame, "table")
    columns = {name: table.values(name) for name in table.columns}
    return [
        dict(zip(columns, row, strict=True))
        for row in zip(*columns.values(), strict=True)
    ]


def _print_json(data: dict[str, Any]) -> None:
    def plain(value: Any) -> Any:
        if hasattr(value, "isoformat"):
            return value.isoformat()[:10]
        return value.item() if hasattr(value, "item") else str(value)

    json.dump(
        data, sys.stdout, default=plain, ensure_ascii=False, indent=1, allow_nan=False
    )
    sys.stdout.write("\n")


def _told(error: SummitryError) -> str:
    from summitry.output.escape import visible

    return "\n".join(visible(line) for line in f"summitry: {error}".splitlines())
