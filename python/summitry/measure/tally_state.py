"""Visits counted in parts: a tally that takes more visits, and adds up with others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from summitry.exceptions import InputError
from summitry.frames import Frame, Table, build
from summitry.frames.arguments import real_number
from summitry.frames.asked_columns import names_asked
from summitry.frames.batches import take_batches
from summitry.frames.dates import day_of, iso
from summitry.frames.door import at_the_door
from summitry.frames.warned import quiet
from summitry.measure.added_counts import added, alone
from summitry.measure.axes_counts import AxesCounts
from summitry.measure.era_list import LIST_COLUMNS
from summitry.measure.frequency_columns import frequency_columns
from summitry.measure.in_parts import InParts, as_pair, own_list, same_dyads, same_eras
from summitry.measure.measured import Limits
from summitry.measure.pairs import pairs_given
from summitry.measure.tally import count_eras, warn_of_strays
from summitry.measure.unclear import asked_readings
from summitry.measure.weights import as_scheme
from summitry.output.format import many
from summitry.output.readable import Title
from summitry.sources.country_names import (
    own_countries,
    warn_of_names,
    warn_of_no_visit,
)

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
    from summitry.measure.counts import Counts
    from summitry.measure.weights import Scheme
    from summitry.output.readable import Part


class Tally(InParts):
    """
    Visits counted in parts, for more of them than fit into memory or one machine.

    Parts may be counted anywhere and in any order: counts are exact, so `finish` gives
    what `era_frequency` gives of all visits at once, to the last bit. A tally can be
    pickled, and is as small as its result.

    Parameters
    ----------
    eras, through, since, scheme, by, direction, exposure, handover, date, dyads
        As for `era_frequency`.

    Notes
    -----
    ``duplicates`` is left out, as it is for tables of more than 262,144 rows: rows of
    different parts are not compared. A coverage is not heeded, because who is compared
    under one is read off all visits together.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> eras = pd.DataFrame(
    ...     {"era": ["Hu", "Xi"], "start": ["2002-11-15", "2012-11-15"]}
    ... )
    >>> eras["end"] = ["2012-11-15", None]
    >>> seen = {"since": "2010-01-01", "through": "2016-12-30"}
    >>> one = summitry.Tally(eras, **seen).update(
    ...     pd.DataFrame({"date": ["2011-12-17"]})
    ... )
    >>> other = summitry.Tally(eras, **seen)
    >>> other = other.update({"date": ["2012-08-03", "2012-11-15", "2013-05-22"]})
    >>> table = one.merge(other).finish()
    >>> table[["era", "days", "count", "frequency", "rows_in"]].round(2)
      era  days  count  frequency  rows_in
    0  Hu  1049      2       0.70        4
    1  Xi  1507      2       0.48        4
    """

    _called, _differ, _deciding = "tallies", "tallies_differ", ("qualifies",)

    def __init__(
        self,
        eras: Frame,
        *,
        through: Date,
        since: Date,
        scheme: Scheme | Mapping[str, Mapping[Any, float]] | str | None = None,
        by: By | None = None,
        direction: tuple[str, str] | None = None,
        exposure: Exposure = "days",
        handover: Handover = "successor",
        date: str = "date",
        dyads: Frame | None = None,
    ) -> None:
        super().__init__()
        if scheme is not None and not isinstance(scheme, str):
            scheme = as_scheme(scheme)
        self._days = day_of(since, "since"), day_of(through, "through")
        self._eras, self._dyads = own_list(eras, "eras"), own_list(dyads, "dyads")
        self._options: dict[str, Any] = {
            "through": through,
            "since": since,
            "scheme": scheme,
            "by": by,
            "direction": as_pair(direction),
            "exposure": exposure,
            "handover": handover,
            "date": date,
        }
        self._counts: list[Counts] = []
        self._backend: Any = None
        self._types: dict[str, Any] = {}
        self._names: set[str] = set()
        self._own: set[str] = set()
        self._number_own = 0

    def _parts_(self) -> list[Part]:
        eras = many(len(Table(self._eras, "eras")), "era")
        since, through = map(iso, self._days)
        rows = self._counts[0].accounting("exclude")["rows_in"] if self._counts else 0
        return [
            Title(f"Tally of {many(rows, 'visit')} in {eras}"),
            f"Observed from {since} to {through}, both included.",
            "update(visits) counts more, finish() gives the table.",
        ]

    @property
    def columns(self) -> list[str]:
        """The columns of visits that are counted by, where they are there."""
        scheme, date = self._options["scheme"], self._options["date"]
        weighed = (
            [scheme] if isinstance(scheme, str) else getattr(scheme, "columns", [])
        )
        named = (date, f"{date}_latest", "date", "origin", "destination", "qualifies")
        return list(dict.fromkeys([*named, *weighed]))

    @at_the_door
    def update(self, visits: Frame) -> Self:
        """
        Count more visits, and return the tally itself.

        Parameters
        ----------
        visits : frame
            As for `era_frequency`. Rows are numbered from 0 in what it complains of.

        Raises
        ------
        SummitryError
            As `era_frequency` does, or if only some parts have ``qualifies``; nothing
            of `visits` is counted then.
        """
        table = Table(visits, "visits")
        table.n_repeats = 0  # Not sought: rows of different parts are not compared.
        decided = self._decided_in(table)
        # Told by `finish`, of all visits together.
        with quiet():
            found = count_eras(table, self._eras, dyads=self._dyads, **self._options)
        names, own, number_own = _countries(table)
        named = [*table.columns, "era", *LIST_COLUMNS]
        types = table.category_types(named, self._eras)
        self._add([alone(one) for one in found.each], table.backend, types)
        self._decided = decided
        self._names |= names
        self._own |= own
        self._number_own += number_own
        return self

    def read(self, paths: Any) -> Self:
        """
        Count the visits in files, some rows at a time, and return the tally itself.

        Parameters
        ----------
        paths : path, pattern, folder, sequence of paths or pyarrow dataset
            Parquet or Arrow files, or a dataset of any format that pyarrow reads. Only
            the `columns` that are needed are read.

        Raises
        ------
        InputError
            If there is no such file, or it is of another kind. Where a row cannot be
            used a note says among which rows it is, and nothing is counted.
        MissingExtraError
            If pyarrow is not installed.
        """
        part = Tally(self._eras, dyads=self._dyads, **self._options)
        take_batches(paths, self.columns, part.update)
        # Texts of files are read as categories, which nobody asked for.
        part._types = {}
        return self.merge(part)

    @at_the_door
    def merge(self, other: Tally) -> Self:
        """
        Add what another tally counted, and return this one.

        Parameters
        ----------
        other : Tally
            Of other visits, made with the same eras and options. It is not changed.

        Raises
        ------
        InputError
            If it was made with other eras, dyads or options, if it is this tally
            itself, or if of the parts only some have ``qualifies``.
        """
        if other is self:
            raise InputError(
                "the tally is merged with itself, which would count every visit twice",
                code="same_tally",
                column="other",
                hint="merge a tally of other visits",
            )
        differing = {} if self._days == other._days else {"since": "since or through"}
        differing |= {
            name: name
            for name, value in self._options.items()
            if name not in ("since", "through") and other._options[name] != value
        }
        if not same_eras(self._eras, other._eras):
            differing["eras"] = "list of eras"
        by = self._options["by"]
        if not differing and not same_dyads(self._dyads, other._dyads, by, self._days):
            differing["dyads"] = "list of dyads"
        self._refuse_differing(differing)
        self._refuse_undecided(other._decided)
        if other._counts:
            self._add(other._counts, other._backend, other._types)
        if self._decided is None:
            self._decided = other._decided
        self._names |= other._names
        self._own |= other._own
        self._number_own += other._number_own
        return self

    def _add(self, counts: list[Counts], backend: Any, types: dict[str, Any]) -> None:
        if self._counts and len(self._counts) != len(counts):
            raise InputError(
                f"tallies of {len(self._counts)} and of {len(counts)} lists of eras "
                "cannot be added up",
                code="tallies_differ",
                column="eras",
            )
        if self._counts:
            counts = [added(*two) for two in zip(self._counts, counts, strict=True)]
            same = self._types.items()
            self._types = {name: one for name, one in same if types.get(name) == one}
        else:
            self._backend, self._types = backend, types
        self._counts = counts

    @at_the_door
    def finish(
        self,
        *,
        unclear: Unclear = "exclude",
        interval: Interval | None = "dispersed",
        level: float = 0.95,
        columns: Sequence[str] | None = None,
    ) -> Frame:
        """
        Return the table that `era_frequency` gives of all visits together.

        It is of the kind of the first visits that were counted, with categories where
        all parts have the same. More can be counted afterwards.

        Parameters
        ----------
        unclear, interval, level, columns
            As for `era_frequency`.

        Raises
        ------
        ColumnError
            If there is no column of those asked for.
        InputError
            If nothing has been counted, or a word is not one of those listed.
        """
        readings, names = asked_readings(unclear), names_asked(columns)
        level = real_number(level, "level")
        if not self._counts:
            raise InputError(
                "nothing has been counted yet",
                code="no_visits",
                column="visits",
                hint="call update(visits) or read(paths) first; a table without rows "
                "will do",
            )
        self._warn()
        made = frequency_columns(
            AxesCounts.of(self._counts),
            readings,
            Limits(interval, level),
            weighted=self._options["scheme"] is not None,
            words={name: self._options[name] for name in ("exposure", "handover")},
            names=names,
        )
        # Visits have columns that the table has not.
        types = {name: one for name, one in self._types.items() if name in made}
        return build(made, self._backend, types)

    def _warn(self) -> None:
        """Warn of names and of visits in no era, as one count of all visits does."""
        n_visits = self._counts[0].accounting("exclude")["rows_in"]
        if not n_visits:
            warn_of_no_visit()
        direction, by = self._options["direction"], self._options["by"]
        axes = [one.axis for one in self._counts]
        sides = [side for axis in axes for side in (axis.side, axis.other_side)]
        asked = [*(side for side in sides if side), *(direction or ())]
        if self._dyads is not None:
            asked += pairs_given(self._dyads, by, *self._days).countries()
        whole = bool(asked or by)
        unseen = [one for one in dict.fromkeys(asked) if one not in self._names]
        warn_of_names(
            sorted(self._names if whole else self._own),
            unseen=unseen if self._names else (),
            own=sorted(self._own),
            number_own=self._number_own,
        )
        warn_of_strays(n_visits, self._counts)


def _countries(table: Table) -> tuple[set[str], set[str], int]:
    """Return the countries of visits, those with visits to themselves, and how many."""
    if not (table.has("origin") and table.has("destination")):
        return set(), set(), 0
    origin, destination = (table.categories(end) for end in ("origin", "destination"))
    return {*origin.labels, *destination.labels}, *own_countries(table)
