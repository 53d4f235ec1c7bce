"""
The keys of a study file as tables, out of the schema that the package ships.

``{study-keys} Claim`` lists the keys of a table, ``{study-words} Quantity`` the words
that a key may be.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

Schema = dict[str, Any]
SCHEMA: Schema = json.loads(
    (files("summitry") / "study" / "study.schema.json").read_text("utf-8")
)
PLAIN = {"string": "text", "number": "number", "integer": "whole number"}
NAMED = {
    "Day": "day",
    "Period": "period",
    "Printed": "number or text",
    "Texts": "text or list of texts",
    "Value": "text or number",
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register both directives."""
    app.add_directive("study-keys", StudyKeys)
    app.add_directive("study-words", StudyWords)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class StudyKeys(SphinxDirective):
    """A table of the keys of one table of the file; of its top without a name."""

    optional_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        one = SCHEMA["$defs"][self.arguments[0]] if self.arguments else SCHEMA
        needed = one.get("required", [])
        keys = sorted(one["properties"].items(), key=lambda pair: pair[0] not in needed)
        rows = ["| key | value | |", "| --- | --- | --- |"]
        for key, value in keys:
            name = f"**`{key}`**" if key in needed else f"`{key}`"
            rows.append(f"| {name} | {_kind(value)} | {_told(value)} |")
        return self.parse_text_to_nodes("\n".join(rows))


class StudyWords(SphinxDirective):
    """A table of the words that a key may be."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        words = SCHEMA["$defs"][self.arguments[0]]["oneOf"]
        rows = ["| word | |", "| --- | --- |"]
        rows += [f"| `{one['const']}` | {_told(one)} |" for one in words]
        return self.parse_text_to_nodes("\n".join(rows))


def _told(one: Schema) -> str:
    return " ".join(one.get("description", "").split()).replace("|", "\\|")


def _kind(one: Schema) -> str:
    """Say what a value is, in words."""
    if "$ref" in one:
        return _named(one["$ref"].rpartition("/")[2])
    if "anyOf" in one:
        return " or ".join(dict.fromkeys(_kind(part) for part in one["anyOf"]))
    if one["type"] == "array":
        inner = one.get("items") or one["prefixItems"][0]
        return f"list: {_kind(inner)}"
    if one["type"] == "object":
        return f"table: {_kind(one['additionalProperties'])}"
    if one["type"] == "boolean":
        return "`true` or `false`"
    return PLAIN[one["type"]]


def _named(name: str) -> str:
    if name in NAMED:
        return NAMED[name]
    one = SCHEMA["$defs"][name]
    if "properties" in one:
        return f"[{name.lower()}](#{name.lower()})"
    words = [f"`{part['const']}`" for part in one.get("oneOf", []) if "const" in part]
    words += [f"`{word}`" for word in one.get("enum", []) if isinstance(word, str)]
    if words and name != "Quantity":
        return ", ".join(words)
    return f"[{name.lower()}](#{name.lower()})"
