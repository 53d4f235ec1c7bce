"""Which definition gives a printed number: the specifications that yield it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.frames import Table
from summitry.frames.same_kind import same_kind
from summitry.robustness.multiverse import multiverse

if TYPE_CHECKING:
    from summitry.claims.claim import Claim
    from summitry.frames import Frame
    from summitry.frames.word_types import Date
    from summitry.robustness.multiverse_result import Multiverse


@same_kind  # type: ignore[arg-type]
def find_definition(
    visits: Frame,
    eras: Frame | None = None,
    shocks: Frame | None = None,
    *,
    claim: Claim,
    since: Date,
    through: Date,
    **alternatives: Any,
) -> Frame:
    """
    List every specification that yields a printed number: which definition gives 120?

    Parameters
    ----------
    visits, eras, shocks, since, through
        As for `multiverse`.
    claim : Claim
        What was printed.
    **alternatives
        The other arguments of `multiverse`.

    Returns
    -------
    frame, the kind that was given
        One row for each specification under which the claim holds: its alternatives
        and the computed ``value``. Empty if there is none.

    Raises
    ------
    CategoryError, InputError, LimitError
        As `multiverse`.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame({"date": ["2009-09-16"], "end_date": ["2009-09-18"]})
    >>> shocks = {"id": ["test"], "date": ["2009-05-25"]}
    >>> found = summitry.find_definition(
    ...     visits,
    ...     shocks=shocks,
    ...     claim=summitry.Claim.lag("test", 116),
    ...     since="1953-07-27",
    ...     through="2017-03-15",
    ... )
    >>> found[["date_rule", "same_day", "value"]]
      date_rule same_day  value
    2       end  include  116.0
    3       end  exclude  116.0
    """
    found = multiverse(
        visits,
        eras,
        shocks,
        claims={"value": claim},
        since=since,
        through=through,
        **alternatives,
    )
    return holding(found, "value")


def holding(found: Multiverse, claim: str) -> Frame:
    """Return the specifications in which a claim holds, with its number alone."""
    table = Table(found.holding(claim), "table")
    kept = [column for column in table.columns if column != f"{claim}_holds"]
    return table.only(kept)
