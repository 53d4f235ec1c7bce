"""The first and the last day of an observation, for every call that asks for both."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from summitry.frames.word_types import Date


class Observation(TypedDict):
    """
    The days between which visits were looked for, both included.

    A dictionary, to be written once and handed to each call with two stars; unlike a
    plain one it lets editors and type checkers know what the call returns.

    Parameters
    ----------
    since, through : date
        The first and the last day observed.

    Examples
    --------
    >>> import summitry
    >>> observed = summitry.Observation(since="1953-07-27", through="2017-03-15")
    >>> visits = summitry.datasets.load_visits("china-dprk")
    >>> shocks = summitry.datasets.load_shocks("china-dprk")
    >>> lags = summitry.response_lags(shocks, visits, **observed)
    >>> lags["observed"].tolist()[:2]
    [True, True]
    """

    since: Date
    through: Date
