from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "nuozheng.oversight"
    label = "oversight"
    verbose_name = "监督"
