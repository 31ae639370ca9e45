from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages. Listed before allauth and django.contrib, whose templates it restyles."""

    name = "nuozheng.web"
    label = "web"
