"""The reasons of claims on lags and gaps: they name what is open, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claim_oracle import left_open

from differences.found import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from random_studies import Tabled

    import summitry

WORDS = {"sources": "without a source", "days": "not known to the day"}


def of_reasons(
    seed: int, study: summitry.Study, tabled: Tabled
) -> Iterator[Difference]:
    """Compare what a claim turns on, and what its reason says of that."""
    expected = left_open(tabled.study, tabled.visits, tabled.eras, tabled.shocks)
    for one in study.check():
        answer = one.answer
        if answer.reason is not None:
            continue
        open_ = expected.get(one.id)
        if open_ is None:
            doubted = one.specification.unsourced == "doubt"
            if WORDS["sources"] in one.reason and not doubted:
                yield Difference(seed, one.id, "reason", "no doubt", one.reason)
            continue
        got = {name for name in WORDS if getattr(answer.in_doubt, name)}
        if got != open_:
            yield Difference(seed, one.id, "check, in doubt", open_, got)
        said = {name for name, words in WORDS.items() if words in one.reason}
        if said - open_:
            yield Difference(seed, one.id, "reason", open_, one.reason)
        # Another treatment of unclear visits, or a wait that still runs, says it all.
        whole = "printed" in one.claim.form and one.upper is not None
        alone = answer.with_unclear is None
        if one.verdict == "not determined" and whole and alone and said != open_:
            yield Difference(seed, one.id, "reason", open_, one.reason)
