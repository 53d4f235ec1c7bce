"""Visits counted in parts: what is merged is what all visits at once give."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import dataset, feather, parquet

import summitry
from summitry import exceptions as ex

if TYPE_CHECKING:
    from pathlib import Path

SEEN: dict[str, Any] = {"since": "1992-02-01", "through": "2016-12-31"}
OF_SIDES: dict[str, Any] = {
    "side": ["C1", "C1", "C1", "C2", "C2"],
    "era": ["First", "Second", "Third", "Early", "Late"],
    "start": ["1990-01-01", "1997-05-01", "2007-06-27", "1992-02-01", "2004-08-12"],
    "end": ["1997-05-01", "2007-06-27", None, "2004-08-12", None],
}
OF_ALL: dict[str, Any] = {"era": ["A", "B"], "start": ["1993-01-01", "1997-05-01"]}
OF_ALL |= {"end": ["1997-05-01", None]}
PAIRS: dict[str, Any] = {
    "origin": ["C1", "C2", "C3"],
    "destination": ["C2", "C3", "C1"],
}
PAIRS |= {"since": ["1995-01-01", None, None]}


def visits(rng: np.random.Generator, n_rows: int = 400) -> pa.Table:
    countries = [f"C{number}" for number in range(6)]
    day = np.datetime64("1990-01-01") + rng.integers(0, 10_500, n_rows)
    return pa.table(
        {
            "date": day,
            "origin": rng.choice(countries, n_rows),
            "destination": rng.choice(countries, n_rows),
            "summit": rng.random(n_rows) < 0.1,
            "worth": rng.choice([1.0, 2.5, 3.0, 0.1], n_rows),
            "qualifies": rng.choice(["true", "false", "unclear"], n_rows),
        }
    )


def merged(
    table: pa.Table, parts: int, rng: np.random.Generator, *of: Any, **options: Any
) -> summitry.Tally:
    """Count the rows of each part, some and then the rest, and merge in any order."""
    which = rng.integers(0, parts, len(table))
    tally = summitry.Tally(*of, **options)
    for part in rng.permutation(parts).tolist():
        own = table.filter(pa.array(which == part))
        some = summitry.Tally(*of, **options).update(own.slice(0, 9))
        tally.merge(pickle.loads(pickle.dumps(some.update(own.slice(9)))))
    return tally


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize(
    ("parts", "eras", "options"),
    [
        (1, OF_SIDES, {"by": "direction"}),
        (3, OF_ALL, {"scheme": {"summit": {True: 3.0, False: 1.0}}}),
        (7, OF_ALL, {"by": "dyad", "handover": "predecessor"}),
        (7, OF_SIDES, {"by": "direction", "scheme": "worth"}),
        (3, OF_SIDES, {"direction": ("C1", "C2"), "exposure": "calendar_years"}),
        (3, OF_SIDES, {"by": "dyad", "dyads": PAIRS, "scheme": "worth"}),
    ],
)
def test_parts_give_the_table_of_all_visits(
    parts: int, eras: Any, options: dict[str, Any]
) -> None:
    rng = np.random.default_rng(parts)
    table = visits(rng)
    wanted = summitry.era_frequency(table, eras, **SEEN, **options, unclear="both")
    found = merged(table, parts, rng, eras, **SEEN, **options).finish(unclear="both")
    assert found.equals(wanted.drop(["duplicates"]))


def test_one_warning_tells_what_all_visits_say() -> None:
    rng = np.random.default_rng(5)
    table, eras = visits(rng), {**OF_SIDES, "side": ["C1", "C1", "C1", "Zz", "Zz"]}
    with pytest.warns(ex.SummitryWarning) as wanted:
        summitry.era_frequency(table, eras, **SEEN)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tally = merged(table, 3, rng, eras, **SEEN)
    with pytest.warns(ex.SummitryWarning) as found:
        tally.finish()
    assert [str(one.message) for one in found] == [str(one.message) for one in wanted]


@pytest.mark.parametrize(
    "changed",
    [
        {"since": "1993-01-01"},
        {"by": "dyad"},
        {"scheme": {"summit": {True: 2.0, False: 1.0}}},
        {"eras": OF_ALL},
        {"eras": {**OF_SIDES, "start": ["1991-01-01", *OF_SIDES["start"][1:]]}},
    ],
)
def test_tallies_of_other_things_are_not_added_up(changed: dict[str, Any]) -> None:
    table = visits(np.random.default_rng(1), 20)
    options = {"eras": OF_SIDES, **SEEN}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ex.SummitryWarning)
        one = summitry.Tally(**options).update(table)
        other = summitry.Tally(**(options | changed)).update(table)
        before = one.finish()
        with pytest.raises(ex.InputError, match=r"other eras|another|lists of eras"):
            one.merge(other)
        assert one.finish().equals(before)


def test_a_tally_is_not_added_to_itself() -> None:
    table = visits(np.random.default_rng(1), 20)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ex.SummitryWarning)
        tally = summitry.Tally(OF_ALL, **SEEN).update(table)
        before = tally.finish()
        with pytest.raises(ex.InputError, match="twice"):
            tally.merge(tally)
        assert tally.finish().equals(before)


def test_a_tally_without_visits_says_so() -> None:
    with pytest.raises(ex.InputError, match="nothing has been counted"):
        summitry.Tally(OF_ALL, **SEEN).finish()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("visits")
    for part in range(3):
        rows = visits(np.random.default_rng(part)).append_column(
            "unread", pa.array([{"a": 1}] * 400)
        )
        parquet.write_table(rows, place / f"part-{part}.parquet", row_group_size=150)
    return place


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_files_of_every_form_give_the_same(folder: Path, tmp_path: Path) -> None:
    paths = sorted(folder.glob("*.parquet"))
    options: dict[str, Any] = {**SEEN, "scheme": "worth", "by": "dyad"}
    every = pa.concat_tables([parquet.read_table(path) for path in paths])
    wanted = summitry.era_frequency(every, OF_SIDES, **options).drop(["duplicates"])
    pattern = str(folder / "part-*.parquet")
    arrow = tmp_path / "all.arrow"
    feather.write_feather(every, arrow)
    for given in (pattern, paths, dataset.dataset(paths), arrow):
        tally = summitry.tally_files(given, OF_SIDES, **options)
        assert tally.finish().equals(wanted)


def test_what_cannot_be_read_is_said_and_nothing_is_counted(folder: Path) -> None:
    tally = summitry.Tally(OF_ALL, **SEEN, scheme={"summit": {True: 2.0}})
    with pytest.raises(ex.CategoryError) as raised:
        tally.read(folder)
    assert raised.value.__notes__ == ["Counted within rows 0 to 1199 of all files"]
    with pytest.raises(ex.InputError, match="nothing has been counted"):
        tally.finish()
    with pytest.raises(ex.InputError, match="no file"):
        tally.read(folder / "none-*.parquet")
    (folder / "visits.csv").write_text("date\n", "utf-8")
    with pytest.raises(ex.InputError, match=r"'\.csv'"):
        tally.read(folder / "visits.csv")


MEMORY = """
import os, resource, sys, summitry
from summitry.frames import batches
batches.ROWS = 1 << 15
file, eras, seen = sys.argv[1], {"era": ["A"], "start": ["1993-01-01"]}, SEEN
def peak(times):
    links = [f"{file}.{time}.parquet" for time in range(times)]
    for link in links:
        os.path.exists(link) or os.link(file, link)
    table = summitry.tally_files(links, eras, by="dyad", **seen).finish()
    assert table["rows_in"][0].as_py() == times * 100_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
eras["end"] = [None]
few, many = peak(4), peak(20)
print((many - few) // 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the peak of memory is not told")
def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    file = tmp_path / "visits.parquet"
    parquet.write_table(visits(np.random.default_rng(0), 100_000), file)
    code = MEMORY.replace("SEEN", repr(SEEN))
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    # 1,600,000 rows more: as a table alone they would take 45 MB, coded 100 MB.
    assert int(ran.stdout) < 40


def test_polars_comes_out_where_it_went_in() -> None:
    table = pl.DataFrame({"date": ["1995-01-01"]})
    found = summitry.Tally(OF_ALL, **SEEN).update(table).finish()
    assert isinstance(found, pl.DataFrame)


def test_a_tally_of_no_visit_says_so_as_a_count_of_none_does() -> None:
    none: dict[str, Any] = {"date": [], "origin": [], "destination": []}
    tally = summitry.Tally(OF_ALL, **SEEN).update(none)
    with pytest.warns(ex.SummitryWarning, match="has no row"):
        tally.finish()


@pytest.mark.parametrize(
    "ends",
    [
        [None, "1995-01-01"],
        [dt.date(1994, 1, 1), "1995-01-01"],
        [None, None],
        ["soon", dt.date(1995, 1, 1)],
    ],
)
def test_eras_that_polars_holds_as_objects_can_be_sent(ends: list[Any]) -> None:
    held: dict[str, list[Any]] = {
        "side": ["C1", "C2"],
        "start": [dt.date(1990, 1, 1)] * 2,
        "end": ends,
    }
    eras = pl.DataFrame({"era": ["a", "b"]})
    eras = eras.with_columns(
        pl.Series(name, values, dtype=pl.Object) for name, values in held.items()
    )
    visits = pl.DataFrame({"date": ["1991-01-01"], "origin": "C1", "destination": "C2"})
    seen: dict[str, Any] = {"since": "1990-01-01", "through": "1999-12-31"}
    try:
        expected = summitry.era_frequency(visits, eras, **seen)
    except summitry.exceptions.SummitryError as error:
        with pytest.raises(type(error), match="soon"):
            summitry.Tally(eras, **seen).update(visits)
        return
    tally = summitry.Tally(eras, **seen)
    assert tally == summitry.Tally(eras, **seen)
    sent = pickle.loads(pickle.dumps(tally.update(visits)))
    assert sent.finish().equals(expected.drop("duplicates"))
