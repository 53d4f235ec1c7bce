"""Tables of the years of eras, split into the families of eras that may be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry import _core
from summitry.exceptions import InputError, brief
from summitry.frames import Frame, Table
from summitry.frames.categories import Categories, length_of
from summitry.infer.exposure import usual_exposure_in
from summitry.infer.families import KEYS, counts_in, numbered, refuse_nameless
from summitry.measure.counts import stack
from summitry.measure.yearly_counts import years_counted

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.output.progress import Progress


class Era(NamedTuple):
    """The years of one era, in their order."""

    family: int
    label: str
    rows: npt.NDArray[np.int64]
    years: npt.NDArray[np.int64]
    counts: npt.NDArray[np.uint64]
    exposure: npt.NDArray[np.float64]

    @property
    def observed(self) -> int:
        """How many of the years were observed."""
        return int((self.exposure > 0).sum())


class EraYears:
    """
    A table that `yearly_counts` returned, or one like it.

    Parameters
    ----------
    years : frame of n rows
        With ``era``, ``year``, ``count`` and ``years`` of exposure, and perhaps what
        tells lists of eras apart.

    Attributes
    ----------
    table : Table
        The caller's table.
    eras : list of Era
        Every era of every family, each with its years in their order.

    Raises
    ------
    ColumnError
        If a column is missing or holds no whole numbers.
    CategoryError
        If an era has no name.
    InputError
        If an era has a year twice.
    RangeError
        If a count is negative, or an exposure is no duration.
    LimitError
        If an exposure is too short or too long to compute with.
    """

    def __init__(self, years: Frame) -> None:
        self.table = Table(years, "years")
        named = self.table.categories("era")
        refuse_nameless(self.table, named.codes)
        self.keys = [key for key in KEYS if self.table.has(key)]
        codes = [self.table.categories(key).codes for key in self.keys]
        n_rows = len(self.table)
        self.of_row = numbered(codes, n_rows)
        of_era = numbered([self.of_row, named.codes], n_rows)
        years_of_row = self.table.integers("year")
        counts, exposure = counts_in(self.table), usual_exposure_in(self.table)
        self.eras: list[Era] = []
        for era in range(int(of_era.max(initial=-1)) + 1):
            rows = np.flatnonzero(of_era == era)
            rows = rows[np.argsort(years_of_row[rows], kind="stable")]
            label = named.labels[named.codes[rows[0]]]
            _refuse_doubles(years_of_row[rows], rows, label)
            self.eras.append(
                Era(
                    int(self.of_row[rows[0]]),
                    label,
                    rows,
                    years_of_row[rows],
                    counts[rows],
                    exposure[rows],
                )
            )

    def families(self) -> list[list[Era]]:
        """Return the eras of each family, the one with the earliest year first."""
        found: dict[int, list[Era]] = {}
        for era in self.eras:
            found.setdefault(era.family, []).append(era)
        return [
            sorted(eras, key=lambda era: int(era.years[0])) for eras in found.values()
        ]

    def key_columns(self, row: int) -> dict[str, list[Any]]:
        """Return what tells families apart, at one row."""
        return {key: [self.table.values(key)[row]] for key in self.keys}


def read_years(
    visits: Frame,
    eras: Frame | None,
    *,
    through: Any,
    since: Any,
    by: str | None,
    direction: tuple[str, str] | None,
    dyads: Frame | None,
    progress: Progress,
    unseen: bool = True,
    **conventions: Any,
) -> EraYears:
    """
    Count the visits of each year; without eras, they have been counted already.

    Eras without exposure are there with an empty year, so that a result can say so,
    unless they are not asked for.
    """
    options: dict[str, Any] = {"through": through, "since": since}
    options |= {"by": by, "direction": direction, "dyads": dyads}
    if eras is not None:
        return EraYears(
            years_counted(
                visits,
                eras,
                unseen=unseen,
                progress=progress,
                **options,
                **conventions,
            )
        )
    refuse_options(options, "yearly_counts")
    return EraYears(visits)


def refuse_options(options: dict[str, Any], function: str) -> None:
    """Refuse what visits that have been counted already cannot be asked for."""
    for name, value in options.items():
        if value is not None:
            raise InputError(
                f"{name} is {brief(value)}, but there are no eras: the table is taken "
                "for visits that have been counted already",
                code="needless_option",
                column=name,
                hint=f"give the eras as well, as for summitry.{function}",
            )


def dispersion_of(eras: list[Era]) -> float | None:
    """
    How much the years of eras vary beside chance, which gives 1.

    None where no era has a visit and two years.
    """
    found = _core.dispersion(*flat(eras), ends=np.array([max(len(eras), 1)]))
    dispersion = float(found["dispersion"][0])
    return None if np.isnan(dispersion) else dispersion


def flat(
    eras: list[Era],
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Return visits, exposure and era of the observed years, era after era."""
    seen = [era.exposure > 0 for era in eras]
    pairs = list(zip(eras, seen, strict=True))
    counts = [np.zeros(0, np.uint64), *(era.counts[rows] for era, rows in pairs)]
    years = [np.zeros(0), *(era.exposure[rows] for era, rows in pairs)]
    sizes = [int(rows.sum()) for rows in seen]
    places = np.repeat(np.arange(len(eras), dtype=np.int64), sizes)
    return np.concatenate(counts), np.concatenate(years), places


def finite(values: Any) -> npt.NDArray[np.float64]:
    """Return numbers with those that are not finite missing."""
    numbers = np.asarray(values, dtype=np.float64)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def drawing(options: dict[str, int], *, drawn: bool) -> dict[str, Any]:
    """Return the draws, the seed and the generator of a row, if it was drawn."""
    return {
        "draws": np.ma.array([options["draws"]], mask=[not drawn]),
        "seed": np.ma.array([options["seed"]], mask=[not drawn]),
        "generator": ["pcg64" if drawn else "none"],
    }


def noted(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Join columns of several parts; that of notes is there also where all is well."""
    stacked = stack(parts)
    n_rows = sum(length_of(part["note"]) for part in parts)
    names = dict.fromkeys(name for part in parts for name in part)
    return {
        name: stacked.get(name, [None] * n_rows)
        for name in names
        if name in stacked or name == "note"
    }


def _refuse_doubles(
    years: npt.NDArray[np.int64], rows: npt.NDArray[np.int64], era: str
) -> None:
    doubles = np.flatnonzero(np.diff(years) == 0)
    if doubles.size:
        raise InputError(
            f"years row {rows[doubles[0] + 1]}: era '{era}' has the year "
            f"{years[doubles[0]]} twice",
            code="duplicate_year",
            column="year",
            rows=rows[doubles[:10] + 1],
            n_bad=doubles.size,
            hint="keep the rows of one table of years, or name the sides apart",
        )


def in_order(values: Any, order: npt.NDArray[np.int64]) -> Any:
    """Return the rows of a column in this order."""
    if isinstance(values, Categories):
        return values.take(order)
    if isinstance(values, list):
        return [values[row] for row in order.tolist()]
    return values[order]
