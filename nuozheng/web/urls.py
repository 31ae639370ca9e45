"""The addresses of the screens, by audience."""

from django.urls import URLPattern, URLResolver, path

from nuozheng.web.applicant import urls as applicant
from nuozheng.web.desk import urls as desk
from nuozheng.web.field import urls as field
from nuozheng.web.large_print import large
from nuozheng.web.public import urls as public

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [
    path("large/", large, name="large"),
    *public.urlpatterns,
    *applicant.urlpatterns,
    *desk.urlpatterns,
    *field.urlpatterns,
]
