from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "nuozheng.disclosure"
    label = "disclosure"
    verbose_name = "公示"
    default_auto_field = "django.db.models.BigAutoField"
