"""证据包 at the desk: for those who handle the case, and without personal data for supervisors."""

from django.http import Http404, HttpRequest, HttpResponse

from nuozheng.law.findings import Finding, Refused
from nuozheng.oversight.bundles import MAY_TAKE, case_to_bundle, purpose_named
from nuozheng.verification.bundle.reader import Reader
from nuozheng.web.accounts.second_factor import recently_confirmed, sent_to_confirm
from nuozheng.web.bundles import bundle_file, bundle_page, note_taking
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown


@staffed(*MAY_TAKE)
def case_bundle(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """What is in it; a POST names the purpose, which is noted before the file leaves."""
    found = case_to_bundle(desk.account, number, desk.today)
    if found is None or found[1] is Reader.PERSON:
        raise Http404(number)
    if request.method == "POST" and not recently_confirmed(request):
        return sent_to_confirm(request)
    case, reader = found
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            purpose = purpose_named(request.POST.get("purpose", ""))
        except Refused as problem:
            refused = tuple(problem.findings)
        else:
            note_taking(case, desk.account, purpose)
            return bundle_file(case, reader, desk.today)
    return shown(request, desk, "web/desk/bundle.html", bundle_page(case, reader), refused)
