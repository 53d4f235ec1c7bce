"""What a study's file and tables come to: its record, specification and claims."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.claim import Claim
from summitry.claims.record import Record
from summitry.claims.specification import CONVENTIONS, Specification
from summitry.claims.stated_claims import StatedClaim, StatedClaims
from summitry.exceptions import InputError, SummitryError
from summitry.facade.check import check_claims
from summitry.frames.dates import day_of, iso, to_dates
from summitry.measure.conditions import meets
from summitry.measure.coverage import read_coverage
from summitry.measure.eras import Axis, axes_of
from summitry.measure.observed import observed_days
from summitry.output.format import many
from summitry.output.readable import Readable
from summitry.study.known_visits import became_known_later, last_day
from summitry.study.several_records import RECORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.claims.result import ClaimResult
    from summitry.frames import Table
    from summitry.measure.coverage import Coverage
    from summitry.measure.definition import Definition
    from summitry.measure.weights import Scheme
    from summitry.output.readable import Part
    from summitry.robustness.decisions import Product
    from summitry.study.source import Source
    from summitry.study.tables import Tables


class Declared(Readable):
    """
    What a study declares, in the terms that claims are asked in.

    Parameters
    ----------
    source : Source
        The study file, which knows where a mistake is.
    model : dict
        What it says.
    tables : Tables
        Its visits, eras and shocks.
    """

    def __init__(self, source: Source, model: dict[str, Any], tables: Tables) -> None:
        self.source, self.model, self.tables = source, model, tables

    def _parts_(self) -> list[Part]:
        claims = StatedClaims(StatedClaim(claim.form) for claim in self.claims)
        return [self.record, self.specification, claims]

    @cached_property
    def specification(self) -> Specification:
        """The study's own choice for every convention."""
        rules = self.tables.main_rules | self.model.get("eras", {}).get("rules", {})
        observed = self.model["observation"]
        stated = self.model.get("conventions", {})
        since, through = str(observed["since"]), str(observed["through"])
        return Specification(since, through, rules=rules, **stated)

    @cached_property
    def published(self) -> list[Claim]:
        """Every claim of the file."""
        return [Claim(form) for form in self.model.get("claim", [])]

    @cached_property
    def asked(self) -> list[int]:
        """The places in the file of the claims that can be asked on that record."""
        places = list(range(len(self.published)))
        if self.tables.as_of is None:
            return places
        return [place for place in places if not self._is_of_later(place)]

    def _is_of_later(self, place: int) -> bool:
        """Whether a claim speaks of days, or of shocks, that nobody had seen."""
        scopes, as_of = self.published[place].scopes, self.tables.as_of
        periods = [scope.period for scope in scopes if scope.period]
        shocks = {name for scope in scopes for name in scope.shocks}
        return bool(shocks & self.tables.later_shocks) or any(
            as_of is not None and last_day(period) > as_of for period in periods
        )

    @cached_property
    def claims(self) -> list[Claim]:
        """The published claims that can be asked."""
        return [self.published[place] for place in self.asked]

    @cached_property
    def record(self) -> Record:
        """The visits, eras and shocks that claims are asked of."""
        self.tables.refuse_unweighed()
        return self.record_with()

    def record_under(self, product: Product) -> Record:
        """Return the record with every definition and scheme of a product."""
        of = {decision.name: decision for decision in product.decisions}
        definitions, schemes = of["definition"].values, of["scheme"].values
        if len(definitions) == len(schemes) == 1:
            return self.record
        return self.record_with(definitions=definitions, schemes=schemes)

    def record_with(self, **choices: Any) -> Record:
        """Return the study's own tables, encoded under definitions and schemes."""
        tables = self.tables
        return self.record_over(
            tables.visits, tables.eras, tables.shocks, tables.series, **choices
        )

    def record_over(
        self,
        visits: Table,
        eras: Table | None,
        shocks: Table | None,
        series: Table | None,
        *,
        definitions: Sequence[Definition | None] = (None,),
        schemes: Sequence[Scheme | None] | None = None,
    ) -> Record:
        """Return other tables, encoded for the study's claims to be asked of."""
        return Record(
            visits,
            eras,
            shocks,
            definitions=definitions,
            schemes=(self.tables.scheme,) if schemes is None else schemes,
            columns=[column for claim in self.published for column in claim.columns],
            coverage=self.tables.coverage,
            qualified_by=self.tables.definition,
            series=series,
            apart=RECORD if self.tables.records else None,
        )

    def check_over(
        self,
        visits: Table,
        eras: Table | None,
        shocks: Table | None,
        series: Table | None,
    ) -> dict[str, ClaimResult]:
        """Return what becomes of the claims that can be asked of other tables."""
        try:
            record = self.record_over(visits, eras, shocks, series)
        except SummitryError:
            return {}
        return self.check_in(record)

    def check_in(self, record: Record) -> dict[str, ClaimResult]:
        """Return what becomes of the claims that can be asked of another record."""
        found: dict[str, ClaimResult] = {}
        spec = self.specification
        for claim in self.claims:
            try:
                record.verify(claim, spec)
                (one,) = check_claims(record, [claim], spec, lines=[0], provenance={})
            except SummitryError:
                continue
            found[one.id] = one
        return found

    @cached_property
    def axes(self) -> list[Axis]:
        """Every list of eras."""
        return [] if self.tables.eras is None else axes_of(self.tables.eras)

    @cached_property
    def eras(self) -> Table | None:
        """The eras that the study counts in, one rule for each side."""
        table = self.tables.eras
        if table is None:
            return None
        rows = [_rows_of(table, axis) for axis in self._main_axes()]
        return table.take(np.concatenate(rows))

    def counted(self) -> Table:
        """Return the visits of the whole study as its conventions have them."""
        return self._dated(self.specification.date_rule)

    def waited(self) -> Table:
        """
        Return them as lags and gaps have them, as those of the claims do.

        That a visit counts on the latest day that it may have begun makes no day known:
        a wait keeps its range.
        """
        rule = self.specification.date_rule
        return self._dated("start" if rule == "latest" else rule)

    def _dated(self, rule: str) -> Table:
        visits, places = self.tables.visits, self.rows()
        if rule != "start":
            days = to_dates(self.record.days(rule))
            last = to_dates(self.record.last_days(rule))
            visits = visits.joined({"date": days, "date_latest": last})
        return visits if places.size == len(visits) else visits.take(places)

    def rows(self) -> npt.NDArray[np.int64]:
        """Return the places among all visits of those that are counted."""
        sourced = self.record.sourced
        if self.specification.unsourced == "exclude" and sourced is not None:
            return np.flatnonzero(sourced)
        return np.arange(len(self.tables.visits))

    def notes(self) -> list[str]:
        """Say what the study itself leaves out, so that no row is lost unseen."""
        notes = []
        spec = self.specification
        if self.tables.as_of is not None:
            as_of, since = self.tables.as_of, day_of(spec.since, "since")
            later = became_known_later(self.tables.every, as_of, since)
            notes.append(
                f"As known on {iso(as_of)}: {many(later, 'visit')} until then became "
                f"known later and {'is' if later == 1 else 'are'} left out. Visits that "
                "do not say when they became known count as known when they took place."
            )
            untold = [c.id for n, c in enumerate(self.published) if n not in self.asked]
            if untold:
                notes.append(
                    f"Not asked, since they speak of later days: {', '.join(untold)}."
                )
        if self.tables.left_out:
            notes.append(
                f"{many(self.tables.left_out, 'visit')} of the record "
                f"{'does' if self.tables.left_out == 1 else 'do'} not meet the "
                "study's conditions on its visits."
            )
        sourced = self.record.sourced
        if spec.unsourced == "exclude" and sourced is not None:
            notes.append(
                f"{many(int((~sourced).sum()), 'visit')} without a source left out."
            )
        dated, shocks = self.tables.dated_shocks, self.tables.shocks
        if dated is not None and shocks is not None and len(dated) < len(shocks):
            lacking = len(shocks) - len(dated)
            notes.append(
                f"{many(lacking, 'shock')} left out of the lags: "
                f"{'its date' if lacking == 1 else 'their dates'} cannot be read."
            )
        if spec.date_rule == "end":
            notes.append("Visits are dated by their last day, where it is known.")
        return notes

    def verify(self) -> None:
        """
        Hold the names in claims against the data, before any counting.

        Raises
        ------
        StudyError
            If a claim names an era, a shock or a value that the data do not have.
        """
        # Records beside each other are held against the observation, claims or not.
        _ = self.tables.records
        self._verify_coverage()
        if self.published:
            self._verify_ids()
            self._verify_claims()

    def _verify_ids(self) -> None:
        """Refuse a claim whose columns in the multiverse would be those of another."""
        sides = dict.fromkeys(axis.side for axis in self.axes)
        taken = {*CONVENTIONS, "definition", "scheme", "since", "through"}
        taken |= {f"rule_{side}" if side else "rule" for side in sides}
        for number, claim in enumerate(self.published):
            own = {claim.id, f"{claim.id}_holds"}
            if taken & own:
                raise self.source.mistake(
                    f"claim[{number}].id",
                    f"the multiverse would have a second column '{min(taken & own)}'",
                    "double_column",
                    "give the claim another id",
                )
            taken |= own

    def _verify_claims(self) -> None:
        # What is wrong with the tables themselves is told at their own place.
        record = self.record
        # To speak of days that were not over when it was known is no mistake.
        for number in self.asked:
            try:
                record.verify(self.published[number], self.specification)
            except InputError as error:
                key = f"claim[{number}].{error.column}".rstrip(".")
                raise self.source.placed(key, error) from None

    def _verify_coverage(self) -> None:
        """Hold the names in the coverage against the data."""
        if self.tables.coverage is None:
            return
        # What is wrong with the tables themselves is told at their own place.
        _ = self.tables.visits, self.axes
        try:
            self.covered()
        except SummitryError as error:
            row = error.rows[0] if error.rows else 0
            raise self.source.placed(f"coverage[{row}].{error.column}", error) from None

    def covered(self) -> Coverage | None:
        """Return whom the record covers, and when, as the study observes it."""
        coverage, spec = self.tables.coverage, self.specification
        if coverage is None:
            return None
        rule = self.tables.definition
        return read_coverage(
            coverage,
            *observed_days(spec.since, spec.through),
            self.tables.visits,
            ladder=None if rule is None else rule.ladder,
            states=[axis.side for axis in self.axes if axis.side],
        )

    def _main_axes(self) -> list[Axis]:
        """The list of eras of each side by the rule that the study goes by."""
        chosen: list[Axis] = []
        for side in dict.fromkeys(axis.side for axis in self.axes):
            own = {str(axis.rule): axis for axis in self.axes if axis.side == side}
            wanted = self.specification.rules.get(side or "")
            if len(own) == 1:
                chosen += own.values()
            elif wanted is None:
                raise self.source.mistake(
                    "eras",
                    f"the eras of '{side}' are dated by several rules: {', '.join(own)}",
                    "missing_rule",
                    f'say which: [eras] rules = {{ {side} = "{next(iter(own))}" }}',
                )
            elif wanted not in own:
                key = f"eras.rules.{side}"
                raise self.source.unknown(key, wanted, list(own), "rule")
            else:
                chosen.append(own[wanted])
        return chosen


def _rows_of(eras: Table, axis: Axis) -> Any:
    """The rows of the table of eras that make a list."""
    where = {"side": axis.side, "rule": axis.rule}
    said = {name: value for name, value in where.items() if value is not None}
    return np.flatnonzero(meets(eras, said))
