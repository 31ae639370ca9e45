"""说明和认定: what does not agree, what the person says, what an officer finds and what follows."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.applications import access as case_access
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.verification import access
from nuozheng.verification.actions.consequence import close, take
from nuozheng.verification.actions.find import Judgement, dismiss, find
from nuozheng.verification.actions.hear import notify_person
from nuozheng.verification.models import UntruthFinding
from nuozheng.web.desk.afterwards import on_finding
from nuozheng.web.desk.finding_forms import FindingForms
from nuozheng.web.desk.finding_page import finding_context
from nuozheng.web.desk.finding_rows import finding_row
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue_rows import Tab

PER_PAGE = 25
Act = Callable[[UntruthFinding, Desk, FindingForms], str]
_U = UntruthStatus
TABS: tuple[tuple[str, Promise, tuple[UntruthStatus, ...]], ...] = (
    ("opened", gettext_lazy("请本人说明"), (_U.OPENED,)),
    ("notified", gettext_lazy("等本人说明"), (_U.NOTIFIED,)),
    ("decide", gettext_lazy("等认定"), (_U.HEARD, _U.LAPSED)),
    ("measures", gettext_lazy("等处理"), (_U.UNTRUE, _U.FALSE, _U.UNFULFILLED)),
    ("done", gettext_lazy("已办结"), (_U.DISMISSED, _U.MISTAKE, _U.CLOSED)),
)


@staffed(Role.OFFICER, Role.VERIFIER)
def findings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The findings of the desk's agencies by what is to be done next; `status` is a tab."""
    everything = _of(desk)
    states = {key: wanted for key, _label, wanted in TABS}
    counts = everything.aggregate(
        **{key: Count("pk", filter=Q(status__in=wanted)) for key, wanted in states.items()}
    )
    first = next((key for key in states if counts[key]), "opened")
    chosen = request.GET.get("status", first)
    if chosen not in states:
        chosen = first
    listed = everything.filter(status__in=states[chosen]).order_by("statement_due_on", "pk")
    listed = listed.prefetch_related("consequences")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return shown(
        request,
        desk,
        "web/desk/findings.html",
        {
            "tabs": [Tab(key, label, counts[key], key == chosen) for key, label, _w in TABS],
            "rows": [finding_row(one, desk.today) for one in page],
            "page": page,
        },
    )


@staffed(Role.OFFICER, Role.VERIFIER)
def finding(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One finding; a POST names its act in `act`."""
    row = finding_at(desk, pk)
    forms = FindingForms.of(row, request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        if (after := on_finding.ACTS.get(forms.act)) is not None:
            done, refused = carried_out(after, row, desk, request.POST)
        else:
            done, refused = carried_out(ACTS.get(forms.act), row, desk, forms)
        if not refused:
            messages.success(request, done)
            return redirect("web:finding", pk=pk)
        row = finding_at(desk, pk)
    context = finding_context(row, desk, forms)
    return shown(request, desk, "web/desk/finding.html", context, refused)


def finding_at(desk: Desk, pk: int) -> UntruthFinding:
    """A finding of the desk's agencies that isn't about one's own case; otherwise 404."""
    found = _of(desk).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _of(desk: Desk) -> QuerySet[UntruthFinding]:
    own = case_access.own(desk.account, desk.today).values("pk")
    return (
        access.desk_findings(desk.account, desk.today)
        .exclude(application__in=own)
        .select_related(
            "application__applicant",
            "application__item",
            "application__agency",
            "application__catalogue",
            "application__commitment",
            "task__proof__version__entry__proof",
            "task__checked_by",
            "decided_by",
        )
    )


def _notify(row: UntruthFinding, desk: Desk, forms: FindingForms) -> str:
    notify_person(finding=row, by=desk.account)
    return _("告知书已经送达，等本人说明。")


def _dismiss(row: UntruthFinding, desk: Desk, forms: FindingForms) -> str:
    dismiss(finding=row, by=desk.account, reason=forms.dismissal.text("reason"))
    return _("已经认定不构成不实，不留任何不良记录。")


def _find(row: UntruthFinding, desk: Desk, forms: FindingForms) -> str:
    form = forms.judgement
    if not form.is_valid():
        raise Refused.because(
            "judgement_incomplete", _("认定书还没有填完。"), cure=_("请补齐标红的地方。")
        )
    typed = form.cleaned_data
    outcome = UntruthStatus(typed["outcome"])
    find(
        finding=row,
        by=desk.account,
        judgement=Judgement(
            outcome=outcome,
            reasoning=typed["reasoning"],
            answer_to_statement=typed.get("answer_to_statement", ""),
            document_number=typed["document_number"],
            severity=Severity(typed["severity"]),
            impact=typed["impact"],
            intent=typed["intent"],
            crime_suspected=typed["crime_suspected"],
            behaviour=typed["behaviour"] if outcome is UntruthStatus.FALSE else "",
        ),
    )
    return _("%(outcome)s，认定书已经出具，信用记录已经报送登记。") % {"outcome": outcome.chinese}


def _take(row: UntruthFinding, desk: Desk, forms: FindingForms) -> str:
    form = forms.taken
    if form is None:
        raise Http404
    if not form.is_valid():
        raise Refused.because(
            "measure_incomplete", _("这项处理还没有填完。"), cure=_("请补齐标红的地方。")
        )
    taken = take(finding=row, by=desk.account, wanted=form.wanted())
    return _("已经作出：%(measure)s。") % {"measure": MEASURE_WORD[taken.measure]}


def _close(row: UntruthFinding, desk: Desk, forms: FindingForms) -> str:
    close(finding=row, by=desk.account, no_basis=forms.closing.reasons())
    return _("处理完毕。")


ACTS: dict[str, Act] = {
    "notify_person": _notify,
    "dismiss": _dismiss,
    "find": _find,
    "take": _take,
    "close": _close,
}
