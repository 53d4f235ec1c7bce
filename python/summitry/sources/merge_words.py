"""What is said of a merging: how sources were weighed, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.output.format import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.sources.merge_links import Links
    from summitry.sources.stacked_sources import StackedSources


def rule_words(names: Sequence[str], precedence: Sequence[str] | None) -> str:
    """Say which of several sources is believed where they differ."""
    exact = "a date within another's span is taken before it"
    if precedence is not None:
        return f"Where sources differ: {', then '.join(precedence)}; {exact}."
    first = f"then '{names[0]}' first, in order of the alphabet"
    return f"Where sources differ: what most of them say, {first}; {exact}."


def account_words(rows: StackedSources, links: Links, unknown: int) -> str:
    """Say how many visits the rows of each source are, and what is open."""
    counts = np.bincount(rows.source, minlength=len(rows.names)).tolist()
    told = ", ".join(
        f"{count} of '{name}'" for name, count in zip(rows.names, counts, strict=True)
    )
    both = int((links.n_sources > 1).sum())
    open_ = int(links.open_.pairs.left.size)
    text = (
        f"{len(rows)} rows ({told}) are {many(links.n_visits, 'visit')}, {both} of them "
        f"in more than one source; {many(open_, 'pair')} {'is' if open_ == 1 else 'are'} "
        "open to review."
    )
    copies = int(rows.copies.sum())
    if copies:
        says = "says" if copies == 1 else "say"
        text += f" {many(copies, 'row')} {says} word for word what another of its source says."
    same = int(rows.same_id.sum())
    if same:
        text += (
            f" {many(same, 'row')} {'has' if same == 1 else 'have'} the id of another of its source, "
            "and a number behind it."
        )
    unshown = links.open_.unshown
    if unshown:
        text += (
            f" {many(unshown, 'further pair')} of other travellers or none, on near days, "
            "are not shown: each row has its nearest three of a list."
        )
    if unknown:
        names = "names" if unknown == 1 else "name"
        text += f" {many(unknown, 'decided pair')} {names} rows that are not there."
    return text
