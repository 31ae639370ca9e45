"""我的公示: what of mine is public, where, until when; and how to take back what I agreed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuozheng.disclosure.access import own
from nuozheng.disclosure.actions.consent import withdraw_consent
from nuozheng.disclosure.models import Publication
from nuozheng.law.disclosure.duty import Regime
from nuozheng.law.disclosure.moves import PublicationStatus
from nuozheng.law.disclosure.sections import SECTION_WORD
from nuozheng.law.findings import Finding, Refused
from nuozheng.web.posted import key_of
from nuozheng.web.sessions import SignedIn, signed_in

_P = PublicationStatus
_MOST = 100
_RUNS = (_P.EXPECTED, _P.DUE, _P.PROPOSED, _P.PUBLISHED)
_STATE = {
    _P.EXPECTED: "作出决定以后才公示",
    _P.DUE: "还没有公示",
    _P.PROPOSED: "还没有公示",
    _P.PUBLISHED: "正在公示",
    _P.ENDED: "到期撤下了",
    _P.TAKEN_DOWN: "撤下了",
    _P.DROPPED: "没有公示",
}


@dataclass(frozen=True, slots=True)
class Mine:
    """One publication as the person it is about sees it."""

    publication: Publication
    today: date

    @property
    def what(self) -> str:
        section = SECTION_WORD.get(self.publication.section, "")
        return section or ("承诺信息" if self.publication.object == "information" else "承诺书")

    @property
    def state(self) -> str:
        return _STATE[self.publication.state]

    @property
    def is_public(self) -> bool:
        return self.publication.is_public_on(self.today)

    @property
    def is_willing(self) -> bool:
        return self.publication.regime == Regime.VOLUNTARY

    @property
    def may_withdraw(self) -> bool:
        return self.is_willing and self.publication.state in _RUNS


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_disclosures(request: SignedIn) -> HttpResponse:
    """Everything of one's own that is, will be or was public; a POST takes consent back."""
    today = timezone.localdate()
    mine = own(request.user, today)
    refused: Sequence[Finding] = ()
    if request.method == "POST":
        found = mine.filter(pk=key_of(request.POST.get("publication"))).first()
        if found is None:
            raise Http404
        try:
            withdraw_consent(publication=found, by=request.user)
        except Refused as problem:
            refused = problem.findings
        else:
            messages.success(request, _("已经撤回，不再公开；不影响您办的事。"))
            return redirect("web:my_disclosures")
    rows = mine.select_related("agency").defer("pieces").prefetch_related("postings")[:_MOST]
    context = {"rows": [Mine(one, today) for one in rows], "refused": refused}
    page = "web/applicant/disclosures.html"
    return render(request, page, context, status=422 if refused else 200)
