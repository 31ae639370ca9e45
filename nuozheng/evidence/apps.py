from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "nuozheng.evidence"
    label = "evidence"
    verbose_name = "留痕与期限"
    default_auto_field = "django.db.models.BigAutoField"
