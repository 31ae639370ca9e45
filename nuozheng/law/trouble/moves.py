"""What is done with a troubled proof, and when a stock-take may be closed."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from nuozheng.law.answers import met, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role


class TroubleStatus(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    ELIMINATED = "eliminated"

    @property
    def chinese(self) -> str:
        return _STATUS[self]


_S = TroubleStatus
_STATUS = {
    _S.OPEN: "等待判断",
    _S.CONFIRMED: "属实，等待消除",
    _S.DISMISSED: "不是问题证明",
    _S.ELIMINATED: "已消除",
}
_BOTH = (Role.CATALOGUE_KEEPER, Role.JUSTICE_REVIEWER)

TROUBLED_PROOF = MoveTable(
    kind="troubled_proof",
    initial=_S.OPEN,
    rules=(
        MoveRule(
            act="confirm",
            from_states=(_S.OPEN, _S.DISMISSED),
            to_state=_S.CONFIRMED,
            who=_BOTH,
            reason_required=True,
            label="属实",
            explanation="确是循环、重复或者“奇葩”证明，写明打算怎样消除。",
            basis=("ORD21-1b", "ORD23-2.1.1a"),
        ),
        MoveRule(
            act="dismiss",
            from_states=(_S.OPEN, _S.CONFIRMED),
            to_state=_S.DISMISSED,
            who=(Role.JUSTICE_REVIEWER,),
            reason_required=True,
            label="不是问题证明",
            explanation="由司法行政审核人员判断，写明为什么不是。",
        ),
        MoveRule(
            act="eliminate",
            from_states=(_S.OPEN, _S.CONFIRMED),
            to_state=_S.ELIMINATED,
            who=_BOTH,
            reason_required=True,
            label="已消除",
            explanation="清单改好以后登记；系统再查一遍，还在的登记不了。",
            basis=("ORD23-3.3.1b",),
        ),
        MoveRule(
            act="return",
            from_states=(_S.ELIMINATED,),
            to_state=_S.OPEN,
            who=(Role.SYSTEM,),
            label="又出现了",
            explanation="再次梳理时又查到同一个问题。",
        ),
    ),
)


def stands_in_the_way(policy: Policy) -> frozenset[TroubleStatus]:
    """With which statuses a stock-take can't be closed.

    一律取消、全面消除 (ORD23-3.3.1b): none may be left. 切实减少 (ORD21-1b) and silence: every one
    is at least decided.
    """
    if policy.scope.problem_proofs.value == "eliminate":
        return frozenset({_S.OPEN, _S.CONFIRMED})
    return frozenset({_S.OPEN})


def may_be_closed(policy: Policy, left: Mapping[str, Sequence[str]]) -> list[Finding]:
    """One finding for each class; `left` names what stands in the way, by class in Chinese."""
    rule = policy.scope.problem_proofs
    wanted = "消除" if rule.value == "eliminate" else "判断"
    found = []
    for kind, names in left.items():
        if not names:
            found.append(met("troubled_proofs_are_gone", f"{kind}都已{wanted}。", rule.clause))
            continue
        listed = "；".join(names[:20]) + (f"等{len(names)}项" if len(names) > 20 else "")
        found.append(
            not_met(
                "troubled_proofs_left",
                f"还有{len(names)}项{kind}没有{wanted}：{listed}。",
                rule.clause,
                cure=f"逐项{wanted}，再结束这次梳理。",
            )
        )
    return found
