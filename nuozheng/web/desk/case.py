"""One case on one page, and the acts of its officer."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.applications import access
from nuozheng.applications.actions.accept import accept
from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.demand import request_completion
from nuozheng.applications.actions.obtain import obtain
from nuozheng.applications.models import Application, DisposedProof
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.case_forms import CaseForms
from nuozheng.web.desk.case_page import case_context
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue import with_all
from nuozheng.web.notice_rows import notice_rows

Act = Callable[[Application, Desk, CaseForms], str]


@staffed(Role.OFFICER, Role.VERIFIER)
def case(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Show a case; a POST names its act in `act`. A refused act comes back with what was typed."""
    application = case_at(desk, number)
    forms = CaseForms.of(application, request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        done, refused = carried_out(ACTS.get(forms.act), application, desk, forms)
        if not refused:
            messages.success(request, done)
            return redirect("web:case", number=number)
        application = case_at(desk, number)
    return shown(
        request,
        desk,
        "web/desk/case.html",
        case_context(application, desk, forms),
        refused,
    )


@staffed(Role.OFFICER, Role.VERIFIER)
def notice(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """告知书, word for word as the applicant saw it."""
    application = case_at(desk, number)
    given = getattr(application, "notice", None)
    if given is None:
        raise Http404
    return shown(
        request,
        desk,
        "web/desk/notice.html",
        {"case": application, "notice": given, "rows": notice_rows(given.content)},
    )


def case_at(desk: Desk, number: str) -> Application:
    """A case of the desk's agencies that was handed in, and not one's own; otherwise 404."""
    agencies = [one.pk for one in desk.agencies(Role.OFFICER, Role.VERIFIER)]
    found = (
        with_all(
            Application.objects.filter(
                agency__in=agencies, number=number, submitted_at__isnull=False
            ).exclude(pk__in=access.own(desk.account, desk.today).values("pk"))
        )
        .select_related(
            "applicant",
            "agent",
            "item",
            "agency",
            "catalogue",
            "commitment",
            "notice",
            "decided_by",
            "credit_check__agency",
            "credit_check__checked_by",
            "supervision__agency",
            "supervision__planned_by",
            "supervision__done_by",
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def _accept(application: Application, desk: Desk, forms: CaseForms) -> str:
    accept(application=application, by=desk.account)
    return _("已受理，开始计算办理期限。")


def _grant(application: Application, desk: Desk, forms: CaseForms) -> str:
    decide(application=application, by=desk.account, grant=True)
    return _("已经准予，决定书已经出具。")


def _refuse(application: Application, desk: Desk, forms: CaseForms) -> str:
    reason = forms.refusal.text("reason")
    decide(application=application, by=desk.account, grant=False, reason=reason)
    return _("已经决定不予办理，决定书已经出具，写明了救济途径。")


def _obtain(application: Application, desk: Desk, forms: CaseForms) -> str:
    form = forms.answer
    obtain(
        application=application,
        proof=_one_of(application, form.text("proof")),
        by=desk.account,
        note=form.text("note"),
    )
    return _("部门答复已经登记。")


def _complete(application: Application, desk: Desk, forms: CaseForms) -> str:
    form = forms.completion
    if not form.is_valid():
        raise Refused.because(
            "completion_incomplete",
            _("补正告知还没有写完。"),
            cure=_("请把标出来的地方补上，再发出。"),
        )
    proofs = [_one_of(application, key) for key in form.cleaned_data["proofs"]]
    unlisted = form.cleaned_data["unlisted"].splitlines()
    if not proofs and not any(name.strip() for name in unlisted):
        raise Refused(_nothing_asked())
    request_completion(
        application=application,
        by=desk.account,
        proofs=proofs,
        message=form.cleaned_data["message"],
        unlisted=unlisted,
    )
    return _("已经一次告知申请人补正。")


def _nothing_asked() -> Finding:
    return Finding(
        "completion_names_nothing",
        Outcome.NOT_MET,
        _("没有写要补什么。"),
        ("CN-XKF-32",),
        cure=_("从清单里选还没有着落的证明；材料齐全的，请直接受理。"),
    )


def _one_of(application: Application, key: str) -> DisposedProof:
    for proof in application.proofs.all():
        if str(proof.pk) == key:
            return proof
    raise Http404


ACTS: dict[str, Act] = {
    "accept": _accept,
    "grant": _grant,
    "refuse": _refuse,
    "obtain": _obtain,
    "request_completion": _complete,
}
