"""The changes of a list as an Atom feed (RFC 4287)."""

from datetime import date, datetime, time
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.models import Revision
from nuozheng.web.formats import cn_date
from nuozheng.web.public.history import KIND_WORD, RevisionRow, published, revision_rows
from nuozheng.web.public.places import catalogue_or_404

LATEST = 30
"""Revisions in the feed; the history page has them all."""


def _changed_at(request: HttpRequest, slug: str) -> datetime | None:
    """The last publication or channel recorded; None where there is nothing to tell yet."""
    last = (
        Revision.objects.filter(catalogue__slug=slug)
        .exclude(published_on=None)
        .order_by("-published_on")
        .values_list("published_on", flat=True)
        .first()
    )
    # A day's changes may still grow while it lasts.
    return _midnight(last) if last and last < timezone.localdate() else None


@require_safe
@condition(last_modified_func=_changed_at)
def fetch_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """One entry for each published revision, and the first publication as the oldest."""
    catalogue = catalogue_or_404(request, slug)
    revisions = list(published(catalogue)[:LATEST])
    history = _absolute("web:list_history", slug)
    feed = Atom1Feed(
        title=_("%(list)s：变更") % {"list": catalogue.title},
        link=history,
        description=_("清单新增、变更、取消了什么，从哪一天起"),
        language="zh-CN",
        author_name=catalogue.jurisdiction.name,
        feed_url=_absolute("web:list_feed", slug),
        feed_guid=_absolute("web:list", slug),
    )
    for row in revision_rows(catalogue, revisions):
        told, at = _told(row), _midnight(row.revision.published_on or catalogue.published_on)
        link = f"{history}#r-{row.revision.number}"
        feed.add_item(
            title=row.revision.title,
            link=link,
            description=told,
            unique_id=link,
            pubdate=at,
            updateddate=at,
        )
    if len(revisions) < LATEST:
        _add_first(feed, catalogue)
    answer = HttpResponse(content_type=feed.content_type)
    feed.write(answer, "utf-8")
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def _add_first(feed: Atom1Feed, catalogue: Catalogue) -> None:
    on = catalogue.published_on
    link = _absolute("web:list_on", catalogue.slug, on.isoformat())
    feed.add_item(
        title=_("清单公布"),
        link=link,
        description=_("%(list)s于%(day)s公布。")
        % {"list": catalogue.title, "day": cn_date(on, "full")},
        unique_id=link,
        pubdate=_midnight(on),
        updateddate=_midnight(on),
    )


def _told(row: RevisionRow) -> str:
    """自2026年12月1日起：变更2项，取消1项。变更《收入证明》（公租房）；…"""
    counted = "，".join(f"{word}{count}项" for word, count in row.counts)
    named = "；".join(
        f"{KIND_WORD[one.kind]}《{one.content['proof']['name']}》（{one.content['item']['name']}）"
        for one in row.changes
    )
    since = cn_date(row.revision.effective_from, "full")
    return f"{row.revision.agency.name}，自{since}起：{counted}。{named}。"


def _absolute(name: str, *args: object) -> str:
    return urljoin(f"{settings.NUOZHENG_PUBLIC_URL}/", reverse(name, args=args))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), timezone.get_default_timezone())
