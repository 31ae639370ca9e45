"""责任保险、赔偿: the moves of a cover and of a claim."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class CoverStatus(StrEnum):
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    ENDED = "ended"

    @property
    def chinese(self) -> str:
        return {"in_force": "有效", "expired": "已过期", "ended": "已退保"}[self.value]


_C = CoverStatus
COVER = MoveTable(
    kind="cover",
    initial=_C.IN_FORCE,
    terminal=frozenset({_C.EXPIRED, _C.ENDED}),
    rules=(
        MoveRule(
            act="warn_cover",
            from_states=(_C.IN_FORCE,),
            to_state=_C.IN_FORCE,
            who=(Role.SYSTEM,),
            label="提醒快到期",
            explanation="到期以前提醒经办单位和监督人员一次。",
            deadline="insurance.warn_days",
        ),
        MoveRule(
            act="expire_cover",
            from_states=(_C.IN_FORCE,),
            to_state=_C.EXPIRED,
            who=(Role.SYSTEM,),
            label="过期",
            explanation="保险期间过了，夜里自动记为过期，并提醒。",
        ),
        MoveRule(
            act="end_cover",
            from_states=(_C.IN_FORCE,),
            to_state=_C.ENDED,
            who=(Role.OFFICER,),
            label="退保",
            explanation="提前结束的，写明理由；以前登记的赔偿不受影响。",
            reason_required=True,
        ),
    ),
)


class ClaimStatus(StrEnum):
    LOGGED = "logged"
    PAID = "paid"
    DECLINED = "declined"

    @property
    def chinese(self) -> str:
        return {"logged": "等答复", "paid": "已赔付", "declined": "不赔"}[self.value]


CLAIM = MoveTable(
    kind="claim",
    initial=ClaimStatus.LOGGED,
    terminal=frozenset({ClaimStatus.PAID, ClaimStatus.DECLINED}),
    rules=(
        MoveRule(
            act="pay_claim",
            from_states=(ClaimStatus.LOGGED,),
            to_state=ClaimStatus.PAID,
            who=(Role.OFFICER,),
            label="已赔付",
            explanation="写明赔了多少，不超过保单的限额。",
            reason_required=True,
        ),
        MoveRule(
            act="decline_claim",
            from_states=(ClaimStatus.LOGGED,),
            to_state=ClaimStatus.DECLINED,
            who=(Role.OFFICER,),
            label="不赔",
            explanation="写明为什么不赔；当事人的赔偿请求权不受影响。",
            reason_required=True,
        ),
    ),
)
