"""What a list leaves open and only the caller knows, asked in one message."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import InputError, PrecisionError
from summitry.sources import written_dates as asks

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
            text = found.texts[asked[0]] or ""
            also = f" ({asked.size} such rows)" if asked.size > 1 else ""
            place = raw.at(int(asked[0]))
            said.append(f"{place}, '{column}': '{text[:80]}' {question.says}{also}")
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


def _joined(said: list[str]) -> str:
    ended = [one if one.endswith("?") else f"{one}." for one in said[:-1]]
    return " ".join([*ended, said[-1]])


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
    """
    if isinstance(value, dict):
        pairs = ", ".join(f'{name} = "{text}"' for name, text in value.items())
        return f"{key} = {{ {pairs} }}"
    return f'{key} = "{value}"'
