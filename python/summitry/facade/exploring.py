"""Which choices of a study a reader may try, and what comes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.specification import CONVENTIONS
from summitry.measure.definition import Definition, DefinitionRule
from summitry.measure.eras import axes_of
from summitry.measure.floors import FULL, floors_of
from summitry.measure.rank_groups import ladder_of
from summitry.measure.weights import Scheme
from summitry.output.state_names import state_name
from summitry.robustness.decisions import Decision, rules_by_side
from summitry.robustness.exploration import Control, Exploration, explored
from summitry.study.record_parts import countries_of, of_sides, part_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.claims.record import Record
    from summitry.facade.declared import Declared
    from summitry.measure.eras import Axis

WEIGHTS = (1.0, 1.5, 2.0, 3.0, 5.0)
"""What the heaviest visits may weigh, beside what the study says."""
_RANK = "visitor_rank"
_WORDS = {
    "exclude": "left out",
    "include": "counted",
    "doubt": "counted, and doubted",
    "both": "both ways",
}


def exploration_of(declared: Declared) -> Exploration:
    """
    Return what a study says under every choice of its controls.

    Raises
    ------
    LimitError
        If there are too many combinations to hold.
    """
    floors, weights = _floors(declared), _weights(declared)
    controls = [floors, *_doubts(declared), *_lists(declared), weights]
    kept = [
        one for one in controls if one is not None and len(one.decision.choices) > 1
    ]
    encoded: dict[str, Any] = {
        "definitions": (None,) if floors is None else floors.decision.values,
        "schemes": (
            (declared.tables.scheme,) if weights is None else weights.decision.values
        ),
    }
    record, records = declared.record_with(**encoded), declared.tables.records
    counted: dict[str, tuple[Record, list[Axis]]] = {"": (record, declared.axes)}
    if records:
        counted = {name: _part(declared, name, encoded) for name in records}
    return explored(record, declared.specification, declared.claims, counted, kept)


def _part(
    declared: Declared, name: str, encoded: dict[str, Any]
) -> tuple[Record, list[Axis]]:
    """The visits of one of several records, and the eras of its countries."""
    tables = declared.tables
    visits = part_of(tables.visits, name)
    eras = None if tables.eras is None else of_sides(tables.eras, countries_of(visits))
    record = declared.record_over(visits, eras, None, None, **encoded)
    return record, [] if eras is None else axes_of(eras)


def _floors(declared: Declared) -> Control | None:
    """The study's own rule, and higher floors for the ranks of visitors."""
    rule, visits = declared.tables.definition, declared.tables.visits
    if rule is None or not visits.has(_RANK):
        return None
    ladder = ladder_of(visits, rule.ladder, _RANK)
    floors = floors_of(ladder, None, visits.categories(_RANK).labels)
    named: dict[str, Definition | None] = {FULL: None}
    order = list(rule.ladder).index
    lowest = max(rule.minimum.values(), key=order)
    for name, rank in reversed(floors.items()):
        if order(rank) < order(lowest):
            named[name] = _above(rule, rank, name)
    decision = Decision("definition", tuple(named), tuple(named.values()))
    return Control("visitors who count", decision, ordered=True)


def _above(rule: Definition, floor: str, name: str) -> Definition:
    """The same rule for visitors of a rank or higher; of others nothing is unclear."""
    below = list(rule.ladder)[list(rule.ladder).index(floor) + 1 :]
    left_out = DefinitionRule({_RANK: below}, "false", "visitor below the floor")
    return Definition(rule.minimum, rule.ladder, [left_out, *rule.rules], name)


def _doubts(declared: Declared) -> list[Control]:
    """Visits of which it is unclear whether they count, and those without a source."""
    visits, own = declared.tables.visits, declared.specification
    found = []
    known = visits.categories("qualifies").labels if visits.has("qualifies") else []
    if "unclear" in known:
        words = _own_first(own.unclear, ("exclude", "include"))
        found.append(_worded("unclear", "unclear visits", words))
    if declared.record.sourced is not None and not declared.record.sourced.all():
        words = _own_first(own.unsourced, CONVENTIONS["unsourced"])
        found.append(_worded("unsourced", "visits without a source", words))
    return found


def _own_first(own: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return words without repetition, the study's own first."""
    return tuple(dict.fromkeys((own, *words)))


def _worded(name: str, label: str, words: tuple[str, ...]) -> Control:
    return Control(label, Decision(name, tuple(_WORDS[one] for one in words), words))


def _lists(declared: Declared) -> list[Control]:
    """The lists of eras of each side, where it has several."""
    found = []
    for side, known in rules_by_side(declared.axes).items():
        own = declared.specification.rules.get(side)
        if len(known) > 1 and own is not None:
            words = _own_first(own, [rule for rule in known if rule is not None])
            shown = tuple(word.replace("_", " ") for word in words)
            decision = Decision(f"rule_{side}", shown, words, side)
            found.append(Control(f"eras of {state_name(side)}", decision))
    return found


def _weights(declared: Declared) -> Control | None:
    """What the heaviest visits weigh, as the study says and otherwise."""
    scheme = declared.tables.scheme
    if scheme is None:
        return None
    column, category = max(
        ((column, kind) for column, table in scheme.factors.items() for kind in table),
        key=lambda pair: scheme.factors[pair[0]][pair[1]],
    )
    own = float(scheme.factors[column][category])
    weights = sorted({own, *WEIGHTS})
    made = tuple(
        scheme if weight == own else _reweighted(scheme, column, category, weight)
        for weight in weights
    )
    decision = Decision("scheme", tuple(f"{one:g}" for one in weights), made)
    return Control(
        f"weight of {_called(column, category)}",
        decision,
        own=weights.index(own),
        ordered=True,
    )


def _reweighted(scheme: Scheme, column: str, category: object, weight: float) -> Scheme:
    factors = {name: dict(table) for name, table in scheme.factors.items()}
    factors[column][category] = weight  # type: ignore[index]
    return Scheme(factors, name=f"{scheme.name}, {column} {weight:g}")


def _called(column: str, category: object) -> str:
    """A summit is a column with the category true."""
    name = column.replace("_", " ")
    if str(category).lower() == "true":
        return f"a {name}"
    return f"{name} {str(category).replace('_', ' ')}"
