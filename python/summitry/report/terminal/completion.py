"""Scripts that let a shell complete the words of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.exceptions import MissingExtraError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")
_STUDIES = {"STUDY", "OLD", "NEW"}


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """
    Return the script with which a shell completes the words of a parser.

    Bash, zsh and fish complete the names of bundled studies and the ids of claims, too.

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
            column="shtab",
            extra="completion",
        ) from None
    from summitry.report.terminal.shell_words import studies_and_claims

    study, claim = studies_and_claims(shtab.FILE)
    words = dict.fromkeys(_STUDIES, study) | {"CLAIM": claim}
    _mark(parser, words | {"FILE": shtab.FILE, "DIR": shtab.DIRECTORY})
    script: str = shtab.complete(parser, shell=shell)
    return script


def _mark(parser: argparse.ArgumentParser, words: Mapping[str, object]) -> None:
    """Mark the words that a shell can know, for every command."""
    for action in parser._actions:  # noqa: SLF001 (shtab asks for a mark on the action)
        if action.metavar in words:
            action.complete = words[str(action.metavar)]  # type: ignore[attr-defined]
        for command in (action.choices or {}) if action.metavar == "COMMAND" else ():
            _mark(action.choices[command], words)  # type: ignore[index]
