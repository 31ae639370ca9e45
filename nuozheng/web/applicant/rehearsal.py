"""先看看数据怎么说: on the applicant's own click, what each source would answer, proof by proof."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from nuozheng.applications.rehearsal import A_DAY, RehearsedProof, may_rehearse, rehearse
from nuozheng.law.findings import Finding, Refused
from nuozheng.web.applicant.cases import case_or_404
from nuozheng.web.sessions import SignedIn, signed_in

SAYS = {
    "agrees": ("confirmed", _("对得上")),
    "differs": ("contradicted", _("对不上")),
    "tells": ("manual", _("有登记")),
    "cannot_say": ("unknown", _("说不清")),
}
"""What the sources would say, as a shape of `says` and a word."""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def try_out(request: SignedIn, number: str) -> HttpResponse:
    """A GET explains and asks nothing; the POST shows the answers, which are kept nowhere."""
    case = case_or_404(request, number)
    if request.method != "POST" and not may_rehearse(case):
        return redirect("web:my_case", number=case.number)
    refused: Sequence[Finding] = ()
    proofs: list[RehearsedProof] = []
    if request.method == "POST":
        try:
            proofs = rehearse(application=case, by=request.user)
        except Refused as problem:
            refused = problem.findings
    context = {
        "case": case,
        "policy": case.policy,
        "proofs": [
            (one, [(part, *SAYS[part.result]) for part in one.conditions]) for one in proofs
        ],
        "tried": request.method == "POST" and not refused,
        "refused": refused,
        "most": A_DAY,
    }
    answer = render(
        request, "web/applicant/rehearsal.html", context, status=422 if refused else 200
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
