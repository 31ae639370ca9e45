"""How the columns of the catalogue's own tables are read: Chinese words become the law's terms."""

from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator

from nuozheng.law.vocabulary import PartyKind, ProofKind, Substitution

_PROOF_KINDS = {
    "法律事实": ProofKind.LEGAL_FACT,
    "法律关系": ProofKind.LEGAL_RELATION,
    "资格资质能力": ProofKind.QUALIFICATION,
    "权属": ProofKind.TITLE,
    "其他客观状态": ProofKind.OTHER_STATE,
}
_SUBSTITUTIONS = {
    "": None,
    "直接取消": Substitution.CANCELLED,
    "数据共享": Substitution.DATA_SHARING,
    "告知承诺": Substitution.COMMITMENT,
    "部门核验": Substitution.AGENCY_VERIFICATION,
    "其他": Substitution.OTHER,
}
_RISKS = {"低": "low", "中": "medium", "高": "high"}
_ANSWERS = {"yes": True, "Y": True, "no": False, "N": False}


def _one_of(words: Mapping[str, object]) -> Callable[[object], object]:
    def read(value: object) -> object:
        if value not in words:
            usable = "、".join(word or "空" for word in words)
            raise ValueError(f"“{value}”不在可用的词里：{usable}")
        return words[str(value)]

    return read


def _parted(value: object) -> object:
    return [part for part in value.split("|") if part] if isinstance(value, str) else value


def _number_or_nothing(value: object) -> object:
    return None if value == "" else value


Kind = Annotated[ProofKind, BeforeValidator(_one_of(_PROOF_KINDS))]
Way = Annotated[Substitution | None, BeforeValidator(_one_of(_SUBSTITUTIONS))]
Risk = Annotated[Literal["low", "medium", "high"], BeforeValidator(_one_of(_RISKS))]
YesNo = Annotated[bool, BeforeValidator(_one_of(_ANSWERS))]
Words = Annotated[tuple[str, ...], BeforeValidator(_parted)]
WordSet = Annotated[frozenset[str], BeforeValidator(_parted)]
Parties = Annotated[tuple[PartyKind, ...], BeforeValidator(_parted)]
Months = Annotated[int | None, BeforeValidator(_number_or_nothing)]
DayKind = Literal["working", "calendar"]
Event = Literal["signing", "acceptance", "decision"]
Disclosure = Literal["none", "voluntary", "third_party"]
