"""Leaders who came back: their terms, numbered in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]


def term_numbers(
    lists: npt.NDArray[Any], leaders: npt.NDArray[Any], start: npt.NDArray[Any]
) -> tuple[Numbers, Numbers]:
    """
    Return which term of its leader each row is, and how many terms the leader has.

    Parameters
    ----------
    lists, leaders : (n,) text
        Which list each row is of, and whose term it is; two of one name on two lists
        are two people.
    start : (n,) days
        When the term began.

    Examples
    --------
    >>> usa, who = np.array(["USA"] * 3), np.array(["Trump", "Biden", "Trump"])
    >>> term_numbers(usa, who, np.array([2017, 2021, 2025]))
    (array([1, 1, 2]), array([2, 1, 2]))
    """
    list_codes = np.unique(lists.astype(str), return_inverse=True)[1].ravel()
    leader_codes = np.unique(leaders.astype(str), return_inverse=True)[1].ravel()
    codes = list_codes * (leader_codes.max(initial=0) + 1) + leader_codes
    order = np.lexsort((start, codes))
    begins = np.flatnonzero(np.diff(codes[order], prepend=-1))
    sizes = np.diff(np.append(begins, order.size))
    number, size = np.empty((2, order.size), dtype=np.int64)
    number[order] = np.arange(order.size) - np.repeat(begins, sizes) + 1
    size[order] = np.repeat(sizes, sizes)
    return number, size


def names_of_terms(
    leaders: npt.NDArray[Any], number: Numbers, size: Numbers
) -> list[str]:
    """
    Name each term: its leader, with a number where there are several.

    Examples
    --------
    >>> who = np.array(["Trump", "Biden", "Trump"], dtype=object)
    >>> names_of_terms(who, np.array([1, 1, 2]), np.array([2, 1, 2]))
    ['Trump (1)', 'Biden', 'Trump (2)']
    """
    rows = zip(leaders, number, size, strict=True)
    return [f"{leader} ({one})" if many > 1 else leader for leader, one, many in rows]
