"""The addresses of the demonstration."""

from django.urls import URLPattern, URLResolver, path

from nuozheng.sandbox.views import enter, sign_ins

app_name = "sandbox"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", sign_ins, name="sign_ins"),
    path("enter/", enter, name="enter"),
]
