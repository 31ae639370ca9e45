"""Clause → rules, values and moves that rest on it → tests that demonstrate it, read from source.

A clause counts as demonstrated only where a test carries its mark. Nothing is run: the marks, the
docstrings and the packs are read as they stand.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nuozheng.law.clauses import Clause, all_clauses
from nuozheng.law.policy import policies

PACKAGE = Path(__file__).resolve().parent.parent
TESTS = PACKAGE.parent / "tests"
_ID = re.compile(r"\b(?:ORD21|ORD23|XBQ21|MJ21|LYG19)-[0-9A-Z][0-9A-Za-z.]*")
_SPAN = re.compile(r"((?:ORD21|ORD23|XBQ21|MJ21|LYG19)-[0-9A-Z][0-9A-Za-z.]*) to ([0-9.]+[a-z])")


@dataclass(frozen=True, slots=True)
class Row:
    """One clause with what implements it and what shows it."""

    clause: Clause
    rules: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def state(self) -> str:
        if self.clause.support == "context":
            return "context"
        return "demonstrated" if self.tests else "open"

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.clause.id,
            "capability": self.clause.capability,
            "support": self.clause.support,
            "state": self.state,
            "rules": list(self.rules),
            "tests": list(self.tests),
        }


def table() -> list[Row]:
    """Every clause of the five texts, in their order."""
    rules, tests = _rules(), _tests()
    return [
        Row(
            clause, tuple(sorted(rules.get(clause.id, ()))), tuple(sorted(tests.get(clause.id, ())))
        )
        for clause in all_clauses()
        if not clause.is_national
    ]


def _rules() -> dict[str, set[str]]:
    """Functions and classes whose docstring or source names a clause, and pack values."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        source = path.read_text("utf-8")
        if not _ID.search(source):
            continue
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                for id in _named(ast.get_source_segment(source, node) or ""):
                    found.setdefault(id, set()).add(f"{module}.{node.name}")
    for policy in policies().values():
        for path_, value in policy.stated():
            if value.pack == policy.key:
                for id in value.clause:
                    found.setdefault(id, set()).add(f"packs/{policy.key}: {path_}")
    return found


def _named(text: str) -> Iterator[str]:
    yield from _ID.findall(text)
    for first, last in _SPAN.findall(text):
        stem, letter = first[:-1], first[-1]
        yield from (stem + chr(code) for code in range(ord(letter), ord(last[-1]) + 1))


def _tests() -> dict[str, set[str]]:
    """Clause id → tests that carry its mark, as `file::function`."""
    found: dict[str, set[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        name = str(path.relative_to(TESTS.parent))
        tables = _tables(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                for id in _marks(node, tables):
                    found.setdefault(id, set()).add(f"{name}::{node.name}")
    return found


def _tables(tree: ast.Module) -> dict[str, set[str]]:
    """Clauses marked inside tables of cases, by the name of the table."""
    return {
        target.id: set(_clause_calls(node))
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def _marks(function: ast.FunctionDef, tables: dict[str, set[str]]) -> Iterator[str]:
    for decorator in function.decorator_list:
        yield from _clause_calls(decorator)
        for node in ast.walk(decorator):
            if isinstance(node, ast.Name):
                yield from tables.get(node.id, ())


def _clause_calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        named = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if named == "clause":
            yield from (
                argument.value
                for argument in node.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )
