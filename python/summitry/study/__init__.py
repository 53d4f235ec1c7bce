"""Studies: a question, its record and its published claims, declared in one file."""

from __future__ import annotations

from summitry.study.claims import ClaimResult, ClaimResults
from summitry.study.model import Study, load_study

__all__ = ["ClaimResult", "ClaimResults", "Study", "load_study"]
