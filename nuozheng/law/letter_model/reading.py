"""Read a model letter and say everything that is wrong with its file."""

import re
from collections.abc import Iterator
from string import Formatter
from typing import get_args

from pydantic import ValidationError

from nuozheng.law.letter_model.model import (
    BLANKS,
    BLANKS_OF_EACH,
    REQUIRED_ITEMS,
    Fact,
    LetterModel,
    ModelItem,
)
from nuozheng.law.policy import PackError, PackProblem, Policy
from nuozheng.law.policy.before import Statement
from nuozheng.law.policy.loading import parse

CITED = re.compile(r"([a-z_]+\.[a-z_]+)(?::(\d))?")
_FACTS = get_args(Fact)


def read_model(text: str, file: str, policy: Policy) -> LetterModel:
    """The model letter of a file under a policy; PackError with every fault."""
    try:
        model = LetterModel.model_validate(parse(text, file))
    except ValidationError as error:
        raise PackError([_misshaped(one, file) for one in error.errors()]) from None
    faults = [PackProblem(file, *one) for one in _faults(model, policy)]
    if faults:
        raise PackError(faults)
    return model


def _misshaped(error: object, file: str) -> PackProblem:
    place = ".".join(map(str, error["loc"]))  # type: ignore[index]
    expected = {"missing": "必须写明", "extra_forbidden": "没有这一项，请删去或者改名"}
    kind, message = error["type"], error["msg"]  # type: ignore[index]
    return PackProblem(file, place, expected.get(kind, str(message)), f"{error['input']!r:.60}")  # type: ignore[index]


def _faults(model: LetterModel, policy: Policy) -> Iterator[tuple[str, str, str]]:
    """(where, what was expected, what was found)."""
    if "{item}" not in model.title:
        yield "title", "标题里写上 {item}，填入申请事项名称（ORD21-A1）", model.title
    for key in get_args(Statement):
        if not model.statements.get(key, "").strip():
            yield f"statements.{key}", "承诺的一句话", "没有写"
    keys = [one.key for one in model.item]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"item {key}", "每一项只写一次", "写了两次"
    for key in REQUIRED_ITEMS:
        if key not in keys:
            yield f"item {key}", "必须有这一项", "没有写"
    for name, word in model.words.items():
        yield from _of_word(f"words.{name}", word.of, word.says, policy, model)
    for name in model.otherwise.keys() - BLANKS:
        yield f"otherwise.{name}", "一个可以填入的名称", name
    for one in model.item:
        yield from _of_item(one, policy, model)


def _of_word(
    place: str, of: str, says: dict[str, str], policy: Policy, model: LetterModel
) -> Iterator[tuple[str, str, str]]:
    value = value_of(policy, of)
    if value is None:
        yield f"{place}.of", "政策包的一项，如 applicants.bar_ends", of
    elif in_file(value) not in says:
        yield f"{place}.says", f"{of} 是“{in_file(value)}”时怎样说", "没有写"
    for text in says.values():
        yield from _of_text(place, text, BLANKS)


def _of_item(item: ModelItem, policy: Policy, model: LetterModel) -> Iterator[tuple[str, str, str]]:
    place = f"item {item.key}"
    known = BLANKS | model.words.keys()
    for said in item.said.values():
        yield from _of_text(f"{place}.said", said, known)
    yield from _of_references(place, (*item.when,), item.cites, policy)
    for number, line in enumerate(item.line, start=1):
        at = f"{place}.line {number}"
        blanks = known | BLANKS_OF_EACH[line.each] if line.each else known
        for text in (line.text, line.empty):
            yield from _of_text(at, text, blanks)
        yield from _of_references(at, (*line.when, *line.unless), line.cites, policy)
        for element in set(line.tells) - set(item.elements):
            yield f"{at}.tells", f"本项 elements 里的一项：{'、'.join(item.elements)}", element


def _of_references(
    place: str, rules: tuple[str, ...], cites: tuple[str, ...], policy: Policy
) -> Iterator[tuple[str, str, str]]:
    for rule in rules:
        if rule not in _FACTS and value_of(policy, rule.partition("=")[0]) is None:
            yield f"{place}.when", f"{'、'.join(_FACTS)}，或者政策包的一项", rule
    for cited in (part for one in cites for part in one.split("|")):
        found = CITED.fullmatch(cited)
        if found is None or value_of(policy, found.group(1)) is None:
            yield f"{place}.cites", "政策包的一项，如 consequences.measures:3", cited


def _of_text(place: str, text: str, blanks: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    try:
        named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        yield place, "成对的 { }", text
        return
    for name in sorted(named - blanks):
        yield place, f"可以填入的：{'、'.join(sorted(blanks))}", f"{{{name}}}"


def value_of(policy: Policy, path: str) -> object:
    """A value of a pack by section.key, None where there is no such key."""
    section, _, key = path.partition(".")
    stated = getattr(getattr(policy, section, None), key, None) if key else None
    return getattr(stated, "value", None)


def in_file(value: object) -> str:
    """How a value is written as a key of a table: true, any, repair."""
    return str(value).lower() if isinstance(value, bool) else str(value)
