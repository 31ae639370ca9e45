"""抽签公示: every draw with its root, its rules and its result, and the means to recompute it."""

import json
from dataclasses import dataclass
from importlib.resources import files

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from nuozheng.law.draws import Stratum
from nuozheng.law.draws.moves import DrawStatus
from nuozheng.verification.draws.models import Draw
from nuozheng.verification.draws.paper import public_paper

_MOST = 200


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a draw in words; `drawn` is None until the result is published."""

    stratum: Stratum
    size: int
    drawn: int | None

    @property
    def percent(self) -> str:
        return f"{self.stratum.rate / 100:g}%"


def groups_of(draw: Draw, *, result: bool) -> list[Group]:
    """The groups with their size and, where the result is told, how many were drawn."""
    counted = draw.units.order_by().values_list("stratum")
    sizes = dict(counted.annotate(Count("pk")))
    drawn = dict(counted.filter(place__isnull=False).annotate(Count("pk")))
    return [
        Group(one, sizes.get(one.key, 0), drawn.get(one.key, 0) if result else None)
        for one in draw.groups
    ]


@require_safe
def show_draws(request: HttpRequest) -> HttpResponse:
    """All draws, latest first."""
    rows = Draw.objects.select_related("agency__jurisdiction", "root").annotate(
        drawn=Count("units", filter=Q(units__place__isnull=False))
    )
    return render(request, "web/public/draws.html", {"rows": rows[:_MOST]})


@require_safe
def show_draw(request: HttpRequest, code: str) -> HttpResponse:
    """One draw as far as it has come."""
    draw = _draw(code)
    is_published = draw.status == DrawStatus.PUBLISHED
    page = {
        "draw": draw,
        "groups": groups_of(draw, result=is_published),
        "sealings": draw.sealings.select_related("agency"),
        "inspectors": draw.inspectors.count(),
        "is_published": is_published,
        "is_void": draw.status == DrawStatus.VOID,
    }
    return render(request, "web/public/draw.html", page)


@require_safe
def fetch_draw(request: HttpRequest, code: str) -> HttpResponse:
    """The public file of a draw."""
    draw = _draw(code)
    text = json.dumps(public_paper(draw), ensure_ascii=False, indent=1)
    return _download(text, "application/json", f"{draw.code}.json")


@require_safe
def fetch_verifier(request: HttpRequest) -> HttpResponse:
    """The page that recomputes a draw without us, as a file to keep."""
    text = (files("nuozheng.law.draws") / "verify.html").read_text("utf-8")
    return _download(text, "text/html; charset=utf-8", "draw-verify.html")


def _draw(code: str) -> Draw:
    return get_object_or_404(Draw.objects.select_related("agency__jurisdiction", "root"), code=code)


def _download(text: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
