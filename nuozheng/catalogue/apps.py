from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "nuozheng.catalogue"
    label = "catalogue"
    verbose_name = "证明事项清单"
    default_auto_field = "django.db.models.BigAutoField"
