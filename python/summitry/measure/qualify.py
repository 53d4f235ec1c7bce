"""Which visits qualify by a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import CategoryError, InputError
from summitry.frames import Categories, Frame, Table
from summitry.frames.arguments import WORDS
from summitry.frames.categories import merged
from summitry.frames.given import keeping_given
from summitry.frames.same_kind import same_kind
from summitry.frames.suggestion import did_you_mean
from summitry.measure.conditions import warn_of_near
from summitry.measure.definition import ANYONE, Definition, holds_of
from summitry.measure.rank_outcomes import outcomes_by_rank
from summitry.sources.country_names import states_called, warn_of_names
from summitry.sources.ladder import RANKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames.coded import Numbered
    from summitry.measure.definition import DefinitionRule


@same_kind
def qualify(
    visits: Frame,
    *,
    minimum: Mapping[str, str] | None = None,
    ladder: Sequence[str] = RANKS,
    rules: Sequence[DefinitionRule] = (),
    definition: Definition | None = None,
    side: str = "origin",
    visitor_rank: str = "visitor_rank",
) -> Frame:
    """
    Say of each visit whether it counts as high-level, and why. No row is dropped.

    Parameters
    ----------
    visits : frame of n rows
        With the columns `side`, `visitor_rank`, and those that the definition's rules
        name.
    minimum : mapping of country to rank, optional
        The lowest rank that counts, by country; ``"*"`` stands for every other one.
        Beside a definition it changes the minimum of these countries alone.
    ladder : sequence of str
        The ranks, high to low; a definition has its own.
    rules : sequence of DefinitionRule
        Further conditions, on any column; a definition has its own.
    definition : Definition, optional
        A whole inclusion rule.
    side : str, default "origin"
        Column of the visitor's country.
    visitor_rank : str, default "visitor_rank"
        Column of the visitor's rank.

    Returns
    -------
    frame of n rows, the kind that was given
        With ``qualifies`` ("true", "false" or "unclear") and ``reason`` (text). Columns
        of these names that the visits have are kept as ``given_qualifies`` and
        ``given_reason``.

    Raises
    ------
    CategoryError
        If a rank is not on the ladder or a country has no minimum.
    ColumnError
        If a column is missing.
    InputError
        If there is neither a minimum nor a definition, or rules beside a definition.

    Warns
    -----
    SummitryWarning
        Once, if the visits have ``qualifies`` already and it differs in some rows.
        If countries of the visits and of the minimum differ only by case, spaces,
        accents or one letter, or the minimum has one that no visit has and that may be
        another name of one: ``"*"`` would take the one for every other country.

    Notes
    -----
    The rules of a definition are read in order; the first whose conditions all hold
    decides. A visit of which no rule speaks is decided by its rank; where the rank is
    missing, it is unclear.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {"origin": ["CHN", "PRK"], "visitor_rank": ["vice_minister"] * 2}
    ... )
    >>> minimum = {"CHN": "foreign_minister", "*": "vice_minister"}
    >>> summitry.qualify(visits, minimum=minimum)[["qualifies", "reason"]]
      qualifies                                             reason
    0     false  vice minister is below foreign minister, the m...
    1      true         vice minister is at or above vice minister

    With a rule, which comes first:

    >>> stops = summitry.DefinitionRule({"stopover": True}, "false", "a stopover")
    >>> visits["stopover"] = [True, False]
    >>> found = summitry.qualify(visits, minimum={"*": "other"}, rules=[stops])
    >>> found["reason"].tolist()
    ['a stopover', 'vice minister is at or above other']
    """
    chosen = _chosen(minimum, ladder, rules, definition)
    table = Table(visits, "visits")
    columns = _outcome_columns(table, chosen, side, visitor_rank)
    table = keeping_given(table, columns, told="qualifies")
    _warn_of_minimum(table.categories(side).labels, chosen)
    return table.with_columns(columns)


def _warn_of_minimum(countries: list[str], definition: Definition) -> None:
    """Warn of names that look alike, and of a minimum that may be another country's."""
    minimums = [name for name in definition.minimum if name != ANYONE]
    others = [name for name in countries if name not in minimums]
    unseen = [
        name
        for name in minimums
        if name not in countries and _may_be_one_of(name, others)
    ]
    named = dict.fromkeys([*countries, *minimums])
    warn_of_names(list(named), unseen=unseen)


def _may_be_one_of(name: str, others: Sequence[str]) -> bool:
    """Whether a name stands for the state of one of others, or is a slip for it."""
    meant = states_called(name)
    if meant:
        return any(meant & states_called(other) for other in others)
    return did_you_mean(name, others) is not None


def _chosen(
    minimum: Mapping[str, str] | None,
    ladder: Sequence[str],
    rules: Sequence[DefinitionRule],
    definition: Definition | None,
) -> Definition:
    if definition is not None:
        if rules:
            raise InputError(
                "rules are given beside a definition, which has its own",
                code="contradiction",
                column="rules",
                hint="put them into the definition: "
                "dataclasses.replace(definition, rules=[...])",
            )
        return definition if minimum is None else definition.with_minimum(minimum)
    if minimum is None:
        raise InputError(
            "give a minimum rank for each side, or a definition",
            code="no_minimum",
            hint="minimum={'CHN': 'foreign_minister', 'PRK': 'cabinet_minister'}",
        )
    return Definition(minimum, tuple(ladder), tuple(rules))


def qualified(table: Table, definition: Definition) -> Table:
    """Return the visits with what a definition says of each, as `qualify` does."""
    columns = _outcome_columns(table, definition, "origin", "visitor_rank")
    table = keeping_given(table, columns, told="qualifies")
    return table.joined(columns)


def _outcome_columns(
    table: Table, definition: Definition, side: str, visitor_rank: str
) -> dict[str, Categories]:
    place, outcomes, reasons = _decide(table, definition, side, visitor_rank)
    return {"qualifies": merged(place, outcomes), "reason": merged(place, reasons)}


def judged(table: Table, definition: Definition) -> npt.NDArray[np.uint8]:
    """
    Return what a definition says of each visit: 0 no, 1 yes, 2 unclear.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = {"origin": ["CHN"], "visitor_rank": ["vice_minister"]}
    >>> judged(Table(visits, "visits"), Definition({"*": "vice_minister"}))
    array([1], dtype=uint8)
    """
    place, outcomes, _ = _decide(table, definition, "origin", "visitor_rank")
    codes = [WORDS["outcome"].index(outcome) for outcome in outcomes]
    return np.array(codes, dtype=np.uint8)[place]


def _decide(
    table: Table, definition: Definition, side: str, visitor_rank: str
) -> tuple[npt.NDArray[np.int64], list[str], list[str]]:
    """For each visit the place of its outcome and reason in the lists of them."""
    sides, ranks = table.categories(side), table.categories(visitor_rank)
    outcomes, reasons, cells = outcomes_by_rank(
        table, definition, (side, sides), (visitor_rank, ranks)
    )
    rules = definition.rules
    for rule in rules:
        warn_of_near(table, rule.when, "a rule of the definition")
    decided = deciding_rules(table, definition)
    place = np.where(decided < len(rules), decided, len(rules) + cells)
    outcomes = [rule.outcome for rule in rules] + outcomes
    reasons = [rule.reason for rule in rules] + reasons
    return place, outcomes, reasons


def deciding_rules(table: Table, definition: Definition) -> npt.NDArray[np.uint32]:
    """Return which rule decides each visit; the number of rules where none does."""
    return _core.first_rule(len(table), [_rule(table, one) for one in definition.rules])


def _rule(
    table: Table, rule: DefinitionRule
) -> list[tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]]:
    """One rule as conditions on codes; a missing value meets none."""
    conditions = []
    for column, condition in rule.when.items():
        found = table.coded(column)
        holds = np.zeros(found.n_codes, dtype=bool)
        holds[found.used] = holds_of(condition, found.labels)
        conditions.append((found.codes, holds))
    return conditions


def as_verdicts(table: Table, told: npt.NDArray[Any]) -> Table:
    """
    Return the visits as if a definition had said this of each: 0 no, 1 yes, 2 unclear.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = Table({"date": ["2001-09-03", "2006-01-10"]}, "visits")
    >>> as_verdicts(visits, np.array([1, 2])).values("qualifies")
    ['true', 'unclear']
    """
    codes = np.asarray(told, dtype=np.int64)
    return table.joined({"qualifies": Categories(codes, list(WORDS["outcome"]))})


def verdict_numbers(table: Table) -> Numbered | None:
    """Return what `verdicts_of` returns as it lies, and not refused yet."""
    if not table.has("qualifies"):
        return None
    words = {word: number for number, word in enumerate(WORDS["outcome"])}
    return table.coded("qualifies").numbered(words)


def verdicts_of(
    table: Table, column: str = "qualifies"
) -> npt.NDArray[np.uint8] | None:
    """What the rule says of each visit: 0 no, 1 yes, 2 unclear. None without a rule."""
    if not table.has(column):
        return None
    try:
        return table.places(column, WORDS["outcome"], "verdict").astype(
            np.uint8, copy=False
        )
    except CategoryError as error:
        error.hint = "summitry.qualify writes this column"
        raise
