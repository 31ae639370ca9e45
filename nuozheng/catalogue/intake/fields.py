"""What an entry says, field by field, as the cells of a table: written and read back unchanged."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.law.vocabulary import PartyKind, ProofKind, Substitution

KIND_WORD: Mapping[ProofKind, str] = {
    ProofKind.LEGAL_FACT: "法律事实",
    ProofKind.LEGAL_RELATION: "法律关系",
    ProofKind.QUALIFICATION: "资格资质能力",
    ProofKind.TITLE: "权属",
    ProofKind.OTHER_STATE: "其他客观状态",
}
_KINDS_READ: tuple[tuple[str, ProofKind], ...] = (
    *((word, kind) for kind, word in KIND_WORD.items()),
    ("资格", ProofKind.QUALIFICATION),
    ("资质", ProofKind.QUALIFICATION),
    ("事实", ProofKind.LEGAL_FACT),
    ("关系", ProofKind.LEGAL_RELATION),
    ("其他", ProofKind.OTHER_STATE),
    ("客观", ProofKind.OTHER_STATE),
)
_KIND_NUMBERS: dict[str, ProofKind] = dict(zip("12345一二三四五", [*ProofKind] * 2, strict=True))
PARTY_WORD = {PartyKind.PERSON: "自然人", PartyKind.COMPANY: "法人和其他组织"}
_WAYS_READ: tuple[tuple[str, Substitution], ...] = (
    *((way.chinese, way) for way in Substitution),
    ("取消", Substitution.CANCELLED),
    ("共享", Substitution.DATA_SHARING),
    ("承诺", Substitution.COMMITMENT),
    ("核验", Substitution.AGENCY_VERIFICATION),
    ("核查", Substitution.AGENCY_VERIFICATION),
    ("保留", Substitution.RETAINED),
    ("提交", Substitution.RETAINED),
    ("其他", Substitution.OTHER),
    ("其它", Substitution.OTHER),
)
NOTHING = ("无", "/", "／", "—", "——", "-", "－")
"""What people write into a cell to say that there is nothing."""


@dataclass(frozen=True, slots=True)
class Field:
    """`path` leads to the value in the content; `read` raises ValueError with a sentence."""

    path: tuple[str, ...]
    title: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]

    @property
    def key(self) -> str:
        return ".".join(self.path)

    def cell(self, content: EntryContent) -> str:
        """What the content says here, as the text of a cell."""
        value: Any = content
        for step in self.path:
            value = getattr(value, step)
        return self.write(value)


def _same(text: str) -> str:
    return text


def _write_flag(value: bool) -> str:
    return "是" if value else "否"


def _read_flag(text: str) -> bool:
    if text in ("是", "√", "有", "Y", "1"):
        return True
    if text in ("否", "×", "无", "N", "0"):
        return False
    raise ValueError("请写“是”或者“否”")


def _read_number(text: str) -> int:
    digits = text.removesuffix("个工作日").removesuffix("工作日").removesuffix("日")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("请写一个整数")
    return int(digits)


def read_kind(text: str) -> ProofKind | None:
    """A kind in the words or the number that people use for it; ValueError for anything else."""
    if not text:
        return None
    if text in _KIND_NUMBERS:
        return _KIND_NUMBERS[text]
    for word, kind in _KINDS_READ:
        if word in text:
            return kind
    raise ValueError(f"请写五类中的一类：{'、'.join(KIND_WORD.values())}")


def read_way(text: str) -> Substitution | None:
    """A way in the words that people use for it; ValueError for anything else."""
    if not text:
        return None
    for word, way in _WAYS_READ:
        if word in text:
            return way
    raise ValueError(f"请写一种方式：{'、'.join(way.chinese for way in Substitution)}")


def _read_ways(text: str) -> list[Substitution]:
    return [way for part in text.split("、") if (way := read_way(part))]


def _write_ways(ways: tuple[Substitution, ...]) -> str:
    return "、".join(way.chinese for way in ways)


def _write_parties(kinds: tuple[PartyKind, ...]) -> str:
    return "、".join(PARTY_WORD[kind] for kind in kinds) or NOTHING[0]


def _read_parties(text: str) -> list[PartyKind]:
    if text in NOTHING:
        return []
    found = []
    for part in text.replace("，", "、").split("、"):
        if part in ("自然人", "个人", "公民"):
            found.append(PartyKind.PERSON)
        elif "法人" in part or "组织" in part or "企业" in part:
            found.append(PartyKind.COMPANY)
        else:
            raise ValueError("请写“自然人”“法人和其他组织”，都有的用顿号隔开")
    return found


def _write_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def _read_json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text or "{}")
    except ValueError as error:
        raise ValueError("这一格是机器读的内容（JSON），不要改动") from error
    if not isinstance(value, dict):
        raise ValueError("这一格是机器读的内容（JSON），不要改动")
    return value


def _text(path: str, title: str) -> Field:
    return Field(tuple(path.split(".")), title, _same, _same)


def _flag(path: str, title: str) -> Field:
    return Field(tuple(path.split(".")), title, _write_flag, _read_flag)


def _machine(path: str, title: str) -> Field:
    return Field((path,), title, _write_json, _read_json)


FIELDS: Mapping[str, Field] = {
    field.key: field
    for field in (
        _text("item.name", "事项名称"),
        _text("item.implementation_code", "事项实施编码"),
        _text("item.kind", "事项类型"),
        _text("item.domain", "领域"),
        _flag("item.on_application", "依申请办理"),
        Field(("item", "applicant_kinds"), "申请人", _write_parties, _read_parties),
        Field(("item", "decision_days"), "办理期限", str, _read_number),
        _text("item.decision_days_basis", "办理期限依据"),
        _text("proof.name", "证明名称"),
        Field(
            ("proof", "kind"), "证明类型", lambda kind: KIND_WORD[kind] if kind else "", read_kind
        ),
        _text("proof.issuing_body", "出具单位"),
        Field(("substitution",), "免提交方式", lambda way: way.chinese if way else "", read_way),
        _text("other_way", "其他方式（具体写明）"),
        Field(("alternatives",), "备选方式", _write_ways, _read_ways),
        _flag("mandatory", "必须实行告知承诺制"),
        _flag("agent_allowed", "可由代理人承诺"),
        _text("legal_basis", "设定依据"),
        _text("article", "条款"),
        _text("basis_level", "依据层级"),
        _text("content", "证明内容"),
        _machine("conditions", "承诺的条件"),
        _machine("plan", "核查办法"),
        _text("liability", "法律责任"),
        _text("liability_basis", "责任依据"),
        _machine("disclosure", "公示"),
        _machine("facts", "范围核对"),
        _text("note", "备注"),
    )
}
"""In the order of the whole list's columns."""
