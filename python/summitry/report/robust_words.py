"""What the columns of robustness mean, for the terminal and the report alike."""

from __future__ import annotations

PUSHED = """\
Break-even weight: where a claim about weighted visits would flip. Overturned by: the \
fewest visits, unrecorded or wrongly recorded, that would make a reproduced claim fail, \
or that flip whether two eras are told apart as is claimed; of a claim relative to other \
visits, visits of its own; none (–) where it fails or is open as it is, or sets two lists \
or two pairs of countries beside each other. An order is that of the counts: whether it \
is more than chance is asked by a claim that eras are told apart."""

EVERY_WAY = """\
Every way of counting is asked of every claim, also of one whose sentence names a way \
of its own."""
