"""事后监管 and 信用核查: what may be done with the entry that every decision on trust leaves."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class SupervisionStatus(StrEnum):
    """Where the supervision after a decision on commitment stands."""

    OWED = "owed"
    PLANNED = "planned"
    DONE = "done"
    ENDED = "ended"

    @property
    def chinese(self) -> str:
        return _SUPERVISION[self]


_SUPERVISION: dict[SupervisionStatus, str] = {
    SupervisionStatus.OWED: "还没有安排",
    SupervisionStatus.PLANNED: "已经安排",
    SupervisionStatus.DONE: "已经监管",
    SupervisionStatus.ENDED: "不用再监管",
}

_S = SupervisionStatus
_STAFF = (Role.VERIFIER, Role.INSPECTOR)

SUPERVISION_ENTRY = MoveTable(
    kind="supervision_entry",
    initial=_S.OWED,
    terminal=frozenset({_S.DONE, _S.ENDED}),
    rules=(
        MoveRule(
            act="plan_supervision",
            from_states=(_S.OWED, _S.PLANNED),
            to_state=_S.PLANNED,
            who=_STAFF,
            label="安排监管",
            explanation="定下哪一天、用哪种方式；改期重新安排。",
            deadline="verification.supervision_days",
        ),
        MoveRule(
            act="record_supervision",
            from_states=(_S.PLANNED,),
            to_state=_S.DONE,
            who=_STAFF,
            label="记下监管情况",
            explanation="写明哪一天、看到什么；发现问题的，另按核查和认定的程序办。",
            deadline="verification.supervision_days",
        ),
        MoveRule(
            act="end_supervision",
            from_states=(_S.OWED, _S.PLANNED),
            to_state=_S.ENDED,
            who=(Role.SYSTEM,),
            label="不用再监管",
            explanation="决定已经撤销或者按无效处理。",
        ),
    ),
)


class CreditCheckStatus(StrEnum):
    """Where the look at an applicant's record by the supervising unit stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def chinese(self) -> str:
        return _CREDIT[self]


_CREDIT: dict[CreditCheckStatus, str] = {
    CreditCheckStatus.OPEN: "等监管部门核查",
    CreditCheckStatus.DONE: "已经核查",
    CreditCheckStatus.DROPPED: "不用再核查",
}
_C = CreditCheckStatus
_CLAUSE = ("ORD23-3.3.3f",)

CREDIT_CHECK = MoveTable(
    kind="credit_check",
    initial=_C.OPEN,
    terminal=frozenset({_C.DONE, _C.DROPPED}),
    rules=(
        MoveRule(
            act="look_up_credit",
            from_states=(_C.OPEN,),
            to_state=_C.DONE,
            who=(Role.VERIFIER, Role.CREDIT_OFFICER),
            label="记下信用情况",
            explanation="照登记的信用记录记，不评分；只决定以后查得多深，不作对本人不利的决定。",
            deadline="verification.credit_check_days",
            basis=_CLAUSE,
        ),
        MoveRule(
            act="drop_credit_check",
            from_states=(_C.OPEN,),
            to_state=_C.DROPPED,
            who=(Role.SYSTEM,),
            label="不用再核查",
            explanation="承诺已经撤回，或者办件没有准予就结束了。",
            basis=_CLAUSE,
        ),
    ),
)
