"""Scripts that let a shell complete the words of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.exceptions import MissingExtraError

if TYPE_CHECKING:
    import argparse

SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")
_PATHS = {"STUDY", "FILE", "OLD", "NEW"}


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """
    Return the script with which a shell completes the words of a parser.

    Raises
    ------
    MissingExtraError
        If shtab, which knows the shells, is not installed.
    """
    try:
        import shtab
    except ImportError:
        raise MissingExtraError(
            "completion in a shell needs shtab, which is not installed",
            code="missing_extra",
            column="shtab",
            hint="pip install 'summitry[completion]'",
        ) from None
    _name_paths(parser, shtab.FILE, shtab.DIRECTORY)
    script: str = shtab.complete(parser, shell=shell)
    return script


def _name_paths(parser: argparse.ArgumentParser, file: object, folder: object) -> None:
    """Mark the words that are files, for every command."""
    for action in parser._actions:  # noqa: SLF001 (shtab asks for a mark on the action)
        if action.metavar in _PATHS:
            action.complete = file  # type: ignore[attr-defined]
        elif action.metavar == "DIR":
            action.complete = folder  # type: ignore[attr-defined]
        for command in (action.choices or {}) if action.metavar == "COMMAND" else ():
            _name_paths(action.choices[command], file, folder)  # type: ignore[index]
