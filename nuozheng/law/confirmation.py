"""部门证明核验 (ORD23-3.3.4): one form for a proof whoever asks, and what the issuer may answer."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import ProofKind, Role


class ConfirmationStatus(StrEnum):
    """Where a request to the issuing unit stands."""

    SENT = "sent"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"

    @property
    def chinese(self) -> str:
        return _STATUS[self]


_S = ConfirmationStatus
_STATUS: dict[ConfirmationStatus, str] = {
    _S.SENT: "等出具单位答复",
    _S.CONFIRMED: "属实",
    _S.DENIED: "与记载不符",
    _S.RETURNED: "退回",
    _S.TAKEN_BACK: "已撤回",
}
_ISSUER = (Role.OFFICER, Role.VERIFIER)
_BASIS = ("CN-GBF42-assist",)

CONFIRMATION_REQUEST = MoveTable(
    kind="confirmation_request",
    initial=_S.SENT,
    terminal=frozenset({_S.CONFIRMED, _S.DENIED, _S.RETURNED, _S.TAKEN_BACK}),
    rules=(
        MoveRule(
            act="vouch",
            from_states=(_S.SENT,),
            to_state=_S.CONFIRMED,
            who=_ISSUER,
            label="属实",
            explanation="与本单位的记载一致，签名以后进入对方的办件。",
            deadline="verification.assistance_days",
            basis=_BASIS,
        ),
        MoveRule(
            act="deny",
            from_states=(_S.SENT,),
            to_state=_S.DENIED,
            who=_ISSUER,
            reason_required=True,
            label="与记载不符",
            explanation="写明差在哪里。只交给对方的工作人员看，不直接影响当事人。",
            deadline="verification.assistance_days",
            basis=_BASIS,
        ),
        MoveRule(
            act="send_back",
            from_states=(_S.SENT,),
            to_state=_S.RETURNED,
            who=_ISSUER,
            reason_required=True,
            label="退回",
            explanation="不归本单位管，或者写得不清楚，写明原因退回。",
            deadline="verification.assistance_days",
            basis=_BASIS,
        ),
        MoveRule(
            act="take_back",
            from_states=(_S.SENT,),
            to_state=_S.TAKEN_BACK,
            who=(Role.OFFICER, Role.VERIFIER, Role.SYSTEM),
            reason_required=True,
            label="撤回",
            explanation="不用再核验，或者改请别的单位。",
            basis=_BASIS,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class FormField:
    """One line of the standard form."""

    key: str
    label: str


_ASKED = (
    FormField("proof_code", "证明编码"),
    FormField("proof_name", "证明名称"),
    FormField("subject_name", "当事人"),
    FormField("subject_identifier", "证件号码"),
    FormField("item", "用于办理"),
    FormField("fact", "请核验的内容"),
)
_CONFIRMED: dict[ProofKind, FormField] = {
    ProofKind.LEGAL_FACT: FormField("of_kind", "事实发生的时间、地点"),
    ProofKind.LEGAL_RELATION: FormField("of_kind", "另一方姓名、关系起止"),
    ProofKind.QUALIFICATION: FormField("of_kind", "证书编号、有效期"),
    ProofKind.TITLE: FormField("of_kind", "权属登记编号、坐落"),
    ProofKind.OTHER_STATE: FormField("of_kind", "状态和截止日期"),
}


def form_of(kind: str) -> tuple[FormField, ...]:
    """证明模板标准统一 (ORD23-3.3.4b): the lines follow from the proof alone, not from who asks."""
    known = kind in {one.value for one in ProofKind}
    return (*_ASKED, _CONFIRMED[ProofKind(kind) if known else ProofKind.OTHER_STATE])


def digest_of(said: Mapping[str, str]) -> str:
    """SM3, 64 hex digits, of an answer with its signer: any change of a word shows."""
    text = json.dumps(dict(said), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new("sm3", text.encode()).hexdigest()
