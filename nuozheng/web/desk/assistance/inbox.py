"""协助和核验: one inbox of what other agencies want to know, and what we asked of them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.catalogue.models import Catalogue
from nuozheng.law.assistance.moves import RUNNING, EntryStatus
from nuozheng.law.confirmation import CONFIRMATION_REQUEST, ConfirmationStatus
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.verification.assistance import access
from nuozheng.verification.assistance.clocks import lead_units
from nuozheng.verification.confirmation import access as confirmation_access
from nuozheng.verification.confirmation.actions.answer import ANSWERS, answer_many
from nuozheng.web.desk.assistance.rows import assistance_row, confirmation_row, open_first
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.queue_rows import Tab

MOST = 200
WHO = (Role.OFFICER, Role.VERIFIER, Role.HEAD, Role.SUPERVISOR, Role.JUSTICE_REVIEWER)
_STAFF = frozenset({Role.OFFICER, Role.VERIFIER})
TABS: tuple[tuple[str, Promise, frozenset[Role]], ...] = (
    ("owed", gettext_lazy("要我们协助的"), _STAFF),
    ("confirm", gettext_lazy("要我们核验的"), _STAFF),
    ("asked", gettext_lazy("我们请的"), _STAFF | {Role.HEAD}),
    ("late", gettext_lazy("逾期的"), frozenset({Role.SUPERVISOR})),
)


@staffed(*WHO)
def assistance(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The inbox by tabs; in the one for confirmations many are ticked and answered at once."""
    open_to = [tab for tab in TABS if tab[2] & desk.roles]
    chosen = request.GET.get("tab", open_to[0][0] if open_to else "")
    if request.method == "POST":
        chosen = "confirm"
    if open_to and chosen not in {key for key, _label, _roles in open_to}:
        raise Http404
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            return _answered(request, desk)
        except Refused as refusal:
            refused = tuple(refusal.findings)
    counts = _counts(desk)
    return shown(
        request,
        desk,
        "web/desk/assistance/inbox.html",
        {
            "tabs": [
                Tab(key, label, counts.get(key, 0), key == chosen) for key, label, _w in open_to
            ],
            "chosen": chosen,
            "note": request.POST.get("note", ""),
            "of_kind": request.POST.get("of_kind", ""),
            "ticked": {int(pk) for pk in request.POST.getlist("one") if pk.isdecimal()},
            "acts": CONFIRMATION_REQUEST.rules[:3],
            "to_settle": access.entries(desk.account, desk.today)
            .filter(status__in=(EntryStatus.PROPOSED, EntryStatus.CHANGE_ASKED))
            .count(),
            "has_catalogue": _has_catalogue(desk),
            **_rows(desk, chosen),
        },
        refused,
    )


def _answered(request: HttpRequest, desk: Desk) -> HttpResponse:
    act = next((one for one in ANSWERS if one == request.POST.get("act")), None)
    ticked = [pk for pk in request.POST.getlist("one") if pk.isdecimal()]
    if act is None:
        raise Http404
    owed = confirmation_access.owed(desk.account, desk.today)
    found = list(owed.filter(pk__in=ticked).select_related("provider", "application__agency"))
    if len(found) != len(set(ticked)):
        raise Http404
    done = answer_many(
        requests=found,
        by=desk.account,
        act=act,
        note=request.POST.get("note", ""),
        of_kind=request.POST.get("of_kind", ""),
    )
    messages.success(request, _("%(count)s件已经签名答复，对方可以看到了。") % {"count": len(done)})
    return redirect(reverse("web:assistance") + "?tab=confirm")


def _has_catalogue(desk: Desk) -> bool:
    """Whether a place of the desk manages assistance by catalogue (LYG19-1.5.2a)."""
    places = {post.agency.jurisdiction_id for post in desk.posts}
    lists = Catalogue.objects.filter(jurisdiction__in=places).order_by("pk")
    return any(one.policy.verification.assistance_form.value == "catalogue" for one in lists)


def _counts(desk: Desk) -> dict[str, int]:
    running = Count("pk", filter=Q(status__in=RUNNING))
    sent = Count("pk", filter=Q(status=ConfirmationStatus.SENT))
    account, today = desk.account, desk.today
    return {
        "owed": access.owed(account, today).aggregate(n=running)["n"],
        "confirm": confirmation_access.owed(account, today).aggregate(n=sent)["n"],
        "asked": access.asked(account, today).aggregate(n=running)["n"]
        + confirmation_access.asked(account, today).aggregate(n=sent)["n"],
        "late": access.escalated(account, today).aggregate(n=running)["n"],
    }


def _rows(desk: Desk, chosen: str) -> dict[str, Any]:
    account, today = desk.account, desk.today
    wanted = {"owed": access.owed, "asked": access.asked, "late": access.escalated}
    found: dict[str, Any] = {"rows": [], "confirmations": []}
    if chosen in wanted:
        rows = wanted[chosen](account, today).order_by("due_on", "pk")[:MOST]
        listed = [assistance_row(one, today) for one in rows]
        found["rows"] = sorted(listed, key=lambda one: one.request.status not in RUNNING)
    if chosen in ("confirm", "asked"):
        reach = confirmation_access.owed if chosen == "confirm" else confirmation_access.asked
        forms = reach(account, today).select_related(
            "proof__version__entry__proof", "requester", "provider", "application"
        )
        found["confirmations"] = open_first(
            [confirmation_row(one, today) for one in forms.order_by("due_on", "pk")[:MOST]]
        )
    if chosen == "late" and found["rows"]:
        found["lead"] = lead_units(found["rows"][0].request)
    return found
