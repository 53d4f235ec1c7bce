"""Dated series beside visits: their table, claims on them, and what an answer says."""

from __future__ import annotations

from math import inf, isfinite, isnan
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from summitry.claims.scope import Scope
from summitry.claims.stated import Stated, printed_as
from summitry.claims.statement import Order, Printed
from summitry.exceptions import InputError
from summitry.frames import Table
from summitry.frames.arguments import known_name
from summitry.frames.door import at_the_door
from summitry.frames.spans import day_spans
from summitry.frames.suggestion import few
from summitry.output.format import many

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry import _core
    from summitry.claims.statement import Statement
    from summitry.frames import Frame

SUMMARIES = ("sum", "mean", "maximum", "share", "ratio")
"""What can be made of a series in a period."""

_SHOWN = 8
_LARGE = 1000.0


class OnSeries(Stated):
    """The constructor of claims on dated series."""

    @classmethod
    @at_the_door
    def series(
        cls,
        series: str,
        period: str,
        printed: str | float | None = None,
        *,
        summary: str = "sum",
        of: tuple[str, str] | None = None,
        lower_than: tuple[str, str] | None = None,
        higher_than: tuple[str, str] | None = None,
        comparison: str = "equals",
        rounded_to: float | None = None,
    ) -> Self:
        """
        What a dated series gives in a period, against a number or another series.

        Parameters
        ----------
        series : str
            The series, by its name.
        period : str
            A day, month or year, or a first and a last one: ``"2017-01/2017-02"``.
        printed, comparison, rounded_to
            As for `value`; without a number, `lower_than` or `higher_than` is given.
        summary : {"sum", "mean", "maximum", "share", "ratio"}
            What is made of it: everything together; so much for each of its shortest
            steps (days, months or years), or the most in one; or its sum as a part of
            another, or divided by another.
        of : tuple of series and period, optional
            What a share or a ratio is of.
        lower_than, higher_than : tuple of series and period, optional
            What it is compared with.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.Claim.series("coal", "2016-12", 2, comparison="at_least"))
        sum of coal in 2016-12 is at least 2
        """
        known_name(summary, SUMMARIES, "summary")
        form: dict[str, Any] = {
            "quantity": "series",
            "summary": summary,
            "at": Scope(series=series, period=period).form(),
        }
        others = {"of": of, "lower_than": lower_than, "higher_than": higher_than}
        form |= {
            key: Scope(series=other[0], period=other[1]).form()
            for key, other in others.items()
            if other is not None
        }
        if printed is not None:
            form |= printed_as(printed, comparison, rounded_to)
        return cls(form)


def series_of(frame: Frame) -> list[_core._Series]:
    """
    Return the series of a table for the core, in the order of their first figures.

    Parameters
    ----------
    frame : frame
        ``series``, ``date`` and ``value``, perhaps ``unit`` and ``rounded_to``. A row
        without a value is a gap, as if it were not there.

    Raises
    ------
    InputError
        If a date or a number cannot be read, or one series has two units.

    Examples
    --------
    >>> rows = {"series": ["coal"], "date": ["2016-12"], "value": [2.0]}
    >>> [one["name"] for one in series_of(rows)]
    ['coal']
    """
    table = Table(frame, "series")
    names = table.categories("series")
    first, last = day_spans(table, "date")
    values = table.floats("value")
    steps = np.zeros(len(table))
    if table.has("rounded_to"):
        steps = np.nan_to_num(table.floats("rounded_to"))
    _refuse_odd(table, names.codes, values, steps)
    found: list[_core._Series] = []
    for code, name in enumerate(names.labels):
        own = (names.codes == code) & ~np.isnan(values)
        found.append(
            {
                "name": name,
                "unit": _unit(table, names.codes == code, name),
                "first": np.ascontiguousarray(first[own]),
                "last": np.ascontiguousarray(last[own]),
                "values": np.ascontiguousarray(values[own]),
                "halves": np.ascontiguousarray(steps[own] / 2),
            }
        )
    return found


def _refuse_odd(
    table: Table,
    codes: npt.NDArray[Any],
    values: npt.NDArray[np.float64],
    steps: npt.NDArray[np.float64],
) -> None:
    """Refuse rows without a name, and numbers that are none."""
    for column, odd, expected in (
        ("series", codes < 0, "a name"),
        ("value", np.isinf(values), "a finite number"),
        ("rounded_to", ~(np.isfinite(steps) & (steps >= 0)), "a step of 0 or more"),
    ):
        rows = np.flatnonzero(odd)
        if rows.size:
            said = table.values(column)[rows[0]]
            raise InputError(
                f"series row {rows[0]}: '{column}' is {said}, not {expected}",
                code="bad_value",
                column=column,
                rows=rows[:10],
                n_bad=rows.size,
            )


def _unit(table: Table, own: npt.NDArray[np.bool_], name: str) -> str | None:
    if not table.has("unit"):
        return None
    found = table.categories("unit")
    units = [found.labels[code] for code in np.unique(found.codes[own]) if code >= 0]
    if len(units) > 1:
        raise InputError(
            f"the series '{name}' is in {units[0]} and in {units[1]}",
            code="several_units",
            column="unit",
            hint="give each unit a series of its own",
        )
    return units[0] if units else None


def told_series(
    said: Statement, answer: _core.Answer, decimals: int | None
) -> tuple[str, str]:
    """
    Say what a series gives, and why the verdict is what it is.

    Parameters
    ----------
    said : Statement
        What the claim says.
    answer : Answer
        What the record says to it.
    decimals : int or None
        How many decimals a printed quotient has; None for other numbers.
    """
    unit = f" {answer.unit}" if answer.unit else ""
    ends = (answer.value, answer.lower, answer.upper)
    if isinstance(said.asserted, Printed):
        percent = said.asserted.is_percent
        text = _range(*ends, unit, decimals, percent=percent)
        if answer.parts is not None:
            made = f"{_plain(answer.parts.over)} of {_plain(answer.parts.under)}"
        else:
            figures = [f"{one.label} {_plain(one.value)}" for one in answer.compared]
            listed = few(figures, _SHOWN)
            made = f"{many(len(answer.compared), 'figure')}: {listed}" if listed else ""
    else:
        told = [
            f"{one.label} {_range(one.value, one.lower, one.upper, unit)}"
            for one in answer.compared
        ]
        lower = isinstance(said.asserted, Order) and said.asserted.lower
        text, made = ", ".join(told if lower else told[::-1]), ""
    if answer.reason is None:
        return text, made or text
    return text, answer.reason


def _range(
    value: float,
    low: float,
    high: float,
    unit: str,
    decimals: int | None = None,
    *,
    percent: bool = False,
) -> str:
    """Print a number in its unit, and what it may be."""

    def said(number: float) -> str:
        return _plain(number, decimals, percent=percent)

    if low in {0, -inf} and high == inf:
        return "no number"
    if high == inf:
        span = f"at least {said(low)}"
    elif low == -inf:
        span = f"at most {said(high)}"
    elif said(low) == said(high):
        return said(low if isnan(value) else value) + unit
    else:
        span = f"{said(low)} to {said(high)}"
    return f"{said(value)}{unit} ({span})" if isfinite(value) else span + unit


def _plain(number: float, decimals: int | None = None, *, percent: bool = False) -> str:
    """
    Print a number: large ones whole and in thousands, small ones with four digits.

    Examples
    --------
    >>> _plain(1000866), _plain(0.35642), _plain(0.356, 1, percent=True)
    ('1,000,866', '0.3564', '35.6%')
    """
    if percent:
        return f"{100 * number:.{decimals or 0}f}%"
    if decimals is not None and abs(number) < _LARGE:
        text = f"{number:.{decimals}f}"
        return text.removesuffix("0").removesuffix(".")
    return f"{number:,.0f}" if abs(number) >= _LARGE else f"{number:.4g}"
