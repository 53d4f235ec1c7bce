"""Bad calls made from good ones: a result or an error of this package ends each."""

from __future__ import annotations

import contextlib
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
    function, good = made[name]
    given = dict(good)
    changed = draw.choice(sorted(given))
    tables = [one for one in given if one in TABLES and hasattr(given[one], "keys")]
    if tables and draw.random() < 0.6:
        changed = draw.choice(sorted(tables))
        given[changed], what = _changed(draw, given[changed])
        changed = f"{changed}.{what}"
    else:
        place = draw.randrange(len(ALONE))
        given[changed] = ALONE[place]
        changed = f"{changed} = {ALONE[place]!r:.60}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = function(**given)
            with contextlib.suppress(SummitryError):
                str(result)
    except InternalError as error:
        return Found(seed, name, changed, error)
    except SummitryError:
        return None
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001
        return Found(seed, name, changed, error)
    return None


def _changed(draw: random.Random, table: Any) -> tuple[Any, str]:
    """A table with a column that is none, is gone, or is of another length."""
    columns = {str(key): [*table[key]] for key in _names(table)}
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


def _names(table: Any) -> list[Any]:
    return list(table.columns) if isinstance(table, ArrayTable) else list(table.keys())
