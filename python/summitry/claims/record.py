"""The record: visits, eras and shocks, each column coded once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims.dated_shocks import names_hint, shock_names, shocks_of
from summitry.claims.on_series import series_of
from summitry.exceptions import CategoryError, ColumnError, InputError
from summitry.frames import Table
from summitry.frames.dates import day_of
from summitry.frames.spans import day_spans, refuse_early_ends
from summitry.measure.covered_kinds import kinds_of
from summitry.measure.era_lists import refuse_unknown_days
from summitry.measure.eras import axes_of
from summitry.measure.expand_dates import date_spans
from summitry.measure.qualify import judged, verdicts_of
from summitry.measure.sourced import sourced_of
from summitry.measure.weights import as_scheme
from summitry.output.format import many
from summitry.output.readable import Readable
from summitry.sources.country_names import own_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from summitry.claims.claim import Claim
    from summitry.claims.specification import Specification
    from summitry.frames import Frame
    from summitry.measure.definition import Definition
    from summitry.measure.eras import Axis
    from summitry.measure.weights import Scheme
    from summitry.output.readable import Part

_NAMED = ("origin", "destination", "visitor")
_MISSING = np.uint32(2**32 - 1)
_EXCLUDED, _QUALIFIES = 0, 1


class Record(Readable):
    """
    Visits, eras and shocks encoded once, for claims to be asked of.

    Parameters
    ----------
    visits : frame
        As for `era_frequency`; dates may be as exact as they are known. Any column may
        be named in the scope of a claim.
    eras : frame, optional
        As for `era_frequency`.
    shocks : frame, optional
        As for `response_lags`, with an ``id`` by which claims name them.
    definitions : sequence of Definition or None
        Which visits count, by each; None takes what the visits say.
    schemes : sequence of Scheme, mapping or None
        What visits weigh; None is 1 each.
    date : str, default "date"
        The column that dates a visit.
    columns : iterable of str
        Columns that claims name in ``where``.
    coverage : frame or mapping, optional
        Who is covered, and when, as for `era_frequency`. A claim that reaches outside
        of it is not determined.
    qualified_by : Definition, optional
        By which definition the visits say whether they qualify.
    series : frame, optional
        Dated figures that are no visits: ``series``, ``date`` and ``value``, perhaps
        ``unit`` and ``rounded_to``.
    apart : str, optional
        A column whose values no claim may count together: `verify` refuses one that
        does not say which of them it means.
    axes : sequence of Axis, optional
        The lists of eras, where they are read already.

    Raises
    ------
    InputError
        If a date cannot be read, or two eras of a list overlap.
    CategoryError
        If a category is not in a scheme.

    Examples
    --------
    >>> visits = {"date": ["2003-05-01", "2004-06-01"]}
    >>> len(Record(visits))
    2
    """

    def __init__(
        self,
        visits: Frame,
        eras: Frame | None = None,
        shocks: Frame | None = None,
        *,
        definitions: Sequence[Definition | None] = (None,),
        schemes: Sequence[Scheme | Mapping[str, Any] | None] = (None,),
        date: str = "date",
        columns: Iterable[str] = (),
        coverage: Frame | None = None,
        qualified_by: Definition | None = None,
        series: Frame | None = None,
        apart: str | None = None,
        axes: Sequence[Axis] | None = None,
    ) -> None:
        self.visits = Table(visits, "visits")
        self.eras = None if eras is None else Table(eras, "eras")
        self._shocks = shocks
        self.sided = self.eras is not None and self.eras.has("side")
        self.sourced = sourced_of(self.visits)
        arrival, departure = _days(self.visits, date)
        self._days: dict[str, npt.NDArray[np.int64]] = {
            "start": arrival[0],
            "latest": arrival[1],
            "end": departure[0],
        }
        self._last: dict[str, npt.NDArray[np.int64]] = {
            "start": arrival[1],
            "latest": arrival[1],
            "end": departure[1],
        }
        classes, weights = _classes(self.visits, schemes)
        covered = None
        if coverage is not None:
            rules = [qualified_by if rule is None else rule for rule in definitions]
            covered = kinds_of(coverage, self.visits, rules)
            columns = [*columns, *covered["columns"]]
        named = dict.fromkeys([*_NAMED, *columns, *([apart] if apart else [])])
        known = [column for column in named if self.visits.has(column)]
        self.core = _core.Record(
            {
                "arrival_first": arrival[0],
                "arrival_last": arrival[1],
                "departure_first": departure[0],
                "departure_last": departure[1],
                "sourced": self.sourced,
                "classes": classes,
                "columns": {column: _coded(self.visits, column) for column in known},
            },
            definitions=_verdicts(self.visits, definitions),
            schemes=weights,
            lists=_lists(axes_of(eras) if axes is None and eras is not None else axes),
            shocks=[] if shocks is None else shocks_of(shocks),
            coverage=covered,
            series=[] if series is None else series_of(series),
            apart=apart,
        )

    @cached_property
    def shock_names(self) -> dict[str, str]:
        """What readers call the shocks, by their ids."""
        return {} if self._shocks is None else shock_names(self._shocks)

    def __len__(self) -> int:
        return len(self.visits)

    def _parts_(self) -> list[Part]:
        held = many(len(self), "visit")
        if self.eras is not None:
            held += f" and {many(len(self.eras), 'era')}"
        return [f"A record of {held}, for claims to be asked of."]

    def days(self, date_rule: str) -> npt.NDArray[np.int64]:
        """Return the one day under which each visit is counted, by a date rule."""
        return self._days[date_rule]

    def last_days(self, date_rule: str) -> npt.NDArray[np.int64]:
        """Return the last day that each visit may have had, by a date rule."""
        return self._last[date_rule]

    def verify(self, claim: Claim, specification: Specification) -> None:
        """
        Hold every name in a claim against the record.

        Raises
        ------
        InputError
            If it names a column, a value, an era or a shock that there is not; `column`
            is the key of the claim.
        """
        for name, scope in claim.statement.scopes.items():
            for column in scope.where:
                try:
                    self.visits.require(column)
                except ColumnError as error:
                    raise CategoryError(
                        error.message,
                        code="unknown_column",
                        column=f"{name}.where.{column}",
                        hint=error.hint,
                    ) from None
        try:
            _core.verify(self.core, claim.core, claim.under(specification).to_json())
        except InputError as error:
            if error.code == "unknown_shock" and self._shocks is not None:
                error.hint = names_hint(self._shocks) or error.hint
            raise

    def evaluate(
        self, claims: Sequence[Claim], specification: Specification
    ) -> list[_core.Answer]:
        """
        Return the answer to each claim under a specification and its own conventions.

        Raises
        ------
        InputError
            If a claim names a column, a value, an era or a shock that there is not.

        Examples
        --------
        >>> from summitry.claims.claim import Claim
        >>> from summitry.claims.scope import Scope
        >>> from summitry.claims.specification import Specification
        >>> record = Record({"date": ["2003-05-01", "2004-06-01"]})
        >>> both = Claim.value(Scope(), 2, quantity="count")
        >>> seen = Specification("2003-01-01", "2004-12-31")
        >>> [answer.verdict for answer in record.evaluate([both], seen)]
        ['reproduced']
        """
        under = [claim.under(specification) for claim in claims]
        return self.evaluate_under(claims, under)

    def evaluate_under(
        self, claims: Sequence[Claim], specifications: Sequence[Specification]
    ) -> list[_core.Answer]:
        """Return the answer to each claim under a specification of its own."""
        if self.eras is not None:
            for last in {specification.through for specification in specifications}:
                refuse_unknown_days(self.eras, day_of(last, "through"))
        return _core.evaluate(
            self.core,
            [claim.core for claim in claims],
            [specification.to_json() for specification in specifications],
        )


def _days(table: Table, date: str) -> tuple[Any, Any]:
    """First and last day on which each visit may have begun, and have ended."""
    arrival = day_spans(table, date)
    if not table.has("end_date"):
        return arrival, arrival
    if table.has("end_date_earliest"):
        end, missing = table.optional_days("end_date")
        earliest, gone = table.optional_days("end_date_earliest")
        spans = (np.where(gone, end, earliest), end)
    elif table.is_dated("end_date"):
        end, missing = table.optional_days("end_date")
        spans = (end, end)
    else:
        found, missing = date_spans(table, "end_date", optional=True)
        spans = (found.first, found.last)
    refuse_early_ends(table, spans[1], missing)
    departure = tuple(
        np.ascontiguousarray(np.where(missing, start, stop), dtype=np.int64)
        for start, stop in zip(arrival, spans, strict=True)
    )
    return arrival, departure


def _coded(table: Table, column: str) -> _core._Column:
    found = table.categories(column)
    codes = np.where(found.codes < 0, _MISSING, found.codes.astype(np.uint32))
    return {"codes": codes.astype(np.uint32), "labels": found.labels}


def _verdicts(
    table: Table, definitions: Sequence[Definition | None]
) -> list[npt.NDArray[np.uint8]]:
    """What each definition, or else the table itself, says of each visit."""
    own = own_country(table)
    found = []
    for rule in definitions:
        told = verdicts_of(table) if rule is None else judged(table, rule)
        every = np.full(len(table), _QUALIFIES, dtype=np.uint8)
        verdicts = every if told is None else told
        found.append(np.ascontiguousarray(np.where(own, _EXCLUDED, verdicts)))
    return found


def _classes(
    table: Table, schemes: Sequence[Scheme | Mapping[str, Any] | None]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float64] | None]:
    """
    Return the class of each visit, and the weight of each class in each scheme.

    Visits are in one class if every scheme sorts them alike. A single scheme keeps its
    own classes, those without a visit included.
    """
    made = [None if one is None else as_scheme(one) for one in schemes]
    if len(made) == 1:
        (only,) = made
        if only is None:
            return np.zeros(len(table), dtype=np.uint32), None
        return only.class_of(table), np.ascontiguousarray([only.weights])
    sorts: dict[tuple[Any, ...], npt.NDArray[np.uint32]] = {}
    keys = [_sorting(one) for one in made]
    for key, one in zip(keys, made, strict=True):
        if key not in sorts:
            none = np.zeros(len(table), dtype=np.uint32)
            sorts[key] = none if one is None else one.class_of(table)
    if len(sorts) == 1 and made[0] is not None:
        weights = np.concatenate([one.weights for one in made if one is not None])
        return next(iter(sorts.values())), weights.reshape(len(made), -1)
    stacked = np.stack(list(sorts.values()), axis=1)
    kinds, which = np.unique(stacked, axis=0, return_inverse=True)
    if not len(kinds):
        return np.zeros(0, dtype=np.uint32), np.ones((len(made), 1))
    places = {key: kinds[:, number] for number, key in enumerate(sorts)}
    rows = [
        np.ones(len(kinds)) if one is None else one.weights[places[key]]
        for key, one in zip(keys, made, strict=True)
    ]
    return which.ravel().astype(np.uint32), np.ascontiguousarray(np.stack(rows))


def _sorting(scheme: Scheme | None) -> tuple[Any, ...]:
    """Return what decides how a scheme sorts visits: its columns and categories."""
    if scheme is None:
        return ()
    return tuple((column, tuple(table)) for column, table in scheme.factors.items())


def _lists(axes: Sequence[Axis] | None) -> list[_core._List]:
    return [
        {
            "side": axis.side,
            "rule": axis.rule,
            "labels": axis.labels,
            "starts": axis.start.tolist(),
            "ends": [
                None if is_open else end
                for end, is_open in zip(
                    axis.end.tolist(), axis.open.tolist(), strict=True
                )
            ],
        }
        for axis in axes or ()
    ]
