"""The bundled packages: valid by the standard, and rebuilt from their tables alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rebuild_data import packages, rebuilt

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [folder.name for folder in packages()]


@pytest.mark.parametrize("folder", packages(), ids=NAMES)
def test_a_package_is_valid_by_an_independent_validator(folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(folder / "datapackage.json")
    assert report.valid, report.flatten(["type", "message"])[:5]
    assert len(report.tasks) >= 1


@pytest.mark.parametrize("folder", packages(), ids=NAMES)
def test_one_command_rebuilds_what_ships(folder: Path) -> None:
    for path, content in rebuilt(folder).items():
        assert path.read_bytes() == content, f"make data would change {path.name}"


def test_a_changed_cell_is_found(tmp_path: Path) -> None:
    whole = packages()[0]
    for file in whole.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    table = next(iter(sorted(tmp_path.glob("*.csv"))))
    table.write_bytes(table.read_bytes() + b"one more line\n")
    described = tmp_path / "datapackage.json"
    assert rebuilt(tmp_path)[described] != described.read_bytes()


def test_every_table_that_ships_is_described_by_a_package() -> None:
    root = packages()[0].parent
    described = {path for folder in packages() for path in rebuilt(folder)}
    template = root.parent / "study" / "template"
    tables = {*root.parent.rglob("*.csv")} - {*template.iterdir()}
    assert len(tables) >= len(NAMES)
    assert tables <= described
