"""
Frequencies and lags of visits that are in Spark, to the last bit those of one machine.

Each partition of the visits is counted where it is, by `summitry.Tally` or
`summitry.Waits`; only these travel, and are merged on the driver. Python is started on
the workers as ``PYSPARK_PYTHON`` says; where that is not set, as the Python that
imports this module, so that an environment need not be activated. summitry must be
installed there.
"""

from __future__ import annotations

import os
import pickle
import sys
from typing import TYPE_CHECKING, Any

from summitry.exceptions import FrameError, PrecisionError
from summitry.frames.batches import gathered_batches, packed, unpacked
from summitry.frames.library_numbers import not_numeric
from summitry.frames.suggestion import no_attribute, no_column
from summitry.measure.tally_state import Tally
from summitry.measure.wait_state import Waits
from summitry.measure.weights import as_scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import NoReturn

    from summitry.frames import Frame
    from summitry.frames.word_types import (
        By,
        Date,
        Exposure,
        Handover,
        Interval,
        Overlap,
        SameDay,
        Unclear,
    )
    from summitry.measure.weights import Scheme

__all__ = ["era_frequency", "response_lags"]

_NUMBERS = (
    "tinyint",
    "smallint",
    "int",
    "bigint",
    "float",
    "double",
    "decimal",
    "void",
)
"""Types of Spark that weights may have; what has no type has no value."""
_LAST = 2**31
"""A part after every partition."""

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)


def __dir__() -> list[str]:
    """Offer the names that are meant for callers alone."""
    return [*__all__]


if not TYPE_CHECKING:  # which would take any name for one of these

    def __getattr__(name: str) -> NoReturn:
        """Say which function is meant."""
        raise no_attribute(__name__, name, __all__)


def era_frequency(
    visits: Any,
    eras: Frame,
    *,
    through: Date,
    since: Date,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | str | None = None,
    by: By | None = None,
    direction: tuple[str, str] | None = None,
    unclear: Unclear = "exclude",
    exposure: Exposure = "days",
    handover: Handover = "successor",
    date: str = "date",
    dyads: Frame | None = None,
    interval: Interval | None = "dispersed",
    level: float = 0.95,
    columns: Sequence[str] | None = None,
) -> Frame:
    """
    Visits a year in each era, of visits in Spark.

    Parameters
    ----------
    visits : pyspark.sql.DataFrame
        As for `summitry.era_frequency`; dates are of the type ``date``, or texts.
    eras, dyads : frame
        Of Spark or of any other kind; they are sent to every worker.
    through, since, scheme, by, direction, unclear, exposure, handover, date
        As for `summitry.era_frequency`.
    interval, level, columns
        As for `summitry.era_frequency`.

    Returns
    -------
    pyarrow.Table
        What `summitry.era_frequency` gives of ``visits.toArrow()``, without
        ``duplicates``.

    Raises
    ------
    PrecisionError
        If dates are timestamps; no job is started.
    ColumnError
        If the scheme is of a column that is not there, or a column of weights holds no
        numbers; no job is started.
    SummitryError
        As `summitry.era_frequency` does. Of a row that cannot be used Spark says where,
        within its own error.

    Examples
    --------
    >>> import summitry.spark  # doctest: +SKIP
    >>> summitry.spark.era_frequency(
    ...     visits, eras, since="1953-07-27", through="2017-03-15"
    ... )  # doctest: +SKIP
    """
    options: dict[str, Any] = {
        "through": through,
        "since": since,
        "scheme": scheme,
        "by": by,
        "direction": direction,
        "exposure": exposure,
        "handover": handover,
        "date": date,
        "dyads": None if dyads is None else _here(dyads),
    }
    eras = _here(eras)
    _refuse_timestamps(visits, date)
    _refuse_scheme(visits, scheme)

    def tally(part: int) -> Tally:
        del part
        return Tally(eras, **options)

    needed = [one for one in tally(0).columns if one in visits.columns]
    return _merged(visits.select(needed), tally).finish(
        unclear=unclear, interval=interval, level=level, columns=columns
    )


def response_lags(
    shocks: Frame,
    visits: Any,
    *,
    through: Date,
    since: Date,
    direction: tuple[str, str] | None = None,
    same_day: SameDay = "include",
    overlap: Overlap = "both",
    unclear: Unclear = "exclude",
    date: str = "date",
    unvisited_pairs: str = "leave_out",
    dyads: Frame | None = None,
) -> Frame:
    """
    Days from each shock to the next visit, of visits in Spark.

    Parameters
    ----------
    shocks, dyads : frame
        Of Spark or of any other kind; they are sent to every worker.
    visits : pyspark.sql.DataFrame
        As for `summitry.response_lags`; dates are days, of the type ``date`` or texts.
        Every column is read, so select those that are needed first.
    through, since, direction, same_day, overlap, unclear, date, unvisited_pairs
        As for `summitry.response_lags`.

    Returns
    -------
    frame, the kind of `shocks`, or pyarrow.Table where they are in Spark
        What `summitry.response_lags` gives of ``visits.toArrow()``, with ``duplicates``
        missing. ``visit_row`` numbers visits by partition, as Spark collects them.

    Raises
    ------
    PrecisionError
        If dates are timestamps; no job is started.
    SummitryError
        As `summitry.response_lags` does. Of a row that cannot be used Spark says where,
        within its own error.

    Examples
    --------
    >>> import summitry.spark  # doctest: +SKIP
    >>> summitry.spark.response_lags(
    ...     shocks, visits, since="1953-07-27", through="2017-03-15"
    ... )  # doctest: +SKIP
    """
    options: dict[str, Any] = {
        "through": through,
        "since": since,
        "direction": direction,
        "same_day": same_day,
        "date": date,
        "dyads": None if dyads is None else _here(dyads),
    }
    shocks = _here(shocks)
    _refuse_timestamps(visits, date)

    def waits(part: int) -> Waits:
        return Waits(shocks, part=part, **options)

    return _merged(visits, waits).finish(
        overlap=overlap, unclear=unclear, unvisited_pairs=unvisited_pairs
    )


def _merged(visits: Any, state: Callable[[int], Any]) -> Any:
    """Return what all partitions of the visits know, merged."""
    # The last part of all, without rows: it says what is wrong before a job starts.
    whole = state(_LAST)
    whole.update(visits.limit(0).toArrow())
    _use_this_python(visits.sparkSession)

    def count(batches: Iterable[Any]) -> Iterator[Any]:
        from pyspark import TaskContext

        context = TaskContext.get()
        own = state(0 if context is None else context.partitionId())
        for table in gathered_batches(batches):
            own.update(table)
        yield packed(pickle.dumps(own))

    for one in unpacked(visits.mapInArrow(count, "state binary").toArrow()):
        whole.merge(pickle.loads(one))
    return whole


def _here(frame: Frame) -> Frame:
    """Return a table that is in Spark as one that is here."""
    in_spark = type(frame).__module__.startswith("pyspark.")
    return frame.toArrow() if in_spark else frame


def _refuse_timestamps(visits: Any, date: str) -> None:
    """Refuse what has a time, and so may be the day before somewhere else."""
    if not hasattr(visits, "mapInArrow"):
        raise FrameError(
            f"visits is a {type(visits).__name__}, not a table in Spark",
            code="not_a_spark_table",
            column="visits",
            hint="summitry.era_frequency and summitry.response_lags take other tables",
        )
    kinds = dict(visits.dtypes)
    for column in dict.fromkeys((date, f"{date}_latest", "date")):
        if kinds.get(column, "").startswith("timestamp"):
            raise PrecisionError(
                f"visits column '{column}' is of the type {kinds[column]}; a time may be "
                "the day before in another time zone",
                code="timestamps",
                column=column,
                hint=f"visits.withColumn('{column}', "
                f"pyspark.sql.functions.to_date('{column}'))",
            )


def _refuse_scheme(visits: Any, scheme: Any) -> None:
    """Refuse a scheme of columns that are not there, or of weights that are texts."""
    if scheme is None:
        return
    column_of_weights = isinstance(scheme, str)
    kinds = dict(visits.dtypes)
    for column in [scheme] if column_of_weights else as_scheme(scheme).columns:
        if column not in kinds:
            raise no_column("visits", column, list(kinds))
        if column_of_weights and kinds[column].partition("(")[0] not in _NUMBERS:
            raise not_numeric(column, "visits", kinds[column])


def _use_this_python(session: Any) -> None:
    """Have a session on this machine that began before use this Python as well."""
    context = getattr(session, "_sc", None)
    if context is None or not context.master.startswith("local"):
        return
    if not context.getConf().get("spark.pyspark.python"):
        context.pythonExec = os.environ["PYSPARK_PYTHON"]
