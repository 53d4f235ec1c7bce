"""The study file: what it says, the tables it names, and its mistakes."""

from __future__ import annotations
