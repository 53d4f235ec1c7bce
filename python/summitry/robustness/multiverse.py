"""The multiverse: claims under every combination of the choices that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.specification import CONVENTIONS, Specification
from summitry.exceptions import InputError
from summitry.frames import Table
from summitry.frames.dates import day_of
from summitry.measure.era_lists import refuse_unknown_days
from summitry.measure.eras import axes_of
from summitry.measure.sourced import sourced_of
from summitry.output.progress import watched
from summitry.robustness import decisions as _decisions
from summitry.robustness.answers import (
    answers_of,
    frequencies_of,
    named_claims,
    record_of,
    verify,
)
from summitry.robustness.decisions import Product
from summitry.robustness.kind_types import multiversal
from summitry.robustness.multiverse_result import Multiverse, frequencies, judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summitry.claims.claim import Claim
    from summitry.frames import Frame
    from summitry.output.progress import Progress

    Words = str | Iterable[str] | None


_WORDED = (
    *("unclear", "unsourced", "date_rule", "handover", "exposure"),
    *("same_day", "overlap", "method"),
)
_METHODS = ("dispersed", "dispersed_years", "central")


@multiversal
def multiverse(
    visits: Frame,
    eras: Frame | None = None,
    shocks: Frame | None = None,
    *,
    since: Any,
    through: Any,
    claims: Mapping[str, Claim] | Sequence[Claim] | None = None,
    definitions: Mapping[str, Any] | None = None,
    unclear: Words = None,
    unsourced: Words = None,
    date_rule: Words = None,
    rules: Mapping[str, Sequence[str]] | None = None,
    handover: Words = None,
    exposure: Words = None,
    schemes: Mapping[str, Any] | None = None,
    same_day: Words = None,
    overlap: Words = None,
    method: Words = None,
    date: str = "date",
    progress: Progress = None,
) -> Multiverse:
    """
    Test claims under every combination of the choices that an analyst has.

    Parameters
    ----------
    visits : frame of n rows
        As for `era_frequency`.
    eras : frame, optional
        As for `era_frequency`, with every rule that is to be compared; not needed where
        no claim is on eras.
    shocks : frame, optional
        As for `response_lags`, with an ``id`` by which claims on lags name them.
    since, through : date or list of dates
        First and last days observed, both inclusive.
    claims : mapping of name to Claim, or sequence of Claim, optional
        What is said. Without claims the table has the weighted frequency and the rank
        of every era.
    definitions : mapping of name to Definition or minimum, optional
        Inclusion rules; by default what `qualify` has written, or every visit.
    unclear : {"exclude", "include", "both"} or several, optional
        What becomes of unclear visits; left out and counted if there are any.
    unsourced : {"doubt", "include", "exclude"} or several, optional
        What becomes of visits without a source; counted and left out if there are any.
    date_rule : {"start", "end", "latest"} or several, optional
        Which day dates a visit: its start, its ``end_date`` where it is known, or the
        latest day that the start may have been (``<date>_latest``); by default those
        that the visits have columns for.
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
    method : {"dispersed", "dispersed_years", "central", "midp"} or several, optional
        By which test two eras are told apart; by default the first three, where a claim
        says that they are.
    date : str, default "date"
        The column that dates a visit.
    progress : callable or False, optional
        Called with the work done and the work in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    Multiverse
        Three tables of the kind that was given: the specifications, the claims, and the
        decisions that drive them. Row 0 has the first choice of every decision.

    Raises
    ------
    CategoryError
        If a word, a side, a rule or an era is not known.
    InputError
        If there is nothing to compute, or names clash.
    LimitError
        If the table of all specifications would need over 1 GiB; nothing is computed.

    Notes
    -----
    The decisions vary in the order of the table's columns, the last one fastest. Every
    cell is the answer that a study's own check would give under that specification;
    results are the same on any number of threads. The shares of decisions
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
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": ["2010-05-03", "2012-11-15", "2013-05-22"],
    ...         "summit": [True, False, False],
    ...     }
    ... )
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2010-01-01", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> found = summitry.multiverse(
    ...     visits,
    ...     eras,
    ...     since="2010-01-01",
    ...     through="2014-12-31",
    ...     claims={"hu-lowest": summitry.Claim.lowest("Hu")},
    ... )
    >>> found.claims[["claim", "specifications", "holds", "share"]]
           claim  specifications  holds  share
    0  hu-lowest               4      1   0.25
    >>> found.drivers[["decision", "share", "first_order", "total"]].round(3)
       decision  share  first_order  total
    0  handover    0.5        0.333  0.667
    1  exposure    0.5        0.333  0.667
    """
    named = named_claims(claims)
    table = Table(visits, "visits")
    if eras is not None:
        eras = Table(eras, "eras")
    axes = [] if eras is None else axes_of(eras)
    if not named and not axes:
        raise InputError(
            "there is nothing to compute: give claims, or eras", code="no_claims"
        )
    weighted = any(claim.is_weighted for claim in named.values())
    if weighted and schemes is None and not table.has("summit"):
        raise InputError(
            "a weighted claim needs a scheme: visits have no column 'summit' for the "
            "built-in weights",
            code="no_scheme",
            column="schemes",
            hint="schemes={'mine': {'kind': {'state': 3, 'working': 1}}}",
        )
    apart = any(claim.is_told_apart for claim in named.values())
    waits = any(claim.quantity.endswith("lag") for claim in named.values())
    # What only eras turn on is not varied without them.
    handovers, exposures = (
        CONVENTIONS[name][: None if axes else 1] for name in ("handover", "exposure")
    )
    product = Product(
        [
            _decisions.definitions(definitions),
            _decisions.worded("unclear", unclear, _unclear_words(table, definitions)),
            _decisions.worded("unsourced", unsourced, _unsourced_words(table)),
            _decisions.date_rules(date_rule, table, date),
            *_decisions.rules(rules, axes),
            _decisions.worded("handover", handover, handovers),
            _decisions.worded("exposure", exposure, exposures),
            _decisions.days("since", since),
            _decisions.days("through", through),
            _decisions.schemes(schemes, table, weighted=weighted or not named),
            _decisions.worded(
                "same_day", same_day, ["include", "exclude"] if waits else ["include"]
            ),
            _decisions.worded("overlap", overlap, ["both"]),
            _decisions.worded("method", method, _METHODS if apart else _METHODS[:1]),
        ]
    )
    n_eras = sum(len(axis.labels) for axis in axes)
    product.refuse_large(len(named) or n_eras)
    first = {each.name: each for each in product.decisions}
    if eras is not None:
        last = max(day_of(day, "through") for day in first["through"].values)
        refuse_unknown_days(eras, last)
    record = record_of(table, eras, shocks, product, named, date=date, axes=axes)
    own = Specification(
        first["since"].values[0],
        first["through"].values[0],
        **{name: first[name].values[0] for name in _WORDED},
        rules={
            each.side: each.values[0]
            for each in product.decisions
            if each.side is not None and each.values
        },
    )
    with watched(progress, "running the multiverse") as tick:
        if not named:
            found = frequencies_of(record, axes, own, product, tick)
            return frequencies(product, table, found)
        verify(record, named, own, product)
        answers = answers_of(record, named, own, product, tick)
    return judged(product, table, named, answers)


def _unclear_words(table: Table, definitions: Mapping[str, Any] | None) -> list[str]:
    if definitions is None:
        known = table.categories("qualifies").labels if table.has("qualifies") else []
        if "unclear" not in known:
            return ["exclude"]
    return ["exclude", "include"]


def _unsourced_words(table: Table) -> list[str]:
    return ["include"] if sourced_of(table) is None else ["include", "exclude"]
