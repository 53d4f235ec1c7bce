"""Which published methods stand behind a table, by its columns and words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.frames import Table

_TESTS = ("przyborowski1940", "fay2010")
_BY_COLUMNS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("cross_product", "baseline_count"), ("fisher1935", "satterthwaite1946")),
    (("other_weighted_frequency", "ratio"), ("fay1999",)),
    (("other_era", "smallest_p"), ("pitman1937", "davison1997")),
    (("factor", "permutation_p"), ("cox1966", "davison1997", "mccullagh1989")),
    (("p_step", "g_step"), ("mccullagh1989",)),
    (("odds_ratio", "shares"), ("fisher1935", "freeman1951", "armitage1955")),
    (("even_p", "lag1"), ("mccullagh1989",)),
    (("p_lowest", "p_highest"), ("brown2003",)),
    (("lag", "observed"), ("kalbfleisch2002",)),
    (
        ("restricted_mean", "complete_case_mean"),
        ("kaplan1958", "brookmeyer1982", "klein2003"),
    ),
    (("at_risk", "survival"), ("kaplan1958",)),
    (("mass", "before", "after"), ("turnbull1976", "gentleman1994")),
    (("null", "p_shorter"), ("davison1997",)),
    (("shock", "chi2"), ("mantel1966", "klein2003")),
    (("probability", "visit_days"), ("gelman2013",)),
    (("coincidences", "undetermined"), ("donges2016", "odenweller2020")),
    # The table does not tell a single change from several.
    (("penalty", "calibration"), ("scargle2013", "maidstone2017", "worsley1986")),
    (("power_at_zero", "reference_frequency"), ("gu2008",)),
    (("missing_in", "p_then"), ("walsh2014",)),
    (("change", "kind", "visits"), ("walsh2014",)),
    (("overturned_by", "inexact_dates"), ("walsh2014", "manski2003", "steegen2016")),
    (("count_lower", "rank_lower"), ("manski2003",)),
    (("lag_lower", "measured"), ("manski2003",)),
    (("claim", "specifications", "holds"), ("steegen2016",)),
    (("first_order", "total"), ("saltelli2008", "owen2014")),
    (("share", "error", "rank", "draws"), ("lahdelma1998",)),
    (
        ("in_several", "estimate"),
        ("chapman1951", "robson1964", "chao1987", "iwgdmf1995"),
    ),
)
"""What a table is by some of its columns, and what its numbers are made by."""

_BY_WORD: dict[tuple[str, str], tuple[str, ...]] = {
    ("interval", "garwood"): ("garwood1936",),
    ("interval", "midp"): ("cohen1994",),
    ("interval", "jeffreys"): ("brown2003",),
    ("interval", "dispersed"): ("garwood1936", "mccullagh1989"),
    ("interval", "dispersed_years"): ("garwood1936", "mccullagh1989"),
    ("weighted_interval", "fay_feuer"): ("fay1997",),
    ("weighted_interval", "midp"): ("fay2017",),
    ("weighted_interval", "dispersed"): ("fay1997",),
    ("weighted_interval", "dispersed_years"): ("fay1997",),
    ("method", "central"): _TESTS,
    ("method", "midp"): _TESTS,
    ("method", "dispersed"): (*_TESTS, "mccullagh1989"),
    ("method", "dispersed_years"): (*_TESTS, "mccullagh1989"),
    ("adjustment", "holm"): ("holm1979",),
}
"""What a word of a method stands for."""

_RANKED = "p_lowest"
"""Ranks have the words of tests, and are none."""


def keys_of(table: Table) -> list[str]:
    """
    Return the references of the methods behind a table, each once.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> keys_of(Table({"frequency": [1.5], "interval": ["garwood"]}, "table"))
    ['garwood1936']
    """
    columns = {*table.columns}
    keys = [key for needed, keys in _BY_COLUMNS if columns >= {*needed} for key in keys]
    for column in ("interval", "weighted_interval", "method", "adjustment"):
        if column not in columns or (column == "method" and _RANKED in columns):
            continue
        for word in dict.fromkeys(table.values(column)):
            keys += _BY_WORD.get((column, str(word)), ())
    return list(dict.fromkeys(keys))


def keys_of_words(**words: str) -> list[str]:
    """
    Return the references of the words of methods, by what they are the words of.

    Examples
    --------
    >>> keys_of_words(interval="midp", adjustment="holm")
    ['cohen1994', 'holm1979']
    """
    return [key for word in words.items() for key in _BY_WORD.get(word, ())]


@cache
def entries() -> dict[str, str]:
    """Return every reference in BibTeX, by its key."""
    text = files("summitry.report").joinpath("references.bib").read_text("utf-8")
    found = [f"@{one.strip()}" for one in text.split("@") if one.strip()]
    return {one.partition("{")[2].partition(",")[0]: one for one in found}


def bibtex(keys: Iterable[str]) -> list[str]:
    """Return references in BibTeX, in the order of the alphabet."""
    return [entries()[key] for key in sorted({*keys})]
