"""
Objects that show themselves: the same parts as text in a terminal, as HTML.

What writes them is loaded where something is shown: whoever only counts need not wait.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.output.text_table import Grid

_WIDEST_NAME = 24


class Title(str):
    """A line that says what the rest is."""

    __slots__ = ()


class Line(str):
    """A line that is not broken, such as one with code to copy."""

    __slots__ = ()


class Verbatim(str):
    """Lines that are laid out already."""

    __slots__ = ()


class Readable:
    """
    Shows itself to readers, in a notebook as in a terminal.

    A class says once, in `_parts_`, what there is to read: lines, facts by their names
    and tables. What data say is escaped in both forms.
    """

    __slots__ = ()

    def _parts_(self) -> Sequence[Part]:
        raise NotImplementedError

    def __str__(self) -> str:
        return parts_text(self._parts_())

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        from summitry.output.html import styled

        return styled(parts_html(self._parts_()))


Flat: TypeAlias = "str | Grid | Mapping[str, str]"
"""A line, a table, or facts by their names."""

Part: TypeAlias = "Flat | Readable"
"""The same, or what shows itself."""


def flat(parts: Iterable[Part]) -> list[Flat]:
    """
    Return parts with those of what shows itself in its place.

    Examples
    --------
    >>> flat(["one", Facts({"a": "b"})])
    ['one', {'a': 'b'}]
    """
    found: list[Flat] = []
    for part in parts:
        # What shows itself may be a mapping too.
        found += flat(part._parts_()) if isinstance(part, Readable) else [part]
    return found


class Facts(Readable, dict[str, str]):
    """
    Texts by their names, a line each.

    Examples
    --------
    >>> Facts({"study": "china-dprk", "summitry": "0.1.0"})
    study     china-dprk
    summitry  0.1.0
    """

    __slots__ = ()

    def _parts_(self) -> Sequence[Part]:
        return [dict(self)]


def parts_text(parts: Iterable[Part], width: int | None = None) -> str:
    """
    Return parts as lines of at most a width, the usual one unless another is given.

    Examples
    --------
    >>> print(parts_text([Title("Scheme"), {"summit": "3"}]))
    Scheme
    summit  3
    """
    from summitry.output.width import USUAL

    room = USUAL if width is None else width
    return "\n".join(_text(part, room) for part in flat(parts))


def parts_html(parts: Iterable[Part]) -> str:
    """
    Return parts as HTML without its style.

    Examples
    --------
    >>> parts_html([Title("A <study>")])
    '<p><b><bdi>A &lt;study&gt;</bdi></b></p>'
    """
    return "".join(_html(part) for part in flat(parts))


def _text(part: Flat, width: int) -> str:
    from summitry.output.escape import visible
    from summitry.output.table_text import grid_text
    from summitry.output.text import wrap

    if isinstance(part, Verbatim | Line):
        return "\n".join(map(visible, part.split("\n")))
    if isinstance(part, str):
        return "\n".join(wrap(visible(part), width))
    if isinstance(part, Mapping):
        return _facts_text(part, width)
    return grid_text(part, width)


def _html(part: Flat) -> str:
    from summitry.output.escape import bdi, html, prose
    from summitry.output.html import grid_html

    if isinstance(part, Verbatim):
        lines = "\n".join(map(html, part.split("\n")))
        return f"<pre>{lines}</pre>"
    if isinstance(part, Title):
        return f"<p><b>{bdi(part)}</b></p>"
    if isinstance(part, str):
        return f"<p>{prose(part)}</p>" if part else ""
    if isinstance(part, Mapping):
        return _facts_html(part)
    return grid_html(part)


def _facts_text(facts: Mapping[str, str], width: int) -> str:
    """Names on the left, and beside each what belongs to it, in lines of its own."""
    from summitry.output.escape import visible
    from summitry.output.text import pad, width_of, wrap

    names = [visible(name) for name in facts]
    room = min(max(map(width_of, names), default=0), _WIDEST_NAME)
    lines = []
    for name, value in zip(names, facts.values(), strict=True):
        left = wrap(name, room)
        right = wrap(visible(value), width - room - 2)
        for one, other in zip_longest(left, right, fillvalue=""):
            lines.append(f"{pad(one, room)}  {other}".rstrip())
    return "\n".join(lines)


def _facts_html(facts: Mapping[str, str]) -> str:
    from summitry.output.escape import bdi

    rows = "".join(
        f'<tr><th scope="row">{bdi(name)}</th><td>{bdi(value)}</td></tr>'
        for name, value in facts.items()
    )
    return f'<div class="summitry"><table><tbody>{rows}</tbody></table></div>'
