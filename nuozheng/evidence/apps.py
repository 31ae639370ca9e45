from importlib import import_module

from django.apps import AppConfig

PARTS = ("log",)
"""Parts of evidence that keep records of their own, each in its `models`."""


class EvidenceConfig(AppConfig):
    name = "nuozheng.evidence"
    label = "evidence"
    verbose_name = "留痕与期限"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for part in PARTS:
            import_module(f"{self.name}.{part}.models")
