"""The bundled table of states against its description, its sources and itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import re
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from bundled_files import DATASETS, Row, rows_in

import summitry
from summitry.exceptions import CategoryError
from summitry.sources.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = DATASETS / "states"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
TABLES = {table["name"]: table for table in PACKAGE["resources"]}
KINDS = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.Table}
ALWAYS = ("0001-01-01", "9999-12-31")

rows_of = partial(rows_in, FOLDER)
STATES, TERMS, SPELLINGS, HOLDINGS, SUCCESSIONS = map(
    rows_of, ("states", "terms", "spellings", "holdings", "successions")
)
IDS = {row["id"] for row in STATES}

ISO = re.findall(
    "[A-Z]{3}",
    """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES
BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE
CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK
DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB
GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND
IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN
LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT
MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU
RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN
SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA
UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
""",
)
"""ISO 3166-1 alpha-3, as of 2024."""
COW = re.findall(
    "[0-9-]+",
    """
2 20 31 40-42 51-58 60 70 80 90-95 100 101 110 115 130 135 140 145 150 155 160 165 200
205 210-212 220 221 223 225 230 232 235 240 245 255 260 265 267 269 271 273 275 280
290 300 305 310 315-317 325 327 329 331 332 335 337-339 341 343-347 349 350 352 355
359 360 365-373 375 380 385 390 395 402-404 411 420 432-439 450-452 461 471 475
481-484 490 500 501 510 511 516 517 520 522 530 531 540 541 551-553 560 565 570-572
580 581 590 591 600 615 616 620 625 626 630 640 645 651 652 660 663 666 670 678-680
690 692 694 696 698 700-705 710 712 713 730-732 740 750 760 770 771 775 780 781 790
800 811 812 816 817 820 830 835 840 850 860 900 910 920 935 940 946 947 950 955 970
983 986 987 990
""",
)
"""The numbers of the State System Membership List, v2016."""


def cow_numbers() -> set[int]:
    found: set[int] = set()
    for part in COW:
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found - {59}


def spells(column: str) -> list[tuple[int, str, str]]:
    """Days without a break on which a number of a list is in use."""
    found: list[list[Any]] = []
    numbered = [row for row in TERMS if row[column]]
    numbered.sort(key=lambda row: (int(row[column]), row["start"]))
    for row in numbered:
        number = int(row[column])
        if found and found[-1][0] == number and found[-1][2] == row["start"]:
            found[-1][2] = row["end"]
        else:
            found.append([number, row["start"], row["end"]])
    return [tuple(spell) for spell in found]


def overlap(one: Row, other: Row) -> bool:
    start = max(row["start"] or ALWAYS[0] for row in (one, other))
    return start < min(row["end"] or ALWAYS[1] for row in (one, other))


@pytest.mark.parametrize("name", TABLES)
def test_the_description_agrees_with_the_file(name: str) -> None:
    table, rows = TABLES[name], rows_of(name)
    content = (FOLDER / table["path"]).read_bytes()
    fields = table["schema"]["fields"]
    assert [field["name"] for field in fields] == list(rows[0])
    assert (table["rows"], table["bytes"]) == (len(rows), len(content))
    assert table["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    keys = [tuple(row[key] for key in table["schema"]["primaryKey"]) for row in rows]
    assert len(set(keys)) == len(rows)
    readers: dict[str, Callable[[str], Any]] = {
        "integer": int,
        "date": dt.date.fromisoformat,
        "string": str,
    }
    for field in fields:
        values = [row[field["name"]] for row in rows]
        present = [value for value in values if value]
        rules = field.get("constraints", {})
        assert present == [value.strip() for value in present]
        assert len(present) == len(values) or not rules.get("required")
        assert set(present) == set(rules.get("enum", present))
        for value in present:
            readers.get(field["type"], ["true", "false"].index)(value)
            assert re.fullmatch(rules.get("pattern", ".*"), value)


def test_every_state_of_the_correlates_of_war_is_there() -> None:
    numbers = {int(row["cow_number"]) for row in TERMS if row["cow_number"]}
    assert numbers == cow_numbers()
    assert len(numbers) == 217
    assert len(spells("cow_number")) == 243
    letters = {(row["cow_number"], row["cow_abbreviation"]) for row in TERMS}
    assert len(letters - {("", "")}) == 217


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (2, [("", "")]),
        (41, [("1859-01-01", "1915-07-29"), ("1934-08-15", "")]),
        (240, [("1837-06-20", "1866-07-27")]),
        (245, [("", "1871-01-19")]),
        (255, [("", "1945-05-09"), ("1990-10-03", "")]),
        (260, [("1955-05-05", "1990-10-03")]),
        (265, [("1954-03-25", "1990-10-03")]),
        (300, [("", "1918-11-13")]),
        (305, [("1919-09-10", "1938-03-14"), ("1955-07-27", "")]),
        (315, [("1918-10-28", "1939-03-16"), ("1945-05-10", "1993-01-01")]),
        (327, [("", "1860-11-06")]),
        (345, [("1878-07-13", "1941-04-21"), ("1944-10-20", "")]),
        (365, [("", "")]),
        (366, [("1918-02-24", "1940-06-17"), ("1991-09-06", "")]),
        (511, [("1963-12-19", "1964-04-27")]),
        (530, [("1898-01-01", "1936-05-06"), ("1941-05-05", "")]),
        (600, [("1847-01-01", "1912-03-31"), ("1956-03-02", "")]),
        (651, [("1855-01-01", "1882-09-16"), ("1937-05-26", "")]),
        (678, [("1926-09-02", "1990-05-22")]),
        (679, [("1990-05-22", "")]),
        (680, [("1967-11-30", "1990-05-22")]),
        (730, [("1887-01-01", "1905-11-18")]),
        (817, [("1954-06-04", "1975-05-01")]),
    ],
)
def test_days_of_membership_are_those_of_the_list(
    number: int, wanted: list[tuple[str, str]]
) -> None:
    found = [(start, end) for one, start, end in spells("cow_number") if one == number]
    if number == 305:
        # Austria's last day is the one before it was annexed, which the list counts.
        wanted = [("1919-09-10", "1938-03-13"), ("1955-07-27", "")]
    assert found == wanted


def test_every_state_of_gleditsch_and_ward_is_there() -> None:
    numbers = {int(row["gw_number"]) for row in TERMS if row["gw_number"]}
    assert len(numbers) == 225
    assert {89, 99, 340, 396, 397, 563, 564, 711, 815} <= numbers - cow_numbers()
    interrupted = {305, 652}
    kept = [spell for spell in spells("gw_number") if spell[0] not in interrupted]
    assert len(kept) == 239 - 2


def test_every_present_code_of_iso_is_there() -> None:
    present = {row["iso3"] for row in STATES if row["iso3_status"] == "present"}
    assert len(ISO) == 249
    assert present == set(ISO)
    assert {row["id"] for row in STATES} >= present
    for row in STATES:
        assert (row["iso3"] == "") == (row["iso3_status"] == "")
        assert row["iso3"] in {"", row["id"]} or row["id"] == "DRV"


def test_territories_belong_to_a_state() -> None:
    held = {row["place"] for row in HOLDINGS}
    for row in STATES:
        if row["kind"] == "territory":
            assert row["id"] in held or row["id"] in {"ATA", "NTZ"}
        states = [term for term in TERMS if term["state"] == row["id"]]
        assert bool(states) == (row["kind"] == "state")


def test_no_day_gives_a_spelling_two_states_unless_it_is_listed() -> None:
    by_key = defaultdict(list)
    for row in SPELLINGS:
        key = folded(row["spelling"]) if row["system"] == "name" else row["spelling"]
        by_key[row["system"], key].append(row)
    for rows in by_key.values():
        for one, other in itertools.combinations(rows, 2):
            if overlap(one, other):
                assert one["state"] != other["state"], one
                assert one["ambiguous"] == other["ambiguous"] == "true", (one, other)
        for row in rows:
            others = [one for one in rows if one is not row and overlap(one, row)]
            assert bool(others) == (row["ambiguous"] == "true"), row


def test_every_state_is_known_by_its_name() -> None:
    keys = defaultdict(set)
    for row in SPELLINGS:
        keys[folded(row["spelling"])].add(row["state"])
    for row in STATES:
        assert row["id"] in keys[folded(row["name"])]
    shared = {row["spelling"] for row in SPELLINGS} & {row["iso3"] for row in STATES}
    letters = {row["spelling"] for row in SPELLINGS if row["system"] == "iso3"}
    assert not letters & {row["iso3"] for row in STATES}
    assert shared <= {"USA"}


@pytest.mark.parametrize("table", ["terms", "spellings", "holdings"])
def test_days_are_in_order(table: str) -> None:
    for row in rows_of(table):
        assert (row["start"] or ALWAYS[0]) < (row["end"] or ALWAYS[1]), row


def test_stretches_of_a_state_do_not_overlap() -> None:
    for state in IDS:
        rows = [row for row in TERMS if row["state"] == state]
        for one, other in itertools.combinations(rows, 2):
            assert not overlap(one, other), (one, other)


def test_tables_refer_to_known_states() -> None:
    named = [row["state"] for row in [*TERMS, *SPELLINGS]]
    named += [row[end] for row in HOLDINGS for end in ("place", "holder")]
    named += [row[end] for row in SUCCESSIONS for end in ("predecessor", "successor")]
    assert set(named) <= IDS
    assert len({row["id"] for row in STATES}) == len(STATES)


def test_states_that_began_or_ended_say_what_was_before_and_after() -> None:
    before = {row["successor"] for row in SUCCESSIONS}
    after = {row["predecessor"] for row in SUCCESSIONS}
    begun = {row["state"] for row in TERMS} - {
        row["state"] for row in TERMS if not row["start"]
    }
    over = {row["state"] for row in TERMS} - {
        row["state"] for row in TERMS if not row["end"]
    }
    assert begun - before == {"ETH", "LBR", "TRA"}
    assert over - after == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *[("SUN", "RUS"), ("RUS", "SUN"), ("SUN", "UKR"), ("SUN", "EST")],
        *[("DEU", "DDR"), ("DDR", "DEU"), ("YMD", "YEM"), ("CSK", "SVK")],
        *[("YUG", "SCG"), ("SCG", "SRB"), ("SCG", "MNE"), ("SRB", "XKX")],
        *[("SDN", "SSD"), ("DRV", "VNM"), ("RVN", "VNM"), ("CHN", "TWN")],
        *[("KOREA", "PRK"), ("KOREA", "KOR"), ("PAK", "BGD"), ("ZAN", "TZA")],
        *[("GBR", "JAM"), ("FRA", "DZA"), ("PRT", "AGO"), ("HAN", "DEU")],
    ],
)
def test_predecessors_and_successors_are_listed(old: str, new: str) -> None:
    pairs = {(row["predecessor"], row["successor"]) for row in SUCCESSIONS}
    assert (old, new) in pairs


@pytest.mark.parametrize("backend", KINDS)
@pytest.mark.parametrize("table", TABLES)
def test_tables_load_as_the_kind_that_was_asked_for(table: Any, backend: Any) -> None:
    frame = summitry.datasets.load_states(table, backend=backend)
    assert isinstance(frame, KINDS[backend])
    assert len(frame) == len(rows_of(table))


def test_an_unknown_table_is_refused_with_the_nearest() -> None:
    with pytest.raises(CategoryError, match="did you mean 'terms'") as caught:
        summitry.datasets.load_states("term")  # type: ignore[call-overload]
    assert caught.value.code == "unknown_table"


def test_states_are_no_record_of_visits() -> None:
    with pytest.raises(CategoryError, match="'china-dprk'"):
        summitry.datasets.load_visits("states")
    assert "Correlates of War" in summitry.datasets.record_notes("states")
