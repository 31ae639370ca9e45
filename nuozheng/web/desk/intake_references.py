"""对照: where our list differs from that of the level above, item by item."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.catalogue.intake.actions.compare import decide
from nuozheng.catalogue.intake.models import Purpose, ReferenceEntry
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.queue_rows import Tab

PER_PAGE = 25
TABS: tuple[tuple[str, Promise, Q], ...] = (
    ("open", gettext_lazy("还没决定"), ~Q(difference="") & Q(decision="")),
    ("decided", gettext_lazy("决定了"), ~Q(difference="") & ~Q(decision="")),
    ("equal", gettext_lazy("一致"), Q(difference="")),
)


@staffed(Role.CATALOGUE_KEEPER)
def references(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The differences of the keeper's agencies; a POST decides one."""
    everything = _of(desk)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        decision = "adopt" if "adopt" in request.POST else "leave"
        number = request.POST.get(decision, "")
        found = everything.filter(pk=int(number) if number.isdigit() else 0).first()
        if found is None:
            raise Http404
        try:
            decide(
                reference=found,
                decision=decision,
                reason=request.POST.get(f"reason-{found.pk}", ""),
                by=desk.account,
            )
            messages.success(request, _("“%(proof)s”记下了。") % {"proof": found.proof_name})
            return redirect(request.get_full_path())
        except Refused as refusal:
            refused = tuple(refusal.findings)
    rules = {key: rule for key, _label, rule in TABS}
    counts = everything.aggregate(**{key: Count("pk", filter=rule) for key, rule in rules.items()})
    chosen = request.GET.get("show", "open")
    chosen = chosen if chosen in rules else "open"
    page = Paginator(everything.filter(rules[chosen]), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [Tab(key, label, counts[key], key == chosen) for key, label, _rule in TABS],
        "chosen": chosen,
        "page": page,
        "rows": list(page),
    }
    return shown(request, desk, "web/desk/intake/references.html", context, refused)


def _of(desk: Desk) -> QuerySet[ReferenceEntry]:
    return ReferenceEntry.objects.filter(
        agency__in=desk.agencies(Role.CATALOGUE_KEEPER), kind=Purpose.UPPER
    ).select_related("catalogue", "agency", "decided_by")
