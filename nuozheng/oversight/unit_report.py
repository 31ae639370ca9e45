"""The draft of a unit's written report: the headings of its text, prefilled with its figures.

Figures stand with the day they were counted on; what no figure tells is for the writer to add.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Count, Q

from nuozheng.applications.models import Application, CommitmentStatus, RefusedDemand
from nuozheng.catalogue.duties.improvements import followed_in, told
from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.catalogue.duties.stocktake import StockTake, take_stock
from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.catalogue.models import LetterTemplate
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.vocabulary import Substitution
from nuozheng.oversight.reductions import reductions

_Part = Callable[[UnitDuty, StockTake, date], list[str]]


def draft(task: UnitDuty, today: date) -> dict[str, str]:
    """Every heading of the report with its figures as of today."""
    taken = take_stock(task.catalogue, task.agency, today)
    return {title: "\n".join(_part_for(title)(task, taken, today)) for title in task.duty.sections}


def _part_for(title: str) -> _Part:
    """What a heading is about, by the words of the texts (ORD21-5.4a, LYG19-1.7b, ORD23-4.1f)."""
    parts: tuple[tuple[str, _Part], ...] = (
        ("减材料", _reductions),
        ("问题", _problems),
        ("制度", _rules),
        ("成效", _results),
    )
    return next((part for word, part in parts if word in title), _progress)


def _progress(task: UnitDuty, taken: StockTake, today: date) -> list[str]:
    lines = [
        f"截至{_day(today)}，{task.agency.name}梳理事项{taken.services}项，"
        f"已经核对{taken.examined}项；查明证明材料{taken.base}份（底数）："
        + "、".join(f"{way.chinese}{taken.by_way[way]}份" for way in Substitution)
        + f"，已经移出清单{taken.removed}份。"
    ]
    if taken.unexamined:
        lines.append(f"还没有核对的事项：{'、'.join(taken.unexamined)}。")
    return lines


def _results(task: UnitDuty, taken: StockTake, today: date) -> list[str]:
    cases = Application.objects.filter(agency=task.agency, item__catalogue=task.catalogue)
    counted = cases.aggregate(
        all=Count("pk"), signed=Count("pk", filter=Q(commitment__status=CommitmentStatus.SIGNED))
    )
    stopped = RefusedDemand.objects.filter(
        agency=task.agency, application__item__catalogue=task.catalogue
    ).count()
    return [
        *_progress(task, taken, today),
        f"共办件{counted['all']}件，其中申请人签署告知承诺书{counted['signed']}件；"
        f"拦下超出清单的索要{stopped}次。",
    ]


def _rules(task: UnitDuty, taken: StockTake, today: date) -> list[str]:
    items = task.catalogue.items.filter(agency=task.agency)
    in_force = Q(effective_from__lte=today) & (
        Q(effective_until=None) | Q(effective_until__gte=today)
    )
    letters = LetterTemplate.objects.filter(in_force, item__in=items).count()
    guides = ServiceGuide.objects.filter(in_force, item__in=items).count()
    published = Revision.objects.filter(
        catalogue=task.catalogue, agency=task.agency, published_on__isnull=False
    ).order_by("published_on")
    return [
        f"现行告知承诺书格式文本{letters}份，办事指南{guides}份。",
        *(f"{_day(one.published_on)}公布“{one.title}”。" for one in published),
    ]


def _problems(task: UnitDuty, taken: StockTake, today: date) -> list[str]:
    lines = []
    if kept := taken.kept_without_reason:
        lines.append(f"仍要申请人提交、没有写明理由的证明{len(kept)}份。")
    if taken.without_basis:
        lines.append(f"没有写明设定依据的证明{len(taken.without_basis)}份。")
    lines += [f"改进措施：{told(one, today)}。" for one in followed_in(task)]
    return lines


def _reductions(task: UnitDuty, taken: StockTake, today: date) -> list[str]:
    """四减, matter by matter (ORD23-2.1.4a)."""
    return [one.told for one in reductions(task.catalogue, task.agency, today)]


def _day(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on else ""
