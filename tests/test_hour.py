"""The analyst's hour: the notebook's numbers beside plain loops over what was meant."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pandas as pd
import pytest
import raw_list
from raw_list import Stay

import summitry

NOTEBOOK = Path(__file__).parent.parent / "docs" / "hour.ipynb"
SINCE, THROUGH = dt.date(1945, 4, 12), dt.date(2016, 12, 31)
MOST_LINES = 15


class Visit(NamedTuple):
    """One visit, as the loops find it."""

    start: dt.date
    state: str
    counts: str
    rows: list[int]


def cells() -> list[str]:
    """Return what the analyst writes: all cells but the one that lays out the list."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    laid = [cell for cell in code if "setup" in cell.metadata.get("tags", ())]
    assert [cell.source.count("raw_list.write()") for cell in laid] == [1]
    return [cell.source for cell in code if cell not in laid]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Run the notebook's code on the list, and return its names."""
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("hour"))
        raw_list.write()
        for source in cells():
            exec(source, names)  # noqa: S102
    return names


@pytest.fixture(scope="module")
def stays() -> list[Stay]:
    return raw_list.stays()


@pytest.fixture(scope="module")
def visits(stays: list[Stay]) -> list[Visit]:
    """Make visits of the rows of each state that overlap or touch, one by one."""
    made = []
    for state in sorted({stay.state for stay in stays if stay.state and stay.start}):
        own = [row for row, stay in enumerate(stays) if stay.state == state]
        exact = [row for row in own if stays[row].exact and stays[row].start]
        exact.sort(key=lambda row: (stays[row].start, stays[row].end))
        chains: list[list[int]] = []
        last = dt.date.min
        for row in exact:
            start, end = stays[row].start, stays[row].end
            assert start is not None
            assert end is not None
            if not chains or start > last + dt.timedelta(days=1):
                chains.append([])
                last = end
            chains[-1].append(row)
            last = max(last, end)
        chains += [[row] for row in own if not stays[row].exact]
        for chain in chains:
            verdicts = {stays[row].counts for row in chain}
            counts = next(
                word for word in ("true", "unclear", "false") if word in verdicts
            )
            starts = [day for row in chain if (day := stays[row].start) is not None]
            made.append(Visit(min(starts), state, counts, chain))
    return sorted(made)


def fate(visit: Visit) -> str:
    """What the count of visits to Thailand makes of a visit: the first that is true."""
    if visit.counts == "false":
        return "excluded_by_rule"
    if visit.state != "THA":
        return "other_dyads"
    if not SINCE <= visit.start <= THROUGH:
        return "outside_window"
    return "used" if visit.counts == "true" else "unclear"


def test_the_analyst_writes_fifteen_lines() -> None:
    lines = [line for source in cells() for line in source.splitlines()]
    written = [line for line in lines if line.strip() and not line.startswith("#")]
    assert len(written) <= MOST_LINES
    assert max(map(len, written)) <= 88
    assert not [line for line in written if ";" in line]


def test_the_list_is_the_same_each_time_and_has_every_trap(stays: list[Stay]) -> None:
    assert stays == raw_list.stays()
    assert len(stays) > 300
    dated = [stay for stay in stays if stay.start is not None]
    ranges = [stay for stay in dated if stay.exact and stay.start != stay.end]
    assert len(ranges) / len(stays) > 0.6
    assert sum("," in stay.locale for stay in stays) > 100
    assert sum("," in stay.country for stay in stays) > 30
    thai = {stay.country for stay in dated if stay.state == "THA"}
    assert thai == {"Siam", "Thailand"}
    states = {stay.country: stay.state for stay in dated}
    no_state = {stay.country for stay in dated if stay.state is None}
    assert {"Gambia", "Burma", "Korea", "Germany"} <= no_state
    assert states["Bermuda"] == "BMU"
    assert {"true", "unclear", "false"} == {stay.counts for stay in stays}
    assert any(stay.name.startswith("President-elect") for stay in stays)
    assert sum(not stay.exact for stay in stays) == 2
    assert max(Counter(stays).values()) == 2
    together = Counter((stay.country, stay.start) for stay in dated)
    assert max(together.values()) > 1
    crossing = [s for s in ranges if s.start and s.end and s.start.month != s.end.month]
    assert crossing


def test_every_row_is_read_or_told_apart(
    found: dict[str, Any], stays: list[Stay]
) -> None:
    account = found["read"].account
    expected = ["not read" if stay.start is None else "read" for stay in stays] + [
        "empty"
    ]
    assert account["outcome"].tolist() == expected
    assert found["read"].unread["row"].tolist() == [
        row + 2 for row, stay in enumerate(stays) if stay.start is None
    ]
    visits = found["read"].visits
    dated = [stay for stay in stays if stay.start is not None]
    assert visits["date"].dt.date.tolist() == [stay.start for stay in dated]
    last = visits["end_date"].fillna(visits["date_latest"]).fillna(visits["date"])
    assert last.dt.date.tolist() == [stay.end for stay in dated]


def test_every_name_has_its_state_or_is_listed(
    found: dict[str, Any], stays: list[Stay]
) -> None:
    names = found["names"]
    dated = [stay for stay in stays if stay.start is not None]
    codes = names.table["destination"].fillna("none").tolist()
    assert codes == [stay.state or "none" for stay in dated]
    without = Counter(stay.country for stay in dated if stay.state is None)
    listed = names.unmatched.set_index("value")["rows"]
    assert listed.to_dict() == dict(without)
    assert len(names.coded) + sum(without.values()) == len(dated)


def test_every_row_is_part_of_a_visit(
    found: dict[str, Any], stays: list[Stay], visits: list[Visit]
) -> None:
    coded = [r for r, stay in enumerate(stays) if stay.state and stay.start]
    high = found["high"]
    assert high["qualifies"].tolist() == [stays[row].counts for row in coded]
    trips = found["trips"]
    rows: dict[int, list[int]] = {}
    for row, visit in zip(coded, trips.receipts["visit_row"], strict=True):
        rows.setdefault(visit, []).append(row)
    assert sorted(map(sorted, rows.values())) == sorted(
        sorted(visit.rows) for visit in visits
    )
    made = trips.visits
    assert sorted(
        zip(made["date"].dt.date, made["destination"], made["qualifies"], strict=True)
    ) == [visit[:3] for visit in visits]


def test_every_visit_is_counted_or_left_over(
    found: dict[str, Any], visits: list[Visit]
) -> None:
    freq = found["freq"]
    fates = Counter(map(fate, visits))
    for name in (
        "used",
        "unclear",
        "excluded_by_rule",
        "outside_window",
        "other_dyads",
    ):
        assert freq[name].eq(fates[name]).all()
        assert fates[name] > 0
    assert freq["rows_in"].eq(sum(fates.values())).all()
    assert freq["in_no_era"].eq(0).all()


def test_every_row_of_the_list_has_one_fate(
    found: dict[str, Any], stays: list[Stay], visits: list[Visit]
) -> None:
    """From the list to the count, by what the functions say alone."""
    read, names, trips = found["read"], found["names"], found["trips"]
    assert len(read.account) == len(stays) + 1
    fates = Counter(read.account["outcome"])
    fates["no code"] = int(names.unmatched["rows"].sum())
    account = found["freq"].iloc[0]
    in_a_visit = fates["read"] - fates["no code"]
    assert len(trips.receipts) == in_a_visit
    assert trips.receipts["visit_row"].nunique() == account["rows_in"]
    leftover = ["outside_window", "in_no_era", "excluded_by_rule", "unclear"]
    told = account[["used", *leftover, "other_dyads"]]
    assert told.sum() == account["rows_in"] == len(visits)
    assert fates["empty"] + fates["not read"] + fates["no code"] + in_a_visit == (
        len(stays) + 1
    )


def test_counts_in_each_era(found: dict[str, Any], visits: list[Visit]) -> None:
    counted = [visit.start for visit in visits if fate(visit) == "used"]
    freq = found["freq"]
    assert set(freq["side"]) == {"USA", "THA"}
    eras = zip(freq["start"].dt.date, freq["end"].dt.date, strict=True)
    for row, (start, end) in enumerate(eras):
        last = THROUGH if pd.isna(end) else min(end - dt.timedelta(days=1), THROUGH)
        first = max(start, SINCE)
        expected = sum(first <= day <= last for day in counted)
        days = max((last - first).days + 1, 0)
        assert freq["count"].iloc[row] == expected
        assert freq["days"].iloc[row] == days
        if days:
            assert freq["frequency"].iloc[row] == pytest.approx(
                expected * 365.25 / days
            )
    of_usa = freq[freq["side"] == "USA"]
    assert of_usa["count"].sum() == len(counted)


def test_the_wait_after_each_coup(found: dict[str, Any], visits: list[Visit]) -> None:
    counted = [visit.start for visit in visits if fate(visit) == "used"]
    waits = found["waits"]
    assert len(waits) == len(raw_list.COUPS)
    for row, (day, _, label) in enumerate(raw_list.COUPS):
        coup = dt.date.fromisoformat(day)
        expected = min((one - coup).days for one in counted if one >= coup)
        assert waits["label"].iloc[row] == label
        assert waits["lag"].iloc[row] == expected


def test_counts_are_expanded_to_the_rows_of_the_list(
    found: dict[str, Any], stays: list[Stay], visits: list[Visit]
) -> None:
    eras = summitry.datasets.load_eras(side=["USA", "THA"])
    presidents = found["freq"][found["freq"]["side"] == "USA"]
    rows = summitry.receipts(presidents, found["trips"], eras=eras, **found["obs"])
    lines = sorted(line - 2 for line in rows["given_row"])
    assert lines == sorted(
        row for visit in visits if fate(visit) == "used" for row in visit.rows
    )
    assert {stays[row].state for row in lines} == {"THA"}
