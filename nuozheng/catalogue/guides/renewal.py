"""A keeper brings a stale guide up to date: written anew from what is published already."""

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.catalogue.guides.publishing import guide_in_force, publish_guides
from nuozheng.catalogue.guides.staleness import stale_guide
from nuozheng.catalogue.models import ServiceItem
from nuozheng.evidence.moves import append
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at

KIND = "service_guide"


def renew_guide(*, item: ServiceItem, by: Account) -> ServiceGuide:
    """Publish the guide of a service from today on, with the letter in force.

    It says nothing that the reviewed list and letter don't say, so that nobody reviews it again.
    Errors: Refused for anybody but a keeper of the agency, where nothing is stale, and where the
    guide would lack what the place demands. Source: ORD23-3.4.2d, XBQ21-2.3c.
    """
    today = timezone.localdate()
    if Role.CATALOGUE_KEEPER not in roles_at(by, item.agency_id, today):
        raise Refused.because(
            "not_your_move",
            f"办事指南由{item.agency.name}的清单管理人员更新。",
            cure="请转给他们办理。",
        )
    with transaction.atomic():
        ServiceItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        stale = stale_guide(item, today)
        made = publish_guides(None, item.catalogue, [item], today) if stale else 0
        guide = guide_in_force(item, today)
        if not made or guide is None:
            raise Refused.because(
                "guide_is_current", "这份办事指南没有过时，不用更新。", cure="请刷新页面。"
            )
        append(
            KIND,
            guide.pk,
            "publish",
            "",
            "published",
            by=by,
            role=Role.CATALOGUE_KEEPER,
            at=timezone.now(),
            reason="".join(stale.reasons) if stale else "",
        )
    return guide
