"""
An invented list of travels as the State Department's pages have it, and its truth.

Presidents, secretaries, their terms and the days of coups are facts; where they went
and when is drawn by lot. Every trap of the real pages is in it: ranges of days in
words, several cities in a cell, commas in names, names that changed, names of what was
no state on the day, territories, names of two states, two travellers on one trip,
several rows of one stay, stopovers, presidents not yet in office, conferences, a row
that is there twice, dates known to the month, and dates that are none.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

Day = dt.date


class Stay(NamedTuple):
    """
    A row of the list as it is written, and what it means.

    Attributes
    ----------
    name, country, locale, remarks, date : str
        The cells.
    state : str or None
        The code of the state or territory; None if it was none, or two were meant.
    start, end : date or None
        Its first and last day; None if the cell has no date.
    exact : bool
        Whether it is dated to the day; else it was some day from `start` to `end`.
    counts : str
        ``"true"``; ``"unclear"`` for a conference; ``"false"`` for a stopover, or one
        who was not yet in office.
    """

    name: str
    country: str
    locale: str
    remarks: str
    date: str
    state: str | None
    start: Day | None
    end: Day | None
    exact: bool = True
    counts: str = "true"


class Place(NamedTuple):
    """A name that the list uses from one year to the year before another."""

    country: str
    state: str | None
    since: int
    until: int
    cities: tuple[str, ...]


ASIA = (
    Place("Siam", "THA", 1906, 1940, ("Bangkok",)),
    Place("Thailand", "THA", 1940, 1945, ("Bangkok",)),
    Place("Siam", "THA", 1946, 1949, ("Bangkok", "Ayutthaya")),
    Place("Thailand", "THA", 1949, 2017, ("Bangkok", "Chiang Mai", "Hua Hin")),
    Place("Burma", None, 1906, 1948, ("Rangoon",)),
    Place("Burma", "MMR", 1948, 2017, ("Rangoon", "Mandalay")),
    Place("Japan", "JPN", 1906, 1945, ("Tokyo", "Yokohama")),
    Place("Japan", "JPN", 1953, 2017, ("Tokyo", "Kyoto")),
    Place("Korea, Republic of", "KOR", 1950, 2017, ("Seoul", "Camp Casey")),
    Place("Korea", None, 1950, 2017, ("Seoul",)),
    Place("China, Republic of", "TWN", 1950, 1972, ("Taipei",)),
    Place("China, People's Republic of", "CHN", 1972, 2017, ("Beijing", "Shanghai")),
    Place("Vietnam, South", "RVN", 1955, 1975, ("Saigon", "Cam Ranh Bay")),
    Place("Vietnam", "VNM", 1995, 2017, ("Hanoi", "Ho Chi Minh City")),
    Place("Hong Kong", "HKG", 1906, 2017, ("Victoria",)),
    Place("Ceylon", "LKA", 1950, 1972, ("Colombo",)),
    Place("Philippine Islands", None, 1906, 1935, ("Manila",)),
    Place("Philippines", "PHL", 1947, 2017, ("Manila", "Baguio")),
    Place("Laos", "LAO", 1955, 2017, ("Vientiane",)),
)
ELSEWHERE = (
    Place("Persia", "IRN", 1906, 1935, ("Tehran",)),
    Place("Iran", "IRN", 1936, 1979, ("Tehran", "Isfahan")),
    Place("Russia", "RUS", 1906, 1917, ("St. Petersburg",)),
    Place("Soviet Union", "SUN", 1934, 1991, ("Moscow", "Leningrad")),
    Place("Russia", "RUS", 1992, 2017, ("Moscow", "St. Petersburg")),
    Place("Germany", "DEU", 1906, 1939, ("Berlin", "Bremen")),
    Place("Germany", None, 1950, 1990, ("Bonn", "Berlin")),
    Place("Germany, Federal Republic of", "DEU", 1956, 1990, ("Bonn", "Cologne")),
    Place("Germany", "DEU", 1991, 2017, ("Berlin", "Bonn")),
    Place("Gambia", None, 1906, 1965, ("Bathurst",)),
    Place("Trinidad", None, 1906, 1962, ("Port of Spain",)),
    Place("Bermuda", "BMU", 1906, 2017, ("Hamilton", "St. George's")),
    Place("Puerto Rico", "PRI", 1906, 1952, ("San Juan", "Ponce")),
    Place("Cuba", "CUB", 1910, 1959, ("Havana",)),
    Place("Panama", "PAN", 1906, 2017, ("Colón", "Panama City")),
    Place("Mexico", "MEX", 1906, 2017, ("Ciudad Juárez", "Mexico City", "Acapulco")),
    Place("Czechoslovakia", "CSK", 1920, 1938, ("Prague",)),
    Place("Congo, Democratic Republic of the", "COD", 1965, 2017, ("Kinshasa",)),
    Place("Bahamas, The", "BHS", 1974, 2017, ("Nassau",)),
    Place("Holy See", "VAT", 1930, 2017, ("Vatican City",)),
    Place("Yugoslavia", "YUG", 1921, 1991, ("Belgrade", "Brioni")),
    Place("United Kingdom", "GBR", 1906, 2017, ("London", "Chequers", "Belfast")),
    Place("France", "FRA", 1906, 2017, ("Paris", "Versailles", "Brest")),
)
PRESIDENTS = (
    ("1901-09-14", "Theodore Roosevelt"),
    ("1909-03-04", "William H. Taft"),
    ("1913-03-04", "Woodrow Wilson"),
    ("1921-03-04", "Warren G. Harding"),
    ("1923-08-03", "Calvin Coolidge"),
    ("1929-03-04", "Herbert Hoover"),
    ("1933-03-04", "Franklin D. Roosevelt"),
    ("1945-04-12", "Harry S. Truman"),
    ("1953-01-20", "Dwight D. Eisenhower"),
    ("1961-01-20", "John F. Kennedy"),
    ("1963-11-22", "Lyndon B. Johnson"),
    ("1969-01-20", "Richard M. Nixon"),
    ("1974-08-09", "Gerald R. Ford"),
    ("1977-01-20", "Jimmy Carter"),
    ("1981-01-20", "Ronald Reagan"),
    ("1989-01-20", "George Bush"),
    ("1993-01-20", "William J. Clinton"),
    ("2001-01-20", "George W. Bush"),
    ("2009-01-20", "Barack Obama"),
    ("2017-01-20", ""),
)
SECRETARIES = (
    ("1905-07-19", "Elihu Root"),
    ("1909-03-06", "Philander C. Knox"),
    ("1913-03-05", "William Jennings Bryan"),
    ("1915-06-24", "Robert Lansing"),
    ("1920-03-23", "Bainbridge Colby"),
    ("1921-03-05", "Charles Evans Hughes"),
    ("1925-03-05", "Frank B. Kellogg"),
    ("1929-03-28", "Henry L. Stimson"),
    ("1933-03-04", "Cordell Hull"),
    ("1944-12-01", "Edward R. Stettinius, Jr."),
    ("1945-07-03", "James F. Byrnes"),
    ("1947-01-21", "George C. Marshall"),
    ("1949-01-21", "Dean Acheson"),
    ("1953-01-26", "John Foster Dulles"),
    ("1959-04-22", "Christian A. Herter"),
    ("1961-01-21", "Dean Rusk"),
    ("1969-01-22", "William P. Rogers"),
    ("1973-09-22", "Henry A. Kissinger"),
    ("1977-01-23", "Cyrus R. Vance"),
    ("1980-05-08", "Edmund S. Muskie"),
    ("1981-01-22", "Alexander M. Haig, Jr."),
    ("1982-07-16", "George P. Shultz"),
    ("1989-01-25", "James A. Baker III"),
    ("1992-12-08", "Lawrence S. Eagleburger"),
    ("1993-01-20", "Warren Christopher"),
    ("1997-01-23", "Madeleine K. Albright"),
    ("2001-01-20", "Colin L. Powell"),
    ("2005-01-26", "Condoleezza Rice"),
    ("2009-01-21", "Hillary Rodham Clinton"),
    ("2013-02-01", "John F. Kerry"),
    ("2017-01-20", ""),
)
COUPS = (
    ("1947-11-08", "Siam", "Phin Choonhavan"),
    ("1951-11-29", "Thailand", "The silent coup"),
    ("1957-09-16", "Thailand", "Sarit Thanarat"),
    ("1958-10-20", "Thailand", "Sarit Thanarat, again"),
    ("1971-11-17", "Thailand", "Thanom Kittikachorn"),
    ("1976-10-06", "Thailand", "Sangad Chaloryu"),
    ("1977-10-20", "Thailand", "Sangad Chaloryu, again"),
    ("1991-02-23", "Thailand", "Sunthorn Kongsompong"),
    ("2006-09-19", "Thailand", "Sonthi Boonyaratglin"),
    ("2014-05-22", "Thailand", "Prayut Chan-o-cha"),
)
"""Coups in Bangkok that brought down a government, and who led them."""

PLAIN = (
    "State visit.",
    "Met with Prime Minister and senior officials.",
    'Informal visit; called it "most useful".',
    "Signed trade agreement, visited troops.",
    "Private visit.",
    "Held a press conference; met members of the Privy Council.",
    "Addressed the National Congress.",
)
CONFERENCES = (
    (1954, "Attended international conference."),
    (1976, "Attended SEATO Council Meeting."),
    (1989, "Attended foreign ministers' conference."),
    (2016, "Attended APEC Economic Leaders' Meeting."),
)
STOPS = ("Stopover en route home.", "Stopped over to refuel.", "Brief stop in transit.")

# Rows that no lot would draw, with what they mean.
ODD = (
    Stay("President-elect Herbert Hoover", "Nicaragua", "Corinto",
         "Visited as President-elect.", "November 27, 1928", "NIC",
         Day(1928, 11, 27), Day(1928, 11, 27), counts="false"),
    Stay("President-elect Dwight D. Eisenhower", "Korea", "Seoul",
         "Visited combat zone as President-elect.", "December 2–5, 1952", None,
         Day(1952, 12, 2), Day(1952, 12, 5), counts="false"),
    Stay("President-elect Richard M. Nixon", "Thailand", "Bangkok",
         "Visited as President-elect.", "December 11–12, 1968", "THA",
         Day(1968, 12, 11), Day(1968, 12, 12), counts="false"),
    Stay("Secretary of State Philander C. Knox", "Panama", "Colón", "Goodwill visit.",
         "March 1912", "PAN", Day(1912, 3, 1), Day(1912, 3, 31), exact=False),
    Stay("Secretary of State Dean Rusk", "Thailand", "Bangkok", "Private visit.",
         "March 1968", "THA", Day(1968, 3, 1), Day(1968, 3, 31), exact=False),
    Stay("Secretary of State Robert Lansing", "Cuba", "Havana", "Private visit.",
         "n.d.", None, None, None),
    Stay("Secretary of State Dean Acheson", "Thailand", "Bangkok", "Private visit.",
         "February 30, 1951", None, None, None),
    Stay("Secretary of State William P. Rogers", "Thailand", "Bangkok", "Planned.",
         "TBD", None, None, None),
    Stay("Secretary of State Colin L. Powell", "", "Baghdad, Basra", "Met with troops.",
         "July 29–30, 2004", None, None, None),
)  # fmt: skip
"""What is unreadable has no day here."""


def stays() -> list[Stay]:
    """Return the rows of the list, always the same, in order of dates."""
    lots = random.Random(1906)
    rows: list[Stay] = []
    for year in range(1906, 2017):
        often = 0.2 if year < 1945 else 0.7 + (year - 1945) / 80
        for office, terms in (
            ("President", PRESIDENTS),
            ("Secretary of State", SECRETARIES),
        ):
            for _ in range(_number(lots, often)):
                rows += _journey(lots, office, terms, year)
    rows.append(next(row for row in reversed(rows) if row.state == "THA" and row.exact))
    rows += ODD
    return sorted(rows, key=lambda row: row.start or Day(1906, 1, 1))


def write(folder: str | Path = ".") -> None:
    """Write ``travels.csv`` and ``coups.csv``."""
    with Path(folder, "travels.csv").open(
        "w", encoding="utf-8-sig", newline=""
    ) as file:
        table = csv.writer(file)
        table.writerow(("Name", "Country", "Locale", "Remarks", "Date"))
        table.writerows(row[:5] for row in stays())
        file.write(",,,,\r\n")
    with Path(folder, "coups.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("date", "country", "label"))
        table.writerows(COUPS)


def _journey(
    lots: random.Random, office: str, terms: tuple[tuple[str, str], ...], year: int
) -> list[Stay]:
    """Return the rows of one trip, of one traveller or of two."""
    day = Day(year, 1, 1) + dt.timedelta(days=lots.randrange(340))
    name = _holder(terms, day)
    group = ASIA if lots.random() < 0.55 else ELSEWHERE
    known = [place for place in group if place.since <= day.year < place.until]
    route = lots.sample(known, min(len(known), lots.choice((1, 1, 2, 3, 4))))
    siam = [place for place in known if place.state == "THA"]
    if siam and siam[0] not in route and lots.random() < 0.5:
        route[-1] = siam[0]
    both = office == "President" and year > 1945 and lots.random() < 0.4
    secretary = _holder(SECRETARIES, day)
    rows = []
    for place in route:
        end = day + dt.timedelta(days=lots.choice((0, 0, 0, 1, 1, 2, 2, 3, 4, 6)))
        if end > Day(year, 12, 31) or _holder(terms, end) != name:
            break
        rows.append(_stay(lots, f"{office} {name}", place, day, end))
        if both and _holder(SECRETARIES, end) == secretary:
            late = min(end, day + dt.timedelta(days=lots.choice((0, 0, 1))))
            rows.append(
                _stay(lots, f"Secretary of State {secretary}", place, late, end)
            )
        if len(place.cities) > 2 and lots.random() < 0.3:
            first = end + dt.timedelta(days=lots.choice((0, 1)))
            end = first + dt.timedelta(days=1)
            rows.append(_stay(lots, f"{office} {name}", place, first, end))
        day = end + dt.timedelta(days=lots.choice((0, 1)))
    return rows


def _stay(lots: random.Random, name: str, place: Place, start: Day, end: Day) -> Stay:
    chance = lots.random()
    remarks, counts = lots.choice(PLAIN), "true"
    if chance < 0.12:
        remarks = next(what for last, what in CONFERENCES if start.year <= last)
        counts = "unclear"
    elif chance < 0.2 and start == end:
        remarks, counts = lots.choice(STOPS), "false"
    cities = lots.sample(place.cities, lots.randint(1, len(place.cities)))
    locale = ", ".join(cities)
    written = _written(start, end, lots.choice("––-"))
    return Stay(
        name,
        place.country,
        locale,
        remarks,
        written,
        place.state,
        start,
        end,
        counts=counts,
    )


def _written(start: Day, end: Day, dash: str) -> str:
    """Write days as the pages do."""
    if start == end:
        return f"{start:%B} {start.day}, {start.year}"
    last = f"{end.day}" if start.month == end.month else f"{end:%B} {end.day}"
    return f"{start:%B} {start.day}{dash}{last}, {end.year}"


def _holder(terms: tuple[tuple[str, str], ...], day: Day) -> str:
    """Return who holds an office on a day."""
    for (_, name), (end, _) in pairwise(terms):
        if day < Day.fromisoformat(end):
            return name
    raise LookupError(day)


def _number(lots: random.Random, often: float) -> int:
    return int(often) + (lots.random() < often % 1)
