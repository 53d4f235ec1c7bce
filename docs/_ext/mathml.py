"""
Formulas as MathML, which browsers draw by themselves.

The manual then needs neither a network nor a script to be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils.math import latex2mathml

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the renderer under the name ``mathml``."""
    app.add_html_math_renderer(
        "mathml",
        inline_renderers=(_visit_inline, None),
        block_renderers=(_visit_block, None),
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    _write(translator, node, as_block=False)


def _visit_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    translator.body.append(translator.starttag(node, "div", CLASS="math-block"))
    _write(translator, node, as_block=True)


def _write(translator: HTML5Translator, node: nodes.Element, *, as_block: bool) -> None:
    formula = latex2mathml.tex2mathml(node.astext(), as_block=as_block)
    translator.body.append(formula + ("</div>\n" if as_block else ""))
    raise nodes.SkipNode
