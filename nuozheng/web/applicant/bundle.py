"""证据包 of one's own case: everything one may see of it, in one file that can be checked."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nuozheng.oversight.bundles import case_to_bundle
from nuozheng.verification.bundle.reader import Reader
from nuozheng.web.bundles import bundle_file, bundle_page
from nuozheng.web.sessions import SignedIn, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_bundle(request: SignedIn, number: str) -> HttpResponse:
    """What is in it; a POST makes the file, and sets the letter if it still waits to be set."""
    today = timezone.localdate()
    found = case_to_bundle(request.user, number, today)
    if found is None or found[1] is not Reader.PERSON:
        raise Http404(number)
    case, reader = found
    if request.method == "POST":
        return bundle_file(case, reader, today)
    return render(request, "web/applicant/bundle.html", bundle_page(case, reader))
