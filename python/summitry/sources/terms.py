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


def told_apart(
    lists: npt.NDArray[Any],
    leaders: npt.NDArray[Any],
    person: npt.NDArray[Any],
    start: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """
    Name leaders so that two people of one name on a list have two names.

    Where nothing is said of the person, a leader is the only one known of that name.

    Returns
    -------
    names, people : (n,) object
        What each is called, and a key of each person.

    Examples
    --------
    >>> can, name = (
    ...     np.array(["CAN"] * 2, dtype=object),
    ...     np.array(["T"] * 2, dtype=object),
    ... )
    >>> born, start = np.array(["1919", "1971"], dtype=object), np.array([-621, 16743])
    >>> told_apart(can, name, born, start)[0].tolist()
    ['T (from 1968)', 'T (from 2015)']
    """
    who: dict[tuple[str, str], set[str]] = {}
    for one, name, said in zip(lists, leaders, person, strict=True):
        who.setdefault((one, name), set()).update({said} - {None})
    people, began = [], dict[tuple[str, str, str], int]()
    for one, name, said, day in zip(lists, leaders, person, start, strict=True):
        known = who[one, name]
        key = (one, name, next(iter(known)) if len(known) == 1 else str(said))
        people.append(key)
        began[key] = min(int(day), began.get(key, int(day)))
    several = {key[:2] for key in began if len(who[key[:2]]) > 1}
    names = [
        f"{key[1]} (from {np.datetime64(began[key], 'D').astype('datetime64[Y]')})"
        if key[:2] in several
        else key[1]
        for key in people
    ]
    keys = ["\0".join(key[1:]) for key in people]
    return np.array(names, dtype=object), np.array(keys, dtype=object)
