"""Begin: in whose name, with a plain word about what will be looked up."""

from dataclasses import dataclass, replace
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuozheng.applications.actions.open import Applying, open_application, versions_in_force
from nuozheng.applications.certificates import kind_of
from nuozheng.applications.disposal import wanted_for
from nuozheng.applications.examination import examine
from nuozheng.applications.models import Application
from nuozheng.catalogue.models import EntryVersion, ServiceItem
from nuozheng.credit.access import own_parties
from nuozheng.gateways.sources.registry import library, title_of
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.roles import authorisations_held
from nuozheng.web.applicant.barred import Barred, barred_by
from nuozheng.web.sessions import SignedIn, signed_in


@dataclass(frozen=True, slots=True)
class Choice:
    """One name in which the account may apply; `barred` says why not by commitment."""

    key: str
    label: str
    hint: str
    applying: Applying
    barred: Barred | None = None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedIn, item_id: int) -> HttpResponse:
    """Choose the applicant and open the case; sent twice with one key, one case is opened."""
    item = (
        ServiceItem.objects.filter(pk=item_id)
        .select_related("catalogue__jurisdiction", "agency")
        .first()
    )
    if item is None:
        raise Http404(str(item_id))
    request.place_name = item.catalogue.jurisdiction.name
    choices = _choices(request, item)
    if request.method != "POST":
        return _page(request, item, choices, uuid4().hex)
    key, wanted = request.POST.get("opening_key", ""), request.POST.get("as", "")
    chosen = next((choice for choice in choices if choice.key == wanted), None)
    if chosen is None:
        missing = Refused.because(
            "applicant_not_chosen", _("还没有选以谁的名义办。"), cure=_("请选一个，再开始。")
        )
        return _page(request, item, choices, key or uuid4().hex, missing, wanted)
    try:
        case = open_application(
            item=item, applying=chosen.applying, by=request.user, opening_key=key
        )
    except Refused as refused:
        return _page(request, item, choices, uuid4().hex, refused, wanted)
    return redirect("web:my_proofs", number=case.number)


def _choices(request: SignedIn, item: ServiceItem) -> list[Choice]:
    """Oneself, one's companies, one's principals; only those for whom the service is."""
    today = timezone.localdate()
    found: list[Choice] = []
    for party in own_parties(request.user, today).order_by("kind", "pk"):
        if party.kind in item.applicant_kinds:
            own = party.pk == request.user.party_id
            hint = _("我自己的事") if own else _("我代表的企业")
            found.append(Choice(f"party-{party.pk}", party.name, hint, Applying(party)))
    for held in authorisations_held(request.user, today):
        if held.principal.kind in item.applicant_kinds:
            hint = _("书面授权给我，%(day)s到期") % {"day": f"{held.ends_on:%Y年%-m月%-d日}"}
            applying = Applying(held.principal, held)
            found.append(Choice(f"authorisation-{held.pk}", held.principal.name, hint, applying))
    return [_examined(item, choice) for choice in found]


def _examined(item: ServiceItem, choice: Choice) -> Choice:
    """The obstacles to committing, told before anything is begun."""
    held = choice.applying.authorisation
    imagined = Application(
        item=item,
        policy_key=item.catalogue.policy_key,
        applicant=choice.applying.applicant,
        agent=held.agent if held else None,
        authorisation=held,
    )
    barred = barred_by(examine(imagined, timezone.localdate()).alone_or_agent)
    return replace(choice, barred=barred)


def _page(
    request: SignedIn,
    item: ServiceItem,
    choices: list[Choice],
    opening_key: str,
    refused: Refused | None = None,
    wanted: str = "",
) -> HttpResponse:
    versions = versions_in_force(item)
    return render(
        request,
        "web/applicant/start.html",
        {
            "item": item,
            "policy": item.catalogue.policy,
            "choices": choices,
            "wanted": wanted or (choices[0].key if len(choices) == 1 else ""),
            "opening_key": opening_key,
            "versions": versions,
            "sources": _sources(item, versions),
            "may_commit": any(version.may_commit for version in versions),
            "refused": refused.findings if refused else (),
        },
        status=422 if refused else 200,
    )


def _sources(item: ServiceItem, versions: list[EntryVersion]) -> list[str]:
    """The data that are looked up as soon as the case is opened, by name."""
    names = {
        source
        for version in versions
        if version.substitution == Substitution.DATA_SHARING
        for kind in item.applicant_kinds
        for source in wanted_for(version, kind)
    }
    kept = library()
    ways = ((one.entry.proof.code, Substitution(one.substitution)) for one in versions)
    if kept is not None and any(kind_of(code, way) for code, way in ways):
        names.add(kept.name)
    return [title_of(name) for name in sorted(names)]
