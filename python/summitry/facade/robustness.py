"""How far each claim of a study can be pushed: weights, visits and specifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims.era_sides import era_names
from summitry.claims.told import NOT_DETERMINED, REPRODUCED
from summitry.exceptions import InputError
from summitry.frames import Table, label_of
from summitry.frames.dates import iso
from summitry.frames.warned import quiet
from summitry.output.era_words import under_era
from summitry.output.table_rows import rows_of
from summitry.robustness.break_even import on_tally
from summitry.robustness.era_tally import recorded_tally
from summitry.robustness.fragility import NOT_TRIED, of_eras, of_pair, test_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.claims.claim import Claim
    from summitry.claims.record import Record
    from summitry.claims.result import ClaimResult
    from summitry.measure.weights import Scheme
    from summitry.robustness.era_tally import EraTally
    from summitry.robustness.multiverse_result import Multiverse

_WIDEST = 10.0
_MISSING = ""
_WHOLE = "the whole observation"
_NO_SINGLE = "no single visit"
_NOTHING = {
    "break_even": _MISSING,
    "overturned_by": _MISSING,
    "overturned_visits": None,
    "inexact_dates": _MISSING,
    "share": np.nan,
    "undetermined": 0,
    "specifications": 0,
    "turns_on": _MISSING,
}


class Robustness:
    """
    Pushes the claims of a study one by one.

    Parameters
    ----------
    record : Record
        What the claims are asked of.
    scheme : Scheme or None
        What visits weigh.
    varied : mapping of column to mapping of category to weights
        The weights that the study varies.
    found : Multiverse or None
        The claims under every declared specification.
    """

    def __init__(
        self,
        record: Record,
        scheme: Scheme | None,
        varied: Mapping[str, Mapping[str, Sequence[float]]],
        found: Multiverse | None,
    ) -> None:
        self._record = record
        self._scheme, self._varied = scheme, varied
        self._shares = {} if found is None else _shares(found)
        self._drivers = {} if found is None else _drivers(found)

    def row(self, result: ClaimResult) -> dict[str, Any]:
        """Return the columns that say how robust one claim is; empty texts for none."""
        name = result.id
        if result.claim.is_series:
            # No visit and no way to count bears on it.
            return dict(_NOTHING)
        share, undetermined, count = self._shares.get(name, (np.nan, 0, 0))
        row = _NOTHING | {
            "share": share,
            "undetermined": undetermined,
            "specifications": count,
            "turns_on": self._drivers.get(name, _MISSING),
        }
        if result.verdict == NOT_DETERMINED:
            # What turns on doubt is neither overturned nor certain.
            return row
        with quiet():
            try:
                return row | self._pushed(result)
            except InputError:
                if result.verdict == REPRODUCED or result.claim.is_told_apart:
                    return row | {"overturned_by": NOT_TRIED}
                return row

    def _pushed(self, result: ClaimResult) -> dict[str, Any]:
        claim, spec = result.claim, result.specification
        text, core = spec.to_json(), self._record.core
        if claim.is_wait:
            return self._waited(claim, text)
        if claim.is_relative:
            return self._relative(result)
        listed = _core.list_tally(core, claim.core, text)
        counted = recorded_tally(listed, self._record.visits, self._scheme)
        pushed = self._overturned(counted, listed, result)
        if spec.date_rule == "start":
            pushed["inexact_dates"] = _core.vague_days_verdict(core, claim.core, text)
        if claim.is_weighted:
            pushed["break_even"] = self._flips(counted, claim)
        return pushed

    def _waited(self, claim: Claim, text: str) -> dict[str, Any]:
        """Say how few visits overturn a claim on waiting times, or whether one does."""
        core = self._record.core
        try:
            found = _core.fragility_of_waits(core, claim.core, text)
        except InputError:
            found = _core.one_visit_of_waits(core, claim.core, text)
            if all(one.visits is None for one in found):
                return {"overturned_by": _NO_SINGLE}
        if not self._fails(claim, text, found):
            return {"overturned_by": NOT_TRIED}
        return _overturned(found, [])

    def _fails(self, claim: Claim, text: str, found: Sequence[_core.Overturn]) -> bool:
        """
        Whether a claim fails by the smaller change, wherever vague days may fall.

        Changes are found by the first day that each visit may have been: without one on
        a day that is known, another of the same month may be what a shock waits for.
        """
        added, removed = found
        fewest, others = removed.visits, added.visits
        if not fewest or (others is not None and others <= fewest):
            return True
        core = self._record.core
        return _core.removal_fails(core, claim.core, text, fewest, removed.day)

    def _relative(self, result: ClaimResult) -> dict[str, Any]:
        """Say how few visits of its own, not of the baseline, overturn a claim."""
        claim, text = result.claim, result.specification.to_json()
        eras, found = _core.relative_fragility(self._record.core, claim.core, text)
        told = _flipped if claim.is_told_apart else _overturned
        return told(found, self._named(eras, claim))

    def _named(self, eras: Sequence[str], claim: Claim) -> list[str]:
        """Return what the eras of a claim are called among those of all sides."""
        return [*map(era_names(self._record, claim.statement.at), eras)]

    def _overturned(
        self, counted: EraTally, listed: _core.ListTally, result: ClaimResult
    ) -> dict[str, Any]:
        """Say how few visits overturn a claim on eras, or flip a comparison of two."""
        claim, spec = result.claim, result.specification
        eras = self._named(counted.eras, claim)
        if not claim.is_told_apart:
            return _overturned(of_eras(counted, claim), eras)
        test = test_of(spec.method, spec.level, spec.adjustment)
        _, found = of_pair(counted, claim, listed.allowed, test)
        return _flipped(found, eras)

    def _flips(self, counted: EraTally, claim: Claim) -> str:
        """Say where each weight that is free makes the claim flip."""
        told = []
        for column, category, bounds in self._free():
            found = on_tally(
                counted, claim, vary={column: {category: bounds}}, scheme=self._scheme
            )
            name = column if category == "true" else f"{column} {category}"
            flips = " and ".join(f"{flip:.3g}" for flip in found.flips)
            span = f"{bounds[0]:g} to {bounds[1]:g}"
            told.append(f"{name} {flips}" if flips else f"none, {name} from {span}")
        return "; ".join(told)

    def _free(self) -> list[tuple[str, str, tuple[float, float]]]:
        """The weights that the study varies, or the heaviest of each factor."""
        if self._scheme is None:
            return []
        factors = {
            column: {label_of(category): weight for category, weight in table.items()}
            for column, table in self._scheme.factors.items()
        }
        named = [
            (column, category, (float(min(weights)), float(max(weights))))
            for column, table in self._varied.items()
            for category, several in table.items()
            if len(weights := {*several, factors[column][category]}) > 1
        ]
        if named:
            return named
        free = []
        for column, table in self._scheme.factors.items():
            heaviest = max(table, key=lambda category: table[category])
            least, most = min(table.values()), table[heaviest]
            free.append((column, heaviest, (least, max(most, _WIDEST))))
        return free


def _flipped(found: Sequence[_core.Overturn], eras: Sequence[str]) -> dict[str, Any]:
    """
    Say the fewest visits, added and removed, that flip whether two eras are told apart.

    The smaller number comes first; nothing is said where no number flips it.
    """
    smallest = _smallest_of_each(found)
    fewest = [_overturned([one], eras) for one in smallest]
    return {
        "overturned_by": " or ".join(one["overturned_by"] for one in fewest if one),
        "overturned_visits": smallest[0].visits if smallest else None,
    }


def _smallest_of_each(found: Sequence[_core.Overturn]) -> list[_core.Overturn]:
    """The smallest number of each change, the smallest first."""
    known = sorted(
        ((one.visits, one) for one in found if one.visits is not None),
        key=lambda pair: pair[0],
    )
    first: dict[str, _core.Overturn] = {}
    for _, one in known:
        first.setdefault(one.change, one)
    return list(first.values())


def _overturned(found: Sequence[_core.Overturn], eras: Sequence[str]) -> dict[str, Any]:
    """Say the smallest change that overturns a claim; nothing if it fails as is."""
    known = [(one.visits, one) for one in found if one.visits is not None]
    if not known:
        return {}
    visits, one = min(known, key=lambda pair: pair[0])
    if not visits:
        return {}
    return {
        "overturned_by": _change(visits, one, found, eras),
        "overturned_visits": visits,
    }


def _change(
    visits: int,
    one: _core.Overturn,
    found: Sequence[_core.Overturn],
    eras: Sequence[str],
) -> str:
    text = f"{visits} {'more' if one.change == 'added' else 'fewer'}"
    if len({other.which for other in found}) > 1:
        text += f" of the {one.which}"
    if one.era is not None and eras[one.era] != _WHOLE:
        return f"{text} {under_era(eras[one.era])}"
    return text if one.day is None else f"{text} on {iso(one.day)}"


def _shares(found: Multiverse) -> dict[str, tuple[float, int, int]]:
    table = Table(found.claims, "claims")
    rows = rows_of(table, "claim", "share", "undetermined", "specifications")
    return {
        name: (float(share), int(open_), int(count))
        for name, share, open_, count in rows
    }


def _drivers(found: Multiverse) -> dict[str, str]:
    """The decision that drives each claim most, where any does."""
    table = Table(found.drivers, "drivers")
    drivers: dict[str, str] = {}
    for claim, decision, share in rows_of(table, "claim", "decision", "share"):
        if share is not None and share > 0:
            drivers.setdefault(claim, decision)
    return drivers
