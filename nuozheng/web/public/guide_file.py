"""The service guide as a file for printing: the one in force, and every version of it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.catalogue.guides.publishing import guide_in_force
from nuozheng.catalogue.models import ServiceItem
from nuozheng.catalogue.names.then import item_said, item_words
from nuozheng.documents.typesetting.guide import (
    GuideArrow,
    GuideBox,
    GuideChart,
    GuidePaper,
    GuideSection,
    render_guide,
)
from nuozheng.law.clauses import clause
from nuozheng.law.labels import short_label
from nuozheng.law.vocabulary import Substitution
from nuozheng.web.files import pdf
from nuozheng.web.public.flow_chart import Arrow, flow_chart
from nuozheng.web.public.item import item_or_404
from nuozheng.web.public.places import catalogue_or_404

CACHED = 64
_STROKE = re.compile(r"([MVH])(-?\d+)(?: (-?\d+))?")
_FLOW = "flow"


@require_safe
def fetch_guide(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    """Leads to the version in force."""
    item = item_or_404(catalogue_or_404(request, slug), item_id)
    guide = guide_in_force(item, timezone.localdate())
    if guide is None:
        raise Http404("no guide")
    answer = redirect("web:guide_version", slug, item_id, guide.number)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_safe
def fetch_guide_version(
    request: HttpRequest, slug: str, item_id: int, number: int
) -> HttpResponseBase:
    """One version, also one that has ended; its bytes and its tag never change."""
    item = item_or_404(catalogue_or_404(request, slug), item_id)
    guide = item.guides.filter(number=number).only("pk", "digest", "effective_from").first()
    if guide is None or guide.effective_from > timezone.localdate():
        raise Http404("no such version")
    content = guide_paper(guide.digest, guide.pk)
    etag = quote_etag(sha256(content).hexdigest())
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        names = {"item": item.name, "number": number}
        answer = pdf(content, _("办事指南，%(item)s，第%(number)s版.pdf") % names)
        answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["ETag"] = etag
    return answer


@lru_cache(maxsize=CACHED)
def guide_paper(digest: str, guide_id: int) -> bytes:
    """The guide as PDF. `digest` is that of its text: a changed text is set anew."""
    guide = ServiceGuide.objects.get(pk=guide_id)
    return render_guide(_composed(guide))


def _composed(guide: ServiceGuide) -> GuidePaper:
    then = item_words("pk", guide.effective_from)
    items = ServiceItem.objects.select_related("agency", "catalogue__jurisdiction")
    item = items.annotate(item_words=then).get(pk=guide.item_id)
    name, _agency = item_said(item)
    content = guide.content
    sections = {one["key"]: one for one in content["sections"]}
    letter = content.get("letter")
    address = reverse("web:guide", args=(item.catalogue.slug, item.pk))
    return GuidePaper(
        item_name=name,
        agency=content["agency"],
        place_title=item.catalogue.jurisdiction.name,
        facts=(
            ("谁能办", content["who"], ""),
            ("在哪里办", content["window"], ""),
            ("多久办完", f"受理以后{content['period']}以内作出决定", content["period_basis"]),
        ),
        proofs=tuple(
            (
                Substitution(one["way"]).chinese,
                one["name"],
                "、".join(Substitution(other).chinese for other in one["others"]),
            )
            for one in content["proofs"]
        ),
        sections=tuple(_section(one) for key, one in sections.items() if key != _FLOW),
        chart=_chart(content.get("flow", {})),
        flow=_section(sections[_FLOW]) if _FLOW in sections else None,
        version=f"第{guide.number}版" + (f"（承诺书文本第{letter['number']}版）" if letter else ""),
        digest=guide.digest,
        published_on=guide.effective_from,
        qr_payload=f"{settings.NUOZHENG_PUBLIC_URL}{address}",
        qr_hint="清单有变化的，网页上的指南先更新；有不一样的，以清单和告知书为准。",
    )


def _section(one: Mapping[str, Any]) -> GuideSection:
    basis = dict.fromkeys(short_label(clause(key)) for key in one["basis"])
    numbered = one["key"] != "steps"  # its paragraphs count themselves
    return GuideSection(one["title"], tuple(one["paragraphs"]), tuple(basis), numbered)


def _chart(flow: Mapping[str, Any]) -> GuideChart | None:
    drawn = flow_chart(flow)
    if drawn is None:
        return None
    boxes = tuple(
        GuideBox(one.x, one.y, one.width, one.height, one.radius, one.title) for one in drawn.boxes
    )
    return GuideChart(drawn.width, drawn.height, boxes, tuple(map(_arrow, drawn.arrows)))


def _arrow(one: Arrow) -> GuideArrow:
    """The path of the drawing as the points where it turns."""
    points: list[tuple[int, int]] = []
    for act, first, second in _STROKE.findall(one.path):
        x, y = points[-1] if points else (0, 0)
        points.append(
            (int(first), int(second))
            if act == "M"
            else (int(first), y)
            if act == "H"
            else (x, int(first))
        )
    corners = [at for at, before in zip(points, [None, *points], strict=False) if at != before]
    return GuideArrow(tuple(corners), one.label, one.label_x, one.label_y)
