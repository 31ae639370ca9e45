"""My cases, and the one way to a case: only somebody's own, otherwise 404."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from nuozheng.applications import access
from nuozheng.applications.models import Application
from nuozheng.credit.access import own_parties
from nuozheng.law.one_window import whole_number
from nuozheng.law.procedure import UntruthStatus
from nuozheng.parties.roles import authorisations_held
from nuozheng.verification.access import own_findings
from nuozheng.verification.afterwards.access import own_objections
from nuozheng.verification.models import UntruthFinding
from nuozheng.web.applicant.words import CASE_TITLE
from nuozheng.web.desk.guards import is_staff
from nuozheng.web.sessions import SignedIn, signed_in

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the list; `finding` waits for the person's explanation."""

    case: Application
    title: str | Promise
    finding: UntruthFinding | None

    @property
    def whole(self) -> str:
        """The one number of an application that was taken in for several departments."""
        return whole_number(self.case.number)


def case_or_404(request: SignedIn, number: str) -> Application:
    """The case with this number if it is the account's own; the masthead shows its place."""
    found = (
        access.own(request.user, timezone.localdate())
        .filter(number=number)
        .select_related(
            "item", "agency", "catalogue__jurisdiction", "applicant", "agent", "authorisation"
        )
        .first()
    )
    if found is None:
        raise Http404(number)
    request.place_name = found.catalogue.jurisdiction.name
    return found


@signed_in
@require_safe
def my_cases(request: SignedIn) -> HttpResponse:
    """Every case of the person, their companies and those they are agent of.

    Staff who can apply for nobody go to their own screen.
    """
    today = timezone.localdate()
    parties = list(own_parties(request.user, today).order_by("kind", "pk"))
    authorisations = list(authorisations_held(request.user, today))
    if not (parties or authorisations) and is_staff(request.user, today):
        return redirect("web:desk_start")
    cases = (
        access.own(request.user, today)
        .select_related("item", "agency", "applicant", "catalogue__jurisdiction")
        .order_by("-opened_at", "-pk")
    )
    page = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    waiting = _waiting(request, today, list(page))
    context = {
        "page": page,
        "rows": [CaseRow(case, CASE_TITLE[case.state], waiting.get(case.pk)) for case in page],
        "parties": parties,
        "authorisations": authorisations,
        "notices": list(
            own_objections(request.user, today)
            .select_related("notice")
            .defer("notice__content")[:10]
        ),
    }
    return render(request, "web/applicant/cases.html", context)


def _waiting(request: SignedIn, today: date, cases: list[Application]) -> dict[int, UntruthFinding]:
    findings = own_findings(request.user, today).filter(
        application__in=[case.pk for case in cases],
        status__in=[UntruthStatus.NOTIFIED, UntruthStatus.LAPSED],
    )
    return {finding.application_id: finding for finding in findings}
