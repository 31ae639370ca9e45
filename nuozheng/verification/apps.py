from importlib import import_module

from django.apps import AppConfig

PARTS = (
    "bulk",
    "sources",
    "draws",
    "inspections",
    "assistance",
    "confirmation",
    "risk",
    "insurance",
    "afterwards",
    "debt",
    "fairness",
    "supervision",
    "feedback",
    "rounds",
)
"""Parts of verification that keep records of their own, each in its `models`."""


class VerificationConfig(AppConfig):
    name = "nuozheng.verification"
    label = "verification"
    verbose_name = "核查"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for part in PARTS:
            import_module(f"{self.name}.{part}.models")
