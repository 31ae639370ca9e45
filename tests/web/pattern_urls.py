"""The addresses that the shared parts of a page look for, without the pages themselves."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from nuozheng.web.large_print import large


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


_web = [path("large/", large, name="large"), path("list/", _page, name="catalogue")]
urlpatterns = [
    path("", include((_web, "web"))),
    path("accounts/", include("config.account_urls")),
]
