"""The tables of a run, and the gaps of the visits that it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from claim_oracle import Tables, tables

import summitry
from differences.found import Difference, plain, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from random_studies import Tabled

Found = tuple[str, str, Any, Any]
"""The table with its row, the column, what is expected, and what is there."""

COUNTED = {"exclude": "without unclear", "include": "with unclear"}
NUMBERS = ("days", "years", "count", "weighted_count")
EXPOSURE = {"frequency": "days", "frequency_years": "calendar_years"}


def of_run(seed: int, study: summitry.Study, tabled: Tabled) -> Iterator[Difference]:
    """Compare the eras by both exposures, the lags, and what is made of these."""
    found = study.run().tables
    reading = reading_of(study)
    expected = {name: tables_by(tabled, how) for name, how in EXPOSURE.items()}
    for name, own in expected.items():
        for about, column, wanted, got in of_eras(found, name, own, reading):
            if not same(wanted, got):
                yield Difference(seed, about, f"run, {column}", wanted, got)
    own = expected["frequency"]
    for rows in (of_lags(found, own, reading), of_summaries(found, own)):
        for about, column, wanted, got in rows:
            if not same(wanted, got):
                yield Difference(seed, about, f"run, {column}", wanted, got)


def of_gaps(seed: int, study: summitry.Study, tabled: Tabled) -> Iterator[Difference]:
    """Compare the gaps between the visits that count in the study."""
    expected = tables_by(tabled, "days").gaps
    table: Any = summitry.visit_gaps(
        study.declared.counted().native,
        since=study.since,
        through=study.through,
        unclear=counted_unclear(study),
    )
    closed = table[~table["open"].astype(bool)]
    got = [
        (begin.date(), end.date(), int(days))
        for begin, end, days in zip(
            closed["start"], closed["end"], closed["days"], strict=True
        )
    ]
    if expected.closed != got:
        yield Difference(seed, "gaps", "visit_gaps", expected.closed, got)
    still = table[table["open"].astype(bool)]["days"].tolist()
    if not same((expected.open_days,), tuple(map(float, still))):
        yield Difference(seed, "open gap", "visit_gaps", expected.open_days, still)


def tables_by(tabled: Tabled, exposure: str) -> Tables:
    """Return what the oracle says of a study that counts exposure so."""
    conventions = tabled.study.get("conventions", {}) | {"exposure": exposure}
    study = tabled.study | {"conventions": conventions}
    return tables(study, tabled.visits, tabled.eras, tabled.shocks)


def counted_unclear(study: summitry.Study) -> Literal["exclude", "include"]:
    """Say whether unclear visits count in the plain reading."""
    return "include" if study.specification.unclear == "include" else "exclude"


def reading_of(study: summitry.Study) -> str:
    return COUNTED[counted_unclear(study)]


def rows_of(table: Any, reading: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the rows of one reading by side and era."""
    if "reading" in table:
        table = table[table["reading"] == reading]
    columns = {name: table[name].tolist() for name in NUMBERS if name in table}
    sides = table["side"].tolist() if "side" in table else [""] * len(table)
    return {
        (side, era): {name: plain(cells[row]) for name, cells in columns.items()}
        for row, (side, era) in enumerate(zip(sides, table["era"], strict=True))
    }


def of_eras(
    found: dict[str, Any], name: str, expected: Tables, reading: str
) -> Iterator[Found]:
    """Set the oracle's eras beside the rows of a table, and the other way round."""
    wanted = {
        (side, era): row
        for side, own in expected.eras.items()
        for era, row in own.items()
    }
    if not wanted:
        yield name, "there", False, name in found
        return
    every, sure = (rows_of(found[name], COUNTED[key]) for key in ("include", "exclude"))
    shown = every if reading == COUNTED["include"] else sure
    yield name, "rows", sorted(wanted), sorted(shown)
    for key in wanted.keys() & shown.keys():
        about, era, row = f"{name} of {key}", wanted[key], shown[key]
        if era.days is not None:
            yield about, "days", era.days, row["days"]
        yield about, "years", float(era.years), row["years"]
        yield about, "count", era.count, row["count"]
        unclear = every[key]["count"] - sure[key]["count"]
        yield about, "unclear", era.count_unclear, unclear
        if "weighted_count" in row:
            yield about, "weighted", float(era.weighted), row["weighted_count"]
    if name != "frequency":
        return
    told = any(era.count_sourced is not None for era in wanted.values())
    yield "frequency_sourced", "there", told, "frequency_sourced" in found
    if told and "frequency_sourced" in found:
        sourced = rows_of(found["frequency_sourced"], reading)
        for key, era in wanted.items():
            about = f"frequency_sourced of {key}"
            yield about, "count", era.count_sourced, sourced[key]["count"]


def of_lags(found: dict[str, Any], expected: Tables, reading: str) -> Iterator[Found]:
    """Set the oracle's lags beside the rows of the table."""
    if not expected.lags:
        yield "lags", "there", False, "lags" in found
        return
    yield "lags", "there", True, "lags" in found
    if "lags" not in found:
        return
    table = found["lags"]
    table = table[table["reading"] == reading]
    cells = [table[name].tolist() for name in ("id", "status", "lag", "observed")]
    shown = {
        shock: (status, plain(lag), bool(plain(observed)))
        for shock, status, lag, observed in zip(*cells, strict=True)
    }
    yield "lags", "rows", sorted(expected.lags), sorted(shown)
    for shock, lag in expected.lags.items():
        wanted = (lag.status, lag.days, lag.observed)
        yield f"lag of {shock}", "status, days, observed", wanted, shown[shock]


def of_summaries(found: dict[str, Any], expected: Tables) -> Iterator[Found]:
    """Set the oracle's summaries of the lags beside those of each reading.

    The same shocks at other times are held against the same mean.
    """
    if "lag_summary" not in found or not expected.lags:
        return
    table = found["lag_summary"]
    shown = {
        reading: {name: plain(cells[row]) for name, cells in columns.items()}
        for columns in [{name: table[name].tolist() for name in table}]
        for row, reading in enumerate(table["reading"])
    }
    yield "lag_summary", "rows", sorted(expected.summaries), sorted(shown)
    for reading, wanted in expected.summaries.items():
        about, row = f"lag_summary {reading}", shown[reading]
        for name in ("n", "observed", "tau", "extrapolated"):
            yield about, name, getattr(wanted, name), row[name]
        for name in ("complete_case_mean", "median", "restricted_mean"):
            number = getattr(wanted, name)
            yield about, name, number.value, row[name]
            if wanted.whole:
                ends = (row[f"{name}_least"], row[f"{name}_greatest"])
                yield about, f"ends of {name}", number[1:], ends
        yield from _of_placebo(found, reading, row)


def _of_placebo(
    found: dict[str, Any], reading: str, summary: dict[str, Any]
) -> Iterator[Found]:
    if "placebo" not in found:
        return
    table = found["placebo"]
    table = table[table["reading"] == reading]
    for name in ("tau", "restricted_mean"):
        for null, got in zip(table["null"], table[name], strict=True):
            yield f"placebo {reading}, {null}", name, summary[name], float(got)
