from importlib import import_module

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

PARTS = ("push", "objections", "stops", "grades", "sanctions", "listing", "beyond")
"""Parts of credit that keep records of their own, each in its `models`."""


class CreditConfig(AppConfig):
    name = "nuozheng.credit"
    label = "credit"
    verbose_name = "信用"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for part in PARTS:
            import_module(f"{self.name}.{part}.models")

    def ready(self) -> None:
        # A fault in the file would otherwise stop the first officer who registers a record.
        module = import_module("nuozheng.gateways.credit.platforms")
        try:
            module.platforms()
        except module.WrongPlatforms as fault:
            raise ImproperlyConfigured(f"NUOZHENG_CREDIT_PLATFORMS：{fault}") from None
