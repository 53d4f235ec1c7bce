"""Two tables of frequencies, era beside era: of dyads, and of a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import InputError
from summitry.infer.exposure import usual_exposure_in
from summitry.infer.families import INDEPENDENT, Families
from summitry.measure.years import DISPERSED, at

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry import _core
    from summitry.frames import Frame

    Rows = npt.NDArray[np.int64]
    Reals = npt.NDArray[np.float64]
    Notes = npt.NDArray[Any]

_SHARED = ("side", "rule", "reading", "exposure")
"""What a dyad and its baseline must share, where both tables have it."""
_ENDS = {("country", "other_country"): " and ", ("origin", "destination"): " to "}
_NEAR = 1e-9


class Pairs(NamedTuple):
    """
    Pairs of eras of dyads, each with the same two eras of the baseline.

    Attributes
    ----------
    first, second : (n,) int64
        Rows of the dyads.
    base_first, base_second : (n,) int64
        Rows of the baseline; 0 where there is none.
    reasons : (n,) object
        Why a pair cannot be compared; None where it can.
    """

    first: Rows
    second: Rows
    base_first: Rows
    base_second: Rows
    reasons: Notes

    @property
    def comparable(self) -> npt.NDArray[np.bool_]:
        """Which pairs can be compared."""
        return np.array([reason is None for reason in self.reasons], dtype=bool)


class DyadTables:
    """
    Frequencies of dyads, and those of a baseline, as `era_frequency` returns them.

    Attributes
    ----------
    dyads, baseline : Families
        The two tables.
    base_of : (n,) int64
        For each row of the dyads the one of the baseline, -1 where there is none.

    Raises
    ------
    InputError
        If the baseline has an era several times, or none that the dyads have.
    """

    def __init__(self, frequencies: Frame, baseline: Frame) -> None:
        self.dyads, self.baseline = Families(frequencies), Families(baseline)
        keys = [
            key
            for key in _SHARED
            if key in self.dyads.keys and key in self.baseline.keys
        ]
        eras, known = (_named(one, keys) for one in (self.dyads, self.baseline))
        place_of = {era: place for place, era in enumerate(known)}
        if len(place_of) < len(known):
            twice = next(era for era in known if known.count(era) > 1)
            raise InputError(
                f"the baseline has the era '{twice[-1]}' {known.count(twice)} times; "
                "it must be one",
                code="several_baselines",
                column="baseline",
                hint="keep the rows of one pair of countries, side and rule of dating",
            )
        places = [place_of.get(era, -1) for era in eras]
        self.base_of = np.array(places, dtype=np.int64)
        if len(eras) and not (self.base_of >= 0).any():
            raise InputError(
                f"the baseline has no era of the dyad: it has "
                f"{_listed(known) or 'none at all'}, the dyad {_listed(eras)}",
                code="no_common_era",
                column="baseline",
                hint="count both by the same leader's eras",
            )

    def pairs(self, reference: str | None) -> Pairs:
        """
        Pair the eras of each dyad, and find those of the baseline.

        Raises
        ------
        InputError
            If no pair was watched alike.
        """
        found = self.dyads.pairs(reference)
        first, second = found
        base = [self.base_of[rows] for rows in found]
        reasons = np.full(first.size, None, dtype=object)
        for rows, own in zip(base, found, strict=True):
            lacking = rows < 0
            names = self.dyads.eras[own[lacking]]
            reasons[lacking] = "the baseline has no era " + names
        one, other = (np.maximum(rows, 0) for rows in base)
        pairs = Pairs(first, second, one, other, reasons)
        self._refuse_other_days(pairs)
        return pairs

    def _refuse_other_days(self, pairs: Pairs) -> None:
        """Say which pairs were not watched alike; refuse if none was."""
        own, base = (
            usual_exposure_in(families.table)
            for families in (self.dyads, self.baseline)
        )
        years = own[pairs.first], own[pairs.second]
        others = base[pairs.base_first], base[pairs.base_second]
        sides = np.array([years[0] * others[1], years[1] * others[0]]).reshape(2, -1)
        unlike = ~np.isclose(sides[0], sides[1], rtol=_NEAR, atol=0)
        for here, there in zip(years, others, strict=True):
            unlike |= (here > 0) != (there > 0)
        asked = pairs.comparable
        for row in np.flatnonzero(unlike & asked):
            spans = ", ".join(
                f"{side[0][row]:.2f} and {side[1][row]:.2f} years"
                for side in zip(years, others, strict=True)
            )
            names = self.dyads.eras[[pairs.first[row], pairs.second[row]]]
            pairs.reasons[row] = (
                f"not watched on the same days: {spans} of {' and '.join(names)} for "
                "the dyad and for the baseline"
            )
        if asked.any() and (unlike | ~asked).all():
            raise InputError(
                f"the dyad and its baseline were {pairs.reasons[asked][0]}"[:400],
                code="different_days",
                column="baseline",
                hint="count both with the same eras, since and through, of days on "
                "which both were watched",
            )

    def unobserved(self, pairs: Pairs) -> npt.NDArray[np.bool_]:
        """Return which pairs have an era without exposure."""
        years = self.dyads.years()
        return ~((years[pairs.first] > 0) & (years[pairs.second] > 0))

    def counts(self, pairs: Pairs) -> dict[str, Rows]:
        """Return the four counts of each pair, as columns."""
        own = self.dyads.counts().astype(np.int64)
        base = self.baseline.counts().astype(np.int64)
        missing = self.base_of < 0
        return {
            "count": own[pairs.first],
            "other_count": own[pairs.second],
            "baseline_count": _known(base, pairs.base_first, missing[pairs.first]),
            "baseline_other_count": _known(
                base, pairs.base_second, missing[pairs.second]
            ),
        }

    def asked(
        self, pairs: Pairs, rows: Rows, method: str
    ) -> tuple[_core._Dyads, _core._Dyads]:
        """Return what the core is asked of some pairs."""
        return (
            _asked(self.dyads, pairs.first[rows], pairs.second[rows], method),
            _asked(
                self.baseline, pairs.base_first[rows], pairs.base_second[rows], method
            ),
        )

    def dispersion(self, pairs: Pairs) -> dict[str, Reals]:
        """Return how the years of each dyad, and of the baseline, vary."""
        return {
            "dispersion": self.dyads.dispersion()[pairs.first],
            "baseline_dispersion": self.baseline.dispersion()[pairs.base_first],
        }

    def supposed(
        self, pairs: Pairs, method: str, silent: npt.NDArray[np.bool_]
    ) -> Notes:
        """Say where independence is supposed, not knowing how the years vary."""
        own, others = self.dispersion(pairs).values()
        notes = np.full(pairs.first.size, None, dtype=object)
        if method in DISPERSED:
            notes[(np.isnan(own) | np.isnan(others)) & ~silent] = INDEPENDENT
        return notes

    def baseline_named(self, pairs: Pairs) -> dict[str, list[str]]:
        """Return what the baseline is called, where its table says it."""
        table = self.baseline.table
        for ends, between in _ENDS.items():
            if all(table.has(end) for end in ends):
                one, other = (np.array(table.values(end), dtype=object) for end in ends)
                names = one + between + other
                return {"baseline": names[pairs.base_first].tolist()}
        return {}


def _known(counts: Rows, rows: Rows, missing: npt.NDArray[np.bool_]) -> Rows:
    found = counts[rows] if counts.size else np.zeros(rows.shape, np.int64)
    return np.ma.array(found, mask=missing) if missing.any() else found


def _asked(families: Families, first: Rows, second: Rows, method: str) -> _core._Dyads:
    counts, years, allowed = (
        families.counts(),
        families.years(),
        families.allowed(method),
    )
    return {
        "count": counts[first],
        "other_count": counts[second],
        "years": years[first],
        "other_years": years[second],
        "allowed": at(allowed, first),
        "other_allowed": at(allowed, second),
        "degrees_of_freedom": allowed["degrees_of_freedom"][first],
    }


def _named(families: Families, keys: list[str]) -> list[tuple[Any, ...]]:
    """Return what each row is matched by: the side and the like, and the era."""
    columns = [families.table.values(key) for key in keys]
    return list(zip(*columns, families.eras.tolist(), strict=True))


def _listed(eras: list[tuple[Any, ...]]) -> str:
    """Name some eras, each with its side and the like."""
    named = dict.fromkeys(
        " ".join(f"'{part}'" for part in reversed(era) if part is not None)
        for era in eras
    )
    most = 4
    more = f" and {len(named) - most} more" if len(named) > most else ""
    return ", ".join(list(named)[:most])[:300] + more
