"""
Every code of an error with what is said and what to do, read out of the sources.

``{error-codes}`` lists them. What a message fills in stands there as an ellipsis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from every_code import every_code
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("error-codes", ErrorCodes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class ErrorCodes(SphinxDirective):
    """A list of all codes: the class of the error, its messages and their hints."""

    def run(self) -> list[nodes.Node]:
        """Make the list."""
        lines = []
        for code, messages in every_code().items():
            kinds = sorted(set().union(*messages.values()))
            named = ", ".join(f"{{py:obj}}`~summitry.exceptions.{k}`" for k in kinds)
            lines += [f"**`{code}`** {named}", ""]
            for said, hint in sorted(messages):
                todo = f" *Hint: {_plain(hint)}*" if hint else ""
                what = "*worded case by case*" if said in {"", "…"} else _plain(said)
                lines += [f"- {what}{todo}"]
            lines += [""]
        return self.parse_text_to_nodes("\n".join(lines))


def _plain(text: str) -> str:
    """Write a text so that Markdown shows it as it is."""
    text = " ".join(text.split())
    for mark in "\\`*_[]<>{}$#|~":
        text = text.replace(mark, "\\" + mark)
    return text
