"""The codes of errors that the core raises, out of its sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codes_of_python import GAP, Code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAKERS = {
    "misfit": (1, 2),
    "wrong": (1, 2),
    "Fault::new": (0, 1),
    "Self::new": (0, 1),
    "ClaimMistake::new": (1, 2),
    "ClaimMistake::unknown": (1, None),
}
"""Functions that make an error, and at which place its code and its text stand."""
_TEXT = re.compile(r'(?:format!\(\s*)?"((?:[^"\\]|\\.)*)"', re.DOTALL)


def rust_codes(core: Path) -> Iterator[Code]:
    """Return every code of the core, with all that is said under it."""
    yield from _of_computations(
        (core / "error" / "mod.rs").read_text("utf-8"),
        (core / "python" / "errors.rs").read_text("utf-8"),
    )
    for path in sorted(core.rglob("*.rs")):
        text = path.read_text("utf-8").partition("#[cfg(test)]")[0]
        if path.parent.name in {"study", "claims", "robustness"}:
            yield from _of_makers(text, of_a_study=path.parent.name == "study")


def _of_computations(errors: str, classes: str) -> Iterator[Code]:
    """The variants of the error: what is said stands above, the class elsewhere."""
    said = {
        name: _plain(text)
        for text, name in re.findall(
            r'#\[error\(\s*"((?:[^"\\]|\\.)*)".*?\)\]\s+(\w+)', errors
        )
    }
    kinds = _classes(classes)
    hints = _hints(errors)
    for names, arm in _arms(errors, "pub fn code"):
        for code in re.findall(r'"([a-z_]+)"', arm):
            for name in names:
                if name not in {"Claim", "Study", "Interrupted"}:
                    kind = kinds.get(name, "InputError")
                    yield Code(code, kind, said[name], hints.get(name, ""))


def _classes(text: str) -> dict[str, str]:
    return {
        name: kind
        for names, arm in _arms(text, "let class = match")
        for kind in re.findall(r"classes::(\w+)", arm)
        for name in names
    }


def _hints(text: str) -> dict[str, str]:
    """The first hint of each variant that has one."""
    found: dict[str, str] = {}
    for names, arm in _arms(text, "pub fn hint"):
        texts = _TEXT.findall(arm)
        for name in names if texts else []:
            found.setdefault(name, _plain(texts[0]))
    return found


def _arms(text: str, function: str) -> list[tuple[list[str], str]]:
    """The arms of the match of a function: the variants, and what each comes to."""
    body = text.partition(function)[2].partition("\n    }")[0]
    parts = body.split("=>")
    heads = [re.findall(r"\b(?:Self|Error)::(\w+)", part) for part in parts]
    return list(zip(heads, parts[1:], strict=False))


def _of_makers(text: str, *, of_a_study: bool) -> Iterator[Code]:
    for call in re.finditer(r"\b(misfit|wrong|\w+::(?:new|unknown))\(", text):
        if call.group(1) not in MAKERS:
            continue
        code_at, said_at = MAKERS[call.group(1)]
        arguments = _arguments(text, call.end())
        if len(arguments) <= code_at:
            continue
        unknown = call.group(1).endswith("unknown")
        word = re.fullmatch(r'"([a-z_ ]+)"', arguments[code_at])
        if word is None:
            continue
        code = word.group(1).replace(" ", "_")
        if unknown or said_at is None:
            said = f"there is no {word.group(1)} '{GAP}'"
            yield Code(f"unknown_{code}", "CategoryError", said, _NEAREST)
            continue
        said = _said(text[: call.start()], arguments[said_at])
        hint = _hint(text[call.end() :])
        kind = "CategoryError" if code.startswith("unknown_") else "InputError"
        yield Code(code, "StudyError" if of_a_study else kind, said, hint)


_NEAREST = "the nearest of those known, and which these are"


def _arguments(text: str, start: int) -> list[str]:
    """The arguments of a call whose parenthesis has just been opened."""
    depth, place, begun, found = 1, start, start, []
    while depth and place < len(text):
        quoted = _TEXT.match(text, place) if text[place] == '"' else None
        if quoted:
            place = quoted.end()
            continue
        depth += {"(": 1, "[": 1, "{": 1}.get(text[place], 0)
        depth -= {")": 1, "]": 1, "}": 1}.get(text[place], 0)
        if (text[place] == "," and depth == 1) or not depth:
            found.append(text[begun:place].strip())
            begun = place + 1
        place += 1
    return found


def _said(before: str, argument: str) -> str:
    """The text of a message: given at once, or under a name a few lines before."""
    found = _TEXT.match(argument)
    if found is None and argument.isidentifier():
        given = rf"let {argument} = (?=format!|\")"
        starts = [one.end() for one in re.finditer(given, before)]
        found = _TEXT.match(before, starts[-1]) if starts else None
    return _plain(found.group(1)) if found else GAP


def _hint(after: str) -> str:
    """What is added to an error that has just been made."""
    ahead = after.partition(";")[0][:400]
    found = re.search(r'\.(?:with_hint|hinting)\(\s*(?:format!\(\s*)?"', ahead)
    text = _TEXT.match(ahead, found.end() - 1) if found else None
    if text:
        return _plain(text.group(1))
    return _NEAREST if re.search(r"\.(with_hint|offering)\(", ahead) else ""


def _plain(text: str) -> str:
    """A text of Rust with a gap for what is filled in."""
    text = re.sub(r"\\\n\s*", "", text).replace('\\"', '"').replace("\\'", "'")
    return re.sub(r"\{[^}]*\}", GAP, text)
