"""What two versions of a study count by, where it differs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.facade.study import Study
    from summitry.measure.definition import Definition

_NOT_COUNTED_BY = {"claim", "title", "about", "provenance", "definition", "version"}
_OF_PLACE = {"path", "record"}


def convention_changes(old: Study, new: Study) -> dict[str, Any]:
    """What the two studies count by, key by key, where it differs."""
    before, after = _said(old), _said(new)
    names = [
        name
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]
    return {
        "convention": names,
        "old": [before.get(name) for name in names],
        "new": [after.get(name) for name in names],
    }


def _said(study: Study) -> dict[str, str]:
    """Everything that a study counts by, key by key."""
    known = {} if study.as_of is None else {"as_of": study.as_of}
    return dict(_flat(study.to_dict())) | _lines_of(study.definition) | known


def _lines_of(rule: Definition | None) -> dict[str, str]:
    """Return a definition line by line, each by its reason."""
    if rule is None:
        return {}
    lines = {f"definition.minimum.{side}": rank for side, rank in rule.minimum.items()}
    lines["definition.ladder"] = ", ".join(rule.ladder)
    for number, line in enumerate(rule.rules, start=1):
        name = f"definition.rule.{line.reason or number}"
        name = f"{name} ({number})" if name in lines else name
        when = json.dumps(dict(line.when), ensure_ascii=False, default=str)
        lines[name] = f"{line.outcome} where {when}"
    return lines


def _flat(said: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Keys such as ``observation.through`` with what they say, as text."""
    if not isinstance(said, dict):
        text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        yield name, text
        return
    for key, value in said.items():
        # Where tables are is no convention: what they hold is compared row by row.
        if key not in (_OF_PLACE if name else _NOT_COUNTED_BY):
            yield from _flat(value, f"{name}.{key}".lstrip("."))
