"""
Write again what is computed of the bundled tables, from the tables alone.

`python tests/rebuild_data.py` (or `make data`) takes each package's tables as they are
and writes the rows, bytes and hash of each into its ``datapackage.json``; line ends are
made ``\\n`` first. With ``--check`` it changes nothing and its status is 1 if something
would change.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

DATASETS = Path(__file__).parent.parent / "python" / "summitry" / "datasets"


def packages() -> list[Path]:
    """Return the folders of the bundled packages."""
    return sorted(path.parent for path in DATASETS.glob("*/datapackage.json"))


def described(folder: Path) -> tuple[dict[Path, bytes], dict[str, Any]]:
    """Return the tables of a package as they should be, and its description."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    files = {}
    for resource in package["resources"]:
        path = folder / resource["path"]
        content = path.read_bytes().replace(b"\r\n", b"\n")
        files[path] = content
        if resource.get("format") == "csv":
            rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
            resource["rows"] = len(rows) - 1
            header = [field["name"] for field in resource["schema"]["fields"]]
            if rows[0] != header:
                raise SystemExit(f"{path.name}: its columns are not those described")
        resource["bytes"] = len(content)
        resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    return files, package


def rebuilt(folder: Path) -> dict[Path, bytes]:
    """Return every file of a package that is computed, with what it should hold."""
    files, package = described(folder)
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    return {**files, folder / "datapackage.json": text.encode("utf-8")}


def main() -> int:
    """Rebuild, or say what would change."""
    parser = argparse.ArgumentParser(
        description="Rebuild what is computed of the data."
    )
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    changed = [
        (path, content)
        for folder in packages()
        for path, content in rebuilt(folder).items()
        if path.read_bytes() != content
    ]
    for path, content in changed:
        told = "would change" if check else "written"
        sys.stdout.write(f"{told}: {path.relative_to(DATASETS)}\n")
        if not check:
            path.write_bytes(content)
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
