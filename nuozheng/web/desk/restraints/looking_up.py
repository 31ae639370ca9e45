"""核对: a unit with a competence asks whether somebody is restricted in its domain."""

from django.http import Http404, HttpRequest, HttpResponse

from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.checking import Question, Restriction, check
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.restraints import DECIDES
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import REFUSED_STATUS, shown
from nuozheng.web.desk.restraints.forms import CheckForm
from nuozheng.web.posted import key_of


@staffed(*DECIDES)
def sanction_check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form, and after a POST the answer; nothing is asked by following a link."""
    held = list(access.competences_of(desk.account, desk.today))
    posted = request.POST if request.method == "POST" else None
    form = CheckForm(held, posted)
    found: list[Restriction] | None = None
    refused: tuple[Finding, ...] = ()
    wrong = posted is not None and not form.is_valid()
    if posted is not None and not wrong:
        given = next((one for one in held if one.pk == key_of(form.text("given"))), None)
        if given is None:
            raise Http404
        question = Question(
            kind=form.text("kind"),
            identifier=form.text("identifier"),
            name=form.text("called"),
            domain=given.domain,
            purpose=form.text("purpose"),
        )
        try:
            found = check(question=question, agency=given.agency, by=desk.account)
        except Refused as refusal:
            refused = tuple(refusal.findings)
    answer = shown(
        request,
        desk,
        "web/desk/restraints/check.html",
        {"form": form, "held": held, "found": found, "asked": form.text("called")},
        refused,
    )
    if wrong:
        answer.status_code = REFUSED_STATUS
    return answer
