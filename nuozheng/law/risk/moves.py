"""风险点、隐患、差错分析、责任追究: the moves of each."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role

OFFICE = (Role.OFFICER, Role.VERIFIER)
ANALYSTS = (*OFFICE, Role.SUPERVISOR)


class RiskStatus(StrEnum):
    IN_FORCE = "in_force"
    RETIRED = "retired"

    @property
    def chinese(self) -> str:
        return {"in_force": "有效", "retired": "已撤下"}[self.value]


RISK_POINT = MoveTable(
    kind="risk_point",
    initial=RiskStatus.IN_FORCE,
    terminal=frozenset({RiskStatus.RETIRED}),
    rules=(
        MoveRule(
            act="review_risk",
            from_states=(RiskStatus.IN_FORCE,),
            to_state=RiskStatus.IN_FORCE,
            who=OFFICE,
            label="复查",
            explanation="到期看一遍还准不准、措施管不管用，写下结论，定下一次的日期。",
            reason_required=True,
        ),
        MoveRule(
            act="retire_risk",
            from_states=(RiskStatus.IN_FORCE,),
            to_state=RiskStatus.RETIRED,
            who=OFFICE,
            label="撤下",
            explanation="写错了、过时了的撤下；要改的，撤下以后重新登记，旧的留着。",
            reason_required=True,
        ),
    ),
)


class HazardStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"

    @property
    def chinese(self) -> str:
        return {"open": "没有消除", "closed": "已消除"}[self.value]


HAZARD = MoveTable(
    kind="hazard",
    initial=HazardStatus.OPEN,
    terminal=frozenset({HazardStatus.CLOSED}),
    rules=(
        MoveRule(
            act="close_hazard",
            from_states=(HazardStatus.OPEN,),
            to_state=HazardStatus.CLOSED,
            who=OFFICE,
            label="消除",
            explanation="写明怎样消除的，附上证明材料；没有材料不能销号。",
        ),
    ),
)


class ErrorStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"

    @property
    def chinese(self) -> str:
        return {"open": "等分析原因", "closed": "已分析"}[self.value]


ERROR_CASE = MoveTable(
    kind="error_case",
    initial=ErrorStatus.OPEN,
    terminal=frozenset({ErrorStatus.CLOSED}),
    rules=(
        MoveRule(
            act="close_error",
            from_states=(ErrorStatus.OPEN,),
            to_state=ErrorStatus.CLOSED,
            who=ANALYSTS,
            label="办结",
            explanation="写明原因、堵住漏洞的办法，并对应到一条风险登记；缺一样不能办结。",
        ),
    ),
)


class LiabilityStatus(StrEnum):
    ENTERED = "entered"
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        return {"entered": "已登记", "withdrawn": "已撤回"}[self.value]


LIABILITY_ENTRY = MoveTable(
    kind="liability_entry",
    initial=LiabilityStatus.ENTERED,
    terminal=frozenset({LiabilityStatus.WITHDRAWN}),
    rules=(
        MoveRule(
            act="withdraw_liability",
            from_states=(LiabilityStatus.ENTERED,),
            to_state=LiabilityStatus.WITHDRAWN,
            who=(Role.SUPERVISOR,),
            label="撤回",
            explanation="登记错了，或者处理被撤销、改变的，写明理由撤回。",
            reason_required=True,
        ),
    ),
)
