"""The multiverse: findings under every combination of the choices an analyst has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.findings import Finding
from summitry.claims.statement import refuse_other
from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.arguments import known_name
from summitry.output.progress import watched
from summitry.robustness.grid import Specifications
from summitry.robustness.outcomes import Multiverse, frequencies, judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summitry.output.progress import Progress

    Words = str | Iterable[str] | None


def multiverse(
    visits: Frame,
    eras: Frame | None = None,
    *,
    through: Any,
    claims: Mapping[str, Finding] | Sequence[Finding] | None = None,
    since: Any = None,
    definitions: Mapping[str, Any] | None = None,
    unclear: Words = None,
    sources: Mapping[str, Mapping[str, Any]] | None = None,
    date_rule: Words = None,
    rules: Mapping[str, Sequence[str]] | None = None,
    handover: Words = None,
    exposure: Words = None,
    schemes: Mapping[str, Any] | None = None,
    same_day: Words = None,
    overlap: Words = None,
    tied: str = "holds",
    date: str = "date",
    progress: Progress = None,
) -> Multiverse:
    """
    Test findings under every combination of the choices that an analyst has.

    Parameters
    ----------
    visits : frame of n rows
        As for `era_frequency`.
    eras : frame, optional
        As for `era_frequency`, with every rule that is to be compared; not needed where
        no finding is on eras.
    through : date or list of dates
        Last days observed, inclusive.
    claims : mapping of name to Finding, or sequence of Finding, optional
        What is said. Without claims the table has the weighted frequency and the rank
        of every era.
    since : date or list of dates, optional
        First days observed; the start of the earliest era if none is given.
    definitions : mapping of name to Definition or minimum, optional
        Inclusion rules; by default what `qualify` has written, or every visit.
    unclear : {"exclude", "include"} or several, optional
        What becomes of unclear visits; both if there are any.
    sources : mapping of name to conditions, optional
        Subsets of the visits, such as ``{"all": {}, "sourced": {"sourced": True}}``,
        which is the default if the visits have that column.
    date_rule : {"start", "end", "first", "last"} or several, optional
        Which day dates a visit: its start, its ``end_date`` where it is known, or the
        first or last day on which it may have started (``<date>_earliest`` and
        ``<date>_latest``); by default those that the visits have columns for.
    rules : mapping of side to rules, optional
        By which rules the eras of a side are dated; by default all.
    handover : {"successor", "predecessor"} or several, optional
        Who has the day of a handover; by default both.
    exposure : {"days", "calendar_years"} or several, optional
        How exposure is counted; by default both.
    schemes : mapping of name to Scheme or None, optional
        Weights; by default, where a claim is on weighted visits, summits that weigh 1,
        2, 3 or 5.
    same_day : {"include", "exclude"} or several, optional
        Whether a visit on the day of a shock answers it; by default both, where a claim
        is on a lag.
    overlap : {"both", "latest", "first"} or several, optional
        What a second shock before any visit means; by default that both wait.
    tied : {"holds", "fails"}
        Whether a finding on places or orders survives a tie.
    date : str, default "date"
        The column that dates a visit.
    progress : callable or False, optional
        Called with the work done and the work in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    Multiverse
        Three tables of the kind that was given: the specifications, the claims, and the
        decisions that drive them.

    Raises
    ------
    CategoryError
        If a word, a side, a rule or an era is not known.
    InputError
        If there is nothing to compute, or names clash.
    LimitError
        If there are more than 2^28 specifications.

    Notes
    -----
    The decisions vary in the order of the table's columns, the last one fastest. Each
    reading of the record is counted up by day and class once, so that every era is two
    look-ups; results are the same on any number of threads. The shares of decisions
    are Shapley values of the variance of the 0/1 outcome over the whole grid, which lie
    between the first-order and the total share and sum to one; all three are exact.

    References
    ----------
    Steegen, Tuerlinckx, Gelman and Vanpaemel (2016), Increasing transparency through a
    multiverse analysis, Perspectives on Psychological Science 11, 702-712. Saltelli and
    others (2008), Global Sensitivity Analysis. Owen (2014), Sobol' indices and Shapley
    value, SIAM/ASA Journal on Uncertainty Quantification 2, 245-251.

    Examples
    --------
    >>> import summitry
    >>> visits = {
    ...     "date": ["2010-05-03", "2012-11-15", "2013-05-22"],
    ...     "summit": [True, False, False],
    ... }
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2010-01-01", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> found = summitry.multiverse(
    ...     visits,
    ...     eras,
    ...     through="2014-12-31",
    ...     claims={"hu-lowest": summitry.Finding.lowest("Hu")},
    ... )
    >>> found.claims[["claim", "specifications", "holds", "share"]]
           claim  specifications  holds  share
    0  hu-lowest               4      1   0.25
    >>> found.drivers[["decision", "share", "first_order", "total"]].round(3)
       decision  share  first_order  total
    0  handover    0.5        0.333  0.667
    1  exposure    0.5        0.333  0.667
    """
    known_name(tied, ("holds", "fails"), "tied")
    named = _named(claims)
    specifications = Specifications(
        visits,
        eras,
        findings=named,
        window=(since, through),
        alternatives={
            "definitions": definitions,
            "unclear": unclear,
            "sources": sources,
            "date_rule": date_rule,
            "rules": rules,
            "handover": handover,
            "exposure": exposure,
            "schemes": schemes,
            "same_day": same_day,
            "overlap": overlap,
        },
        tied=tied,
        date=date,
    )
    with watched(progress, "running the multiverse") as tick:
        if not named:
            return frequencies(specifications, tick)
        values, holds = specifications.answers(tick)
    return judged(specifications, named, values, holds)


def find_definition(
    visits: Frame,
    eras: Frame | None = None,
    *,
    finding: Finding,
    through: Any,
    **alternatives: Any,
) -> Frame:
    """
    List every specification that yields a printed number: which definition gives 120?

    Parameters
    ----------
    visits, eras, through
        As for `multiverse`.
    finding : Finding
        What was printed.
    **alternatives
        The other arguments of `multiverse`.

    Returns
    -------
    frame, the kind that was given
        One row for each specification under which the finding holds: its alternatives
        and the computed ``value``. Empty if there is none.

    Raises
    ------
    CategoryError, InputError, LimitError
        As `multiverse`.

    Examples
    --------
    >>> import summitry
    >>> visits = {"date": ["2009-09-16"], "end_date": ["2009-09-18"]}
    >>> test = summitry.Finding.lag("2009-05-25", 116)
    >>> found = summitry.find_definition(visits, finding=test, through="2017-03-15")
    >>> found[["date_rule", "same_day", "value"]]
      date_rule same_day  value
    2       end  include  116.0
    3       end  exclude  116.0
    """
    found = multiverse(
        visits, eras, claims={"value": finding}, through=through, **alternatives
    )
    table = Table(found.holding("value"), "table")
    kept = [column for column in table.columns if column != "value_holds"]
    return table.data.select(kept).to_native()


def _named(
    claims: Mapping[str, Finding] | Sequence[Finding] | None,
) -> dict[str, Finding]:
    if claims is None:
        return {}
    if isinstance(claims, Finding):
        claims = [claims]
    named = (
        dict(claims) if hasattr(claims, "keys") else {str(one): one for one in claims}
    )
    if not named:
        raise InputError("there is no claim", code="no_claims", column="claims")
    for name, finding in named.items():
        refuse_other(finding, f"claim '{name}'")
    return {str(name): finding for name, finding in named.items()}
