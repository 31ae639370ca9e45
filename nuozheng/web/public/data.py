"""Open data: the whole list at an address that never changes, one for each of its versions."""

from datetime import date, datetime, time
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nuozheng.catalogue.days import list_versions, version_on
from nuozheng.catalogue.export.whole import MEDIA_TYPES, Format, parts_of_list
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.names.then import last_words
from nuozheng.web.public.limits import TOO_MANY_STATUS, too_often
from nuozheng.web.public.past import day_or_404
from nuozheng.web.public.places import catalogue_or_404

FILES_PER_MINUTE = 20
LATEST = "latest"
_A_YEAR = 365 * 24 * 3600


@require_safe
def show_data(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of the list with its files."""
    catalogue = catalogue_or_404(request, slug)
    page = {
        "catalogue": catalogue,
        "versions": list_versions(catalogue, timezone.localdate()),
        "formats": [format.upper() for format in MEDIA_TYPES],
    }
    return render(request, "web/public/data.html", page)


@require_safe
def fetch_data(request: HttpRequest, slug: str, day: str, format: str) -> HttpResponseBase:
    """The list of a version as a file; any other day leads to the version of that day.

    A version of a past day never changes again, so that it may be kept; the one of today may.
    """
    catalogue, today = catalogue_or_404(request, slug), timezone.localdate()
    if format not in MEDIA_TYPES:
        raise Http404(format[:10])
    on = today if day == LATEST else day_or_404(day)
    version = version_on(catalogue, min(on, today))
    if version is None or on > today:
        raise Http404(day[:20])
    if version.isoformat() != day:
        answer = redirect("web:list_data", slug, version.isoformat(), format)
        answer.headers["Cache-Control"] = "no-cache"
        return answer
    if too_often(request, "data", FILES_PER_MINUTE):
        text = _("一分钟里下载得太多了，请过一分钟再来。")
        return HttpResponse(text, "text/plain; charset=utf-8", TOO_MANY_STATUS)
    return _file(request, catalogue, version, format, past=version < today)


def _file(
    request: HttpRequest, catalogue: Catalogue, on: date, format: Format, *, past: bool
) -> HttpResponseBase:
    etag, since = _etag(catalogue, on, format, past=past), _midnight(on)
    answer: HttpResponseBase | None = get_conditional_response(
        request, etag=etag, last_modified=since
    )
    if answer is None or answer.status_code != 304:
        parts = () if request.method == "HEAD" else parts_of_list(catalogue, on, format)
        answer = StreamingHttpResponse(parts, content_type=MEDIA_TYPES[format])
        name = f"{catalogue.slug}-{on.isoformat()}.{format}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["ETag"] = etag
    answer.headers["Last-Modified"] = http_date(since)
    kept = f"public, max-age={_A_YEAR}, immutable" if past else "public, no-cache"
    answer.headers["Cache-Control"] = kept
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _etag(catalogue: Catalogue, on: date, format: str, *, past: bool) -> str:
    """Known without writing the file: versions are never changed in place.

    Only the names of today may still change; those of a past day are kept (`names.models`).
    """
    standing = EntryVersion.objects.in_force(on).filter(entry__item__catalogue=catalogue)
    keys = standing.order_by("pk").values_list("pk", flat=True)
    names = "" if past else last_words(catalogue)
    said = f"{catalogue.slug} {on} {format} {names} {','.join(map(str, keys.iterator()))}"
    return quote_etag(sha256(said.encode()).hexdigest()[:32])


def _midnight(on: date) -> int:
    return int(datetime.combine(on, time(), timezone.get_default_timezone()).timestamp())
