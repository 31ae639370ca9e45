"""行政协助: the kinds of it, where a request stands, and the catalogue of what may be asked."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class AssistanceKind(StrEnum):
    """The three kinds of LYG19-2.3b; other places know only the first."""

    QUERY = "query"
    PUBLISH = "publish"
    LOCATE = "locate"

    @property
    def chinese(self) -> str:
        return {"query": "协助查询", "publish": "协助公示", "locate": "协助查找人员"}[self.value]


class AssistanceStatus(StrEnum):
    """Where a request stands; PREPARED only waits where somebody higher has to approve."""

    PREPARED = "prepared"
    SENT = "sent"
    TAKEN_ON = "taken_on"
    ANSWERED = "answered"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"

    @property
    def chinese(self) -> str:
        return _STATUS[self]


_S = AssistanceStatus
_STATUS: dict[AssistanceStatus, str] = {
    _S.PREPARED: "等批准",
    _S.SENT: "等接收",
    _S.TAKEN_ON: "正在办",
    _S.ANSWERED: "已答复",
    _S.DECLINED: "不能协助",
    _S.TAKEN_BACK: "已撤回",
}
RUNNING = (_S.PREPARED, _S.SENT, _S.TAKEN_ON)
WITH_PROVIDER = (_S.SENT, _S.TAKEN_ON)
_ASKING, _PROVIDING = (Role.VERIFIER,), (Role.OFFICER, Role.VERIFIER, Role.SYSTEM)
_DUTY = ("CN-GBF42-assist",)

ASSISTANCE_REQUEST = MoveTable(
    kind="assistance_request",
    initial=_S.PREPARED,
    terminal=frozenset({_S.ANSWERED, _S.DECLINED, _S.TAKEN_BACK}),
    rules=(
        MoveRule(
            act="send",
            from_states=(_S.PREPARED,),
            to_state=_S.SENT,
            who=_ASKING,
            label="发出请求",
            explanation="写明法律依据、要核实什么、用过哪些办法；申请人的办理期限照常走。",
            deadline="verification.assistance_days",
            basis=_DUTY,
        ),
        MoveRule(
            act="approve",
            from_states=(_S.PREPARED,),
            to_state=_S.SENT,
            who=(Role.HEAD,),
            label="批准查找人员",
            explanation="查找人员由单位主要负责人批准以后才发出，每一步都有记录。",
            deadline="verification.assistance_days",
            basis=("LYG19-2.3b",),
        ),
        MoveRule(
            act="turn_down",
            from_states=(_S.PREPARED,),
            to_state=_S.TAKEN_BACK,
            who=(Role.HEAD,),
            reason_required=True,
            label="不批准",
            explanation="写明为什么不批准，请求不发出。",
            basis=("LYG19-2.3b",),
        ),
        MoveRule(
            act="take_on",
            from_states=(_S.SENT,),
            to_state=_S.TAKEN_ON,
            who=_PROVIDING,
            label="接收",
            explanation="收到请求，开始核实；期限从对方发出的第二天起算。",
            basis=_DUTY,
        ),
        MoveRule(
            act="answer",
            from_states=(_S.SENT, _S.TAKEN_ON),
            to_state=_S.ANSWERED,
            who=_PROVIDING,
            reason_required=True,
            label="答复",
            explanation="书面答复，写明依据的记载；答复人的姓名、职务和时间一并留下。",
            deadline="verification.assistance_days",
            basis=_DUTY,
        ),
        MoveRule(
            act="decline",
            from_states=(_S.SENT, _S.TAKEN_ON),
            to_state=_S.DECLINED,
            who=_PROVIDING,
            reason_required=True,
            label="不能协助",
            explanation="确有原因的，书面告知并说明理由；请求的单位换办法核查。",
            deadline="verification.assistance_days",
            basis=_DUTY,
        ),
        MoveRule(
            act="take_back",
            from_states=RUNNING,
            to_state=_S.TAKEN_BACK,
            who=(*_ASKING, Role.SYSTEM),
            reason_required=True,
            label="撤回请求",
            explanation="不用再查，或者改请别的单位。",
            basis=_DUTY,
        ),
    ),
)


class EntryStatus(StrEnum):
    """Where an entry of the assistance catalogue stands."""

    PROPOSED = "proposed"
    LISTED = "listed"
    CHANGE_ASKED = "change_asked"
    ENDED = "ended"

    @property
    def chinese(self) -> str:
        return _ENTRY[self]


_E = EntryStatus
_ENTRY: dict[EntryStatus, str] = {
    _E.PROPOSED: "等登记",
    _E.LISTED: "在目录里",
    _E.CHANGE_ASKED: "在目录里，申请调整",
    _E.ENDED: "已移出目录",
}
USABLE = (_E.LISTED, _E.CHANGE_ASKED)
"""An entry that its provider wants changed stays as it is until that is decided."""
_ADMINISTRATOR = (Role.JUSTICE_REVIEWER,)


def _settles(act: str, start: EntryStatus, to: EntryStatus, label: str, says: str) -> MoveRule:
    """What the administrator of the catalogue decides; against a wish only with a reason."""
    return MoveRule(
        act=act,
        from_states=(start,),
        to_state=to,
        who=_ADMINISTRATOR,
        reason_required=act in ("reject_entry", "keep_entry"),
        label=label,
        explanation=says,
        basis=("LYG19-1.5.2b",) if start is _E.PROPOSED else ("LYG19-1.5.2c",),
    )


ASSISTANCE_ENTRY = MoveTable(
    kind="assistance_entry",
    initial=_E.PROPOSED,
    terminal=frozenset({_E.ENDED}),
    rules=(
        _settles(
            "list_entry",
            _E.PROPOSED,
            _E.LISTED,
            "登记入目录",
            "登记以后，各单位都可以按它请求协助。",
        ),
        _settles("reject_entry", _E.PROPOSED, _E.ENDED, "不登记", "写明理由。"),
        MoveRule(
            act="ask_change",
            from_states=(_E.LISTED,),
            to_state=_E.CHANGE_ASKED,
            who=(Role.OFFICER, Role.VERIFIER),
            reason_required=True,
            label="申请调整或者取消",
            explanation="提供协助的单位不能自己改，由目录管理人员决定；决定以前照原来的办。",
            basis=("LYG19-1.5.2c",),
        ),
        _settles("change_entry", _E.CHANGE_ASKED, _E.LISTED, "同意调整", "按申请的内容和期限改。"),
        _settles(
            "end_entry", _E.CHANGE_ASKED, _E.ENDED, "同意取消", "移出目录，已经发出的请求照办。"
        ),
        _settles("keep_entry", _E.CHANGE_ASKED, _E.LISTED, "不同意", "写明理由，照原来的办。"),
    ),
)
