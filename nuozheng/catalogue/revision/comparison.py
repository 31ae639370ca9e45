"""Two texts of one entry side by side: what differs, in words that a reviewer reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.law.conditions import read_conditions
from nuozheng.law.conditions.sentences import sentence
from nuozheng.law.disclosure.duty import MARK_WORD, Marks
from nuozheng.law.exclusions import FIELD_WORD, RELATION_WORD
from nuozheng.law.proofs import BASIS_WORD
from nuozheng.law.verification_plan import EVENT_WORD, METHOD_WORD
from nuozheng.law.vocabulary import PartyKind, ProofKind, Substitution

NOTHING = "（没有写）"
_PARTY_WORD = {PartyKind.PERSON: "个人", PartyKind.COMPANY: "企业和组织"}
_PLAN_WORD = {
    "manner": "核查方式",
    "due_days": "核查时间（工作日）",
    "from_event": "从哪天起算",
    "standard": "核查标准",
    "exempt": "免予核查",
    "supervision_modes": "监管方式",
    "sampling_ratio": "抽查比率",
    "sources": "数据来源",
    "measure": "承诺信息核查办法",
}
_FACT_WORD = {
    "excluded_fields": "涉及的领域",
    "excluded_relations": "涉及的关系",
    "risk": "风险",
    "correctable_afterwards": "可以事后纠正",
    "hard_to_undo": "损害难以挽回",
    "data_sharable": "数据可以共享",
    "agency_verifiable": "可以部门核验",
    "kept_for": "保留的理由",
    "problem": "问题证明",
}
_RISK_WORD = {"low": "低", "medium": "中", "high": "高"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One point of an entry: its name, what stood, what is to stand."""

    label: str
    before: str
    after: str


def differences(before: EntryContent | None, after: EntryContent | None) -> list[Difference]:
    """Every point that differs; of a new or removed entry every point that it states."""
    old = dict(_points(before)) if before else {}
    new = dict(_points(after)) if after else {}
    return [
        Difference(label, old.get(label, ""), new.get(label, ""))
        for label in dict.fromkeys([*old, *new])
        if old.get(label, "") != new.get(label, "")
    ]


def _points(content: EntryContent) -> Iterator[tuple[str, str]]:
    yield from _of_part(content.item)
    yield from _of_part(content.proof)
    for name, field in EntryContent.model_fields.items():
        value, label = getattr(content, name), field.title or name
        if name in ("item", "proof"):
            continue
        if name == "conditions":
            yield label, _conditions(value)
        elif name == "plan":
            yield from _of_mapping(value, _PLAN_WORD)
        elif name == "facts":
            yield from _of_mapping(value, _FACT_WORD)
        elif name == "disclosure":
            yield label, _disclosure(value)
        elif name == "basis_level":
            yield label, BASIS_WORD.get(value, value)
        else:
            yield label, in_words(value)


def _of_part(part: BaseModel) -> Iterator[tuple[str, str]]:
    for name, field in type(part).model_fields.items():
        yield field.title or name, in_words(getattr(part, name))


def _of_mapping(stored: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, label in words.items():
        if name in stored:
            yield label, in_words(stored[name])


def _conditions(stored: dict[str, Any]) -> str:
    if not stored.get("condition"):
        return ""
    found = read_conditions(stored).conditions
    return "\n".join(f"{n}. {sentence(one, {})}" for n, one in enumerate(found, start=1))


def _disclosure(stored: Mapping[str, Any]) -> str:
    marks = Marks.from_stored(stored)
    words = "".join(f"；{word}" for name, word in MARK_WORD.items() if getattr(marks, name))
    return f"{_shown_publicly(stored)}{words}"


def _shown_publicly(stored: Mapping[str, Any]) -> str:
    if not stored.get("disclosed"):
        return "不公示" if stored else ""
    return f"{stored.get('scope', '')}；{stored.get('until', '')}"


def in_words(value: object) -> str:
    """A value of an entry as an office would read it out; empty where nothing is said."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Substitution | ProofKind):
        return value.chinese
    if isinstance(value, PartyKind):
        return _PARTY_WORD[value]
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(in_words(one) for one in value)
    if value is None:
        return ""
    text = str(value)
    for words in (METHOD_WORD, EVENT_WORD, _RISK_WORD, FIELD_WORD, RELATION_WORD):
        if text in words:
            return words[text]
    return text
