"""Which column of a list is which of ours: by its name alone, never by a guess."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from summitry.exceptions import ColumnError
from summitry.frames import Table
from summitry.frames.arguments import mapping_of_texts
from summitry.frames.suggestion import choices, no_column
from summitry.sources.spelling import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summitry.sources.raw_table import RawTable

STANDARD = (
    *("date", "date_earliest", "date_latest", "end_date", "origin", "destination"),
    *("visitor", "visitor_office", "visitor_rank", "host", "host_rank", "summit"),
    *("setting", "source", "note"),
)
"""The columns of a table of visits."""
NEEDED = ("date", "origin", "destination")
"""Those without which there is no visit."""
_PARTS = ("year", "month", "day")
_MOST = 200
_HEAD = 20
"""Names of columns for which others are sought."""
_WORDS = {
    "date": "arrival arrived start started begin began from_date start_date visit_date "
    "day date_of_visit departure dates when year yyyymmdd",
    "end_date": "end ended until to_date finish departure return last_day date_end",
    "origin": "from sender sending home visitor_country guest_country country_of_visitor "
    "source_country country_from state_a origin_country leader_country nationality",
    "destination": "to host_country receiver receiving target country country_visited "
    "place location where country_to state_b destination_country visited locale",
    "visitor": "who name leader official traveller traveler person guest visitor_name",
    "visitor_office": "office title position role post function",
    "visitor_rank": "rank level",
    "host": "met hosted_by host_name counterpart met_with",
    "summit": "met_president met_leader top_level",
    "source": "reference url link citation",
    "note": "notes remarks remark comment comments description",
}
"""What others call them: a suggestion, which is never followed unasked."""


def understood(
    raw: RawTable,
    names: Sequence[str],
    columns: Mapping[str, str] | None,
    constant: Mapping[str, str] | None,
    needed: Sequence[str],
    write: Callable[[str, object], str],
) -> dict[str, str]:
    """
    Return our names of columns, and what the list calls each.

    A name is understood where it is ours but for case, blanks and hyphens.

    Raises
    ------
    ColumnError
        If a column that is asked for is not there, or a needed one is not understood;
        with what to call.
    """
    columns = mapping_of_texts(
        columns, "columns", write("columns", {"date": "Arrival"})
    )
    constant = mapping_of_texts(
        constant, "constant", write("constant", {"origin": "USA"})
    )
    for ours, theirs in columns.items():
        if theirs not in names:
            raise _no_column(raw, names, ours, theirs)
    found = dict(columns)
    taken = set(columns.values())
    for name in names:
        ours = _plain(name)
        if ours in STANDARD and name not in taken and ours not in {*found, *constant}:
            found[ours] = name
    both = [ours for ours in constant if ours in columns]
    if both:
        raise ColumnError(
            f"'{both[0]}' is given both as a column and as a constant",
            code="contradiction",
            column=both[0],
            hint="leave one of them out",
        )
    dated = {"date_earliest": "date"} if "date" not in found else {}
    have = {*found, *constant} | {dated.get(ours, ours) for ours in found}
    lacking = [ours for ours in needed if ours not in have]
    if lacking:
        raise _not_understood(raw, names, lacking, found, write)
    return found


def suggestions(names: Sequence[str], found: Mapping[str, str]) -> dict[str, str]:
    """
    Return what columns that are not understood may be: theirs, and which of ours.

    Examples
    --------
    >>> suggestions(["date", "From", "Who"], {"date": "date"})
    {'From': 'origin', 'Who': 'visitor'}
    """
    free = [name for name in names[:_MOST] if name not in found.values()]
    open_ = [ours for ours in STANDARD if ours not in found]
    near: dict[str, str] = {}
    for name in free:
        for ours in open_:
            if ours not in near.values() and _may_be(_plain(name), ours):
                near[name] = ours
                break
    return near


def _may_be(plain: str, ours: str) -> bool:
    words = _WORDS.get(ours, "").split()
    return plain in words or bool(get_close_matches(plain, [ours], 1, 0.8))


def _plain(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _no_column(
    raw: RawTable, names: Sequence[str], ours: str, theirs: str
) -> ColumnError:
    if theirs in raw.index:
        return no_column(raw.name, str(theirs), names, raw.index)
    row = _row_with(raw, theirs)
    if row is not None:
        return ColumnError(
            f"{raw.name} has no column '{str(theirs)[:80]}' to be '{ours[:80]}'",
            code="no_column",
            column=ours,
            hint=f"{raw.unit} {row} has it as a cell; if that is where the names of the "
            f"columns stand, say header={row}",
        )
    folded = {name.casefold(): name for name in reversed(names)}
    near = get_close_matches(str(theirs).casefold(), list(folded), 1)
    return ColumnError(
        f"{raw.name} has no column '{str(theirs)[:80]}' to be '{ours[:80]}'",
        code="no_column",
        column=ours,
        hint=choices(
            theirs,
            names,
            "its columns are",
            f"did you mean '{folded[near[0]]}'?" if near else "name one of them.",
        ),
    )


def _row_with(raw: RawTable, text: str) -> int | None:
    """Where in a file a text stands, as names of columns do below a title."""
    if raw.form[:1] in {("table",), ("Parquet",)}:
        return None
    head = Table(raw.frame, raw.name)
    for position in range(min(len(head), _HEAD)):
        cells = (head.values(name)[position] for name in head.columns)
        if any(trimmed(str(cell)) == text for cell in cells if cell is not None):
            return int(raw.places[position])
    return None


def _not_understood(
    raw: RawTable,
    names: Sequence[str],
    lacking: Sequence[str],
    found: Mapping[str, str],
    write: Callable[[str, object], str],
) -> ColumnError:
    if {*lacking} & {*raw.index}:
        gone = next(ours for ours in lacking if ours in raw.index)
        return no_column(raw.name, gone, names, raw.index)
    near = {ours: name for name, ours in suggestions(names, found).items()}
    shown = {ours: near.get(ours, "…") for ours in lacking}
    parts = [name for name in names if _plain(name) in _PARTS]
    in_parts = "date" in lacking and len(parts) > 1
    if in_parts:
        shown["date"] = "…"
    hints = [f"say which they are: {write('columns', shown)}"]
    if len(names) == 1 and raw.unit == "line":
        hints = [
            (
                "the lines were not divided; if another character stands between the "
                f"fields, give it: {write('delimiter', '~')}"
            ),
        ]
    if in_parts:
        listed = ", ".join(f"'{name}'" for name in parts)
        hints.append(
            f"if its dates stand in parts, in {listed}, make one column of them first, "
            "such as 2017-03-01, or 2017-03 where the day is not known"
        )
    if "origin" in lacking and "destination" not in lacking:
        hints.append(
            f"for one that is the same in every row, {write('constant', {'origin': 'USA'})}"
        )
    if not near and len(names) > 1:
        hints.append(
            f"if another row holds the names, {write('header', 2)} or its number"
        )
    several = ", ".join(f"'{ours}'" for ours in lacking[:-1])
    several += f"{' or ' if several else ''}'{lacking[-1]}'"
    return ColumnError(
        f"{raw.name} ({', '.join(raw.form)}) has no column {several}",
        code="no_column",
        column=lacking[0],
        hint=choices(lacking[0], names, "its columns are", f"{'; '.join(hints)}."),
    )
