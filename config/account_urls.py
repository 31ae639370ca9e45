"""The sign-in pages in use; those of allauth that need e-mail stay unreachable."""

from allauth.account import views
from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.generic import TemplateView

from nuozheng.web.accounts import identity

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path(
        "password/none/",
        login_required(TemplateView.as_view(template_name="account/no_password.html")),
        name="account_set_password",
    ),
    path("identity/<slug:provider_id>/", identity.enter, name="openid_connect_login"),
    path("identity/<slug:provider_id>/back/", identity.come_back, name="openid_connect_callback"),
    path("second/", include("allauth.mfa.urls")),
]
