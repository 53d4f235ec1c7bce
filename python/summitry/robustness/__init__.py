"""How far a finding can be pushed: weights, missing visits, vague facts and rules."""

from __future__ import annotations
