"""The page of a finding after its judgement: what is told, who is touched, served, looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from nuozheng.documents.models import Document
from nuozheng.law.afterwards.intended import must_be_told_first
from nuozheng.law.afterwards.moves import PENDING, IntendedStatus
from nuozheng.law.consequences import MEASURE_WORD, Offer
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import FOUND_AGAINST
from nuozheng.law.vocabulary import Role
from nuozheng.verification.actions.consequence import offers
from nuozheng.verification.actions.find import find_mistake
from nuozheng.verification.afterwards.intend import intend
from nuozheng.verification.afterwards.models import IntendedMeasure, Recheck
from nuozheng.verification.afterwards.rectify import RECTIFY, overdue, recheck
from nuozheng.verification.afterwards.resting import touched_by_revocation
from nuozheng.verification.afterwards.service import documents_of, serve
from nuozheng.verification.afterwards.telling import Intention
from nuozheng.verification.afterwards.third_parties import touched_names
from nuozheng.verification.models import Consequence, UntruthFinding
from nuozheng.web.desk.afterwards.forms import (
    IntentionForm,
    MistakeForm,
    RecheckForm,
    ServiceForm,
)
from nuozheng.web.desk.guards import Desk

Act = Callable[[UntruthFinding, Desk, QueryDict], str]


@dataclass(frozen=True, slots=True)
class IntendedRow:
    intended: IntendedMeasure
    word: str
    state: str


def standing(finding: UntruthFinding) -> dict[str, IntendedMeasure]:
    """The open intention of each measure."""
    rows = IntendedMeasure.objects.filter(finding=finding, status__in=PENDING)
    return {one.measure: one for one in rows}


def to_be_told(finding: UntruthFinding, offered: list[Offer]) -> set[str]:
    """The measures on offer that have to be told first and were not."""
    told, touched = standing(finding), bool(touched_names(finding.application))
    return {
        one.kind
        for one in offered
        if one.kind not in told and must_be_told_first(one.kind, touches_others=touched)
    }


def context_of(finding: UntruthFinding, desk: Desk, posted: QueryDict | None) -> dict[str, Any]:
    """What the page shows beside the finding itself."""
    act = posted.get("act", "") if posted is not None else ""

    def data(name: str) -> QueryDict | None:
        return posted if act == name else None

    order = finding.consequences.filter(measure=RECTIFY).first()
    served = documents_of(finding)
    rows = IntendedMeasure.objects.filter(finding=finding)
    against = finding.status in FOUND_AGAINST
    return {
        "intended": [
            IntendedRow(one, MEASURE_WORD[one.measure], IntendedStatus(one.status).chinese)
            for one in rows
        ],
        "touched": touched_by_revocation(finding.application) if against else None,
        "served": served,
        "order": order,
        "overdue": order is not None and overdue(finding),
        "rechecks": list(Recheck.objects.filter(consequence=order)) if order else [],
        "may_serve": bool(served) and Role.OFFICER in desk.roles,
        "mistake_form": MistakeForm(data("find_mistake"), prefix="mistake"),
        "intention_form": IntentionForm(offers(finding), data("intend"), prefix="intend"),
        "recheck_form": RecheckForm(data("recheck"), prefix="recheck"),
        "service_form": ServiceForm(served, data("serve"), prefix="serve"),
    }


def _mistake(row: UntruthFinding, desk: Desk, posted: QueryDict) -> str:
    form = MistakeForm(posted, prefix="mistake")
    must_be_whole(form)
    typed = form.cleaned_data
    find_mistake(
        finding=row, by=desk.account, reason=typed["reason"], still_meets=typed["still_meets"]
    )
    return _("已经认定为误填，不留信用记录，不作处理。")


def _intend(row: UntruthFinding, desk: Desk, posted: QueryDict) -> str:
    form = IntentionForm(offers(row), posted, prefix="intend")
    must_be_whole(form)
    typed = form.cleaned_data
    values = {**typed, "amount_yuan": typed["amount_yuan"] or 0}
    intend(finding=row, by=desk.account, wanted=Intention(**values))
    return _("事先告知书已经出具；等本人的意见。")


def _recheck(row: UntruthFinding, desk: Desk, posted: QueryDict) -> str:
    form = RecheckForm(posted, prefix="recheck")
    must_be_whole(form)
    order = Consequence.objects.filter(finding=row, measure=RECTIFY).first()
    if order is None:
        raise Http404
    fixed = form.cleaned_data["fixed"] == "yes"
    recheck(consequence=order, by=desk.account, fixed=fixed, note=form.cleaned_data["note"])
    return _("复查已经登记，可以结案。") if fixed else _("复查已经登记，请另选一种处理。")


def _serve(row: UntruthFinding, desk: Desk, posted: QueryDict) -> str:
    form = ServiceForm(documents_of(row), posted, prefix="serve")
    must_be_whole(form)
    typed = form.cleaned_data
    document = Document.objects.get(pk=int(typed["document"]))
    serve(
        finding=row,
        document=document,
        manner=typed["manner"],
        note=typed["note"],
        by=desk.account,
    )
    return _("送达已经登记。")


def must_be_whole(form: Any) -> None:
    if not form.is_valid():
        raise Refused.because("form_incomplete", _("还没有填完。"), cure=_("请补齐标红的地方。"))


ACTS: dict[str, Act] = {
    "find_mistake": _mistake,
    "intend": _intend,
    "recheck": _recheck,
    "serve": _serve,
}
