"""The alternatives that a study declares, as the decisions of its multiverse."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

from summitry.claims.specification import CONVENTIONS
from summitry.frames import label_of
from summitry.measure.definition import Definition
from summitry.measure.weights import Scheme
from summitry.output.progress import watched
from summitry.robustness import decisions as _decisions
from summitry.robustness.answers import answers_of
from summitry.robustness.decisions import Decision, Product
from summitry.robustness.multiverse_result import Multiverse, judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.claims.claim import Claim
    from summitry.claims.specification import Specification
    from summitry.facade.declared import Declared
    from summitry.measure.definition import DefinitionRule
    from summitry.measure.eras import Axis
    from summitry.output.progress import Progress

_VARIED = ("unclear", "unsourced", "date_rule")
_OF_ERAS = ("handover", "exposure")
_OF_LAGS = ("same_day", "overlap")
_OF_TESTS = ("method",)


def multiverse_of(
    declared: Declared, claims: Mapping[str, Claim], *, progress: Progress
) -> Multiverse:
    """
    Test claims of a study under every combination of its alternatives.

    Row 0 is the study's own specification. A single claim has its own conventions as
    first choices; of several, each is judged there under its own, and decisions that
    one of them settles for itself are null.
    """
    own = declared.specification
    if len(claims) == 1:
        (only,) = claims.values()
        own = only.under(own)
    product = _alternatives(declared, own, list(claims.values()))
    product.refuse_large(len(claims))
    record = declared.record_under(product)
    with watched(progress, "running the multiverse") as tick:
        answers = answers_of(record, claims, own, product, tick)
    settled = [
        decision.name
        for decision in product.decisions
        if any(_settles(claim, own, decision) for claim in claims.values())
    ]
    first = declared.record.evaluate(list(claims.values()), own) if settled else None
    return judged(product, declared.tables.visits, claims, answers, first, settled)


def _alternatives(
    declared: Declared, own: Specification, claims: Sequence[Claim]
) -> Product:
    """
    Return the product of the choices of a study, its own choice first everywhere.

    A decision that the study does not list has its own choice and those of its claims.
    """
    decided, tables = declared.model.get("decisions", {}), declared.tables
    sourced = declared.record.sourced

    def words(name: str) -> Decision:
        own_word = getattr(own, name)
        others = [c.conventions.get(name) for c in claims]
        listed = [own_word, *filter(None, others), *decided.get(name, ())]
        if name == "unsourced" and sourced is None:
            listed = [own_word]
        return _decisions.worded(name, list(dict.fromkeys(listed)), CONVENTIONS[name])

    return Product(
        [
            definitions_of(
                tables.definition, decided.get("minimum", {}), decided.get("lines", {})
            ),
            *map(words, _VARIED),
            *_rules(own, claims, declared.axes, decided.get("rules", {})),
            *map(words, _OF_ERAS),
            _days("since", own.since, decided),
            _days("through", own.through, decided),
            schemes_of(tables.scheme, decided.get("scheme", {})),
            *map(words, _OF_LAGS),
            *map(words, _OF_TESTS),
        ]
    )


def _settles(claim: Claim, own: Specification, decision: Decision) -> bool:
    """Whether a claim has a choice of its own where the product has several."""
    if len(decision.choices) < 2:  # noqa: PLR2004
        return False
    spec = claim.under(own)
    if decision.side is not None:
        return spec.rules.get(decision.side) != own.rules.get(decision.side)
    known = decision.name in CONVENTIONS
    return known and getattr(spec, decision.name) != getattr(own, decision.name)


def _days(name: str, own: str, declared: Mapping[str, Any]) -> Decision:
    listed = dict.fromkeys([own, *map(str, declared.get(name, ()))])
    return _decisions.days(name, list(listed))


def definitions_of(
    rule: Definition | None,
    minimum: Mapping[str, Sequence[str]],
    lines: Mapping[str, Sequence[Any]],
) -> Decision:
    """
    Return the decision between definitions that a study declares, its own first.

    These are every combination of lowest ranks and of other outcomes of lines.
    """
    named: dict[str, Definition | None] = {"as given": None}
    if rule is None or not (minimum or lines):
        return Decision("definition", tuple(named), tuple(named.values()))
    sides = [[(side, rank) for rank in ranks] for side, ranks in minimum.items()]
    own = [(None, *map(_outcome, outcomes)) for outcomes in lines.values()]
    called = _beginnings(list(lines))
    for ranks, outcomes in product(product(*sides), product(*own)):
        lowest = dict(rule.minimum) | dict(ranks)
        rules = tuple(
            _toggled(one, dict(zip(lines, outcomes, strict=True))) for one in rule.rules
        )
        if lowest == dict(rule.minimum) and rules == tuple(rule.rules):
            continue
        parts = [f"{side} {rank}" for side, rank in ranks]
        parts += [
            f"'{called[reason]}' {outcome}"
            for reason, outcome in zip(lines, outcomes, strict=True)
            if outcome is not None
        ]
        name = ", ".join(parts)
        named[name] = Definition(lowest, rule.ladder, rules, name)
    return Decision("definition", tuple(named), tuple(named.values()))


def _beginnings(reasons: Sequence[str]) -> dict[str, str]:
    """
    Return what begins each reason, the whole of it where others begin alike.

    Examples
    --------
    >>> list(_beginnings(["transit: not a visit", "no: a", "no: b"]).values())
    ['transit', 'no: a', 'no: b']
    """
    begun = [reason.partition(": ")[0] for reason in reasons]
    return {
        reason: start if begun.count(start) == 1 else reason
        for reason, start in zip(reasons, begun, strict=True)
    }


def _outcome(said: Any) -> str:
    return str(said).lower()


def _toggled(
    rule: DefinitionRule, outcomes: Mapping[str, str | None]
) -> DefinitionRule:
    """Return a line with the outcome chosen for its reason, where one is."""
    outcome = outcomes.get(rule.reason)
    return rule if outcome is None else replace(rule, outcome=outcome)


def schemes_of(
    scheme: Scheme | None, weights: Mapping[str, Mapping[str, list[float]]]
) -> Decision:
    """Return the study's own scheme, then every combination of the weights declared."""
    if scheme is None:
        return Decision("scheme", ("none",), (None,))
    varied = [
        (column, category, several)
        for column, table in weights.items()
        for category, several in table.items()
    ]
    own = _scheme_name([(c, k, float(scheme.factors[c][k])) for c, k, _ in varied])
    named: dict[str, Scheme] = {own or scheme.name: scheme}
    for chosen in product(*(several for _, _, several in varied)):
        factors = {column: dict(table) for column, table in scheme.factors.items()}
        parts = []
        for (column, category, _), weight in zip(varied, chosen, strict=True):
            factors[column][category] = weight
            parts.append((column, category, float(weight)))
        name = _scheme_name(parts) or scheme.name
        named.setdefault(name, Scheme(factors, name=name))
    return Decision("scheme", tuple(named), tuple(named.values()))


def _scheme_name(parts: Sequence[tuple[str, str, float]]) -> str:
    return ", ".join(
        f"{column} {category} {label_of(weight)}" for column, category, weight in parts
    )


def _rules(
    own: Specification,
    claims: Sequence[Claim],
    axes: Sequence[Axis],
    declared: Mapping[str, list[str]],
) -> list[Decision]:
    found = []
    for side, known in _decisions.rules_by_side(axes).items():
        name = f"rule_{side}" if side else "rule"
        if len(known) < 2:  # noqa: PLR2004
            first = known[0] or "as given"
            values = () if known[0] is None else (first,)
            found.append(Decision(name, (first,), values, side))
            continue
        others = [c.conventions.get("rules", {}).get(side) for c in claims]
        listed = [own.rules.get(side), *others, *declared.get(side, ())]
        chosen = list(dict.fromkeys(filter(None, listed)))
        if not chosen:
            # No claim is about this side: its lists are not in play.
            continue
        found.append(Decision(name, tuple(chosen), tuple(chosen), side))
    return found
