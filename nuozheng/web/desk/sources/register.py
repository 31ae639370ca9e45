"""The register of data sources: whose they are, what they may tell, and how they answer."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from nuozheng.gateways.sources.admission import is_open
from nuozheng.gateways.sources.client import client_for
from nuozheng.gateways.sources.registry import Attribute, Source, known_sources
from nuozheng.gateways.sources.settings import from_settings
from nuozheng.law.vocabulary import Role
from nuozheng.verification.sources.access import corrections_at_desk
from nuozheng.verification.sources.health import DAYS, Health, asked_today, health
from nuozheng.verification.sources.models import LookupStatus, QueuedLookup
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown

READERS = (Role.SUPERVISOR, Role.VERIFIER, Role.DATA_OWNER)
_KIND = {"number": "数字", "date": "日期", "choice": "选项", "text": "文字", "yes_no": "是或否"}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source beside how it has been answering; `today` counts against its quota."""

    source: Source
    health: Health
    today: int
    is_open: bool
    is_resting: bool
    waiting: int

    @property
    def percent(self) -> int | None:
        share = self.health.share
        return None if share is None else round(share * 100)

    @property
    def state(self) -> str:
        """Of the four shapes: answers, fails, rests, nobody asked."""
        if self.is_resting or self.health.is_failing:
            return "unavailable"
        return "confirmed" if self.health.answered else "not_applicable"


def source_rows() -> list[SourceRow]:
    """All sources, failing ones first."""
    now = timezone.localtime()
    known, today = health(now), asked_today(now)
    client = client_for(from_settings())
    waiting: dict[str, int] = {}
    for names in QueuedLookup.objects.filter(status=LookupStatus.WAITING).values_list(
        "sources", flat=True
    ):
        for name in names:
            waiting[name] = waiting.get(name, 0) + 1
    rows = [
        SourceRow(
            source=one,
            health=known.get(name, Health()),
            today=today.get(name, 0),
            is_open=is_open(one, now),
            is_resting=client.is_resting(name),
            waiting=waiting.get(name, 0),
        )
        for name, one in known_sources().items()
    ]
    return sorted(rows, key=lambda row: row.state != "unavailable")


@staffed(*READERS)
def sources(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every source with its state; the failing ones on top."""
    rows = source_rows()
    return shown(
        request,
        desk,
        "web/desk/sources/sources.html",
        {
            "rows": rows,
            "failing": sum(row.state == "unavailable" for row in rows),
            "days": DAYS,
            "corrections": waiting_corrections(desk),
        },
    )


def waiting_corrections(desk: Desk) -> int | None:
    """How many corrections wait for this desk; None for desks that answer none."""
    if Role.DATA_OWNER not in desk.roles:
        return None
    return corrections_at_desk(desk.account, desk.today).filter(status="open").count()


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """One thing a source can tell, in words."""

    name: str
    attribute: Attribute

    @property
    def kind(self) -> str:
        options = "、".join(self.attribute.options.values())
        unit = f"（{self.attribute.unit}）" if self.attribute.unit else ""
        return _KIND[self.attribute.kind] + unit + (f"：{options}" if options else "")


@staffed(*READERS)
def source(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """One source whole."""
    row = next((one for one in source_rows() if one.source.name == name), None)
    if row is None:
        raise Http404
    return shown(
        request,
        desk,
        "web/desk/sources/source.html",
        {
            "row": row,
            "source": row.source,
            "attributes": [AttributeRow(*one) for one in row.source.attributes.items()],
            "days": DAYS,
        },
    )
