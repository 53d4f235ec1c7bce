"""The command line: run a study, check its claims, compare two, begin a new one."""

from __future__ import annotations

import gc
import json
import signal
import traceback
import warnings
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from summitry.exceptions import InputError, SummitryError, SummitryWarning
from summitry.frames.arguments import path_of
from summitry.output.width import in_width, width
from summitry.report.terminal.arguments import WRONG, parser_of
from summitry.report.terminal.completion import completion
from summitry.report.terminal.looks import coloured, terminal_width
from summitry.report.terminal.output import can_show, tell, tell_fault

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_MADE_AN_ERROR = "PYTHONWARNINGS or -W makes an error of this warning"
OK, FAILED = 0, 1
"""Exit statuses: all well; a claim failed. `WRONG` is 2: a mistake left it open."""
INTERRUPTED = 130
"""The exit status of Ctrl-C, where no signal can say so."""


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
    except Warning as error:
        told = f"{type(error).__name__}: {error}\nHint: {_MADE_AN_ERROR}"
    except Exception as error:  # noqa: BLE001
        told = _unforeseen(error)
    finally:
        tell_fault("")  # a warning may have found nobody to read it
    from summitry.output.escape import visible

    lines = [visible(line) for line in f"summitry: {told}".splitlines()]
    tell_fault("\n".join(lines) + "\n")
    return WRONG


def command() -> int:
    """Run the command line as a process, which Ctrl-C ends without a traceback."""
    warnings.formatwarning = _in_a_line
    # A process soon ends, and has few cycles to break: what it has loaded is gone
    # through for them less often, and not once more at its end.
    gc.set_threshold(10_000)
    try:
        return main()
    except KeyboardInterrupt:
        # A shell that repeats the command stops where a signal has ended it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.raise_signal(signal.SIGINT)
        return INTERRUPTED
    finally:
        gc.freeze()


def _in_a_line(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    line: str | None = None,
    *,
    _usual: Any = warnings.formatwarning,
) -> str:
    """Tell a warning of ours without the line of code, which is not the reader's."""
    if not issubclass(category, SummitryWarning):
        return str(_usual(message, category, filename, lineno, line))
    from summitry.output.escape import visible

    return f"summitry: {visible(str(message))}\n"


def _status(arguments: Sequence[str] | None) -> int:
    tell("")  # begin nothing that could not be told
    given = parser_of(_ACTS).parse_args(arguments)
    with in_width(terminal_width()):
        status: int = given.act(given)
    return status


def _unforeseen(error: Exception) -> str:
    """What to report of a mistake in this package, in one line."""
    *_, frame = traceback.extract_tb(error.__traceback__)
    place = f"{PurePath(frame.filename).name}, line {frame.lineno}"
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__} in {place}: {said}; please report it"


def _run(given: argparse.Namespace) -> int:
    from summitry.facade.read_study import read_study
    from summitry.output.escape import visible
    from summitry.report.named_countries import codes_in
    from summitry.report.terminal.claim_text import claim_text
    from summitry.report.terminal.lines import with_names_of
    from summitry.report.terminal.run_text import run_text

    if given.only and (given.report is not None or given.full):
        raise InputError(
            "--only tells of claims in the terminal: it goes with neither --report nor "
            "--full",
            code="bad_call",
        )
    if given.overwrite and given.report is None:
        raise InputError(
            "--overwrite is for a report, and none is asked for: it goes with --report",
            code="bad_call",
        )
    if given.report is not None:
        path_of(given.report, "report")
    study = read_study(given.study, as_of=given.as_of, backend="arrays")
    if given.report is not None:
        file = study.report(given.report, overwrite=given.overwrite)
        tell(f"Written: {visible(file.name)}\n")
        return OK
    if given.only and not given.json:
        with with_names_of(codes_in(study.visits, study.eras)):
            parts = [claim_text(study, one) for one in given.only]
        tell(coloured("\n\n".join(parts) + "\n"))
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
        with with_names_of(codes_in(study.visits, study.eras)):
            tell(coloured(run_text(found, results, study.explained)))
    return OK


def _where(study: str) -> str:
    """Where the rest is; no line ends within the name of a study, to be copied."""
    from summitry.output.escape import shell_word
    from summitry.output.text import running, width_of

    whole = f"Everything: summitry run {shell_word(study)} --full"
    rest = "(or --report FILE)"
    if width_of(f"{whole} {rest}") <= width():
        return f"{whole} {rest}"
    return "\n".join([whole, *running(rest, width())])


def _check(given: argparse.Namespace) -> int:
    from summitry.facade.read_study import read_study
    from summitry.report.named_countries import codes_in
    from summitry.report.terminal.lines import with_names_of
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
        with with_names_of(codes_in(study.visits, study.eras)):
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
    from summitry.output.escape import shell_word, visible

    study = read_study(given.study, as_of=given.as_of, backend="arrays")
    said = {"license": given.license, "author": given.author}
    file = study.bundle(given.file, **said, overwrite=given.overwrite)
    again = f"summitry rerun {shell_word(given.file)}"
    tell(f"Written: {visible(file.name)}\nRepeat it: {again}\n")
    return OK


def _rerun(given: argparse.Namespace) -> int:
    from summitry.facade.rerun import SAME, outcomes_of
    from summitry.output.escape import visible

    found = outcomes_of(given.file)
    odd = {file: outcome for file, outcome in found.items() if outcome != SAME}
    told = [f"{visible(file)}: {outcome}" for file, outcome in odd.items()]
    results = [found[file] for file in found if file.startswith("results/")]
    same = sum(outcome == SAME for outcome in results)
    told.append(f"{same} of {len(results)} results are the same.")
    tell("\n".join(told) + "\n")
    return FAILED if odd else OK


def _robust(row: dict[str, Any]) -> dict[str, Any]:
    said = ("id", "says", "printed", "computed", "verdict")
    return {name: value for name, value in row.items() if name not in said}


def _new(given: argparse.Namespace) -> int:
    from summitry.output.escape import shell_word, visible
    from summitry.study.new_study import new_study

    files = new_study(given.folder)
    listed = "\n".join(f"  {visible(str(file))}" for file in files)
    tell(f"Written:\n{listed}\nNext: summitry check {shell_word(given.folder)}\n")
    return OK


def _completion(given: argparse.Namespace) -> int:
    tell(completion(parser_of(_ACTS), given.shell))
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


_ACTS = {
    "run": _run,
    "check": _check,
    "diff": _diff,
    "bundle": _bundle,
    "rerun": _rerun,
    "completion": _completion,
    "new": _new,
}
"""What each command does."""
