"""Dependencies: pinned with hashes, without addresses, each with its reason."""

import re
import tomllib
from pathlib import Path

import pytest

from tests import tree

TOP = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pinned(lock: str) -> dict[str, list[str]]:
    """Each pinned package with its hashes."""
    found: dict[str, list[str]] = {}
    for line in (TOP / lock).read_text().splitlines():
        if match := re.match(r"([a-z0-9-]+)==\S+", line):
            hashes = found.setdefault(match[1], [])
        elif match := re.match(r" +--hash=(sha256:[0-9a-f]{64})", line):
            hashes.append(match[1])
    return found


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=;]", requirement)[0].strip().lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_hashes(lock: str) -> None:
    packages = pinned(lock)
    assert len(packages) > 30
    assert [name for name, hashes in packages.items() if not hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_addresses(lock: str) -> None:
    assert not re.search(r"https?://|index-url|find-links|file:", (TOP / lock).read_text())


def test_every_direct_dependency_is_pinned_with_a_reason() -> None:
    text = (TOP / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    direct = {name_of(word) for word in project["project"]["dependencies"]}
    tools = {name_of(word) for word in project["dependency-groups"]["dev"]}
    assert direct <= pinned("requirements.lock").keys()
    assert direct | tools <= pinned("requirements-dev.lock").keys()
    for line in text.partition("dependencies = [\n")[2].partition("\n]")[0].splitlines():
        assert re.search(r'",\s+# \S', line), f"no reason: {line}"


def test_both_locks_agree() -> None:
    served, developed = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert {name: developed.get(name) for name in served} == served


@pytest.mark.parametrize(
    ("name", "line", "what"),
    [
        ("a.lock", "--index-url https" + "://packages.example/simple", "an address in a lock file"),
        ("a.py", "-----BEGIN " + "PRIVATE KEY-----", "a private key"),
        ("a.py", "token = 'gh" + "p_0123456789abcdefghij'", "an access token"),
        ("a.md", "postgresql" + "://me:hunter2" + "@db.example/x", "a password in an address"),
        ("a.py", "open('/ho" + "me/someone/file')", "a path of one machine"),
    ],
)
def test_the_tree_check_finds(name: str, line: str, what: str) -> None:
    assert what in list(tree.found(Path(name), line))


@pytest.mark.parametrize(
    "line",
    ["postgresql" + "://nuozheng:secret@db.example/nuozheng", "/api/v1/home/x", "/usr/bin/env"],
)
def test_the_tree_check_lets_examples_be(line: str) -> None:
    assert list(tree.found(Path("a.py"), line)) == []
