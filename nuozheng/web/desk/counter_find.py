"""窗口签字, the way in: the case's number and the person's, both right or nothing is shown."""

import time

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from nuozheng.applications import access
from nuozheng.applications.models import Application
from nuozheng.law.findings import Finding, Outcome
from nuozheng.law.identifiers import normalise_identifier
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.calls import counted
from nuozheng.parties.models import Party
from nuozheng.web.desk.counter_page import FindForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.one_window import window_lists
from nuozheng.web.desk.page import REFUSED_STATUS, shown
from nuozheng.web.sessions import kept

SEARCHES_PER_MINUTE = 10
TOO_MANY_STATUS = 429
OPENED, AT_ONCE = "counter_cases", 5
"""Cases found in this visit: only who was given both numbers comes to their pages."""


@staffed(Role.OFFICER)
def counter(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Find the case of the person at the window by its number and by theirs, both together."""
    form = FindForm(request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    status = REFUSED_STATUS if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        if _too_many(desk):
            refused, status = (_wait_a_minute(),), TOO_MANY_STATUS
        elif number := _found(desk, form):
            others = [one for one in request.session.get(OPENED, ()) if one != number]
            request.session[OPENED] = [*others, number][-AT_ONCE:]
            waiting = kept(request)
            if waiting and waiting.path == reverse("web:counter_case", args=[number]):
                return redirect("web:desk_resume")
            return redirect("web:counter_case", number=number)
        else:
            refused, status = (_not_found(),), REFUSED_STATUS
    context = {"form": form, "one_window": bool(window_lists(desk))}
    answer = shown(request, desk, "web/desk/counter.html", context, refused)
    answer.status_code = status
    return answer


def was_opened(request: HttpRequest, number: str) -> bool:
    """Whether this visit found the case by both numbers."""
    return number in request.session.get(OPENED, ())


def opened(request: HttpRequest, desk: Desk, number: str) -> Application:
    """A case that this visit found by both numbers; otherwise 404."""
    if not was_opened(request, number):
        raise Http404
    found = _cases(desk).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _cases(desk: Desk) -> QuerySet[Application]:
    """Cases of the agencies where the account is an officer, without its own."""
    agencies = [agency.pk for agency in desk.agencies(Role.OFFICER)]
    return (
        Application.objects.filter(agency__in=agencies)
        .exclude(pk__in=access.own(desk.account, desk.today).values("pk"))
        .select_related("applicant", "agent", "authorisation", "item", "agency", "notice")
    )


def _found(desk: Desk, form: FindForm) -> str | None:
    """The number of the one case to which both belong and that waits for its signature."""
    return (
        _cases(desk)
        .filter(
            number=form.text("number").upper(),
            applicant__identifier_index__in=Party.indexes_of(
                normalise_identifier(form.text("identifier"))
            ),
            status=ApplicationStatus.NOTICED,
        )
        .values_list("number", flat=True)
        .first()
    )


def _too_many(desk: Desk) -> bool:
    """Numbers can't be guessed here: every search counts, across all processes."""
    made = counted(f"counter:{desk.account.pk}", minute=int(time.time() // 60))
    return made > SEARCHES_PER_MINUTE


def _not_found() -> Finding:
    return Finding(
        "counter_not_found",
        Outcome.NOT_MET,
        _("没有找到可以在窗口签字的办件。"),
        cure=_("请对照证件和办件页核对两个号码；也可能还没有看告知书，或者已经签过、由别处办理。"),
    )


def _wait_a_minute() -> Finding:
    return Finding(
        "counter_too_often",
        Outcome.NOT_MET,
        _("一分钟里查得太多，为了保护申请人先停一停。"),
        cure=_("请过一分钟再查，填的内容还在。"),
    )
