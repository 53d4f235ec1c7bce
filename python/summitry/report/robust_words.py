"""What the columns of robustness mean, for the terminal and the report alike."""

from __future__ import annotations

PUSHED = """\
Break-even weight: where a claim about weighted visits would flip. Overturned by: the \
fewest visits, unrecorded or wrongly recorded, that would make a reproduced claim fail, \
or that flip whether two eras are told apart as is claimed; of a claim relative to other \
visits, visits of its own. Visits in doubt are counted, each on the day by which it is \
dated, and in waits on the first that it may have been; of a mean lag only visits that \
follow one another are struck. None (–) where it fails or is open as it is, where no \
visit bears on it, or where no number that was tried does it; 'no single visit' where one more and one fewer were tried, and no \
more; 'not tried' where nothing was: of a share, of what a definition says, of an order \
that is not of the eras of one list, and where too little is covered. An order is that \
of the counts: whether it is more than chance is asked by a claim that eras are told \
apart."""

EVERY_WAY = """\
Every way of counting is asked of every claim, also of one whose sentence names a way \
of its own."""
