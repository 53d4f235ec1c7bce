"""Every error and warning of summitry."""

from __future__ import annotations

import re
import sys
from typing import Any


class SummitryError(Exception):
    """
    Base of every error that summitry raises.

    Attributes
    ----------
    code : str
        A stable word for the kind of mistake, such as ``missing_date``.
    column : str or None
        The column or argument at fault.
    rows : tuple of int
        The first ten rows at fault, counted from 0 in the caller's order.
    n_bad : int
        How many rows are at fault.
    hint : str or None
        What to do about it.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "error",
        column: str | None = None,
        rows: Any = (),
        n_bad: int | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = message
        self.code = code
        self.column = column
        self.rows = tuple(int(row) for row in rows)[:10]
        self.n_bad = len(self.rows) if n_bad is None else int(n_bad)
        self.hint = hint
        super().__init__(message)

    def __str__(self) -> str:
        text = self.message
        if self.n_bad > 1 and "\n" not in text:
            text += f"; {self.n_bad} rows are affected"
        if self.rows and _IN_FRAME.search(self.message):
            text += _FROM_0 if "\n" not in text else f"\n{_FROM_0[2:].capitalize()}."
        if self.hint:
            text += f"\nHint: {self.hint}"
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.__dict__ | {"args": self.args})

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the message, then the caller's own lines."""
        notes = getattr(self, "__notes__", [])
        return [f"{type(self).__name__}: {self}", *notes, *_own_lines(self)]


def brief(value: object) -> str:
    """
    Return what a message calls a value: its repr on one line, cut short.

    Examples
    --------
    >>> brief(5), len(brief("x" * 200))
    ('5', 80)
    """
    try:
        told = repr(value)
    except Exception:  # noqa: BLE001
        # Some tables cannot be shown with all that they hold.
        told = f"a {type(value).__name__}"
    return " ".join(told.split())[:_LONGEST_VALUE]


_LONGEST, _LONGEST_VALUE = 2000, 80
_FROM_0 = "; rows are counted from 0"
_IN_FRAME = re.compile(r"(?:^|\(|- |(?<![\w.'\"])\w+ )rows? \d", re.MULTILINE)
"""Rows of a table; those of a file stand after its name, as its reader counts them."""
_MOST_FRAMES = 5
_OURS = __file__.rpartition("exceptions")[0]


def _own_lines(error: BaseException) -> list[str]:
    """Return the lines of the caller that led to summitry, the last ones if many."""
    import linecache
    import traceback

    shown = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if name.startswith(_OURS):
            break
        if frame.f_globals.get("__name__", "").partition(".")[0] != "IPython":
            text = linecache.getline(name, line, frame.f_globals).strip()
            shown.append(f"\n{_place(name)}, line {line}\n    {text}")
    return shown[-_MOST_FRAMES:]


def _place(name: str) -> str:
    """Return what a notebook calls the file of a cell; any other by its path."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    found = shell.compile.format_code_name(name) if shell is not None else None
    return " ".join(found) if found else name


def _rebuild(kind: type[SummitryError], fields: dict[str, Any]) -> SummitryError:
    error = kind.__new__(kind)
    error.args = fields["args"]
    error.__dict__.update({k: v for k, v in fields.items() if k != "args"})
    return error


class InputError(SummitryError, ValueError):
    """The data or an argument cannot be used as they are."""


class ShapeError(InputError):
    """Arguments that belong together differ in length or dimension."""


class MissingValueError(InputError):
    """A value that must be there is missing."""


class TenureError(InputError):
    """An era or the observation is reversed, empty, overlapping or doubled."""


class RangeError(InputError):
    """A number or date lies outside its permitted range."""


class PrecisionError(InputError):
    """A date is more or less exact than a day, or lacks its time zone."""


class CategoryError(InputError):
    """A value is not one of the known categories."""


class ColumnError(SummitryError, KeyError):
    """A column is missing, doubled, or of the wrong kind."""

    __str__ = SummitryError.__str__


class FrameError(SummitryError, TypeError):
    """An argument is not a table, an array or a date."""


class LimitError(SummitryError, OverflowError):
    """The result would be too large, or too large to be exact."""


class StudyError(InputError):
    """
    A study file is wrong.

    Attributes
    ----------
    file : str or None
        The study file.
    line : int or None
        The line of the mistake, counted from 1.
    key : str or None
        The key at fault, with dots between its parts.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        key: str | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(message, **fields)
        self.file = file
        self.line = line
        self.key = key


class MissingExtraError(SummitryError, ImportError):
    """An optional dependency is not installed."""

    def __init__(
        self,
        message: str,
        *,
        extra: str | None,
        instead: str | None = None,
        code: str = "missing_extra",
        column: str | None = None,
    ) -> None:
        group = f"[{extra}]" if extra else ""
        hint = f"pip install 'summitry{group}' (from a clone: pip install '.{group}')"
        if instead:
            hint += f", or {instead}"
        super().__init__(message, code=code, column=column, hint=hint)


class InternalError(SummitryError, RuntimeError):
    """A bug in summitry."""

    def _render_traceback_(self) -> list[str]:
        """Return every frame, since the fault is not the caller's."""
        import traceback

        return traceback.format_exception(self)


class SummitryWarning(UserWarning):
    """A result is right but may surprise."""


class AllCensoredWarning(SummitryWarning):
    """No lag was observed to its end."""
