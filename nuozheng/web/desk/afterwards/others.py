"""第三人: whose rights a case touches, and what guards them before it takes effect."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.applications.models import Application
from nuozheng.law.findings import Finding
from nuozheng.law.vocabulary import Role
from nuozheng.verification.afterwards.models import ExtraMeasure, ThirdParty
from nuozheng.verification.afterwards.resting import touched_by_revocation
from nuozheng.verification.afterwards.third_parties import (
    Somebody,
    guard,
    open_conditions,
    record_third_party,
    safe_for_others,
    touching,
)
from nuozheng.web.desk.afterwards.forms import GuardForm, ThirdPartyForm
from nuozheng.web.desk.afterwards.on_finding import must_be_whole
from nuozheng.web.desk.case import case_at
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown

Act = Callable[[Application, Desk, QueryDict], str]


@staffed(Role.OFFICER)
def case_others(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Who else is touched; a POST records somebody, or a measure that guards them."""
    case = case_at(desk, number)
    if case.agency_id not in {one.pk for one in desk.agencies(Role.OFFICER)}:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    act = posted.get("act", "") if posted is not None else ""
    refused: tuple[Finding, ...] = ()
    if posted is not None:
        done, refused = carried_out(ACTS.get(act), case, desk, posted)
        if not refused:
            messages.success(request, done)
            return redirect("web:case_others", number=number)
    left = _left(case)
    context = {
        "case": case,
        "act": act,
        "marked": touching(case),
        "safe": safe_for_others(case),
        "others": list(ThirdParty.objects.filter(application=case).select_related("recorded_by")),
        "guards": list(
            ExtraMeasure.objects.filter(proof__application=case).select_related(
                "taken_by", "proof__version__entry__proof"
            )
        ),
        "touched": touched_by_revocation(case),
        "left": left,
        "other_form": ThirdPartyForm(posted if act == "record" else None, prefix="other"),
        "guard_form": GuardForm(left, posted if act == "guard" else None, prefix="guard"),
    }
    return shown(request, desk, "web/desk/afterwards/others.html", context, refused)


def _left(case: Application) -> list[tuple[str, str]]:
    return [(f"{proof.pk}.{key}", sentence) for proof, key, sentence in open_conditions(case)]


def _record(case: Application, desk: Desk, posted: QueryDict) -> str:
    form = ThirdPartyForm(posted, prefix="other")
    must_be_whole(form)
    record_third_party(application=case, who=Somebody(**form.cleaned_data), by=desk.account)
    return _("第三人已经登记；要撤销的，会先告知、听取意见。")


def _guard(case: Application, desk: Desk, posted: QueryDict) -> str:
    form = GuardForm(_left(case), posted, prefix="guard")
    must_be_whole(form)
    pk, _dot, key = form.cleaned_data["condition"].partition(".")
    proof = next(one for one in touching(case) if str(one.pk) == pk)
    words = form.cleaned_data["words"]
    guard(application=case, proof=proof, condition_key=key, words=words, by=desk.account)
    return _("防范措施已经写明。")


ACTS: dict[str, Act] = {"record": _record, "guard": _guard}
