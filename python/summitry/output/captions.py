"""What each table of a run shows, in a sentence."""

from __future__ import annotations

CAPTIONS = {
    "record": "How many visits there are, and how many have a source.",
    "left_out": "Why visits do not count.",
    "archive": "Rows of the record by rank group and decade.",
    "archive_totals": "The rows of the record in all.",
    "archive_change": "The plainest step in the rows of the record.",
    "archive_check": "Since when the record has visits that count, by rank group.",
    "archive_doubts": "Which differences between eras a late beginning could make.",
    "missing_to_flip": "The fewest missing visits that would leave two eras untold.",
    "comparisons_by_floor": "Each two eras, by the visits at or above a rank.",
    "phases_by_floor": "Phases, by the visits at or above a rank.",
    "notes": "What the tables cannot show: dates, doubts, what is left out.",
    "frequency": "Visits a year in each era, by days.",
    "frequency_years": "Visits a year in each era, by whole calendar years.",
    "frequency_sourced": "Visits a year in each era, those with a source only.",
    "frequency_joint": "Visits a year while the same two leaders were in office.",
    "dispersion": "How much the years of eras vary, and resemble each other.",
    "comparisons": "Each two eras: ratio, interval, p and verdict.",
    "permutation": "Each two eras by whole years given to them anew.",
    "trend": "Whether visits rose or fell within each era.",
    "trend_or_step": "Whether each handover was a step or part of a trend.",
    "handovers_untested": "Handovers that were not tested, and why.",
    "composition": "Whether a share of the visits moved from era to era.",
    "ranks": "How sure the place of each era is.",
    "lags": "Days from each shock to the next visit.",
    "lag_summary": "The lags together.",
    "placebo": "The mean lag against that after the same shocks at other times.",
    "lag_comparison": "The first shock against the others.",
    "summit_gaps": "Days between summits.",
    "phases": "When the rate of visits changed.",
    "dyads": "Each two records: whether one fell relative to the other.",
    "dyads_by_floor": "The same, by the visits at or above a rank.",
    "claims": "Claims and what became of each.",
    "robustness": "How far each claim can be pushed.",
}
"""By the name of the table."""


def caption_of(name: str) -> str:
    """
    Return what a table shows; its name in words where that is not known.

    Examples
    --------
    >>> caption_of("lags"), caption_of("frequency_by_party")
    ('Days from each shock to the next visit.', 'Frequency by party.')
    """
    return CAPTIONS.get(name, f"{name.replace('_', ' ').capitalize()}.")


def as_sentence(text: str) -> str:
    """
    Return a title as a sentence, with the stop of its own if it has one.

    Examples
    --------
    >>> as_sentence("France and Germany"), as_sentence("A stalled engine?")
    ('France and Germany.', 'A stalled engine?')
    """
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def begun(text: str) -> str:
    """
    Return a text with a capital at its beginning, all else as it is.

    Examples
    --------
    >>> begun("the era of Xi")
    'The era of Xi'
    """
    return text[:1].upper() + text[1:]


def observed_title(title: str, since: str, through: str) -> str:
    """
    Return a title with the days observed.

    Examples
    --------
    >>> observed_title("France and Germany", "2003-01-01", "2019-12-31")
    'France and Germany, observed from 2003-01-01 to 2019-12-31'
    >>> observed_title("A stalled engine?", "2003-01-01", "2019-12-31")
    'A stalled engine? Observed from 2003-01-01 to 2019-12-31'
    """
    days = f"bserved from {since} to {through}"
    return f"{title} O{days}" if as_sentence(title) == title else f"{title}, o{days}"
