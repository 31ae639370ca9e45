"""A damaged pack or condition is either read or refused with what is wrong; nothing breaks."""

import copy
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuozheng.law.conditions import ConditionProblem, read_conditions
from nuozheng.law.pack_review import review
from nuozheng.law.policy import PackError, load_policy
from nuozheng.law.policy.loading import build

PACKS = ("ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021", "lianyungang-2019")
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.dates()
    | st.text(max_size=20)
    | st.sampled_from(["", "any", "ORD21-4.1e", "CN-XF36-2", "\x00", "{fact}", "1.5"])
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place within nested tables and lists."""
    inner: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else ()
    for key, one in enumerate(value) if isinstance(value, list) else inner:
        yield (*path, key)
        yield from _places(one, (*path, key))


@st.composite
def damaged(draw: st.DrawFn, whole: Any) -> Any:
    """The same with one to three places changed or dropped."""
    whole = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        *above, last = draw(st.sampled_from(list(_places(whole))))
        holder = whole
        for key in above:
            holder = holder[key]
        if draw(st.integers(0, 3)) == 0:
            del holder[last]
        else:
            holder[last] = draw(anything)
        if not whole:
            break
    return whole


@cache
def _conditions() -> list[dict[str, Any]]:
    """Those of the real proofs."""
    folder = files("nuozheng.catalogue") / "data" / "conditions"
    return [
        one
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
        for one in _listed(tomllib.loads(file.read_text(encoding="utf-8")))
    ]


def _listed(table: Any) -> Iterator[dict[str, Any]]:
    """Conditions, wherever they stand in a file."""
    for key, value in table.items():
        if key == "condition":
            yield from value
        elif isinstance(value, dict):
            yield from _listed(value)


def _raw(key: str) -> dict[str, Any]:
    text = (files("nuozheng.law.packs") / f"{key}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@pytest.mark.parametrize("key", PACKS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_damaged_pack_is_read_or_refused(key: str, data: st.DataObject) -> None:
    raw = data.draw(damaged(_raw(key)))
    try:
        policy = build(raw, load_policy("cn"), "damaged.toml")
    except PackError as error:
        assert error.problems
        assert all(one.expected and str(one) for one in error.problems)
    else:
        assert all(one.detail for one in review(policy))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_condition_is_read_or_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(_conditions()))
    try:
        read_conditions({"condition": [data.draw(damaged(whole))]})
    except ConditionProblem as problem:
        assert str(problem)
