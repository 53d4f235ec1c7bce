"""The tables of a run that its first screen tells of, each made when asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.facade.archive import archive_tables
from summitry.frames import Frame, Table
from summitry.frames.dates import day_of
from summitry.infer.dispersion import dispersion
from summitry.measure.coverage import read_coverage
from summitry.measure.eras import axes_of
from summitry.measure.frequency import era_frequency
from summitry.measure.intervals import interval_for
from summitry.measure.unclear import READINGS
from summitry.sources.country_names import told_once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.claims.specification import Specification
    from summitry.measure.weights import Scheme


class FirstTables:
    """
    Visits with what is asked of them, and the tables that are first told of.

    Parameters
    ----------
    visits, eras, spec, scheme, ladder, coverage
        As for `analyse`.
    every : Table, optional
        The visits before any was left out.
    waited : Table, optional
        The visits with the days that lags and gaps are taken of.
    """

    def __init__(
        self,
        visits: Frame,
        eras: Frame | None,
        spec: Specification,
        *,
        scheme: Scheme | Mapping[str, Mapping[Any, float]] | None,
        ladder: Sequence[str] | None = None,
        coverage: Frame | None = None,
        every: Table | None = None,
        waited: Table | None = None,
    ) -> None:
        self.visits = Table(visits, "visits")
        self.eras = None if eras is None else Table(eras, "eras")
        self.every = self.visits if every is None else every
        self.waited = self.visits if waited is None else waited
        self.spec, self.scheme, self.ladder = spec, scheme, ladder
        self._coverage = coverage
        self.window = day_of(spec.since, "since"), day_of(spec.through, "through")

    @cached_property
    def coverage(self) -> Frame | None:
        """What is reported of whom, if anything is said of that."""
        if self._coverage is None:
            return None
        axes = [] if self.eras is None else axes_of(self.eras, pooled=True)
        return read_coverage(
            self._coverage,
            *self.window,
            self.every,
            ladder=self.ladder,
            states=[axis.side for axis in axes if axis.side],
        )

    @cached_property
    def counted(self) -> dict[str, Any]:
        """Return the options by which eras are counted."""
        return counted_by(self.spec, self.scheme, self.coverage)

    @cached_property
    def archive(self) -> dict[str, Frame]:
        """What the archive holds."""
        return archive_tables(
            self.visits, self.spec, ladder=self.ladder, coverage=self.coverage
        )

    @cached_property
    def frequency(self) -> Frame:
        """The frequency of every era, with and without unclear visits."""
        return self.both_readings()

    def both_readings(self, **options: Any) -> Frame:
        """The frequency of every era, the study's own reading of doubt first."""
        both = self.counted | {"unclear": "both"}
        found = Table(era_frequency(self.visits, self.eras, **both, **options), "eras")
        if self.spec.one_treatment == "exclude":
            return found.native
        later = found.categories("reading").coded([READINGS["include"]]) < 0
        parts = [found.rows(np.flatnonzero(one)) for one in (~later, later)]
        return Table.concat(parts, "eras")

    @cached_property
    def dispersion(self) -> Frame:
        """How much the years of eras vary."""
        names = ("since", "through", "handover", "unclear", "coverage")
        asked = {name: self.counted[name] for name in names}
        return dispersion(self.visits, self.eras, exposure="days", **asked)

    @told_once()
    def tables(self) -> dict[str, Frame]:
        """Return those of which the first screen tells."""
        found = dict(self.archive)
        if self.eras is not None:
            found |= {"frequency": self.frequency, "dispersion": self.dispersion}
        return found


def counted_by(
    spec: Specification,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | None,
    coverage: Frame | None,
) -> dict[str, Any]:
    """Return the options by which eras are counted."""
    return {
        "since": spec.since,
        "through": spec.through,
        "scheme": scheme,
        "level": spec.level,
        "interval": interval_for(spec.method),
        "handover": spec.handover,
        "unclear": spec.one_treatment,
        "coverage": coverage,
    }
