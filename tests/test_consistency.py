"""The whole project agrees with itself: moves, acts, refusals, clauses and their marks."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from nuozheng.cli.clause_table import Row, table
from nuozheng.cli.clauses import as_markdown
from nuozheng.law.clauses import clause, knows
from nuozheng.law.policy import policies
from nuozheng.law.procedure import TABLES
from nuozheng.law.refusals import FAMILIES, HEADINGS, OF_ACTS, heading
from nuozheng.law.review import RevisionFacts, RevisionKind
from nuozheng.law.review import table as review_table

ROOT = Path(__file__).resolve().parent.parent
PACKAGE, TESTS = ROOT / "nuozheng", ROOT / "tests"
ACTING = ("applications", "verification", "credit")
SILENT_ACTS = {
    "open": ("open",),
    "ask": ("ask", "answer"),
    "hand_in": ("hand_in",),
    "obtain": ("obtain",),
    "certificate": ("present_certificate", "set_aside_certificate"),
    "declare": (),
    "take_in": (),
    "choose": ("choose",),
    "propose": ("propose", "record_kept"),
    "repair": ("request",),
}
"""Acts that leave the status as it is, or make a record: they append their own row.

An act with none does what others do: what is declared, what is taken in and accepted.
"""


@cache
def trees(root: Path) -> tuple[tuple[Path, ast.Module], ...]:
    """Every module below a folder, parsed once."""
    return tuple(
        (path, ast.parse(path.read_text("utf-8")))
        for path in sorted(root.rglob("*.py"))
        if "migrations" not in path.parts
    )


def strings(tree: ast.AST) -> set[str]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def acts_of(app: str) -> dict[str, ast.Module]:
    folder = PACKAGE / app / "actions"
    return {path.stem: tree for path, tree in trees(folder) if path.stem != "__init__"}


@cache
def said_in_acts() -> set[str]:
    """Every string in an act, its follower or its sweep."""
    said: set[str] = set()
    for app in (*ACTING, "catalogue", "disclosure", "parties"):
        for _, tree in trees(PACKAGE / app):
            said |= strings(tree)
    return said


@cache
def named_in_tests() -> set[str]:
    """Every string and name in the tests, but for those that speak of all moves."""
    return {
        word
        for path, tree in trees(TESTS)
        if path.name not in ("test_consistency.py", "test_moves.py")
        for word in strings(tree)
        | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    }


@pytest.mark.parametrize(
    ("kind", "act"), [(kind, act) for kind, one in TABLES.items() for act in one.acts]
)
def test_every_move_is_made_by_some_act_and_named_by_some_test(kind: str, act: str) -> None:
    assert act in said_in_acts(), f"nobody does {kind}.{act}"
    tested = named_in_tests()
    assert act in tested, f"no test speaks of {kind}.{act}"


def test_every_act_stands_in_a_table() -> None:
    in_tables = {act for one in TABLES.values() for act in one.acts}
    for app in ACTING:
        for name, tree in acts_of(app).items():
            named = strings(tree) & (in_tables | set(SILENT_ACTS.get(name, ())))
            assert named or SILENT_ACTS.get(name) == (), f"{app}/{name} moves nothing"


def test_every_act_has_its_test() -> None:
    for app in ACTING:
        tested = {path.stem for path in (TESTS / app).glob("test_*.py")}
        for name in acts_of(app):
            assert f"test_{name}" in tested, f"{app}/{name} has no test file"


def revision_acts() -> set[str]:
    """The acts of revisions in any place: their tables are made from the packs."""
    kinds: tuple[RevisionKind, ...] = ("list", "adjustment")
    return {
        act
        for policy in policies().values()
        for kind in kinds
        for act in review_table(policy, RevisionFacts(kind, True, True)).acts
    }


def test_every_follower_follows_a_move() -> None:
    followers = import_module("config.followers").FOLLOWERS
    for key, paths in followers.items():
        kind, act = key.split(".")
        acts = revision_acts() if kind == "revision" else TABLES[kind].acts
        assert act.removesuffix("_many") in acts
        for path in paths:
            module, _, name = path.rpartition(".")
            assert callable(getattr(import_module(module), name))


def refusal_keys() -> Iterator[tuple[str, str]]:
    """(key or its fixed beginning, where) of every refusal that is written out in the source."""
    for path, tree in trees(PACKAGE):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (key := _key_of(node)) is not None:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                for text in _texts(key):
                    yield text, where


def _key_of(call: ast.Call) -> ast.expr | None:
    """The key of a refusal, however it is called; None for any other call."""
    if _called(call) == "Finding" or _is_because(call):
        return call.args[0] if call.args else None
    if _called(call) == "Separation":
        return next(one.value for one in call.keywords if one.arg == "key")
    if _called(call) == "not_met" and call.args and isinstance(call.args[0], ast.Constant):
        return call.args[0]
    return None


def _called(call: ast.Call) -> str:
    name: str = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return name


def _is_because(call: ast.Call) -> bool:
    of = getattr(call.func, "value", None)
    named = getattr(of, "id", "")
    return _called(call) == "because" and named in ("Refused", "NotCheckedLately")


def _texts(key: ast.expr) -> Iterator[str]:
    match key:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            yield start
        case ast.IfExp(body=body, orelse=other):
            yield from _texts(body)
            yield from _texts(other)


def test_every_refusal_has_its_heading() -> None:
    missing = {
        (key, where)
        for key, where in refusal_keys()
        if key not in HEADINGS
        and key not in OF_ACTS
        and f"{key.partition('.')[0]}." not in FAMILIES
    }
    assert not missing


def test_every_refusal_says_what_to_do_next() -> None:
    without = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in trees(PACKAGE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _refuses(node) and not _says_a_cure(node)
    ]
    assert not without


def _refuses(call: ast.Call) -> bool:
    """Whether an obstacle is written out here."""
    if _called(call) != "Finding":
        return _is_because(call)
    return any(getattr(one, "attr", "") == "NOT_MET" for one in call.args[1:2])


def _says_a_cure(call: ast.Call) -> bool:
    """As a keyword, or in the fifth place of a finding; an empty text is none."""
    cures = [one.value for one in call.keywords if one.arg == "cure"]
    if _called(call) == "Finding":
        cures += call.args[4:5]
    return any(getattr(cure, "value", cure) != "" for cure in cures)


def test_every_heading_of_an_act_is_used_and_no_key_has_two() -> None:
    used = {key for key, _ in refusal_keys()}
    assert set(OF_ACTS) <= used
    assert not set(OF_ACTS) & set(HEADINGS)
    assert {key.partition(".")[0] + "." for key in used if "." in key} == set(FAMILIES)
    assert heading("proof.17") == FAMILIES["proof."]
    assert heading("declared.1.monthly_income") and heading("file_empty")
    with pytest.raises(KeyError):
        heading("no_such_reason")


def test_every_clause_that_is_cited_stands_in_a_register() -> None:
    cited = {
        (word, str(path.relative_to(ROOT)))
        for path, tree in trees(PACKAGE)
        for word in strings(tree)
        if word.startswith(("ORD21-", "ORD23-", "XBQ21-", "MJ21-", "LYG19-", "CN-"))
        and word.isascii()
        and not word.endswith("-")
        and " " not in word
    }
    assert cited and not {one for one in cited if not knows(one[0])}
    for policy in policies().values():
        for where, value in policy.stated():
            assert all(map(knows, value.clause)), where


def marks() -> Iterator[tuple[str, str]]:
    for path, tree in trees(TESTS):
        marked = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                marked += function.decorator_list  # type: ignore[arg-type]
        for word in {word for node in marked for word in _marked(node)}:
            yield word, str(path.relative_to(ROOT))


def _marked(tree: ast.AST) -> Iterator[str]:
    """The clauses named by `clause(...)` marks in a decorator or a table of cases."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            named = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if named == "clause":
                yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))


def test_every_mark_is_a_clause_that_software_can_show() -> None:
    for id, path in marks():
        assert knows(id), f"{path}: {id}"
        assert clause(id).support in ("software", "record", ""), f"{path}: {id} is context"


@cache
def _rows() -> list[Row]:
    """The table of clauses, which is gathered from all tests."""
    return table()


@pytest.mark.parametrize(
    "capability", ["eligibility", "application", "notice", "commitment", "withdrawal"]
)
def test_a_capability_is_nearly_all_demonstrated(capability: str) -> None:
    rows = [
        row
        for row in _rows()
        if row.clause.capability == capability and row.clause.support == "software"
    ]
    shown = [row for row in rows if row.state == "demonstrated"]
    assert len(rows) - len(shown) <= 2, [row.clause.id for row in rows if row not in shown]


def test_the_clause_table_in_the_docs_is_the_present_one() -> None:
    written = (ROOT / "docs" / "clauses.md").read_text("utf-8")
    assert written == as_markdown(_rows()), "nuozheng clauses --write docs/clauses.md"


def test_every_module_can_be_imported() -> None:
    for module in iter_modules([str(PACKAGE)], "nuozheng."):
        import_module(module.name)
