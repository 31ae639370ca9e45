from importlib import import_module

from django.apps import AppConfig

PARTS = (
    *("revision", "guides", "asked", "wording", "intake"),
    *("trouble", "adjustment", "inheritance", "duties", "names"),
)
"""Parts of the catalogue that keep records of their own, each in its `models`."""


class CatalogueConfig(AppConfig):
    name = "nuozheng.catalogue"
    label = "catalogue"
    verbose_name = "证明事项清单"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for part in PARTS:
            import_module(f"{self.name}.{part}.models")
