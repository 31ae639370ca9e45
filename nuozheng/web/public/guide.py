"""办事指南 of a service: its sections, its way as a drawing and as a list, and if it is stale."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuozheng.catalogue.duties.with_letters import papers_left
from nuozheng.catalogue.guides.publishing import guide_in_force
from nuozheng.catalogue.guides.staleness import stale_guide
from nuozheng.catalogue.revision.actions.publish import SUBJECTS
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.guide import required
from nuozheng.law.vocabulary import Substitution
from nuozheng.web.public.flow_chart import flow_chart
from nuozheng.web.public.history import Channel, channels
from nuozheng.web.public.item import item_or_404
from nuozheng.web.public.places import catalogue_or_404

_IN_THE_FLOW = ("steps", "flow")


@require_safe
def show_guide(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    """The guide in force today; where it is stale the page says since when and why."""
    catalogue, today = catalogue_or_404(request, slug), timezone.localdate()
    item = item_or_404(catalogue, item_id)
    guide = guide_in_force(item, today)
    stale = stale_guide(item, today)
    if guide is None and stale is None:
        raise Http404("nothing listed")
    content = guide.content if guide else {}
    sections = content.get("sections", [])
    context = {
        "catalogue": catalogue,
        "policy": catalogue.policy,
        "item": item,
        "guide": guide,
        "stale": stale,
        "content": content,
        "proofs": [
            (one["name"], Substitution(one["way"]), [Substitution(way) for way in one["others"]])
            for one in content.get("proofs", ())
        ],
        "sections": [one for one in sections if one["key"] not in _IN_THE_FLOW],
        "steps": next((one for one in sections if one["key"] == "steps"), None),
        "flow": next((one for one in sections if one["key"] == "flow"), None),
        "chart": flow_chart(content.get("flow", {})),
        "missing": _missing(guide.revision, today) if guide and guide.revision else [],
        "papers_left": papers_left(guide.revision) if guide and guide.revision else [],
        "chart_basis": required(catalogue.policy).get("flow_chart", ()),
    }
    return render(request, "web/public/guide.html", context)


def _missing(revision: Revision, today: date) -> list[Channel]:
    """The channels in which guide and letter are not yet recorded as published."""
    wanted = SUBJECTS["template"]
    return [
        one for one in channels(revision, today) if one.record is None and one.subject == wanted
    ]
