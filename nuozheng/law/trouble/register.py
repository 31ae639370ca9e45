"""Who keeps a register of what: the data that the rules on troubled proofs read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_REGISTERS = files("nuozheng.law").joinpath("registers")


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body; one that keeps no register may write only what its own work shows it."""

    key: str
    name: str
    words: tuple[str, ...]
    keeps_no_register: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a proof is about: who keeps it, who else may know it, why committees may not say it.

    `reason` is given where nobody can know it.
    """

    key: str
    name: str
    words: tuple[str, ...]
    kept_by: frozenset[str]
    known_to: frozenset[str] = frozenset()
    same_as: tuple[str, ...] = ()
    never_by: str = ""
    reason: str = ""


@cache
def bodies() -> Mapping[str, Body]:
    """Every kind of body by its key."""
    return {
        key: Body(
            key,
            row["name"],
            tuple(row["words"]),
            row.get("keeps_no_register", False),
            row.get("reason", ""),
        )
        for key, row in _read("bodies.toml").items()
    }


@cache
def facts() -> Mapping[str, Fact]:
    """Every kind of fact by its key. Errors: ValueError where it names an unknown body."""
    found = {
        key: Fact(
            key,
            row["name"],
            tuple(row["words"]),
            frozenset(row["kept_by"]),
            frozenset(row.get("known_to", ())),
            tuple(row.get("same_as", ())),
            row.get("never_by", ""),
            row.get("reason", ""),
        )
        for key, row in _read("proof_facts.toml").items()
    }
    for fact in found.values():
        if strangers := (fact.kept_by | fact.known_to) - bodies().keys():
            raise ValueError(f"{fact.key} names unknown bodies: {', '.join(sorted(strangers))}")
    return found


@lru_cache(maxsize=8192)
def bodies_named_in(text: str) -> frozenset[str]:
    """The kinds of bodies that a text names; a word inside a longer matching one is not counted.

    “司法所、原工作单位” names two; “相关部门” names nobody.
    """
    return frozenset(_matches(text, {key: one.words for key, one in bodies().items()}))


@lru_cache(maxsize=8192)
def facts_named_in(name: str) -> tuple[Fact, ...]:
    """What a proof is about, by its name; empty where the register does not know."""
    keys = _matches(name, {key: one.words for key, one in facts().items()})
    return tuple(facts()[key] for key in keys)


def _matches(text: str, words: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Keys whose words occur, longest words first, each stretch of text used once."""
    known = sorted(
        ((word, key) for key, each in words.items() for word in each),
        key=lambda pair: (-len(pair[0]), pair),
    )
    left, found = text, []
    for word, key in known:
        if word in left:
            left = left.replace(word, "\x00")
            found.append(key)
    return list(dict.fromkeys(found))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_REGISTERS.joinpath(name).read_text("utf-8"))
