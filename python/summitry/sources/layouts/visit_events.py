"""Events that are visits: who came, by the code of a visit made or of one hosted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.sources.layouts.prepared import texts, with_columns, without

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table
    from summitry.sources.raw_table import RawTable

MADE, HOSTED = "042", "043"
"""Codes of CAMEO 1.1b3 (Schrodt 2012): make a visit, host a visit."""


def cameo(code: str) -> str:
    """
    Return a code as the codebook writes it, where a spreadsheet has cut the zero.

    Examples
    --------
    >>> cameo("42"), cameo("042.0"), cameo("173")
    ('042', '042', '173')
    """
    plain = code.removesuffix(".0")
    if not plain.isdigit():
        return plain
    # Roots are 01 to 20; a code of them that begins with 0 has lost it, if shorter.
    return f"0{plain}" if plain[0] != "0" and int(plain[:2]) > 20 else plain  # noqa: PLR2004


def by_code(
    raw: RawTable,
    table: Table,
    codes: npt.NDArray[Any],
    ends: tuple[str, str],
    actors: tuple[str, str],
) -> RawTable:
    """
    Return the list with who came from where, and why other events are no visits.

    Parameters
    ----------
    codes : array of texts
        The code of each event.
    ends, actors : (str, str)
        Columns of the countries and of the names of the first and the second actor.
    """
    made, hosted = codes == MADE, codes == HOSTED
    columns = {}
    for names, (first, second) in (
        (("origin", "destination"), ends),
        (("visitor", "host"), actors),
    ):
        if table.has(first) and table.has(second):
            one, other = texts(table, first), texts(table, second)
            columns[names[0]] = np.where(hosted, other, one)
            columns[names[1]] = np.where(hosted, one, other)
    ready = with_columns(raw, table, {name: list(one) for name, one in columns.items()})
    ready = without(
        ready,
        ~(made | hosted),
        lambda row: (
            f"event {codes[row]} is neither a visit made (042) nor hosted (043)"
        ),
    )
    return with_two_countries(ready, columns["origin"], columns["destination"])


def told_by(table: Table, actors: tuple[str, str]) -> dict[str, str]:
    """Return which columns events tell: who came to whom where actors are named."""
    named = ("visitor", "host") if all(map(table.has, actors)) else ()
    return {name: name for name in ("origin", "destination", *named)}


def with_two_countries(
    raw: RawTable, origin: npt.NDArray[Any], destination: npt.NDArray[Any]
) -> RawTable:
    """Say of events without two different countries that they are no visits."""
    gone = _without(origin) | _without(destination)
    raw = without(raw, gone, lambda _: "one of the two actors has no country")
    same = (origin == destination) & ~gone
    return without(raw, same, lambda row: f"both actors are of {origin[row]}")


def _without(country: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    return np.array([one is None for one in country.tolist()], dtype=bool)
