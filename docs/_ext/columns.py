"""The directive ``{columns}``: every column of a result with its unit and meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from column_list import SOURCE, tables
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("columns", Columns)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class Columns(SphinxDirective):
    """The tables of all columns, by what they tell."""

    def run(self) -> list[nodes.Node]:
        """Make the tables."""
        self.env.note_dependency(str(SOURCE))
        return self.parse_text_to_nodes(tables(), allow_section_headings=True)
