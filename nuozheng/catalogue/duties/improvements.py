"""改进措施: suggestions become actions with an owner and a day, followed in the next report."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from nuozheng.catalogue.duties import access
from nuozheng.catalogue.duties.models import Improvement, UnitDuty
from nuozheng.evidence.moves import locked
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account

_LONGEST = 400


def suggest(*, task: UnitDuty, what: str, owner: str, due_on: date, by: Account) -> Improvement:
    """A suggestion of a report as an action; `owner` is a section or post, nobody's name.

    Errors: Refused without what, owner or a day to come (ORD21-5.4b, LYG19-1.7.2a).
    """
    said, who = written(what, "改进措施", _LONGEST), written(owner, "责任科室", SHORT)[:60]
    with transaction.atomic():
        _must_be_kept(task, by)
        if not said or not who or due_on < timezone.localdate():
            raise Refused.because(
                "improvement_wanting",
                "改进措施要写明做什么、哪个科室负责、今天以后的哪一天完成。",
                *task.duty.clauses,
                cure="三样都写上。",
            )
        return Improvement.objects.create(
            task=task, what=said, owner=who, due_on=due_on, at=timezone.now(), by=by
        )


def settle(*, improvement: Improvement, outcome: str, on: date, by: Account) -> Improvement:
    """Record how an action ended; Refused without its outcome."""
    said = written(outcome, "结果", _LONGEST)
    with transaction.atomic():
        held = locked(Improvement, improvement.pk)
        _must_be_kept(held.task, by)
        if not said or on > timezone.localdate():
            raise Refused.because(
                "outcome_missing",
                "没有写结果，或者完成的日期在今天以后。",
                cure="写明做成了什么、哪一天完成。",
            )
        held.outcome, held.done_on = said, on
        held.save(update_fields=["outcome", "done_on"])
    return held


def followed_in(task: UnitDuty) -> QuerySet[Improvement]:
    """The actions of the unit's reports under the same list, this one's included."""
    return Improvement.objects.filter(
        task__catalogue=task.catalogue_id, task__agency=task.agency_id
    ).order_by("due_on", "pk")


def told(improvement: Improvement, today: date) -> str:
    """The action with its standing, as a sentence of the next report."""
    what = f"{improvement.what}（{improvement.owner}，{improvement.due_on:%Y年%m月%d日}以前）"
    if improvement.done_on:
        return f"{what}：{improvement.done_on:%Y年%m月%d日}完成，{improvement.outcome}"
    late = (today - improvement.due_on).days
    return f"{what}：" + (f"没有完成，超{late}日" if late > 0 else "正在办")


def _must_be_kept(task: UnitDuty, by: Account) -> None:
    if not access.own(by, timezone.localdate()).filter(pk=task.pk).exists():
        raise Refused.because(
            "not_your_move", "只有本单位的清单管理人员可以写。", cure="请用有这个职责的账号登录。"
        )
