"""The tally of eight shared eras again, its column of kinds as text."""

from __future__ import annotations

import tally

tally.TEXT = True
world = tally.world
PEERS = {name: make for name, make in tally.PEERS.items() if name != "numba"}
