"""What a study's archive can hold, and what that does to its comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Frame, Table
from summitry.infer.archive_change import archive_change
from summitry.infer.archive_check import archive_check
from summitry.infer.archive_doubts import archive_doubts
from summitry.infer.by_floor import compare_by_floor
from summitry.infer.missing_to_flip import missing_to_flip
from summitry.measure.archive import archive_table
from summitry.measure.frequency_by_group import frequency_by_group
from summitry.measure.rank_groups import ladder_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.claims.specification import Specification

_RANK = "visitor_rank"


def archive_tables(
    visits: Table,
    spec: Specification,
    *,
    ladder: Sequence[str] | None,
    coverage: Frame | None,
) -> dict[str, Frame]:
    """Return what the archive holds, whatever the eras."""
    seen: dict[str, Any] = {"since": spec.since, "through": spec.through}
    archive = archive_table(visits, **seen, ladder=ladder)
    check = archive_check(
        visits,
        **seen,
        ladder=ladder,
        level=spec.level,
        unclear=spec.one_treatment,
        coverage=coverage,
    )
    checked = Table(check, "check")
    pairs = zip(checked.values("group"), checked.integers("visits"), strict=True)
    counting = {group for group, number in pairs if number}
    return {
        "archive": archive,
        "archive_totals": _totals(Table(archive, "archive")),
        "archive_change": archive_change(archive, groups=counting),
        "archive_check": check,
    }


def archive_of_eras(
    visits: Table,
    eras: Table,
    spec: Specification,
    counted: Mapping[str, Any],
    plain: Frame,
    *,
    ladder: Sequence[str] | None,
) -> dict[str, Frame]:
    """
    Return what the archive does to the comparison of eras.

    `counted` are the options by which `plain` was counted.
    """
    how: dict[str, Any] = {"method": spec.method, "adjustment": spec.adjustment}
    options = dict(counted)
    options.pop("scheme")
    tables = {
        "archive_doubts": archive_doubts(visits, eras, **options, **how, ladder=ladder)
    }
    groups = frequency_by_group(visits, eras, **options, ladder=ladder)
    tables["missing_to_flip"] = missing_to_flip(
        plain, of_groups=groups, **how, level=spec.level
    )
    if has_ladder(visits, ladder):
        tables["comparisons_by_floor"] = compare_by_floor(
            visits, eras, **options, **how, ladder=ladder
        )
    return tables


def archive_notes(visits: Table, *, ladder: Sequence[str] | None) -> list[str]:
    """Say which tables are not there, so that nothing is missed unseen."""
    if visits.has(_RANK) and not has_ladder(visits, ladder):
        return ["There are no rank floors: the visitors' ranks are on no ladder."]
    return []


def _totals(archive: Table) -> Frame:
    """Return the numbers of the archive added up over rank groups and periods."""
    counts = ["visits", "unsourced", "vague", "unannounced", "announcement_unknown"]
    return archive.build(
        {
            name: np.array([archive.integers(name).sum()], dtype=np.int64)
            for name in counts
            if archive.has(name)
        }
    )


def has_ladder(visits: Table, ladder: Sequence[str] | None) -> bool:
    """Whether visits have ranks of which one is above another."""
    return visits.has(_RANK) and ladder_of(visits, ladder, _RANK).ordered
