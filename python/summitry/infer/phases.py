"""Phases: when the frequency of visits changed, found in the visits themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from summitry.exceptions import InputError, brief
from summitry.frames import Frame, Table, build
from summitry.frames.arguments import real_number, whole_number, word_of
from summitry.infer.clustering import columns_of
from summitry.infer.era_years import noted
from summitry.infer.families import part_of
from summitry.infer.kind_types import of_visits_or_times
from summitry.infer.phase_events import CountedPeriods, DatedVisits, Events, Times
from summitry.infer.vague_phases import beside
from summitry.measure.unclear import DAYS_A_YEAR, READINGS, asked_readings
from summitry.output.progress import watched
from summitry.sources.country_names import warn_of_no_visit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry import _core
    from summitry.frames.word_types import Date, Unclear
    from summitry.infer.clustering import Clustering
    from summitry.infer.phase_events import Tick
    from summitry.output.progress import Progress

Method: TypeAlias = Literal["blocks", "single", "scargle"]
Calibration: TypeAlias = Literal["dispersed", "dispersed_years", "poisson"]

MOST_DRAWS = 10_000_000
"""How many draws may be asked for."""


@of_visits_or_times
def phases(
    visits: Frame | Sequence[float] | npt.NDArray[Any],
    *,
    through: Date | float,
    since: Date | float,
    method: Method = "blocks",
    calibration: Calibration = "dispersed",
    eras: Frame | None = None,
    level: float = 0.95,
    draws: int = 999,
    seed: int = 0,
    direction: tuple[str, str] | None = None,
    where: Mapping[str, Any] | None = None,
    unclear: Unclear = "exclude",
    date: str = "date",
    coverage: Frame | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Frame:
    """
    Divide the observation where the frequency of visits changed.

    The result is a table of eras: `era_frequency` takes it as it is, so that phases
    found in the data stand beside the leaders' eras. If the frequency never plainly
    changed there is one phase. The days between them are change points.

    Parameters
    ----------
    visits : frame of n rows, or (n,) numbers
        With ``date``, as exact as it is known (as for `response_lags`); with ``origin``
        and ``destination`` if `direction` is given. If `qualify` has written
        ``qualifies``, it is heeded. Or a table of periods without
        ``date`` that follow one another: ``start``, ``end`` (exclusive) and ``count``.
        Or bare times in days, such as 0.1 and 4.5, in any order.
    through, since : date, or number for bare times
        Last and first day observed, both inclusive. Silence at either end counts.
    method : {"blocks", "single", "scargle"}
        Any number of changes (Bayesian blocks); one at most; or any number with
        Scargle's formula for the penalty, as other packages have it, which is quick,
        keeps no promise and is not for counts by period.
    calibration : {"dispersed", "dispersed_years", "poisson"}
        How years vary where the frequency does not change: as much as those of the
        record do, neighbouring years being alike; the same without the neighbours; or
        as those of independent visits. Where the years of the record vary no more than
        that, all three are the same, to the last bit.
    eras : frame, optional
        Leaders' eras, as for `era_frequency`: how much years vary is then measured by
        calendar years within them. Of several lists of eras the one that asks for the
        larger penalty counts. Without eras it is measured within blocks of 8 calendar
        years, which takes some changes of frequency for years that vary.
    level : float, default 0.95
        How often a frequency that never changed must stay undivided. For ``"scargle"``
        one less the formula's p0.
    draws : int, default 999
        Draws by which that is calibrated.
    seed : int, default 0
        Seed of the draws.
    direction : (origin, destination), optional
        Only visits of this direction.
    where : mapping of column to value or list of values, optional
        Only visits with these values, such as ``{"summit": True}``.
    unclear : {"exclude", "include", "both"}
        What to do with visits of which it is unclear whether they qualify; ``"both"``
        gives both readings as two rules.
    date : str, default "date"
        The column that dates a visit.
    coverage : frame or mapping, optional
        Who is reported, and when, as for `era_frequency`. Only the days and visits
        compared are divided, which must be one stretch of days.
    threads : int, optional
        How many threads may share the draws; as many as `SUMMITRY_THREADS` says, or
        else as there are cores, up to 8. The result is the same to the last bit.
    progress : callable or False, optional
        Called with the draws done and the draws in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row a phase, the kind that was given (pandas for bare times)
        ``rule`` (the method, and the reading if there are two); ``era``, such as
        "phase 1: 1953-07-27 to 1958-02-28"; ``start`` and ``end`` (exclusive);
        ``days``, ``count`` and ``frequency`` (visits a year); ``p``, the probability
        that a constant frequency would be divided as readily; ``level``; the
        ``penalty`` for a phase, and the ``critical`` one under which these visits would
        not be divided (for a single change half the likelihood ratio); what the penalty
        was made for: ``calibration``, the excess variance ``alpha`` of a year, the
        correlation ``rho`` of neighbouring years, and ``within`` which years they were
        measured; a ``note`` where slow drift would look the same as a change, or
        nothing is known of how years vary; ``draws``, ``seed`` and ``generator``;
        ``reading``; with a coverage who is compared, and when, in words, as
        ``coverage``; and what became of every row of `visits`, as in `visit_gaps`. What
        was not drawn has no p.

        If some visits are known to the month or the year, the phases are those at the
        first days that they may have had, and ``start_latest``, ``end_latest``,
        ``count_latest``, ``frequency_latest`` and ``p_latest`` those at the latest
        days. Where these are more or fewer phases, they are a rule of their own.

    Raises
    ------
    RangeError
        If `level` is not between 0 and 1, there are too few `draws` for it, or a time
        is not between the ends.
    InputError
        If periods do not follow one another through the observation, the days compared
        are not one stretch, or an option does not go with what is given.
    LimitError
        If counts and draws are so many that the draws would never end.
    CategoryError, ColumnError, TenureError
        As for `visit_gaps`, and for `eras` as in `era_frequency`.

    Notes
    -----
    The partition maximizes the sum of ``n ln(n / T)`` over its blocks less a penalty
    for each; a block ends midway between two visit days, the first begins and the last
    ends with the observation. With ``method="single"`` a change lies just before or
    just after a visit day, and a silent part is allowed; in counts by period any change
    lies between two periods. As many visits as there are, thrown on the observation,
    are divided at most as often as the level leaves: the penalty is a quantile of the
    smallest one under which they are not. They are thrown by yearly weights of a gamma
    law of variance alpha, whose normal scores are an autoregression with rho; evenly
    where alpha is 0. Complexity is O(n^2) at worst.

    References
    ----------
    Scargle, Norris, Jackson and Chiang (2013), Astrophys. J. 764, 167, equations 19
    and 21. Maidstone, Hocking, Rigaill and Fearnhead (2017), Stat. Comput. 27, 519,
    for pruning. Worsley (1986), Biometrika 73, 91-104, for a single change.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": [
    ...             f"{year}-0{month}-15"
    ...             for year in (1990, 1991, 1992)
    ...             for month in range(1, 9)
    ...         ]
    ...         + ["1997-05-01"]
    ...     }
    ... )
    >>> eras = {"era": ["a", "b"], "start": ["1990-01-01", "1993-01-01"]}
    >>> eras["end"] = ["1993-01-01", None]
    >>> seen = {"since": "1990-01-01", "through": "1999-12-31"}
    >>> found = summitry.phases(visits, eras=eras, **seen)
    >>> found[["era", "count", "frequency", "p"]].round(3)
                                     era  count  frequency      p
    0  phase 1: 1990-01-01 to 1992-07-30     23      8.918  0.001
    1  phase 2: 1992-07-31 to 1999-12-31      2      0.270  0.001
    """
    word_of(method, "phase_method", "method")
    word_of(calibration, "calibration")
    readings = asked_readings(unclear)
    search: _core._Search = {
        "method": method,
        "level": real_number(level, "level"),
        "draws": whole_number(draws, "draws", lowest=1, highest=MOST_DRAWS),
        "seed": whole_number(seed, "seed", lowest=0, highest=2**63 - 1),
        "alpha": 0.0,
        "rho": 0.0,
        "threads": threads,
    }
    table = None if _bare(visits) else Table(visits, "visits")
    if table is not None and not len(table):
        warn_of_no_visit()
    events: Events
    if table is not None and (table.has(date) or not table.has("count")):
        events = DatedVisits(
            table,
            since=since,
            through=through,
            date=date,
            direction=direction,
            where=where,
            coverage=coverage,
        )
    else:
        _refuse_options(
            direction=direction, where=where, unclear=unclear, coverage=coverage
        )
        events = (
            _times(visits, eras, since=since, through=through)
            if table is None
            else CountedPeriods(table, since=since, through=through)
        )
    parts, latest = [], []
    at_latest = events.at_latest(readings)
    with watched(progress, "finding phases") as tick:
        for reading in readings:
            rule = method if unclear != "both" else f"{method}, {READINGS[reading]}"
            asked = (search, reading, rule, eras, calibration, tick)
            parts.append(_told(events, *asked))
            if at_latest is not None:
                latest.append(_told(at_latest, *asked))
    made = noted(parts if at_latest is None else beside(parts, latest))
    return build(made, "pandas") if table is None else table.build(made)


def _told(
    events: Events,
    search: _core._Search,
    reading: str,
    rule: str,
    eras: Frame | None,
    calibration: Calibration,
    tick: Tick,
) -> dict[str, Any]:
    """One reading of the events, divided, as columns."""
    method = search["method"]
    clusters = events.clustering(
        eras, reading, "poisson" if method == "scargle" else calibration
    )
    found, cluster = _divided(events, search, reading, clusters, tick)
    columns = events.spans(found["starts"])
    columns["count"] = found["counts"].astype(np.int64)
    columns["frequency"] = columns["count"] / (columns["days"] / DAYS_A_YEAR)
    n = len(columns["era"])
    told: dict[str, Any] = (
        {"rule": [rule] * n}
        | columns
        | {
            name: np.full(n, np.nan if value is None else value)
            for name, value in (
                ("p", found["p"]),
                ("level", search["level"]),
                ("penalty", found["penalty"]),
                ("critical", found["critical"]),
            )
        }
        | columns_of(cluster, method, calibration, n)
        | _drawing(search, n)
        | {"reading": [READINGS[reading]] * n}
        | {name: np.full(n, number) for name, number in events.account(reading).items()}
    )
    return told


def _divided(
    events: Events,
    search: _core._Search,
    reading: str,
    clusters: list[Clustering],
    tick: Tick,
) -> tuple[_core._Phases, Clustering]:
    """Divide under what asks for the largest penalty."""
    each: list[tuple[_core._Phases, Clustering]] = []
    for place, one in enumerate(clusters):
        part = part_of(tick, place, len(clusters))
        asked: _core._Search = {**search, "alpha": one.alpha, "rho": one.rho}
        each.append((events.divided(asked, reading, part), one))
    return max(each, key=lambda pair: pair[0]["penalty"])


def _bare(visits: Any) -> bool:
    """Whether visits are times rather than a table."""
    return isinstance(visits, list | tuple | np.ndarray)


def _times(visits: Any, eras: Frame | None, **ends: Any) -> Times:
    """Return bare times, which know no dates and so no eras."""
    _refuse_options(eras=eras)
    return Times(visits, **ends)


def _refuse_options(**options: Any) -> None:
    """Refuse what only dated visits know."""
    for name, value in options.items():
        if not (value is None or (isinstance(value, str) and value == "exclude")):
            raise InputError(
                f"{name} is {brief(value)}, but there are no visits to choose from",
                code="needless_option",
                column=name,
                hint="give a table with a column 'date', one row a visit",
            )


def _drawing(search: _core._Search, n: int) -> dict[str, Any]:
    """What the draws were; the formula needs none."""
    mask = [search["method"] == "scargle"] * n
    return {
        "draws": np.ma.array(np.full(n, search["draws"]), mask=mask),
        "seed": np.ma.array(np.full(n, search["seed"]), mask=mask),
        "generator": ["none" if mask[0] else "pcg64"] * n,
    }
