from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "nuozheng.sandbox"
    label = "sandbox"
    verbose_name = "演示城市"
