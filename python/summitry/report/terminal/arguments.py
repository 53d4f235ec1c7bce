"""The words of the command line: its commands, their options, and what help says."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from summitry._core import __version__
from summitry.frames.suggestion import did_you_mean
from summitry.frames.visible import visible
from summitry.report.terminal.completion import SHELLS
from summitry.report.terminal.output import tell, tell_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from _typeshed import SupportsWrite

WRONG = 2
"""The exit status of a call that is wrong."""

_INVALID = re.compile(r"invalid choice: '(.*)' \(choose from (.*)\)")
"""What argparse says of a word that is none of the choices."""

_ABOUT = """\
How close are two governments, and did it change?

A STUDY is a bundled name, a TOML file, or its folder.
"""
_EXAMPLE = """\
example:
  summitry run china-dprk --report r.html  one file to send
  summitry new mine                        your own study
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose help is told or fails, where argparse forgets it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.register("action", None, _Once)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help, to standard output if no file is given."""
        if file is None:
            tell(self.format_help())
        else:
            super().print_help(file)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words given, and never on standard output."""
        near = _meant(message)
        said = f"{self.prog}: error: {visible(message)}"
        tell_fault(f"{self.format_usage()}{said}\n{near}")
        self.exit(WRONG)


class _Once(argparse.Action):
    """Take a value, and no second one in its place."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option: str | None = None,
    ) -> None:
        given = vars(namespace).setdefault("given", set())
        if self.dest in given:
            parser.error(f"argument {option}: it is given twice")
        given.add(self.dest)
        setattr(namespace, self.dest, values)


def _meant(message: str) -> str:
    """The word that is near to one that is none of the choices."""
    found = _INVALID.search(message)
    if found is None:
        return ""
    near = did_you_mean(found[1], re.findall(r"[\w-]+", found[2]))
    return f"Hint: {near}\n" if near else ""


class _Version(argparse.Action):
    """Print the version, in the same way."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        tell(f"summitry {__version__}\n")
        parser.exit()


def parser_of(
    acts: Mapping[str, Callable[[argparse.Namespace], int]],
) -> argparse.ArgumentParser:
    """Return the parser of every command, each with what it does."""
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
    run.set_defaults(act=acts["run"])
    check = commands.add_parser(
        "check", help="judge a study's claims; status 1 if one fails"
    )
    check.set_defaults(act=acts["check"])
    for one in (run, check):
        one.add_argument("study", metavar="STUDY", help="name, TOML file or folder")
        one.add_argument(
            "--as-of",
            metavar="DAY",
            help="as the record was known on a day (2010-12-31)",
        )
        one.add_argument(
            "--only",
            metavar="CLAIM",
            action="append",
            help="tell of this claim alone; may be given several times",
        )
    told = run.add_mutually_exclusive_group()
    for judged in (told, check):
        judged.add_argument(
            "--json", action="store_true", help="print JSON for machines"
        )
    told.add_argument(
        "--full", action="store_true", help="print every table, not the first screen"
    )
    told.add_argument(
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
    diff.set_defaults(act=acts["diff"])
    bundle = commands.add_parser(
        "bundle", help="write a study and all that it gives as one archive"
    )
    bundle.add_argument("study", metavar="STUDY", help="name, TOML file or folder")
    bundle.add_argument("file", metavar="FILE", help="the zip file to write")
    bundle.add_argument(
        "--as-of", metavar="DAY", help="as the record was known on a day (2010-12-31)"
    )
    bundle.add_argument("--author", metavar="NAME", help="who made it")
    bundle.add_argument("--license", metavar="URL", help="web address of its licence")
    bundle.add_argument(
        "--overwrite", action="store_true", help="the bundle may replace a file"
    )
    bundle.set_defaults(act=acts["bundle"])
    again = commands.add_parser(
        "rerun", help="compute a bundle anew; status 1 if a result differs"
    )
    again.add_argument("file", metavar="FILE", help="what bundle wrote")
    again.set_defaults(act=acts["rerun"])
    shell = commands.add_parser("completion", help="let a shell complete these words")
    shell.add_argument("shell", choices=SHELLS, help="print the script for this shell")
    shell.set_defaults(act=acts["completion"])
    new = commands.add_parser("new", help="write a working study to start from")
    new.add_argument("folder", metavar="DIR", help="where to write it")
    new.set_defaults(act=acts["new"])
    return parser
