"""失信名单和惩戒: records to act on, what waits for a decision, what is in force, what is over."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.access import MODELS
from nuozheng.credit.sanctions.models import UnitLetter
from nuozheng.law.restraints import PENDING, RestraintStatus, UnitLetterStatus
from nuozheng.web.desk.credit_page import record_row
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.queue_rows import Tab

PER_PAGE = 25
_S, _L = RestraintStatus, UnitLetterStatus
STATES: dict[str, tuple[str, ...]] = {
    "pending": PENDING,
    "in_force": (_S.IN_FORCE,),
    "over": (_S.LIFTED, _S.ENDED, _S.DROPPED),
}
LABELS: dict[str, Promise] = {
    "records": gettext_lazy("可以处理的记录"),
    "pending": gettext_lazy("待决定"),
    "in_force": gettext_lazy("有效"),
    "over": gettext_lazy("已解除、到期"),
    "letters": gettext_lazy("通知所在单位"),
}
SHAPES = {_S.TOLD: "wait", _S.HEARD: "wait", _S.IN_FORCE: "", _S.LIFTED: "ok", _S.ENDED: ""}


@staffed(*access.STAFF)
def restraints(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The lists by tabs; each unit sees its own, and the records of its field."""
    chosen = request.GET.get("tab", "pending")
    if chosen not in LABELS:
        raise Http404
    listed = _listed(desk, chosen)
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    rows: list[Any] = list(page)
    if chosen == "records":
        rows = [record_row(one) for one in page]
    return shown(
        request,
        desk,
        "web/desk/restraints/list.html",
        {
            "tabs": [
                Tab(key, text, _count(desk, key), key == chosen) for key, text in LABELS.items()
            ],
            "chosen": chosen,
            "rows": rows,
            "page": page,
            "by_actor": access.by_actor(desk.account, desk.today),
            "keeps": bool(access.kept_places(desk.account, desk.today)),
            "checks": access.competences_of(desk.account, desk.today).exists(),
        },
    )


def _count(desk: Desk, key: str) -> int:
    if key == "records":
        return access.open_records(desk.account, desk.today).count()
    if key == "letters":
        return _owed(desk).count()
    rows = (access.at_desk(model, desk.account, desk.today) for model in MODELS)
    return sum(one.filter(status__in=STATES[key]).count() for one in rows)


def _listed(desk: Desk, key: str) -> Any:
    if key == "records":
        return access.open_records(desk.account, desk.today)
    if key == "letters":
        return access.letters_at_desk(desk.account, desk.today)
    found = [
        row
        for model in MODELS
        for row in access.at_desk(model, desk.account, desk.today).filter(status__in=STATES[key])
    ]
    return sorted(found, key=lambda one: one.proposed_at, reverse=True)


def _owed(desk: Desk) -> QuerySet[UnitLetter]:
    rows = access.letters_at_desk(desk.account, desk.today)
    return rows.filter(status__in=(_L.OWED, _L.WRITTEN))
