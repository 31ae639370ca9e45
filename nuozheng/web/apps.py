from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages. Listed before allauth and django.contrib, whose templates it restyles."""

    name = "nuozheng.web"
    label = "web"

    def ready(self) -> None:
        """Hear of new second factors."""
        from allauth.mfa.models import Authenticator
        from allauth.mfa.signals import authenticator_added
        from django.db.models.signals import pre_save

        from nuozheng.web.accounts.second_factor import codes_made, factor_added

        authenticator_added.connect(factor_added, dispatch_uid="factor_added")
        pre_save.connect(codes_made, sender=Authenticator, dispatch_uid="codes_made")
