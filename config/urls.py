"""Which part answers which address."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("config.account_urls")),
    path("api/v1/", include("nuozheng.api.urls")),
    path("api/cells/v1/", include("nuozheng.api.cells")),
    path("", include("nuozheng.web.urls")),
]
if settings.NUOZHENG_DEMO:
    urlpatterns.insert(0, path("demo/", include("nuozheng.sandbox.urls")))
