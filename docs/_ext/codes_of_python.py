"""The codes of errors that the package itself raises, out of its syntax trees."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GAP = "…"


class Code(NamedTuple):
    """A code, the class of the error, what is said, and what to do."""

    code: str
    kind: str
    said: str
    hint: str


class Helper(NamedTuple):
    """What makes an error for others: its class, and where its arguments stand."""

    kind: str
    code: int
    said: int | None
    hint: int | None


class Module:
    """One file: its tree and calls, its constants, the function around each node."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text("utf-8"))
        self.around: dict[ast.AST, ast.AST] = {}
        self.calls: list[ast.Call] = []
        for parent in ast.walk(self.tree):
            if isinstance(parent, ast.Call):
                self.calls.append(parent)
            for child in ast.iter_child_nodes(parent):
                self.around[child] = parent
        self._assigned: dict[ast.AST, list[ast.Assign]] = {}

    def function(self, node: ast.AST) -> ast.FunctionDef | None:
        """Return the innermost function around a node."""
        while node in self.around:
            node = self.around[node]
            if isinstance(node, ast.FunctionDef):
                return node
        return None

    def value(self, name: ast.Name) -> ast.expr | None:
        """Return what a name was last given before it is used."""
        within: ast.AST | None = self.function(name)
        for scope in (within, self.tree) if within else (self.tree,):
            given = [
                (one.lineno, value)
                for one in self._assignments(scope)
                for target in one.targets
                for value in [_given(target, one.value, name.id)]
                if value is not None
                and (scope is self.tree or one.lineno < name.lineno)
            ]
            if given:
                return max(given, key=lambda pair: pair[0])[1]
        return None

    def _assignments(self, scope: ast.AST) -> list[ast.Assign]:
        if scope not in self._assigned:
            nodes = ast.walk(scope)
            found = [one for one in nodes if isinstance(one, ast.Assign)]
            self._assigned[scope] = found
        return self._assigned[scope]


def _given(target: ast.expr, value: ast.expr, name: str) -> ast.expr | None:
    """Return what an assignment gives to a name."""
    if isinstance(target, ast.Name) and target.id == name:
        return value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=False)
        found = [_given(one, part, name) for one, part in pairs]
        return next((one for one in found if one is not None), None)
    return None


def python_codes(package: Path) -> Iterator[Code]:
    """Return every code of the package, with all that is said under it."""
    modules = [Module(path) for path in sorted(package.rglob("*.py"))]
    kinds = _error_classes(modules)
    for module in modules:
        helpers = dict(_helpers(module, kinds))
        for call in module.calls:
            yield from _of_call(module, call, kinds, helpers | SHARED, modules)


SHARED = {
    "Mistake": Helper("", 1, 2, 5),
    "mistake": Helper("StudyError", 2, 1, 3),
    "_Question": Helper("InputError", 1, 0, None),
}
"""Makers of errors that other files use; the class of a `Mistake` comes first."""


def _of_call(
    module: Module,
    call: ast.Call,
    kinds: set[str],
    helpers: dict[str, Helper],
    modules: list[Module],
) -> Iterator[Code]:
    name = _name(call.func)
    if name in kinds:
        parts = {one.arg: one.value for one in call.keywords}
        said = call.args[0] if call.args else None
        kind, code, hint = name, parts.get("code"), parts.get("hint")
    elif name in helpers:
        helper = helpers[name]
        kind = helper.kind or _name(call.args[0])
        code, said, hint = (
            _argument(call, place, word)
            for place, word in (
                (helper.code, "code"),
                (helper.said, "said"),
                (helper.hint, "hint"),
            )
        )
    else:
        return
    if kind not in kinds or code is None:
        return
    for word in _codes(module, code, modules):
        yield Code(word, kind, _words(module, said), _words(module, hint))


def _error_classes(modules: list[Module]) -> set[str]:
    (own,) = [one for one in modules if one.path.name == "exceptions.py"]
    return {
        node.name
        for node in own.tree.body
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    }


def _helpers(module: Module, kinds: set[str]) -> Iterator[tuple[str, Helper]]:
    """Find functions of a file that raise with the code that they are given."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        names = [one.arg for one in node.args.args]
        raised = [
            _name(one.func)
            for one in ast.walk(node)
            if isinstance(one, ast.Call) and _name(one.func) in {*kinds, "Mistake"}
        ]
        if "code" in names and raised and module.path.name != "exceptions.py":
            found = [name for name in ("said", "message") if name in names]
            yield (
                node.name,
                Helper(
                    raised[0] if raised[0] in kinds else "InputError",
                    names.index("code"),
                    names.index(found[0]) if found else None,
                    names.index("hint") if "hint" in names else None,
                ),
            )


def _codes(module: Module, node: ast.expr, modules: list[Module]) -> list[str]:
    """Return the words that a code may be; none where it is handed on."""
    match node:
        case ast.Constant(value=str(word)):
            return [word]
        case ast.IfExp(body=body, orelse=orelse):
            return _codes(module, body, modules) + _codes(module, orelse, modules)
        case ast.Call(func=ast.Name(id="weight_code")):
            return ["nan_weight", "inf_weight", "negative_weight"]
        case ast.JoinedStr(
            values=[ast.Constant(value=str(start)), ast.FormattedValue()]
        ):
            inner = node.values[1]
            assert isinstance(inner, ast.FormattedValue)
            return [start + word for word in _fills(module, inner.value, modules)]
        case ast.Name():
            value = module.value(node)
            return _codes(module, value, modules) if value is not None else []
    return []


def _fills(module: Module, node: ast.expr, modules: list[Module]) -> list[str]:
    """Return the words that a code is completed with."""
    match node:
        case ast.Constant(value=str(word)):
            return [word]
        case ast.IfExp(body=body, orelse=orelse):
            return _fills(module, body, modules) + _fills(module, orelse, modules)
        case ast.Subscript(value=ast.Name() as name):
            value = module.value(name)
            if isinstance(value, ast.Dict):
                return [w for one in value.values for w in _fills(module, one, modules)]
        case ast.Call(func=ast.Attribute(value=inner, attr="replace")):
            return [w.replace(" ", "_") for w in _fills(module, inner, modules)]
        case ast.Name():
            value = module.value(node)
            if value is not None:
                return _fills(module, value, modules)
            return _told_by_callers(module, node, modules)
    return []


def _told_by_callers(
    module: Module, name: ast.Name, modules: list[Module]
) -> list[str]:
    """Return what callers give for an argument of the function around a name."""
    function = module.function(name)
    if function is None:
        return []
    every = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
    if name.id not in every:
        return []
    place = every.index(name.id) - (every[0] == "self")
    found = defaultdict(list)
    for other in modules:
        for call in other.calls:
            if _name(call.func) == function.name:
                given = _argument(call, place, name.id)
                if given is not None and other.function(call) is not function:
                    found[other].append(given)
    return [
        word
        for other, nodes in found.items()
        for node in nodes
        for word in _fills(other, node, modules)
    ]


def _argument(call: ast.Call, place: int | None, word: str) -> ast.expr | None:
    for one in call.keywords:
        if one.arg == word:
            return one.value
    return call.args[place] if place is not None and place < len(call.args) else None


def _name(node: ast.expr) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def _words(module: Module, node: ast.expr | None) -> str:
    """Return a text with a gap for what is filled in."""
    match node:
        case None | ast.Constant(value=None):
            return ""
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_words(module, one) for one in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _words(module, left) + _words(module, right)
        case ast.Name() if (value := module.value(node)) is not None:
            return _words(module, value)
    return _words_within(module, node)


def _words_within(module: Module, node: ast.expr) -> str:
    match node:
        case ast.IfExp(body=body):
            return _words(module, body)
        case ast.FormattedValue(value=ast.Name() as name) if name.id.isupper():
            return _words(module, name)
        case ast.Call(func=func) if _name(func) in {"choices", "offer"}:
            return "the nearest of those known, and which these are"
    return GAP
