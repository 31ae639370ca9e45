"""限制我的: what restricts me, why, until when, how to get out; and what kept promises brought."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuozheng.credit.access import own_parties
from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.access import MODELS, AnyRestraint
from nuozheng.credit.sanctions.deciding import answer
from nuozheng.credit.sanctions.models import Incentive
from nuozheng.credit.sanctions.telling import ways_out
from nuozheng.credit.standing import fact_of
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.repair import way_to_repair
from nuozheng.law.restraints import PENDING
from nuozheng.web.files import fetched
from nuozheng.web.sessions import SignedIn, signed_in

PAPERS = ("notice", "decision", "release")


@dataclass(frozen=True, slots=True)
class RestraintRow:
    """One entry or sanction as the person reads it."""

    row: AnyRestraint
    effective: bool

    @property
    def pending(self) -> bool:
        return self.row.status in PENDING

    @property
    def ways_out(self) -> str:
        return ways_out(self.row)

    @property
    def repair(self) -> str:
        """From which day the record below can be repaired, and what that takes."""
        return way_to_repair(self.row.policy, [fact_of(self.row.record)], timezone.localdate())


@signed_in
@require_safe
def my_restraints(request: SignedIn) -> HttpResponse:
    """Everything about me and my companies, in force first."""
    today = timezone.localdate()
    mine = list(own_parties(request.user, today).values_list("pk", flat=True))
    rows = [
        RestraintRow(row, row.is_effective(today))
        for model in MODELS
        for row in access.of_party(mine, model)
    ]
    rows.sort(key=lambda one: one.row.proposed_at, reverse=True)
    rows.sort(key=lambda one: (not one.effective, not one.pending))
    favours = Incentive.objects.filter(party__in=mine).select_related("agency")[:50]
    context = {"rows": rows, "favours": list(favours)}
    return render(request, "web/applicant/restraints.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_restraint(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """One of them with its papers; a POST is my answer."""
    row = _mine(request, kind, pk)
    if (wanted := request.GET.get("paper")) is not None:
        document = getattr(row, wanted) if wanted in PAPERS else None
        if document is None:
            raise Http404(wanted)
        return fetched(document, ours=True)
    request.place_name = row.jurisdiction.name
    refused: Sequence[Finding] = ()
    text = request.POST.get("text", "")
    if request.method == "POST":
        try:
            answer(row=row, text=text, by=request.user)
        except Refused as problem:
            refused = problem.findings
        else:
            messages.success(request, _("您的意见收到了，决定的人会逐条看。"))
            return redirect("web:my_restraints")
    context = {
        "one": RestraintRow(row, row.is_effective(timezone.localdate())),
        "text": text,
        "refused": refused,
    }
    status = 422 if refused else 200
    return render(request, "web/applicant/restraint.html", context, status=status)


def _mine(request: SignedIn, kind: str, pk: int) -> AnyRestraint:
    mine = list(own_parties(request.user, timezone.localdate()).values_list("pk", flat=True))
    model = next(one for one in MODELS if one.kind == kind)
    found = access.of_party(mine, model).filter(pk=pk).first()
    if found is None:
        raise Http404(str(pk))
    return found
