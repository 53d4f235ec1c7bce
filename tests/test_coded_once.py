"""A study reads each column of its data once, however much is asked of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import summitry
from summitry.frames import Table, opening

if TYPE_CHECKING:
    import pytest
    from conftest import Maker

RECORD = {"visits", "eras", "shocks", "series"}
MOST_FRAMES = 20
"""Of the record. The verdicts of rank floors and rank groups need no frame."""


def test_run_check_robustness_and_memos_code_each_column_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrapped: list[str] = []
    read: Counter[tuple[object, ...]] = Counter()
    opened = opening.opened

    def counting_frames(frame: Any, name: str) -> Any:
        if name in RECORD:
            wrapped.append(name)
        return opened(frame, name)

    def counting(method: str) -> Any:
        original = getattr(Table, method)

        def counted(self: Table, column: str, **options: Any) -> Any:
            if self.name in RECORD and self._whole is None:
                # Joint eras are a list of their own.
                read[method, self.name, column, len(self)] += 1
            return original(self, column, **options)

        return counted

    monkeypatch.setattr("summitry.frames.plain_table.opened", counting_frames)
    for method in ("_read_categories", "_read_days"):
        monkeypatch.setattr(Table, method, counting(method))
    study = summitry.read_study("china-dprk")
    study.run()
    study.check()
    study.robustness()
    study.memos()
    assert {key: n for key, n in read.items() if n > 1} == {}
    assert len(wrapped) <= MOST_FRAMES
    assert ("_read_categories", "visits", "origin", len(study.visits)) in read


def test_a_number_that_is_none_is_no_category(make: Maker) -> None:
    nothing = float("nan")
    columns = {"weight": [nothing, 1.0, nothing, 2.0, None]}
    found = Table(make(columns), "visits").categories("weight")
    assert found.codes.tolist() == [-1, 0, -1, 1, -1]
    assert [float(label) for label in found.labels] == [1.0, 2.0]
