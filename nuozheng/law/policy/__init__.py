"""Policy packs: what each jurisdiction's rules say, each value with its clause."""

from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from nuozheng.law.policy.errors import PackError, PackProblem, UnknownPolicy
from nuozheng.law.policy.loading import Raw, build, parent_of, parse
from nuozheng.law.policy.model import SECTION_LABELS, Policy
from nuozheng.law.policy.stated import Section, Stated

LOWEST = "cn"

__all__ = [
    "SECTION_LABELS",
    "PackError",
    "PackProblem",
    "Policy",
    "Section",
    "Stated",
    "UnknownPolicy",
    "load_policy",
    "load_policy_file",
    "policies",
    "policies_in_force",
    "policy_for",
]


@cache
def load_policy(key: str) -> Policy:
    """The packaged policy of this key, merged with what it extends; UnknownPolicy otherwise."""
    resource = files("nuozheng.law.packs").joinpath(f"{key}.toml")
    if key not in _packaged() or not resource.is_file():
        known = "、".join(_packaged())
        raise UnknownPolicy(f"没有名为“{key}”的政策包；现有：{known}。")
    file = f"{key}.toml"
    return _over_parent(parse(resource.read_text(encoding="utf-8"), file), file)


def load_policy_file(path: Path) -> Policy:
    """The policy of a pack file that may extend packaged packs or packs beside it.

    Raises PackError with every fault of the file.
    """
    return _from_file(path, ())


@cache
def policies() -> dict[str, Policy]:
    """All packaged policies by key, the national one first."""
    return {key: load_policy(key) for key in _packaged()}


def policies_in_force(place: str, on: date) -> tuple[Policy, ...]:
    """The texts of a place that count on a day, the latest first.

    Where a later text leaves an earlier one standing, both are returned: cases of the earlier
    list go by the earlier text. UnknownPolicy if the place is unknown or nothing is in force yet.
    """
    there = [policy for policy in policies().values() if policy.place == place]
    if not there:
        known = "、".join(dict.fromkeys(policy.place for policy in policies().values()))
        raise UnknownPolicy(f"没有“{place}”的政策包；已有的地方：{known}。")
    begun = sorted(
        (policy for policy in there if policy.effective_from <= on),
        key=lambda policy: policy.effective_from,
        reverse=True,
    )
    if not begun:
        first = min(policy.effective_from for policy in there)
        raise UnknownPolicy(
            f"{there[0].place_name}最早的政策包自{first.isoformat()}起施行，"
            f"{on.isoformat()}当日没有可适用的政策包。"
        )
    standing = [begun[0]]
    for earlier in begun[1:]:
        if standing[-1].extends != earlier.key:
            break
        standing.append(earlier)
    return tuple(standing)


def policy_for(place: str, on: date) -> Policy:
    """The latest policy in force at a place on a day; UnknownPolicy if there is none."""
    return policies_in_force(place, on)[0]


def _from_file(path: Path, above: tuple[str, ...]) -> Policy:
    return _over_parent(_parsed_file(path), path.name, path.parent, (*above, path.stem))


def _over_parent(
    raw: Raw, file: str, beside: Path | None = None, above: tuple[str, ...] = ()
) -> Policy:
    below = parent_of(raw)
    if not below and raw.get("key") == LOWEST:
        return build(raw, None, file)
    neighbour = beside / f"{below}.toml" if beside else None
    if below in _packaged():
        parent = load_policy(below)
    elif neighbour and neighbour.is_file() and below not in above:
        parent = _from_file(neighbour, above)
    else:
        found = f"“{below}”；现有：{'、'.join(_packaged())}" if below else "没有写"
        expected = "一个已有的政策包；不能是自己，也不能互相依托"
        problem = PackProblem(file, "extends", expected, found, 'extends = "cn"')
        raise PackError([problem, *_other_faults(raw, file)])
    return build(raw, parent, file)


def _other_faults(raw: Raw, file: str) -> tuple[PackProblem, ...]:
    """What else is wrong with a pack whose parent is not known, read over the national rules."""
    try:
        build(raw, load_policy(LOWEST), file)
    except PackError as error:
        return error.problems
    return ()


def _parsed_file(path: Path) -> Raw:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = PackProblem(path.name, "", "可以读取的 UTF-8 文件", str(error))
        raise PackError([problem]) from None
    return parse(text, path.name)


@cache
def _packaged() -> tuple[str, ...]:
    names = sorted(
        entry.name.removesuffix(".toml")
        for entry in files("nuozheng.law.packs").iterdir()
        if entry.name.endswith(".toml")
    )
    return tuple(sorted(names, key=lambda name: (name != "cn", name)))
