"""数据共享清单 and 更正: what may become of a shared proof, and of a record held to be wrong."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class SharingStatus(StrEnum):
    """Where a proof on the data-sharing list stands."""

    LISTED = "listed"
    CONNECTED = "connected"
    SUSPENDED = "suspended"
    OFF = "off"

    @property
    def chinese(self) -> str:
        return _SHARING[self]


_SHARING: dict[SharingStatus, str] = {
    SharingStatus.LISTED: "已列入，还没有接通",
    SharingStatus.CONNECTED: "已接通",
    SharingStatus.SUSPENDED: "暂停共享",
    SharingStatus.OFF: "已移出清单",
}

_S = SharingStatus
_OWNER = (Role.DATA_OWNER,)
_LIST = ("ORD23-3.3.2a", "LYG19-1.5d")

SHARED_PROOF = MoveTable(
    kind="shared_proof",
    initial=_S.LISTED,
    terminal=frozenset(),
    rules=(
        MoveRule(
            act="connect",
            from_states=(_S.LISTED, _S.SUSPENDED),
            to_state=_S.CONNECTED,
            who=_OWNER,
            label="登记接通",
            explanation="接口通过了接入检查，办事时先查数据，不再要申请人交。",
            basis=_LIST,
        ),
        MoveRule(
            act="suspend",
            from_states=(_S.CONNECTED,),
            to_state=_S.SUSPENDED,
            who=_OWNER,
            reason_required=True,
            label="暂停共享",
            explanation="写明为什么停、什么时候恢复；办件照样办，查不到不算本人的事。",
            basis=_LIST,
        ),
        MoveRule(
            act="take_off",
            from_states=(_S.LISTED, _S.CONNECTED, _S.SUSPENDED),
            to_state=_S.OFF,
            who=_OWNER,
            reason_required=True,
            label="移出清单",
            explanation="不再具备共享条件的移出去，经过都留着。",
            basis=_LIST,
        ),
        MoveRule(
            act="put_back",
            from_states=(_S.OFF,),
            to_state=_S.LISTED,
            who=_OWNER,
            label="重新列入",
            explanation="又具备共享条件的，重新列入清单。",
            basis=_LIST,
        ),
    ),
)


class CorrectionStatus(StrEnum):
    """Where a request to correct a source's record stands."""

    OPEN = "open"
    CORRECTED = "corrected"
    STANDS = "stands"
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        return _CORRECTION[self]


_CORRECTION: dict[CorrectionStatus, str] = {
    CorrectionStatus.OPEN: "等数据单位答复",
    CorrectionStatus.CORRECTED: "已经更正",
    CorrectionStatus.STANDS: "核实无误，不改",
    CorrectionStatus.WITHDRAWN: "本人撤回",
}

_C = CorrectionStatus
_RIGHT = ("CN-PIPL-46",)

SOURCE_CORRECTION = MoveTable(
    kind="source_correction",
    initial=_C.OPEN,
    terminal=frozenset({_C.CORRECTED, _C.STANDS, _C.WITHDRAWN}),
    rules=(
        MoveRule(
            act="correct",
            from_states=(_C.OPEN,),
            to_state=_C.CORRECTED,
            who=_OWNER,
            reason_required=True,
            label="已经更正",
            explanation="原来的记载有误，已经改正；以后按改正的数据核对。",
            deadline="verification.correction_days",
            basis=_RIGHT,
        ),
        MoveRule(
            act="uphold",
            from_states=(_C.OPEN,),
            to_state=_C.STANDS,
            who=_OWNER,
            reason_required=True,
            label="核实无误，不改",
            explanation="写明依据的原始材料；本人还可以陈述、申辩，申请复议或者诉讼。",
            deadline="verification.correction_days",
            basis=_RIGHT,
        ),
        MoveRule(
            act="withdraw_correction",
            from_states=(_C.OPEN,),
            to_state=_C.WITHDRAWN,
            who=(Role.APPLICANT, Role.AGENT),
            label="不要求更正了",
            explanation="本人撤回，数据照原来的核对。",
            basis=_RIGHT,
        ),
    ),
)
