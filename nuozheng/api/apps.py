from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "nuozheng.api"
    label = "api"
    verbose_name = "接口"
