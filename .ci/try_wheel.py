"""Try an installed wheel, far from its source: python -I .ci/try_wheel.py."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
from importlib.metadata import entry_points, version
from pathlib import Path

import summitry

HERE = Path(summitry.__file__).parent
COMMAND = str(Path(sysconfig.get_path("scripts")) / "summitry")
OBSERVED = {"since": "1953-07-27", "through": "2017-03-15"}


def call(*words: str) -> str:
    """Run the installed command and return what it prints."""
    done = subprocess.run(
        [COMMAND, *words], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def main() -> None:
    """Use what only a complete wheel can: core, record, template, plugin, types."""
    if not HERE.is_relative_to(sysconfig.get_path("platlib")):
        sys.exit(f"summitry was imported from {HERE}, not from the wheel")
    assert summitry.__version__ == version("summitry")
    assert (HERE / "py.typed").is_file()
    assert (HERE / "_core.pyi").is_file()
    plugins = entry_points(group="pytest11")
    assert "summitry" in plugins.names
    visits = summitry.qualify(
        summitry.datasets.load_visits("china-dprk"),
        definition=summitry.datasets.load_definition("china-dprk"),
    )
    eras = summitry.datasets.load_eras("china-dprk", rules={"PRK": "de_facto"})
    table = summitry.era_frequency(visits, eras, **OBSERVED)
    assert int(table["count"].sum()) > 0
    tests = summitry.datasets.load_shocks("china-dprk", kind="nuclear_test")
    lags = summitry.response_lags(tests, visits, **OBSERVED)
    assert lags["lag"].tolist()[:2] == [9, 114]
    assert "Kim Jong Il" in str(summitry.show(table, columns=["era", "count"]))
    with tempfile.TemporaryDirectory() as folder:
        call("new", f"{folder}/mine")
        assert "all as the study expects" in call("check", f"{folder}/mine")
        call("run", "china-dprk", "--report", f"{folder}/r.html")
        assert Path(folder, "r.html").stat().st_size > 0


if __name__ == "__main__":
    main()
