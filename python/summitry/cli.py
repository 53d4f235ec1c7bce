"""The command line: run a study, check its claims, compare two, begin a new one."""

from __future__ import annotations

import argparse
import json
import textwrap
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NoReturn

from summitry._core import __version__
from summitry.exceptions import InputError, SummitryError
from summitry.output.width import in_width, width
from summitry.report.terminal.completion import SHELLS, completion
from summitry.report.terminal.looks import coloured, terminal_width
from summitry.report.terminal.output import can_show, tell, tell_fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import SupportsWrite

OK, FAILED, WRONG = 0, 1, 2
"""Exit statuses: all well; a claim failed; a mistake or a fault left it open."""

_ABOUT = """\
How close are two governments, and did it change?

A STUDY is the name of a bundled one (china-dprk), a TOML file, or its folder.
"""
_EXAMPLE = """\
example:
  summitry run china-dprk --report r.html  a study as one file to send
  summitry new mine                        a study of your own to start from
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
        0 if all is well; 1 if a claim failed; 2 if the study or the call is wrong, or
        if standard output is closed or full, or its reader has gone.

    Raises
    ------
    SystemExit
        By argparse, for ``--help`` and for words it does not know.

    Examples
    --------
    >>> main(["check", "no-such-study"])
    2
    """
    try:
        return _status(arguments)
    except SummitryError as error:
        told = str(error)
    except OSError as error:
        named = "" if error.filename is None else f"{error.filename}: "
        told = f"{named}{error.strerror or error}"
    except Exception as error:  # noqa: BLE001
        told = _unforeseen(error)
    finally:
        tell_fault("")  # a warning may have found nobody to read it
    from summitry.output.escape import visible

    lines = [visible(line) for line in f"summitry: {told}".splitlines()]
    tell_fault("\n".join(lines) + "\n")
    return WRONG


def _status(arguments: Sequence[str] | None) -> int:
    tell("")  # begin nothing that could not be told
    given = _parser().parse_args(arguments)
    with in_width(terminal_width()):
        status: int = given.act(given)
    return status


def _unforeseen(error: Exception) -> str:
    """What to report of a mistake in this package, in one line."""
    *_, frame = traceback.extract_tb(error.__traceback__)
    place = f"{PurePath(frame.filename).name}, line {frame.lineno}"
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__} in {place}: {said}; please report it"


class _Parser(argparse.ArgumentParser):
    """A parser whose help is told or fails, where argparse forgets it."""

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help, to standard output if no file is given."""
        if file is None:
            tell(self.format_help())
        else:
            super().print_help(file)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words given, and never on standard output."""
        tell_fault(f"{self.format_usage()}{self.prog}: error: {message}\n")
        self.exit(WRONG)


class _Version(argparse.Action):
    """Print the version, in the same way."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        tell(f"summitry {__version__}\n")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="summitry",
        description=_ABOUT,
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="show the version and exit"
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
        one.add_argument(
            "--as-of",
            metavar="DAY",
            help="as the record was known on a day (2010-12-31)",
        )
        one.add_argument("--json", action="store_true", help="print JSON for machines")
        one.add_argument(
            "--only",
            metavar="CLAIM",
            action="append",
            help="tell of this claim alone; may be given several times",
        )
    run.add_argument(
        "--full", action="store_true", help="print every table, not the first screen"
    )
    run.add_argument(
        "--report", metavar="FILE", help="write a .html, .docx or .pdf file"
    )
    run.add_argument(
        "--overwrite", action="store_true", help="the report may replace a file"
    )
    diff = commands.add_parser(
        "diff", help="what changed between two versions, and which verdicts moved"
    )
    diff.add_argument("old", metavar="OLD", help="name, TOML file or folder")
    diff.add_argument("new", metavar="NEW", help="name, TOML file or folder")
    diff.add_argument(
        "--key",
        default="id",
        metavar="COLUMNS",
        help="columns by which a visit is known in both, by default id (a,b for two)",
    )
    diff.add_argument("--json", action="store_true", help="print JSON for machines")
    diff.set_defaults(act=_diff)
    bundle = commands.add_parser(
        "bundle", help="write a study and all that it gives as one archive"
    )
    bundle.add_argument("study", metavar="STUDY", help="name, TOML file or folder")
    bundle.add_argument("file", metavar="FILE", help="the zip file to write")
    bundle.add_argument(
        "--as-of", metavar="DAY", help="as the record was known on a day (2010-12-31)"
    )
    bundle.add_argument("--author", metavar="NAME", help="who made it")
    bundle.add_argument("--license", metavar="URL", help="address of its licence")
    bundle.add_argument(
        "--overwrite", action="store_true", help="the bundle may replace a file"
    )
    bundle.set_defaults(act=_bundle)
    again = commands.add_parser(
        "rerun", help="compute a bundle anew; status 1 if a result differs"
    )
    again.add_argument("file", metavar="FILE", help="what bundle wrote")
    again.set_defaults(act=_rerun)
    shell = commands.add_parser("completion", help="let a shell complete these words")
    shell.add_argument("shell", choices=SHELLS, help="print the script for this shell")
    shell.set_defaults(act=_completion)
    new = commands.add_parser("new", help="write a working study to start from")
    new.add_argument("folder", metavar="DIR", help="where to write it")
    new.set_defaults(act=_new)
    return parser


def _run(given: argparse.Namespace) -> int:
    from summitry.facade.read_study import read_study
    from summitry.output.escape import visible
    from summitry.report.terminal.claim_text import claim_text
    from summitry.report.terminal.run_text import run_text

    if given.only and (given.report or given.full):
        raise InputError(
            "--only tells of claims in the terminal: it goes with neither --report nor "
            "--full",
            code="bad_call",
        )
    study = read_study(given.study, as_of=given.as_of, backend="arrays")
    if given.report:
        file = study.report(given.report, overwrite=given.overwrite)
        tell(f"Written: {visible(file.name)}\n")
        return OK
    if given.only and not given.json:
        tell(coloured("\n\n".join(claim_text(study, one) for one in given.only) + "\n"))
        return OK
    if not given.json and not given.full:
        tell(coloured(f"{study.summary()}{_where(given.study)}\n"))
        return OK
    found, results = study.run(), study.check()
    if given.json:
        tables = {name: _rows(table) for name, table in found.tables.items()}
        chosen = results.only(*given.only) if given.only else results
        claims = [one.to_dict() for one in chosen]
        told = study.explained
        explained = [] if told is None else _rows(told)
        found_out = {"tables": tables, "claims": claims, "explained": explained}
        _print_json(study.provenance | found_out)
    else:
        tell(coloured(run_text(found, results, study.explained)))
    return OK


def _where(study: str) -> str:
    from summitry.output.escape import visible

    told = f"Everything: summitry run {visible(study)} --full (or --report FILE)"
    return textwrap.fill(told, width(), break_on_hyphens=False)


def _check(given: argparse.Namespace) -> int:
    from summitry.facade.read_study import read_study
    from summitry.report.terminal.robust_text import robust_text
    from summitry.report.terminal.run_text import claims_text

    study = read_study(given.study, as_of=given.as_of, backend="arrays")
    results = study.check()
    robust = study.robustness() if len(results) else None
    if given.only:
        results = results.only(*given.only)
    rows = {} if robust is None else {row["id"]: row for row in _rows(robust)}
    if given.json:
        claims = [
            one.to_dict() | {"robustness": _robust(rows[one.id])} for one in results
        ]
        _print_json(study.provenance | {"claims": claims})
    else:
        parts = [claims_text(results)]
        if robust is not None:
            kept = [
                place
                for place, name in enumerate(rows)
                if name in {one.id for one in results}
            ]
            parts.append(robust_text(robust, kept))
        tell(coloured("\n\n".join(parts) + "\n"))
    return OK if all(one.as_expected for one in results) else FAILED


def _diff(given: argparse.Namespace) -> int:
    from summitry.facade.compare_studies import compare_studies
    from summitry.facade.read_study import read_study

    old, new = (read_study(one, backend="arrays") for one in (given.old, given.new))
    changes = compare_studies(old, new, key=given.key.split(","))
    if given.json:
        names = ("rows", "columns", "conventions", "tallies", "verdicts", "moved")
        _print_json({name: _rows(getattr(changes, name)) for name in names})
    else:
        tell(f"{changes}\n")
    return OK


def _bundle(given: argparse.Namespace) -> int:
    from summitry.facade.read_study import read_study
    from summitry.output.escape import visible

    study = read_study(given.study, as_of=given.as_of, backend="arrays")
    said = {"license": given.license, "author": given.author}
    file = study.bundle(given.file, **said, overwrite=given.overwrite)
    tell(f"Written: {visible(file.name)}\nRepeat it: summitry rerun {given.file}\n")
    return OK


def _rerun(given: argparse.Namespace) -> int:
    from summitry.facade.rerun import SAME, rerun

    rows = _rows(rerun(given.file))
    odd = [row for row in rows if row["outcome"] != SAME]
    told = [f"{row['file']}: {row['outcome']}" for row in odd]
    results = [row for row in rows if row["file"].startswith("results/")]
    same = sum(row["outcome"] == SAME for row in results)
    told.append(f"{same} of {len(results)} results are the same.")
    tell("\n".join(told) + "\n")
    return FAILED if odd else OK


def _robust(row: dict[str, Any]) -> dict[str, Any]:
    said = ("id", "says", "printed", "computed", "verdict")
    return {name: value for name, value in row.items() if name not in said}


def _new(given: argparse.Namespace) -> int:
    from summitry.study.new_study import new_study

    files = new_study(given.folder)
    listed = "\n".join(f"  {file}" for file in files)
    tell(f"Written:\n{listed}\nNext: summitry check {given.folder}\n")
    return OK


def _completion(given: argparse.Namespace) -> int:
    tell(completion(_parser(), given.shell))
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

    def written(*, ascii_only: bool) -> str:
        return json.dumps(
            data, default=plain, ensure_ascii=ascii_only, indent=1, allow_nan=False
        )

    text = written(ascii_only=False)
    tell((text if can_show(text) else written(ascii_only=True)) + "\n")
