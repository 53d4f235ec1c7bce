"""Era frequency: visits a year in each era, unweighted and weighted, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.exceptions import InputError, brief
from summitry.frames import Frame, Table
from summitry.frames.arguments import real_number
from summitry.frames.asked_columns import names_asked, with_asked
from summitry.frames.same_kind import same_kind
from summitry.measure.completed import with_completeness
from summitry.measure.frequency_columns import are_limited, frequency_columns
from summitry.measure.intervals import weighted_word
from summitry.measure.measured import Limits
from summitry.measure.tallied import frequency_of_tally
from summitry.measure.tally import count_eras
from summitry.measure.unclear import asked_readings
from summitry.output.progress import watched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.frames.word_types import (
        By,
        Date,
        Exposure,
        Handover,
        Interval,
        Unclear,
    )
    from summitry.measure.weights import Scheme
    from summitry.output.progress import Progress


@same_kind
def era_frequency(
    visits: Frame,
    eras: Frame | None = None,
    *,
    through: Date | None = None,
    since: Date | None = None,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | str | None = None,
    by: By | None = None,
    direction: tuple[str, str] | None = None,
    unclear: Unclear = "exclude",
    exposure: Exposure = "days",
    handover: Handover = "successor",
    date: str = "date",
    coverage: Frame | None = None,
    completeness: Frame | None = None,
    dyads: Frame | None = None,
    interval: Interval | None = "dispersed",
    level: float = 0.95,
    columns: Sequence[str] | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Frame:
    """
    Visits a year in each era, with intervals: unweighted and, if asked, weighted.

    Parameters
    ----------
    visits : frame of n rows
        With ``date``; with ``origin`` and ``destination`` if the eras have a side or
        dyads are asked for. If `qualify` has written ``qualifies``, it is heeded. Or,
        without `eras`, visits that have been counted already: see below.
    eras : frame, optional
        With ``era``, ``start`` and ``end`` (exclusive; missing while the era is open),
        and perhaps ``side`` and ``rule``. Each side and rule is counted by itself, so
        those of two countries may overlap; with ``other_side`` too an era is of the
        visits between the two alone. Rows of one name that differ in ``term`` are
        one era, whose exposure is added up. `through` must not be after
        ``known_through``, the last day that the table knows.
    through : date
        Last day observed, inclusive. Open eras end there. Nothing defaults to today.
    since : date
        First day observed, inclusive.
    scheme : Scheme, mapping or str, optional
        What a visit is worth: a scheme, or the name of a column of weights, whose
        distinct values then are the classes.
    by : {"dyad", "direction"}, optional
        Count each pair of countries, or each ordered pair, by itself.
    direction : (origin, destination), optional
        Count only visits of this direction.
    unclear : {"exclude", "include", "both"}
        What to do with visits of which it is unclear whether they qualify; ``"both"``
        gives every row twice, told apart by ``reading``.
    exposure : {"days", "calendar_years"}
        Years of exposure are days observed / 365.25, or whole calendar years, each
        with the era that held most of its days.
    handover : {"successor", "predecessor"}
        Whose the day of a handover is: eras are ``[start, end)`` or ``(start, end]``.
    date : str, default "date"
        The column that dates a visit; ``"end_date"`` for its last day.
    coverage : frame or mapping, optional
        Who is reported, and when: see below. Without it everybody is, always.
    completeness : frame, optional
        What `completeness` estimates of these visits in these eras: adds
        ``completed_frequency`` with ``completed_lower`` and ``completed_upper``, the
        frequencies with the visits that no source has.
    dyads : frame, optional
        The pairs that are asked for, with `by`: ``origin`` and ``destination``, or
        ``country`` and ``other_country``, perhaps with ``since`` and ``through``: see
        below. Without it, the pairs that have a visit.
    interval : {"dispersed", "dispersed_years", "garwood", "midp", "jeffreys"} or None
        How limits are found. ``"garwood"`` is exact if visits are independent of each
        other, and Fay and Feuer's interval for weighted frequencies, which equals it
        where weights are equal. ``"dispersed"`` is the same where the years of eras
        vary no more than chance lets them; where they do it is wider, for that and
        for neighbouring years that resemble each other; ``"dispersed_years"`` leaves
        the neighbours out. Where it cannot be told how years vary, as with one year in
        each era, both are Garwood's and the column ``interval`` says so. ``"midp"`` is
        narrower, right on average if visits are independent; ``"jeffreys"`` is for
        unweighted frequencies only. None leaves out limits and how years vary, which
        takes longest where rows are very many.
    level : float, default 0.95
        Confidence, two-sided.
    columns : sequence of str, optional
        Only these columns, in this order; the others are not made, which spares most of
        the time and the memory where rows are very many.
    threads : int, optional
        How many to use; without it as the environment variable ``SUMMITRY_THREADS``
        says, else one for a short table and up to 8 for a long one. The numbers are the
        same on any.
    progress : callable or False, optional
        Called with the rows done and the rows in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame, the kind that was given
        One row an era: its columns (``end`` is missing while the era is open, and the
        era then counted up to `through`), ``days`` and ``years`` of exposure,
        ``years_used`` where those are calendar years, ``count``, ``frequency``
        (visits a year), ``lower``, ``upper``, ``rank`` (1 is lowest;
        equal frequencies share the better rank); a ``note`` where an era is of an
        acting leader, or is below half a year with less than one visit expected, so
        that its rank tells little; ``terms`` where an era has several, and ``acting``
        where `eras` has it; how years vary: ``dispersion`` (1 for independent visits;
        missing where it cannot be told), ``alpha``, ``rho``, ``dispersion_df``, and
        what `compare_eras` and `rank_eras` allow for, ``excess`` and ``excess_years``
        (see `dispersion`); with a scheme also ``weighted_count``,
        ``weighted_frequency``, ``weighted_lower``,
        ``weighted_upper``, ``weighted_variance`` (of the frequency),
        ``largest_weight`` (of a class, by year) and ``weighted_rank``; then the
        methods, and what became of every row of `visits`: ``rows_in`` is the sum of
        ``used``, ``outside_window``, ``in_no_era``, ``excluded_by_rule``, ``unclear``
        and ``other_dyads``, of ``own_country`` where there are visits of a country to
        itself, which do not count, with `dyads` of ``outside_existence``, with a
        coverage also ``outside_coverage`` and ``partly_covered``; ``coverage`` then
        says in words who is compared, and when.
        A row that is several of these is excluded by the rule before it is of another
        pair, and that before it is outside the observation, in no era, or unclear.
        ``duplicates`` of the rows repeat an earlier one in every column, or its ``id``;
        they are counted like any other (`drop_duplicates` removes them; tables of more
        than 262,144 rows are not searched).
        An era without exposure has no frequency. Of counted visits what became of other
        rows is not known, nor is an era that is not named.

    Raises
    ------
    TenureError
        If an era is reversed or empty, is named twice, or shares days with another.
    CategoryError
        If a category is not in the scheme, or an era of counted visits has no name.
    InputError
        If parts of a tally differ in the exposure of an era or the weight of a class,
        or an option does not go with what is given.
    RangeError
        If `level` is not between 0 and 1, or a weight is not a finite number >= 0.
    ColumnError, MissingValueError, PrecisionError
        If a column or a date cannot be used, an end of the observation is not given, or
        there is no column of those asked for.

    Warns
    -----
    SummitryWarning
        If visits are in no era; and once for all names of countries that do not agree:
        that differ only by case, spaces, accents or one letter, or are in `eras` or
        `dyads` and no visit has them; and for visits of a country to itself.

    Notes
    -----
    The visits of a side are those with all other countries together; ``by="dyad"``
    counts each pair by itself, and ``direction`` one pair alone.

    Exposure comes from the eras and the observation, never from visits. The classes of
    the weighted interval come from the scheme, so one that never occurred still widens
    it. Complexity is O(n), with one table of days in place of a search.

    A coverage has a row for each report: any of ``origin``, ``visitor_rank`` and
    ``visitor`` (missing is everybody, ``"*"`` everybody whom no row names) with
    ``since`` and ``through`` (missing is the end of the observation). A day is exposure
    only if it is covered, and a visit counts only if it is. Who is covered on a part of
    those days only is left out altogether and named, so that eras are compared on the
    same visitors: those with a visit who are covered on the most days, and all who are
    covered on all of these.

    Each pair of `dyads` has a row for each era, with 0 visits where there was none. It
    is exposed while both states were there, from ``since`` to ``through`` of its row
    (missing is an end of the observation; several rows are several stretches), in
    calendar years in those on all days of which it was. Every number of a pair is that
    of an observation of these days alone. Visits on other days are counted in
    ``outside_existence``; where an era has no such day, it has no frequency.

    Counted visits are what `era_tally` returned, several such tables stacked, or what a
    database counted: ``era``, ``years`` and ``count``; ``count_unclear`` if `unclear`
    asks for it; ``weight`` and the scheme's columns for weighted frequencies;
    ``country``, ``other_country``, ``origin``, ``destination``, ``side``,
    ``other_side`` and ``rule`` if there are several lists of eras. Any other column is
    taken for one of the scheme's. Rows of the same era and class are added up, so
    tallies of batches that were counted with the same eras, observation and scheme
    merge by stacking: counted by year, ``era_tally(..., by_year=True)``, the numbers
    are those of all visits at once, to the last bit. How the years of an era vary
    cannot be read off one count; without ``year`` and ``year_exposure``,
    ``"dispersed"`` is Garwood's interval, and the column ``interval`` says so. Of the
    options only `unclear`, `interval` and `level` apply.

    References
    ----------
    Garwood (1936), Biometrika 28, 437-442. Fay and Feuer (1997), Statistics in
    Medicine 16, 791-801.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> days = ["2011-12-17", "2012-08-03", "2012-11-15", "2013-05-22"]
    >>> visits = pd.DataFrame({"date": days})
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2002-11-15", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> table = summitry.era_frequency(
    ...     visits, eras, since="2010-01-01", through="2016-12-30"
    ... )
    >>> table[["era", "days", "count", "frequency", "lower", "upper", "rank"]].round(2)
      era  days  count  frequency  lower  upper  rank
    0  Hu  1049      2       0.70   0.01   4.43     2
    1  Xi  1507      2       0.48   0.01   2.96     1

    Visits that have been counted already:

    >>> counted = {"era": ["Hu", "Xi"], "years": [10.0, 4.0], "count": [55, 5]}
    >>> counted = pd.DataFrame(counted)
    >>> summitry.era_frequency(counted)[["era", "frequency", "lower", "upper"]].round(2)
      era  frequency  lower  upper
    0  Hu       5.50   4.14   7.16
    1  Xi       1.25   0.41   2.92
    """
    readings, names = asked_readings(unclear), names_asked(columns)
    # What is completed reads more columns than those that are asked for.
    needed = names if completeness is None else None
    level = real_number(level, "level")
    table = Table(visits, "visits" if eras is not None else "tally")
    if eras is None:
        _refuse_options(
            table,
            through=through,
            since=since,
            scheme=scheme,
            by=by,
            direction=direction,
            coverage=coverage,
            completeness=completeness,
            dyads=dyads,
        )
        return frequency_of_tally(
            table, readings, interval=interval, level=level, names=names
        )
    if scheme is not None:
        weighted_word(interval)
    with watched(progress, "counting visits") as tick:
        counts = count_eras(
            table,
            eras,
            through=through,
            since=since,
            scheme=scheme,
            by=by,
            direction=direction,
            exposure=exposure,
            handover=handover,
            date=date,
            coverage=coverage,
            dyads=dyads,
            occurring=True,
            yearly=interval is not None and are_limited(needed),
            threads=threads,
            progress=tick,
        )
    made = frequency_columns(
        counts,
        readings,
        Limits(interval, level, threads),
        weighted=scheme is not None,
        words={"exposure": exposure, "handover": handover},
        names=needed,
    )
    found = table.build(made, eras)
    if completeness is None:
        return found
    completed = with_completeness(found, completeness)
    return with_asked(Table(completed, "frequencies"), {}, names)


def _refuse_options(table: Table, **options: Any) -> None:
    """Refuse what visits that have been counted already cannot be asked for."""
    if not table.has("count"):
        raise InputError(
            "eras are not given, and there is no column 'count' of counted visits",
            code="no_eras",
            column="eras",
            hint="summitry.era_frequency(visits, eras, since=..., through=...)",
        )
    for name, value in options.items():
        if value is not None:
            raise InputError(
                f"{name} is {brief(value)}, but the visits have been counted already",
                code="needless_option",
                column=name,
                hint="give it to era_tally, which counts them",
            )
