"""What was done on a task, latest first."""

from nuozheng.catalogue.duties.actions import KIND
from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.evidence.moves import history
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.history import Happened

_ACT = {
    "fulfil": "登记材料",
    "write": "保存报告",
    "evaluate": "评估",
    "send": "报送",
}


def history_of(task: UnitDuty) -> list[Happened]:
    """The acts on a task as lines of the history."""
    return [
        Happened(
            at=one.at,
            kind="",
            act=_ACT[one.act],
            who=f"{one.by}，{Role(one.role).chinese}",
            reason=_sent_where(one.detail),
            basis=(),
        )
        for one in reversed(history(KIND, task.pk))
    ]


def _sent_where(detail: dict[str, str]) -> str:
    return "，".join(one for one in (detail.get("to", ""), detail.get("address", "")) if one)
