"""What the records of a study are called where somebody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.output.format import spoken
from summitry.output.state_names import state_name
from summitry.sources.packages import package_of
from summitry.study.record_parts import countries_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Table


def record_title(record: str) -> str:
    """
    Return the title of a bundled record.

    Examples
    --------
    >>> record_title("china-rok")
    'High-level visits between China and South Korea since 1992'
    """
    return str(package_of(record)["title"])


def named_records(visits: Mapping[str, Table]) -> dict[str, str]:
    """
    Return what stands in sentences for the names of records: their two countries.

    A record that is not of two countries, or has them in common with another, goes by
    its title.

    Parameters
    ----------
    visits : mapping of str to Table
        The visits of each record.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> ends = {"origin": ["CHN"], "destination": ["PRK"]}
    >>> named_records({"china-dprk": Table(ends, "visits")})
    {'china-dprk': 'China and North Korea'}
    """
    pairs = {name: sorted(countries_of(one)) for name, one in visits.items()}
    every = [*pairs.values()]
    return {
        name: spoken(map(state_name, pair))
        if len(pair) == _PAIR and every.count(pair) == 1
        else record_title(name)
        for name, pair in pairs.items()
    }


_PAIR = 2
