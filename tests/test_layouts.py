"""Lists in known layouts: small tables with the traps that their codebooks name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from layout_files import days, written

import summitry
from summitry.exceptions import ColumnError, InputError

if TYPE_CHECKING:
    from pathlib import Path

COLT = (
    "TripID,LeaderID,LeaderCountryOrIGO,LeaderCountryISO,LeaderRole,LeaderTitle,"
    "LeaderFullName,CountryVisited,CountryVisitedISO,CityVisited,TripYear,"
    "TripStartDate,TripEndDate,TripDuration,MetHostHoGS,HostHOGSName,"
    "AttendedMultilatEvent,Notes\n"
)


def colt_row(**cells: str) -> str:
    row = {
        **dict.fromkeys(COLT.strip().split(","), ""),
        "TripID": "2-BRA-CHN-1",
        "LeaderCountryOrIGO": "Brazil",
        "LeaderRole": "GS",
        "LeaderTitle": "President",
        "LeaderFullName": "Luiz Inácio Lula da Silva",
        "CountryVisited": "China",
        "TripStartDate": "5/22/2004",
        "TripEndDate": "5/27/2004",
        "TripDuration": "6",
        "MetHostHoGS": "Yes",
        "AttendedMultilatEvent": "No",
        **cells,
    }
    return ",".join(f'"{value}"' for value in row.values()) + "\n"


def test_colt(tmp_path: Path) -> None:
    rows = [
        colt_row(),
        colt_row(TripEndDate="TBD", TripDuration="TBD", MetHostHoGS="No"),
        colt_row(LeaderRole="F", CountryVisited="Côte d'Ivoire", MetHostHoGS="Yes"),
        colt_row(CountryVisited="Unknown"),
        colt_row(LeaderRole="S", AttendedMultilatEvent="Yes", MetHostHoGS=""),
        colt_row(LeaderRole="X"),
        colt_row(TripStartDate="2/30/2004"),
    ]
    path = written(tmp_path / "colt.csv", COLT + "".join(rows), "latin-1")
    read = summitry.read_layout(path, layout="colt")
    visits = read.visits
    assert read.counts == {"read": 4, "split": 0, "not read": 3, "empty": 0}
    assert visits["row"].tolist() == [2, 3, 4, 6]
    assert visits["visitor"].iloc[0] == "Luiz Inácio Lula da Silva"
    assert visits["destination"].iloc[2] == "Côte d'Ivoire"
    assert days(visits, "date") == ["2004-05-22"] * 4
    assert days(visits, "end_date") == ["2004-05-27", None, "2004-05-27", "2004-05-27"]
    assert visits["visitor_rank"].tolist() == [
        "head_of_state",
        "head_of_state",
        "foreign_minister",
        "head_of_state",
    ]
    told = (
        visits["summit"].astype(object).where(visits["summit"].notna(), None).tolist()
    )
    assert told == [True, False, False, None]
    assert visits["multilateral"].tolist() == [False, False, False, True]
    lengths = visits["days"].astype(object).where(visits["days"].notna(), None).tolist()
    assert lengths == [6.0, None, 6.0, 6.0]
    reasons = dict(zip(read.unread["row"], read.unread["reason"], strict=True))
    assert "'destination' is missing" in reasons[5]
    assert "the role 'X' is none of" in reasons[7]
    assert "2004-02-30" in reasons[8]


def test_colt_of_a_workbook_has_real_dates() -> None:
    cells = {
        "LeaderCountryOrIGO": ["Brazil"],
        "CountryVisited": ["China"],
        "LeaderFullName": ["Dilma Rousseff"],
        "TripStartDate": [pd.Timestamp("2011-04-11")],
        "TripEndDate": [pd.Timestamp("2011-04-15")],
        "LeaderRole": ["GS"],
    }
    read = summitry.read_layout(pd.DataFrame(cells), layout="colt")
    assert days(read.visits, "end_date") == ["2011-04-15"]
    assert "summit" not in read.visits.columns


def test_colt_of_another_list_is_refused() -> None:
    with pytest.raises(ColumnError, match="no column 'TripEndDate'") as caught:
        summitry.read_layout({"TripStartDate": ["1/2/2003"]}, layout="colt")
    assert "read_visits" in str(caught.value)


DEPARTMENT = {
    "Name": [
        "Theodore Roosevelt",
        "Barack Obama",
        "President-elect Herbert Hoover",
        "Harry S. Truman",
        "Secretary John Kerry",
        "Dwight D. Eisenhower",
    ],
    "Country": ["Panama", "Korea, South", "Nicaragua", "Germany", "Iceland", "Korea"],
    "Locale": [
        "Colón, Panama City",
        "Seoul",
        "Corinto",
        "Potsdam",
        "Reykjavik",
        "Seoul",
    ],
    "Remarks": [
        "Inspected construction of Panama Canal.",
        "Attended the G-20 Economic Summit Meeting.",
        "Visited as President-elect.",
        "Attended Potsdam Conference.",
        "Stopover en route to London.",
        "Visited combat zone as President-elect.",
    ],
    "Date": [
        "November 14–17, 1906",
        "November 10-12, 2010",
        "November 27, 1928",
        "July 16–August 2, 1945",
        "May 2016",
        "December 2–5, 1952",
    ],
}


def test_state_department() -> None:
    read = summitry.read_layout(pd.DataFrame(DEPARTMENT), layout="state_department")
    visits = read.visits
    assert days(visits, "date")[:4] == [
        *("1906-11-14", "2010-11-10", "1928-11-27", "1945-07-16")
    ]
    assert days(visits, "end_date")[3] == "1945-08-02"
    assert days(visits, "date_latest")[4] == "2016-05-31"
    assert visits["origin"].eq("USA").all()
    # One stay is one row: cities and commas in a name are no list of countries.
    assert visits["destination"].tolist() == DEPARTMENT["Country"]
    assert visits["city"].iloc[0] == "Colón, Panama City"
    assert visits["multilateral"].tolist() == [False, True, False, True, False, False]
    assert visits["stopover"].tolist() == [False] * 4 + [True, False]
    assert visits["elect"].tolist() == [False, False, True, False, False, True]
    offices = visits["visitor_office"].tolist()
    assert offices[2] == "President-elect"
    assert offices[4] == "Secretary"


@pytest.mark.parametrize(
    ("remark", "multilateral"),
    [
        ("Held a press conference.", False),
        ("Addressed the Brazilian Congress.", False),
        ("Met with the Privy Council.", False),
        ("National Security Council meeting.", False),
        ("Summit meeting with General Secretary Gorbachev.", False),
        ("Attended Casablanca Conference.", True),
        ("Held a news conference after the Bermuda conference.", True),
        ("Inter-American Congress.", True),
        ("North Atlantic Council Ministerial Meeting.", True),
        ("Meeting of the U.N. Security Council.", True),
        ("Attended the East Asia Summit.", True),
        ("Big Four Summit Meeting.", True),
    ],
)
def test_remarks_tell_meetings_of_many(
    remark: str,
    multilateral: bool,  # noqa: FBT001
) -> None:
    page = {**{key: DEPARTMENT[key][:1] for key in DEPARTMENT}, "Remarks": [remark]}
    read = summitry.read_layout(page, layout="state_department")
    assert read.visits["multilateral"].tolist() == [multilateral]


def test_offices_of_the_state_department_have_ranks() -> None:
    names = ["President Obama", "Secretary of State Rice", "President-elect Hoover"]
    page = {key: DEPARTMENT[key][:4] for key in DEPARTMENT}
    page |= {"Name": [*names, "Secretary Kerry"], "Remarks": [""] * 4}
    page["Remarks"][2] = "Visited as President-elect."
    visits = summitry.read_layout(page, layout="state_department").visits
    ranks = ["head_of_state", "foreign_minister", "other", "foreign_minister"]
    assert visits["visitor_rank"].tolist() == ranks
    high = summitry.qualify(visits, minimum={"USA": "foreign_minister"})
    assert high["qualifies"].tolist() == ["true", "true", "false", "true"]


@pytest.mark.parametrize("line", [",,,,", " , ,,, ", ""])
def test_an_empty_row_of_a_layout_is_empty(tmp_path: Path, line: str) -> None:
    text = "Name,Country,Locale,Remarks,Date\nPresident A,Fiji,Suva,x,May 2010\n"
    path = written(tmp_path / "page.csv", f"{text}{line}\n{text.splitlines()[1]}\n")
    counts = summitry.read_layout(path, layout="state_department").counts
    assert counts == {"read": 2, "split": 0, "not read": 0, "empty": 1}


def test_state_department_page_of_one_person() -> None:
    page = {
        key: DEPARTMENT[key][:2] for key in ("Country", "Locale", "Remarks", "Date")
    }
    read = summitry.read_layout(
        page, layout="state_department", constant={"visitor": "Barack Obama"}
    )
    assert read.visits["visitor"].tolist() == ["Barack Obama"] * 2


def test_wikipedia(tmp_path: Path) -> None:
    page = """<table class="wikitable"><tr><th>#</th><th>Country</th><th>Areas visited</th>
    <th>Dates</th><th>Purpose</th></tr>
    <tr><td rowspan="2">1</td><td>Germany</td><td>Berlin</td>
    <td rowspan="2">May 15–16<sup>[1]</sup></td><td>Met A. Merkel.[2]</td></tr>
    <tr><td>Belgium</td><td>Brussels</td><td>NATO</td></tr>
    <tr><td>2</td><td>Mali[a]</td><td>Gao</td><td>19 May 2018</td><td></td></tr>
    </table>"""
    path = written(tmp_path / "trips.html", page)
    told = {"origin": "FRA", "visitor": "Emmanuel Macron"}
    read = summitry.read_layout(path, layout="wikipedia", constant=told, year=2017)
    visits = read.visits
    assert visits["destination"].tolist() == ["Germany", "Belgium", "Mali"]
    assert days(visits, "date") == ["2017-05-15", "2017-05-15", "2018-05-19"]
    assert days(visits, "end_date")[:2] == ["2017-05-16"] * 2
    assert visits["note"].iloc[0] == "Met A. Merkel."
    assert visits["visitor"].eq("Emmanuel Macron").all()
    with pytest.raises(InputError, match="who travelled"):
        summitry.read_layout(path, layout="wikipedia")


def test_what_is_read_goes_into_measures() -> None:
    read = summitry.read_layout(pd.DataFrame(DEPARTMENT), layout="state_department")
    eras = summitry.datasets.load_eras(side="USA")
    assert {"Barack Obama", "Harry S. Truman"} <= set(eras["era"])
    table = summitry.era_frequency(
        read.visits, eras, since="1945-01-01", through="2016-12-31"
    )
    counts = dict(zip(table["era"], table["count"], strict=True))
    assert (counts["Harry S. Truman"], counts["Barack Obama"]) == (2, 2)
