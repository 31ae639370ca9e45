"""对接登记 and 共享任务: what may become of a department system, and of a sharing task.

Which text asks for it differs from place to place (ORD23-3.3.2c, MJ21-2.3.7i, MJ21-2.3.7r), so that
the acts say which.
"""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class InterfaceState(StrEnum):
    """Where the interface of a department's own system with the service platform stands."""

    PLANNED = "planned"
    TESTING = "testing"
    LINKED = "linked"
    INTERRUPTED = "interrupted"

    @property
    def chinese(self) -> str:
        return _INTERFACE[self]


_INTERFACE: dict[InterfaceState, str] = {
    InterfaceState.PLANNED: "还没有对接",
    InterfaceState.TESTING: "正在联调",
    InterfaceState.LINKED: "已经对接",
    InterfaceState.INTERRUPTED: "对接中断",
}

_I = InterfaceState
_OWNER = (Role.DATA_OWNER,)

DEPARTMENT_SYSTEM = MoveTable(
    kind="department_system",
    initial=_I.PLANNED,
    terminal=frozenset(),
    rules=(
        MoveRule(
            act="test_interface",
            from_states=(_I.PLANNED, _I.INTERRUPTED),
            to_state=_I.TESTING,
            who=_OWNER,
            label="开始联调",
            explanation="部门的系统和政务服务平台两边都准备好了，开始联调。",
        ),
        MoveRule(
            act="link_system",
            from_states=(_I.TESTING,),
            to_state=_I.LINKED,
            who=_OWNER,
            label="登记已经对接",
            explanation="联调通过，数据互通。",
        ),
        MoveRule(
            act="interrupt_link",
            from_states=(_I.TESTING, _I.LINKED),
            to_state=_I.INTERRUPTED,
            who=_OWNER,
            reason_required=True,
            label="登记中断",
            explanation="写明卡在哪里、等谁；办件照样办。",
        ),
    ),
)


class SharingTaskStatus(StrEnum):
    """Where a task to get a proof shared stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def chinese(self) -> str:
        return _TASK[self]


_TASK: dict[SharingTaskStatus, str] = {
    SharingTaskStatus.OPEN: "正在办",
    SharingTaskStatus.DONE: "办成了",
    SharingTaskStatus.DROPPED: "不办了",
}

_T = SharingTaskStatus

SHARING_TASK = MoveTable(
    kind="sharing_task",
    initial=_T.OPEN,
    terminal=frozenset({_T.DONE, _T.DROPPED}),
    rules=(
        MoveRule(
            act="report_progress",
            from_states=(_T.OPEN,),
            to_state=_T.OPEN,
            who=_OWNER,
            reason_required=True,
            label="报进展",
            explanation="写明做到哪一步、还卡在哪里。",
        ),
        MoveRule(
            act="finish_task",
            from_states=(_T.OPEN,),
            to_state=_T.DONE,
            who=_OWNER,
            label="办成了",
            explanation="数据已经能共享，清单里登记接通。",
        ),
        MoveRule(
            act="drop_task",
            from_states=(_T.OPEN,),
            to_state=_T.DROPPED,
            who=_OWNER,
            reason_required=True,
            label="不办了",
            explanation="写明为什么办不成，由谁再想办法。",
        ),
    ),
)

SCOPES = {"regions": "跨地区", "departments": "跨部门", "levels": "跨层级"}
"""How far a task reaches (MJ21-2.3.7i)."""
