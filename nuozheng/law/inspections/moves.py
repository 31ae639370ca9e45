"""现场检查、检查事项: the moves of one visit, and of one published inspection item."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class VisitStatus(StrEnum):
    PROPOSED = "proposed"
    PLANNED = "planned"
    RECORDED = "recorded"
    CLOSED = "closed"
    CALLED_OFF = "called_off"

    @property
    def chinese(self) -> str:
        return _VISIT[self]


_VISIT = {
    VisitStatus.PROPOSED: "等着安排",
    VisitStatus.PLANNED: "已安排",
    VisitStatus.RECORDED: "现场已记录",
    VisitStatus.CLOSED: "已办结",
    VisitStatus.CALLED_OFF: "不去了",
}
_V = VisitStatus

VISIT = MoveTable(
    kind="visit",
    initial=_V.PROPOSED,
    terminal=frozenset({_V.CLOSED, _V.CALLED_OFF}),
    rules=(
        MoveRule(
            act="plan_visit",
            from_states=(_V.PROPOSED,),
            to_state=_V.PLANNED,
            who=(Role.VERIFIER,),
            label="安排",
            explanation="写明为什么非去不可、哪一天、去哪里、谁去；案件材料随即推送给检查人员。",
            deadline="verification.push_days",
        ),
        MoveRule(
            act="move_visit",
            from_states=(_V.PLANNED,),
            to_state=_V.PLANNED,
            who=(Role.VERIFIER,),
            label="改期",
            explanation="改日期、地址或者人员要写原因，检查人员的手机上会看到改了什么。",
            reason_required=True,
        ),
        MoveRule(
            act="open_package",
            from_states=(_V.PLANNED,),
            to_state=_V.PLANNED,
            who=(Role.INSPECTOR,),
            label="签收材料",
            explanation="承诺书、要查的事实、以前的结果，打开就留签收记录。",
        ),
        MoveRule(
            act="record_visit",
            from_states=(_V.PLANNED,),
            to_state=_V.RECORDED,
            who=(Role.INSPECTOR,),
            label="交现场记录",
            explanation="逐条结果、照片、双方签名；没有网络先存在手机上，同一份只收一次。",
            deadline="verification.feedback_days",
        ),
        MoveRule(
            act="review_legality",
            from_states=(_V.RECORDED,),
            to_state=_V.RECORDED,
            who=(Role.LEGAL_REVIEWER,),
            label="写审核意见",
            explanation="据此要作重大执法决定的，先作合法性审核。",
            reason_required=True,
        ),
        MoveRule(
            act="close_visit",
            from_states=(_V.RECORDED,),
            to_state=_V.CLOSED,
            who=(Role.VERIFIER,),
            label="办结",
            explanation="检查人员证号、起止时间、签名齐全；要作重大执法决定的，有审核意见。",
        ),
        MoveRule(
            act="call_off",
            from_states=(_V.PROPOSED, _V.PLANNED),
            to_state=_V.CALLED_OFF,
            who=(Role.VERIFIER, Role.SYSTEM),
            label="不去了",
            explanation="别的办法查清了，就不再去现场；没有要查的了，夜里自动取消。",
            reason_required=True,
        ),
    ),
)


class InspectionItemStatus(StrEnum):
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        return {"published": "已公布", "withdrawn": "已撤下"}[self.value]


INSPECTION_ITEM = MoveTable(
    kind="inspection_item",
    initial=InspectionItemStatus.PUBLISHED,
    terminal=frozenset({InspectionItemStatus.WITHDRAWN}),
    rules=(
        MoveRule(
            act="withdraw_item",
            from_states=(InspectionItemStatus.PUBLISHED,),
            to_state=InspectionItemStatus.WITHDRAWN,
            who=(Role.VERIFIER,),
            label="撤下",
            explanation="撤下以后，不再据此安排新的检查。",
            reason_required=True,
        ),
    ),
)
