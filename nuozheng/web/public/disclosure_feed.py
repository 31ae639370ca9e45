"""New publications as an Atom feed without anybody's data; and what no search engine may keep."""

from datetime import datetime, time, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nuozheng.web.formats import cn_date
from nuozheng.web.public.disclosures import public_letters
from nuozheng.web.public.places import catalogue_or_404

LATEST, LONGEST_SECONDS = 20, 300
_PRIVATE_PATHS = ("/d/", "/p/*/disclosures/", "/p/*/credit/", "/v/", "/my/", "/desk/", "/accounts/")


@require_safe
def fetch_disclosure_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Which services have new letters in public, and until when; kept to midnight at most."""
    catalogue = catalogue_or_404(request, slug)
    now = timezone.localtime()
    feed = Atom1Feed(
        title=_("%(list)s：公示") % {"list": catalogue.title},
        link=_absolute("web:disclosures", slug),
        description=_("新公示的告知承诺书、承诺信息"),
        language="zh-CN",
        author_name=catalogue.jurisdiction.name,
        feed_url=_absolute("web:disclosure_feed", slug),
        feed_guid=_absolute("web:disclosures", slug),
    )
    for one in public_letters(catalogue.jurisdiction_id, now.date())[:LATEST]:
        assert one.start_on is not None
        link = _absolute("web:disclosure", one.code)
        at = datetime.combine(one.start_on, time(), timezone.get_default_timezone())
        feed.add_item(
            title=one.title,
            link=link,
            description=_("%(agency)s，公示到%(day)s")
            % {"agency": one.agency.name, "day": cn_date(one.end_on, "full")},
            unique_id=link,
            pubdate=at,
            updateddate=at,
        )
    answer = HttpResponse(content_type=feed.content_type)
    feed.write(answer, "utf-8")
    # Whatever ends today is gone at midnight, also from whoever keeps a copy for us.
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    seconds = min(LONGEST_SECONDS, int((midnight - now).total_seconds()))
    answer.headers["Cache-Control"] = f"public, max-age={max(seconds, 0)}"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def fetch_robots(request: HttpRequest) -> HttpResponse:
    """Pages about people are for people: no search engine goes there."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _PRIVATE_PATHS)]
    answer = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _absolute(name: str, *args: object) -> str:
    return urljoin(f"{settings.NUOZHENG_PUBLIC_URL}/", reverse(name, args=args))
