"""名单规则: the keeper says which unit is competent in what, and which matters are joint."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.models import ServiceItem
from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.models import Competence, JointMatter
from nuozheng.credit.sanctions.setting_up import give_competence, set_matter, take_competence
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.sanctions import DOMAINS, domain_word
from nuozheng.parties.models import Agency
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.restraints.forms import CompetenceForm, MatterForm
from nuozheng.web.posted import key_of


class Kept:
    """The place whose lists this desk keeps: its pack, units, services and domains."""

    def __init__(self, desk: Desk) -> None:
        places = access.kept_places(desk.account, desk.today)
        if not places:
            raise Http404
        place, keys = places[0]
        self.agencies = Agency.objects.filter(jurisdiction=place).order_by("name")
        items = ServiceItem.objects.filter(
            agency__jurisdiction=place, catalogue__policy_key__in=keys
        )
        self.items = items.select_related("catalogue", "agency").order_by("name", "pk")
        first = items.order_by("-catalogue__pk").values_list("catalogue__policy_key", flat=True)
        key = first.first()
        if key is None:
            raise Http404
        self.policy: Policy = load_policy(key)
        self.domains = self.policy.credit.sanction_domains.value or DOMAINS


Act = Callable[[Kept, Desk, QueryDict], str]


@staffed(*access.STAFF)
def restraint_rules(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is set so far and the forms; a POST names its act in `act`."""
    kept = Kept(desk)
    posted = request.POST if request.method == "POST" else None
    act = posted.get("act", "") if posted is not None else ""
    refused: tuple[Finding, ...] = ()
    if posted is not None:
        done, refused = carried_out(ACTS.get(act), kept, desk, posted)
        if not refused:
            messages.success(request, done)
            return redirect("web:restraint_rules")
    context = {
        "policy": kept.policy,
        "lists": kept.policy.credit.blacklists.value,
        "units": Competence.objects.filter(agency__in=kept.agencies).select_related(
            "agency", "given_by"
        ),
        "matters": JointMatter.objects.filter(item__in=kept.items).select_related(
            "item__agency", "set_by"
        ),
        "measures": [
            (one, domain_word(one.domain or "")) for one in kept.policy.credit.sanctions.value
        ],
        "unit_form": CompetenceForm(
            kept.agencies, kept.domains, posted if act == "give_competence" else None
        ),
        "matter_form": MatterForm(
            kept.items, kept.domains, posted if act == "set_matter" else None
        ),
    }
    return shown(request, desk, "web/desk/restraints/rules.html", context, refused)


def _give(kept: Kept, desk: Desk, posted: QueryDict) -> str:
    form = CompetenceForm(kept.agencies, kept.domains, posted)
    give_competence(
        agency=get_object_or_404(kept.agencies, pk=key_of(form.text("agency"))),
        domain=form.text("domain"),
        law=form.text("law"),
        policy=kept.policy,
        by=desk.account,
    )
    return _("职责已经登记。")


def _take(kept: Kept, desk: Desk, posted: QueryDict) -> str:
    rows = Competence.objects.filter(agency__in=kept.agencies).select_related("agency")
    row = get_object_or_404(rows, pk=key_of(posted.get("competence")))
    take_competence(competence=row, policy=kept.policy, by=desk.account)
    return _("职责已经取消，这个单位不能再查。")


def _set(kept: Kept, desk: Desk, posted: QueryDict) -> str:
    form = MatterForm(kept.items, kept.domains, posted)
    item = get_object_or_404(kept.items, pk=key_of(form.text("item")))
    set_matter(
        item=item,
        domain=form.text("domain"),
        must_decide=form.text("effect") != "warn",
        law=form.text("law"),
        policy=load_policy(item.catalogue.policy_key),
        by=desk.account,
    )
    return _("事项已经列入。")


ACTS: dict[str, Act] = {"give_competence": _give, "take_competence": _take, "set_matter": _set}
