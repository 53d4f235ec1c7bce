"""The directive ``{extras}``: what each optional part of the package is for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

PROJECT = Path(__file__).parent.parent.parent / "pyproject.toml"
USES = {
    "plot": "figures: `summitry.plot`, and those of reports",
    "polars": "tables of polars in and out",
    "arrow": "tables of pyarrow in and out, Parquet and Feather files",
    "excel": "reading and writing Excel workbooks",
    "word": "tables and reports as Word documents",
    "pdf": "tables and reports as PDF",
    "gt": "`to_gt`: tables to be styled by great_tables",
    "explore": "`study.explore()`: sliders in a notebook",
    "completion": "completing commands and options in a shell",
    "spark": "visits that are in Spark: `summitry.spark`",
    "docs": "building this manual",
    "test": "running the tests",
    "browser": "tests of pages and notebooks in a browser",
    "dev": "changing the code: lints, types, builds",
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("extras", Extras)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class Extras(SphinxDirective):
    """A table of the extras of the package: their names, uses and packages."""

    def run(self) -> list[nodes.Node]:
        """Make the table; an extra without a use, or a use without one, is an error."""
        self.env.note_dependency(str(PROJECT))
        project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
        found = project["optional-dependencies"]
        if found.keys() != USES.keys():
            raise self.error(f"say what is for what: {found.keys() ^ USES.keys()}")
        rows = ["| extra | what it is for | packages |", "| --- | --- | --- |"]
        for name, use in USES.items():
            packages = ", ".join(f"`{one}`" for one in found[name])
            rows.append(f"| `{name}` | {use} | {packages} |")
        return self.parse_text_to_nodes("\n".join(rows))
