"""Bad calls made from good ones: a result or an error of this package ends each."""

from __future__ import annotations

import contextlib
import inspect
import random
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import polars as pl
import pyarrow as pa

from hostile.values import ALONE, column
from summitry.exceptions import InternalError, SummitryError
from summitry.frames.array_table import ArrayTable

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES = {
    *("visits", "eras", "shocks", "lags", "frequencies", "table", "tally", "data"),
    *("frame", "source", "columns", "curve", "strata"),
}
_SLOW = ("analyse", "plot.", "placebo_test", "compare_by_floor", "Study.", "Analysis.")
"""What takes ten times as long as the rest is called less often."""
_MAKERS = (dict, dict, pd.DataFrame, pl.DataFrame, pa.table)


class Found(NamedTuple):
    """A call that ended with an error of somebody else."""

    seed: int
    name: str
    changed: str
    error: BaseException


def attempt(seed: int, made: Mapping[str, tuple[Any, dict[str, Any]]]) -> Found | None:
    """Make the call of a seed; what it raised, if it is no error of this package."""
    draw = random.Random(seed)
    name = draw.choice(sorted(made))
    if name.startswith(_SLOW) and draw.random() < 0.8:
        name = draw.choice(sorted(made))
    function, good = made[name]
    given = dict(good)
    changed = draw.choice(parameters_of(function) or sorted(given))
    tables = [one for one in given if one in TABLES and hasattr(given[one], "keys")]
    if tables and draw.random() < 0.4:
        changed = draw.choice(sorted(tables))
        given[changed], what = _changed(draw, given[changed])
        changed = f"{changed}.{what}"
    else:
        place = draw.randrange(len(ALONE))
        given[changed] = ALONE[place]
        changed = f"{changed} = {ALONE[place]!r:.60}"
    error = _raised(function, given)
    if error is None:
        return None
    # What a caller's function raises when it is told of progress is the caller's.
    if changed.startswith("progress = ") and callable(given["progress"]):
        return None
    return Found(seed, name, changed, error)


def parameters_of(function: Any) -> list[str]:
    """What may be given to a function, by name; nothing where it does not say."""
    found = inspect.signature(function).parameters.values()
    return sorted(one.name for one in found if one.kind != one.VAR_KEYWORD)


def _raised(function: Any, given: dict[str, Any]) -> BaseException | None:
    """Make a call; what it raised, if it is no error of this package."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = function(**given)
            # How a table of a library looks is not ours.
            if type(result).__module__.startswith("summitry"):
                str(result)
    except InternalError as error:
        return error
    except SummitryError:
        return None
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001
        return error
    return None


def _changed(draw: random.Random, table: Any) -> tuple[Any, str]:
    """A table with a column that is none, is gone, or is of another length."""
    columns = {str(key): [*table[key]] for key in names_of(table)}
    size = max(map(len, columns.values()), default=0)
    name = draw.choice(sorted(columns)) if columns else "a"
    if draw.random() < 0.1:
        columns.pop(name, None)
        return columns, f"{name} gone"
    columns[name] = column(draw, size, columns.get(name, []))
    make = draw.choice(_MAKERS)
    # What no frame library takes is given as it is; polars panics over some of it.
    with contextlib.suppress(BaseException):
        return make(columns), f"{name} = {columns[name]!r:.60} in {make.__name__}"
    return columns, f"{name} = {columns[name]!r:.60}"


def names_of(table: Any) -> list[Any]:
    """The names of the columns of a table."""
    return list(table.columns) if isinstance(table, ArrayTable) else list(table.keys())
