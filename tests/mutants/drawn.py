"""Small wrong changes to the Python source, drawn by chance."""

from __future__ import annotations

import ast
import random
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path("python/summitry")

# A name put for another is nearly always a NameError, which says nothing about tests.
LEFT_OUT = ("VariableInserter", "VariableReplacer", "NoOp")


class Mutant(NamedTuple):
    """One change: the operator's nth place in a file."""

    path: Path
    line: int
    operator: str
    occurrence: int

    def source(self, root: Path) -> str | None:
        """Return the file with the change, or None if it does not parse."""
        code = (root / self.path).read_text(encoding="utf-8")
        changed = mutate_code(code, get_operator(self.operator)(), self.occurrence)
        if changed is None:
            return None
        try:
            before, after = ast.parse(code), ast.parse(changed)
        except SyntaxError:
            return None
        return None if ast.dump(before) == ast.dump(after) else changed


def _never_run(node: ast.AST) -> list[ast.AST | None]:
    """Return what no run reads of a node: annotations, what type checkers read."""
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return [node]
    if isinstance(node, ast.AnnAssign):
        return [node.annotation]
    if isinstance(node, ast.FunctionDef):
        if any("overload" in ast.unparse(one) for one in node.decorator_list):
            return [node]
        arguments = (one for one in ast.walk(node.args) if isinstance(one, ast.arg))
        return [node.returns, *(one.annotation for one in arguments)]
    return []


def _unread_lines(code: str) -> set[int]:
    """Return the lines of an annotation; a default on the same line is left out too."""
    return {
        line
        for node in ast.walk(ast.parse(code))
        for one in _never_run(node)
        if one is not None
        for line in range(one.lineno, one.end_lineno + 1)  # type: ignore[attr-defined]
    }


def _of_file(root: Path, path: Path) -> dict[int, list[Mutant]]:
    """Return the changes of one file by their line."""
    code = (root / path).read_text(encoding="utf-8")
    nodes, unread = list(ast_nodes(get_ast(code))), _unread_lines(code)
    found: dict[int, list[Mutant]] = {}
    for name in operator_names():
        if any(left_out in name for left_out in LEFT_OUT):
            continue
        operator, occurrence = get_operator(name)(), 0
        for node in nodes:
            for (line, _), _ in operator.mutation_positions(node):
                if line not in unread:
                    one = Mutant(path, line, name, occurrence)
                    found.setdefault(line, []).append(one)
                occurrence += 1
    return found


def draw(root: Path, room: str, count: int, seed: int) -> Iterator[Mutant]:
    """Draw changes of a room: each line that can be changed is as likely as another."""
    files = sorted((root / PACKAGE / room).rglob("*.py"))
    lines = [
        mutants
        for path in files
        for mutants in _of_file(root, path.relative_to(root)).values()
    ]
    by_chance = random.Random(seed)
    by_chance.shuffle(lines)
    left = count
    for mutants in lines:
        one = by_chance.choice(mutants)
        if left and one.source(root) is not None:
            left -= 1
            yield one
