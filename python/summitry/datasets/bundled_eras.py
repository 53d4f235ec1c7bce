"""The bundled eras: of a record of visits, or of the table of leaders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from summitry.datasets.loader_types import eras_loader
from summitry.exceptions import CategoryError, InputError, brief
from summitry.frames.arguments import one_of, several_texts
from summitry.frames.built import frame_of
from summitry.frames.mistakes import Mistake, refuse
from summitry.frames.suggestion import choices, did_you_mean
from summitry.output.state_names import state_names
from summitry.sources.packages import package_of, read_table
from summitry.sources.terms import names_of_terms, term_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.frames.backends import Backend
    from summitry.sources.packages import Column

    Words = str | Sequence[str]

LEADERS = "leaders"
"""The table of leaders' terms, which is no record of visits."""

_OTHER_CODES = {
    "UK": "GBR",
    "GER": "DEU",
    "FRG": "DEU",
    "GDR": "DDR",
    "USSR": "SUN",
    "PRC": "CHN",
    "ROC": "TWN",
    "ROK": "KOR",
    "DPRK": "PRK",
    "UNO": "UN",
}
"""What some sides are called elsewhere; the nearest code would be another side."""


@eras_loader
def load_eras(
    name: str | None = None,
    *,
    side: Words | None = None,
    rule: Words | None = None,
    rules: Literal["all"] | Mapping[str, Words] | None = None,
    pool_terms: bool = False,
    acting: Literal["keep", "drop"] = "keep",
    backend: Backend = "pandas",
) -> Frame:
    """
    Load leaders' eras: of any of 56 sides, or those of a bundled record.

    Parameters
    ----------
    name : str, optional
        ``"leaders"`` for the table of leaders' terms since 1945, or a record. By
        default the table of leaders if a `side` is named, else ``"china-dprk"``.
    side : str or sequence of str, optional
        The sides, such as ``["USA", "FRA"]``: ISO 3166 alpha-3 codes, SUN, DDR, DRV and
        RVN for states that exist no more, EU, UN, NATO and VAT.
    rule : str or sequence of str, optional
        By which rules the eras of these sides are dated. In the table of leaders
        ``"effective"`` (who effectively led, the default) is there for every side;
        ``"party_leader"``, ``"head_of_state"`` and ``"head_of_government"`` are where
        they tell something else.
    rules : "all" or mapping of side to rule or rules, optional
        In place of `side` and `rule`, where sides differ; a side that is not named is
        left out. The default is the main rule of each side: for ``china-dprk``
        ``{"CHN": "five_eras", "PRK": "de_facto"}``, for
        ``china-rok`` ``{"CHN": "five_eras", "KOR": "in_office"}``.
    pool_terms : bool, default False
        Leaders who came back are numbered, as "Donald Trump (1)" and "(2)". Pooled
        their terms share one name and differ in ``term``; `era_frequency` then counts
        them as one era and adds up the exposure.
    acting : {"keep", "drop"}
        Whether acting leaders have eras. Where these are dropped nobody led, and
        visits then are in no era.
    backend : {"pandas", "polars", "pyarrow", "arrays"}
        Kind of table.

    Returns
    -------
    frame
        ``side``, ``era``, ``rule``, ``start``, ``end`` (the day of the handover, not
        part of the era; missing while it is open) and ``basis``. Of a record also
        ``source``; of leaders ``leader``, ``office``, ``term`` (which of the leader's
        terms it is), ``acting``, ``date_precision``, ``checked`` (whether other lists
        agree on the start) and ``known_through``: the last day that the table knows,
        missing for sides that exist no more. Functions refuse a later `through`.

    Raises
    ------
    CategoryError
        If there is no such record, side, rule or backend: all sides and rules at once,
        with the nearest side and the rules that a side has.
    InputError
        If `rules` is neither ``"all"`` nor a mapping, is given beside `side` or `rule`,
        or a `rule` is given without a side.
    MissingExtraError
        If the library of the backend is not installed.

    Examples
    --------
    >>> import summitry
    >>> summitry.datasets.load_eras("china-dprk", rules={"PRK": "de_facto"})[
    ...     ["era", "start"]
    ... ]
               era      start
    0  Kim Il Sung 1948-09-09
    1  Kim Jong Il 1994-07-08
    2  Kim Jong Un 2011-12-17
    >>> usa = summitry.datasets.load_eras(side="USA")
    >>> usa[["era", "start", "end", "known_through"]].tail(3)
                     era      start        end known_through
    13  Donald Trump (1) 2017-01-20 2021-01-20    2025-12-31
    14         Joe Biden 2021-01-20 2025-01-20    2025-12-31
    15  Donald Trump (2) 2025-01-20        NaT    2025-12-31
    """
    if name is None:
        name = "china-dprk" if side is None else LEADERS
    columns = _table_of(name)
    package = package_of(name)
    wanted = _wanted(package["mainRules"], side, rule, rules)
    keep = np.ones(len(columns["side"]), dtype=bool)
    if wanted is not None:
        labels = _labels(package)
        keep = _by_rules(columns["side"], columns["rule"], wanted, labels)
    if "leader" in columns:
        columns = _numbered(columns, pool_terms=pool_terms)
    if one_of(acting, "acting", ("keep", "drop")) == "drop":
        if "acting" not in columns:
            raise InputError(
                f"the eras of {name!r} do not say who only acted",
                code="needless_option",
                column="acting",
            )
        keep &= ~columns["acting"]
    return frame_of({key: values[keep] for key, values in columns.items()}, backend)


def _table_of(name: str) -> dict[str, Column]:
    try:
        return read_table(name, "eras")
    except CategoryError as error:
        if str(name) in package_of(LEADERS)["mainRules"]:
            error.hint = f"side={name!r} asks for the terms of one side"
        raise


def _wanted(
    main: Mapping[str, str],
    side: Words | None,
    rule: Words | None,
    rules: Any,
) -> Mapping[str, Sequence[str]] | None:
    """Return by which rules each side is asked for; None for everything."""
    if rules is not None and (side is not None or rule is not None):
        raise InputError(
            "rules is given beside side or rule, which ask for the same",
            code="bad_rules",
            column="rules",
            hint="rules={'USA': 'effective', 'CHN': 'party_leader'} alone, or side and "
            "rule",
        )
    if rules is None and side is None:
        if rule is not None:
            raise InputError(
                f"rule is {brief(rule)}, but no side is named",
                code="bad_rules",
                column="rule",
                hint="side=['USA', 'FRA'], rule='effective'",
            )
        rules = main
    if rules is None:
        return {
            one: several_texts(
                main.get(one, ()) if rule is None else rule, "rule", "rule='effective'"
            )
            for one in several_texts(side, "side", "side=['USA', 'FRA']")
        }
    if isinstance(rules, str) and rules == "all":
        return None
    if not isinstance(rules, Mapping):
        raise InputError(
            f"rules is {rules!r}, neither 'all' nor a mapping of side to rule",
            code="bad_rules",
            column="rules",
            hint=f"rules={dict(list(main.items())[:2])!r}",
        )
    return {
        one: several_texts(named, "rules", "rules={'USA': ['effective']}")
        for one, named in rules.items()
    }


def _by_rules(
    sides: Column,
    rules: Column,
    wanted: Mapping[str, Sequence[str]],
    labels: Mapping[str, str],
) -> npt.NDArray[np.bool_]:
    """Return which rows are asked for, or say what is asked for and not there."""
    known = list(dict.fromkeys(sides.tolist()))
    mistakes = []
    strange = [side for side in wanted if side not in known]
    if strange:
        named = ", ".join(repr(side)[:80] for side in strange)
        said = f"side {named} is" if len(strange) == 1 else f"sides {named} are"
        text, hint = f"{said} not one of those known", _meant(strange, known, labels)
        countries = state_names(map(str, strange))
        if len(countries) == len(strange):
            listed = " and ".join(f"{name} ({one})" for one, name in countries.items())
            text = f"no eras of {listed} are bundled"
            hint = f"any table with side, era, start and end will do; {len(known)} others are"
        mistakes.append(Mistake(CategoryError, "unknown_side", text, (), "side", hint))
    keep = np.zeros(len(sides), dtype=bool)
    for side, named_rules in wanted.items():
        own = sides == side
        has = list(dict.fromkeys(rules[own].tolist()))
        for rule in named_rules:
            keep |= own & (rules == rule)
            if has and rule not in has:
                mistakes.append(
                    Mistake(
                        CategoryError,
                        "unknown_rule",
                        f"{side} has no eras by the rule {brief(rule)}",
                        (),
                        "rule",
                        choices(rule, has, "it has"),
                    )
                )
    if mistakes:
        refuse(mistakes, "what is asked of the eras")
    return keep


def _meant(
    strange: Sequence[Any], known: Sequence[str], labels: Mapping[str, str]
) -> str:
    near = filter(None, (_nearest(one, known, labels) for one in strange))
    return choices(strange[0], known, near="; ".join(near))


def _nearest(word: Any, known: Sequence[str], labels: Mapping[str, str]) -> str | None:
    """
    Ask for the side that a word may mean: by its code, its name, or another code.

    Examples
    --------
    >>> _nearest("GER", ["DEU", "GBR"], {"DEU": "Germany", "GBR": "United Kingdom"})
    "did you mean 'DEU' (Germany)?"
    """
    said = str(word).strip().casefold()
    by_name = {name.casefold(): side for side, name in labels.items()}
    own = {side.casefold(): side for side in known} | by_name
    other = _OTHER_CODES.get(said.upper())
    found = own.get(said) or (other if other in known else None)
    if found is None:
        hint = did_you_mean(said, by_name)
        if hint is None:
            return did_you_mean(said.upper(), known)
        found = by_name[hint.split("'")[1]]
    name = f" ({labels[found]})" if found in labels else ""
    return f"did you mean '{found}'{name}?"


def _labels(package: dict[str, Any]) -> dict[str, str]:
    """Return the names of the sides, where the description has them."""
    return {
        one["value"]: one["label"]
        for table in package["resources"]
        if table["name"] == "eras"
        for field in table["schema"]["fields"]
        if field["name"] == "side"
        for one in field.get("categories", ())
    }


def _numbered(columns: dict[str, Column], *, pool_terms: bool) -> dict[str, Column]:
    """Name the eras of leaders, and forget the last day of what exists no more."""
    leaders = columns["leader"]
    lists = columns["side"] + " " + columns["rule"]
    number, size = term_numbers(lists, leaders, columns["start"])
    names = leaders.tolist() if pool_terms else names_of_terms(leaders, number, size)
    known = columns["known_through"].copy()
    known[known < known.max()] = np.datetime64("NaT", "D")
    first = {"side": columns["side"], "era": np.array(names, dtype=object)}
    return first | columns | {"term": number, "known_through": known}
