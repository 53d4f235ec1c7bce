"""What would have to be different for printed numbers to come out, in sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summitry.frames import Table
from summitry.output.captions import begun
from summitry.output.format import many
from summitry.output.headings import CONVENTIONS
from summitry.output.reader_values import read_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.frames import Frame

_Step = dict[str, Any]

_LISTED = r"(?:(?<=^)|(?<=, )){}(?=, |$)"
_IDS = {
    "target": r"^{}$",
    "breaks": _LISTED,
    "numbers": r"(?:(?<=^)|(?<=; )){}(?=: )",
    "reason": r"(?:(?<=^)|(?<=, )|(?<= and )){}(?=, | and |$)",
}
"""Where a column names claims."""
_OF_DAYS = r"(?<=where the days of ).*(?= are those of the record as it is)"
"""The claims in a reason."""


def explained_claims(
    frame: Frame | None, says: Mapping[str, str] | None = None
) -> dict[str, str]:
    """
    Return a sentence for each claim with a printed number.

    `says` are the sentences that stand for the ids of claims.

    Examples
    --------
    >>> import summitry
    >>> found = summitry.read_study("china-dprk").explain("hu-frequency")
    >>> explained_claims(found)["hu-frequency"].partition(", or ")[0]
    'It would take 10 more in Hu Jintao (CHN) (66 visits in 10 years = 6.6)'
    """
    return {
        target: _instead(steps) if steps[0]["instead_of"] else _alone(steps)
        for target, steps in _steps(frame, says).items()
        if not target.startswith("every ")
    }


def explained_together(
    frame: Frame | None, says: Mapping[str, str] | None = None
) -> list[str]:
    """Return a sentence for each group of printed numbers; `says` as above."""
    return [
        _together(target, steps)
        for target, steps in _steps(frame, says).items()
        if target.startswith("every ")
    ]


def _steps(
    frame: Frame | None, says: Mapping[str, str] | None = None
) -> dict[str, list[_Step]]:
    """The front of each target: the first way of each number of changes."""
    if frame is None:
        return {}
    table = Table(frame, "explained")
    columns = [worded(table, name) for name in table.columns]
    rows = [
        {
            name: value if name == "target" else quoted(name, value, says or {})
            for name, value in zip(table.columns, row, strict=True)
        }
        for row in zip(*columns, strict=True)
    ]
    found: dict[str, list[_Step]] = {}
    for row in rows:
        if row["way"] <= 1:
            found.setdefault(row["target"], []).append(row)
    return found


def worded(table: Table, name: str) -> list[Any]:
    """Return a column, conventions in the words of the plots."""
    if name in CONVENTIONS:
        return read_values(table, name)
    return table.values(name)


def quoted(column: str, value: Any, says: Mapping[str, str]) -> Any:
    """
    Quote the sentences of claims in the place of their ids.

    Only where a column names claims: an id may be a word that texts use, too.

    Examples
    --------
    >>> says = {"visits": "Few.", "two-b": "Fewer."}
    >>> quoted("numbers", "visits: 9 visits; two-b: 5 visits", says)
    '“Few”: 9 visits; “Fewer”: 5 visits'
    >>> quoted("breaks", "two-b, visits", says), quoted("visits", "2 visits", says)
    ('“Fewer”, “Few”', '2 visits')
    """
    if not value or not says or column not in _IDS:
        return value
    names = "|".join(map(re.escape, sorted(says, key=len, reverse=True)))
    ids = _IDS[column].format(rf"(?P<id>{names})")

    def sentences(text: str) -> str:
        return re.sub(ids, lambda one: _sentence(says[one["id"]]), text)

    if column == "reason":
        return re.sub(_OF_DAYS, lambda one: sentences(one[0]), value)
    return sentences(value)


def _sentence(says: str) -> str:
    return f"“{' '.join(says.split()).rstrip('.')}”"


def the_way(step: Mapping[str, Any], above: Mapping[str, Any] | None) -> str:
    """
    Return what a way takes, what then comes out, and what breaks, as one cell.

    Several numbers that come out as in the line `above` are not said again.

    Examples
    --------
    >>> way = {"target": "every number", "instead_of": None, "reason": None}
    >>> way |= {"changes": None, "visits": "2 more in Hu", "breaks": None, "ways": 2}
    >>> the_way(way | {"numbers": "9 visits"}, None)
    '2 more in Hu (or 1 other way as short). Then: 9 visits'
    >>> the_way(way | {"numbers": "9; 7"}, way | {"numbers": "9; 7"})
    '2 more in Hu (or 1 other way as short). Then: the same as above'
    """
    parts = [step[name] for name in ("reason", "changes", "visits") if step[name]]
    told = "; ".join(parts) or "nothing: as it is counted"
    if step["instead_of"]:
        told = f"instead of “{step['instead_of']}”: {told}"
    if step["ways"] > 1:
        told += f" ({_others(step)})"
    several = "; " in (step["numbers"] or "")
    if several and above and _outcome(above) == _outcome(step):
        told += ". Then: the same as above"
    elif step["numbers"]:
        told += f". Then: {step['numbers']}"
    return f"{told}. What fares worse: {step['breaks']}" if step["breaks"] else told


def _outcome(step: Mapping[str, Any]) -> tuple[str, str]:
    return step["target"], step["numbers"]


def _others(step: Mapping[str, Any]) -> str:
    others = many(step["ways"] - 1, "other way", "other ways")
    return f"or {others} as short"


def _alone(steps: Sequence[_Step]) -> str:
    first, last = steps[0], steps[-1]
    if first["rows"] == 0:
        return f"With every visit in doubt counted it comes out: {first['numbers']}."
    if last["rows"] is None:
        return f"{begun(last['reason'])}."
    if first["rows"] is None:
        return f"{begun(first['reason'])}; it would take {_way(last)}."
    told = [_way(step) for step in ([first, last] if len(steps) > 1 else [first])]
    return f"It would take {', or '.join(told)}."


def _instead(steps: Sequence[_Step]) -> str:
    last = steps[-1]
    if last["rows"] is None:
        return f"Nothing would do instead of {last['instead_of']}: {last['reason']}."
    told = f"Instead of {last['instead_of']}"
    if not last["changes"] and not last["visits"]:
        return f"{told} what the study has does as well ({last['numbers']})."
    return f"{told} it would take {_way(last)}."


def _way(step: _Step) -> str:
    """Say what it takes, what then comes out, and what breaks."""
    parts = [part for part in (step["changes"], step["visits"]) if part]
    told = f"{' and '.join(parts)} ({step['numbers']})"
    if step["breaks"]:
        told += f", with which {step['breaks']} would fare worse"
    if step["ways"] > 1:
        told += f", {_others(step)}"
    return told


def _together(target: str, steps: Sequence[_Step]) -> str:
    name = f"{begun(target)} at once"
    known = [step for step in steps if step["rows"] is not None]
    if not known:
        return f"{name}: {steps[0]['reason']}."
    told = [f"{many(step['rows'], 'visit')} {_with(step['toggles'])}" for step in known]
    last = known[-1]
    text = f"{name} would take {', or '.join(told)}"
    if last["rows"]:
        return (
            f"{text}; none of {last['searched']} gives them from the record as it is."
        )
    worse = f", with which {last['breaks']} would fare worse" if last["breaks"] else ""
    return f"{text}: {last['changes'] or 'as it is counted'}{worse}."


def _with(changes: int) -> str:
    changed = many(changes, "changed convention")
    return f"and {changed}" if changes else "more or fewer and no changed convention"
