"""What a list leaves open and only the caller knows, asked in one message."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import InputError, PrecisionError
from summitry.output.format import spaced
from summitry.sources import written_dates as asks
from summitry.sources.reading_rules import DateRules
from summitry.sources.written_dates import said_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from summitry.sources.date_columns import DateColumn
    from summitry.sources.raw_table import RawTable


class _Question(NamedTuple):
    """What is asked, the code of its error, and the answers with what each means."""

    says: str
    code: str
    answers: tuple[tuple[str, object, str], ...]


_QUESTIONS = {
    asks.ORDER: _Question(
        "has two readings: day first, or month first?",
        "bad_date",
        (("dates", "day_first", ""), ("dates", "month_first", "")),
    ),
    asks.SERIALS: _Question(
        "is a number; is it a serial number of a spreadsheet?",
        "serial_number",
        (
            ("dates", "excel", ""),
            ("dates", "excel_1904", "(where the workbook counts from 1904)"),
        ),
    ),
    asks.RANGES: _Question(
        "is a range of days: a trip from the first to the last, or one day within them?",
        "range_of_days",
        (
            ("ranges", "trip", "(`date` and `end_date`)"),
            ("ranges", "one_day", "(`date` and `date_latest`)"),
        ),
    ),
    asks.TIMES: _Question(
        "has a time of day",
        "has_time",
        (("times", "cut", "(the day that is written)"),),
    ),
    asks.ZONE: _Question(
        "has a time zone: midnight in Pyongyang is the day before in UTC",
        "zone_required",
        (
            ("zone", "Asia/Pyongyang", "(the day that it was there)"),
            ("times", "cut", "(the day that is written)"),
        ),
    ),
}


def ask(
    raw: RawTable,
    dates: Mapping[str, DateColumn],
    fits: npt.NDArray[np.bool_],
    write: Callable[[str, object], str],
) -> None:
    """
    Raise if a row cannot be read before the caller answers; all questions at once.

    Raises
    ------
    InputError
        With a row and a text for each question, and what to answer.
    PrecisionError
        If the first question is about times of day or zones.
    """
    said, hints, rows = [], [], []
    first = None
    for name, question in _QUESTIONS.items():
        for column, found in dates.items():
            asked = found.questions.get(name, np.zeros(0, dtype=np.int64))
            asked = asked[fits[asked]]
            if not asked.size:
                continue
            first = first or name
            rows.append(asked)
            row, says = int(asked[0]), question.says
            if name == asks.ORDER:
                row, says = _of_order([(int(n), found.texts[n] or "") for n in asked])
            text = found.texts[row] or ""
            said.append(
                (f"{raw.at(row)}, '{column}': '{text[:80]}' {says}", asked.size)
            )
            hints.append(_answers(question, write))
    if first is None:
        return
    kind = PrecisionError if first in {asks.TIMES, asks.ZONE} else InputError
    positions = np.unique(np.concatenate(rows))
    error = kind(
        _joined(said),
        code=_QUESTIONS[first].code,
        column=next(iter(dates)),
        rows=positions,
        n_bad=positions.size,
        hint=" ".join(dict.fromkeys(hints)),
    )
    raise error


def _of_order(asked: list[tuple[int, str]]) -> tuple[int, str]:
    """Return a row that has two readings, if one has, and what is asked of it."""
    read = {text: _orders(text) for _, text in asked}
    only = [read[text][0] for _, text in asked if len(read[text]) == 1]
    told = [
        f"{only.count(order)} can only be {spaced(order)}"
        for order in _ORDERS
        if order in only
    ]
    row = next((row for row, text in asked if len(read[text]) != 1), None)
    if row is not None:
        also = f" ({' and '.join(told)})" if told else ""
        return row, f"{_QUESTIONS[asks.ORDER].says}{also}"
    row, text = asked[0]
    of_all = f" ({' and '.join(told)})" if len(told) > 1 else ""
    return row, f"can only be {spaced(read[text][0])}: is that the order?{of_all}"


_ORDERS = ("day_first", "month_first")


def _orders(text: str) -> list[str]:
    """Return the orders of figures in which a text is a date."""
    rules = {one: DateRules(order=one, ranges="trip", cut=True) for one in _ORDERS}
    return [one for one, how in rules.items() if said_of(text, how).fault is None]


def _joined(said: list[tuple[str, int]]) -> str:
    """Put questions one behind the other; of one alone the error has the rows."""
    texts = [
        f"{text} ({rows} such rows)" if rows > 1 and len(said) > 1 else text
        for text, rows in said
    ]
    ended = [one if one.endswith("?") else f"{one}." for one in texts[:-1]]
    return " ".join([*ended, texts[-1]])


def _answers(question: _Question, write: Callable[[str, object], str]) -> str:
    told = [
        f"{write(key, value)} {meaning}".strip()
        for key, value, meaning in question.answers
    ]
    return f"say {' or '.join(told)}."


def as_argument(key: str, value: object) -> str:
    """
    Write an answer as an argument.

    Examples
    --------
    >>> as_argument("ranges", "trip")
    "ranges='trip'"
    """
    return f"{key}={value!r}"


def as_key(key: str, value: object) -> str:
    """
    Write an answer as a key of a study file.

    Examples
    --------
    >>> as_key("columns", {"date": "Arrival"})
    'columns = { date = "Arrival" }'
    >>> as_key("header", 2)
    'header = 2'
    """
    if isinstance(value, dict):
        pairs = ", ".join(as_key(name, text) for name, text in value.items())
        return f"{key} = {{ {pairs} }}"
    # JSON writes numbers, and texts with quotes and line ends, as TOML does.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"
