"""Reads packs: parse, lay over what they extend, check every value and its clause."""

import tomllib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from nuozheng.law import clauses
from nuozheng.law.policy import faults
from nuozheng.law.policy.errors import PackError, PackProblem
from nuozheng.law.policy.model import Policy, section_types

Raw = dict[str, Any]


def parse(text: str, file: str) -> Raw:
    """A pack file as plain tables; PackError with the line where TOML itself is broken."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(
            [PackProblem(file, "", "正确的 TOML 文本", str(error), "[applicants]")]
        ) from None


def parent_of(raw: Mapping[str, Any]) -> str:
    """The key of the pack below this one, "" for the lowest.

    A later text of the same place stands on its predecessor when both count, and on the
    national rules alone when it replaces it.
    """
    dates = raw.get("dates")
    succession = dates.get("succession") if isinstance(dates, Mapping) else None
    replacing = isinstance(succession, Mapping) and succession.get("value") == "replacing"
    predecessor = str(raw.get("predecessor", ""))
    return predecessor if predecessor and not replacing else str(raw.get("extends", ""))


def build(raw: Raw, parent: Policy | None, file: str) -> Policy:
    """The policy of a pack laid over its parent; PackError with all faults of the file."""
    found = [*faults.in_shape(raw, file), *_clause_faults(raw, file)]
    own_faulty = {problem.key for problem in found}
    try:
        policy = Policy.model_validate(_merged(raw, parent))
    except ValidationError as error:
        found += [
            problem
            for problem in faults.from_validation(error, file)
            if problem.key not in own_faulty
        ]
        raise PackError(found) from None
    if found:
        raise PackError(found)
    return policy


def _merged(raw: Raw, parent: Policy | None) -> Raw:
    merged: Raw = {name: value for name, value in raw.items() if name not in section_types()}
    merged["extends"] = parent.key if parent else ""
    for name in section_types():
        below = getattr(parent, name) if parent and name != "identity" else None
        values: Raw = {}
        if below is not None:
            values = {key: value.model_dump() for key, value in below.stated()}
        own = raw.get(name, {})
        if isinstance(own, Mapping):
            for key, value in own.items():
                values[key] = (
                    {**value, "pack": raw.get("key", "")} if isinstance(value, Mapping) else value
                )
        merged[name] = values
    return merged


def _clause_faults(raw: Raw, file: str) -> list[PackProblem]:
    found = []
    for name in section_types():
        section = raw.get(name, {})
        if not isinstance(section, Mapping):
            continue
        for key, value in section.items():
            if isinstance(value, Mapping):
                found += _basis_faults(f"{name}.{key}", value, file)
    return found


def _basis_faults(path: str, value: Mapping[str, Any], file: str) -> list[PackProblem]:
    given = value.get("clause", ())
    ids = tuple(given) if isinstance(given, list | tuple) else (given,)
    found = [
        PackProblem(
            file,
            f"{path}.clause",
            "条款登记表中已有的条款编号",
            f"“{id}”，登记表中没有",
            'clause = "ORD21-4.1e"',
        )
        for id in ids
        if not clauses.knows(str(id))
    ]
    question, reason = value.get("question"), value.get("reason")
    if not ids and not question:
        found.append(
            PackProblem(
                file,
                path,
                "注明条款（clause）；文本没有规定的，写明问题（question）和理由（reason）",
                "两者都没有",
                '{ value = …, clause = "ORD21-4.1e" }',
            )
        )
    if question and not reason:
        found.append(
            PackProblem(
                file,
                f"{path}.reason",
                "取此默认值的理由",
                "没有写",
                'reason = "文本没有给出数值，暂按……"',
            )
        )
    return found
