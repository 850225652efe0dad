from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "peerchallenge.ui"
    label = "ui"
    verbose_name = "Pages and forms"
