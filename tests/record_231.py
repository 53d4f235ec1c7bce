"""
The record of China and North Korea as it was before its revision: 231 visits.

Numbers that were computed from it by other software belong to it, so they are held
against it and not against the bundled record, which may be revised again:

    from record_231 import SINCE, THROUGH, eras, shocks, study, visits

    summitry.era_frequency(visits(), eras("de_facto"), since=SINCE, through=THROUGH)
    study().check()["hu-frequency"]

Its folder is a study of its own, with the definition written out and the claims of
that time, so that none of it moves with what the package ships.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

import summitry

if TYPE_CHECKING:
    from summitry import Study

FOLDER = Path(__file__).parent / "data" / "china-dprk-231"
"""Visits, eras and shocks, and the study that names them."""

SINCE, THROUGH = "1953-07-27", "2017-03-15"
"""What the study observes; the window of the record ends on 31 March 2017."""


def study() -> Study:
    """Read the study of that record: `study().check()`, `study().run()`."""
    return summitry.read_study(FOLDER)


def visits(*, window: bool = False) -> pd.DataFrame:
    """Return the 231 visits with `qualifies`, or the 208 of the window alone."""
    frame: pd.DataFrame = study().visits.drop(columns="end_date_earliest")
    return frame[frame["in_window"]].reset_index(drop=True) if window else frame


def eras(*rules: str) -> pd.DataFrame:
    """Return the eras of some rules or of "all", by default those of the study."""
    frame = pd.read_csv(FOLDER / "eras.csv", parse_dates=["start", "end"])
    if rules == ("all",):
        return frame
    named = rules or ("five_eras", "de_facto")
    return frame[frame["rule"].isin(named)].reset_index(drop=True)


def shocks(kind: str = "nuclear_test") -> pd.DataFrame:
    """Return the shocks of one kind."""
    frame = pd.read_csv(FOLDER / "shocks.csv", parse_dates=["date"])
    return frame[frame["kind"] == kind].reset_index(drop=True)
